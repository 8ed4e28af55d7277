"""The stages of one report, between which its questions are put to a model.

``prepare`` makes the questions; ``draft`` takes what came back for them; ``finish`` takes the overview. All
are pure: who asks, in what order and how many at a time is the business of the caller, so that one report
and thousands of them go the same way.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import summarizer
from summarizer import merging, overview, ranking, schemas, settling, templates
from summarizer.accounting import with_calls
from summarizer.asking import items
from summarizer.checking.wording import fold
from summarizer.chunking import chunks
from summarizer.cleaning import clean as clean_text
from summarizer.conversation import Outcome, Question
from summarizer.errors import BudgetSpentError
from summarizer.profiles import BUILT_IN
from summarizer.prompting import chunk_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import BaseModel

    from summarizer.asking import Item, Manner
    from summarizer.cleaning.text import CleanText
    from summarizer.conversation import Told
    from summarizer.exchange import Answer, Asker
    from summarizer.overview import Material
    from summarizer.profiles import Profile
    from summarizer.readers.raw import RawText
    from summarizer.structure.model import Outline


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A report with what rules found in it, and what there is to ask."""

    raw: RawText
    clean: CleanText
    outline: Outline
    questions: tuple[Question, ...]
    """In reading order; none where rules work alone."""
    profile: Profile = BUILT_IN


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A report of which all is known but the overview's wording."""

    prepared: Prepared
    outcomes: tuple[Outcome, ...]
    parts: merging.Parts
    ranked: tuple[str, ...]
    """Ids of the key figures as the rules rank them."""
    material: Material
    """What the overview is made of; where that asks for nothing there is nothing to ask."""


def prepare(raw: RawText, *, manner: Manner | None, profile: Profile = BUILT_IN) -> Prepared:
    """Clean a report, find its structure and make its questions.

    Args:
        raw: The report as a reader decoded it.
        manner: How the model is asked; None where rules work alone and nothing is asked.
        profile: What kind of report it is.
    """
    from summarizer.structure import outline as find_outline  # noqa: PLC0415 - a seam for tests of this module

    clean = clean_text(raw)
    outline = find_outline(clean, profile.sections)
    return prepare_outline(raw, clean, outline, manner=manner, profile=profile)


def prepare_outline(
    raw: RawText,
    clean: CleanText,
    outline: Outline,
    *,
    manner: Manner | None,
    profile: Profile = BUILT_IN,
) -> Prepared:
    """Do :func:`prepare` from a given outline."""
    questions: list[Question] = []
    if manner is not None:
        questions = _questions(clean, outline, manner, profile)
    return Prepared(raw=raw, clean=clean, outline=outline, questions=tuple(questions), profile=profile)


def draft(prepared: Prepared, outcomes: Iterable[Outcome]) -> Drafted:
    """Put a report together as far as the answers of its chunks allow.

    Args:
        prepared: The report.
        outcomes: What came back for its questions, in any order; the draft is the same in every order.
    """
    accepted: dict[Item, str] = {}
    faults: dict[Item, str] = {}
    ordered = tuple(sorted(outcomes, key=lambda outcome: outcome.question.index))
    for outcome in ordered:
        accepted |= outcome.accepted
        faults |= outcome.faults
    clean, outline, profile = prepared.clean, prepared.outline, prepared.profile
    named = settling.settle_figures(outline, accepted, faults)
    headed = settling.settle_headlines(clean.text, outline, accepted, faults)
    parts = merging.merge(clean, outline, named, headed)
    ranked = ranking.key_figures(parts, profile.indicators)
    return Drafted(
        prepared=prepared,
        outcomes=ordered,
        parts=parts,
        ranked=tuple(ranked),
        material=overview.material(parts, clean.text, ranked, profile),
    )


def finish(drafted: Drafted, told: Told | None, *, answered_by: Asker | None) -> schemas.Report:
    """Write the overview and the record.

    Args:
        drafted: The report.
        told: What came back for the overview; None where it was not asked for.
        answered_by: Whose name goes into the record; None where rules worked alone.
    """
    raw, parts, ranked = drafted.prepared.raw, drafted.parts, drafted.ranked
    notices = [schemas.Notice(code="input", message=message) for message in raw.warnings]
    answers: list[tuple[str, Answer]] = []
    for outcome in drafted.outcomes:
        answers += ((outcome.question.request.label, answer) for answer in outcome.answers)
        notices += _notices(outcome)
    if told is not None:
        answers += (("overview", answer) for answer in told.answers)
        if told.error is not None:
            message = f"概述由规则生成：{told.error.message}"
            code = "overview-not-asked" if isinstance(told.error, BudgetSpentError) else "overview-failed"
            notices.append(schemas.Notice(code=code, message=message))
    said: Mapping[str, str] = told.sentences if told else {}
    own = overview.answers(drafted.material, said)
    notices += _unanswered(drafted.prepared.profile, own)
    return schemas.Report(
        meta=parts.meta,
        overview=overview.compose(drafted.material, said),
        answers=own,
        labels=dict(drafted.prepared.profile.labels),
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
        provenance=_provenance(drafted.prepared, answered_by, answers),
    )


def _questions(clean: CleanText, outline: Outline, manner: Manner, profile: Profile) -> list[Question]:
    """Make the question of every chunk that has something to ask."""
    found: list[Question] = []
    document = fold(clean.text)
    encoding = manner.encoding
    for chunk in chunks(clean.text, outline, manner.budget):
        asked = items(clean.text, outline, chunk, manner)
        if asked:
            request = chunk_request(clean.text, outline.metadata.title, chunk, asked, encoding, profile)
            found.append(
                Question(
                    index=len(found),
                    chunk=chunk,
                    asked=asked,
                    request=request,
                    encoding=encoding,
                    text=clean.text,
                    title=outline.metadata.title,
                    document=document,
                    profile=profile,
                )
            )
    return found


def _unanswered(profile: Profile, own: Sequence[schemas.Answer]) -> list[schemas.Notice]:
    """Name the profile's own questions that have no answer that may stand."""
    answered = {each.name for each in own}
    return [
        schemas.Notice(code="question-unanswered", message=f"“{field.name}”没有得到可用的回答")
        for field in profile.fields
        if field.name not in answered
    ]


def _notices(outcome: Outcome) -> list[schemas.Notice]:
    """Name what a chunk lost."""
    chunk = outcome.question.chunk
    section = chunk.section if chunk.label else None
    where = f"“{chunk.label}”" if chunk.label else "正文开头"
    if chunk.last:
        where += f"至“{chunk.last}”"
    if isinstance(outcome.error, BudgetSpentError):
        what = "未通过核对的条目没有再次询问模型，" if outcome.answers else "没有询问模型，标题和指标名称"
        message = f"{where}{what}由规则生成：{outcome.error.message}"
        return [schemas.Notice(code="section-not-asked", message=message, section=section)]
    if outcome.error is not None and not outcome.answers:
        message = f"{where}模型未能作答，标题和指标名称由规则生成：{outcome.error.message}"
        return [schemas.Notice(code="section-failed", message=message, section=section)]
    lost = outcome.lost
    if outcome.error is not None:
        message = f"{where}有{len(outcome.faults)}项模型未能作答，由规则补上：{outcome.error.message}"
        return [schemas.Notice(code="section-incomplete", message=message, section=section)]
    if lost:
        message = f"{where}模型漏答{lost}项，由规则补上"
        return [schemas.Notice(code="answer-incomplete", message=message, section=section)]
    return []


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


def _provenance(
    prepared: Prepared, asker: Asker | None, answers: Sequence[tuple[str, Answer]]
) -> schemas.Provenance:
    raw, profile = prepared.raw, prepared.profile
    made = schemas.Provenance(
        tool_version=summarizer.__version__,
        source_name=raw.name,
        source_sha256=raw.sha256,
        encoding=raw.encoding,
        model=None,
        endpoint_host=None,
        profile=profile.id,
        profile_sha256=None if profile is BUILT_IN else profile.sha256,
        prompts_sha256=templates.digest(),
        schemas_sha256=schemas_digest(),
        calls=0,
        cached_calls=0,
        prompt_tokens=0,
        completion_tokens=0,
        cached_tokens=None,
        seconds=0.0,
        per_call=[],
    )
    return made if asker is None else with_calls(made, asker, answers)


@cache
def schemas_digest() -> str:
    """Return the SHA-256 over the record's schema and the wire schemas, those made per request by example."""
    wire: list[type[BaseModel]] = [
        schemas.Report,
        schemas.FixedAnswer,
        schemas.FixedTranslations,
        schemas.keyed_answer({"标题": (), "名称": ("甲", "乙")}),
        schemas.overview_answer({"成绩": ()}, "关键指标", ("甲", "乙")),
    ]
    shapes = [each.model_json_schema() for each in wire]
    return hashlib.sha256(json.dumps(shapes, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
