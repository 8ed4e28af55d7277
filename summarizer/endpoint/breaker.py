"""Ends the questions to an endpoint that cannot answer them, instead of having thousands fail one by one.

A failure that would meet every question alike (a refused key, an empty account, no such model) opens the
breaker at once; failures that may pass open it when several questions in a row have failed for good. While
it is open questions fail without a call; now and then one is let through, so that a long-lived process
recovers.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from summarizer.endpoint.failures import Outcome
from summarizer.errors import EndpointDownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.endpoint.failures import Failure
    from summarizer.errors import EndpointError

_QUESTIONS = 3
"""Questions in a row whose every attempt met an endpoint that does not work."""
_REFUSALS = 10
"""Questions in a row that were refused outright; each may be the fault of its own text, so many not."""
_COOLING_SECONDS = 30.0
_OF_THE_TEXT = frozenset({Outcome.OVERFLOW, Outcome.FILTERED})
"""The endpoint works; this text is too long or not liked."""


class Breaker:
    """Counts the questions of one endpoint that failed in a row.

    Args:
        host: Named in errors.
        longest_wait: Seconds an endpoint may ask to wait; one that asks for more is as good as down.
        clock: Says the time in seconds.
    """

    def __init__(self, host: str, *, longest_wait: float, clock: Callable[[], float]) -> None:
        self._host = host
        self._longest_wait = longest_wait
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._refused = 0
        self._reason: EndpointError | None = None
        self._next_trial = 0.0

    @property
    def is_open(self) -> bool:
        """Whether questions fail without a call."""
        return self._reason is not None

    def check(self) -> None:
        """Let a question pass, or raise what its predecessors met.

        Raises:
            EndpointError: The breaker is open.
        """
        with self._lock:
            reason = self._reason
            if reason is None:
                return
            now = self._clock()
            if now >= self._next_trial:
                self._next_trial = now + _COOLING_SECONDS
                return
        raise type(reason)(reason.message, hint=reason.hint)

    def answered(self) -> None:
        """Note that the endpoint works."""
        if self._failed or self._refused or self._reason is not None:
            with self._lock:
                self._failed = self._refused = 0
                self._reason = None

    def failed(self, failure: Failure, error: EndpointError) -> EndpointError:
        """Note a question that failed for good; return the error to raise for it.

        Args:
            failure: Its last failure.
            error: What a user would be told of this question alone.
        """
        if failure.outcome in _OF_THE_TEXT:
            self.answered()
            return error
        with self._lock:
            if failure.outcome in {Outcome.REFUSED, Outcome.GARBLED}:
                self._refused += 1
            else:
                self._failed += 1
            told = self._verdict(failure, error)
            if told is not None:
                self._reason = told
                self._next_trial = self._clock() + _COOLING_SECONDS
            return told or error

    def _verdict(self, failure: Failure, error: EndpointError) -> EndpointError | None:
        if error.hopeless:
            return error
        if (failure.retry_after or 0.0) > self._longest_wait:
            return EndpointDownError(error.message, hint=error.hint)
        if self._failed < _QUESTIONS and self._refused < _REFUSALS:
            return None
        count = self._failed + self._refused
        return EndpointDownError(
            f"{self._host} failed at {count} questions in a row, and no more are put to it. {error.message}",
            hint=error.hint,
        )
