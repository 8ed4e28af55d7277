"""The ledger of numbers: every number of the source, by what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from summarizer.rendering.page.items import UNKNOWN
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from summarizer.rendering.page.items import Item, Items
    from summarizer.rendering.page.words import Words
    from summarizer.schemas import Report

_FIGURE = "figure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A class of numbers."""

    name: str
    count: int
    items: tuple[Item, ...]
    """The numbers themselves; empty where only their count is known, and for figures, which stand above."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """How the numbers were classified, by the record."""

    figures: int
    classified: int
    uncovered: int
    entries: tuple[Entry, ...]
    """Classes that are neither figures nor unknown, most numerous first."""
    unclassified: tuple[Item, ...]

    @property
    def total(self) -> int:
        """All numbers of the source."""
        return self.figures + self.classified + self.uncovered

    @classmethod
    def of(cls, report: Report, items: Items, words: Words) -> Self:
        """Count the numbers of a record."""
        others = {kind: count for kind, count in report.numbers.items() if kind not in {_FIGURE, UNKNOWN}}
        by_class: dict[str, list[Item]] = {}
        for item in items.numbers:
            by_class.setdefault(item.detail, []).append(item)
        named = [(words.classes.get(kind, shown(kind)), count) for kind, count in others.items()]
        return cls(
            figures=report.numbers.get(_FIGURE, 0),
            classified=sum(others.values()),
            uncovered=report.numbers.get(UNKNOWN, 0),
            entries=tuple(
                Entry(name=name, count=count, items=tuple(by_class.get(name, ())))
                for name, count in sorted(named, key=lambda each: -each[1])
            ),
            unclassified=items.uncovered,
        )
