"""What the calls of a report came to, as its record tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.exchange import Answer, Asker, Usage

_DECIMALS = 3


def with_calls(
    made: schemas.Provenance, asker: Asker, answers: Sequence[tuple[str, Answer]]
) -> schemas.Provenance:
    """Add calls to those that made a record.

    Args:
        made: The record's provenance so far; what is null in it because it belongs to a batch stays null.
        asker: What answered.
        answers: The answers, each with what it was about, in the order of the report.
    """
    usages = [answer.usage for _, answer in answers]
    calls, cached, seconds = made.per_call, made.cached_calls, made.seconds
    return made.model_copy(
        update={
            "model": made.model or asker.model,
            "endpoint_host": made.endpoint_host or asker.host,
            "calls": made.calls + len(answers),
            "cached_calls": None if cached is None else cached + sum(each.from_cache for _, each in answers),
            "prompt_tokens": made.prompt_tokens + sum(usage.prompt_tokens for usage in usages),
            "completion_tokens": made.completion_tokens + sum(usage.completion_tokens for usage in usages),
            "cached_tokens": _sum(made.cached_tokens, (usage.cached_tokens for usage in usages)),
            "reasoning_tokens": _sum(made.reasoning_tokens, (usage.reasoning_tokens for usage in usages)),
            "seconds": None if seconds is None else _seconds(seconds, usages),
            "per_call": None if calls is None else [*calls, *(_call(*each) for each in answers)],
        }
    )


def as_cached(made: schemas.Provenance) -> schemas.Provenance:
    """Return what a record tells when the same is asked again and the cache answers everything."""
    per_call = [call.model_copy(update={"from_cache": True}) for call in made.per_call or []]
    return made.model_copy(update={"cached_calls": made.calls, "per_call": per_call})


def _call(label: str, answer: Answer) -> schemas.Call:
    usage = answer.usage
    return schemas.Call(
        label=label,
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=usage.cached_tokens,
        completion_tokens=usage.completion_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        seconds=round(usage.seconds, _DECIMALS),
        from_cache=answer.from_cache,
    )


def _seconds(before: float, usages: Iterable[Usage]) -> float:
    """Add seconds as entries of the cache have them, so that an answer from there tells the same."""
    return round(before + sum(round(usage.seconds, _DECIMALS) for usage in usages), _DECIMALS)


def _sum(before: int | None, counts: Iterable[int | None]) -> int | None:
    """Add what is told; what nobody tells is not nothing."""
    told = [count for count in counts if count is not None]
    return (before or 0) + sum(told) if told else before
