"""Where the results of a run go from the directory they are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.batch.journal import Kept
    from summarizer.batch.result import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What other runs have done that is in neither the results nor the journal here."""

    older: Sequence[Kept] = ()
    """Older than the results."""
    newer: Sequence[Kept] = ()
    """Newer than the results."""


class Mirror(Protocol):
    """A copy of the output directory that is kept elsewhere."""

    def begin(self) -> Taken:
        """Take over what is there, before a run opens the journal.

        Raises:
            OutputError: It cannot be read.
        """
        ...

    def has_brief(self, entry: Entry) -> bool:
        """Whether the brief that an entry names is there already."""
        ...

    def grown(self, journal_bytes: int) -> None:
        """Hear how long the journal on the disk is now.

        Raises:
            OutputError: Another run has taken the place.
        """
        ...

    def publish(self) -> None:
        """Copy the results, which have just been written; after that the journal is not needed any more.

        Raises:
            OutputError: They cannot be written there.
        """
        ...


class Unmirrored:
    """No copy: the directory is where the results are wanted."""

    def begin(self) -> Taken:
        """Take over nothing."""
        return Taken()

    def has_brief(self, entry: Entry) -> bool:  # noqa: ARG002 - of the protocol
        """Know of no brief elsewhere."""
        return False

    def grown(self, journal_bytes: int) -> None:
        """Let it grow."""

    def publish(self) -> None:
        """Leave the results where they are."""
