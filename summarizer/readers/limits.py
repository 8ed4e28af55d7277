"""How much a reader takes in before it refuses: a report is text, not an archive or a disk image."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Upper bounds; each is checked before the work it bounds is done."""

    file_bytes: int = 64 * _MIB
    """Size of the file or of what comes from standard input."""


DEFAULT_LIMITS = Limits()
