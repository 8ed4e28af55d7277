"""What a run tells while it goes on: sections done, tokens spent, what failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.exchange import Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """The outline is known; the calls begin."""

    chunks: int
    """Chunks that will be put to the model."""
    points: int
    figures: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChunkDone:
    """A chunk is answered and checked."""

    index: int
    """Place in the report, from 0."""
    label: str
    usages: tuple[Usage, ...]
    """One for each call: the question, and what was asked once more."""
    cached: int
    """How many of the calls came from the disk cache."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChunkFailed:
    """The model gave no answer for a chunk; it goes into the report with what rules know."""

    index: int
    label: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewDone:
    """The overview is written."""

    written_by: Literal["rule", "model"]
    usages: tuple[Usage, ...]
    cached: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationDone:
    """A batch of words is translated and checked."""

    done: int
    """Batches that are through, this one included."""
    total: int
    usages: tuple[Usage, ...]
    cached: int


Event = Started | ChunkDone | ChunkFailed | OverviewDone | TranslationDone
