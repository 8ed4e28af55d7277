"""A batch in its output directory, done in one of the ways there are."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.batch import rounds
from summarizer.batch.deferring import Deferring, RequestFiles
from summarizer.batch.digests import Digests
from summarizer.batch.recipe import recipe
from summarizer.batch.rounds import Rounds
from summarizer.batch.run import Run
from summarizer.batch.watching import settled
from summarizer.cache import AnswerCache, CachedAsker
from summarizer.cli.batch_processes import Spread
from summarizer.cli.batch_telling import explained, tell
from summarizer.cli.batch_worker import Worker
from summarizer.cli.wiring import ANSWERS
from summarizer.config import api_key
from summarizer.endpoint import Pace, host_of
from summarizer.endpoint.batches import BatchApi

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from summarizer.batch.engine import Engine
    from summarizer.batch.layout import Layout
    from summarizer.batch.mirror import Mirror
    from summarizer.batch.plan import Task
    from summarizer.batch.run import Summary
    from summarizer.batch.wanted import Wanted
    from summarizer.cli.batch_telling import Follower
    from summarizer.cli.console import Console
    from summarizer.cli.wiring import Backend
    from summarizer.config import Settings
    from summarizer.exchange import Asker

_MOST_PROCESSES = 8


@dataclass(kw_only=True, slots=True)
class Work:
    """A batch in its output directory, done in one of the ways there are."""

    console: Console
    settings: Settings
    backend: Backend
    layout: Layout
    mirror: Mirror
    follower: Follower
    wanted: Wanted
    retry: bool
    fail_fast: bool
    processes: int | None
    poll: float | None
    on_ray: bool = False
    """Whether a Ray cluster does the work."""
    address: str | None = None
    """Where its head is."""
    _settled: set[str] = field(default_factory=set[str])
    _digests: Digests = field(default_factory=Digests)

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
            mirror=self.mirror,
            recipe=recipe(
                encoding=backend.encoding if asker is not None else None,
                model=backend.identity or (asker.model if asker is not None else None),
                host=asker.host if asker is not None else None,
                extra_body=self.settings.extra_body,
                wanted=self.wanted,
            ),
            follower=self.follower,
            wanted=self.wanted,
            retry=self.retry,
            fail_fast=self.fail_fast,
            settled=self._settled,
            digests=self._digests,
        )
        # Every process knows the model by its name, also the only one of an endpoint that was not named.
        settings = self.settings.model_copy(update={"model": asker.model}) if asker else self.settings
        worker = Worker(
            settings=settings if backend.replay is None else self.settings,
            wanted=self.wanted,
            replay=backend.replay,
            record_again=backend.record_again,
        )
        if self.on_ray:
            return run.through(self._cluster(worker))
        engine = worker.engine_with(
            backend, asker, slots=self._slots(), listener=self.follower.answered, is_paid=is_live
        )
        return run.through(
            Spread(
                engine=engine,
                backend=backend,
                worker=worker,
                shards=self._shards() if is_live else 1,
                is_told=self.processes is not None,
            )
        )

    def watch(self, list_tasks: Callable[[], Sequence[Task]], *, poll: float) -> None:
        """Do what is there, then whatever comes; ends with an interrupt or an error only.

        Args:
            list_tasks: Lists the reports there are.
            poll: Seconds between two looks, where the user has not said.
        """
        asker = self.backend.asker()
        for tasks in settled(list_tasks, poll=self.poll or poll):
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

    def _cluster(self, worker: Worker) -> Engine:
        from summarizer.cli.batch_cluster import cluster_engine  # noqa: PLC0415 - for clusters alone

        return cluster_engine(
            self.backend,
            worker,
            address=self.address,
            listener=self.follower.answered,
        )

    def _slots(self) -> int:
        """Return the calls at the same time, for an endpoint as many as it may be asked at most."""
        if self.backend.concurrency == 1:
            return 1
        return self.settings.concurrency or Pace().concurrency

    def _shards(self) -> int:
        """Return the processes to work with: one where one has to know all that was asked, or answers."""
        is_replayed = self.backend.replay is not None
        if self.backend.replay_strict or (self.settings.backend == "embedded" and not is_replayed):
            return 1
        return self.processes or min(os.cpu_count() or 1, _MOST_PROCESSES)
