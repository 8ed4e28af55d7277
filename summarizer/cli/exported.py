"""The records of an export, each with an id of its own; those of a batch with the columns of its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from summarizer.batch.layout import Layout
from summarizer.batch.results import load
from summarizer.cli.records import STDIN, files_of, looks_like_report, record_from_stdin, records_in
from summarizer.errors import InputError, InputNotFoundError
from summarizer.schemas import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.batch.journal import Kept
    from summarizer.cli.console import Console


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A record under its id."""

    id: str
    report: Report
    extra: Mapping[str, str]


@dataclass(kw_only=True, slots=True)
class Found:
    """What was named on the command line; the records are read when they are asked for."""

    console: Console
    extra: tuple[str, ...]
    """Columns that travel along from lists of inputs, in the order of their first mention."""
    _places: tuple[str, ...]
    _batches: dict[str, list[Kept]]
    damaged: int = 0
    """Records that could not be read so far."""
    _taken: dict[str, int] = field(default_factory=dict[str, int])

    def reports(self) -> Iterator[Named]:
        """Yield the records one by one; one that cannot be read is told and counted."""
        for place in self._places:
            for report, name, extra in self._of(place):
                if isinstance(report, InputError):
                    self.damaged += 1
                    self.console.warn(report.message)
                else:
                    blanks = dict.fromkeys(self.extra, "")
                    yield Named(id=self._unique(name), report=report, extra=blanks | dict(extra))

    def _of(self, place: str) -> Iterator[tuple[Report | InputError, str, Mapping[str, str]]]:
        if place in self._batches:
            for kept in self._batches[place]:
                yield _of_batch(kept), kept.entry.id, kept.entry.extra
        elif place == STDIN:
            record = record_from_stdin()
            yield record.report, record.name, {}
        else:
            for file in files_of(place):
                if Path(place).is_dir() and not looks_like_report(file):
                    continue
                for each in records_in(file):
                    if isinstance(each, InputError):
                        yield each, "", {}
                    else:
                        yield each.report, each.name, {}

    def _unique(self, name: str) -> str:
        """Number a name that an earlier record has."""
        count = self._taken[name] = self._taken.get(name, 0) + 1
        return name if count == 1 else self._unique(f"{name}-{count}")


def read_all(places: tuple[str, ...], console: Console) -> Found:
    """Look at what was named, without reading the records.

    Raises:
        InputNotFoundError: There is no such file or folder.
    """
    batches: dict[str, list[Kept]] = {}
    extra: dict[str, None] = {}
    for place in places:
        if place != STDIN and not Path(place).exists():
            raise InputNotFoundError(f"There is no file or folder {place}.", hint="Check the name.")
        layout = Layout(root=Path(place))
        if layout.manifest.is_file() and layout.reports.is_file():
            batches[place] = [kept for kept in load(layout) if kept.entry.report_sha256]
            extra |= {name: None for kept in batches[place] for name in kept.entry.extra}
    return Found(console=console, extra=tuple(extra), _places=places, _batches=batches)


def _of_batch(kept: Kept) -> Report | InputError:
    try:
        return Report.model_validate_json(kept.report())
    except ValidationError:
        return InputError(f"The record of {kept.entry.id} in {kept.file} is damaged.")
