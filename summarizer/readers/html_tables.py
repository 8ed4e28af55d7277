"""Rows of HTML tables, and which tables are only there to place things on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.readers.extracted import one_line, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

BREAK = "\x1f"
"""Stands between the paragraphs of a cell while it is collected; no page shows this character."""
_LONG_CELL = 300
"""Characters from which a cell of several paragraphs is a column of the page rather than a cell."""
_MANY_PARAGRAPHS = 3
_MOST_SPAN = 100
_MOST_COLUMNS = 1000
"""Wider spans are not followed: no report has such a table, and they would fill the memory."""
_PARAGRAPHS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    text: str
    columns: int
    rows: int


@dataclass(slots=True)
class Table:
    """A data table while it is walked."""

    layout: bool
    cell: list[str] | None = None
    """Pieces of the cell at hand."""
    _cells: list[_Cell] = field(default_factory=list["_Cell"])
    _grid: list[list[str]] = field(default_factory=list[list[str]])
    _covered: dict[int, int] = field(default_factory=dict[int, int])
    """Column → rows still covered by a cell from above."""

    def end_cell(self, node: LexborNode) -> None:
        """Take the text of a cell."""
        if self.cell is not None:
            attributes = node.attributes
            self._cells.append(
                _Cell(
                    text=" ".join(filter(None, map(one_line, "".join(self.cell).split(BREAK)))),
                    columns=_span(attributes, "colspan"),
                    rows=_span(attributes, "rowspan"),
                )
            )
        self.cell = None

    def end_row(self) -> None:
        """Lay the cells on the grid; a place covered by a cell from above or the left stays empty."""
        line: list[str] = []
        below: dict[int, int] = {}
        for cell in self._cells:
            while self._covered.get(len(line), 0):
                line.append("")
            if cell.rows > 1:
                below.update({len(line) + step: cell.rows for step in range(cell.columns)})
            line.append(cell.text)
            if len(line) < _MOST_COLUMNS:
                line.extend([""] * (cell.columns - 1))
        self._covered = {column: rows - 1 for column, rows in (self._covered | below).items() if rows > 1}
        self._cells = []
        self._grid.append(line)

    def rows(self) -> list[str]:
        """Write the rows, without columns that are empty from top to bottom."""
        return rows(self._grid)


def is_layout(table: LexborNode) -> bool:
    """Say whether a table holds other tables or whole columns of text, as pages of the 2000s do."""
    characters = paragraphs = cells = widest = 0
    for node in descendants(table):
        if node.tag == "table":
            return True
        if node.tag == "tr":
            cells = 0
        elif node.tag in {"td", "th"}:
            characters = paragraphs = 0
            cells += 1
            widest = max(widest, cells)
        elif node.tag in _PARAGRAPHS:
            paragraphs += 1
        elif node.is_text_node:
            characters += len((node.text_content or "").strip())
        if characters > _LONG_CELL and paragraphs >= _MANY_PARAGRAPHS:
            return True
    return widest <= 1


def descendants(root: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes under ``root`` in document order, without recursion."""
    stack = [child] if (child := root.first_child) is not None else []
    while stack:
        node = stack.pop()
        yield node
        if (following := node.next) is not None:
            stack.append(following)
        if (child := node.first_child) is not None:
            stack.append(child)


def _span(attributes: dict[str, str | None], name: str) -> int:
    value = (attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() else 1
