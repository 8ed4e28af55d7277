"""Pages of two columns: where the white strip between them lies, and the lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from summarizer.readers.pdf_lines import Line, as_row, segments, set_column

if TYPE_CHECKING:
    from summarizer.readers.pdf_glyphs import Glyph

_STEP = 2.0
"""Points between the places looked at."""
_MIDDLE = (0.3, 0.7)
"""Part of the width of the text where the strip may lie."""
_NARROWEST = 0.7
"""Of the height of the characters."""
_CROSSED = (0.0, 0.05, 0.15, 0.3)
"""Part of the lines that may run across the strip (titles, tables, page numbers), tried in this order."""
_TOUCH = 0.15
"""Of the height of a character: how far it is from the next one in its line at most."""
_LINES = 6
_FILL = 0.7
"""A line of text fills so much of its column; a cell of a table does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gutter:
    """The middle of a white strip, in points from the left edge of the page."""

    x: float

    def crossed_by(self, glyph: Glyph) -> bool:
        """Say whether a line runs on here; a full stop hanging out of its column does not reach so far."""
        reach = _TOUCH * glyph.size
        return glyph.box.left - reach < self.x < glyph.box.right + reach

    def right_of(self, glyph: Glyph) -> bool:
        """Say whether a character stands in the right column."""
        return glyph.box.left + glyph.box.right > 2 * self.x


def gutters_of(pages: list[list[Glyph]]) -> list[Gutter | None]:
    """Find the gutter of each page; a page too empty to show it has that of its neighbour, if it fits."""
    gutters = [_find_gutter(glyphs) for glyphs in pages]
    for order in (range(len(pages)), reversed(range(len(pages)))):
        near: Gutter | None = None
        for index in order:
            if gutters[index] is None and near is not None and _fits(near, pages[index]):
                gutters[index] = near
            near = gutters[index]
    return gutters


def _fits(gutter: Gutter, glyphs: list[Glyph]) -> bool:
    crossing = [glyph for glyph in glyphs if gutter.crossed_by(glyph)]
    return not crossing or len(segments(crossing)) <= _CROSSED[-1] * len(segments(glyphs))


def _find_gutter(glyphs: list[Glyph]) -> Gutter | None:
    if len(glyphs) < 2 * _LINES:
        return None
    start, crossings = _crossings(glyphs)
    lines = len(segments(glyphs))
    narrowest = _NARROWEST * median(one.size for one in glyphs) / _STEP
    for part in _CROSSED:
        strip = _widest(crossings, part * lines)
        if strip is not None and strip[1] - strip[0] + 1 >= narrowest:
            gutter = Gutter(x=start + (strip[0] + strip[1] + 1) / 2 * _STEP)
            if _parts_text(gutter, glyphs):
                return gutter
    return None


def _crossings(glyphs: list[Glyph]) -> tuple[float, list[int]]:
    """Count the characters over each step of the width."""
    start, end = min(one.box.left for one in glyphs), max(one.box.right for one in glyphs)
    crossings = [0] * (int((end - start) / _STEP) + 1)
    for glyph in glyphs:
        first, last = int((glyph.box.left - start) / _STEP), int((glyph.box.right - start) / _STEP)
        for step in range(first, last + 1):
            crossings[step] += 1
    return start, crossings


def _widest(crossings: list[int], most: float) -> tuple[int, int] | None:
    """Find the longest run of steps, in the middle, that few characters stand over."""
    best: tuple[int, int] | None = None
    first: int | None = None
    for step in range(int(len(crossings) * _MIDDLE[0]), int(len(crossings) * _MIDDLE[1]) + 1):
        if step >= len(crossings) or crossings[step] > most:
            first = None
            continue
        first = step if first is None else first
        if best is None or step - first > best[1] - best[0]:
            best = first, step
    return best


def _parts_text(gutter: Gutter, glyphs: list[Glyph]) -> bool:
    """Say whether there is running text on both sides, rather than the cells of a table."""
    crossing = [glyph for glyph in glyphs if gutter.crossed_by(glyph)]
    free = [glyph for glyph in glyphs if not any(_beside(glyph, other) for other in crossing)]
    for right in (False, True):
        side = [glyph for glyph in free if gutter.right_of(glyph) == right]
        lines = [line for pieces in segments(side) for line in pieces] if side else []
        if len(lines) < _LINES:
            return False
        width = max(line.right for line in lines) - min(line.left for line in lines)
        if median(line.right - line.left for line in lines) < _FILL * width:
            return False
    return True


def in_reading_order(glyphs: list[Glyph], gutter: Gutter | None) -> list[Line]:
    """Make the lines of a page: column after column where it has two, row by row otherwise.

    Lines that take the whole width have no column yet: its edges show in all pages together.
    """
    if gutter is None:
        return [as_row(line) for line in segments(glyphs)]
    crossing = [glyph for glyph in glyphs if gutter.crossed_by(glyph)]
    whole = [glyph for glyph in glyphs if any(_beside(glyph, other) for other in crossing)]
    known = {id(glyph) for glyph in whole}
    across = [as_row(line) for line in segments(whole)] if whole else []
    rest = [glyph for glyph in glyphs if id(glyph) not in known]
    sides: list[list[Line]] = []
    for right in (False, True):
        part = [glyph for glyph in rest if gutter.right_of(glyph) == right]
        lines = [as_row(line) for line in segments(part)]
        set_column(lines)
        sides.append(lines)
    out: list[Line] = []
    for line in across:
        for side in sides:
            out.extend(one for one in side if one.middle > line.middle)
            side[:] = [one for one in side if one.middle <= line.middle]
        out.append(line)
    return out + sides[0] + sides[1]


def _beside(glyph: Glyph, other: Glyph) -> bool:
    distance = (glyph.box.top + glyph.box.bottom) - (other.box.top + other.box.bottom)
    return abs(distance) < max(glyph.size, other.size)
