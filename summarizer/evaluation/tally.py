"""What is counted of one report, and what was found wrong with it.

Counts are summed, over the reports of a split and over resampled ones, and every score is a formula over
sums; so a score of many reports is no mean of scores, and every labelled number weighs the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_DIGITS = 12
FaultKind = Literal[
    # of numbers
    "number", "unit", "direction", "number-missed", "number-extra",
    "name", "role", "status", "period", "qualifier",
    # of the layout
    "heading-missed", "heading-extra", "heading-level", "heading-kind", "point-missed", "point-extra",
    "document-missed", "document-extra", "document-act", "metadata",
    # of the brief, and of what nothing may be invented in
    "key-point", "quote", "ungrounded", "unmarked", "uncovered",
    # of the run
    "empty", "section-failed", "crash", "schema", "failed", "replay-miss",
]  # fmt: skip
"""Everything that can be wrong; ``docs/evaluation.md`` lists it for people."""
FAULT_KINDS = frozenset(get_args(FaultKind))
NO_RECORD: frozenset[FaultKind] = frozenset({"crash", "schema", "failed", "replay-miss"})
"""Faults of a run that gave no record."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One thing that is wrong."""

    kind: FaultKind
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

    def fault(self, kind: FaultKind, item: str, message: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(kind=kind, item=item, message=message))

    def add(self, other: Tally) -> None:
        """Add what another part of the measure counted."""
        for name, value in other.counts.items():
            self._count(name, value)
        self.faults += other.faults

    def _count(self, name: str, value: float) -> None:
        self.counts[name] = self.counts.get(name, 0) + value


def key_of(*words: str) -> str:
    """Return what a found thing is called in every run, without its words: baselines hold no texts."""
    return f"found:{hashlib.sha256(' '.join(words).encode()).hexdigest()[:_DIGITS]}"


def summed(counts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Add counts of several reports."""
    total: dict[str, float] = {}
    for each in counts:
        for name, value in each.items():
            total[name] = total.get(name, 0) + value
    return total
