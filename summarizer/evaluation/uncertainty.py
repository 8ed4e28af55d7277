"""How far a score can be trusted: bootstrap over reports, seeded, and paired by report.

Reports are resampled, not numbers: the numbers of one report rise and fall together. A score of every sample
is worked out from its summed counts, as that of the set is.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, Final

from summarizer.evaluation.tally import summed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.evaluation.metrics import Formula

RESAMPLES: Final = 1000
SEED: Final = 20240607
LEVEL: Final = 0.95
FEWEST: Final = 2
"""Reports below which there is nothing to resample."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Where a score of reports like these would lie, 95 times of 100."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """How much a score has risen from one run to another over the same reports."""

    value: float
    low: float
    high: float
    worse: float
    """Share of the samples in which it fell."""
    better: float
    """Share of the samples in which it rose."""


class Resampling:
    """The reports of a scope, drawn again and again.

    The same seed draws the same reports, so that two runs over them are compared sample by sample.

    Args:
        counts: The counts of every report.
        seed: Of the draws.
    """

    def __init__(self, counts: Sequence[Mapping[str, float]], *, seed: int = SEED) -> None:
        self._counts = counts
        self._draws = _draws(len(counts), seed)
        self._sums: dict[str, list[float]] = {}
        self.total = summed(counts)

    def interval(self, formula: Formula) -> Interval | None:
        """Return the interval of a score; None for one report, or where there is nothing to score."""
        values = sorted(value for value in self.values(formula) if value is not None)
        if not values:
            return None
        return Interval(low=_quantile(values, (1 - LEVEL) / 2), high=_quantile(values, (1 + LEVEL) / 2))

    def values(self, formula: Formula) -> list[float | None]:
        """Return the score of every sample."""
        names = formula.names
        columns = [self._summed(name) for name in names]
        return [formula(dict(zip(names, sums, strict=True))) for sums in zip(*columns, strict=True)]

    def _summed(self, name: str) -> list[float]:
        """Return the sum of a count in every sample; many scores need the same."""
        if name not in self._sums:
            column = [each.get(name, 0) for each in self._counts]
            self._sums[name] = [sum(map(mul, draw, column)) for draw in self._draws]
        return self._sums[name]


def difference(before: Resampling, after: Resampling, formula: Formula) -> Difference | None:
    """Compare two runs over the same reports, in the same order; None where there is nothing to compare."""
    one, other = formula(before.total), formula(after.total)
    if one is None or other is None:
        return None
    pairs = zip(before.values(formula), after.values(formula), strict=True)
    changes = sorted(new - old for old, new in pairs if old is not None and new is not None)
    if not changes:
        changes = [other - one]
    return Difference(
        value=other - one,
        low=_quantile(changes, (1 - LEVEL) / 2),
        high=_quantile(changes, (1 + LEVEL) / 2),
        worse=sum(change < 0 for change in changes) / len(changes),
        better=sum(change > 0 for change in changes) / len(changes),
    )


@cache
def _draws(size: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """Draw reports with replacement: for every sample how often each report is in it."""
    if size < FEWEST:
        return ()
    draw = random.Random(seed)  # noqa: S311 - statistics, not secrets
    samples = (Counter(draw.choices(range(size), k=size)) for _ in range(RESAMPLES))
    return tuple(tuple(sample[place] for place in range(size)) for sample in samples)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
