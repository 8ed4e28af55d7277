"""One report from its characters to its record."""

from __future__ import annotations

import hashlib
import json
from functools import cache, partial
from typing import TYPE_CHECKING

import summarizer
from summarizer import merging, overview, ranking, schemas, settling, templates
from summarizer.asking import items
from summarizer.checking.wording import fold
from summarizer.chunking import LARGE, SMALL, chunks
from summarizer.cleaning import clean as clean_text
from summarizer.conversation import Outcome, Question, ask_chunk, ask_overview
from summarizer.errors import EndpointAuthError, EndpointError, EndpointUnreachableError
from summarizer.events import ChunkDone, ChunkFailed, OverviewDone, Started
from summarizer.prompting import chunk_request
from summarizer.workers import each_done

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic import BaseModel

    from summarizer.asking import Encoding, Item
    from summarizer.cleaning.text import CleanText
    from summarizer.conversation import Told
    from summarizer.events import Event
    from summarizer.exchange import Answer, Asker
    from summarizer.readers.raw import RawText
    from summarizer.structure.model import Outline


def summarize(
    raw: RawText,
    asker: Asker | None,
    *,
    listener: Callable[[Event], None] | None = None,
    concurrency: int = 1,
    encoding: Encoding = "keyed",
) -> schemas.Report:
    """Read a report into its record.

    Args:
        raw: The report as a reader decoded it.
        asker: Carries requests to a model; None means rules alone.
        listener: Told of progress, always from the calling thread.
        concurrency: Calls at the same time.
        encoding: How answers are written: ``keyed`` for servers that enforce a schema of each request's own,
            ``fixed`` for hosted models.

    Returns:
        The record. Sections whose call failed are in it with what rules know, and named in ``warnings``.

    Raises:
        EndpointUnreachableError: Nothing answers at the endpoint, from the first call on.
        EndpointAuthError: The endpoint refuses the key, from the first call on.
    """
    from summarizer.structure import outline as find_outline  # noqa: PLC0415 - a seam for tests of this module

    clean = clean_text(raw)
    return summarize_outline(
        raw,
        clean,
        find_outline(clean),
        asker,
        listener=listener,
        concurrency=concurrency,
        encoding=encoding,
    )


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
    tell = listener or _silent
    answers: list[Answer] = []
    accepted: dict[Item, str] = {}
    faults: dict[Item, str] = {}
    notices = [schemas.Notice(code="input", message=message) for message in raw.warnings]
    if asker is not None:
        questions = _questions(clean, outline, encoding)
        tell(
            Started(
                chunks=len(questions),
                points=sum(item.kind == "headline" for each in questions for item in each.asked),
                figures=sum(item.kind == "name" for each in questions for item in each.asked),
            )
        )
        for outcome in each_done(questions, partial(ask_chunk, asker), concurrency):
            answers += outcome.answers
            accepted |= outcome.accepted
            faults |= outcome.faults
            notices += _notices(outcome)
            _stop_if_dead(outcome.error, answers)
            tell(_event(outcome))
    named = settling.settle_figures(outline, accepted, faults)
    headed = settling.settle_headlines(clean.text, outline, accepted, faults)
    parts = merging.merge(clean, outline, named, headed)
    ranked = ranking.key_figures(parts)
    told = None
    made = overview.material(parts, clean.text, ranked)
    if asker is not None and made.roles:
        told = ask_overview(asker, made, choose=encoding == "fixed")
        answers += told.answers
        _stop_if_dead(told.error, answers)
        if told.error is not None:
            message = f"概述由规则生成：{told.error.message}"
            notices.append(schemas.Notice(code="overview-failed", message=message))
    text = overview.compose(made, told.sentences if told else {})
    if told is not None:
        tell(_overview_event(text, told))
    return schemas.Report(
        meta=parts.meta,
        overview=text,
        sections=list(parts.sections),
        figures=list(parts.figures),
        achievements=list(parts.achievements),
        actions=list(parts.actions),
        problems=list(parts.problems),
        documents=list(parts.documents),
        key_figures=_chosen(parts, ranked, told.chosen if told else ()),
        numbers=dict(parts.numbers),
        uncovered=list(parts.uncovered),
        warnings=[*notices, *parts.notices],
        provenance=_provenance(raw, asker, answers),
    )


def _silent(_event: Event) -> None:
    """Listen to nothing."""


def _questions(clean: CleanText, outline: Outline, encoding: Encoding) -> list[Question]:
    """Make the question of every chunk that has something to ask."""
    found: list[Question] = []
    document = fold(clean.text)
    for chunk in chunks(clean.text, outline, LARGE if encoding == "fixed" else SMALL):
        asked = items(clean.text, outline, chunk, encoding)
        if asked:
            request = chunk_request(clean.text, outline.metadata.title, chunk, asked, encoding)
            found.append(
                Question(
                    index=len(found),
                    chunk=chunk,
                    asked=asked,
                    request=request,
                    encoding=encoding,
                    document=document,
                )
            )
    return found


def _stop_if_dead(error: EndpointError | None, answers: Sequence[Answer]) -> None:
    """Raise when no call was ever answered and the reason is not this one request."""
    if not answers and isinstance(error, EndpointUnreachableError | EndpointAuthError):
        raise error


def _notices(outcome: Outcome) -> list[schemas.Notice]:
    """Name what a chunk lost."""
    chunk = outcome.question.chunk
    section = chunk.section if chunk.label else None
    where = f"“{chunk.label}”" if chunk.label else "正文开头"
    if outcome.error is not None and not outcome.answers:
        message = f"{where}模型未能作答，标题和指标名称由规则生成：{outcome.error.message}"
        return [schemas.Notice(code="section-failed", message=message, section=section)]
    lost = outcome.lost
    if lost:
        message = f"{where}模型漏答{lost}项，由规则补上"
        return [schemas.Notice(code="answer-incomplete", message=message, section=section)]
    return []


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


def _chosen(parts: merging.Parts, ranked: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Put the model's choice first and the rules' ranking behind it, as many as the rules chose.

    The first half of the rules' ranking stays in, so that a bad choice cannot hide a headline indicator.
    """
    floor = ranked[: (len(ranked) + 1) // 2]
    known = {figure.id for figure in parts.figures}
    picked = [each for each in dict.fromkeys(wanted) if each in known]
    room = len(ranked) - len([each for each in floor if each not in picked])
    kept = [each for each in picked if each in floor or picked.index(each) < room]
    return list(dict.fromkeys([*kept, *floor, *ranked]))[: len(ranked)]


def _provenance(raw: RawText, asker: Asker | None, answers: Sequence[Answer]) -> schemas.Provenance:
    cached = [each.usage.cached_tokens for each in answers if each.usage.cached_tokens is not None]
    return schemas.Provenance(
        tool_version=summarizer.__version__,
        source_name=raw.name,
        source_sha256=raw.sha256,
        encoding=raw.encoding,
        model=asker.model if asker is not None else None,
        endpoint_host=asker.host if asker is not None else None,
        prompts_sha256=templates.digest(),
        schemas_sha256=_schemas_digest(),
        calls=len(answers),
        cached_calls=sum(each.from_cache for each in answers),
        prompt_tokens=sum(each.usage.prompt_tokens for each in answers),
        completion_tokens=sum(each.usage.completion_tokens for each in answers),
        cached_tokens=sum(cached) if cached else None,
        seconds=sum(each.usage.seconds for each in answers),
    )


@cache
def _schemas_digest() -> str:
    """Return the SHA-256 over the record's schema and the wire schemas, those made per request by example."""
    wire: list[type[BaseModel]] = [
        schemas.Report,
        schemas.FixedAnswer,
        schemas.FixedTranslations,
        schemas.keyed_answer({"标题": (), "名称": ("甲", "乙")}),
        schemas.overview_answer(("成绩",), "关键指标", ("甲", "乙")),
    ]
    shapes = [each.model_json_schema() for each in wire]
    return hashlib.sha256(json.dumps(shapes, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
