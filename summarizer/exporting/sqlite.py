"""A SQLite database; dates are ISO text, as SQLite's own date functions want them."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final

from summarizer.errors import OutputError
from summarizer.exporting.databases import declaration, quoted, replacing_database

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Kind, Row, Table

_TYPES: Final[dict[Kind, str]] = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}


class _Database:
    """An open database."""

    def __init__(self, connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
        self._connection = connection
        self._inserts: dict[str, str] = {}
        for table in tables:
            connection.execute(declaration(table, _TYPES))
            marks = ", ".join("?" * len(table.columns))
            self._inserts[table.name] = f"INSERT INTO {quoted(table.name)} VALUES ({marks})"  # noqa: S608 - names are quoted

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._inserts:
            self._connection.executemany(self._inserts[table], (_plain(row) for row in rows))


def _plain(row: Row) -> list[str | int | float | None]:
    return [cell.isoformat() if isinstance(cell, date) else cell for cell in row.values()]


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open the database."""
    path = next(iter(files.values()))
    try:
        with replacing_database(path.resolve()) as made, closing(sqlite3.connect(made)) as connection:
            yield _Database(connection, tables)
            connection.commit()
    except sqlite3.Error as error:
        raise OutputError(f"The database {path} cannot be written: {error}.") from error
