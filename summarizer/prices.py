"""What calls cost, by a table the user sets: no list of prices stays true for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.exchange import Usage
    from summarizer.schemas import Report

_PER = 1_000_000


class Price(BaseModel):
    """What a model costs per million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    """Prompt tokens that the server had not seen before."""
    cached: float | None = Field(default=None, ge=0)
    """Prompt tokens from the server's prefix cache; None where they cost what the others do."""
    output: float = Field(ge=0)
    """Completion tokens, those of thoughts included."""
    currency: str = "USD"

    def of(self, *, prompt_tokens: int, cached_tokens: int | None, completion_tokens: int) -> float:
        """Return what a call costs; where the server does not say what it had seen before, nothing was."""
        seen = min(cached_tokens or 0, prompt_tokens)
        reused = self.input if self.cached is None else self.cached
        spent = (prompt_tokens - seen) * self.input + seen * reused + completion_tokens * self.output
        return spent / _PER

    def of_usage(self, usage: Usage) -> float:
        """Return what the call behind a usage costs."""
        return self.of(
            prompt_tokens=usage.prompt_tokens,
            cached_tokens=usage.cached_tokens,
            completion_tokens=usage.completion_tokens,
        )


def priced(report: Report, prices: Mapping[str, Price]) -> Report:
    """Write into a record what its calls cost this time; calls answered from the cache cost nothing.

    Args:
        report: The record.
        prices: Prices by model name; the record of a model that is not in it has no cost.
    """
    made = report.provenance
    price = prices.get(made.model or "")
    if price is None or made.per_call is None:
        return report
    cost = sum(
        price.of(
            prompt_tokens=call.prompt_tokens,
            cached_tokens=call.cached_tokens,
            completion_tokens=call.completion_tokens,
        )
        for call in made.per_call
        if not call.from_cache
    )
    told = made.model_copy(update={"cost": round(cost, 6), "currency": price.currency})
    return report.model_copy(update={"provenance": told})
