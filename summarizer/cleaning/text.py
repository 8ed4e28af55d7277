"""Cleaned text that still knows the place of each of its characters in the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One change that cleaning made; the repair log is the list of them in source order."""

    kind: str
    """Short stable word: ``escape``, ``line-end``, ``invisible``, ``private``, ``lost``, ``pinyin``,
    ``shifted``, ``width``, ``accent``, ``simplified``, ``spaces``, ``blank-line``, ``repeat``, ``furniture``,
    ``spam`` or ``join``.
    """
    start: int
    """Source offset of the first character changed."""
    end: int
    """Source offset after the last character changed."""
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """A piece of the page that is not part of the report, kept for metadata and the number ledger."""

    start: int
    end: int
    """Source interval."""
    text: str
    """The piece after width folding and conversion to simplified characters, on one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CleanText:
    r"""The report as a careful reader would type it.

    ``text`` is paragraphs separated by one ``\n``, without indentation, blank lines or page furniture, in
    simplified characters, with digits, letters and punctuation folded to half width the way NFKC does it
    (``，`` becomes ``,`` while ``。、《》“”`` stay).

    Invariants: ``len(starts) == len(ends) == len(text)``; both are non-decreasing; ``starts[i] <= ends[i]``;
    ``source[starts[i]:ends[i]]`` is what character ``i`` was made from (empty for an inserted character).
    """

    source: str
    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    furniture: tuple[Furniture, ...] = field(default=(), repr=False)
    traditional: bool = False
    """The source is written in traditional characters (genuinely or by machine conversion)."""

    def source_interval(self, start: int, end: int) -> tuple[int, int]:
        """Source interval of ``text[start:end]``; empty clean intervals give an empty source interval."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else len(self.source)
            return place, place
        return self.starts[start], self.ends[end - 1]
