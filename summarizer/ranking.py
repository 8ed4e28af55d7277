"""Chooses the figures a reader wants first: headline indicators, then what the report itself stresses."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.profiles import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from summarizer.merging import Parts
    from summarizer.schemas import Figure

FEWEST = 10
MOST = 20
SHARE = 0.3
"""Of a report's figures, as far as :data:`FEWEST` and :data:`MOST` allow."""

_DERIVED = re.compile(r"占|比重|人均(?!可支配收入)|高于|低于|增速")
_RATE = re.compile(r"(?:率|比重|比例|满意度)$")
_ACTIVITY = re.compile(r"^(?:累计)?(?:出动|派出|检查|走访|约?谈|发放|开展|举办|组织|列养|培训|宣讲|收集)")
"""What was done, and not what came of it."""
_SHORTEST_NAME = 3
"""Characters; 产值, 治愈 or 派出 says too little away from its sentence."""
_SHORTEST_WHOLE = 4
"""Characters of a name that another one can be a part of (工业投资, 城镇工业投资)."""
_PART_OF_ANOTHER = 0.6
_ONE_MORE_OF_ITS_KIND = 0.85


def key_figures(parts: Parts, indicators: Sequence[str] = BUILT_IN.indicators) -> tuple[str, ...]:
    """Return the ids of ten to twenty figures, most important first; all of them where there are fewer.

    Args:
        parts: The report.
        indicators: Patterns of the names that a reader looks for first.
    """
    heads = {section.id: place for place, section in enumerate(parts.sections)}
    stressed = _stressed(parts)
    ranks = _ranks({figure.name for figure in parts.figures}, indicators)
    scores = {
        figure.id: _score(figure, place / max(1, len(parts.figures)), heads, stressed, ranks.get(figure.name))
        for place, figure in enumerate(parts.figures)
    }
    wanted = max(FEWEST, min(MOST, round(SHARE * len(parts.figures))))
    names = {figure.name for figure in parts.figures}
    weights = {name: _PART_OF_ANOTHER if _is_part(name, names) else 1.0 for name in names}
    # What figures of one indicator have in common, and others have for themselves.
    indicator = {figure.id: ranks.get(figure.name, figure.id) for figure in parts.figures}
    left = list(parts.figures)
    chosen: list[Figure] = []
    seen: Counter[int | str] = Counter()
    while left and len(chosen) < wanted:
        values = [
            scores[each.id] * (_ONE_MORE_OF_ITS_KIND ** seen[indicator[each.id]] * weights[each.name])
            for each in left
        ]
        best = left[values.index(max(values))]  # of equals the one that stands first
        chosen.append(best)
        seen[indicator[best.id]] += 1
        left = [each for each in left if _identity(each) != _identity(best)]
    return tuple(figure.id for figure in chosen)


def _identity(figure: Figure) -> tuple[str, str, str | None, str | None]:
    return (figure.name, figure.status, figure.period, figure.unit)


def _ranks(names: AbstractSet[str], indicators: Sequence[str]) -> dict[str, int]:
    """Return the rank of the indicator that a name is of, for those that are of one."""
    patterns = [re.compile(pattern) for pattern in indicators]
    found: dict[str, int] = {}
    for name in names:
        rank = next((rank for rank, pattern in enumerate(patterns) if pattern.search(name)), None)
        if rank is not None:
            found[name] = rank
    return found


def _is_part(name: str, names: AbstractSet[str]) -> bool:
    """Tell whether another name is what this one ends in (城镇工业投资, 工业投资)."""
    return any(name[-length:] in names for length in range(_SHORTEST_WHOLE, len(name)))


def _score(
    figure: Figure,
    place: float,
    heads: dict[str, int],
    stressed: dict[str, float],
    rank: int | None,
) -> float:
    """Return what a figure counts, by the rank of its indicator and its place in the report, from 0 to 1."""
    score = 0.0
    if rank is not None:
        # A share or an average of an indicator is not the indicator.
        score += max(10, 60 - 2 * rank) * (0.5 if _DERIVED.search(figure.name) else 1)
    if figure.unit and figure.unit.endswith("元"):
        score += 14 if figure.unit.startswith(("亿", "万亿")) else 9
    if figure.change is not None:
        score += 10
    if _RATE.search(figure.name):
        score += 10
    if figure.unit in {"", "位", "名"} and figure.value in {"1", "2", "3"}:
        score += 10  # a rank
    if _ACTIVITY.search(figure.name):
        score -= 10
    if len(figure.name) < _SHORTEST_NAME:
        score -= 15
    if figure.status != "actual":
        score += 6
    if figure.places:
        score += 8
    if figure.section in heads:
        score += 3 / (1 + heads[figure.section])
    if figure.value is None:
        score -= 6
    score += stressed.get(figure.id, 0.0)
    score -= 8 * len(figure.flags)
    score -= max(0, len(figure.name) - 14)
    return score + 5 * (1 - place)


def _stressed(parts: Parts) -> dict[str, float]:
    """Return a bonus for figures that a headline names and for those first in their point."""
    found: dict[str, float] = {}
    by_id = {figure.id: figure for figure in parts.figures}
    points: Sequence[tuple[str, list[str]]] = [
        (point.headline, point.figures) for point in (*parts.achievements, *parts.actions)
    ]
    for headline, figures in points:
        numbers = set(re.findall(r"\d+(?:\.\d+)?", headline))
        for place, each in enumerate(figures):
            if by_id[each].value in numbers:
                found[each] = 12.0
            elif place == 0:
                found[each] = 4.0
    return found
