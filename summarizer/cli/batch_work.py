"""A batch in its output directory, done in one of the ways there are."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from summarizer.batch import rounds, watching
from summarizer.batch.deferring import Deferring, RequestFiles
from summarizer.batch.local import LocalEngine
from summarizer.batch.recipe import recipe
from summarizer.batch.rounds import Rounds
from summarizer.batch.run import Run
from summarizer.batch.shards import ShardedEngine
from summarizer.batch.watching import settled
from summarizer.budget import Limits
from summarizer.cache import AnswerCache, CachedAsker
from summarizer.cli.batch_telling import explained, tell
from summarizer.cli.console import QUIET, Console, LogLines
from summarizer.cli.wiring import ANSWERS, Backend
from summarizer.config import api_key
from summarizer.endpoint import Pace, host_of
from summarizer.endpoint.batches import BatchApi

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from summarizer.batch.engine import Engine
    from summarizer.batch.layout import Layout
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished
    from summarizer.batch.run import Summary
    from summarizer.batch.shards import Listener
    from summarizer.cli.batch_telling import Follower
    from summarizer.config import Settings
    from summarizer.exchange import Asker
    from summarizer.prices import Price
    from summarizer.rendering import Detail

SWITCH_SECONDS = 0.001
"""How long a thread that computes may keep others waiting; Python's own 5 ms leave slots idle."""
_WORTH_PROCESSES = 50
"""Reports from which on further processes pay for their start."""
_MOST_PROCESSES = 8


@dataclass(kw_only=True, slots=True)
class Work:
    """A batch in its output directory, done in one of the ways there are."""

    console: Console
    settings: Settings
    backend: Backend
    layout: Layout
    follower: Follower
    detail: Detail | None
    retry: bool
    fail_fast: bool
    processes: int | None
    poll: float | None
    on_ray: bool = False
    """Whether a Ray cluster does the work."""
    address: str | None = None
    """Where its head is."""
    _settled: set[str] = field(default_factory=set[str])

    def once(self, tasks: Sequence[Task], asker: Asker | None, *, is_live: bool = True) -> Summary:
        """Do what is not done.

        Args:
            tasks: The batch.
            asker: Carries requests to a model; None means rules alone.
            is_live: Whether another process can have an asker like this one.
        """
        backend = self.backend
        run = Run(
            tasks=tasks,
            layout=self.layout,
            recipe=recipe(
                encoding=backend.encoding if asker is not None else None,
                model=backend.identity or (asker.model if asker is not None else None),
                host=asker.host if asker is not None else None,
                extra_body=self.settings.extra_body,
            ),
            follower=self.follower,
            detail=self.detail,
            retry=self.retry,
            fail_fast=self.fail_fast,
            settled=self._settled,
        )
        # Every process knows the model by its name, also the only one of an endpoint that was not named.
        settings = self.settings.model_copy(update={"model": asker.model}) if asker else self.settings
        if self.on_ray:
            return run.through(self._cluster(settings))
        engine = LocalEngine(
            asker=asker,
            encoding=backend.encoding,
            slots=self._slots(),
            detail=self.detail,
            price=price_of(asker, settings) if is_live else None,
            listener=self.follower.answered,
            within=backend.held,
        )
        return run.through(_Spread(engine=engine, shards=self._shards() if is_live else 1, settings=settings))

    def watch(self, look: Callable[[], Sequence[Task]]) -> None:
        """Do what is there, then whatever comes; ends with an interrupt or an error only.

        Args:
            look: Lists the reports there are.
        """
        asker = self.backend.asker()
        for tasks in settled(look, poll=self.poll or watching.POLL_SECONDS):
            summary = self.once(tasks, asker)
            if summary.done:
                tell(self.console, summary, self.follower)
            if summary.stopped is not None:
                raise explained(summary)
            self.console.say("Waiting for reports ...")

    def into_files(self, tasks: Sequence[Task], path: Path) -> Summary:
        """Write what is unanswered into files of requests."""
        with closing(self._cache()) as cache:
            summary, files = self._deferred(tasks, path, cache, {})
        if files:
            names = ", ".join(map(str, files))
            self.console.say(
                f"What is unanswered is in {names}. When the answers are there: `summarizer cache import"
                " ANSWERS`, then this command again."
            )
        else:
            self.console.say("Nothing is left to ask.")
        return summary

    def through_batches(self, tasks: Sequence[Task]) -> Summary:
        """Have everything answered through the endpoint's Batch API."""
        settings, host = self.settings, self._host
        service = BatchApi(
            base_url=settings.base_url or "", host=host, api_key=api_key(settings), timeout=settings.timeout
        )
        with closing(service), closing(self._cache()) as cache:
            work = Rounds(
                service=service,
                cache=cache,
                layout=self.layout,
                host=host,
                model=settings.model or "",
                tell=self.console.say,
                poll=self.poll or rounds.POLL_SECONDS,
            )
            return work.through(lambda path: self._deferred(tasks, path, cache, work.refused))

    def _deferred(
        self, tasks: Sequence[Task], path: Path, cache: AnswerCache, refused: dict[str, str]
    ) -> tuple[Summary, list[Path]]:
        """Do what can be done with the answers there are, and write what is lacking into files."""
        model, host, extra_body = self.settings.model or "", self._host, self.settings.extra_body
        with RequestFiles(path) as files:
            deferring = Deferring(files, model=model, host=host, extra_body=extra_body, refused=refused)
            asker = CachedAsker(cache=cache, asker=deferring, extra_body=extra_body)
            summary = self.once(tasks, asker, is_live=False)
        self.console.say(f"{files.count} questions are unanswered.")
        return summary, files.paths

    @property
    def _host(self) -> str:
        return host_of(self.settings.base_url or "")

    def _cache(self) -> AnswerCache:
        settings = self.settings
        return AnswerCache(
            settings.cache_dir / ANSWERS, size_limit=settings.cache_size_mib << 20, days=settings.cache_days
        )

    def _cluster(self, settings: Settings) -> Engine:
        from summarizer.cli.batch_cluster import cluster_engine  # noqa: PLC0415 - for clusters alone

        return cluster_engine(
            self.backend,
            settings,
            address=self.address,
            detail=self.detail,
            listener=self.follower.answered,
        )

    def _slots(self) -> int:
        """Return the calls at the same time, for an endpoint as many as it may be asked at most."""
        if self.backend.concurrency == 1:
            return 1
        return self.settings.concurrency or Pace().concurrency

    def _shards(self) -> int:
        """Return the processes to work with: one where all calls have to pass one place."""
        backend = self.backend
        is_counted = backend.limits != Limits()
        is_recorded = backend.record is not None or backend.replay is not None
        if self.settings.backend == "embedded" or is_counted or is_recorded:
            return 1
        return self.processes or min(os.cpu_count() or 1, _MOST_PROCESSES)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spread:
    """Does few reports in this process and many in several."""

    engine: LocalEngine
    shards: int
    settings: Settings

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done."""
        todo = list(tasks)
        if self.shards == 1 or len(todo) < _WORTH_PROCESSES:
            return self.engine.run(todo)
        sharded = ShardedEngine(
            make=partial(_engine_of_process, self.settings, self.engine.detail),
            shards=self.shards,
            slots=max(self.engine.slots, self.shards),
            listener=self.engine.listener,
        )
        return sharded.run(todo)


@contextmanager
def _engine_of_process(
    settings: Settings, detail: Detail | None, slots: int, listener: Listener
) -> Generator[LocalEngine]:
    """Make the engine of one process among several, with its share of what the endpoint may be asked."""
    console = Console(verbosity=QUIET)
    logging.getLogger("summarizer").handlers[:] = [LogLines(console)]
    sys.setswitchinterval(SWITCH_SECONDS)
    share = slots / (settings.concurrency or Pace().concurrency)
    limits = {
        name: max(1, int(limit * share))
        for name in ("requests_per_minute", "tokens_per_minute")
        if (limit := getattr(settings, name)) is not None
    }
    settings = settings.model_copy(update={"concurrency": slots, **limits})
    with Backend(settings=settings, console=console) as backend:
        asker = backend.asker()
        yield LocalEngine(
            asker=asker,
            encoding=backend.encoding,
            slots=slots,
            detail=detail,
            price=price_of(asker, settings),
            listener=listener,
            within=backend.held,
        )


def price_of(asker: Asker | None, settings: Settings) -> Price | None:
    """Return what the model costs that answers, if a price is set for it."""
    return settings.prices.get(asker.model) if asker is not None else None
