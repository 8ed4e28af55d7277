"""PDF files: paragraphs in reading order, table rows, nothing of the margins of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.readers.extracted import Extracted
from summarizer.readers.pdf_columns import gutters_of, in_reading_order
from summarizer.readers.pdf_glyphs import pages
from summarizer.readers.pdf_lines import Line, set_column
from summarizer.readers.pdf_paragraphs import paragraphs, without_margins
from summarizer.readers.pdf_tables import take_tables

if TYPE_CHECKING:
    from summarizer.readers.limits import Limits
    from summarizer.readers.pdf_glyphs import Glyph

_FEW = 10
"""Characters per page below which a file with pictures is a scan."""
_SOME_UNREADABLE = 0.02


def read_pdf(data: bytes, name: str, limits: Limits) -> Extracted:
    """Read a PDF file.

    Raises:
        InputError: It is damaged, encrypted, too long, or a scan without text.
    """
    found: list[tuple[float, list[Glyph], list[list[Line]]]] = []
    empty: list[int] = []
    characters = unreadable = 0
    for number, page in enumerate(pages(data, name, limits), start=1):
        found.append((page.height, *take_tables(page.glyphs, page.rules)))
        characters += len(page.glyphs)
        unreadable += sum(not glyph.text.isprintable() for glyph in page.glyphs)
        if page.pictures and len(page.glyphs) < _FEW:
            empty.append(number)
    if characters < _FEW * len(empty) or not characters:
        raise InputError(
            f"{name} holds pictures of pages but no text." if empty else f"{name} holds no text.",
            hint="Recognise its text first (OCR).",
        )
    gutters = gutters_of([glyphs for _, glyphs, _ in found])
    kept, dropped = without_margins(
        [
            (height, _with_tables(in_reading_order(glyphs, gutter), tables))
            for (height, glyphs, tables), gutter in zip(found, gutters, strict=True)
        ]
    )
    set_column([line for lines in kept for line in lines if line.column is None])
    warnings: list[str] = []
    if dropped:
        warnings.append(f"各页的页眉、页脚和页码共{dropped}行未计入正文。")
    if empty:
        warnings.append(f"第{'、'.join(map(str, empty))}页是图片，没有文字可读。")
    if unreadable > _SOME_UNREADABLE * characters:
        warnings.append(f"有{unreadable}个字符的字体未说明其文字，无法读出。")
    return Extracted(
        text="\n".join(paragraphs(kept)),
        media_type="application/pdf",
        encoding=None,
        warnings=tuple(warnings),
    )


def _with_tables(lines: list[Line], tables: list[list[Line]]) -> list[Line]:
    """Put each table before the first line below its top."""
    for table in tables:
        top = table[0].top
        middle = (table[0].left + table[0].right) / 2
        place = next(
            (
                index
                for index, line in enumerate(lines)
                if line.middle < top and (line.column is None or line.column[0] <= middle <= line.column[1])
            ),
            len(lines),
        )
        lines[place:place] = table
    return lines
