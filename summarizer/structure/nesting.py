"""How the headings of a report nest.

A style has no fixed level: levels follow from how the styles nest in this report. 一、 is level 1 in one
report and level 2 in another that has unnumbered main headings.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.structure.kinds import generic_kind
from summarizer.structure.labels import LISTS, RANK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.structure.model import SectionKind

_LONGEST_PART = 60
_OWN_PARAGRAPH = frozenset({"dash", "is", "must", "nth", "first", "run-in", "label"})
"""Styles whose run-in headings govern their own paragraph and no list of a later one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading with its level."""

    style: str
    number: int
    level: int
    start: int
    """First character, the number included."""
    end: int
    """End of its words."""
    body: int
    """First character after the heading and the mark that ends it."""
    line: int
    run_in: bool
    """What it governs goes on in the same line."""
    opens_line: bool
    lead: SectionKind | None = None
    """Kind that the sentence before an enumeration announces."""
    repeated: bool = False
    appended: bool = False


def nest(headings: Sequence[Heading], text: str) -> list[Heading]:
    """Return the headings with levels.

    Args:
        headings: In reading order; their levels are not looked at.
        text: The clean text.
    """
    return _Chain(headings, text).nest()


class _Chain:
    """The headings that are open, outermost first, while a report is read from its beginning."""

    def __init__(self, headings: Sequence[Heading], text: str) -> None:
        self._headings = headings
        self._text = text
        self._chain: list[Heading] = []
        self._places: dict[str, list[int]] = {}
        for i, heading in enumerate(headings):
            self._places.setdefault(heading.style, []).append(i)
        self._inverted: set[tuple[str, str]] = set()
        self._ranked = [i for i, h in enumerate(headings) if h.style in RANK and h.opens_line]

    def nest(self) -> list[Heading]:
        """Return the headings with levels."""
        nested: list[Heading] = []
        for index, heading in enumerate(self._headings):
            depth = self._depth(index, heading)
            placed = replace(heading, level=depth + 1)
            del self._chain[depth:]
            self._chain.append(placed)
            nested.append(placed)
        return nested

    def _depth(self, index: int, heading: Heading) -> int:
        """Return how many open headings stay above this one."""
        if heading.appended:
            return 0
        same = self._last(heading)
        if same is not None:
            announces = heading.lead is not None and self._chain[same].lead is None and heading.number == 1
            return self._depth_of_part() if announces else same
        if heading.style.startswith("md"):
            depth = self._depth_of_mark(heading)
        elif heading.style in {"label", "line"}:
            depth = self._depth_of_words(index, heading)
        elif heading.style in RANK and heading.opens_line:
            depth = self._depth_of_rank(index, heading)
        elif not heading.opens_line and self._chain and self._chain[-1].line != heading.line:
            # An enumeration inside a paragraph that no heading opens.
            depth = self._depth_of_part() if heading.lead is not None else self._outside_paragraphs()
        else:
            depth = len(self._chain)
        return depth

    def _depth_of_mark(self, heading: Heading) -> int:
        """Depth of a markdown heading: the count of its marks decides."""
        for i, other in enumerate(self._chain):
            if not other.style.startswith("md") or other.style >= heading.style:
                return i
        return len(self._chain)

    def _depth_of_words(self, index: int, heading: Heading) -> int:
        """Depth of a heading without a number."""
        if heading.style == "line":
            above = self._restart(index)
            if above is not None:
                return above
        if heading.repeated:
            return self._outside_paragraphs()
        if self._kind(heading) is not None:
            return self._depth_of_part()
        return self._without(lambda h: h.run_in) if heading.style == "line" else self._outside_paragraphs()

    def _last(self, heading: Heading) -> int | None:
        """Place of the innermost open heading of the same style."""
        for i in range(len(self._chain) - 1, -1, -1):
            other = self._chain[i]
            if other.style == heading.style and (
                heading.opens_line
                or not other.opens_line
                or other.style in LISTS
                or other.line == heading.line
            ):
                return i
            # 一是 … 二要: one enumeration whose writer changed the word.
            if {other.style, heading.style} == {"is", "must"} and heading.number == other.number + 1:
                return i
        return None

    def _depth_of_part(self) -> int:
        """Depth of a part such as 存在问题: beside the first level below its main heading."""
        for i, other in enumerate(self._chain):
            if other.level > 1 and self._kind(other) == "problems" and not other.run_in:
                return i + 1
        if self._chain and self._kind(self._chain[0]) == "problems":
            return 1
        return min(1, len(self._chain))

    def _depth_of_rank(self, index: int, heading: Heading) -> int:
        """Depth of a numbered heading that opens a line and whose style is not open yet."""
        rank = RANK[heading.style]
        for i, other in enumerate(self._chain):
            if other.style == "label" and other.run_in:
                return i
            if RANK.get(other.style, 0) > rank:
                pair = (other.style, heading.style)
                if heading.number != 1 or not (pair in self._inverted or self._continues_after(index, other)):
                    return i
                self._inverted.add(pair)
        return len(self._chain)

    def _continues_after(self, index: int, outer: Heading) -> bool:
        """Say whether the count of ``outer`` goes on after the enumeration that begins at ``index``."""
        places = self._places[outer.style]
        following = bisect_right(places, index)
        return following < len(places) and self._headings[places[following]].number == outer.number + 1

    def _restart(self, index: int) -> int | None:
        """Depth above the open style that the next numbered heading begins anew, if it does."""
        place = bisect_right(self._ranked, index)
        if place == len(self._ranked):
            return None
        following = self._headings[self._ranked[place]]
        if following.number != 1:
            return None
        return next((i for i, h in enumerate(self._chain) if h.style == following.style), None)

    def _outside_paragraphs(self) -> int:
        """Return the depth left when headings go that govern one paragraph only."""
        return self._without(lambda h: h.style in _OWN_PARAGRAPH and h.run_in)

    def _without(self, closed: Callable[[Heading], bool]) -> int:
        """Return the depth left when the innermost headings that are ``closed`` go."""
        depth = len(self._chain)
        while depth and closed(self._chain[depth - 1]):
            depth -= 1
        return depth

    def _kind(self, heading: Heading) -> SectionKind | None:
        if heading.end - heading.start > _LONGEST_PART:
            return None
        return generic_kind(self._text[heading.start : heading.end])
