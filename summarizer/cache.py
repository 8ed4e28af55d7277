"""Answers kept on disk, so that nothing is paid for twice.

Kept is the raw answer; validation and checking run again on every hit. The library below, diskcache, would
pickle any value that is not text or a number, and unpickling what somebody else wrote runs their code
(CVE-2025-69872). Here only text goes in, nothing is ever unpickled, and the directory is closed to others.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from threading import Lock, get_ident
from typing import TYPE_CHECKING, Any, cast

import diskcache
from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.exchange import Answer, Usage
from summarizer.keys import request_key

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from summarizer.exchange import Asker, Request

_log = logging.getLogger(__name__)
_Untyped = Any  # diskcache ships no types
_OWNER_ONLY = 0o700
_BUSY_SECONDS = 10
"""How long to wait for another process that is writing before going on without the cache."""
_KEPT_REASONS = frozenset({"stop", "length"})
_UNUSABLE = (OSError, sqlite3.Error, diskcache.Timeout)


class _KeptUsage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int | None
    seconds: float
    reasoning_tokens: int | None = None
    """Not known of answers kept by version 0.1.0."""


class _Kept(BaseModel):
    """One value of the cache, as JSON text."""

    model_config = ConfigDict(extra="forbid")

    text: str
    finish_reason: str
    notes: tuple[str, ...]
    usage: _KeptUsage
    kept_at: str
    tool_version: str


class TextDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache ships no types
    """Storage that takes text only and refuses to unpickle."""

    def put(self, key: _Untyped) -> _Untyped:
        """Turn a key into its column, if it is text."""
        if type(key) is not str:
            raise TypeError("cache keys are text")
        return super().put(key)

    def get(self, key: _Untyped, raw: _Untyped) -> _Untyped:
        """Turn a column into the key, unless that takes unpickling."""
        if not raw:
            raise sqlite3.DataError("a cache key is a pickle, which is never read")
        return super().get(key, raw)

    def store(self, value: _Untyped, read: _Untyped, key: _Untyped = diskcache.UNKNOWN) -> _Untyped:
        """Turn a value into its columns, if it is text."""
        if type(value) is not str or read:
            raise TypeError("cache values are text")
        return cast("_Untyped", super()).store(value, read, key=key)

    def fetch(self, mode: _Untyped, filename: _Untyped, value: _Untyped, read: _Untyped) -> _Untyped:
        """Turn columns into the value, unless that takes unpickling."""
        if mode not in {diskcache.core.MODE_RAW, diskcache.core.MODE_TEXT}:
            raise sqlite3.DataError("a cache value is not text, and nothing else is ever read")
        return cast("_Untyped", super()).fetch(mode, filename, value, read)


class AnswerCache:
    """The answers in one directory; many threads and processes may use it at once.

    A cache that cannot be read or written never fails a run: it warns once and holds nothing.

    Args:
        directory: Made when first needed, closed to other users.
        size_limit: Bytes of answers to keep; the oldest go first.
    """

    def __init__(self, directory: Path, *, size_limit: int = 1 << 30) -> None:
        self.directory = directory
        self._size_limit = size_limit
        self._store: _Untyped = None
        self._broken: str | None = None
        self._home = get_ident()
        self._lock = Lock()
        self._warned: set[str] = set()

    def get(self, key: str) -> Answer | None:
        """Return the answer kept under ``key``, or None."""
        value: _Untyped = None
        try:
            with self._opened() as store:
                value = store.get(key)
            kept = None if value is None else _Kept.model_validate_json(value)
        except (ValidationError, TypeError, UnicodeDecodeError, sqlite3.DataError):
            self._warn("damaged", f"A damaged entry of the cache in {self.directory} is asked for again.")
            return None
        except _UNUSABLE as error:
            self._warn("unusable", f"The cache in {self.directory} cannot be used ({error}).")
            return None
        if kept is None:
            return None
        return Answer(
            text=kept.text,
            finish_reason=kept.finish_reason,
            usage=Usage(**kept.usage.model_dump()),
            notes=kept.notes,
            from_cache=True,
        )

    def put(self, key: str, answer: Answer) -> None:
        """Keep ``answer``.

        An answer cut at its token limit is kept like a finished one: the limit is part of the key, so the
        same question would be cut at the same place again, and these are the most expensive calls of a run.
        """
        if answer.finish_reason not in _KEPT_REASONS:
            return
        usage = answer.usage
        kept = _Kept(
            text=answer.text,
            finish_reason=answer.finish_reason,
            notes=answer.notes,
            usage=_KeptUsage(
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                cached_tokens=usage.cached_tokens,
                seconds=usage.seconds,
                reasoning_tokens=usage.reasoning_tokens,
            ),
            kept_at=datetime.now(UTC).isoformat(timespec="seconds"),
            tool_version=version("report-summarizer"),
        )
        try:
            with self._opened() as store:
                store.set(key, kept.model_dump_json())
        except (*_UNUSABLE, UnicodeEncodeError) as error:
            self._warn("unusable", f"The cache in {self.directory} cannot be used ({error}).")

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
            if get_ident() != self._home:
                # Each thread has its own connection, and nobody else can close it when the thread has ended.
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


class CachedAsker:
    """Puts the cache in front of something that answers, which is made only when the cache cannot answer.

    Args:
        cache: Where answers are kept.
        make_asker: Makes what answers, once, at the first miss; starting an engine belongs in here.
        model: Model name, known without starting anything.
        host: ``host:port`` of the endpoint, or the fixed word of the embedded engine.
        identity: What stands for the model in the key; the SHA-256 of an embedded model, else its name.
        extra_body: Fields added to every request.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, and each changes the key or makes the answer
        self,
        *,
        cache: AnswerCache,
        make_asker: Callable[[], Asker],
        model: str,
        host: str,
        identity: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> None:
        self._cache = cache
        self._make_asker = make_asker
        self._asker: Asker | None = None
        self._lock = Lock()
        self._model = model
        self._host = host
        self._identity = identity or model
        self._extra_body = extra_body

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        return self._model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word of the embedded engine."""
        return self._host

    def ask(self, request: Request) -> Answer:
        """Return the kept answer, or ask and keep it.

        Raises:
            EndpointError: Nothing was kept and asking failed.
        """
        key = request_key(request, model=self._identity, host=self._host, extra_body=self._extra_body)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        with self._lock:
            if self._asker is None:
                self._asker = self._make_asker()
        answer = self._asker.ask(request)
        self._cache.put(key, answer)
        return answer
