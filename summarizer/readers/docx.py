"""DOCX documents: paragraphs with the numbers Word shows before them, headings, table rows, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.readers.docx_numbering import Numbering
from summarizer.readers.docx_package import Package
from summarizer.readers.docx_styles import Styles, outline_level, value
from summarizer.readers.extracted import Extracted, one_line, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from summarizer.readers.limits import Limits

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = re.compile(r"word/document\d*\.xml")
_HEADING_LENGTH = 60
"""A longer heading is a paragraph in a heading's clothes."""
_DEEPEST_MARK = 6
_LAYOUT_CELL = 300
_LAYOUT_PARAGRAPHS = 3
_LEFT_OUT = {"w_del": "修订中已删去的文字", "w_moveFrom": "修订中已移走的文字", "w_commentReference": "批注"}
_NO_TEXT = frozenset({"w_pPr", "w_rPr", "w_instrText", "w_delText"})
_CHARACTERS = {"w_tab": "\t", "w_cr": "\n", "w_noBreakHyphen": "-", "w_softHyphen": ""}
_NOTES = {"w_footnoteReference": "footnotes", "w_endnoteReference": "endnotes"}
_CONTAINERS = frozenset({"w_sdt", "w_sdtContent", "w_customXml", "w_ins", "w_moveTo", "w_smartTag"})


def read_docx(data: bytes, name: str, limits: Limits) -> Extracted:
    """Read a DOCX document.

    Raises:
        InputError: It is damaged, encrypted, a bomb, or holds no text.
    """
    package = Package(data, name, limits)
    reader = _Reader(package)
    lines = reader.read()
    if not any(char.isalnum() for line in lines for char in line):
        raise InputError(
            f"{name} holds no text.", hint="If its pages are images, recognise their text first (OCR)."
        )
    warnings: list[str] = []
    for kind, count in reader.left_out.items():
        warnings.append(f"文档的{kind}{count}处未计入正文。")
    return Extracted(text="\n".join(lines), media_type=_MEDIA_TYPE, encoding=None, warnings=tuple(warnings))


class _Reader:
    """Reads the parts of a document in the order of the text."""

    def __init__(self, package: Package) -> None:
        self.left_out: dict[str, int] = {}
        self._package = package
        self._styles = Styles(package.part("word/styles.xml"))
        self._numbering = Numbering(package.part("word/numbering.xml"))
        self._notes = {
            (kind, note.get("w_id", "")): note
            for kind in ("footnotes", "endnotes")
            if (root := package.part(f"word/{kind}.xml")) is not None
            for note in root
            if note.get("w_type") in {None, "normal"}
        }
        self._after: list[str] = []
        """Lines that follow the paragraph at hand: its footnotes and text boxes."""

    def read(self) -> list[str]:
        lines: list[str] = []
        for part in sorted(filter(_MAIN.fullmatch, self._package.names)):
            root = self._package.part(part)
            body = None if root is None else root.find("w_body")
            if body is not None:
                lines.extend(self._blocks(body))
        return lines

    def _leave_out(self, kind: str) -> None:
        self.left_out[kind] = self.left_out.get(kind, 0) + 1

    def _blocks(self, parent: Element) -> Iterator[str]:
        for element in parent:
            if element.tag == "w_p":
                yield from self._paragraph(element)
            elif element.tag == "w_tbl":
                yield from self._table(element)
            elif element.tag in _CONTAINERS:
                yield from self._blocks(element)
            elif element.tag == "mc_AlternateContent":
                yield from self._blocks(_alternative(element))
            elif element.tag == "w_altChunk":
                self._leave_out("嵌入文件")

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = paragraph.find("w_pPr")
        name = value(properties, "w_pStyle")
        style = self._styles.get(name)
        pieces = [one_line(piece) for piece in "".join(self._inline(paragraph)).split("\n")]
        pieces = [piece for piece in pieces if piece]
        after, self._after = self._after, []
        number = value(properties, "w_numPr/w_numId")
        place = value(properties, "w_numPr/w_ilvl") or style.level
        marker = self._numbering.marker(style.number if number is None else number, place, name)
        if pieces and style.contents:
            self._leave_out("目录行")
        elif pieces:
            own = outline_level(properties)
            level = min(style.heading if own is None else own, _DEEPEST_MARK)
            first = marker + pieces[0]
            yield f"{'#' * level} {first}" if level and len(first) <= _HEADING_LENGTH else first
            yield from pieces[1:]
        yield from after

    def _inline(self, parent: Element) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if (text := _characters(element)) is not None:
                yield text
            elif tag in _NOTES:
                self._note(_NOTES[tag], element.get("w_id", ""))
            elif tag == "w_txbxContent":
                after, self._after = self._after, []
                self._after = after + list(self._blocks(element))
            elif tag in _LEFT_OUT:
                self._leave_out(_LEFT_OUT[tag])
            elif tag == "w_r" and _is_hidden(element):
                self._leave_out("隐藏文字")
            elif tag == "mc_AlternateContent":
                yield from self._inline(_alternative(element))
            elif tag not in _NO_TEXT:
                yield from self._inline(element)

    def _note(self, kind: str, name: str) -> None:
        note = self._notes.pop((kind, name), None)
        if note is None:
            return
        after, self._after = self._after, []
        lines = list(self._blocks(note))
        self._after = after + [f"注：{line}" if index == 0 else line for index, line in enumerate(lines)]

    def _table(self, table: Element) -> Iterator[str]:
        grid: list[list[list[str]]] = []
        for line in _rows(table):
            before = value(line, "w_trPr/w_gridBefore") or "0"
            cells: list[list[str]] = [[] for _ in range(min(int(before), 100))] if before.isdecimal() else []
            for cell in _cells(line):
                cells.append(list(self._blocks(cell)))
                span = value(cell, "w_tcPr/w_gridSpan") or "1"
                cells.extend([] for _ in range(1, min(int(span), 100) if span.isdecimal() else 1))
            grid.append(cells)
        if any(
            len(cell) >= _LAYOUT_PARAGRAPHS and sum(map(len, cell)) > _LAYOUT_CELL
            for cells in grid
            for cell in cells
        ):
            yield from (line for cells in grid for cell in cells for line in cell)
        else:
            for text in rows([[" ".join(cell) for cell in cells] for cells in grid]):
                if text:
                    yield text


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == "w_tr":
            if element.find("w_trPr/w_del") is None:
                yield element
        elif element.tag in _CONTAINERS:
            yield from _rows(element)


def _cells(line: Element) -> Iterator[Element]:
    for element in line:
        if element.tag == "w_tc":
            yield element
        elif element.tag in _CONTAINERS:
            yield from _cells(element)


def _alternative(element: Element) -> Element:
    """Pick one of two writings of the same thing (a drawing, and its old form for older programs)."""
    choice, fallback = element.find("mc_Choice"), element.find("mc_Fallback")
    if choice is not None and (fallback is None or any(True for _ in choice.iter("w_t"))):
        return choice
    return element if fallback is None else fallback


def _is_hidden(run: Element) -> bool:
    return value(run, "w_rPr/w_vanish") not in {None, "0", "false", "off"} and run.find("w_t") is not None


def _characters(element: Element) -> str | None:
    """Return the text of an element that stands for characters, None for every other."""
    tag = element.tag
    if tag in {"w_t", "m_t"}:
        return element.text or ""
    if tag == "w_br":  # of a line; a page or column may end within a sentence
        return "\n" if element.get("w_type") in {None, "textWrapping"} else ""
    if tag == "w_sym":
        return _symbol(element.get("w_char", ""))
    return _CHARACTERS.get(tag)


def _symbol(code: str) -> str:
    """Return the character of a symbol font; its private code is left for cleaning to deal with."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
