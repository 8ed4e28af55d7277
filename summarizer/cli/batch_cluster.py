"""A batch on a cluster: what every process of it makes its engine from, and what all of them share."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.batch.cluster import ClusterEngine
from summarizer.batch.on_ray import ray_cluster
from summarizer.config import api_key
from summarizer.endpoint import Pace

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from summarizer.batch.local import LocalEngine
    from summarizer.batch.permits import Permitted
    from summarizer.batch.shards import Listener
    from summarizer.cli.batch_worker import Worker
    from summarizer.cli.wiring import Backend


def cluster_engine(
    backend: Backend,
    worker: Worker,
    *,
    address: str | None,
    listener: Listener,
) -> ClusterEngine:
    """Return the engine of a Ray cluster.

    Args:
        backend: What answers here; its limits hold for all machines together.
        worker: What engines are made from there. The key goes along, wherever this machine has it from.
        address: Where the head of the cluster is; None for one nearby.
        listener: Told what calls came to.

    Raises:
        ConfigError: There is no key where it should be, or no price where cost is limited.
    """
    # Ray would tell its makers of every cluster it starts.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    settings = worker.settings
    slots = settings.concurrency or Pace().concurrency
    pace = Pace(
        concurrency=slots,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
    )
    own = {"api_key_file": None, "keyring": False, "requests_per_minute": None, "tokens_per_minute": None}
    key = api_key(settings) if settings.backend == "endpoint" else None
    travelling = replace(worker, settings=settings.model_copy(update={"api_key": key, **own}))
    return ClusterEngine(
        connect=partial(ray_cluster, address, pace=pace, limits=backend.limits, price=backend.budget.price),
        make=partial(_engine, travelling),
        slots=slots,
        listener=listener,
    )


def _engine(worker: Worker, slots: int, permitted: Permitted) -> AbstractContextManager[LocalEngine]:
    """Make the engine of one process in the cluster; what calls came to is told with the reports."""
    return worker.engine(slots, lambda _spent: None, gate=permitted, purse=permitted)
