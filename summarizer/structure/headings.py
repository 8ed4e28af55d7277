"""The headings of a report and how they nest.

A style's level is not fixed: levels follow from how the styles nest in this report. 一、 is level 1 in one report and
level 2 in another that has unnumbered main headings.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.structure.front import SUBTITLE
from summarizer.structure.kinds import generic_kind, lead_kind
from summarizer.structure.labels import LISTS, RANK, Label, enumerations, label_at
from summarizer.structure.lines import Line, first_stop
from summarizer.structure.unnumbered import Unnumbered, find_unnumbered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.structure.model import SectionKind

_OWN_PARAGRAPH = frozenset({"dash", "is", "must", "nth", "first", "run-in", "label"})
"""Styles whose run-in headings govern their own paragraph and no list of a later one."""
_LEAD = 120


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


def find_headings(text: str, lines: list[Line], first: int) -> list[Heading]:
    """Return all headings in order, with levels.

    Args:
        text: The clean text.
        lines: All its lines.
        first: Index of the first line after the front.
    """
    labels = _line_labels(text, lines, first)
    unnumbered = find_unnumbered(text, lines, first, set(labels))
    found: list[Heading] = []
    for line in lines[first:]:
        found += _in_line(text, line, labels.get(line.index), unnumbered.get(line.index), lines)
    return _Levels(found, text).nest()


def _line_labels(text: str, lines: list[Line], first: int) -> dict[int, Label]:
    """Labels that open a line; notes at the foot of a report have numbers too, but are no headings."""
    labels: dict[int, Label] = {}
    notes = False
    for line in lines[first:]:
        label = label_at(text, line.start, line.end)
        if line.text.startswith(("注:", "注释", "备注:", "说明:")):
            notes = True
        elif label is not None and label.style in {"cn", "part", "chapter", "cn-paren"}:
            notes = False
        if label is not None and label.style == "dash" and SUBTITLE.match(line.text):
            continue
        if label is not None and not notes and label.end < line.end:
            labels[line.index] = label
    return labels


def _in_line(
    text: str, line: Line, label: Label | None, plain: Unnumbered | None, lines: list[Line]
) -> list[Heading]:
    """Headings of one line: what opens it, then the enumerations inside it."""
    begin = line.start if label is None else label.end
    if plain is not None:
        begin = plain.end
    lists = enumerations(text, begin, line.end, label)
    items = sorted({item.start: item for members in lists for item in members}.values(), key=lambda i: i.start)
    limits = [*(item.start for item in items[1:]), line.end]
    found: list[Heading] = []
    if label is not None:
        limit = items[0].start if items else line.end
        found.append(_numbered(text, label, limit, line, opens_line=True))
    elif plain is not None:
        found.append(
            _heading(text, Label(style=plain.style, number=0, start=plain.start, end=plain.start), plain.end, line, opens_line=True)
        )
        found[0] = replace(found[0], repeated=plain.repeated, appended=plain.appended)
    leads = {members[0].start: _lead(text, members[0].start, line, lines) for members in lists}
    lead: SectionKind | None = None
    for item, limit in zip(items, limits, strict=False):  # without items there is one limit left
        lead = leads.get(item.start, lead)
        found.append(replace(_numbered(text, item, limit, line, opens_line=False), lead=lead))
    if found and label is not None and label.style in LISTS:
        before = lines[line.index - 1] if line.index else None
        if before is not None and label.number == 1:
            found[0] = replace(found[0], lead=lead_kind(before.text[-_LEAD:]))
    return found


def _numbered(text: str, label: Label, limit: int, line: Line, *, opens_line: bool) -> Heading:
    """A numbered heading: it ends at its first full stop, or where the next item begins."""
    end = first_stop(text, label.end, limit, "。;:!?")
    if label.style.startswith("md"):
        inner = label_at(text, label.end, limit)
        if inner is not None:
            end = first_stop(text, inner.end, limit, "。;:!?")
    while end > label.end and text[end - 1] in ",、; \u3000":
        end -= 1
    return _heading(text, label, end, line, opens_line=opens_line)


def _heading(text: str, label: Label, end: int, line: Line, *, opens_line: bool) -> Heading:
    body = end
    while body < line.end and text[body] in "。;:!?,、 \u3000":
        body += 1
    return Heading(
        style=label.style,
        number=label.number,
        level=1,
        start=label.start,
        end=end,
        body=body,
        line=line.index,
        run_in=body < line.end,
        opens_line=opens_line,
    )


def _lead(text: str, place: int, line: Line, lines: list[Line]) -> SectionKind | None:
    """Kind announced by the sentences before an enumeration that begins at ``place``."""
    before = text[max(line.start, place - _LEAD) : place]
    if not before.strip() and line.index:
        before = lines[line.index - 1].text[-_LEAD:]
    sentences = [s for s in before.replace("!", "。").split("。") if s.strip()]
    return lead_kind("。".join(sentences[-2:])) if sentences else None


class _Levels:
    """Nests headings by keeping the chain of open ones."""

    def __init__(self, headings: Sequence[Heading], text: str) -> None:
        self._headings = headings
        self._text = text
        self._chain: list[Heading] = []
        self._places: dict[str, list[int]] = {}
        for i, heading in enumerate(headings):
            self._places.setdefault(heading.style, []).append(i)
        self._ranked = [i for i, h in enumerate(headings) if h.style in RANK and h.opens_line]

    def nest(self) -> list[Heading]:
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
        chain = self._chain
        if heading.appended:
            return 0
        same = self._last(heading)
        if same is not None:
            if heading.lead is not None and chain[same].lead is None and heading.number == 1:
                return self._depth_of_kind()
            return same
        if heading.style.startswith("md"):
            return next((i for i, h in enumerate(chain) if not h.style.startswith("md") or h.style >= heading.style), len(chain))
        if heading.style == "label" or (heading.style == "line" and self._kind(heading) is not None):
            if heading.style == "line" and (above := self._restart(index)) is not None:
                return above
            return len(chain) if heading.repeated else self._depth_of_kind()
        if heading.style == "line":
            above = self._restart(index)
            return self._without(lambda h: h.run_in and h.line != heading.line) if above is None else above
        if heading.style in RANK and heading.opens_line:
            return self._depth_of_rank(index, heading)
        if not heading.opens_line and heading.lead is not None and not self._opened_here(heading):
            return self._depth_of_kind()
        if not heading.opens_line and not self._opened_here(heading):
            return self._without(lambda h: h.style in _OWN_PARAGRAPH and h.run_in)
        return len(chain)

    def _last(self, heading: Heading) -> int | None:
        """Place of the innermost open heading of the same style."""
        for i in range(len(self._chain) - 1, -1, -1):
            other = self._chain[i]
            if other.style == heading.style and (
                heading.opens_line or not other.opens_line or other.style in LISTS
            ):
                return i
            # 一是 … 二要: one enumeration whose writer changed the word.
            if {other.style, heading.style} == {"is", "must"} and heading.number == other.number + 1:
                return i
        return None

    def _depth_of_kind(self) -> int:
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
            if RANK.get(other.style, 0) > rank and not self._continues_after(index, other):
                return i
        return len(self._chain)

    def _continues_after(self, index: int, outer: Heading) -> bool:
        """Say whether the count of ``outer`` goes on after the enumeration that begins at ``index``."""
        if self._headings[index].number != 1:
            return False
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

    def _opened_here(self, heading: Heading) -> bool:
        """Say whether a heading stands in front of this one in the same line."""
        return bool(self._chain) and self._chain[-1].line == heading.line

    def _without(self, closed: Callable[[Heading], bool]) -> int:
        """Return the depth left when the innermost headings that are ``closed`` go."""
        depth = len(self._chain)
        while depth and closed(self._chain[depth - 1]):
            depth -= 1
        return depth

    def _kind(self, heading: Heading) -> SectionKind | None:
        return generic_kind(self._text[heading.start : heading.end])
