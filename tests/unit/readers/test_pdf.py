from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

from summarizer.errors import InputError
from summarizer.readers import Limits, RawText, read

if TYPE_CHECKING:
    from collections.abc import Callable

_FONT = "STSong-Light"
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
_TITLE = ParagraphStyle("title", fontName=_FONT, fontSize=17, leading=28, alignment=1, wordWrap="CJK")
_ROWS = [["指标", "2024年", "增长"], ["工业投资", "12.5亿元", "8.1%"], ["税收收入", "3.2亿元", "-1.5%"]]
_SENTENCES = (
    "县级重点项目建设稳步推进，新开工项目三十五个，总投资一百二十亿元，竣工项目二十一个，",
    "园区基础设施配套不断完善，污水处理厂扩建工程按期投入使用，新建标准厂房八万平方米。",
    "企业服务专员制度覆盖全部规模以上企业，累计协调解决用工、用地、融资等问题二百余件。",
)
_PARAGRAPHS = [
    "一、主要工作",
    *("".join((_SENTENCES * 2)[start % 3 : start % 3 + 2 + start % 2]) for start in range(14)),
    "二、下一步打算",
]


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def _read(data: bytes, limits: Limits | None = None) -> RawText:
    return read("-", stdin=io.BytesIO(data), limits=limits or Limits())


def _drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    canvas.setFont(_FONT, 14)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _report(columns: int) -> bytes:
    width, height = A4

    def margins(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(_FONT, 9)
        canvas.drawString(80, height - 40, "云泉县人民政府文件")
        canvas.drawCentredString(width / 2, 30, f"— {document.page} —")

    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    wide = (width - 120 - 20 * (columns - 1)) / columns
    frames = [Frame(60 + (wide + 20) * column, 60, wide, height - 140) for column in range(columns)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=margins))
    story = [Paragraph("云泉县2024年工作总结", _TITLE), *(Paragraph(text, _BODY) for text in _PARAGRAPHS)]
    style = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), _FONT, 10)]
    story.insert(4, Table(_ROWS, style=style))
    document.build(story)
    return out.getvalue()


@pytest.mark.parametrize("columns", [1, 2])
def test_report_over_pages(columns: int) -> None:
    raw = _read(_report(columns))
    expected = ["云泉县2024年工作总结", *_PARAGRAPHS]
    expected[4:4] = [" | ".join(row) for row in _ROWS]
    assert raw.text.split("\n") == expected
    assert raw.media_type == "application/pdf"
    assert len(raw.warnings) == 1
    assert "页眉、页脚和页码" in raw.warnings[0]


def test_left_column_comes_first() -> None:
    def draw(canvas: Canvas) -> None:
        for line in range(8):
            canvas.drawString(60, 700 - 24 * line, "左" * 14 + ("。" if line == 7 else ""))
            canvas.drawString(320, 712 - 24 * line, "右" * 14)

    assert _read(_drawn(draw)).text.split("\n") == ["左" * 14 * 8 + "。", "右" * 14 * 8]


def test_merged_cells_and_wrapped_cells_of_a_ruled_table() -> None:
    style = [
        ("GRID", (0, 0), (-1, -1), 1, colors.black),
        ("FONT", (0, 0), (-1, -1), _FONT, 10),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (2, 0)),
    ]
    table = Table(
        [["指标", "全年完成数额和增长速度", ""], ["", "数额", "增长"], ["固定资产\n投资", "12.5", "8.1%"]],
        style=style,
    )

    def draw(canvas: Canvas) -> None:
        canvas.drawString(90, 700, "下表为主要指标。")
        table.wrapOn(canvas, 300, 300)
        table.drawOn(canvas, 90, 600)
        canvas.drawString(90, 550, "表后文字。")

    assert _read(_drawn(draw)).text.split("\n") == [
        "下表为主要指标。",
        "指标 | 全年完成数额和增长速度",
        "| 数额 | 增长",
        "固定资产投资 | 12.5 | 8.1%",
        "表后文字。",
    ]


def test_table_without_rules() -> None:
    def draw(canvas: Canvas) -> None:
        for line, cells in enumerate(_ROWS):
            for column, text in enumerate(cells):
                canvas.drawString(90 + 130 * column, 700 - 24 * line, text)

    assert _read(_drawn(draw)).text.split("\n") == [" | ".join(row) for row in _ROWS]


def test_title_on_two_lines_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(_FONT, 22)
        canvas.drawCentredString(297, 720, "云泉县人民政府")
        canvas.drawCentredString(297, 688, "2024年工作总结")
        canvas.setFont(_FONT, 14)
        for line in range(8):
            canvas.drawString(90, 600 - 24 * line, "全" * 29 + "。")

    assert _read(_drawn(draw)).text.split("\n")[0] == "云泉县人民政府2024年工作总结"


def test_words_and_numbers_are_spaced_as_they_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(90, 700, "完成 R&D investment 12.5 亿元，比 2023 年增长。")

    assert _read(_drawn(draw)).text == "完成R&D investment 12.5亿元，比2023年增长。"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_page_shown_rotated(degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        # Against the rotation of the page, so that the lines are level as it is shown. PDFium sees no upright
        # Chinese here: the test font is not embedded.
        canvas.setFont("Helvetica", 14)
        canvas.translate(300, 300)
        canvas.rotate(degrees)
        canvas.drawString(-90, 20, "first line of 2024.")
        canvas.drawString(-90, -20, "second line: 12.5")
        canvas.setPageRotation(degrees)

    assert _read(_drawn(draw)).text.split("\n") == ["first line of 2024.", "second line: 12.5"]


def test_scan_without_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(_picture(), 50, 50, 400, 600)

    with pytest.raises(InputError, match="pictures of pages but no text") as caught:
        _read(_drawn(draw))
    assert "OCR" in (caught.value.hint or "")


def test_single_scanned_page_is_named() -> None:
    def draw(canvas: Canvas) -> None:
        for line in range(5):
            canvas.drawString(90, 700 - 40 * line, "全县完成固定资产投资12.5亿元。")
        canvas.showPage()
        canvas.drawInlineImage(_picture(), 50, 50, 400, 600)

    raw = _read(_drawn(draw))
    assert raw.warnings == ("第2页是图片，没有文字可读。",)


def _picture() -> object:
    from PIL import Image  # noqa: PLC0415 - comes with reportlab, whose canvas wants one

    return Image.new("RGB", (8, 8), "white")


def test_encrypted() -> None:
    data = _drawn(lambda canvas: canvas.drawString(90, 700, "密"), encrypt=StandardEncryption("secret"))
    with pytest.raises(InputError, match="encrypted"):
        _read(data)


def test_too_many_pages() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            canvas.drawString(90, 700, "页")
            canvas.showPage()

    with pytest.raises(InputError, match="3 pages"):
        _read(_drawn(draw), Limits(pages=2))


def test_damaged() -> None:
    with pytest.raises(InputError, match="damaged PDF"):
        _read(b"%PDF-1.7\nrubbish\n%%EOF")


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match="needs the extra pdf") as caught:
        _read(_drawn(lambda canvas: canvas.drawString(90, 700, "页")))
    assert "report-summarizer[pdf]" in (caught.value.hint or "")
