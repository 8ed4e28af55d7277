"""Rows as Arrow tables, for Parquet files and DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.exporting.tables import Kind, Row, Table

_Untyped = Any  # pyarrow ships no types
_TYPES: Final[dict[Kind, _Untyped]] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}
BATCH: Final = 20_000
"""Rows that are held back to be written at once."""


def schema(table: Table) -> _Untyped:
    """Return the Arrow schema of a table, with the meanings of its columns."""
    fields: list[_Untyped] = [
        pa.field(column.name, _TYPES[column.kind], metadata={"meaning": column.meaning})
        for column in table.columns
    ]
    return cast("_Untyped", pa.schema(fields))


def array(table: Table, rows: Sequence[Row]) -> _Untyped:
    """Return rows as an Arrow table."""
    return cast("_Untyped", pa.Table.from_pylist(list(rows), schema=schema(table)))
