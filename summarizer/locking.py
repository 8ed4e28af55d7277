"""A lock between processes that the system frees when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

_POLL_SECONDS = 0.2

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def claimed(path: Path) -> Generator[bool]:
    """Take the lock file at ``path`` if nobody holds it, and yield whether it was taken.

    Args:
        path: The lock file; made if absent, and left there as by :func:`exclusive`.

    Raises:
        OSError: The file cannot be made, or the file system has no locks.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _try_lock(descriptor)
    finally:
        os.close(descriptor)  # frees the lock too


@contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], None]) -> Generator[None]:
    """Hold the lock file at ``path``, waiting for as long as another process holds it.

    The file stays: removing it would let a third process lock a new file of the same name while
    a second one still waits for the old.

    Args:
        path: The lock file; made if absent.
        on_wait: Called once if somebody else holds the lock.

    Raises:
        OSError: The file cannot be made, or the file system has no locks.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _try_lock(descriptor):
            on_wait()
            while not _try_lock(descriptor):
                time.sleep(_POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)  # frees the lock too
