"""What the two kinds of database have in common: a file of their own making, and how a table is declared."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from summarizer.exporting.tables import Kind, Table


@contextmanager
def replacing_database(path: Path) -> Generator[Path]:
    """Yield a path for a new database; the file made there takes the place of ``path`` at the end.

    Databases open their files themselves, some with others beside them: so they get a directory to work in.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as directory:
        made = Path(directory) / "database"
        yield made
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(path)


def declaration(table: Table, types: Mapping[Kind, str]) -> str:
    """Return the statement that makes a table."""
    columns = ", ".join(f"{quoted(column.name)} {types[column.kind]}" for column in table.columns)
    return f"CREATE TABLE {quoted(table.name)} ({columns})"


def quoted(name: str) -> str:
    """Quote a name for SQL; the names of columns that travel along are anything."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
