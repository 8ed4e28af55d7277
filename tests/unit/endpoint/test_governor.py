"""How many calls are under way, and when the next may begin."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from summarizer.endpoint.allowance import NOTHING_SAID, Allowance, Left
from summarizer.endpoint.failures import FailedCallError, Failure, Outcome
from summarizer.endpoint.governor import Governor, Pace

if TYPE_CHECKING:
    from tests.unit.endpoint.conftest import Clockwork

BUSY = Failure(outcome=Outcome.BUSY, status=429)


def governor(clockwork: Clockwork, **pace: int) -> Governor:
    return Governor(Pace(**pace), clock=clockwork.now, sleep=clockwork.sleep)


def succeed(made: Governor, times: int = 1, *, tokens: int = 0, allowance: Allowance = NOTHING_SAID) -> None:
    for _ in range(times):
        with made.turn(tokens) as turn:
            turn.answered(tokens, allowance)


def fail(made: Governor, failure: Failure) -> None:
    with pytest.raises(FailedCallError), made.turn(0):
        raise FailedCallError(failure)


@pytest.mark.parametrize(
    ("failure", "limit"),
    [
        (BUSY, 8),
        (Failure(outcome=Outcome.TIMEOUT), 8),
        (Failure(outcome=Outcome.SERVER_ERROR, status=503), 8),
        (Failure(outcome=Outcome.SERVER_ERROR, status=529), 8),
        (Failure(outcome=Outcome.SERVER_ERROR, status=500), 16),
        (Failure(outcome=Outcome.REFUSED, status=400), 16),
        (Failure(outcome=Outcome.BROKEN), 16),
    ],
)
def test_what_halves_the_calls_at_once(clockwork: Clockwork, failure: Failure, limit: int) -> None:
    made = governor(clockwork, concurrency=16)
    fail(made, failure)
    assert made.limit == limit


def test_it_never_falls_below_one_and_grows_by_one_a_clean_round_up_to_the_cap(clockwork: Clockwork) -> None:
    made = governor(clockwork, concurrency=4)
    for _ in range(5):
        fail(made, BUSY)
    seen = [made.limit]
    for _ in range(8):
        succeed(made)
        seen.append(made.limit)
    assert seen == [1, 2, 2, 3, 3, 3, 4, 4, 4]


def test_a_burst_of_refusals_halves_once(clockwork: Clockwork) -> None:
    made = governor(clockwork, concurrency=8)
    turns = [made.turn(0) for _ in range(8)]
    for turn in turns:
        made.end(turn, BUSY, answered=False)
    assert made.limit == 4


def test_who_finds_no_room_waits_until_somebody_ends() -> None:
    made = Governor(Pace(concurrency=2))
    held = [made.turn(0), made.turn(0)]
    waiting = [threading.Thread(target=succeed, args=(made,), daemon=True) for _ in range(3)]
    for thread in waiting:
        thread.start()
    waiting[0].join(0.1)
    assert all(thread.is_alive() for thread in waiting)
    made.end(held[0], None, answered=True)
    for thread in waiting:  # each that ends makes room for the next
        thread.join(20)
    assert not any(thread.is_alive() for thread in waiting)


def test_when_the_limit_grows_more_than_one_goes_on() -> None:
    made = Governor(Pace(concurrency=2))
    fail(made, BUSY)
    held = made.turn(0)
    begun, may_end = threading.Semaphore(0), threading.Event()

    def work() -> None:
        with made.turn(0):
            begun.release()
            may_end.wait(20)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    made.end(held, None, answered=True)
    assert all(begun.acquire(timeout=20) for _ in threads), "both are under way at once"
    may_end.set()
    for thread in threads:
        thread.join(20)


def test_a_turn_comes_back_whatever_happens(clockwork: Clockwork) -> None:
    made = governor(clockwork, concurrency=1)
    with pytest.raises(KeyboardInterrupt), made.turn(0):
        raise KeyboardInterrupt
    succeed(made)


def test_requests_per_minute_hold_for_any_minute(clockwork: Clockwork) -> None:
    made = governor(clockwork, concurrency=9, requests_per_minute=2)
    succeed(made)
    clockwork.sleep(20)
    succeed(made)
    succeed(made)
    succeed(made)
    assert clockwork.waits == [20, 40, 20]


def test_tokens_per_minute_count_what_was_taken_not_what_was_feared(clockwork: Clockwork) -> None:
    made = governor(clockwork, tokens_per_minute=1000)
    with made.turn(900) as turn:
        turn.answered(100, NOTHING_SAID)
    succeed(made, tokens=900)
    assert clockwork.waits == []
    succeed(made, tokens=1)
    assert clockwork.waits == [60]


def test_a_call_larger_than_a_minute_goes_alone_not_never(clockwork: Clockwork) -> None:
    made = governor(clockwork, tokens_per_minute=1000)
    succeed(made, 2, tokens=5000)
    assert clockwork.waits == [60]


def test_calls_wait_where_the_server_says_none_is_left(clockwork: Clockwork) -> None:
    made = governor(clockwork)
    succeed(made, allowance=Allowance(requests=Left(count=0, seconds=7.0)))
    succeed(made)
    succeed(made)
    assert clockwork.waits == [7]


def test_calls_wait_where_fewer_tokens_are_left_than_they_need(clockwork: Clockwork) -> None:
    made = governor(clockwork)
    succeed(made, tokens=50, allowance=Allowance(tokens=Left(count=100, seconds=7.0)))
    with made.turn(80):
        pass
    assert clockwork.waits == []
    with made.turn(80):
        pass
    assert clockwork.waits == [7]


def test_who_was_told_to_wait_has_all_others_wait_too(clockwork: Clockwork) -> None:
    made = governor(clockwork)
    fail(made, Failure(outcome=Outcome.BUSY, status=429, retry_after=9.0))
    succeed(made)
    assert clockwork.waits == [9]


def test_a_wait_of_hours_is_left_to_the_server_to_refuse(clockwork: Clockwork) -> None:
    made = governor(clockwork)
    succeed(made, allowance=Allowance(requests=Left(count=0, seconds=86400.0)))
    fail(made, Failure(outcome=Outcome.BUSY, status=429, retry_after=3600.0))
    succeed(made)
    assert clockwork.waits == []
