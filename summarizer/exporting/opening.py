"""From the name of a format to what takes rows; the files appear whole at the end, or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from summarizer.atomic import write_failure
from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from summarizer.exporting.tables import Row, Table

Format = Literal["csv", "xlsx", "parquet", "jsonl", "duckdb", "sqlite"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_WRITERS: Final[dict[Format, str]] = {
    "csv": "delimited",
    "jsonl": "lines",
    "parquet": "columnar",
    "xlsx": "workbook",
    "sqlite": "sqlite",
    "duckdb": "duck",
}
ONE_FILE_A_TABLE: Final[frozenset[Format]] = frozenset({"csv", "jsonl", "parquet"})
"""Formats in which a file holds one table; several tables make a directory of such files."""


class Sink(Protocol):
    """Takes rows."""

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Append rows to a table, in order; nothing happens for a table that was not asked for."""
        ...


class _Writer(Protocol):
    def write(self, files: dict[str, Path], tables: Sequence[Table]) -> AbstractContextManager[Sink]:
        """Open the files for rows."""
        ...


@contextmanager
def opened(form: Format, place: Path, tables: Sequence[Table]) -> Generator[Sink]:
    """Open an export; it is complete when the block ends well, and an earlier one is untouched otherwise.

    Args:
        form: Format.
        place: The file; for several tables in a format that holds one a file, the directory of the files.
        tables: What is written.

    Raises:
        UsageError: The library that the format needs is not installed, or the place is of the wrong kind.
        OutputError: It cannot be written.
    """
    try:
        writer: _Writer = import_module(f"{__package__}.{_WRITERS[form]}")  # pyright: ignore[reportAssignmentType] - modules are matched against protocols by mypy alone
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Exports to {form} need the package {error.name}, which is not installed.",
            hint="Install it with: pip install 'report-summarizer[exports]'",
        ) from error
    try:
        with writer.write(_files(form, place, tables), tables) as sink:
            yield sink
    except OSError as error:
        raise write_failure(error, str(place), otherwise="name another place with -o") from error


def _files(form: Format, place: Path, tables: Sequence[Table]) -> dict[str, Path]:
    if form not in ONE_FILE_A_TABLE or len(tables) == 1:
        if place.is_dir():
            raise UsageError(f"The output {place} is a directory.", hint="Name a file in it.")
        if not place.resolve().parent.is_dir():
            raise UsageError(
                f"The directory of the output {place} does not exist.", hint="Make it first, or name another."
            )
        return {table.name: place for table in tables}
    if place.exists() and not place.is_dir():
        raise UsageError(
            f"The output {place} is a file, and {form} holds one table a file.",
            hint="Name a directory, or one table with --table.",
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The directory {place} cannot be made: {error.strerror or error}.") from error
    return {table.name: place / f"{table.name}.{form}" for table in tables}
