"""The engine of one machine: the calls of all reports in one queue, the reports opened as there is room."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.batch.ahead import loaded_ahead
from summarizer.batch.making import Making
from summarizer.batch.result import spent
from summarizer.batch.wanted import NOTHING, Wanted
from summarizer.errors import BudgetSpentError, SummarizerError
from summarizer.workers import Slots

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager

    from summarizer.asking import Encoding
    from summarizer.batch.making import Ask, Came
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished, Spent
    from summarizer.exchange import Asker
    from summarizer.prices import Price


@dataclass(kw_only=True, slots=True, eq=False)
class _Open:
    """A report whose questions are out."""

    making: Making
    steps: Generator[list[Ask], list[Came], Finished]
    answers: dict[int, Came]
    """What came back for the questions that are out, by their number."""
    out: int = 0
    is_over: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    """A question that is out."""

    document: _Open
    number: int
    ask: Ask


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalEngine:
    """Does reports in this process.

    Questions about chunks are put longest first, whichever report they belong to; those that a report waits
    for with all else done before all others. A report is opened when fewer questions wait than there are
    slots, so that no slot idles at a report's end and no more is in memory than the slots need; but what has
    been answered is taken first, or else with quick answers all reports would be open before one is done.
    """

    asker: Asker | None
    """Carries requests to a model, from many threads; None means rules alone."""
    encoding: Encoding
    slots: int
    """Calls at the same time."""
    wanted: Wanted = NOTHING
    """What is wanted of every report, beside its record."""
    price: Price | None = None
    """What the model costs; None where nobody knows."""
    listener: Callable[[Spent], None] = lambda _spent: None
    """Told what calls came to, from the thread that takes the results."""
    within: Callable[[], AbstractContextManager[None]] = nullcontext
    """What every thread that asks is within."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done.

        Raises:
            SummarizerError: No more can be done. Where that is because a limit is reached, what is under way
                is waited for first, since it is paid for.
        """
        waiting = loaded_ahead(tasks)
        slots: Slots[_Call, Came] = Slots(_put, self.slots, within=self.within)
        spent_out: list[BudgetSpentError] = []
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
                    yield from self._taken(slots, spent_out)
                has_more = has_more and not spent_out
        finally:
            waiting.close()
            slots.close()
        if spent_out:
            raise spent_out[0]

    def _opened(self, task: Task, slots: Slots[_Call, Came]) -> Iterator[Finished]:
        """Read a report and put its questions; yield it where it is done with that."""
        making = Making(
            task=task, asker=self.asker, encoding=self.encoding, wanted=self.wanted, price=self.price
        )
        document = _Open(making=making, steps=making.steps(), answers={})
        try:
            asks = next(document.steps)
        except StopIteration as end:
            yield end.value
        else:
            _submit(document, asks, slots)

    def _taken(self, slots: Slots[_Call, Came], spent_out: list[BudgetSpentError]) -> Iterator[Finished]:
        """Take one answer; yield the report that it completes."""
        call, future = slots.take()
        document = call.document
        try:
            came = future.result()
        except SummarizerError:
            raise  # not of this call alone: the engine has died
        except Exception as error:  # noqa: BLE001 - one report that cannot be made does not end the others
            if not document.is_over:
                document.is_over = True
                yield document.making.failed(error)
            return
        self.listener(spent(came.answers, self.price))
        if isinstance(came.error, BudgetSpentError):
            spent_out.append(came.error)
        elif came.error is not None and came.error.hopeless:
            raise came.error  # every other call would meet it too, and thousands of reports be by rules alone
        document.making.came.append(came)
        document.answers[call.number] = came
        if document.is_over or len(document.answers) < document.out:
            return
        try:
            asks = document.steps.send([document.answers[number] for number in range(document.out)])
        except StopIteration as end:
            yield end.value
        else:
            _submit(document, asks, slots)


def _submit(document: _Open, asks: list[Ask], slots: Slots[_Call, Came]) -> None:
    document.out = len(asks)
    document.answers = {}
    for number, ask in enumerate(asks):
        slots.submit(_Call(document=document, number=number, ask=ask), rank=ask.rank)


def _put(call: _Call) -> Came:
    return call.ask.put()
