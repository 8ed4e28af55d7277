"""JSON lines: an object a row, Chinese as it is, dates as ISO text."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import IO, TYPE_CHECKING

from summarizer.atomic import replacing

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from summarizer.exporting.opening import Sink
    from summarizer.exporting.tables import Row, Table


class _Files:
    """One file a table."""

    def __init__(self, files: Mapping[str, IO[bytes]]) -> None:
        self._files = files

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        if table in self._files:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, default=_written)
                self._files[table].write(line.encode("utf-8", "surrogatepass") + b"\n")


@contextmanager
def write(files: dict[str, Path], tables: Sequence[Table]) -> Generator[Sink]:
    """Open a file for every table."""
    with ExitStack() as stack:
        yield _Files(
            {each.name: stack.enter_context(replacing(files[each.name].resolve())) for each in tables}
        )


def _written(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    raise TypeError(f"no cell is a {type(cell).__name__}")
