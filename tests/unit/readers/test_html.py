from __future__ import annotations

import io
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.readers import RawText, read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "readers"


def _read(page: str | bytes) -> RawText:
    return read("-", stdin=io.BytesIO(page.encode() if isinstance(page, str) else page))


def _lines(page: str | bytes) -> list[str]:
    return _read(page).text.split("\n")


def test_government_page_keeps_the_article_and_nothing_of_the_site() -> None:
    raw = read(FIXTURES / "bureau-page.html")
    assert raw.text.split("\n") == [
        "网站名称: 云泉县人民政府",
        "栏目: 工作总结",
        "发布日期: 2025-01-06 09:30",
        "来源: 县工业和信息化局",
        "关键词: 工业;总结",
        "# 云泉县工业和信息化局2024年工作总结",
        "索引号： | YQ011-2025-0003 | 发布机构： | 县工业和信息化局",
        "2024年，全县规模以上工业增加值增长8.1%，完成工业投资12.5亿元。",
        "## 一、主要工作",
        "（一）项目建设。新开工项目35个，总投资120亿元；竣工21个。",
        "指标 | 2024年 | 增长（%）",
        "工业投资 | 12.5亿元 | 8.1",
        "技改投资 | 3.2亿元 | -1.5",
        "1. 抓好龙头企业培育。",
        "2. 抓好园区配套建设。",
        "附件：2024年主要指标表.xlsx",
    ]
    assert len(raw.warnings) == 1
    assert "未计入正文" in raw.warnings[0]
    assert raw.media_type == "text/html"


def test_word_made_page_is_its_text() -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin:0}</style>
    <!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--></head><body lang=ZH-CN>
    <p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>全年完成投资</span><span
    lang=EN-US>12.5</span><span>亿元，增长</span><span lang=EN-US>8.1%</span><span>。<o:p></o:p></span></p>
    <p class=MsoListParagraph><![if !supportLists]><span lang=EN-US>1.<span>&nbsp;</span></span><![endif]>招商
    引资&mdash;&mdash;签约3个<o:p></o:p></p></body></html>"""
    assert _lines(page) == ["全年完成投资12.5亿元，增长8.1%。", "1.\xa0招商引资——签约3个"]


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    file = tmp_path / "bulletin.txt"
    file.write_text("<p>一、综合</p>\n<p>全年实现增加值5亿元。</p>", encoding="utf-8")
    assert read(file).text == "一、综合\n全年实现增加值5亿元。"
    file.write_text("一、综合 a<b>c 与 <p> 无关\n全年实现增加值5亿元。", encoding="utf-8")
    assert read(file).media_type == "text/plain"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="gb2312">',
        '<meta http-equiv="Content-Type" content="text/html; charset=gbk">',
        '<meta charset="utf-8">',  # a lie that is common after a site has moved
        "",
    ],
)
def test_encoding_of_a_page(head: str) -> None:
    raw = _read(
        f"<html><head>{head}</head><body><p>全县完成投资12.5亿元。</p></body></html>".encode("gb18030")
    )
    assert (raw.text, raw.encoding) == ("全县完成投资12.5亿元。", "gb18030")


def test_article_in_layout_tables() -> None:
    page = """<table><tr><td>云泉县政府网</td></tr><tr><td><table><tr><td><p>2024年工作总结</p>
    <p>全县完成投资12.5亿元，增长8.1%，各项工作取得新的进展，为全年目标打下基础。</p>
    全年签约35个。<br>竣工21个。</td></tr></table></td></tr></table>"""
    assert _lines(page) == [
        "云泉县政府网",
        "2024年工作总结",
        "全县完成投资12.5亿元，增长8.1%，各项工作取得新的进展，为全年目标打下基础。",
        "全年签约35个。",
        "竣工21个。",
    ]


def test_spans_keep_the_cells_in_their_columns() -> None:
    page = """<table><caption>财政收支</caption><tr><th rowspan=2>指标</th><th colspan=2>2024年</th></tr>
    <tr><th>数额</th><th>增长</th></tr><tr><td>收入</td><td><p>3.2</p><p>亿元</p></td><td>5%</td></tr>
    <tr><td></td><td>其中</td><td></td></tr></table>"""
    assert _lines(page) == ["财政收支", "指标 | 2024年", "| 数额 | 增长", "收入 | 3.2 亿元 | 5%", "| 其中"]


def test_lists_show_the_numbers_a_browser_shows() -> None:
    page = """<ol start=3><li>甲<li>乙<ol type=a><li>子</ol></ol>
    <ol style="list-style-type:cjk-ideographic"><li>丙</ol><ol>
    <li>1.已编号</ol><ol style="list-style:none"><li>丁</ol><ul><li>戊</ul>"""
    assert _lines(page) == ["3. 甲", "4. 乙", "a. 子", "一、丙", "1.已编号", "丁", "戊"]


def test_sentences_in_suspicious_places_stay() -> None:
    sentence = "全县完成投资12.5亿元，增长8.1%，各项工作取得新的进展，为全年目标打下基础。"
    page = f"<div class=sidebar><p>{sentence}</p></div><div style='display:none'><p>{sentence}</p></div>"
    assert _lines(page) == [sentence, sentence]


def test_page_that_is_only_a_table_stays_whatever_it_is_called() -> None:
    page = "<div class=nav-content><table><tr><td>产值</td><td>12.5亿元</td></tr></table></div>"
    assert _lines(page) == ["产值 | 12.5亿元"]


def test_links_in_a_table_do_not_make_its_head_a_menu() -> None:
    page = (
        "<p>全县完成投资12.5亿元，增长8.1%，各项工作取得新的进展，为全年目标打下基础。</p>"
        "<table><tr><td>项目</td><td>数</td></tr>"
        "<tr><td><a href=/a>现代产业园一期</a></td><td>3</td></tr></table>"
    )
    assert _lines(page)[1:] == ["项目 | 数", "现代产业园一期 | 3"]


def test_plain_text_in_a_preformatted_element() -> None:
    assert _lines("<pre>一、工作\n　　完成投资。\n\n二、打算</pre><p>完</p>") == [
        "一、工作",
        "完成投资。",
        "二、打算",
        "完",
    ]


def test_title_of_the_head_where_the_body_has_none() -> None:
    page = "<html><head><title>2024年工作总结_云泉县政府网</title></head><body><p>完成投资。</p></body>"
    assert _lines(page) == ["2024年工作总结", "完成投资。"]


def test_page_without_text() -> None:
    with pytest.raises(InputError, match="without text") as caught:
        _read("<!doctype html><html><body><div id=app></div><script>render('总结')</script></body></html>")
    assert "script" in (caught.value.hint or "")


def test_absurd_nesting_is_refused_and_deep_nesting_read() -> None:
    with pytest.raises(InputError, match="nests"):
        _read("<div>" * 200_000 + "总结</div>")
    assert _read("<div>" * 3000 + "总结" + "</div>" * 3000).text == "总结"


def test_saved_web_page() -> None:
    page = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        "<html><body><p>=C8=AB=C4=EA=CD=EA=B3=C9=CD=B6=D7=CA</p></body></html>\r\n--x--\r\n"
    )
    assert _read(page).text == "全年完成投资"
