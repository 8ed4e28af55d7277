"""The way of one report through a batch: what is asked about it, and what becomes of the answers."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.asking import manner_for
from summarizer.batch.naming import printable
from summarizer.batch.result import Finished, spent
from summarizer.conversation import Outcome, Told, ask_chunk, ask_overview
from summarizer.errors import BudgetSpentError, DeferredAnswerError, SummarizerError
from summarizer.readers import read, read_bytes
from summarizer.rendering import render_markdown, untranslated
from summarizer.schemas import SHORTFALLS
from summarizer.stages import draft, finish, prepare
from summarizer.translating import Translated, Translation, ask_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from summarizer.asking import Encoding
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Spent
    from summarizer.batch.wanted import Wanted
    from summarizer.conversation import Question
    from summarizer.exchange import Asker
    from summarizer.prices import Price
    from summarizer.readers import RawText
    from summarizer.schemas import Report

_log = logging.getLogger(__name__)
_OF_THIS_RUN = (
    *("cached_calls", "cached_tokens", "seconds", "reasoning_tokens"),
    *("per_call", "cost", "currency"),
)
"""Fields that tell of a run rather than of the report."""
_FIRST = float("-inf")

Came = Outcome | Told | Translated
"""What came back for a question; a failed call is in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A question about a report, ready to be put."""

    put: Callable[[], Came]
    """Puts it; called in another thread."""
    rank: float = _FIRST
    """Lower ones are put first."""


@dataclass(kw_only=True, slots=True)
class Making:
    """A report that is being made.

    Args:
        task: The report.
        asker: Carries requests to a model; None means rules alone.
        encoding: How answers are written.
        wanted: What is wanted of it.
        price: What the model costs; None where nobody knows.
    """

    task: Task
    asker: Asker | None
    encoding: Encoding
    wanted: Wanted
    price: Price | None = None
    came: list[Came] = field(default_factory=list[Came])
    """What has come back so far; whoever puts the questions adds to it."""
    _source: str | None = None
    """Digest of what was read."""

    def steps(self) -> Generator[list[Ask], list[Came], Finished]:
        """Make the report: yield questions, and be sent what came back for them in their order.

        Questions about chunks rank by their length, the longest first; those that a report waits for with
        all else done, its overview and its translations, come before.

        Returns:
            The result. Nothing is raised: one report that cannot be made does not end the others.
        """
        try:
            return (yield from self._asked())
        except Exception as error:  # noqa: BLE001 - see above
            return self.failed(error)

    def failed(self, error: Exception) -> Finished:
        """Return the result of the report where it could not be made."""
        return replace(failed(self.task, error), input_sha256=self._source, usage=self._usage)

    def _asked(self) -> Generator[list[Ask], list[Came], Finished]:
        asker, wanted = self.asker, self.wanted
        raw = replace(_read(self.task), name=self.task.source_name)
        self._source = raw.sha256
        profile = wanted.profile_for(self.task)
        prepared = prepare(raw, manner=manner_for(asker, self.encoding), profile=profile)
        if asker is None:
            return self._finished(finish(draft(prepared, ()), None, answered_by=None))

        outcomes: list[Came] = []
        if prepared.questions:
            outcomes = yield [
                Ask(put=partial(ask_chunk, asker, each), rank=-_length(each)) for each in prepared.questions
            ]
        if _are_to_come(outcomes):
            return self._pending("its answers are to come")
        drafted = draft(prepared, [each for each in outcomes if isinstance(each, Outcome)])

        told: Told | None = None
        if drafted.material.asked:
            came = yield [
                Ask(put=partial(ask_overview, asker, drafted.material, choose=self.encoding == "fixed"))
            ]
            if _are_to_come(came):
                return self._pending("its overview is to come")
            told = next(each for each in came if isinstance(each, Told))
        report = finish(drafted, told, answered_by=asker)

        if wanted.language == "en" and wanted.detail is not None:
            translation = Translation.of(report, untranslated(report, detail=wanted.detail), self.encoding)
            came = []
            if translation.words:
                came = yield [Ask(put=partial(ask_words, asker, each)) for each in translation.words]
            if _are_to_come(came):
                return self._pending("its translation is to come")
            report = translation.finished((each for each in came if isinstance(each, Translated)), asker)
        return self._finished(report)

    def _finished(self, report: Report) -> Finished:
        task, wanted = self.task, self.wanted
        report = _record(report, task)
        reasons = [notice.message for notice in report.warnings if notice.code in SHORTFALLS]
        brief = None
        if wanted.detail is not None:
            brief = render_markdown(report, detail=wanted.detail, language=wanted.language)
        return Finished(
            id=task.id,
            status="partial" if reasons else "complete",
            reason="; ".join(dict.fromkeys(reasons)) or None,
            input_sha256=self._source,
            report=report.model_dump_json().encode() + b"\n",
            brief=brief,
            usage=self._usage,
        )

    def _pending(self, reason: str) -> Finished:
        return Finished(id=self.task.id, status="pending", reason=reason)

    @property
    def _usage(self) -> Spent:
        return spent([answer for each in self.came for answer in each.answers], self.price)


def failed(task: Task, error: Exception) -> Finished:
    """Return the result of a report that could not be made."""
    if isinstance(error, SummarizerError):
        reason = error.message
    else:
        _log.debug("%s", "".join(traceback.format_exception(error)).rstrip())
        reason = f"{type(error).__name__}: {error}"
    return Finished(id=task.id, status="failed", reason=printable(reason))


def _are_to_come(came: list[Came]) -> bool:
    """Whether an answer is to come in another run, from a batch somewhere else or for a larger budget."""
    return any(isinstance(each.error, DeferredAnswerError | BudgetSpentError) for each in came)


def _record(report: Report, task: Task) -> Report:
    """Return the record as it stands in a batch: the same whenever and however often its calls were made."""
    made = report.provenance.model_copy(update=dict.fromkeys(_OF_THIS_RUN))
    return report.model_copy(update={"id": task.id, "extra": dict(task.extra), "provenance": made})


def _read(task: Task) -> RawText:
    if task.data is None:
        return read(task.path)
    return read_bytes(task.data, Path(task.path).name)


def _length(question: Question) -> int:
    """Return how long a question takes, roughly: what is written costs more than what is read."""
    return 4 * question.request.max_tokens + question.chunk.end - question.chunk.start
