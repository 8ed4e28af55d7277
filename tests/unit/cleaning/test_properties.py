"""What holds for any text, however odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cleaning import CleanText, clean
from summarizer.readers.raw import RawText

if TYPE_CHECKING:
    from collections.abc import Iterable

PIECES = (
    "\n",
    "\n\n",
    "\r\n",
    "　　",
    "  ",
    " ",
    "\t",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\ue46a",
    "\U000f0001",
    "\x00",
    "\ufffd",
    "浮洲区2024年工作总结",
    "区科技局",
    "（一）",
    "一、",
    "1.",
    "①",
    "加强管理，推动发展。",
    "持续",
    "創(chuàng)新",
    "發(fā)展",
    "的(de)",
    "增长7.5%",
    "２０２４年",
    "2020- 12- 15",
    "1 200",
    "GDP 5G",
    "A B",
    "km²",
    "℃",
    "⼯作",
    "豈",
    "索引号: 12/2024-3 分类:",
    "• 发布日期:",
    "• 2024-01-02",
    "来源：浮洲日报",
    "浏览次数:-",
    "【打印】 【关闭】",
    "大",
    "中",
    "上一篇：",
    "扫一扫在手机打开当前页",
    "首页 > 政务公开",
    "本报记者 张三 摄",
    "相关链接",
    "名词解释",
    "在线观看_无码_专区",
    "?。ㄒ唬┏掷m(xù)強化",
    "?。ǘ�）",
    "？",
    "\\r\\n",
    "<U+00A0>",
    "&ldquo;",
    "&amp;ldquo;",
    "<br>",
    "\\u4e00",
    "- 3 -",
    "5146",
    "|",
    " | ",
    "今年以来，我们坚持稳中求进，完成投资12.5亿元，同比增长8.3%，超额完成全年目标任务。",
    "# ",
    "“",
    "”",
    "(",
    ")",
    "《",
    "》",
    "、",
    ":",
)
ODD = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def cleaned(text: str) -> CleanText:
    return clean(RawText(text=text, name="x.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64))


def covered(intervals: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in intervals for place in range(start, end)}


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_the_map_is_total_and_never_goes_back(text: str) -> None:
    result = cleaned(text)
    assert len(result.starts) == len(result.ends) == len(result.text)
    assert list(result.starts) == sorted(result.starts)
    assert list(result.ends) == sorted(result.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_whatever_differs_from_the_source_is_in_the_log(text: str) -> None:
    result = cleaned(text)
    logged = covered((repair.start, repair.end) for repair in result.repairs)
    kept = covered(zip(result.starts, result.ends, strict=True))
    assert set(range(len(text))) <= kept | logged
    for character, start, end in zip(result.text, result.starts, result.ends, strict=True):
        assert text[start:end] == character or set(range(start, end)) & logged or start == end


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_the_log_and_the_furniture_quote_the_source(text: str) -> None:
    result = cleaned(text)
    assert all(text[repair.start : repair.end] == repair.before for repair in result.repairs)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in result.furniture)
    assert "\n" not in "".join(piece.text for piece in result.furniture)


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = cleaned(text)
    again = cleaned(once.text)
    assert again.text == once.text
    assert again.repairs == ()
    assert again.furniture == ()
    assert list(again.starts) == list(range(len(once.text)))


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_clean_text_is_paragraphs_without_blank_lines_or_indentation(text: str) -> None:
    result = cleaned(text).text
    assert result == "" or all(line and line == line.strip(" \t") for line in result.split("\n"))
    assert "\r" not in result


@settings(max_examples=60, deadline=None)
@given(ODD, st.data())
def test_the_interval_of_a_piece_spans_the_intervals_of_its_characters(
    text: str, data: st.DataObject
) -> None:
    result = cleaned(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.source_interval(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert (first, last) == (result.starts[start], result.ends[end - 1])
        assert cleaned(text[first:last]).text is not None
