"""Runs the calls of a report, a few at a time."""

from __future__ import annotations

from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Job = TypeVar("Job")
Result = TypeVar("Result")


def each_done(jobs: Sequence[Job], work: Callable[[Job], Result], concurrency: int) -> Iterator[Result]:
    """Do every job and yield the results as they come.

    The first job is done alone, so that the servers' prefix cache is warm for the others. The workers
    are daemon threads: an interrupt in the caller ends the run at once instead of waiting for calls
    under way.

    Raises:
        Exception: Whatever a job raises; jobs not yet begun are then left out.
    """
    first, others = jobs[:1], jobs[1:]
    for job in first if concurrency > 1 else jobs:
        yield work(job)
    if concurrency <= 1 or not others:
        return
    waiting: SimpleQueue[Job] = SimpleQueue()
    done: SimpleQueue[Future[Result]] = SimpleQueue()
    stopped = Event()
    for job in others:
        waiting.put(job)
    for _ in range(min(concurrency, len(others))):
        Thread(target=_serve, args=(waiting, done, work, stopped), daemon=True).start()
    try:
        for _ in others:
            yield done.get().result()
    finally:
        stopped.set()


def _serve(
    waiting: SimpleQueue[Job],
    done: SimpleQueue[Future[Result]],
    work: Callable[[Job], Result],
    stopped: Event,
) -> None:
    """Do waiting jobs until there is none, or the run is over."""
    while not stopped.is_set():
        try:
            job = waiting.get_nowait()
        except Empty:
            return
        future: Future[Result] = Future()
        try:
            future.set_result(work(job))
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            future.set_exception(error)
        done.put(future)
