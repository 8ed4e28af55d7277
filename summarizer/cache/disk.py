"""Storage of diskcache that takes text only and refuses to unpickle."""

from __future__ import annotations

import sqlite3
from typing import Any, cast

import diskcache

_Untyped = Any  # diskcache ships no types


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
