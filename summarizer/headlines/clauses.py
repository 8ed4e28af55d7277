"""The clauses of a point: shortened at the front, and weighed by how much they say.

The weights were set on the development reports and the three real ones, and checked on the other half of the
labelled set: likeness to the labelled headlines 0.58 and 0.57, where the first clause with the first figure
behind it had 0.53 and 0.51 (docs/extraction.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summarizer.headlines.cutting import BORDERS, LIMIT, NUMBER, cut, split
from summarizer.headlines.vocabulary import (
    CHAINED,
    DATE,
    DEED,
    DEPENDENT,
    FRONT,
    INDICATOR,
    LISTED,
    OUTCOME,
    PRAISE,
    RESULT,
    SCALED,
    SETTING,
    VAGUE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST_LEFT: Final = 5
"""Characters that shortening leaves at least: a deed and its object."""
_SHORTEST: Final = 4
_TERSE: Final = 7
"""Characters below which a clause without a number is a subject rather than a statement."""
_MOST_JOINED: Final = 3
_SPECIFIC: Final = 12
"""Characters from which on a heading says more than its subject, whatever its verb."""

# What a clause is worth.
_A_DEED: Final = 1.5
_A_NUMBER: Final = 0.7
_FIRST_FIGURE: Final = 1.0
_SCALED_NUMBER: Final = 0.2
_AN_INDICATOR: Final = 0.8
_A_CHANGE: Final = 0.7
_A_RESULT: Final = 1.5
_ABOUT_THE_HEADING: Final = 0.6
_FIRST_CLAUSE: Final = 0.6
_TOO_SHORT: Final = -0.6
_AN_OUTCOME: Final = -2.2
_WITHOUT_SUBJECT: Final = -2.2
_LESS: Final = -0.3
"""A clause of which part was left out."""
_LATER_SENTENCE: Final = -0.15
_LATER_CLAUSE: Final = -0.4
_FARTHEST: Final = 4
# What a heading is worth.
_TELLING_HEADING: Final = 3.6
_VAGUE_HEADING: Final = 2.2
_PRAISING_ACTION: Final = 1.0
_PRAISING_HEADING: Final = -0.6
_SUBJECT: Final = -1.0
# What clauses are worth together.
_A_CHARACTER: Final = 0.04
_ONE_MORE: Final = -0.8
_SAID_TWICE: Final = -2.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A clause as a headline would hold it."""

    text: str
    place: int
    """Among the clauses of the point; 0 is its heading."""
    weight: float
    depends: bool = False
    """It can only stand right behind the clause before it."""


def clauses(sentences: Sequence[str], stressed: str, heading: str) -> list[Clause]:
    """Return what the sentences behind a heading say, clause by clause.

    Args:
        sentences: The sentences, folded to half width.
        stressed: Passage of the point's first figure; empty where it has none.
        heading: Heading of the point.
    """
    found: list[Clause] = []
    count = 0
    for number, sentence in enumerate(sentences):
        parts = split(sentence, ",")
        kept = [each for each in parts if not (SETTING.search(each) or SETTING.search(shortened(each)))]
        for place, raw in enumerate(kept):
            text = shortened(raw)
            if len(text) < _SHORTEST:
                continue
            count += 1
            weight = _weight(raw, text, stressed) + _LATER_SENTENCE * number
            weight += _LATER_CLAUSE * min(place, _FARTHEST)
            weight += _ABOUT_THE_HEADING if _pairs(heading) & _pairs(text) else 0.0
            weight += _FIRST_CLAUSE if count == 1 and weight > 0 else 0.0
            goes_on = DEPENDENT.search(raw) or (CHAINED.search(text) and NUMBER.search(text))
            found += _forms(Clause(text=text, place=count, weight=weight, depends=bool(goes_on)))
    return found


def heading_clause(heading: str, kind: str) -> list[Clause]:
    """Return what the heading of a point could open its headline with, none or one clause.

    Of a heading such as 坚持甲,实现乙 the part that names the deed is taken.
    """
    every = [shortened(part) for part in split(heading, ",")]
    parts = [part for part in every if part and not SETTING.search(part)] or every[-1:]
    deeds = [part for part in parts if DEED.search(part)]
    if not parts:
        return []
    text = (deeds or parts)[-1]
    if text in deeds:
        weight = _VAGUE_HEADING if VAGUE.search(text) and len(text) < _SPECIFIC else _TELLING_HEADING
    elif PRAISE.search(text):
        weight = _PRAISING_HEADING if kind == "achievement" else _PRAISING_ACTION
    else:
        weight = _SUBJECT
    return [Clause(text=text, place=0, weight=weight)] if len(text) <= LIMIT else []


def shortened(clause: str) -> str:
    """Drop from the front what says how, when and by whom, as long as something is left."""
    text = clause.strip().rstrip(BORDERS)
    while (found := FRONT.match(text)) and len(text) - found.end() >= _LEAST_LEFT:
        text = text[found.end() :]
    return text


def states(heading: str) -> bool:
    """Tell whether a heading says what is done, or how it goes; 工业和建筑业 only names a subject."""
    parts = [shortened(part) for part in split(heading, ",，")]
    return any(DEED.search(part) or PRAISE.search(part) or len(part) > _SPECIFIC for part in parts)


def groups(found: Sequence[Clause]) -> Iterator[tuple[Clause, ...]]:
    """Yield the clauses that can stand together in a headline, up to three, the smaller groups first."""
    # With each group the place behind its last clause, and its length with a border after every clause.
    grown: list[tuple[int, int, tuple[Clause, ...]]] = [(0, 0, ())]
    for _ in range(_MOST_JOINED):
        grown = [
            (place + 1, length + len(found[place].text) + 1, (*group, found[place]))
            for begin, length, group in grown
            for place in range(begin, len(found))
            if length + len(found[place].text) <= LIMIT and _can_follow(group, found[place])
        ]
        yield from (group for *_, group in grown)


def _can_follow(group: Sequence[Clause], clause: Clause) -> bool:
    before = group[-1].place if group else None
    if clause.depends:
        return before == clause.place - 1
    return before != clause.place  # not two forms of one clause


def worth(group: Sequence[Clause]) -> float:
    """Weigh clauses that stand together."""
    total = _ONE_MORE * (len(group) - 1) + _A_CHARACTER * sum(len(each.text) for each in group)
    for place, each in enumerate(group):
        total += each.weight
        total += sum(_SAID_TWICE for other in group[:place] if repeats(each.text, other.text))
    return total


def _forms(clause: Clause) -> Iterator[Clause]:
    """Return a clause as it is, and shorter where it can do without part of a list."""
    text = clause.text
    if len(text) <= LIMIT:
        yield clause
    elif (shorter := cut(text)) and text[len(shorter) :].startswith("、"):
        yield replace(clause, text=shorter, weight=clause.weight + _LESS)
    if (found := LISTED.search(text)) and DEED.search(found[1]):
        yield replace(clause, text=found[1] + found[2], weight=clause.weight + _LESS)


def _weight(raw: str, text: str, stressed: str) -> float:
    numbers = NUMBER.findall(DATE.sub("", text))
    goes_on = bool(numbers and CHAINED.search(text))
    weight = 0.0
    if DEED.search(text):
        weight += _A_DEED
    if numbers:
        weight += _A_NUMBER
        weight += _FIRST_FIGURE if any(number in stressed for number in numbers) else 0.0
        weight += _SCALED_NUMBER if SCALED.search(text) else 0.0
        weight += _AN_INDICATOR if INDICATOR.search(text) else 0.0
        weight += _A_CHANGE if goes_on else 0.0
    elif len(text) < _TERSE:
        weight += _TOO_SHORT
    if RESULT.search(text):
        weight += _A_RESULT
    if OUTCOME.search(text):
        weight += _AN_OUTCOME
    if DEPENDENT.search(raw) and not goes_on:
        weight += _WITHOUT_SUBJECT
    return weight


@lru_cache(maxsize=1024)  # the clauses of a point are weighed against each other in hundreds of groups
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def repeats(one: str, other: str) -> bool:
    """Tell whether more than half of the shorter clause is in the other one."""
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) > min(len(mine), len(theirs))
