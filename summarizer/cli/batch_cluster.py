"""A batch on a cluster: what every process of it makes its engine from, and what all of them share."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from summarizer.batch.cluster import ClusterEngine
from summarizer.batch.local import LocalEngine
from summarizer.batch.on_ray import ray_cluster
from summarizer.cli.batch_work import SWITCH_SECONDS, price_of
from summarizer.cli.console import QUIET, Console, LogLines
from summarizer.cli.wiring import Backend
from summarizer.config import api_key
from summarizer.endpoint import Pace

if TYPE_CHECKING:
    from collections.abc import Generator

    from summarizer.batch.permits import Permitted
    from summarizer.batch.shards import Listener
    from summarizer.config import Settings
    from summarizer.rendering import Detail


def cluster_engine(
    backend: Backend,
    settings: Settings,
    *,
    address: str | None,
    detail: Detail | None,
    listener: Listener,
) -> ClusterEngine:
    """Return the engine of a Ray cluster.

    Args:
        backend: What answers here; its limits hold for all machines together.
        settings: What answers there. The key goes along, wherever this machine has it from.
        address: Where the head of the cluster is; None for one nearby.
        detail: How detailed a brief to make of every report; None for no briefs.
        listener: Told what calls came to.

    Raises:
        ConfigError: There is no key where it should be, or no price where cost is limited.
    """
    # Ray would tell its makers of every cluster it starts.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    slots = settings.concurrency or Pace().concurrency
    pace = Pace(
        concurrency=slots,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
    )
    own = {"api_key_file": None, "keyring": False, "requests_per_minute": None, "tokens_per_minute": None}
    key = api_key(settings) if settings.backend == "endpoint" else None
    settings = settings.model_copy(update={"api_key": key, **own})
    return ClusterEngine(
        connect=partial(ray_cluster, address, pace=pace, limits=backend.limits, price=backend.budget.price),
        make=partial(_engine_of_worker, settings, detail),
        slots=slots,
        listener=listener,
    )


@contextmanager
def _engine_of_worker(
    settings: Settings, detail: Detail | None, slots: int, permitted: Permitted
) -> Generator[LocalEngine]:
    """Make the engine of one process in the cluster, whose calls pass what all have in common."""
    console = Console(verbosity=QUIET)
    logging.getLogger("summarizer").handlers[:] = [LogLines(console)]
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = settings.model_copy(update={"concurrency": slots})
    with Backend(settings=settings, console=console, gate=permitted, purse=permitted) as backend:
        asker = backend.asker()
        price = price_of(asker, settings)
        yield LocalEngine(
            asker=asker,
            encoding=backend.encoding,
            slots=slots,
            detail=detail,
            price=price,
            within=backend.held,
        )
