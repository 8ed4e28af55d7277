"""The engine of one machine: whose questions are put when, and what one report's failure does to others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan
from summarizer.batch.wanted import Wanted
from summarizer.errors import (
    BudgetSpentError,
    EndpointAddressError,
    EndpointAnswerError,
    EndpointAuthError,
    EndpointDownError,
    EndpointQuotaError,
    EndpointUnreachableError,
    EngineError,
)
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.schemas import Report
from summarizer.stages import finish
from tests.support.askers import PlayedAsker, obedient

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished, Spent
    from summarizer.conversation import Told
    from summarizer.exchange import Asker, Request
    from summarizer.stages import Drafted
    from tests.unit.batch.conftest import Batch


def tasks(folder: Path) -> tuple[Task, ...]:
    return plan(Inputs(named=[str(folder)]))


def test_reports_are_those_of_a_single_run(batch: Batch) -> None:
    done = list(batch.engine(slots=3).run(tasks(batch.folder)))
    assert len(done) == 5
    for finished in done:
        assert (finished.status, finished.reason, finished.brief) == ("complete", None, None)
        assert finished.report is not None
        made = Report.model_validate_json(finished.report)
        alone = summarize(read(batch.folder / f"{finished.id}.txt"), PlayedAsker())
        same = {"id": made.id, "provenance": made.provenance}
        assert made == alone.model_copy(update=same)
        assert made.id == finished.id
        assert made.provenance.calls == alone.provenance.calls == finished.usage.calls
        assert (made.provenance.seconds, finished.usage.seconds) == (None, alone.provenance.seconds)


def test_rules_alone_ask_nothing(batch: Batch) -> None:
    done = list(batch.engine(asker=None, wanted=Wanted(detail="short")).run(tasks(batch.folder)))
    assert [finished.status for finished in done] == ["complete"] * 5
    assert all(finished.brief and finished.usage.calls == 0 for finished in done)


def test_first_question_is_put_alone_and_then_every_slot_is_busy(batch: Batch) -> None:
    together = threading.Barrier(4, timeout=20)
    asked: list[Request] = []

    def play(request: Request) -> str:
        asked.append(request)
        if len(asked) > 1 and not together.broken:
            try:
                together.wait()  # passed only if four questions are out at once, of several reports
            finally:
                together.abort()
        return obedient(request)

    engine = batch.engine(asker=PlayedAsker(play=play), slots=4)
    assert len(list(engine.run(tasks(batch.folder)))) == 5


def test_no_more_reports_are_opened_than_the_slots_need(batch: Batch) -> None:
    opened: list[str] = []

    def counted() -> object:
        for task in tasks(batch.folder) * 4:
            opened.append(task.id)
            yield task

    done = batch.engine(slots=1).run(counted())  # type: ignore[arg-type]  # a generator
    next(done)
    assert len(opened) <= 3
    done.close()


def test_quick_answers_do_not_open_all_reports(batch: Batch) -> None:
    answered = threading.Semaphore(0)
    opened = 0

    def play(request: Request) -> str:
        answered.release()
        return obedient(request)

    def counted() -> object:
        nonlocal opened
        for task in tasks(batch.folder) * 4:
            if opened:
                assert answered.acquire(timeout=20)  # no question waits when the next report is wanted
            opened += 1
            yield task

    engine = batch.engine(asker=PlayedAsker(play=play), slots=4)
    done = engine.run(counted())  # type: ignore[arg-type]  # a generator
    next(done)
    assert opened <= 4
    done.close()


def test_failed_call_makes_one_report_partial(batch: Batch) -> None:
    def play(request: Request) -> str | BaseException:
        if "哨子" in request.messages[-1].content:
            return EndpointAnswerError("the moon is in the wrong phase")
        return obedient(request)

    for path in (batch.folder / "2.txt", batch.folder / "3.txt"):
        path.write_text(path.read_text(encoding="utf-8").replace("水务", "哨子"), encoding="utf-8")
    done = {each.id: each for each in batch.engine(asker=PlayedAsker(play=play)).run(tasks(batch.folder))}
    assert {name for name, each in done.items() if each.status == "partial"} == {"2", "3"}
    assert "the moon is in the wrong phase" in (done["2"].reason or "")
    assert done["2"].report is not None, "what rules know is there all the same"


def test_report_that_cannot_be_read_is_a_result(batch: Batch) -> None:
    (batch.folder / "0.txt").write_bytes(bytes(range(256)) * 8)
    (batch.folder / "1.txt").write_bytes(b"")
    done = {each.id: each for each in batch.engine().run(tasks(batch.folder))}
    assert {name for name, each in done.items() if each.status == "failed"} == {"0", "1"}
    assert "empty" in (done["1"].reason or "")
    assert done["1"].report is None


def test_fault_of_the_program_costs_one_report(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(drafted: Drafted, told: Told | None, *, answered_by: Asker | None) -> Report:
        if drafted.prepared.raw.name == "3.txt":
            raise ZeroDivisionError("by zero")
        return finish(drafted, told, answered_by=answered_by)

    monkeypatch.setattr("summarizer.batch.making.finish", trip)
    done = {each.id: each for each in batch.engine().run(tasks(batch.folder))}
    assert (done["3"].status, done["3"].reason) == ("failed", "ZeroDivisionError: by zero")
    assert sum(each.status == "complete" for each in done.values()) == 4


def test_what_is_under_way_when_the_budget_is_spent_is_waited_for(batch: Batch) -> None:
    refused = threading.Event()
    lock, asked = threading.Lock(), []

    def play(request: Request) -> str | BaseException:
        with lock:
            asked.append(request)
            number = len(asked)
        if number == 3:
            assert refused.wait(20)  # under way while another call is refused
            return obedient(request)
        if number > 3:
            refused.set()
            return BudgetSpentError("The budget of 3 calls does not allow another call.")
        return obedient(request)

    heard: list[Spent] = []
    engine = batch.engine(asker=PlayedAsker(play=play), slots=2, listener=heard.append)
    done: list[Finished] = []
    with pytest.raises(BudgetSpentError, match="3 calls"):
        done.extend(engine.run(tasks(batch.folder)))
    assert sum(each.calls for each in heard) == 3
    assert {each.status for each in done} <= {"complete", "pending"}


@pytest.mark.parametrize(
    "error",
    [
        EndpointAddressError("no"),
        EndpointAuthError("no"),
        EndpointDownError("no"),
        EndpointUnreachableError("no"),
        EndpointQuotaError("no"),
        EngineError("the engine has died"),
    ],
)
def test_what_every_further_call_would_meet_ends_the_run(batch: Batch, error: Exception) -> None:
    heard: list[Spent] = []
    asker = PlayedAsker(play=lambda request: error if len(asker.requests) > 3 else obedient(request))
    engine = batch.engine(asker=asker, slots=1, listener=heard.append)
    with pytest.raises(type(error)):
        list(engine.run(tasks(batch.folder)))
    # An answer is not told whose question was being asked once more.
    assert 2 <= sum(each.calls for each in heard) <= 3
