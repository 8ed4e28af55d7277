"""Reports at addresses on their way while others are done: it is the way that takes the time."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.addresses import is_address
from summarizer.errors import SummarizerError
from summarizer.readers import DEFAULT_LIMITS
from summarizer.readers.source import load

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from summarizer.batch.plan import Task

_AHEAD = 8
"""Reports that are fetched before they are asked for, and held in memory."""


def loaded_ahead(tasks: Iterable[Task]) -> Generator[Task]:
    """Yield the reports in their order, those at addresses with their bytes.

    One that cannot be fetched comes without: whoever reads it meets the reason. Reports on this machine are
    taken one by one as they are asked for.
    """
    pool: ThreadPoolExecutor | None = None
    coming: deque[tuple[Task, Future[bytes | None] | None]] = deque()
    try:
        for task in tasks:
            if is_address(task.path) and task.data is None:
                pool = pool or ThreadPoolExecutor(_AHEAD)
                coming.append((task, pool.submit(_bytes, task)))
            else:
                coming.append((task, None))
            while coming and (coming[0][1] is None or len(coming) > _AHEAD):
                yield _loaded(*coming.popleft())
        while coming:
            yield _loaded(*coming.popleft())
    finally:
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _loaded(task: Task, data: Future[bytes | None] | None) -> Task:
    return task if data is None else replace(task, data=data.result())


def _bytes(task: Task) -> bytes | None:
    try:
        return load(task.path, stdin=None, limits=DEFAULT_LIMITS)[1]
    except SummarizerError:
        return None
