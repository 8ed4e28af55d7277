"""The engine of many machines: bundles of reports go out as there is room, and come back in any order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import uuid4

from summarizer.batch.bundles import Bundle, Done, Order
from summarizer.batch.making import failed
from summarizer.batch.recipe import code_digest
from summarizer.batch.result import Finished
from summarizer.errors import BudgetSpentError, EngineError, SummarizerError
from summarizer.readers import DEFAULT_LIMITS
from summarizer.readers.source import load

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator
    from contextlib import AbstractContextManager

    from summarizer.batch.bundles import Maker
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Spent

Handle = TypeVar("Handle")

_MOST_REPORTS = 16
_MOST_BYTES = 8 << 20
"""Of a bundle: enough for its questions to fill a process's slots, little enough to lose."""
_BUNDLES_EACH = 4
"""Where there are few reports, so many bundles for every processor, so that none waits for another's last."""
_AHEAD = 2
"""Bundles out for each processor: the next one is there when the last one is done."""


class Cluster(Protocol[Handle]):
    """Machines that do bundles."""

    def processors(self) -> int:
        """Return how many bundles can be done at the same time just now; none is told as 0."""
        ...

    def submit(self, bundle: Bundle, order: Order) -> Handle:
        """Send a bundle out; it is sent again where its machine is lost."""
        ...

    def first(self, handles: Collection[Handle]) -> tuple[Handle, Done | None]:
        """Wait for a bundle to come back; None where whoever did it died, again and again."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterEngine:
    """Does reports on the machines of a cluster.

    Args:
        connect: Opens the cluster.
        make: Makes the engine of each process.
        slots: Calls at the same time, all together.
        listener: Told what calls came to.
    """

    connect: Callable[[], AbstractContextManager[Cluster[object]]]
    make: Maker
    slots: int
    listener: Callable[[Spent], None]

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done.

        Raises:
            SummarizerError: No more can be done.
        """
        todo = list(tasks)
        if not todo:
            return
        with self.connect() as cluster:
            size = cluster.processors()
            if not size:
                raise EngineError("The cluster has no processor for reports.", hint="Add a machine to it.")
            share = -(-self.slots // size)
            # Twice its share: at a bundle's end others use what a process leaves idle; the gate is for all.
            order = Order(
                run=uuid4().hex, make=self.make, slots=min(self.slots, 2 * share), code=code_digest()
            )
            yield from self._through(cluster, order, todo, size)

    def _through(
        self, cluster: Cluster[object], order: Order, todo: list[Task], size: int
    ) -> Iterator[Finished]:
        most = max(1, min(_MOST_REPORTS, len(todo) // (_BUNDLES_EACH * size)))
        waiting = deque(todo)
        suspects: deque[Task] = deque()
        out: dict[object, tuple[Task, ...]] = {}
        stopped: SummarizerError | None = None
        while out or (stopped is None and (waiting or suspects)):
            while (
                stopped is None and (waiting or suspects) and len(out) < _AHEAD * max(1, cluster.processors())
            ):
                tasks, unread = _loaded(waiting, most) if waiting else _loaded(suspects, 1)
                yield from unread
                if tasks:
                    # Their bytes are not kept here meanwhile.
                    named = tuple(replace(task, data=None) for task in tasks)
                    out[cluster.submit(Bundle(tasks=tuple(tasks)), order)] = named
            if not out:
                continue
            handle, done = cluster.first(out)
            tasks = list(out.pop(handle))
            if done is None and len(tasks) == 1:
                reason = f"{tasks[0].source_name} brings its process down"
                yield Finished(id=tasks[0].id, status="failed", reason=reason)
            elif done is None:
                suspects += tasks  # one by one: now each one's own fault is known
            else:
                yield from self._heard(done)
                stopped = stopped or done.stopped
                if not isinstance(stopped, BudgetSpentError | None):
                    break
        # Of a spent budget the others hear by themselves, and what they have finished is paid for.
        if stopped is not None:
            raise stopped

    def _heard(self, done: Done) -> Iterator[Finished]:
        for finished in done.finished:
            self.listener(finished.usage)
            yield finished


def _loaded(waiting: deque[Task], most: int) -> tuple[list[Task], list[Finished]]:
    """Take the next reports with their bytes; those that cannot be loaded are done with that."""
    tasks: list[Task] = []
    unread: list[Finished] = []
    size = 0
    while waiting and len(tasks) < most and size < _MOST_BYTES:
        task = waiting.popleft()
        try:
            _, data = load(task.path, stdin=None, limits=DEFAULT_LIMITS)
        except SummarizerError as error:
            unread.append(failed(task, error))
            continue
        size += len(data)
        tasks.append(replace(task, data=data))
    return tasks, unread
