"""The answers in one directory."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from math import inf
from threading import Lock, local
from typing import TYPE_CHECKING, Any

import diskcache
from pydantic import ValidationError

from summarizer.cache.disk import TextDisk
from summarizer.recording.entry import Entry, Failed

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from summarizer.exchange import Answer

_log = logging.getLogger(__name__)
_Untyped = Any  # diskcache ships no types
_OWNER_ONLY = 0o700
_BUSY_SECONDS = 10
"""How long to wait for another process that is writing before going on without the cache."""
_KEPT_REASONS = frozenset({"stop", "length"})
_DAMAGED = (ValidationError, TypeError, UnicodeDecodeError, sqlite3.DataError)
_UNUSABLE = (OSError, sqlite3.Error, diskcache.Timeout)


class AnswerCache:
    """The answers in one directory; many threads and processes may use it at once.

    A cache that cannot be read or written never fails a run: it warns once and holds nothing.

    Args:
        directory: Made when first needed, closed to other users.
        size_limit: Bytes of answers to keep; the oldest go first.
        days: Days after which an answer no longer counts; None for ever.
    """

    def __init__(self, directory: Path, *, size_limit: int = 1 << 30, days: float | None = None) -> None:
        self.directory = directory
        self._size_limit = size_limit
        self._days = inf if days is None else days
        self._store: _Untyped = None
        self._broken: str | None = None
        self._threads = local()
        self._threads.holds = True  # the thread that made it is the one that closes it
        self._lock = Lock()
        self._warned: set[str] = set()

    def get(self, key: str) -> Answer | None:
        """Return the answer kept under ``key``, or None."""
        entry = self.entry(key)
        return None if entry is None or entry.days_old >= self._days else entry.given()

    def entry(self, key: str) -> Entry | None:
        """Return what is kept under ``key``, however old; damage is a warning, and nothing."""
        value: _Untyped = None
        try:
            with self._opened() as store:
                value = store.get(key)
            return None if value is None else Entry.model_validate_json(value)
        except _DAMAGED:
            self._warn("damaged", f"A damaged entry of the cache in {self.directory} is asked for again.")
        except _UNUSABLE as error:
            self._warn("unusable", f"The cache in {self.directory} cannot be used ({error}).")
        return None

    def put(self, entry: Entry) -> bool:
        """Keep an answer, and return whether it is kept.

        An answer cut at its token limit is kept like a finished one: the limit is part of the key, so the
        same question would be cut at the same place again, and these are the most expensive calls of a run.
        """
        if isinstance(entry.answer, Failed) or entry.answer.finish_reason not in _KEPT_REASONS:
            return False
        try:
            with self._opened() as store:
                store.set(entry.cache_key, entry.model_dump_json(by_alias=True))
        except _UNUSABLE as error:
            self._warn("unusable", f"The cache in {self.directory} cannot be used ({error}).")
            return False
        return True

    @contextmanager
    def held(self) -> Generator[None]:
        """Keep the files open that this thread uses, until the end of the block.

        Other threads than the one that made the cache otherwise close them after every use: each has its own
        connection, and nobody else can close that when the thread has ended.
        """
        self._threads.holds = True
        try:
            yield
        finally:
            self._threads.holds = False
            with self._lock:
                store = self._store
            if store is not None:
                store.close()

    def close(self) -> None:
        """Close the files; the next use opens them again."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    @contextmanager
    def _opened(self) -> Generator[_Untyped]:
        store = self._open()
        try:
            yield store
        finally:
            if not getattr(self._threads, "holds", False):
                store.close()

    def _open(self) -> _Untyped:
        with self._lock:
            if self._broken is not None:
                raise OSError(self._broken)
            if self._store is None:
                try:
                    # diskcache would make the directory open to all.
                    self.directory.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
                    self.directory.chmod(_OWNER_ONLY)
                    self._store = diskcache.Cache(
                        str(self.directory),
                        disk=TextDisk,
                        timeout=_BUSY_SECONDS,
                        size_limit=self._size_limit,
                    )
                except _UNUSABLE as error:
                    self._broken = str(error)  # waiting for a lock again at every answer would be no help
                    raise
            return self._store

    def _warn(self, kind: str, message: str) -> None:
        if kind not in self._warned:
            self._warned.add(kind)
            _log.warning(message)
