"""What is counted of one report, and what was found wrong with it.

Counts are summed, over the reports of a split and over resampled ones, and every score is a formula over
sums; so a score of many reports is no mean of scores, and every labelled number weighs the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One thing that is wrong."""

    kind: str
    """``number``, ``name``, ``status``, ``heading-missed`` and so on: see ``docs/evaluation.md``."""
    item: str
    """The label or found thing it is about, the same in every run: ``figures[3].level``."""
    message: str


@dataclass(kw_only=True, slots=True)
class Tally:
    """Counts by name, and the faults behind them."""

    counts: dict[str, float] = field(default_factory=dict[str, float])
    faults: list[Fault] = field(default_factory=list[Fault])

    def count(self, **counts: float) -> None:
        """Add counts; ``numbers__labelled`` is ``numbers.labelled``."""
        for name, value in counts.items():
            self._count(name.replace("__", "."), value)

    def fault(self, kind: str, item: str, message: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(kind=kind, item=item, message=message))

    def add(self, other: Tally) -> None:
        """Add what another part of the measure counted."""
        for name, value in other.counts.items():
            self._count(name, value)
        self.faults += other.faults

    def _count(self, name: str, value: float) -> None:
        self.counts[name] = self.counts.get(name, 0) + value


def summed(counts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Add counts of several reports."""
    total: dict[str, float] = {}
    for each in counts:
        for name, value in each.items():
            total[name] = total.get(name, 0) + value
    return total
