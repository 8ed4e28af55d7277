"""What a run may spend: calls, tokens, money. The limit is never passed, and what it stopped is known.

Before a call the most it can cost is set aside, afterwards what it did cost is taken instead. A call that
could pass a limit waits for those under way, which mostly cost less than was set aside for them; if it still
could, it is refused, and so the run ends with what it has.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from threading import Condition
from typing import TYPE_CHECKING, Protocol

from summarizer.chunking import count_tokens
from summarizer.endpoint.schema import wire_schema
from summarizer.errors import BudgetSpentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.exchange import Answer, Asker, Request, Usage
    from summarizer.prices import Price

_MARGIN = 1.25
"""On top of the count, which is cautious for the vocabularies of today's models, for those of older ones."""
_FRAME_TOKENS = 16
"""Role marks and the like around a message."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The most a run may spend; None is without limit."""

    calls: int | None = None
    tokens: int | None = None
    """Prompt and completion together."""
    cost: float | None = None
    """In the currency of the model's price."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """Calls with their tokens and their cost."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0
    """0 where no price is known."""

    @property
    def tokens(self) -> int:
        """Prompt and completion together."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Spending) -> Spending:
        return Spending(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=self.cost + other.cost,
        )

    def __sub__(self, other: Spending) -> Spending:
        return self + Spending(
            calls=-other.calls,
            prompt_tokens=-other.prompt_tokens,
            completion_tokens=-other.completion_tokens,
            cost=-other.cost,
        )


class Purse(Protocol):
    """What calls are paid from: a budget, or one that a run on several machines has in common."""

    def set_aside(self, most: Spending) -> Callable[[Spending], None]:
        """Set aside the most a call can cost, and return what is to be told what it came to.

        Raises:
            BudgetSpentError: It could pass a limit.
        """
        ...


class Budget:
    """What a run may spend and has spent; shared by all that ask.

    Args:
        limits: The most it may spend.
        price: Price of the model; None where it costs nothing or nobody knows.
        purse: What calls are paid from in its stead.
    """

    def __init__(self, limits: Limits, *, price: Price | None = None, purse: Purse | None = None) -> None:
        self.limits = limits
        self.price = price
        self._purse: Purse = purse or self
        self._is_limited = purse is not None or limits != Limits()
        self._spent = Spending()
        self._under_way = Spending()
        self._refused = Spending()
        self._changed = Condition()

    @property
    def spent(self) -> Spending:
        """What answered calls have cost, and how many calls were begun."""
        with self._changed:
            return self._spent

    @property
    def refused(self) -> Spending:
        """The most that the calls would have cost which were refused."""
        with self._changed:
            return self._refused

    def most_of_refused(self) -> Spending:
        """Return the most they would have cost with what is asked again where an answer fails its checks.

        The second question repeats the first with its answer, and what it asks for is part of the first.
        """
        first = self.refused
        made = Spending(
            calls=2 * first.calls,
            prompt_tokens=3 * first.prompt_tokens + first.completion_tokens,
            completion_tokens=2 * first.completion_tokens,
        )
        return replace(made, cost=self._cost(made))

    def ask(self, asker: Asker, request: Request) -> Answer:
        """Ask within the budget.

        Raises:
            BudgetSpentError: The call could pass a limit.
            EndpointError: Asking failed.
        """
        settle = self._purse.set_aside(self.most(request) if self._is_limited else Spending(calls=1))
        usage: Usage | None = None
        try:
            answer = asker.ask(request)
            usage = answer.usage
        finally:
            settle(self._of(usage))
        return answer

    def most(self, request: Request) -> Spending:
        """Return the most a call can cost."""
        texts = [message.content for message in request.messages]
        # Where a server enforces no schema it is part of the prompt.
        texts.append(json.dumps(wire_schema(request.answer_model), ensure_ascii=False))
        prompt = sum(int(count_tokens(text) * _MARGIN) + _FRAME_TOKENS for text in texts)
        made = Spending(calls=1, prompt_tokens=prompt, completion_tokens=request.max_tokens)
        return replace(made, cost=self._cost(made))

    def set_aside(self, most: Spending) -> Callable[[Spending], None]:
        """Set aside the most a call can cost, and return what is to be told what it came to.

        Raises:
            BudgetSpentError: It could pass a limit.
        """
        with self._changed:
            while True:
                passed = self._passed(self._spent + most)
                if passed is not None:
                    self._refused += most
                    raise BudgetSpentError(
                        f"The budget of {passed} does not allow another call.",
                        hint="Raise it, and the same command goes on: what was answered is in the cache.",
                    )
                if self._passed(self._spent + self._under_way + most) is None:
                    self._under_way += most
                    return partial(self._settle, most)
                self._changed.wait()

    def _settle(self, most: Spending, came_to: Spending) -> None:
        with self._changed:
            self._under_way -= most
            self._spent += came_to
            self._changed.notify_all()

    def _passed(self, spending: Spending) -> str | None:
        """Name the limit that would be passed."""
        limits = self.limits
        if limits.calls is not None and spending.calls > limits.calls:
            return "one call" if limits.calls == 1 else f"{limits.calls} calls"
        if limits.tokens is not None and spending.tokens > limits.tokens:
            return f"{limits.tokens} tokens"
        if limits.cost is not None and spending.cost > limits.cost:
            return f"{limits.cost:g} {self.price.currency if self.price else ''}".rstrip()
        return None

    def _of(self, usage: Usage | None) -> Spending:
        """Return what a call came to; one that failed is a call all the same."""
        if usage is None:
            return Spending(calls=1)
        return Spending(
            calls=1,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost=self.price.of_usage(usage) if self.price else 0.0,
        )

    def _cost(self, spending: Spending) -> float:
        if self.price is None:
            return 0.0
        return self.price.of(
            prompt_tokens=spending.prompt_tokens,
            cached_tokens=None,
            completion_tokens=spending.completion_tokens,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Budgeted:
    """Something that answers, within a budget; cached answers are found before it and cost nothing."""

    asker: Asker
    budget: Budget

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        return self.asker.model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word of the embedded engine."""
        return self.asker.host

    def ask(self, request: Request) -> Answer:
        """Ask within the budget.

        Raises:
            BudgetSpentError: The call could pass a limit.
            EndpointError: Asking failed.
        """
        return self.budget.ask(self.asker, request)
