from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarizer.errors import InputError
from summarizer.readers import Limits, RawText, read
from summarizer.readers.numerals import word_number

if TYPE_CHECKING:
    from docx.document import Document

_LEVELS = (
    ("chineseCounting", "%1、", "nothing", ""),
    ("chineseCounting", "（%2）", "nothing", ""),
    ("decimal", "%3.", "tab", ""),
    ("decimal", "%1.%2.%4", "space", "<w:isLgl/>"),
)
_MAIN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def _read(document: Document) -> RawText:
    out = io.BytesIO()
    document.save(out)
    return read("-", stdin=io.BytesIO(out.getvalue()))


def _package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def _body(xml: str) -> RawText:
    return read("-", stdin=io.BytesIO(_package(document=_MAIN.format(xml))))


def _numbered() -> Document:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (style, text, suff, more) in enumerate(_LEVELS)
    )
    part = document.part.numbering_part.element
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    part.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    return document


def _add(document: Document, text: str, level: int, *, style: str | None = None, number: int = 91) -> None:
    paragraph = document.add_paragraph(text, style=style)
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def test_numbers_that_word_generates() -> None:
    document = _numbered()
    document.add_paragraph("云泉县2024年工作总结", style="Title")
    _add(document, "主要工作", 0, style="Heading 1")
    _add(document, "项目建设", 1, style="Heading 2")
    _add(document, "完成投资12.5亿元。", 2)
    _add(document, "新开工35个。", 2)
    _add(document, "细项", 3)
    _add(document, "招商引资", 1, style="Heading 2")
    _add(document, "签约3个。", 2)
    _add(document, "另起编号。", 2, number=92)
    _add(document, "接着编号。", 2, number=92)
    _add(document, "存在问题", 0)
    _add(document, "无编号", 0, number=0)
    assert _read(document).text.split("\n") == [
        "云泉县2024年工作总结",
        "# 一、主要工作",
        "## （一）项目建设",
        "1. 完成投资12.5亿元。",
        "2. 新开工35个。",
        "1.1.1 细项",
        "## （二）招商引资",
        "1. 签约3个。",
        "5. 另起编号。",
        "6. 接着编号。",
        "二、存在问题",
        "无编号",
    ]


def test_numbers_and_levels_inherited_from_styles() -> None:
    document = _numbered()
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[name].element.get_or_add_pPr()
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
        properties.append(parse_xml(xml))
    own = document.styles.add_style("县级标题", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("主要工作", style="Heading 1")
    document.add_paragraph("项目建设", style="县级标题")
    assert _read(document).text == "# 一、主要工作\n## （一）项目建设"


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 25, "25"),
        ("ideographTraditional", 2, "乙"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalZero", 7, "07"),
        ("bullet", 1, ""),
        ("some-new-format", 4, "4"),
    ],
)
def test_number_formats(style: str, number: int, text: str) -> None:
    assert word_number(number, style) == text


def test_tables_become_rows() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for line, cells in enumerate(
        (("指标", "", "增长"), ("投资", "12.5亿元", "8.1%"), ("", "3.2亿元", "-1.5%"))
    ):
        for column, text in enumerate(cells):
            table.cell(line, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1)).text = "指标"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "投资"
    document.add_paragraph("完")
    assert _read(document).text == "指标 |  | 增长\n投资 | 12.5亿元 | 8.1%\n| 3.2亿元 | -1.5%\n完"


def test_footnotes_follow_their_paragraph() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>按可比价计算。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = (
        '<w:p><w:r><w:t>增长8.1%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>。</w:t></w:r></w:p><w:p><w:r><w:t>下一段。</w:t></w:r></w:p>"
    )
    raw = read("-", stdin=io.BytesIO(_package(document=_MAIN.format(body), footnotes=notes)))
    assert raw.text == "增长8.1%。\n注：按可比价计算。\n下一段。"


def test_what_is_not_text_of_the_report_is_counted() -> None:
    raw = _body(
        "<w:p><w:ins><w:r><w:t>完成</w:t></w:r></w:ins><w:del><w:r><w:delText>计划</w:delText></w:r></w:del>"
        "<w:r><w:t>35个</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        "<w:r><w:br/><w:t>第二行</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert raw.text == "完成35个\n第二行 -"
    assert raw.warnings == ("文档的修订中已删去的文字1处未计入正文。", "文档的隐藏文字1处未计入正文。")


def test_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"
    raw = _body(
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>正文</w:t>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert raw.text == "正文\n框内文字"


def test_strict_variant_of_the_format() -> None:
    strict = _MAIN.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006",
        "http://purl.oclc.org/ooxml/wordprocessingml",
    )
    package = _package(document=strict.format("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"))
    assert read("-", stdin=io.BytesIO(package)).text == "正文"


@pytest.mark.parametrize(
    ("document", "limits", "what"),
    [
        (_MAIN.format("<w:p/>" * 100_000), Limits(expanded_bytes=100_000), "unpacks to more than"),
        (_MAIN.format("<w:p>" * 1000 + "</w:p>" * 1000), Limits(), "nests elements"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', Limits(), "declares entities"),
        (_MAIN.format("<w:p>")[:-9], Limits(), "damaged"),
        (_MAIN.format("<w:p/>"), Limits(), "no text"),
    ],
)
def test_bombs_and_damage_are_refused(document: str, limits: Limits, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read("-", stdin=io.BytesIO(_package(document=document)), limits=limits)
    assert caught.value.hint


def test_damage_inside_the_archive() -> None:
    data = bytearray(_package(document=_MAIN.format("<w:p><w:r><w:t>正文</w:t></w:r></w:p>" * 50)))
    data[60:80] = bytes(20)
    with pytest.raises(InputError, match="damaged"):
        read("-", stdin=io.BytesIO(bytes(data)))
