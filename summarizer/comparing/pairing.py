"""Which figure of one report is which of another: by rules, one to one, with what they leave in doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from summarizer.comparing.amounts import COUNTED
from summarizer.comparing.assignment import assign
from summarizer.comparing.goals import RATES
from summarizer.comparing.names import LEAST_OF_A_PART, is_narrower, likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.comparing.amounts import Amount
    from summarizer.comparing.views import Seen

SURE: Final = 0.68
"""Likeness from which on a pair stands by rules alone; chosen on the tuning half of evals/pairs."""
DOUBTFUL: Final = LEAST_OF_A_PART
"""Likeness from which on a pair is worth a question."""
_NEAR: Final = 0.02
"""Two candidates nearer to each other than this are in doubt, unless one bears the very name."""
_MOST_CANDIDATES: Final = 4
_BONUS: Final = 0.004
_MOST_BY_WORDS: Final = 0.6
"""Likeness at most where a name is not sure and only the words before its number are alike."""
_STOCK: Final = 0.25
"""Taken from the likeness of things added (新增企业) and things counted that may be all there are (企业)."""
_LEAST, _MOST = Decimal("0.7"), Decimal("1.4")
"""Times between which an amount of one year goes on in the next."""
_SANE: Final = 8
"""Times that an amount may be another's without being less likely the same thing's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """A figure and those of the other report that may be the same, most likely first."""

    first: Seen
    others: tuple[Seen, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """What rules make of two lists of figures."""

    pairs: tuple[tuple[Seen, Seen], ...]
    doubts: tuple[Candidates, ...]


def pair(groups: Sequence[Sequence[Seen]], others: Sequence[Seen]) -> Pairing:
    """Pair groups of figures that are the same thing already with figures of another report.

    Args:
        groups: What is known so far; the likeness of a group is that of its most alike member.
        others: The figures of the report that comes to it.

    Returns:
        Pairs of a group's last member and the figure, and doubts about the groups left.
    """
    scores: dict[tuple[int, int], float] = {}
    for row, members in enumerate(groups):
        unlike = _unlike(members)
        for column, other in enumerate(others):
            score = max(_score(one, other) for one in unlike)
            if score >= DOUBTFUL:
                scores[row, column] = score
    sure = {place: score for place, score in scores.items() if score >= SURE}
    chosen = {row: column for row, column in assign(sure).items() if not _rivalled(row, column, sure)}
    chosen |= _continued(groups, others, scores, chosen)
    taken = set(chosen.values())
    doubts: list[Candidates] = []
    for row, group in enumerate(groups):
        if row in chosen:
            continue
        left = {column: score for (at, column), score in scores.items() if at == row and column not in taken}
        likely = sorted(left, key=left.__getitem__, reverse=True)[:_MOST_CANDIDATES]
        if likely:
            doubts.append(Candidates(first=group[-1], others=tuple(others[each] for each in likely)))
    return Pairing(
        pairs=tuple((groups[row][-1], others[column]) for row, column in sorted(chosen.items())),
        doubts=tuple(doubts),
    )


def _continued(
    groups: Sequence[Sequence[Seen]],
    others: Sequence[Seen],
    scores: Mapping[tuple[int, int], float],
    chosen: Mapping[int, int],
) -> dict[int, int]:
    """Pair what has no other candidate on either side and goes on where it was."""
    taken = set(chosen.values())
    left = [pair for pair in scores if pair[0] not in chosen and pair[1] not in taken]
    rows, columns = Counter(row for row, _ in left), Counter(column for _, column in left)
    return {
        row: column
        for row, column in left
        if rows[row] == columns[column] == 1 and _goes_on(groups[row][-1], others[column])
    }


def _goes_on(one: Seen, other: Seen) -> bool:
    """Whether a body says the same more or less narrowly, of nearly the same amount: 公路货运量, 货运量.

    Rates are near each other whatever they measure, so they tell nothing.
    """
    if one.body != other.body or one.key.aspect != other.key.aspect or one.key.kinds != other.key.kinds:
        return False
    if one.level is None or other.level is None or one.level.dimension in RATES or not one.level.value:
        return False
    return is_narrower(one.key, other.key) and _LEAST < other.level.value / one.level.value < _MOST


def _unlike(group: Sequence[Seen]) -> list[Seen]:
    """Leave out members that would score as a later one does: most names stay the same over the years."""
    kinds = {
        (
            each.key,
            each.said,
            each.level.dimension if each.level else None,
            each.change.dimension if each.change else None,
        ): each
        for each in group
    }
    return list(kinds.values())


def _rivalled(row: int, column: int, sure: dict[tuple[int, int], float]) -> bool:
    """Whether another candidate is as good, and neither bears the very name."""
    mine = sure[row, column]
    if mine >= 1:
        return False
    return any(
        score > mine - _NEAR
        for (other_row, other_column), score in sure.items()
        if (other_row == row) != (other_column == column)
    )


def _score(one: Seen, other: Seen) -> float:
    """Say how likely two figures are of the same thing; 0 where their numbers have nothing in common."""
    if not _comparable(one, other):
        return 0.0
    grown = grew_by(one, other) is not None
    score = likeness(one.key, other.key, same_aspect=grown)
    for mine, theirs in ((one.said, other.key), (one.key, other.said)):
        if mine is not None and theirs is not None:
            score = max(score, min(likeness(mine, theirs, same_aspect=grown), _MOST_BY_WORDS))
    if one.level is not None and other.level is not None:
        aspects = {one.key.aspect, other.key.aspect}
        if not grown and one.level.dimension == COUNTED and aspects == {"flow", ""}:
            score -= _STOCK
        score += _BONUS * (one.level.unit == other.level.unit)
        if one.level.value and other.level.value and not one.is_target:
            ratio = abs(one.level.value / other.level.value)
            score += _BONUS * (1 / _SANE < ratio < _SANE)
    return score + _BONUS * ((one.change is None) == (other.change is None))


def grew_by(target: Seen, result: Seen) -> Amount | None:
    """Return how much a total grew, for a target to add so many: 新增企业80家, and 总数766家，净增84家."""
    added, grown = target.level, result.change
    if not target.is_target or target.key.aspect != "flow" or result.key.aspect == "flow":
        return None
    if added is None or grown is None or result.level is None or added.dimension in RATES:
        return None
    return grown if grown.dimension == added.dimension == result.level.dimension else None


def _comparable(one: Seen, other: Seen) -> bool:
    """Whether levels or changes are of one dimension, or one is the growth of the other's level."""
    if one.level is not None and other.level is not None:
        return one.level.dimension == other.level.dimension
    if one.change is not None and other.change is not None and one.change.dimension == other.change.dimension:
        return True
    for growth, level in ((one, other), (other, one)):
        if growth.level is None and growth.change is not None and level.level is not None:
            rate = growth.change.dimension
            if rate == level.level.dimension or (rate == "%" and level.level.dimension != "%"):
                return True
            if rate == "百分点" and level.level.dimension == "%":
                return True
    return False
