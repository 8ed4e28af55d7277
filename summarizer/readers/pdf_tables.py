"""Tables drawn with ruled lines: which characters stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.extracted import rows
from summarizer.readers.pdf_lines import Line, join, segments

if TYPE_CHECKING:
    from summarizer.readers.pdf_glyphs import Box, Glyph

_NEAR = 3.0
"""Points within which lines meet or are the same."""
_MOST_RULES = 4000
"""A page with more is a drawing."""
_MOST_CELLS = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    rules: list[Box]

    def holds(self, glyph: Glyph) -> tuple[int, int] | None:
        """Row from the top and column of a character, None outside."""
        x = (glyph.box.left + glyph.box.right) / 2
        y = (glyph.box.bottom + glyph.box.top) / 2
        if not (self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]):
            return None
        return len(self.ys) - 1 - bisect_right(self.ys, y), bisect_right(self.xs, x) - 1


def take_tables(glyphs: list[Glyph], rules: list[Box]) -> tuple[list[Glyph], list[list[Line]]]:
    """Return the characters outside tables, and the rows of each table as lines."""
    tables: list[list[Line]] = []
    for grid in _grids(rules):
        inside = [(place, glyph) for glyph in glyphs if (place := grid.holds(glyph)) is not None]
        if inside:
            glyphs = [glyph for glyph in glyphs if grid.holds(glyph) is None]
            tables.append(_lines(grid, inside))
    return glyphs, tables


def _grids(rules: list[Box]) -> list[_Grid]:
    if len(rules) > _MOST_RULES:
        return []
    groups: list[list[Box]] = []
    for rule in rules:
        touching = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in touching)]
        groups.append([rule, *(one for group in touching for one in group)])
    grids: list[_Grid] = []
    for group in groups:
        upright = [rule for rule in group if _is_upright(rule)]
        level = [rule for rule in group if not _is_upright(rule)]
        edges = [edge for rule in level for edge in (rule.left, rule.right)] if upright else []
        ends = [edge for rule in upright for edge in (rule.bottom, rule.top)] if level else []
        xs = _places([(rule.left + rule.right) / 2 for rule in upright] + edges)
        ys = _places([(rule.bottom + rule.top) / 2 for rule in level] + ends)
        # One column is a frame around text, and no table.
        if len(xs) > 2 and len(ys) > 1 and len(xs) * len(ys) <= _MOST_CELLS:  # noqa: PLR2004 - a grid has two columns or more
            grids.append(_Grid(xs=xs, ys=ys, rules=group))
    return grids


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.bottom <= other.top + _NEAR
        and other.bottom <= one.top + _NEAR
    )


def _is_upright(rule: Box) -> bool:
    return rule.top - rule.bottom > rule.right - rule.left


def _places(values: list[float]) -> list[float]:
    """Sort positions and unite those that are the same but for the thickness of a line."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _lines(grid: _Grid, inside: list[tuple[tuple[int, int], Glyph]]) -> list[Line]:
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    owner = _merged(grid, height, width)
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for place, glyph in inside:
        cells.setdefault(owner[place], []).append(glyph)
    table = [[_text(cells.get((line, column), [])) for column in range(width)] for line in range(height)]
    out: list[Line] = []
    for index, text in enumerate(rows(table)):
        if text:
            top, bottom = grid.ys[height - index], grid.ys[height - index - 1]
            out.append(
                Line(
                    text=text,
                    left=grid.xs[0],
                    right=grid.xs[-1],
                    bottom=bottom,
                    top=top,
                    size=top - bottom,
                    table=True,
                    ruled=True,
                )
            )
    return out


def _merged(grid: _Grid, height: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Map every place of the grid to the upper left one of its cell: no line between means one cell."""
    owner = {(line, column): (line, column) for line in range(height) for column in range(width)}

    def find(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for line, column in list(owner):
        x = (grid.xs[column] + grid.xs[column + 1]) / 2
        y = (grid.ys[height - line] + grid.ys[height - line - 1]) / 2
        if column and not _parted(grid, x=grid.xs[column], y=y, upright=True):
            owner[line, column] = find((line, column - 1))
        if line and not _parted(grid, x=x, y=grid.ys[height - line], upright=False):
            above, own = find((line - 1, column)), find((line, column))
            owner[max(above, own)] = min(above, own)
    return {place: find(place) for place in owner}


def _parted(grid: _Grid, *, x: float, y: float, upright: bool) -> bool:
    return any(
        rule.left - _NEAR <= x <= rule.right + _NEAR and rule.bottom - _NEAR <= y <= rule.top + _NEAR
        for rule in grid.rules
        if _is_upright(rule) == upright
    )


def _text(glyphs: list[Glyph]) -> str:
    text = ""
    for line in segments(glyphs):
        for piece in line:
            text = join(text, piece.text)
    return text
