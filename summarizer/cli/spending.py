"""What a run will spend at most, or has spent, in words."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from summarizer.errors import InputError, ProfileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.batch.plan import Task
    from summarizer.batch.wanted import Wanted
    from summarizer.budget import Budget, Spending
    from summarizer.cli.wiring import Backend
    from summarizer.schemas import Provenance


def estimate(budget: Budget, *, model: str, kept: int) -> str:
    """Say what the calls would spend that a dry run did not make.

    Args:
        budget: A budget of no calls, after the run.
        model: What would answer.
        kept: Questions that the cache answered.
    """
    first, most = budget.refused, budget.most_of_refused()
    kept_too = f", and {kept} more are answered from the cache" if kept else ""
    lines = [
        f"{first.calls} calls to {model}{kept_too}; {most.calls} if every answer has to be asked for again.",
        f"At most {first.tokens} tokens ({_parts(first)}); {most.tokens} if asked again ({_parts(most)}).",
    ]
    if budget.price is not None:
        currency = budget.price.currency
        lines.append(f"At most {first.cost:.4f} {currency}; {most.cost:.4f} {currency} if asked again.")
    return "\n".join(lines)


def estimate_json(budget: Budget, *, model: str, kept: int) -> str:
    """Do :func:`estimate` as JSON."""
    told = {
        "model": model,
        "cached_calls": kept,
        "at_most": _fields(budget.refused, budget),
        "at_most_if_asked_again": _fields(budget.most_of_refused(), budget),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def estimate_of_batch(tasks: Sequence[Task], backend: Backend, wanted: Wanted, *, as_json: bool) -> str:
    """Do :func:`estimate` for a batch, by doing every report with a budget of nothing.

    Args:
        tasks: The reports.
        backend: What would answer, with that budget.
        wanted: What is wanted of them.
        as_json: Whether to do :func:`estimate_json`.
    """
    from summarizer.pipeline import summarize  # noqa: PLC0415 - only for a dry run
    from summarizer.readers import read  # noqa: PLC0415 - same
    from summarizer.rendering import untranslated  # noqa: PLC0415 - same
    from summarizer.translating import translate  # noqa: PLC0415 - same

    asker, encoding = backend.asker(), backend.encoding
    kept = 0
    for task in tasks:
        with suppress(InputError, ProfileError):  # it would be named, and ask nothing
            profile = wanted.profile_for(task)
            made = summarize(read(task.path), asker, encoding=encoding, profile=profile)
            if wanted.language == "en" and wanted.detail is not None and asker is not None:
                made = translate(made, untranslated(made, detail=wanted.detail), asker, encoding=encoding)
            kept += made.provenance.calls
    tell = estimate_json if as_json else estimate
    return tell(backend.budget, model="no model" if asker is None else asker.model, kept=kept)


def spent(made: Provenance) -> str:
    """Say what the calls of a record came to."""
    parts = [f"{made.calls} calls"]
    if made.cached_calls:
        parts[0] += f" ({made.cached_calls} from the cache)"
    reused = "" if made.cached_tokens is None else f" ({made.cached_tokens} reused)"
    thought = "" if made.reasoning_tokens is None else f" ({made.reasoning_tokens} of them thoughts)"
    parts.append(f"{made.prompt_tokens} tokens in{reused}")
    parts.append(f"{made.completion_tokens} out{thought}")
    if made.seconds is not None:
        parts.append(f"{made.seconds:.1f} s")
    if made.cost is not None:
        parts.append(f"{made.cost:.4f} {made.currency}")
    return ", ".join(parts)


def _parts(spending: Spending) -> str:
    return f"{spending.prompt_tokens} in, {spending.completion_tokens} out"


def _fields(spending: Spending, budget: Budget) -> dict[str, object]:
    return {
        "calls": spending.calls,
        "prompt_tokens": spending.prompt_tokens,
        "completion_tokens": spending.completion_tokens,
        "cost": None if budget.price is None else round(spending.cost, 6),
        "currency": None if budget.price is None else budget.price.currency,
    }
