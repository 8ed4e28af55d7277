"""What processes have in common: each thread of them has its own window, and the dead hold nothing back."""

from __future__ import annotations

import math
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing import AuthenticationError
from typing import TYPE_CHECKING

import pytest

from summarizer.batch.desk import Desk, Window
from summarizer.batch.permits import Permits, Permitted
from summarizer.budget import Budget, Limits, Spending
from summarizer.endpoint import Pace
from summarizer.errors import BudgetSpentError
from summarizer.recording import Entry
from tests.support.questions import ANSWER, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALL = Spending(calls=1, prompt_tokens=60, completion_tokens=40)


@pytest.fixture
def heard() -> list[Entry]:
    return []


@pytest.fixture
def desk(heard: list[Entry]) -> Iterator[Desk]:
    permits = Permits(Pace(concurrency=1), Budget(Limits(calls=2)), silence=math.inf)
    with Desk(permits, heard.append) as made:
        yield made


def worker(desk: Desk) -> Permitted:
    return Permitted(worker="w", call=desk.window.call)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    """Do something in a thread of its own, as another process would; its connection ends with it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_who_waits_holds_up_nobody_and_has_his_turn(desk: Desk) -> None:
    leave = worker(desk).enter(10)
    waiting = in_thread(lambda: worker(desk).enter(10)(10))
    waiting.join(0.05)
    assert waiting.is_alive()
    worker(desk).set_aside(CALL)(CALL)
    leave(7)
    waiting.join(10)
    assert not waiting.is_alive()


def test_what_a_dead_one_held_is_given_back_and_counted_with_its_most(desk: Desk) -> None:
    def die() -> None:
        worker(desk).enter(10)
        worker(desk).set_aside(CALL)

    told: list[str] = []

    def live() -> None:
        worker(desk).enter(10)
        worker(desk).set_aside(CALL)(CALL)
        try:
            worker(desk).set_aside(CALL)
        except BudgetSpentError as error:
            told.append(error.message)

    for each in (die, live):
        in_thread(each).join(10)
    assert ["2 calls" in each for each in told] == [True]


def test_questions_are_heard_with_their_answers(desk: Desk, heard: list[Entry]) -> None:
    entry = Entry.of(REQUEST, ANSWER, model="m", identity="m", host="h:1", extra_body=None)
    desk.window.hear(entry)
    assert heard == [entry]


def test_who_does_not_know_the_key_is_not_heard_and_the_others_still_are(desk: Desk) -> None:
    with pytest.raises(AuthenticationError):
        replace(desk.window, key=b"another").call("enter", "w", 10)
    assert repr(desk.window.key) not in repr(desk.window)
    worker(desk).enter(10)


def test_it_closes_while_others_come() -> None:
    def come(window: Window) -> None:
        with suppress(OSError, EOFError):
            window.call("enter", "w", 1)

    for _ in range(20):
        permits = Permits(Pace(), Budget(Limits()), silence=math.inf)
        with Desk(permits, None) as made:
            comers = [in_thread(partial(come, made.window)) for _ in range(3)]
        for comer in comers:
            comer.join(10)
            assert not comer.is_alive()
