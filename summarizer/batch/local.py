"""The engine of one machine: the calls of all reports in one queue, the reports opened as there is room."""

from __future__ import annotations

import logging
import traceback
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.asking import manner_for
from summarizer.batch.naming import printable
from summarizer.batch.result import Finished, spent
from summarizer.conversation import Outcome, ask_chunk, ask_overview
from summarizer.errors import BudgetSpentError, DeferredAnswerError, SummarizerError
from summarizer.readers import read, read_bytes
from summarizer.rendering import render_markdown
from summarizer.schemas import SHORTFALLS
from summarizer.stages import draft, finish, prepare
from summarizer.workers import Slots

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager

    from summarizer.asking import Encoding
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Spent
    from summarizer.conversation import Question, Told
    from summarizer.errors import EndpointError
    from summarizer.exchange import Answer, Asker
    from summarizer.prices import Price
    from summarizer.readers import RawText
    from summarizer.rendering import Detail
    from summarizer.schemas import Report
    from summarizer.stages import Drafted, Prepared

_log = logging.getLogger(__name__)
_OF_THIS_RUN = (
    *("cached_calls", "cached_tokens", "seconds", "reasoning_tokens"),
    *("per_call", "cost", "currency"),
)
"""Fields that tell of a run rather than of the report."""
_FIRST = float("-inf")


@dataclass(kw_only=True, slots=True)
class _Open:
    """A report whose questions are out."""

    task: Task
    prepared: Prepared
    outcomes: list[Outcome] = field(default_factory=list[Outcome])
    drafted: Drafted | None = None
    is_deferred: bool = False
    """Whether an answer is to come in another run."""

    @property
    def answers(self) -> list[Answer]:
        return [answer for outcome in self.outcomes for answer in outcome.answers]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    """A question about a chunk, or about the overview."""

    document: _Open
    question: Question | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalEngine:
    """Does reports in this process.

    Questions about chunks are put longest first, whichever report they belong to; that about an overview
    before all others, because a report waits for it. A report is opened when fewer questions wait than there
    are slots, so that no slot idles at a report's end and no more is in memory than the slots need; but what
    has been answered is taken first, or else with quick answers all reports would be open before one is done.
    """

    asker: Asker | None
    """Carries requests to a model, from many threads; None means rules alone."""
    encoding: Encoding
    slots: int
    """Calls at the same time."""
    detail: Detail | None = None
    """How detailed a brief to make of every report; None for no briefs."""
    price: Price | None = None
    """What the model costs; None where nobody knows."""
    listener: Callable[[Spent], None] = lambda _spent: None
    """Told what calls came to, from the thread that takes the results."""
    within: Callable[[], AbstractContextManager[None]] = nullcontext
    """What every thread that asks is within."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done.

        Raises:
            SummarizerError: No more can be done.
        """
        waiting = iter(tasks)
        slots: Slots[_Call, Outcome | Told] = Slots(self._ask, self.slots, within=self.within)
        has_more = True
        try:
            while has_more or slots.unfinished:
                while has_more and slots.waiting < self.slots and not slots.has_results:
                    task = next(waiting, None)
                    if task is None:
                        has_more = False
                        break
                    yield from self._opened(task, slots)
                if slots.unfinished:
                    yield from self._taken(slots)
        finally:
            slots.close()

    def _ask(self, call: _Call) -> Outcome | Told:
        asker, drafted = self.asker, call.document.drafted
        if asker is None:
            raise TypeError("rules alone ask nothing")
        if call.question is not None:
            return ask_chunk(asker, call.question)
        if drafted is None:
            raise TypeError("the overview is asked for when all else is known")
        return ask_overview(asker, drafted.material, choose=self.encoding == "fixed")

    def _opened(self, task: Task, slots: Slots[_Call, Outcome | Told]) -> Iterator[Finished]:
        """Read a report and put its questions; yield it where it is done with that."""
        try:
            raw = replace(_read(task), name=task.source_name)
            prepared = prepare(raw, manner=manner_for(self.asker, self.encoding))
        except Exception as error:  # noqa: BLE001 - one report that cannot be read does not end the others
            yield failed(task, error)
            return
        document = _Open(task=task, prepared=prepared)
        for question in prepared.questions:
            slots.submit(_Call(document=document, question=question), rank=-_length(question))
        if not prepared.questions:
            yield from self._drafted(document, slots)

    def _taken(self, slots: Slots[_Call, Outcome | Told]) -> Iterator[Finished]:
        """Take one answer; yield the report that it completes."""
        call, future = slots.take()
        document = call.document
        try:
            came = future.result()
        except SummarizerError:
            raise  # not of this call alone: the engine has died
        except Exception as error:  # noqa: BLE001 - as above
            yield self._failed(document, error)
            return
        self.listener(spent(came.answers, self.price))
        _stop_if_hopeless(came.error)
        document.is_deferred = document.is_deferred or isinstance(came.error, DeferredAnswerError)
        if isinstance(came, Outcome):
            document.outcomes.append(came)
            if len(document.outcomes) < len(document.prepared.questions):
                return
            if document.is_deferred:
                yield Finished(id=document.task.id, status="pending", reason="its answers are to come")
            else:
                yield from self._drafted(document, slots)
        elif document.is_deferred:
            yield Finished(id=document.task.id, status="pending", reason="its overview is to come")
        elif document.drafted is not None:
            yield self._finished(document, document.drafted, came)

    def _drafted(self, document: _Open, slots: Slots[_Call, Outcome | Told]) -> Iterator[Finished]:
        """Put a report together and ask for its overview; yield it where there is nothing to ask."""
        try:
            drafted = document.drafted = draft(document.prepared, document.outcomes)
        except Exception as error:  # noqa: BLE001 - as above
            yield self._failed(document, error)
            return
        if self.asker is not None and drafted.material.asked:
            slots.submit(_Call(document=document, question=None), rank=_FIRST)
        else:
            yield self._finished(document, drafted, None)

    def _finished(self, document: _Open, drafted: Drafted, told: Told | None) -> Finished:
        task = document.task
        answers = [*document.answers, *(told.answers if told else ())]
        try:
            report = _record(finish(drafted, told, answered_by=self.asker), task)
            reasons = [notice.message for notice in report.warnings if notice.code in SHORTFALLS]
            return Finished(
                id=task.id,
                status="partial" if reasons else "complete",
                reason="; ".join(dict.fromkeys(reasons)) or None,
                input_sha256=document.prepared.raw.sha256,
                report=report.model_dump_json().encode() + b"\n",
                brief=render_markdown(report, detail=self.detail) if self.detail else None,
                usage=spent(answers, self.price),
            )
        except Exception as error:  # noqa: BLE001 - as above
            return self._failed(document, error)

    def _failed(self, document: _Open, error: Exception) -> Finished:
        """Return the result of an open report that could not be done."""
        return replace(
            failed(document.task, error),
            input_sha256=document.prepared.raw.sha256,
            usage=spent(document.answers, self.price),
        )


def _record(report: Report, task: Task) -> Report:
    """Return the record as it stands in a batch: the same whenever and however often its calls were made."""
    made = report.provenance.model_copy(update=dict.fromkeys(_OF_THIS_RUN))
    return report.model_copy(update={"id": task.id, "extra": dict(task.extra), "provenance": made})


def _read(task: Task) -> RawText:
    if task.data is None:
        return read(task.path)
    return read_bytes(task.data, Path(task.path).name)


def failed(task: Task, error: Exception) -> Finished:
    """Return the result of a report that could not be done."""
    if isinstance(error, SummarizerError):
        reason = error.message
    else:
        _log.debug("%s", "".join(traceback.format_exception(error)).rstrip())
        reason = f"{type(error).__name__}: {error}"
    return Finished(id=task.id, status="failed", reason=printable(reason))


def _stop_if_hopeless(error: EndpointError | None) -> None:
    """Raise what every further call would meet too; thousands of reports by rules alone are no result."""
    if error is not None and (error.hopeless or isinstance(error, BudgetSpentError)):
        raise error


def _length(question: Question) -> int:
    """Return how long a question takes, roughly: what is written costs more than what is read."""
    return 4 * question.request.max_tokens + question.chunk.end - question.chunk.start
