"""Notices when the reports of a batch have changed and nobody is writing to them any more."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.addresses import is_address, look
from summarizer.errors import InputError, InputNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from summarizer.batch.plan import Task

POLL_SECONDS = 2.0
"""Between two looks. Looking works on every file system, which being told of changes does not."""
_POLL_SECONDS_ELSEWHERE = 30.0
"""The same where it means requests, which cost."""
_log = logging.getLogger(__name__)


def poll_seconds(named: Iterable[str]) -> float:
    """Return how long to wait between two looks at what is named."""
    return _POLL_SECONDS_ELSEWHERE if any(map(is_address, named)) else POLL_SECONDS


def settled(
    list_tasks: Callable[[], Sequence[Task]],
    *,
    poll: float = POLL_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Sequence[Task]]:
    """Yield the reports at first, and whenever one has come, gone or changed; never ends by itself.

    Two looks have to see the same: a file that is being copied grows between them.

    Args:
        list_tasks: Lists the reports as they are now.
        poll: Seconds between two looks.
        sleep: How to wait; tests wait otherwise.
    """
    told: dict[str, object] | None = None
    before: dict[str, object] | None = None
    while True:
        try:
            tasks = list_tasks()
            seen = _seen(tasks)
        except InputError as error:  # what lies elsewhere is out of reach for a while
            if told is None:
                raise
            _log.warning("%s It is tried again.", error)
            sleep(poll)
            continue
        if seen != told and seen == before:
            told = seen
            yield tasks
        before = seen
        sleep(poll)


def _seen(tasks: Iterable[Task]) -> dict[str, object]:
    """Return what tells a change of every report that is there."""
    found: dict[str, object] = {}
    for task in tasks:
        try:
            found[task.id] = _look(task)
        except (OSError, ValueError, InputNotFoundError):
            continue
    return found


def _look(task: Task) -> object:
    if is_address(task.path):
        return task.seen or look(task.path)
    status = Path(task.path).stat()
    return status.st_size, status.st_mtime_ns
