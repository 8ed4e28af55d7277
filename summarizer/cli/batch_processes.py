"""A batch on this machine: few reports in this process, many in several."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.batch.shards import ShardedEngine
from summarizer.endpoint import Pace

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from summarizer.batch.local import LocalEngine
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished
    from summarizer.batch.shards import Listener
    from summarizer.cli.batch_worker import Worker

_WORTH_PROCESSES = 50
"""Reports from which on further processes pay for their start."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Does few reports in this process and many in several."""

    engine: LocalEngine
    """That of this process."""
    worker: Worker
    """What those of the others are made from."""
    shards: int
    """How many there are at most."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done."""
        todo = list(tasks)
        if self.shards == 1 or len(todo) < _WORTH_PROCESSES:
            return self.engine.run(todo)
        sharded = ShardedEngine(
            make=partial(_engine, self.worker),
            shards=self.shards,
            slots=max(self.engine.slots, self.shards),
            listener=self.engine.listener,
        )
        return sharded.run(todo)


@contextmanager
def _engine(worker: Worker, slots: int, listener: Listener) -> Generator[LocalEngine]:
    """Make the engine of one process among several, with its share of what the endpoint may be asked."""
    settings = worker.settings
    share = slots / (settings.concurrency or Pace().concurrency)
    limits = {
        name: max(1, int(limit * share))
        for name in ("requests_per_minute", "tokens_per_minute")
        if (limit := getattr(settings, name)) is not None
    }
    sharing = replace(worker, settings=settings.model_copy(update=limits))
    with sharing.engine(slots, listener=listener) as engine:
        yield engine
