"""A figure while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.structure.model import Change
    from summarizer.structure.numbers import Quantity


@dataclass(kw_only=True, slots=True)
class Draft:
    """Mutable on purpose: a change that comes later in the sentence joins its level."""

    name: str
    subject: str
    """What a following clause without a subject of its own is about: the name without verb and time."""
    how: str
    """Which rule made the name; decides whether it is sure."""
    level: Quantity | None
    change: Change | None
    extra: list[Quantity] = field(default_factory=list)
    """The quantities of the change."""
    name_start: int
    """Where the words that stand for the name begin."""
    clause_start: int
    clause_end: int
    qualifiers: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    target_word: bool = False
    forecast_word: bool = False
    depth: int = 0
    verb: str = ""
    noun: str = ""

    @property
    def first(self) -> int:
        """First character of the first number."""
        return min(q.start for q in self.quantities)

    @property
    def last(self) -> int:
        """After the last number."""
        return max(q.end for q in self.quantities)

    @property
    def quantities(self) -> list[Quantity]:
        """Level and change, in that order."""
        return ([self.level] if self.level is not None else []) + self.extra
