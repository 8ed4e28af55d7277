"""The results in the output directory: read before a run, written in the order of the input after it."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, suppress
from typing import IO, TYPE_CHECKING

from pydantic import ValidationError

from summarizer.atomic import replacing, write_failure
from summarizer.batch.journal import Kept, read_record
from summarizer.batch.layout import OTHERWISE
from summarizer.batch.naming import printable
from summarizer.batch.result import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from summarizer.batch.layout import Layout
    from summarizer.batch.plan import Task


def load(layout: Layout) -> list[Kept]:
    """Return what an earlier run has finished, in its order.

    A record is found by its digest, not by its place: so a manifest and records of different runs, which a
    kill between the writing of the two can leave behind, are never taken for each other.
    """
    places: dict[str, int] = {}
    for offset, line in _lines(layout.reports):
        places[hashlib.sha256(line).hexdigest()] = offset
    found: list[Kept] = []
    for entry in entries_of(layout.manifest):
        if entry.report_sha256 is None:
            found.append(Kept(entry=entry, file=layout.reports, offset=0))
        elif entry.report_sha256 in places:
            found.append(Kept(entry=entry, file=layout.reports, offset=places[entry.report_sha256]))
    return found


def entries_of(manifest: Path) -> Iterator[Entry]:
    """Yield the entries of a manifest, but for those of another version, whose reports are done again."""
    for _, line in _lines(manifest):
        with suppress(ValidationError):
            yield Entry.model_validate_json(line)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file with their places; none where there is no file."""
    try:
        with path.open("rb") as stream:
            offset = 0
            for line in stream:
                yield offset, line
                offset += len(line)
    except FileNotFoundError:
        return


def write(layout: Layout, tasks: Sequence[Task], kept: Mapping[str, Kept], recipe: str) -> None:
    """Write records and manifest, each whole or not at all.

    Args:
        layout: Where to.
        tasks: The batch; what is not among ``kept`` is told to be pending.
        kept: What is done, by id.
        recipe: Digest for the entries of what is pending.

    Raises:
        OutputError: They cannot be written; those of earlier runs are untouched.
    """
    try:
        with replacing(layout.reports) as reports, ExitStack() as sources:
            opened: dict[Path, IO[bytes]] = {}
            for task in tasks:
                done = kept.get(task.id)
                if done is None or not done.entry.report_bytes:
                    continue
                if done.file not in opened:
                    opened[done.file] = sources.enter_context(done.file.open("rb"))
                reports.write(read_record(opened[done.file], done))
        with replacing(layout.manifest) as manifest:
            for task in tasks:
                done = kept.get(task.id)
                entry = done.entry if done is not None else _pending(task, recipe)
                manifest.write(entry.model_dump_json().encode() + b"\n")
    except OSError as error:
        raise write_failure(error, str(layout.root), otherwise=OTHERWISE) from error


def _pending(task: Task, recipe: str) -> Entry:
    return Entry(
        id=task.id,
        path=printable(task.path),
        status="pending",
        recipe_sha256=recipe,
        extra=dict(task.extra),
    )
