"""Permits of many workers: limits hold for all together, and the dead hold nothing back."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest

from summarizer.batch.permits import SILENCE_SECONDS, Permits, Permitted
from summarizer.budget import Budget, Limits, Spending
from summarizer.endpoint import Pace
from summarizer.errors import BudgetSpentError

CALL = Spending(calls=1, prompt_tokens=60, completion_tokens=40)


class Clock:
    """A clock that stands."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def worker(permits: Permits, name: str) -> Permitted:
    def call(method: str, *arguments: Any) -> Any:  # noqa: ANN401 - as the transport has it
        return getattr(permits, method)(*arguments)

    return Permitted(worker=name, call=call)


def in_thread(work: Any) -> threading.Thread:  # noqa: ANN401 - any callable
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_call_waits_for_that_of_another_worker() -> None:
    permits = Permits(Pace(concurrency=1), Budget(Limits()))
    leave = worker(permits, "a").enter(10)
    waiting = in_thread(partial(worker(permits, "b").enter, 10))
    waiting.join(0.05)
    assert waiting.is_alive()
    leave(7)
    waiting.join(10)
    assert not waiting.is_alive()


def test_turn_of_a_dead_worker_is_taken_back_and_its_late_return_changes_nothing() -> None:
    clock = Clock()
    permits = Permits(Pace(concurrency=1), Budget(Limits()), clock=clock)
    late = worker(permits, "dead").enter(10)
    clock.now = SILENCE_SECONDS + 1
    leave = worker(permits, "b").enter(10)
    late(10)
    waiting = in_thread(partial(worker(permits, "c").enter, 10))
    waiting.join(0.05)
    assert waiting.is_alive(), "the turn was given back twice"
    leave(10)
    waiting.join(10)
    assert not waiting.is_alive()


def test_money_is_that_of_all_and_a_lost_call_counts_with_its_most() -> None:
    clock = Clock()
    permits = Permits(Pace(), Budget(Limits(tokens=250)), clock=clock)
    settle = worker(permits, "a").set_aside(CALL)
    worker(permits, "dead").set_aside(CALL)
    settle(Spending(calls=1, prompt_tokens=10))
    clock.now = SILENCE_SECONDS + 1
    b = worker(permits, "b")
    b.beat()
    b.set_aside(CALL)(CALL)
    with pytest.raises(BudgetSpentError, match="250 tokens"):
        b.set_aside(CALL)


def test_worker_given_up_while_it_waited_asks_again() -> None:
    clock = Clock()
    permits = Permits(Pace(concurrency=1), Budget(Limits()), clock=clock)
    a, b, got = worker(permits, "a"), worker(permits, "b"), threading.Event()
    leave = a.enter(10)

    def wait() -> None:
        b.enter(10)(10)
        got.set()

    in_thread(wait)
    while "b" not in permits._seen:
        pass
    clock.now = SILENCE_SECONDS + 1
    a.beat()
    assert "b" not in permits._seen
    leave(10)
    assert got.wait(10)
    a.enter(10)
