"""What a run has done so far, on the disk before it counts: a killed run goes on from here.

Every report is an entry, a line of JSON, followed by its record, a line of its own whose length and digest
stand in the entry. What was being written when the run was killed is cut off, at whatever byte that was.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Self

from pydantic import ValidationError

from summarizer.batch.result import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A report that is done, and where its record lies."""

    entry: Entry
    file: Path
    offset: int

    def report(self) -> bytes:
        """Return the record's line; empty where there is none."""
        with self.file.open("rb") as stream:
            return read_record(stream, self)


def read_record(stream: IO[bytes], kept: Kept) -> bytes:
    """Return the record's line from its opened file."""
    stream.seek(kept.offset)
    return stream.read(kept.entry.report_bytes)


class Journal:
    """The journal at a path, opened for more; a context manager.

    Args:
        path: Made where it is not there.

    Raises:
        OSError: It cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("ab+")
        try:
            self._kept = list(_whole(self._file, path))
            self._end = self._kept[-1].offset + self._kept[-1].entry.report_bytes if self._kept else 0
            self._file.truncate(self._end)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def end(self) -> int:
        """Bytes that are on the disk."""
        return self._end

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What was in it when it was opened, oldest first."""
        return tuple(self._kept)

    def append(self, entry: Entry, report: bytes | None) -> Kept:
        """Write a report and its entry, and return when both are on the disk.

        Raises:
            OSError: They cannot be written; the journal is as it was.
        """
        line = entry.model_dump_json().encode() + b"\n"
        try:
            self._file.write(line + (report or b""))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            self._cut_off()
            raise
        kept = Kept(entry=entry, file=self._path, offset=self._end + len(line))
        self._end = kept.offset + entry.report_bytes
        return kept

    def _cut_off(self) -> None:
        """Take back what was written in part. The stream still holds the rest and would write it later."""
        with suppress(OSError):
            self._file.close()
        self._file = self._path.open("ab+")
        self._file.truncate(self._end)


def read_journal(path: Path) -> list[Kept]:
    """Return what is whole in a journal that nobody writes any more; nothing where there is none.

    Raises:
        OSError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return list(_whole(stream, path))
    except FileNotFoundError:
        return []


def _whole(stream: IO[bytes], path: Path) -> Iterator[Kept]:
    """Yield what is whole, up to the first thing that is not."""
    stream.seek(0)
    offset = 0
    while line := stream.readline():
        try:
            entry = Entry.model_validate_json(line)
        except ValidationError:
            return
        if not line.endswith(b"\n"):
            return
        offset += len(line)
        report = stream.read(entry.report_bytes)
        if digest_of(report) != entry.report_sha256:
            return
        yield Kept(entry=entry, file=path, offset=offset)
        offset += len(report)


def digest_of(report: bytes | None) -> str | None:
    """Return the digest of a record's line as entries have it; None for no record."""
    return hashlib.sha256(report).hexdigest() if report else None
