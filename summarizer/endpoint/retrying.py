"""The one place that decides whether, when and how often a failed call is made again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from summarizer.endpoint.failures import FailedCallError, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenacity import RetryCallState

    from summarizer.endpoint.failures import Failure

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long to go on with an endpoint that fails."""

    attempts: int = 6
    """Calls in all, the first included."""
    timeouts: int = 2
    """Calls in all when they time out: each one costs a whole timeout."""
    first_wait: float = 0.5
    """Seconds before the second call; doubled from then on, with jitter."""
    longest_wait: float = 30.0
    """Seconds between two calls at most, when the server does not say."""
    longest_asked_wait: float = 120.0
    """Seconds a server may ask to wait; where it asks for more, the run ends instead of hanging."""
    sleep: Callable[[float], None] = time.sleep
    """How to wait; tests wait otherwise."""
    clock: Callable[[], float] = time.monotonic
    """The time that passes while waiting, in seconds."""


def with_patience(call: Callable[[], T], patience: Patience, *, transient: Callable[[Failure], bool]) -> T:
    """Call until it succeeds or patience ends.

    Args:
        call: Raises :class:`FailedCallError` when it fails.
        patience: How often and how long.
        transient: Which failures are worth another call.

    Raises:
        FailedCallError: The last failure, with the number of calls made.
    """
    import tenacity  # noqa: PLC0415 - not needed by what is served from the cache

    growing = tenacity.wait_exponential(multiplier=patience.first_wait, max=patience.longest_wait)
    jitter = tenacity.wait_random(0, patience.first_wait)

    def wait(state: RetryCallState) -> float:
        asked = _failure(state).retry_after
        # Jitter also where the server names the moment: all who were told the same would come back at once.
        return (growing(state) if asked is None else asked) + jitter(state)

    def stop(state: RetryCallState) -> bool:
        failure = _failure(state)
        limit = patience.timeouts if failure.outcome is Outcome.TIMEOUT else patience.attempts
        return state.attempt_number >= limit or (failure.retry_after or 0) > patience.longest_asked_wait

    def again(error: BaseException) -> bool:
        return isinstance(error, FailedCallError) and transient(error.failure)

    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(again), wait=wait, stop=stop, sleep=patience.sleep, reraise=True
    )
    try:
        return retrying(call)
    except FailedCallError as error:
        error.attempts = retrying.statistics["attempt_number"]
        raise


def _failure(state: RetryCallState) -> Failure:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, FailedCallError):
        raise TypeError("only failed calls are retried") from error
    return error.failure
