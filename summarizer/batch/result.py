"""What became of a report: as an engine hands it over, and as the manifest keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.exchange import Answer, Usage
    from summarizer.prices import Price

_DECIMALS = 9
"""Of money: a call costs little, and there are many."""
Status = Literal["complete", "partial", "failed", "pending"]
"""``partial``: a section or the overview failed and rules stand in for it. ``pending``: not done yet."""


class Spent(BaseModel):
    """Calls of a report and what they took, those served from the cache included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    calls: int = 0
    cached_calls: int = 0
    """Of these, served from the disk cache: not paid for in this run."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    fresh_tokens: int = 0
    """Tokens of both kinds in calls that were really made."""
    seconds: float = 0.0
    """Wall-clock time of the calls when they were made."""
    cost: float | None = None
    """Of the calls that were really made; null where no price is set for the model."""
    full_cost: float | None = None
    """Of all calls, those from the cache at what they cost when they were made: the same in every run."""
    currency: str | None = None

    def __add__(self, other: Spent) -> Spent:
        """Add up; money of two currencies has no sum."""
        counts = {name: getattr(self, name) + getattr(other, name) for name in _COUNTS}
        currencies = {each.currency for each in (self, other) if each.currency is not None}
        if len(currencies) != 1:
            return Spent(**counts)
        return Spent(
            **counts,
            cost=round((self.cost or 0) + (other.cost or 0), _DECIMALS),
            full_cost=round((self.full_cost or 0) + (other.full_cost or 0), _DECIMALS),
            currency=currencies.pop(),
        )


_COUNTS = tuple(name for name in Spent.model_fields if name not in {"cost", "full_cost", "currency"})


def spent(answers: Sequence[Answer], price: Price | None = None) -> Spent:
    """Add up calls.

    Args:
        answers: What came back.
        price: What the model costs; None where nobody knows.
    """
    usages = [answer.usage for answer in answers]
    fresh = [answer.usage for answer in answers if not answer.from_cache]
    return Spent(
        calls=len(answers),
        cached_calls=len(answers) - len(fresh),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        fresh_tokens=sum(usage.prompt_tokens + usage.completion_tokens for usage in fresh),
        seconds=sum(usage.seconds for usage in usages),
        cost=_cost(fresh, price),
        full_cost=_cost(usages, price),
        currency=price.currency if price else None,
    )


def _cost(usages: Sequence[Usage], price: Price | None) -> float | None:
    return round(sum(map(price.of_usage, usages)), _DECIMALS) if price else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """A report that an engine is through with; plain data, so that it can come from another machine."""

    id: str
    status: Status
    reason: str | None = None
    """Why it is not complete."""
    input_sha256: str | None = None
    """Of the bytes that were read; None where they could not be."""
    report: bytes | None = None
    """The record as a line of JSON with its line end; None where there is none."""
    brief: str | None = None
    """The Markdown brief, where one was asked for."""
    usage: Spent = field(default_factory=Spent)


class Entry(BaseModel):
    """A line of the manifest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    path: str
    """As it was named, made printable."""
    status: Status
    reason: str | None = None
    input_sha256: str | None = None
    recipe_sha256: str
    """Of everything else that made the output: program, prompts, schemas, model, parameters."""
    report_sha256: str | None = None
    """Of the report's line in ``reports.jsonl``, line end included; null where it has none."""
    report_bytes: int = 0
    """Length of that line."""
    brief: str | None = None
    """The brief's file below the output directory."""
    detail: str | None = None
    """How detailed the brief is."""
    language: str | None = None
    """Its language."""
    usage: Spent = Spent()
    extra: dict[str, str] = {}
    """Columns of the input's list that travel along."""
