"""The journal of a run at an address, in objects that are written once each, since none can be added to.

A segment is a piece of the journal, wherever it begins and ends: the segments of one journal, put together,
are the journal as far as it was sent, and what is not whole at its end is left out as in any journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.addresses import Place

PIECE = 4 << 20
"""Bytes of a segment at most; so much of a journal is sent at once."""
FOLDER = ".batch/journal"
_NAME = re.compile(re.escape(FOLDER) + r"/([0-9a-f]{32})-(\d+)\.jsonl")


@dataclass(kw_only=True, slots=True)
class Segments:
    """The segments at an address.

    Args:
        place: The address.
        sizes: Those that are there, with their sizes; names of other kinds are passed over.
    """

    place: Place
    sizes: dict[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def among(cls, sizes: Mapping[str, int], place: Place) -> Segments:
        """Find those among the names of a listing."""
        return cls(place=place, sizes={name: size for name, size in sizes.items() if _NAME.fullmatch(name)})

    def journals(self) -> set[str]:
        """Return the ids of the journals that they are of."""
        return {match[1] for name in self.sizes if (match := _NAME.fullmatch(name))}

    def end(self, journal: str) -> int:
        """Return how far a journal was sent."""
        sent = 0
        while (size := self.sizes.get(_named(journal, sent), 0)) > 0:
            sent += size
        return sent

    def fetch(self, journal: str, to: Path) -> None:
        """Put a journal together again, as far as it was sent.

        Raises:
            OutputError: The address cannot be read.
            OSError: The file cannot be written.
        """
        end, start = self.end(journal), 0
        with to.open("wb") as file:
            while start < end:
                name = _named(journal, start)
                file.write(self.place.read(name) or b"")
                start += self.sizes[name]

    def send(self, journal: str, file: Path, start: int, end: int) -> int:
        """Send a journal from where it was sent to up to where it is on the disk; return where that is.

        Raises:
            OutputError: The address cannot be written to.
            OSError: The file cannot be read.
        """
        with file.open("rb") as stream:
            stream.seek(start)
            while start < end:
                piece = stream.read(min(PIECE, end - start))
                self.place.write(_named(journal, start), piece)
                self.sizes[_named(journal, start)] = len(piece)
                start += len(piece)
        return start

    def remove(self) -> None:
        """Remove them all.

        Raises:
            OutputError: The address cannot be written to.
        """
        for name in list(self.sizes):
            self.place.remove(name)
            del self.sizes[name]


def _named(journal: str, start: int) -> str:
    return f"{FOLDER}/{journal}-{start:015}.jsonl"
