"""How many calls are under way at once, and how fast new ones begin; shared by all threads of a process.

The number of calls at once adapts: it is halved when the server says it has too many (429, 503) or does not
answer in time, and grows by one after a round without trouble, up to a cap. New calls wait while a minute's
requests or tokens are used up, be it by the user's setting or by what the server says is left.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Protocol, Self

from summarizer.endpoint.failures import FailedCallError, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from summarizer.endpoint.allowance import Allowance, Left
    from summarizer.endpoint.failures import Failure

_MINUTE = 60.0
_TOO_MANY = frozenset({503, 529})
"""Of the server errors, those that say the server has too much to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """What an endpoint may be asked at most."""

    concurrency: int = 16
    """Calls at the same time."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    """Prompt and answer together; before a call is answered, its answer counts with its limit."""


class Gate(Protocol):
    """What every call has to pass that a run makes, on whichever machine."""

    def enter(self, tokens: int) -> Callable[[int], None]:
        """Wait until a call may begin, and return what is to be told the tokens it took when it ends.

        Args:
            tokens: What it will take at most.
        """
        ...


@dataclass(kw_only=True, slots=True, eq=False)
class Turn:
    """The right to make one call, as a context manager that gives it back."""

    governor: Governor
    began: float
    tokens: int
    cut: int
    """How often the number of calls at once had been halved when this one began."""
    allowance: Allowance | None = None
    leave: Callable[[int], None] | None = None
    """Told the tokens at the end, where there is a gate."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        failure = error.failure if isinstance(error, FailedCallError) else None
        self.governor.end(self, failure, answered=kind is None)

    def answered(self, tokens: int, allowance: Allowance) -> None:
        """Tell what the call really took, and what the server says is left."""
        if tokens:
            self.governor.correct(self, tokens)
        self.allowance = allowance


@dataclass(kw_only=True, slots=True)
class _Stock:
    """What the server said is left of one kind."""

    count: int
    until: float


class Governor:
    """Gives turns.

    Args:
        pace: What may be asked at most.
        gate: What calls have to pass besides.
        longest_wait: Seconds a server may ask to wait; told more, calls go on and the server refuses them.
        clock: Says the time in seconds.
        sleep: Waits so many seconds; tests wait otherwise.
    """

    def __init__(
        self,
        pace: Pace,
        *,
        gate: Gate | None = None,
        longest_wait: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pace = pace
        self._gate = gate
        self._longest_wait = longest_wait
        self._clock = clock
        self._sleep = sleep
        self._free = Condition()
        self._limit = pace.concurrency
        self._under_way = 0
        self._cuts = 0
        self._clean = 0
        """Calls answered since the limit last changed."""
        self._recent: deque[Turn] = deque()
        """Turns of the last minute; kept only where a pace is set."""
        self._spent = 0
        self._not_before = 0.0
        self._requests_left: _Stock | None = None
        self._tokens_left: _Stock | None = None

    @property
    def limit(self) -> int:
        """Calls that may be under way at once just now."""
        with self._free:
            return self._limit

    def turn(self, tokens: int) -> Turn:
        """Wait for the right to make a call.

        Args:
            tokens: What it will take at most.
        """
        turn = self._own_turn(tokens)
        if self._gate is not None:
            try:
                turn.leave = self._gate.enter(tokens)
            except BaseException:
                self.end(turn, None, answered=False)
                raise
        return turn

    def _own_turn(self, tokens: int) -> Turn:
        while True:
            with self._free:
                now = self._clock()
                delay = self._delay(now, tokens)
                if delay <= 0:
                    if self._under_way < self._limit:
                        return self._begin(now, tokens)
                    self._free.wait()
                    continue
            self._sleep(delay)

    def end(self, turn: Turn, failure: Failure | None, *, answered: bool) -> None:
        """Take a turn back and learn from how it ended."""
        with self._free:
            now = self._clock()
            self._under_way -= 1
            if turn.allowance is not None:
                self._take_stock(turn.allowance, now)
            if answered:
                self._grow()
            elif failure is not None:
                self._slow_down(turn, failure, now)
            self._free.notify()
        if turn.leave is not None:
            turn.leave(turn.tokens)

    def correct(self, turn: Turn, tokens: int) -> None:
        """Replace the tokens a turn was thought to take by those it took."""
        with self._free:
            if turn in self._recent:
                self._spent += tokens - turn.tokens
            turn.tokens = tokens

    def _begin(self, now: float, tokens: int) -> Turn:
        turn = Turn(governor=self, began=now, tokens=tokens, cut=self._cuts)
        self._under_way += 1
        if self._pace.requests_per_minute or self._pace.tokens_per_minute:
            self._recent.append(turn)
            self._spent += tokens
        for stock, amount in ((self._requests_left, 1), (self._tokens_left, tokens)):
            if stock is not None:
                stock.count -= amount
        if self._under_way < self._limit:
            self._free.notify()  # each wakes the next, as long as there is room
        return turn

    def _delay(self, now: float, tokens: int) -> float:
        """Return the seconds until a call may begin, as far as the clock decides that."""
        while self._recent and self._recent[0].began <= now - _MINUTE:
            self._spent -= self._recent.popleft().tokens
        waits = [self._not_before - now]
        requests, spend = self._pace.requests_per_minute, self._pace.tokens_per_minute
        if self._recent and (
            (requests and len(self._recent) >= requests) or (spend and self._spent + tokens > spend)
        ):
            waits.append(self._recent[0].began + _MINUTE - now)
        for stock, amount in ((self._requests_left, 1), (self._tokens_left, tokens)):
            if stock is not None and stock.count < amount:
                waits.append(stock.until - now)
        return max(waits)

    def _take_stock(self, allowance: Allowance, now: float) -> None:
        if allowance.requests is not None:
            self._requests_left = self._stock(allowance.requests, now)
            if allowance.requests.count == 0 and self._requests_left is not None:
                self._not_before = max(self._not_before, self._requests_left.until)
        if allowance.tokens is not None:
            self._tokens_left = self._stock(allowance.tokens, now)

    def _stock(self, left: Left, now: float) -> _Stock | None:
        if left.seconds > self._longest_wait:
            return None
        return _Stock(count=left.count, until=now + left.seconds)

    def _grow(self) -> None:
        self._clean += 1
        if self._clean >= self._limit < self._pace.concurrency:
            self._limit += 1
            self._clean = 0

    def _slow_down(self, turn: Turn, failure: Failure, now: float) -> None:
        crowded = failure.outcome in {Outcome.BUSY, Outcome.TIMEOUT} or failure.status in _TOO_MANY
        if not crowded:
            return
        if failure.retry_after is not None and failure.retry_after <= self._longest_wait:
            self._not_before = max(self._not_before, now + failure.retry_after)
        # Calls that began before the last cut tell of the time before it: a burst of refusals is one.
        if turn.cut == self._cuts:
            self._limit = max(1, self._limit // 2)
            self._cuts += 1
            self._clean = 0
