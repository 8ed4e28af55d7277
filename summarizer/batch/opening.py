"""Reads reports up to their structure: in this process, or ahead of the calls in processes of their own.

Reading is half of what a report costs this machine, and Python does one thing at a time in a process: where
calls are made, it would keep answers waiting. A file that brings its reader down is one report that fails.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.cleaning import clean as clean_text
from summarizer.errors import InputError
from summarizer.readers import read
from summarizer.structure import outline as find_outline

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future

    from summarizer.batch.plan import Task
    from summarizer.cleaning.text import CleanText
    from summarizer.readers.raw import RawText
    from summarizer.structure.model import Outline

_AHEAD = 2
"""Reports under way for each process: the next one is there when the last one is done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A report with its structure."""

    raw: RawText
    clean: CleanText
    outline: Outline


def opened(tasks: Iterable[Task], *, processes: int) -> Generator[tuple[Task, Opened | Exception]]:
    """Yield every report with its structure, or why it has none, in the order of the tasks.

    Args:
        tasks: Taken as they are needed, a few ahead.
        processes: How many to read with; 0 reads in this one.
    """
    if not processes:
        for task in tasks:
            yield task, _opened_or_error(task)
        return
    readers = _Readers(processes)
    waiting: deque[tuple[Task, Future[Opened | Exception]]] = deque()
    coming = iter(tasks)
    try:
        while True:
            for task in _some(coming, _AHEAD * processes - len(waiting)):
                waiting.append((task, readers.submit(task)))
            if not waiting:
                return
            task, future = waiting.popleft()
            try:
                yield task, future.result()
            except BrokenProcessPool:
                yield task, readers.again(task)
    finally:
        readers.close()


def _some(coming: Iterator[Task], count: int) -> Iterator[Task]:
    for _ in range(count):
        task = next(coming, None)
        if task is None:
            return
        yield task


def _opened_or_error(task: Task) -> Opened | Exception:
    """Read a report. An error is a result: raised in another process it would lose its hint on the way."""
    try:
        raw = replace(read(task.path), name=task.source_name)
        clean = clean_text(raw)
        return Opened(raw=raw, clean=clean, outline=find_outline(clean))
    except Exception as error:  # noqa: BLE001 - one report that cannot be read does not end the others
        return error


class _Readers:
    """Processes that read; made anew when one of them has died."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pool = self._made(size)

    def submit(self, task: Task) -> Future[Opened | Exception]:
        try:
            return self._pool.submit(_opened_or_error, task)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(_opened_or_error, task)

    def again(self, task: Task) -> Opened | Exception:
        """Read a report that was under way when a process died, alone: now its own fault is known."""
        with self._made(1) as alone:
            try:
                return alone.submit(_opened_or_error, task).result()
            except BrokenProcessPool:
                return InputError(f"{task.source_name} brings its reader down.")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _renew(self) -> None:
        self.close()
        self._pool = self._made(self._size)

    @staticmethod
    def _made(size: int) -> ProcessPoolExecutor:
        # Spawned, not forked: there are threads here, whose locks a fork would copy as they stand.
        return ProcessPoolExecutor(
            size, mp_context=multiprocessing.get_context("spawn"), initializer=_serve_one_parent
        )


def _serve_one_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
