"""A directory of this machine that stands in for an address while a run writes its results.

Object stores can neither add to a file nor rename one. So the run keeps its journal here, as it does in any
output directory, and the address gets whole objects: what the journal has gained, every now and then, and the
results when the run has written them. What is there is not needed here any more.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.addresses import Place
from summarizer.atomic import replace_file
from summarizer.batch.claim import RENEW_SECONDS
from summarizer.batch.journal import Journal, read_journal
from summarizer.batch.mirror import Taken
from summarizer.batch.segments import PIECE, Segments
from summarizer.batch.staged_briefs import UNFINISHED, StagedBriefs
from summarizer.errors import ClaimLostError, OutputError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from summarizer.batch.claim import Claim
    from summarizer.batch.journal import Kept
    from summarizer.batch.layout import Layout
    from summarizer.batch.result import Entry

_log = logging.getLogger(__name__)


class _Origin(BaseModel):
    """What a journal began with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = ""
    """Of the journal."""
    manifest: str | None = None
    """Digest of the manifest at the address; None where there was none."""


@dataclass(kw_only=True, slots=True)
class Staging:
    """The copy at an address of what runs write here; see :class:`~summarizer.batch.mirror.Mirror`.

    Args:
        place: The address.
        layout: What stands in for it.
        claim: Taken by the caller, and renewed here.
        period: Seconds between two times that the address hears of a run.
    """

    place: Place
    layout: Layout
    claim: Claim
    period: float = RENEW_SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while the place is used: file systems are not for two threads at once."""
    _wake: threading.Event = field(default_factory=threading.Event)
    _lost: ClaimLostError | None = None
    _is_over: bool = False
    _has_begun: bool = False
    _origin: _Origin = field(default_factory=_Origin)
    _sent: int = 0
    """Bytes of the journal that are at the address as well."""
    _end: int = 0
    """Bytes of the journal."""
    _there: dict[str, str | None] = field(default_factory=dict[str, str | None])
    """Digests of the results at the address, by name."""
    _segments: Segments = field(init=False)
    _briefs: StagedBriefs = field(init=False)
    _rubbish: list[str] = field(default_factory=list[str])
    """What killed runs were writing at the address."""

    def __post_init__(self) -> None:
        self._segments = Segments(place=self.place)
        self._briefs = StagedBriefs(place=self.place, layout=self.layout)

    def begin(self) -> Taken:
        """Take over what is at the address, before a run opens the journal."""
        newer: list[Kept] = []
        with self._lock:
            if not self._has_begun:
                self._fetch()
            self._set_aside()
            if not self._has_begun:
                newer = self._sent_by_others()
                self._has_begun = True
        return Taken(older=_without_briefs(self._superseded), newer=newer)

    def has_brief(self, entry: Entry) -> bool:
        """Whether the brief that an entry names is at the address already."""
        with self._lock:
            return self._briefs.has(entry)

    def grown(self, journal_bytes: int) -> None:
        """Hear how long the journal on the disk is now."""
        if self._lost is not None:
            raise self._lost
        self._end = journal_bytes
        if self._end - self._sent >= PIECE:
            self._wake.set()

    def publish(self) -> None:
        """Copy the results to the address, each whole; the manifest last, since it speaks for the others."""
        with self._lock:
            self.claim.check()
            self._put(self.layout.reports)
            self._briefs.put()
            self._put(self.layout.manifest)
            self._briefs.finish()
            self._segments.remove()
            self._sent = self._end = 0
            for name in self._rubbish:
                self.place.remove(name)
            self._rubbish.clear()
        self._superseded.unlink(missing_ok=True)

    @contextmanager
    def followed(self) -> Generator[None]:
        """Send signs of life, and what the journal gains, while runs go on; and the rest at their end."""
        follower = threading.Thread(target=self._follow, daemon=True)
        follower.start()
        has_failed = False
        try:
            yield
        except OutputError:
            has_failed = True  # and would fail again
            raise
        finally:
            self._is_over = True
            self._wake.set()
            follower.join()
            if not has_failed and self._lost is None:
                with suppress(OutputError, OSError), self._lock:
                    self._send()

    def tidy(self) -> None:
        """Remove what the address has as well."""
        for path in (self.layout.reports, self.layout.manifest):
            path.unlink(missing_ok=True)
        shutil.rmtree(self._taken, ignore_errors=True)
        if not _size(self.layout.journal):
            self._briefs.discard()

    def _follow(self) -> None:
        claim: Claim | None = None
        while True:
            self._wake.wait(self.period)
            self._wake.clear()
            if self._is_over:
                return
            try:
                # In this thread a place has a file system of its own: a long copy holds up no renewal.
                claim = claim or replace(self.claim, place=Place(address=self.place.address))
                claim.renew()
                if self._lock.acquire(blocking=False):
                    try:
                        self._send()
                    finally:
                        self._lock.release()
            except ClaimLostError as error:
                self._lost = error
                return
            except (OutputError, OSError) as error:
                _log.warning("%s It is tried again.", error)

    def _send(self) -> None:
        self._sent = self._segments.send(self._origin.id, self.layout.journal, self._sent, self._end)

    def _put(self, path: Path) -> None:
        digest = _digest(path)
        if self._there[path.name] != digest:
            self.place.put(path.parent, [path.name])
            self._there[path.name] = digest

    def _fetch(self) -> None:
        """Copy the results here, and see what else there is."""
        for path in (self.layout.reports, self.layout.manifest):
            self._there[path.name] = _digest(path) if self.place.fetch(path.name, path) else None
        sizes = self.place.sizes(".batch")
        self._segments = Segments.among(sizes, self.place)
        self._briefs.learn(is_unfinished=UNFINISHED in sizes)
        self._rubbish = [name for name in sizes if name.endswith(".tmp")]

    def _set_aside(self) -> None:
        """See whether the journal here still follows the results at the address, and set it aside if not.

        Another machine may have taken in what was sent of it, and gone on. What the results say then counts
        more than the journal, which is kept beside them until they are replaced.
        """
        journal, manifest = self.layout.journal, self._there[self.layout.manifest.name]
        origin = self._written_origin()
        if _size(journal) and (origin is None or origin.manifest != manifest):
            with Journal(journal):  # which cuts off what is half written
                pass
            with journal.open("rb") as old, self._superseded.open("ab") as file:
                shutil.copyfileobj(old, file)
            journal.unlink()
            self._briefs.discard()
        self._sent = self._end = 0
        if origin is None or not _size(journal):
            origin = _Origin(id=uuid4().hex, manifest=manifest)
        elif self._segments.end(origin.id) > _size(journal):  # they are of a copy of this directory
            origin = origin.model_copy(update={"id": uuid4().hex})
        else:
            self._sent = self._end = self._segments.end(origin.id)
        self._origin = origin
        replace_file(self._origin_file, origin.model_dump_json().encode())

    def _sent_by_others(self) -> list[Kept]:
        """Return what was sent of other journals, whose machines have not written the results."""
        shutil.rmtree(self._taken, ignore_errors=True)
        self._taken.mkdir()
        found: list[Kept] = []
        for journal in sorted(self._segments.journals() - {self._origin.id}):
            file = self._taken / f"{journal}.jsonl"
            self._segments.fetch(journal, file)
            found += _without_briefs(file)
        return found

    def _written_origin(self) -> _Origin | None:
        try:
            return _Origin.model_validate_json(self._origin_file.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    @property
    def _origin_file(self) -> Path:
        return self.layout.journal.with_name("origin.json")

    @property
    def _superseded(self) -> Path:
        return self.layout.journal.with_name("superseded.jsonl")

    @property
    def _taken(self) -> Path:
        return self.layout.journal.with_name("taken")


def _without_briefs(journal: Path) -> list[Kept]:
    """Return what is in a journal whose briefs are not here."""
    nowhere = {"brief": None, "detail": None, "language": None}
    return [replace(kept, entry=kept.entry.model_copy(update=nowhere)) for kept in read_journal(journal)]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
