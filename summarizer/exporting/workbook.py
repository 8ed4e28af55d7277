"""An Excel workbook: a sheet a table, real numbers and dates, text that is never computed."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from summarizer.atomic import replacing
from summarizer.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Cell, Row, Table

_Untyped = Any  # xlsxwriter ships no types
_ROWS: Final = 1_048_576
_CHARACTERS: Final = 32_767
"""The most that a sheet and a cell hold (Excel specifications and limits)."""
_WIDTHS: Final = {"text": 18, "integer": 10, "number": 16, "date": 12}


class _Sheet:
    """One sheet, filled from top to bottom."""

    def __init__(self, sheet: _Untyped, table: Table, formats: Mapping[str, _Untyped]) -> None:
        self._sheet = sheet
        self._table = table
        self._formats = formats
        self._next = 1
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
            sheet.write_string(0, place, column.name, formats["head"])

    def add(self, rows: Sequence[Row]) -> None:
        if self._next + len(rows) > _ROWS:
            raise OutputError(
                f"The table {self._table.name} has more rows than a sheet of Excel ({_ROWS - 1:,}).",
                hint="Export to parquet, duckdb, sqlite or csv instead, or fewer reports at a time.",
            )
        for row in rows:
            for place, cell in enumerate(row.values()):
                self._write(place, cell)
            self._next += 1

    def _write(self, place: int, cell: Cell) -> None:
        if cell in {None, ""}:
            return
        if isinstance(cell, str):
            text = cell if len(cell) <= _CHARACTERS else f"{cell[: _CHARACTERS - 1]}…"
            # Quoted, so that it stays text when somebody edits the cell.
            self._sheet.write_string(self._next, place, text, self._formats["text"])
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._next, place, cell, self._formats["date"])
        else:
            self._sheet.write_number(self._next, place, cell)

    def close(self) -> None:
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._table.columns) - 1)


class _Book:
    """The sheets by table."""

    def __init__(self, sheets: Mapping[str, _Sheet]) -> None:
        self._sheets = sheets

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._sheets:
            self._sheets[table].add(rows)


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open the workbook; rows go to the disk as they come."""
    with replacing(next(iter(files.values())).resolve()) as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False})
        try:
            formats = {
                "head": book.add_format({"bold": True, "bottom": 1}),
                "text": book.add_format({"quote_prefix": True}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            }
            sheets = {each.name: _Sheet(book.add_worksheet(each.name), each, formats) for each in tables}
            yield _Book(sheets)
            for sheet in sheets.values():
                sheet.close()
        finally:
            book.close()  # also where the result is dropped: it holds temporary files
