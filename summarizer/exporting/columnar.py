"""Parquet files, one a table, compressed, written a batch of rows at a time."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from summarizer.atomic import replacing
from summarizer.exporting.arrays import BATCH, array, schema

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Row, Table

_Untyped = Any  # pyarrow ships no types


class _File:
    """One Parquet file, and the rows that wait to be written to it."""

    def __init__(self, table: Table, writer: _Untyped) -> None:
        self._table = table
        self._writer = writer
        self._waiting: list[Row] = []

    def add(self, rows: Sequence[Row]) -> None:
        self._waiting += rows
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            self._writer.write_table(array(self._table, self._waiting))
            self._waiting.clear()


class _Files:
    """One file a table."""

    def __init__(self, files: Mapping[str, _File]) -> None:
        self._files = files

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._files:
            self._files[table].add(rows)


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open a Parquet file for every table."""
    with ExitStack() as stack:
        opened: dict[str, _File] = {}
        for table in tables:
            file = stack.enter_context(replacing(files[table.name].resolve()))
            writer = stack.enter_context(pq.ParquetWriter(file, schema(table), compression="zstd"))
            opened[table.name] = _File(table, writer)
        yield _Files(opened)
        for each in opened.values():
            each.flush()
