"""What all processes of a run may do together: a gate for their calls and a purse they are paid from.

One :class:`Permits` is there for the whole run. Every worker gives a sign of life now and then; what one held
that has fallen silent is taken back: its turn to call, and of the money the most that the call can have cost.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.governor import Governor
from summarizer.errors import BudgetSpentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.budget import Budget, Spending
    from summarizer.endpoint import Pace

SILENCE_SECONDS = 15.0
"""After which a worker is taken for dead."""
BEAT_SECONDS = 3.0
"""Between two signs of life."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """A permit that is out."""

    worker: str
    give_back: Callable[[], None]
    """What to do where its holder is dead."""
    end: Callable[[Any], None]
    """What to do when its holder is through, given what it took."""


class Permits:
    """Hands out permits to call; safe to use from many threads.

    Args:
        pace: What the endpoint may be asked at most, by all together.
        budget: What they may spend together.
        silence: Seconds after which a worker that gives no sign of life is taken for dead.
        clock: Says the time in seconds.
    """

    def __init__(
        self,
        pace: Pace,
        budget: Budget,
        *,
        silence: float = SILENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._governor = Governor(pace)
        self._budget = budget
        self._silence = silence
        self._clock = clock
        self._lock = Lock()
        self._numbers = count()
        self._seen: dict[str, float] = {}
        self._held: dict[int, _Held] = {}

    def beat(self, worker: str) -> None:
        """Take a sign of life, and back what those held who give none."""
        with self._lock:
            now = self._seen[worker] = self._clock()
            dead = {name for name, seen in self._seen.items() if now - seen > self._silence}
            for name in dead:
                del self._seen[name]
            numbers = [number for number, held in self._held.items() if held.worker in dead]
        self.take_back(numbers)

    def take_back(self, numbers: Iterable[int]) -> None:
        """Take permits back whose holder is dead; those that are back already are passed over."""
        with self._lock:
            lost = [self._held.pop(number) for number in numbers if number in self._held]
        for held in lost:
            held.give_back()

    def enter(self, worker: str, tokens: int) -> int | None:
        """Wait for the right to make a call, and return its number; None where the worker was given up."""
        self.beat(worker)
        turn = self._governor.turn(tokens)
        give_back = partial(self._governor.end, turn, None, answered=False)

        def end(taken: int) -> None:
            self._governor.correct(turn, taken)
            give_back()

        return self._number(_Held(worker=worker, give_back=give_back, end=end), give_back)

    def set_aside(self, worker: str, most: Spending) -> int | BudgetSpentError | None:
        """Set aside what a call can cost, and return its number; the error where it could pass a limit."""
        self.beat(worker)
        try:
            settle = self._budget.set_aside(most)
        except BudgetSpentError as error:
            return error  # raised here it would arrive over there as an error of the transport
        held = _Held(worker=worker, give_back=partial(settle, most), end=settle)
        return self._number(held, partial(settle, most - most))

    def end(self, number: int, took: int | Spending) -> None:
        """Take a permit back.

        Args:
            number: Its number; one that was taken back before is passed over.
            took: Tokens of a call, or what it came to.
        """
        with self._lock:
            held = self._held.pop(number, None)
        if held is not None:
            held.end(took)

    def _number(self, held: _Held, undo: Callable[[], None]) -> int | None:
        """Remember who has a permit, unless he was given up while he waited for it."""
        with self._lock:
            if held.worker in self._seen:
                number = next(self._numbers)
                self._held[number] = held
                return number
        undo()
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Permitted:
    """A worker's side of it: the gate and the purse of one process."""

    worker: str
    call: Callable[..., Any]
    """Calls a method of the run's :class:`Permits` by its name, wherever they are."""

    def beat(self) -> None:
        """Say that the worker is still there."""
        self.call("beat", self.worker)

    def enter(self, tokens: int) -> Callable[[int], None]:
        """Wait until a call may begin, and return what is to be told the tokens it took."""
        return partial(self.call, "end", self._granted("enter", tokens))

    def set_aside(self, most: Spending) -> Callable[[Spending], None]:
        """Set aside the most a call can cost, and return what is to be told what it came to.

        Raises:
            BudgetSpentError: It could pass a limit.
        """
        return partial(self.call, "end", self._granted("set_aside", most))

    def _granted(self, name: str, wanted: int | Spending) -> int:
        while True:
            number: int | BudgetSpentError | None = self.call(name, self.worker, wanted)
            if isinstance(number, BudgetSpentError):
                raise number
            if number is not None:
                return number
