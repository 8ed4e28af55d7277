"""A limit is never passed, whoever asks at once; what it stops is counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

import pytest

from summarizer.budget import Budget, Budgeted, Limits
from summarizer.errors import BudgetSpentError, EndpointError, EndpointUnreachableError, ExitCode
from summarizer.exchange import Answer, Request, Usage
from summarizer.prices import Price
from tests.support.questions import ANSWER, REQUEST, Double, numbered

PRICE = Price(input=2.0, cached=0.5, output=8.0, currency="CNY")
USAGE = Usage(prompt_tokens=100, completion_tokens=10, cached_tokens=60, seconds=0.1)
USED = replace(ANSWER, usage=USAGE)


def budgeted(limits: Limits, outcome: Answer | Exception = USED, price: Price | None = None) -> Budgeted:
    return Budgeted(asker=Double(outcome), budget=Budget(limits, price=price))


def test_without_limits_everything_is_asked_and_counted() -> None:
    asker = budgeted(Limits(), price=PRICE)
    for _ in range(3):
        assert asker.ask(REQUEST) == USED
    spent = asker.budget.spent
    assert (spent.calls, spent.prompt_tokens, spent.completion_tokens) == (3, 300, 30)
    assert spent.cost == pytest.approx(3 * (40 * 2.0 + 60 * 0.5 + 10 * 8.0) / 1e6)
    assert (asker.model, asker.host) == ("m", "h:1")


def test_calls_are_limited() -> None:
    asker = budgeted(Limits(calls=2))
    asker.ask(REQUEST)
    asker.ask(REQUEST)
    with pytest.raises(BudgetSpentError, match="2 calls") as error:
        asker.ask(REQUEST)
    assert error.value.exit_code == ExitCode.PARTIAL
    assert isinstance(error.value, EndpointError), "what takes failed calls takes calls not made"
    assert asker.budget.refused.calls == 1


def test_a_call_that_fails_is_a_call() -> None:
    asker = budgeted(Limits(calls=1), EndpointUnreachableError("nobody"))
    with pytest.raises(EndpointUnreachableError):
        asker.ask(REQUEST)
    with pytest.raises(BudgetSpentError):
        asker.ask(REQUEST)
    assert asker.budget.spent.tokens == 0


def test_tokens_are_never_passed_though_a_call_may_take_less() -> None:
    most = Budget(Limits()).most(REQUEST)
    asker = budgeted(Limits(tokens=most.tokens + 110))
    asker.ask(REQUEST)
    asker.ask(REQUEST)
    with pytest.raises(BudgetSpentError, match=f"{most.tokens + 110} tokens"):
        asker.ask(REQUEST)
    assert asker.budget.spent.tokens == 220


def test_money_is_limited() -> None:
    most = Budget(Limits(), price=PRICE).most(REQUEST)
    assert most.cost == pytest.approx((most.prompt_tokens * 2.0 + 64 * 8.0) / 1e6)
    asker = budgeted(Limits(cost=most.cost), price=PRICE)
    asker.ask(REQUEST)
    with pytest.raises(BudgetSpentError, match="CNY"):
        asker.ask(REQUEST)


def test_the_most_of_a_call_counts_every_message_the_schema_and_the_room_for_the_answer() -> None:
    budget = Budget(Limits())
    assert budget.most(REQUEST).completion_tokens == REQUEST.max_tokens
    longer = replace(REQUEST, messages=(*REQUEST.messages, REQUEST.messages[-1]))
    assert budget.most(longer).prompt_tokens > budget.most(REQUEST).prompt_tokens
    characters = sum(len(each.content) for each in REQUEST.messages)
    assert budget.most(REQUEST).prompt_tokens > characters


def test_what_is_under_way_is_set_aside() -> None:
    """Two at once, and room for the most of one: the second waits, and goes as the first took less."""
    began, may_end = Event(), Event()

    class Slow(Double):
        def ask(self, request: Request) -> Answer:
            self.asked.append(request)
            began.set()
            assert may_end.wait(10)
            return USED

    slow = Slow()
    most = Budget(Limits()).most(REQUEST).tokens
    asker = Budgeted(asker=slow, budget=Budget(Limits(tokens=most + USAGE.prompt_tokens + 10)))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(asker.ask, REQUEST)
        assert began.wait(10)
        second = pool.submit(asker.ask, REQUEST)
        assert not second.done()
        assert len(slow.asked) == 1
        may_end.set()
        assert (first.result(10), second.result(10)) == (USED, USED)
    with pytest.raises(BudgetSpentError):
        asker.ask(REQUEST)


def test_many_at_once_never_pass_the_limit() -> None:
    asker = budgeted(Limits(calls=17, tokens=17 * 110 + 1000))
    together = Barrier(8)

    def ask(request: Request) -> bool:
        together.wait(10)
        try:
            asker.ask(request)
        except BudgetSpentError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(ask, numbered(40)))
    assert sum(done) <= 17
    assert asker.budget.spent.tokens <= 17 * 110 + 1000
    assert asker.budget.refused.calls == 40 - sum(done)


def test_nothing_may_be_spent_is_a_dry_run() -> None:
    asker = budgeted(Limits(calls=0), price=PRICE)
    for request in numbered(3):
        with pytest.raises(BudgetSpentError):
            asker.ask(request)
    first, most = asker.budget.refused, asker.budget.most_of_refused()
    assert (first.calls, most.calls) == (3, 6)
    assert most.prompt_tokens > 2 * first.prompt_tokens
    assert most.cost > 2 * first.cost > 0
