"""One report from its characters to its record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from summarizer.asking import manner_for
from summarizer.conversation import ask_chunk, ask_overview
from summarizer.events import ChunkDone, ChunkFailed, OverviewDone, Started
from summarizer.profiles import BUILT_IN
from summarizer.stages import draft, finish, prepare, prepare_outline
from summarizer.workers import each_done

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer import schemas
    from summarizer.asking import Encoding
    from summarizer.cleaning.text import CleanText
    from summarizer.conversation import Outcome, Told
    from summarizer.errors import EndpointError
    from summarizer.events import Event
    from summarizer.exchange import Asker
    from summarizer.profiles import Profile
    from summarizer.readers.raw import RawText
    from summarizer.stages import Prepared
    from summarizer.structure.model import Outline


def summarize(  # noqa: PLR0913 - keyword-only; each is one independent fact
    raw: RawText,
    asker: Asker | None,
    *,
    listener: Callable[[Event], None] | None = None,
    concurrency: int = 1,
    encoding: Encoding = "keyed",
    profile: Profile = BUILT_IN,
) -> schemas.Report:
    """Read a report into its record.

    Args:
        raw: The report as a reader decoded it.
        asker: Carries requests to a model; None means rules alone.
        listener: Told of progress, always from the calling thread.
        concurrency: Calls at the same time.
        encoding: How answers are written: ``keyed`` for servers that enforce a schema of each request's own,
            ``fixed`` for hosted models.
        profile: What kind of report it is.

    Returns:
        The record. Sections whose call failed are in it with what rules know, and named in ``warnings``.

    Raises:
        EndpointError: The endpoint answers no call at all, from the first on, for a reason that every call
            would meet: nothing there, key refused, account empty, no such model.
    """
    prepared = prepare(raw, manner=manner_for(asker, encoding), profile=profile)
    return _asked(prepared, asker, listener or _silent, concurrency, encoding)


def summarize_outline(  # noqa: PLR0913 - three stages of one report, and the options of summarize
    raw: RawText,
    clean: CleanText,
    outline: Outline,
    asker: Asker | None,
    *,
    listener: Callable[[Event], None] | None = None,
    concurrency: int = 1,
    encoding: Encoding = "keyed",
) -> schemas.Report:
    """Do :func:`summarize` from a given outline."""
    prepared = prepare_outline(raw, clean, outline, manner=manner_for(asker, encoding))
    return _asked(prepared, asker, listener or _silent, concurrency, encoding)


def _asked(
    prepared: Prepared,
    asker: Asker | None,
    tell: Callable[[Event], None],
    concurrency: int,
    encoding: Encoding,
) -> schemas.Report:
    """Put the questions of a report, a few at a time, then the overview's."""
    if asker is None:
        return finish(draft(prepared, ()), None, answered_by=None)
    questions = prepared.questions
    tell(
        Started(
            chunks=len(questions),
            points=sum(item.kind == "headline" for each in questions for item in each.asked),
            figures=sum(item.kind == "name" for each in questions for item in each.asked),
        )
    )
    outcomes: list[Outcome] = []
    for outcome in each_done(questions, partial(ask_chunk, asker), concurrency):
        outcomes.append(outcome)
        _stop_if_dead(outcome.error, has_answered=any(each.answers for each in outcomes))
        tell(_event(outcome))
    drafted = draft(prepared, outcomes)
    if not drafted.material.asked:
        return finish(drafted, None, answered_by=asker)
    told = ask_overview(asker, drafted.material, choose=encoding == "fixed")
    _stop_if_dead(told.error, has_answered=bool(told.answers) or any(each.answers for each in outcomes))
    made = finish(drafted, told, answered_by=asker)
    tell(_overview_event(made.overview, told))
    return made


def _silent(_event: Event) -> None:
    """Listen to nothing."""


def _stop_if_dead(error: EndpointError | None, *, has_answered: bool) -> None:
    """Raise when no call was ever answered and the reason is not this one request."""
    if not has_answered and error is not None and error.hopeless:
        raise error


def _event(outcome: Outcome) -> Event:
    question = outcome.question
    if outcome.error is not None and not outcome.answers:
        return ChunkFailed(index=question.index, label=question.request.label, message=outcome.error.message)
    return ChunkDone(
        index=question.index,
        label=question.request.label,
        usages=tuple(answer.usage for answer in outcome.answers),
        cached=sum(answer.from_cache for answer in outcome.answers),
    )


def _overview_event(text: schemas.Overview, told: Told) -> OverviewDone:
    return OverviewDone(
        written_by=text.written_by,
        usages=tuple(answer.usage for answer in told.answers),
        cached=sum(answer.from_cache for answer in told.answers),
    )
