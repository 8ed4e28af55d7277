"""What became of a report: as an engine hands it over, and as the manifest keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.exchange import Answer

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

    def __add__(self, other: Spent) -> Spent:
        return Spent(**{name: getattr(self, name) + getattr(other, name) for name in Spent.model_fields})


def spent(answers: Sequence[Answer]) -> Spent:
    """Add up the calls of a report."""
    usages = [answer.usage for answer in answers]
    fresh = [answer.usage for answer in answers if not answer.from_cache]
    return Spent(
        calls=len(answers),
        cached_calls=len(answers) - len(fresh),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        fresh_tokens=sum(usage.prompt_tokens + usage.completion_tokens for usage in fresh),
        seconds=sum(usage.seconds for usage in usages),
    )


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
    usage: Spent = Spent()
    extra: dict[str, str] = {}
    """Columns of the input's list that travel along."""
