"""Which briefs an address has already, and which have to go there."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.batch.results import entries_of

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.addresses import Place
    from summarizer.batch.layout import Layout
    from summarizer.batch.result import Entry

UNFINISHED = ".batch/unfinished"
"""An object that is there while briefs are replaced: the manifest cannot tell then which of them are new."""


@dataclass(kw_only=True, slots=True)
class StagedBriefs:
    """The briefs of a batch, some here and some at the address.

    A brief is made of a record, the detail and the program. So the manifest at the address tells of every
    brief there what it is made of, and none is fetched, or put there again, to find that out.
    """

    place: Place
    layout: Layout
    _made: set[bytes] = field(default_factory=set[bytes])
    """What the briefs at the address are made of."""
    _names: set[str] | None = None
    """Their names, where it had to be asked for them."""
    _is_unfinished: bool = False

    def learn(self, *, is_unfinished: bool) -> None:
        """Take the manifest here for the one at the address.

        Args:
            is_unfinished: Whether a run ended while it replaced briefs there.
        """
        self._is_unfinished = is_unfinished
        if not is_unfinished:
            self._made = {_made_of(entry) for entry in entries_of(self.layout.manifest)}

    def has(self, entry: Entry) -> bool:
        """Whether the brief that an entry names is at the address.

        Raises:
            OutputError: The address cannot be read.
        """
        return self._has(entry.brief, _made_of(entry))

    def put(self) -> None:
        """Copy those of the manifest here that are not at the address as they are to be.

        Raises:
            OutputError: The address cannot be read or written to.
        """
        made = {entry.brief: _made_of(entry) for entry in entries_of(self.layout.manifest) if entry.brief}
        if not self._folder.exists() and self._made.issuperset(made.values()):
            return
        new = {name for name, each in made.items() if not self._has(name, each)}
        here = {name for name in new if (self.layout.root / name).exists()}
        if here:
            self.place.write(UNFINISHED, b"")
            self._is_unfinished = True
            self.place.put(self.layout.root, here)
        lacking = new - here  # of a run that was lost; one that is to write briefs makes them again
        self._made = {each for name, each in made.items() if name not in lacking}
        self._names = (self._names or set()) | here
        if lacking:
            self._is_unfinished = False
            self.place.write(UNFINISHED, b"")

    def finish(self) -> None:
        """Hear that the manifest is at the address too.

        Raises:
            OutputError: The address cannot be written to.
        """
        if self._is_unfinished:
            self.place.remove(UNFINISHED)
            self._is_unfinished = False
        self.discard()

    def discard(self) -> None:
        """Remove those that are here."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _has(self, name: str | None, made: bytes) -> bool:
        if self._names is None:
            self._names = set(self.place.sizes("briefs"))
        return made in self._made and name in self._names

    @property
    def _folder(self) -> Path:
        return self.layout.root / "briefs"


def _made_of(entry: Entry) -> bytes:
    """Return a digest of what a brief is made of; thousands of them take little room."""
    parts = entry.brief, entry.detail, entry.language, entry.report_sha256, entry.recipe_sha256
    return hashlib.sha256(repr(parts).encode()).digest()
