"""Characters on a page put together to lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from summarizer.readers.extracted import row

if TYPE_CHECKING:
    from summarizer.readers.pdf_glyphs import Glyph

_WIDE = re.compile(r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_SAME_LINE = 0.5
"""Of the height of the larger character: how far the middles of two may differ."""
_WORD_GAP = 0.2
_WIDE_GAP = 0.7
_CELL_GAP = 1.6
"""Of the height: from here on a gap parts columns or cells."""


@dataclass(kw_only=True, slots=True)
class Line:
    """A line of one column."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    column: tuple[float, float] | None = None
    """Left and right edge of the column it stands in; None until it is known."""
    table: bool = False
    """A row of a table, complete as it is."""
    ruled: bool = False
    """A row of a table that is drawn with lines."""

    @property
    def middle(self) -> float:
        """Height of its middle above the foot of the page."""
        return (self.top + self.bottom) / 2


def join(left: str, right: str) -> str:
    """Join two pieces of a paragraph, with a space only where neither side is Chinese."""
    if left and right and not _WIDE.match(left[-1]) and not _WIDE.match(right[0]):
        return f"{left} {right}"
    return left + right


def segments(glyphs: list[Glyph]) -> list[list[Line]]:
    """Put characters together: visual lines from top to bottom, each cut at its wide gaps."""
    found: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda one: -(one.box.top + one.box.bottom)):
        height = (glyph.box.top + glyph.box.bottom) / 2
        if found and middle - height <= _SAME_LINE * max(size, glyph.size):
            found[-1].append(glyph)
            if glyph.size > size:
                middle, size = height, glyph.size
        else:
            found.append([glyph])
            middle, size = height, glyph.size
    return [_cut(sorted(line, key=lambda one: one.box.left)) for line in found]


def _cut(line: list[Glyph]) -> list[Line]:
    pieces: list[list[Glyph]] = [[line[0]]]
    for before, glyph in pairwise(line):
        gap = glyph.box.left - before.box.right
        if gap > _CELL_GAP * max(before.size, glyph.size):
            pieces.append([glyph])
        elif not _painted_twice(before, glyph):
            pieces[-1].append(glyph)
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
        pieces = [[glyph for piece in pieces for glyph in piece]]  # a heading set wide: 目  录
        return [_line(pieces[0], spread=True)]
    return [_line(piece) for piece in pieces]


def _painted_twice(before: Glyph, glyph: Glyph) -> bool:
    """Say whether a character lies on its own copy, which is how some programs make type bold."""
    return before.text == glyph.text and glyph.box.left - before.box.left < 0.25 * glyph.size


def _line(glyphs: list[Glyph], *, spread: bool = False) -> Line:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        gap = (glyph.box.left - before.box.right) / max(before.size, glyph.size)
        narrow = not _WIDE.match(before.text) and not _WIDE.match(glyph.text)
        if not spread and (gap > _WIDE_GAP or (narrow and (glyph.spaced or gap > _WORD_GAP))):
            text += " "
        text += glyph.text
    return Line(
        text=text,
        left=glyphs[0].box.left,
        right=max(glyph.box.right for glyph in glyphs),
        bottom=min(glyph.box.bottom for glyph in glyphs),
        top=max(glyph.box.top for glyph in glyphs),
        size=median(glyph.size for glyph in glyphs),
    )


def as_row(line: list[Line]) -> Line:
    """Join the pieces of a visual line: the cells of a table without rules."""
    if len(line) == 1:
        return line[0]
    return Line(
        text=row([piece.text for piece in line]),
        left=line[0].left,
        right=line[-1].right,
        bottom=min(piece.bottom for piece in line),
        top=max(piece.top for piece in line),
        size=max(piece.size for piece in line),
        table=True,
    )


def set_column(lines: list[Line]) -> None:
    """Tell lines the edges of their common column; single lines that stick out do not count."""
    body = [line for line in lines if not line.table] or lines
    if not body:
        return
    lefts = sorted(line.left for line in body)
    rights = sorted(line.right for line in body)
    edges = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    for line in lines:
        line.column = edges
