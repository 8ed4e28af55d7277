"""What is done to a whole cache: counting, listing, pruning, taking answers out and in.

The keys are read with SQL of our own: diskcache gives them one by one and stops at the first that is a
pickle, which somebody may have put there and which is never read.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import diskcache

from summarizer.cache.answers import AnswerCache
from summarizer.cache.disk import TextDisk
from summarizer.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import datetime
    from pathlib import Path

    from summarizer.recording.entry import Entry

_DATABASE = "cache.db"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """How much a cache holds."""

    answers: int
    bytes: int
    """Of all files in its directory."""
    oldest: datetime | None
    newest: datetime | None
    damaged: int
    """Entries that cannot be read and are asked for again."""
    by_model: dict[str, int]


def measure(directory: Path) -> Kept:
    """Count what is kept.

    Raises:
        CacheError: The cache cannot be read.
    """
    count = damaged = 0
    times: list[datetime] = []
    by_model: dict[str, int] = {}
    for entry in _read(directory):
        count += 1
        if entry is None:
            damaged += 1
            continue
        times.append(entry.recorded_at)
        by_model[entry.model] = by_model.get(entry.model, 0) + 1
    return Kept(
        answers=count - damaged,
        bytes=sum(each.stat().st_size for each in directory.rglob("*") if each.is_file()),
        oldest=min(times, default=None),
        newest=max(times, default=None),
        damaged=damaged,
        by_model=dict(sorted(by_model.items())),
    )


def entries(directory: Path) -> Iterator[Entry]:
    """Return what is kept, in the order in which it came; damaged entries are left out.

    Raises:
        CacheError: The cache cannot be read.
    """
    return (entry for entry in _read(directory) if entry is not None)


def prune(directory: Path, *, size_limit: int, days: float | None) -> int:
    """Drop what is damaged, too old or too much, and return how many answers that were.

    Args:
        directory: The cache.
        size_limit: Bytes to keep; the oldest go first.
        days: Days after which an answer goes; None for never.

    Raises:
        CacheError: The cache cannot be changed.
    """
    if not (directory / _DATABASE).exists():
        return 0
    with _failing(directory), closing(AnswerCache(directory)) as cache:
        keys, dropped = _keys(directory)
        gone: list[str] = []
        for key in keys:
            entry = cache.entry(key)
            if entry is None or (days is not None and entry.days_old >= days):
                gone.append(key)
        with diskcache.Cache(str(directory), disk=TextDisk, size_limit=size_limit) as store:
            dropped += sum(bool(store.delete(key)) for key in gone)
            dropped += int(store.cull())
        with closing(sqlite3.connect(directory / _DATABASE)) as database:
            with database:
                database.execute("DELETE FROM Cache WHERE raw = 0")
            database.execute("VACUUM")
    return dropped


def _read(directory: Path) -> Iterator[Entry | None]:
    if not (directory / _DATABASE).exists():
        return
    with _failing(directory), closing(AnswerCache(directory)) as cache:
        keys, pickled = _keys(directory)
        yield from (cache.entry(key) for key in keys)
        yield from [None] * pickled


def _keys(directory: Path) -> tuple[list[str], int]:
    """Return the keys of a cache, oldest first, and how many more are pickles."""
    with closing(sqlite3.connect(directory / _DATABASE)) as database:
        rows = database.execute("SELECT key, raw FROM Cache ORDER BY store_time").fetchall()
    found = [key for key, raw in rows if raw and isinstance(key, str)]
    return found, len(rows) - len(found)


@contextmanager
def _failing(directory: Path) -> Generator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, diskcache.Timeout) as error:
        raise CacheError(
            f"The cache in {directory} cannot be used ({error}).",
            hint="Close what uses it, or start afresh with: summarizer cache clear",
        ) from error
