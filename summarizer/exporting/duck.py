"""A DuckDB database."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

import duckdb

from summarizer.errors import OutputError
from summarizer.exporting.arrays import BATCH, array
from summarizer.exporting.databases import declaration, quoted, replacing_database

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Kind, Row, Table

_TYPES: Final[dict[Kind, str]] = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
_Untyped = Any  # Arrow tables, of which pyarrow ships no types


class _Database:
    """An open database, and the rows that wait to go in at once: one by one they would take minutes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables}
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in tables}
        for table in tables:
            connection.execute(declaration(table, _TYPES))

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._tables:
            self._waiting[table] += rows
            if len(self._waiting[table]) >= BATCH:
                self._insert(table)

    def flush(self) -> None:
        for table in self._tables:
            self._insert(table)

    def _insert(self, table: str) -> None:
        if self._waiting[table]:
            waiting: _Untyped = array(self._tables[table], self._waiting[table])
            self._connection.register("waiting", waiting)
            self._connection.execute(f"INSERT INTO {quoted(table)} SELECT * FROM waiting")  # noqa: S608 - quoted
            self._connection.unregister("waiting")
            self._waiting[table].clear()


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open the database."""
    path = next(iter(files.values()))
    try:
        with (
            replacing_database(path.resolve()) as made,
            closing(duckdb.connect(str(made))) as connection,
        ):
            database = _Database(connection, tables)
            yield database
            database.flush()
    except duckdb.Error as error:
        raise OutputError(f"The database {path} cannot be written: {error}.") from error
