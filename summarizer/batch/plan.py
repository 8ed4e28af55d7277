"""The reports of a batch with the ids they have in every output, in the order of the input."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.naming import file_stem, printable, short_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.addresses import Seen
    from summarizer.batch.lists import Listed


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One report to be done."""

    id: str
    """Its name in every output; no other report of the batch has it."""
    path: str
    """Where it is."""
    stem: str
    """Relative path, without suffix, of files made for it alone."""
    extra: Mapping[str, str]
    """Columns that travel along."""
    data: bytes | None = None
    """Its bytes, where they travel to another machine with it; None to read them where it is."""
    seen: Seen | None = None
    """What a look at its folder showed, where that is at an address."""

    @property
    def source_name(self) -> str:
        """File name for the record and for messages."""
        return printable(Path(self.path).name)


def plan(reports: Iterable[Listed]) -> tuple[Task, ...]:
    """Give every report an id and a file name of its own.

    The id is the one of the list, else the path below the folder named. A second report of the same name
    gets a digest of its path behind it; so the first keeps its name when others come to it.
    """
    tasks: list[Task] = []
    ids: set[str] = set()
    stems: set[str] = set()
    for report in reports:
        identity = report.id or printable(report.name)
        stem = file_stem(report.id or report.name)
        if identity in ids or _folded(stem) in stems:
            tail = short_digest(report.path)
            stem = f"{stem}-{tail}"
            identity = f"{identity}-{tail}" if identity in ids else identity
        ids.add(identity)
        stems.add(_folded(stem))
        tasks.append(Task(id=identity, path=report.path, stem=stem, extra=report.extra, seen=report.seen))
    return tuple(tasks)


def _folded(stem: str) -> str:
    """Return what file systems that do not tell capital letters apart take a name for."""
    return unicodedata.normalize("NFC", stem).casefold()
