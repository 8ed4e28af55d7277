"""The engine of all processors: processes that each do reports as the engine of one does, fed one by one.

Python does one thing at a time in a process; so what a report costs this machine, reading it and carrying its
calls, goes on as many processors as there are. A file that brings a process down is one report that fails.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Literal

from summarizer.batch.result import Finished, Spent
from summarizer.errors import BudgetSpentError, EngineError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from multiprocessing.context import SpawnProcess

    from summarizer.batch.local import LocalEngine
    from summarizer.batch.plan import Task

Listener = Callable[[Spent], None]
"""Told what calls came to."""
Maker = Callable[[int, Listener], AbstractContextManager["LocalEngine"]]
"""Makes the engine of one process, given its slots and whom to tell; it is pickled."""

_Want = tuple[Literal["want"]]
_Answered = tuple[Literal["answered"], Spent]
_Done = tuple[Literal["done"], Finished]
_Stopped = tuple[Literal["stopped"], SummarizerError]
_Ended = tuple[Literal["ended"]]
_Message = _Want | _Answered | _Done | _Stopped | _Ended


@dataclass(kw_only=True, slots=True, eq=False)
class _Shard:
    """A process and the reports it has."""

    process: SpawnProcess
    connection: Connection[Task | None, _Message]
    tasks: dict[str, Task] = field(default_factory=dict[str, "Task"])
    has_begun: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ShardedEngine:
    """Does reports in several processes.

    Args:
        make: Makes the engine of each.
        shards: How many.
        slots: Calls at the same time, all together.
        listener: Told what calls came to.
    """

    make: Maker
    shards: int
    slots: int
    listener: Listener

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done.

        Raises:
            SummarizerError: No more can be done.
        """
        waiting = iter(tasks)
        spent_out: BudgetSpentError | None = None
        running = [self._begun(share) for share in _shares(self.slots, self.shards)]
        suspects: list[Task] = []
        try:
            while running:
                for shard in self._ready(running):
                    match _received(shard):
                        case None:
                            running.remove(shard)
                            suspects += _bereaved(shard)
                            running.append(self._begun(max(1, self.slots // self.shards)))
                        case ("ended",):
                            running.remove(shard)
                            shard.process.join()
                        case ("stopped", BudgetSpentError() as error):
                            # The others hear of it by themselves, and what they have under way is paid for.
                            spent_out, waiting = error, iter(())
                            running.remove(shard)
                            shard.process.join()
                        case message:
                            yield from self._heard(shard, message, waiting)
            if spent_out is not None:
                raise spent_out
            for task in suspects:
                yield from self._alone(task)
        finally:
            for shard in running:
                shard.process.kill()
                shard.connection.close()

    def _alone(self, task: Task) -> Iterator[Finished]:
        """Do a report that was in a process that died, by itself: now its own fault is known."""
        shard = self._begun(self.slots)
        waiting = iter([task])
        try:
            while (message := _received(shard)) is not None and message[0] != "ended":
                yield from self._heard(shard, message, waiting)
        finally:
            shard.process.kill()
            shard.connection.close()
        if shard.tasks:
            yield Finished(id=task.id, status="failed", reason=f"{task.source_name} brings its process down")

    def _heard(self, shard: _Shard, message: _Message, waiting: Iterator[Task]) -> Iterator[Finished]:
        shard.has_begun = True
        match message:
            case ("want",):
                task = next(waiting, None)
                if task is not None:
                    shard.tasks[task.id] = task
                shard.connection.send(task)
            case ("answered", spent):
                self.listener(spent)
            case ("done", finished):
                del shard.tasks[finished.id]
                yield finished
            case ("stopped", error):
                raise error
            case _:
                pass

    def _begun(self, slots: int) -> _Shard:
        # Spawned, not forked: there may be threads here, whose locks a fork would copy as they stand.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.make, slots), daemon=True)
        process.start()
        theirs.close()
        return _Shard(process=process, connection=ours)

    @staticmethod
    def _ready(running: list[_Shard]) -> list[_Shard]:
        ready = wait([shard.connection for shard in running])
        return [shard for shard in running if shard.connection in ready]


def _shares(slots: int, shards: int) -> list[int]:
    """Divide the slots as evenly as can be."""
    return [slots // shards + (number < slots % shards) for number in range(shards)]


def _received(shard: _Shard) -> _Message | None:
    """Return what a process says; None where it has died."""
    try:
        return shard.connection.recv()
    except (EOFError, OSError):
        return None


def _bereaved(shard: _Shard) -> list[Task]:
    """Return the reports of a process that has died.

    Raises:
        EngineError: It died before it did anything, and so would the next.
    """
    shard.process.join()
    shard.connection.close()
    if not shard.has_begun:
        raise EngineError(
            f"A process for reports does not start (exit code {shard.process.exitcode}).",
            hint="Do without them: --processes 1.",
        )
    return list(shard.tasks.values())


def _serve(connection: Connection[_Message, Task | None], make: Maker, slots: int) -> None:
    """Do reports until there are no more."""
    _follow_parent()

    def coming() -> Iterator[Task]:
        # Not asked for beforehand: a process that ends with a task on its way would leave it to nobody.
        while True:
            connection.send(("want",))
            task = connection.recv()
            if task is None:
                return
            yield task

    try:
        with make(slots, lambda spent: connection.send(("answered", spent))) as engine:
            for finished in engine.run(coming()):
                connection.send(("done", finished))
        connection.send(("ended",))
    except SummarizerError as error:
        connection.send(("stopped", error))


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
