"""Threads that make the calls: a few at a time, the most urgent first."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import nullcontext
from itertools import count
from queue import PriorityQueue, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

Job = TypeVar("Job")
Result = TypeVar("Result")
_AT_ONCE = float("-inf")


class Slots(Generic[Job, Result]):
    """So many threads that do jobs and hand back what came of each.

    The first job is done alone, so that the servers' prefix cache is warm for the others. The threads are
    daemons: an interrupt in the caller ends the run at once instead of waiting for calls under way.

    Args:
        work: Does a job; what it raises is handed back with the job.
        size: Jobs at the same time.
        within: What every thread is within while it serves.
    """

    def __init__(
        self,
        work: Callable[[Job], Result],
        size: int,
        *,
        within: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._work = work
        self._size = size
        self._within = within
        self._threads = 0
        self._taken = 0
        self._handed = 0
        self._order = count()
        self._queue: PriorityQueue[tuple[float, int, Job | None]] = PriorityQueue()
        self._done: SimpleQueue[tuple[Job, Future[Result]]] = SimpleQueue()
        self._stopped = Event()

    @property
    def waiting(self) -> int:
        """Jobs that no thread has begun yet."""
        return self._queue.qsize()

    @property
    def unfinished(self) -> int:
        """Jobs whose result was not taken yet."""
        return self._handed - self._taken

    @property
    def has_results(self) -> bool:
        """Whether a result waits to be taken."""
        return not self._done.empty()

    def submit(self, job: Job, *, rank: float = 0.0) -> None:
        """Add a job; lower ranks are begun first, equal ones in the order they came."""
        self._handed += 1
        self._queue.put((rank, next(self._order), job))
        self._start_threads()

    def take(self) -> tuple[Job, Future[Result]]:
        """Wait for a job to end, and return it with its result."""
        job, result = self._done.get()
        self._taken += 1
        self._start_threads()
        return job, result

    def close(self) -> None:
        """Begin no more jobs; those under way end by themselves."""
        self._stopped.set()
        for _ in range(self._threads):
            self._queue.put((_AT_ONCE, next(self._order), None))

    def _start_threads(self) -> None:
        wanted = min(self._size, self.unfinished) if self._taken else 1
        while self._threads < wanted:
            self._threads += 1
            Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with self._within():
            while True:
                _, _, job = self._queue.get()
                if job is None or self._stopped.is_set():
                    return
                future: Future[Result] = Future()
                try:
                    future.set_result(self._work(job))
                except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
                    future.set_exception(error)
                self._done.put((job, future))


def each_done(jobs: Sequence[Job], work: Callable[[Job], Result], concurrency: int) -> Iterator[Result]:
    """Do every job and yield the results as they come.

    Raises:
        Exception: Whatever a job raises; jobs not yet begun are then left out.
    """
    if concurrency <= 1:
        yield from map(work, jobs)
        return
    slots = Slots(work, concurrency)
    for job in jobs:
        slots.submit(job)
    try:
        for _ in jobs:
            yield slots.take()[1].result()
    finally:
        slots.close()
