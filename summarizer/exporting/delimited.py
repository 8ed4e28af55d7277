"""CSV that Excel opens rightly: UTF-8 with a byte-order mark, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from summarizer.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Cell, Row, Table

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a cell for a formula by (OWASP, CSV Injection)."""


class _Files:
    """One CSV file a table."""

    def __init__(self, writers: dict[str, Any]) -> None:
        self._writers = writers

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._writers:
            self._writers[table].writerows([_plain(cell) for cell in row.values()] for row in rows)


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open a CSV file for every table."""
    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for table in tables:
            text = stack.enter_context(_text(stack.enter_context(replacing(files[table.name].resolve()))))
            writers[table.name] = csv.writer(text)
            writers[table.name].writerow([column.name for column in table.columns])
        yield _Files(writers)


@contextmanager
def _text(file: IO[bytes]) -> Generator[io.TextIOWrapper]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="surrogatepass")
    yield text
    text.detach()  # flushes; whoever opened the file closes it


def _plain(cell: Cell) -> Cell:
    """Keep text from being computed: an apostrophe in front makes it text for every spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
