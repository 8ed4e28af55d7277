"""A Ray cluster as what does bundles; the only importer of Ray."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer.batch.bundles import Workplace
from summarizer.batch.permits import Permits
from summarizer.budget import Budget
from summarizer.errors import ConfigError, EngineError

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

    from summarizer.batch.bundles import Bundle, Done, Order
    from summarizer.budget import Limits
    from summarizer.endpoint import Pace
    from summarizer.prices import Price

_Untyped = Any  # of an extra that is not there when types are checked
_RETRIES = 3
"""How often a bundle is begun again whose process or machine is lost."""
_STORE_BYTES = 256 << 20
"""Of shared memory, in a cluster started here; bundles and results are small."""
_CONNECT_SECONDS = 10.0
_TELLERS = 8
"""Threads that take permits back, besides those in which calls wait for one."""
_GROUPS = {"enter": "entering", "set_aside": "paying"}
_workplace = Workplace()


@contextmanager
def ray_cluster(
    address: str | None, *, pace: Pace, limits: Limits, price: Price | None
) -> Generator[RayCluster]:
    """Open the cluster at an address, or that of this machine, or one started here for this run.

    Args:
        address: ``host:port`` of the head, or ``ray://host:port``; None for the other two.
        pace: What the endpoint may be asked at most, by all machines together.
        limits: The most they may spend together.
        price: What money is counted in.

    Raises:
        ConfigError: Ray is not installed.
        EngineError: There is no cluster at the address, or it cannot be used.
    """
    ray = _imported()
    is_ours = not ray.is_initialized()
    permits = None
    # Ray tells of lost machines on standard output, which is for the result.
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123 - no path
        try:
            if is_ours:
                _connect(ray, address)
            permits = _permits(ray, pace, limits, price)
            yield RayCluster(ray=ray, permits=permits)
        except ray.exceptions.RayError as error:
            raise EngineError(f"The Ray cluster does not work: {_first_line(error)}") from error
        finally:
            if is_ours:
                ray.shutdown()
            elif permits is not None:
                ray.kill(permits)


def _permits(ray: _Untyped, pace: Pace, limits: Limits, price: Price | None) -> _Untyped:
    """Start what hands out permits, on the machine whose end is the run's end as well."""
    strategies = import_module("ray.util.scheduling_strategies")
    here = strategies.NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    most = 2 * (pace.concurrency + int(ray.cluster_resources().get("CPU", 0)))
    # Each kind of waiting has threads of its own: were all taken by those who wait, nobody could end a wait.
    groups = {"paying": most, "entering": most, "telling": _TELLERS}
    actor = ray.remote(num_cpus=0, concurrency_groups=groups)(_Permits)
    return actor.options(scheduling_strategy=here).remote(pace, limits, price)


class _Permits(Permits):
    """Permits that are made where they are handed out: a budget does not travel."""

    def __init__(self, pace: Pace, limits: Limits, price: Price | None) -> None:
        super().__init__(pace, Budget(limits, price=price))


@dataclass(kw_only=True, slots=True)
class RayCluster:
    """Machines that do bundles; see :func:`ray_cluster`."""

    ray: _Untyped
    permits: _Untyped
    _do: _Untyped = None
    _out: set[_Untyped] = field(default_factory=set[Any])

    def processors(self) -> int:
        """Return the processors of all machines that are there just now."""
        return int(self.ray.cluster_resources().get("CPU", 0))

    def submit(self, bundle: Bundle, order: Order) -> object:
        """Send a bundle out."""
        if self._do is None:
            self._do = self.ray.remote(_do).options(num_cpus=1, max_retries=_RETRIES, name="reports")
        return self._do.remote(bundle, order, self.permits)

    def first(self, handles: Collection[object]) -> tuple[object, Done | None]:
        """Wait for a bundle to come back; None where whoever did it died, again and again."""
        ray = self.ray
        ready, _ = ray.wait(list(handles), num_returns=1)
        lost = (
            ray.exceptions.WorkerCrashedError,
            ray.exceptions.NodeDiedError,
            ray.exceptions.OutOfMemoryError,
        )
        try:
            return ready[0], ray.get(ready[0])
        except lost:
            return ready[0], None


def _do(bundle: Bundle, order: Order, permits: _Untyped) -> Done:
    """Do a bundle in a process of the cluster."""
    ray = _imported()

    def call(name: str, *arguments: object) -> object:
        method = getattr(permits, name).options(concurrency_group=_GROUPS.get(name, "telling"))
        return ray.get(method.remote(*arguments))

    return _workplace.do(bundle, order, call)


def _imported() -> _Untyped:
    try:
        return import_module("ray")
    except ImportError:
        raise ConfigError(
            "--engine ray needs Ray, which is not installed.", hint="pip install 'report-summarizer[ray]'"
        ) from None


def _connect(ray: _Untyped, address: str | None) -> None:
    """Connect, and keep Ray from talking to the user, who knows bundles and workers as reports."""
    logging.getLogger("ray").setLevel(logging.CRITICAL)
    quietly = {"log_to_driver": False, "configure_logging": False}
    if address is not None:
        _check(address)
    try:
        try:
            ray.init(address=address or "auto", **quietly)
        except ConnectionError:
            if address is not None:
                raise
            ray.init(address="local", include_dashboard=False, object_store_memory=_STORE_BYTES, **quietly)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = address or "this machine"
        raise EngineError(f"The Ray cluster at {where} cannot be used: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _check(address: str) -> None:
    """Refuse an address where nothing answers; Ray itself would try for minutes.

    Raises:
        EngineError: Nothing answers, or it is no address.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_SECONDS).close()
    except (OSError, ValueError, OverflowError) as error:
        raise EngineError(
            f"There is no Ray cluster at {address}: {error}.",
            hint="Name the head as host:port; `ray start --head` says it (port 6379 by default).",
        ) from error
