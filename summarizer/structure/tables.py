"""Tables in the clean text: lines of cells between bars, under a line of headers.

Readers write the rows of a table as ``指标 | 单位 | 绝对数 | 比上年增长(%)``. A table is taken for one
only if its first rows are headers; anything else between bars stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.structure.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.structure.lines import Line

BAR = "|"
_NUMBER = re.compile(
    r"(?:增长|增加|上升|提高|上涨|下降|减少|降低|下跌|回落)?[-+−–↑↓▲▼]? ?\d[\d,]*(?:\.\d+)?(?! ?[年月季日])"
    r" ?[^\d\s|.,()]{0,8}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"序号|编号|行次|代码")
_MOST_HEADERS = 3
_CAPTIONS = 2
_LONGEST_CAPTION = 60
_LONGEST_GROUP = 20
_SENTENCE = re.compile(r"[。;!?]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a row; an empty one has no width."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What one line says about one thing."""

    start: int
    """First character of the line."""
    label: Cell
    cells: tuple[Cell, ...]
    """The cells behind the label, one for every column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under common headers."""

    caption: str
    """The short lines right above it: its title, and the unit that holds for all of it."""
    columns: tuple[str, ...]
    """Headers of the cells behind the label, those of several rows put together."""
    rows: tuple[Row, ...]


def find_tables(text: str) -> Iterator[Table]:
    """Yield the tables of a clean text in order; one that repeats its headers side by side is several."""
    lines = split_lines(text)
    at = 0
    while at < len(lines):
        grid: list[list[Cell]] = []
        end = at
        while end < len(lines) and (BAR in lines[end].text or (grid and _parts_rows(lines, end))):
            if BAR in lines[end].text:
                grid.append(_cells(lines[end]))
            end += 1
        if len(grid) > 1:
            yield from _read(lines[max(0, at - _CAPTIONS) : at], grid)
        at = max(end, at + 1)


def _cells(line: Line) -> list[Cell]:
    found: list[Cell] = []
    place = line.start
    for piece in line.text.split(BAR):
        core = piece.strip()
        start = place + piece.index(core)
        found.append(Cell(start=start, end=start + len(core), text=core))
        place += len(piece) + 1
    return found


def _parts_rows(lines: Sequence[Line], index: int) -> bool:
    """Whether a line names a group of rows: short, and the table goes on with numbers right below it."""
    if len(lines[index].text) > _LONGEST_GROUP or _SENTENCE.search(lines[index].text):
        return False
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    behind = [piece.strip() for piece in below.split(BAR)[1:]]
    return any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in behind)


def _read(above: Sequence[Line], grid: list[list[Cell]]) -> Iterator[Table]:
    count = _headers(grid)
    heads, body = grid[:count], grid[count:]
    if not heads:
        return
    headers = _joined(heads)
    first = next(
        (
            column
            for column, head in enumerate(headers)
            if not _SERIAL.fullmatch(head)
            and any(column < len(cells) and cells[column].text for cells in body)
        ),
        len(headers),
    )
    repeats = [i for i in range(first + 1, len(headers)) if headers[first] and headers[i] == headers[first]]
    caption = _caption(above)
    for begin, end in zip([first, *repeats], [*repeats, len(headers)], strict=True):
        rows = tuple(
            Row(start=cells[0].start, label=cells[begin], cells=tuple(cells[begin + 1 : end]))
            for cells in body
            # A row with more cells than headers was not understood.
            if begin < len(cells) <= len(headers) and cells[begin].text
        )
        columns = tuple(headers[begin + 1 : end])
        if rows and columns:
            yield Table(caption=caption, columns=columns, rows=rows)


def _headers(grid: list[list[Cell]]) -> int:
    """Count the rows before the first one with a number behind its first cell; years are headers."""
    for index, cells in enumerate(grid):
        behind = [cell.text for cell in cells[1:] if cell.text]
        numbers = [text for text in behind if _NUMBER.fullmatch(text)]
        if numbers and not (index == 0 and all(map(_YEAR.fullmatch, numbers))):
            return index if index <= _MOST_HEADERS else 0
    return 0


def _joined(heads: list[list[Cell]]) -> list[str]:
    """Put the headers of several rows together; one that spans columns is written in the first only."""
    width = max(len(cells) for cells in heads)
    out = [""] * width
    for index, cells in enumerate(heads):
        spanning = ""
        for column in range(width):
            own = cells[column].text if column < len(cells) else ""
            spanning = own or spanning
            last = index == len(heads) - 1
            out[column] += own if last else spanning
    return out


def _caption(above: Sequence[Line]) -> str:
    kept: list[str] = []
    for line in reversed(above):
        if BAR in line.text or len(line.text) > _LONGEST_CAPTION or _SENTENCE.search(line.text):
            break
        kept.insert(0, line.text)
    return "\n".join(kept)
