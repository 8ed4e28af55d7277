"""The source as the page shows it: its characters, its classified numbers, its headings.

A record holds places in the source but not the source itself. Whoever has it gives it here; where nobody
has, the quotations of the record are put at their places and the rest stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.schemas import Evidence, Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number of the source and what it is: ``figure``, ``date``, ``ordinal``… or ``unknown``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fragment:
    """Characters of the source that follow each other, the first of them at ``start``."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What is known of the source. All places are offsets into its decoded characters."""

    fragments: tuple[Fragment, ...]
    is_whole: bool
    """Whether this is the source itself; otherwise the fragments are the record's quotations."""
    numbers: tuple[Number, ...] = ()
    headings: Mapping[str, tuple[int, int]] | None = None
    """Places of the headings' own words by section id; None where only the sections are known."""
    furniture: tuple[tuple[int, int], ...] = ()
    """Places of what belongs to the page the report was taken from rather than to the report."""

    @classmethod
    def of_quotations(cls, report: Report) -> Self:
        """Put the quotations of a record at their places; what overlaps grows together."""
        pieces: list[Fragment] = []
        for one in sorted(evidence_of(report), key=lambda one: (one.start, -one.end)):
            last = pieces[-1] if pieces else None
            if last is None or one.start > last.end:
                pieces.append(Fragment(start=one.start, text=one.quote))
            elif one.start + len(one.quote) > last.end:
                more = one.quote[last.end - one.start :]
                pieces[-1] = Fragment(start=last.start, text=last.text + more)
        return cls(fragments=tuple(piece for piece in pieces if piece.text), is_whole=False)

    def holds(self, evidence: Evidence) -> bool:
        """Whether a quotation stands where the record says, character by character."""
        return bool(evidence.quote) and self.passage(evidence.start, evidence.end) == evidence.quote

    def passage(self, start: int, end: int) -> str:
        """Return the characters of an interval that lies in one fragment; else nothing."""
        for piece in self.fragments:
            if piece.start <= start <= end <= piece.end:
                return piece.text[start - piece.start : end - piece.start]
        return ""

    def around(self, start: int, end: int, size: int) -> tuple[str, str]:
        """Return up to ``size`` characters of the same line before and behind an interval."""
        for piece in self.fragments:
            if piece.start <= start <= end <= piece.end:
                first, last = start - piece.start, end - piece.start
                before = piece.text[max(0, first - size) : first].rpartition("\n")[2]
                return before, piece.text[last : last + size].partition("\n")[0]
        return "", ""


def evidence_of(report: Report) -> Iterator[Evidence]:
    """Yield every passage that a record quotes."""
    for figure in report.figures:
        yield figure.evidence
        yield from figure.places
    for point in (*report.achievements, *report.actions, *report.problems):
        yield point.evidence
    yield from (document.evidence for document in report.documents)
    yield from (number.evidence for number in report.uncovered)
