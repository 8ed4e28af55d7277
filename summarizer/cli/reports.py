"""Reports for a command that takes several: files to read, records, or files of many records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer.cli.records import records_in
from summarizer.errors import InputError, UsageError
from summarizer.pipeline import summarize
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.cli.console import Tracker
    from summarizer.cli.wiring import Backend
    from summarizer.exchange import Asker
    from summarizer.schemas import Report

_RECORDS: Final = frozenset({".json", ".jsonl", ".ndjson"})


def reports(names: Sequence[str], asker: Asker | None, backend: Backend, tracker: Tracker) -> list[Report]:
    """Return the record of every report named; report files go through the pipeline.

    Raises:
        UsageError: A report is there twice.
        InputError: A file cannot be read, or holds something that is no record.
    """
    found: list[Report] = []
    holders: dict[str, str] = {}
    for place, name in enumerate(names):
        tracker.update(done=place, total=len(names), note=name)
        for report in _of(name, asker, backend):
            source = report.provenance.source_sha256
            if source in holders:
                raise UsageError(
                    f"{name} holds the same report as {holders[source]}.", hint="Name every report once."
                )
            holders[source] = name
            found.append(report)
    tracker.update(done=len(names), total=len(names), note="")
    return found


def _of(name: str, asker: Asker | None, backend: Backend) -> Iterator[Report]:
    path = Path(name)
    if path.suffix.lower() in _RECORDS and path.is_file():
        for record in records_in(path):
            if isinstance(record, InputError):
                raise record
            yield record.report
    else:
        raw = read(name, stdin=sys.stdin.buffer)
        yield summarize(raw, asker, concurrency=backend.concurrency, encoding=backend.encoding)
