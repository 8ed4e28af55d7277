"""The parts of the brief that are points: achievements, problems and actions, grouped by section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from summarizer.rendering.budget import Choice
from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.outline import heading_words, label
from summarizer.rendering.passages import Passage, missing_from, passages, says_part
from summarizer.rendering.typography import shown
from summarizer.rendering.wording import change_words, common_words, level_words, rank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from summarizer.rendering.marks import Marks
    from summarizer.rendering.outline import Outline
    from summarizer.schemas import Figure, Point, Section

Grouping = Literal["none", "lines", "headings"]
"""Every point on its own, one line per group, or one heading per group with one line per point."""

_EDGES: Final = "。；，、—–-·•● "
_REPEATED: Final = 4
"""Characters that headline and figures have to share where they meet to be said only once."""
# Weights: the first point of every group comes first, then points with figures and what their figures say.
_FIRST_POINT: Final = 120.0
_HEADLINE: Final = 100.0
_LATER_POINT: Final = 7.0
_HAS_FIGURES: Final = 12.0
_FIRST_PASSAGE: Final = 95.0
_LATER_PASSAGE: Final = 14.0
_KEY: Final = 25.0
_TELLING: Final = 18.0
"""For a rate, a rank or a change: it says what came of the work, where a count says how much was done."""
_MOST_PASSAGES: Final = 6
"""Passages of one point that a page has room for, beside those of key figures."""
_RATE: Final = re.compile("率$|比重$|比例$|占比$|满意度$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    point: Point
    headline: str
    is_heading: bool
    """The headline is the heading of the point's section, rather than a sentence."""
    in_headline: frozenset[str]
    """Figures that the headline says already."""
    completed: tuple[str, ...]
    """Figures of which the headline says the level; their change was put behind it."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    label: str
    section: Section | None
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidPoint:
    """A point that found room, with the figures said behind its headline and those that stand in it."""

    point: Point
    figures: tuple[str, ...]
    in_headline: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidGroup:
    """Points that are said together, and the section that names them; none where nothing has to."""

    section: Section | None
    points: tuple[SaidPoint, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of a part: its lines, what they say, and how many points found no room."""

    lines: tuple[str, ...]
    figures: frozenset[str]
    groups: tuple[SaidGroup, ...]
    left_out: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What a part of points has to know of the rest of the brief."""

    outline: Outline
    figures: Mapping[str, Figure]
    said: AbstractSet[str]
    """Figures that the brief says elsewhere."""
    keys: AbstractSet[str]


class PointsPart:
    """One part of the brief that consists of points."""

    def __init__(
        self,
        points: Sequence[Point],
        around: Surroundings,
        *,
        planned: bool,
        grouping: Grouping,
    ) -> None:
        """Group the points, and find the words for those of their figures that are said nowhere yet."""
        self._keys = around.keys
        self._figures = around.figures
        self._grouping = grouping
        groups: dict[str, tuple[str, Section | None, list[_Entry]]] = {}
        heads = [around.outline.group(point) for point in points]
        for point, head in zip(points, heads, strict=True):
            name = _label(head, heads, grouping)
            key = head.id if head is not None and name else f"point {point.id}"
            headline = shown(point.headline).strip(_EDGES)
            known = [around.figures[one] for one in point.figures if one in around.figures]
            lacking = missing_from(headline, known)
            told, completed = _completed(headline, [one for one in lacking if one.id not in around.said])
            rest = [one for one in lacking if one.id not in around.said and one.id not in completed]
            entry = _Entry(
                point=point,
                headline=told,
                is_heading=headline in {heading_words(part) for part in around.outline.path(point.section)},
                in_headline=frozenset(
                    one.id for one in known if one not in lacking or says_part(headline, one)
                ),
                completed=completed,
                passages=passages(rest, planned=planned),
            )
            groups.setdefault(key, (name, head if name else None, []))[-1].append(entry)
        self._groups = [
            _Group(label=name, section=section, entries=tuple(entries))
            for name, section, entries in groups.values()
        ]
        if grouping == "headings":
            # What has no heading must not stand below another one's.
            self._groups.sort(key=lambda group: bool(group.label))

    def choices(self, marks: Marks) -> list[Choice]:
        """Everything that could be said, with its cost in characters."""
        found: list[Choice] = []
        for g, group in enumerate(self._groups):
            head = Choice(key=f"{g}", cost=len(_head(group)) + 2, weight=0.0)
            found.append(head)
            for p, entry in enumerate(group.entries):
                key = f"{g}.{p}"
                bonus = _HAS_FIGURES if entry.point.figures else 0.0
                found.append(
                    Choice(
                        key=key,
                        cost=len(escaped(entry.headline)) + marks.point_length(entry.point.id) + 1,
                        weight=_HEADLINE - _LATER_POINT * p + bonus if p else _FIRST_POINT,
                        needs=head.key,
                    )
                )
                found += self._passage_choices(key, entry)
        return found

    def _passage_choices(self, key: str, entry: _Entry) -> Iterator[Choice]:
        """What could be said behind a headline; a long point tells its telling and its first figures."""
        for f, passage in enumerate(entry.passages):
            important = any(one in self._keys for one in passage.figures)
            telling = any(_is_telling(self._figures[one]) for one in passage.figures)
            if self._grouping != "headings" and f >= _MOST_PASSAGES and not important:
                continue
            yield Choice(
                key=f"{key}.{f}",
                cost=len(escaped(passage.text)) + 1,
                weight=_FIRST_PASSAGE - _LATER_PASSAGE * f + _KEY * important + _TELLING * telling,
                needs=key,
                is_detail=True,
            )

    def write(self, chosen: Collection[str], marks: Marks) -> Written:
        """Write what was chosen by the keys of :meth:`choices`."""
        lines: list[str] = []
        figures: set[str] = set()
        groups: list[SaidGroup] = []
        left_out = 0
        for g, group in enumerate(self._groups):
            said: list[str] = []
            points: list[SaidPoint] = []
            for p, entry in enumerate(group.entries):
                if f"{g}.{p}" not in chosen:
                    left_out += 1
                    continue
                kept = [one for f, one in enumerate(entry.passages) if f"{g}.{p}.{f}" in chosen]
                with_it = [*entry.completed, *(identity for passage in kept for identity in passage.figures)]
                figures.update(with_it, entry.in_headline)
                quoted = [one for one in entry.point.figures if one in entry.in_headline]
                points.append(SaidPoint(point=entry.point, figures=tuple(with_it), in_headline=tuple(quoted)))
                said.append(_words(entry, kept) + marks.point(entry.point.id, [*quoted, *with_it]))
            if points:
                groups.append(SaidGroup(section=group.section, points=tuple(points)))
            if said and self._grouping == "headings" and group.label:
                lines += [
                    *([""] if lines else []),
                    f"### {escaped(group.label)}",
                    "",
                    *(f"- {paragraph(words)}。" for words in said),
                ]
            elif said:
                words = "；".join(said)
                lines.append(f"{_head(group)}{words if group.label else paragraph(words)}。")
        return Written(
            lines=tuple(lines), figures=frozenset(figures), groups=tuple(groups), left_out=left_out
        )


def _completed(headline: str, figures: Sequence[Figure]) -> tuple[str, tuple[str, ...]]:
    """Put changes behind the levels that a headline says without them: ``货运量562万吨（增长6.3%）``."""
    done: list[str] = []
    for figure in figures:
        level, change = level_words(figure), change_words(figure)
        named = 2 * sum(character in headline for character in figure.name) >= len(figure.name)
        if not (level and change and named and figure.status == "actual" and headline.count(level) == 1):
            continue
        end = headline.index(level) + len(level)
        if headline[end : end + 1] in {"", "，", "、", "；"}:
            headline = f"{headline[:end]}（{change}）{headline[end:]}"
            done.append(figure.id)
    return headline, tuple(done)


def _is_telling(figure: Figure) -> bool:
    return figure.change is not None or bool(_RATE.search(figure.name)) or bool(rank(figure))


def _words(entry: _Entry, kept: Sequence[Passage]) -> str:
    said = "，".join(passage.text for passage in kept)
    if not said or entry.headline in said:
        return escaped(said or entry.headline)
    common = common_words(entry.headline, said, shortest=_REPEATED)
    if common:
        return escaped(entry.headline + said[common:])
    return escaped(f"{entry.headline}{'：' if entry.is_heading else '，'}{said}")


def _head(group: _Group) -> str:
    return f"- **{escaped(group.label)}**：" if group.label else "- "


def _label(head: Section | None, heads: Sequence[Section | None], grouping: Grouping) -> str:
    """Name a group; a single point needs no name before it, nor does a part that lies in one chapter."""
    if head is None or grouping == "none":
        return ""
    if grouping == "lines" and sum(other is not None and other.id == head.id for other in heads) == 1:
        return ""
    chapters = {other.id for other in heads if other is not None and other.level == 1}
    return "" if head.level == 1 and len(chapters) == 1 else label(head)
