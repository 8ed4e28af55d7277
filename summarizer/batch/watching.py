"""Notices when the reports of a batch have changed and nobody is writing to them any more."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from summarizer.batch.plan import Task

POLL_SECONDS = 2.0
"""Between two looks. Looking works on every file system, which being told of changes does not."""


def settled(
    look: Callable[[], Sequence[Task]],
    *,
    poll: float = POLL_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Sequence[Task]]:
    """Yield the reports at first, and whenever one has come, gone or changed; never ends by itself.

    Two looks have to see the same: a file that is being copied grows between them.

    Args:
        look: Lists the reports as they are now.
        poll: Seconds between two looks.
        sleep: How to wait; tests wait otherwise.
    """
    told: dict[str, tuple[int, int]] | None = None
    before: dict[str, tuple[int, int]] | None = None
    while True:
        tasks = look()
        seen = _seen(tasks)
        if seen != told and seen == before:
            told = seen
            yield tasks
        before = seen
        sleep(poll)


def _seen(tasks: Iterable[Task]) -> dict[str, tuple[int, int]]:
    """Return size and time of every report that is there."""
    found: dict[str, tuple[int, int]] = {}
    for task in tasks:
        try:
            status = Path(task.path).stat()
        except (OSError, ValueError):
            continue
        found[task.id] = status.st_size, status.st_mtime_ns
    return found
