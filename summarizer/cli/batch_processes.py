"""A batch on this machine: few reports in this process, many in several, with what those have in common."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from summarizer.batch.desk import Desk
from summarizer.batch.permits import Permits, Permitted
from summarizer.batch.shards import ShardedEngine
from summarizer.budget import Limits
from summarizer.endpoint import Pace

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from contextlib import AbstractContextManager

    from summarizer.batch.desk import Window
    from summarizer.batch.local import LocalEngine
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished
    from summarizer.batch.shards import Listener
    from summarizer.cli.batch_worker import Worker
    from summarizer.cli.wiring import Backend

_WORTH_PROCESSES = 50
"""Reports from which on further processes pay for their start."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Does few reports in this process and many in several."""

    engine: LocalEngine
    """That of this process."""
    backend: Backend
    """What answers here; its limits and its recording are those of all processes."""
    worker: Worker
    """What the engines of the others are made from."""
    shards: int
    """How many there are at most."""
    is_told: bool
    """Whether the user has said how many; then it is not asked whether they pay for their start."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done."""
        todo = list(tasks)
        if self.shards == 1 or len(todo) < (2 if self.is_told else _WORTH_PROCESSES):
            return self.engine.run(todo)
        return self._in_processes(todo)

    def _in_processes(self, todo: list[Task]) -> Generator[Finished]:
        backend, settings = self.backend, self.worker.settings
        slots = max(self.engine.slots, self.shards)
        pace = Pace(
            concurrency=slots,
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
        )
        # A process that dies is seen to die, so none has to give signs of life.
        permits = Permits(pace, backend.budget, silence=math.inf)
        recording = backend.recording
        with Desk(permits, recording.hear if recording is not None else None) as desk:
            made = _Made(
                worker=replace(self.worker, settings=settings.model_copy(update=_UNPACED)),
                window=desk.window,
                is_paced=pace != Pace(concurrency=slots),
                is_limited=backend.limits != Limits(),
                is_recorded=recording is not None,
            )
            engine = ShardedEngine(
                make=made, shards=min(self.shards, len(todo)), slots=slots, listener=self.engine.listener
            )
            yield from engine.run(todo)


_UNPACED = {"requests_per_minute": None, "tokens_per_minute": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Made:
    """Makes the engine of one process among several; it is pickled.

    What is not limited costs no turn at the window: calls at the same time are shared out beforehand.
    """

    worker: Worker
    window: Window
    is_paced: bool
    is_limited: bool
    is_recorded: bool

    def __call__(self, slots: int, listener: Listener) -> AbstractContextManager[LocalEngine]:
        permitted = Permitted(worker=uuid4().hex, call=self.window.call)
        return self.worker.engine(
            slots,
            listener,
            gate=permitted if self.is_paced else None,
            purse=permitted if self.is_limited else None,
            hear=self.window.hear if self.is_recorded else None,
        )
