"""What one brief says, apart from the words it says it in: the same in every language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizer.rendering.figures import Row, Usual
    from summarizer.rendering.points import SaidGroup


@dataclass(kw_only=True, slots=True)
class Selection:
    """The rows, figures, points and documents that found room."""

    most_named: int | None
    """How many warnings and uncovered numbers are named; None for all."""
    with_number: bool
    """Whether the head holds the document number."""
    rows: tuple[Row, ...] = ()
    usual: Usual | None = None
    """What the rows share; none without rows."""
    further: Collection[str] = ()
    """Ids of the figures below the table."""
    targets: Collection[str] = ()
    points: dict[str, tuple[SaidGroup, ...]] = field(default_factory=dict[str, "tuple[SaidGroup, ...]"])
    """Groups of points by the name of their part."""
    documents: Collection[str] = ()
    """Places in the record's list, as text."""
    left_out: dict[str, int] = field(default_factory=dict[str, int])
    """How much of each kind found no room."""
