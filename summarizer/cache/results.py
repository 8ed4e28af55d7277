"""Finished results, each in a file of its own under the key of everything that can change it.

A result is no more than answers, read and checked; with it lost, they are read and checked again. So what
cannot be read is not there, what cannot be written is not kept, and no run fails over either.
"""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from summarizer.atomic import replace_file

if TYPE_CHECKING:
    import os
    from pathlib import Path

RESULTS = "results"
"""Their directory in that of the cache."""
_OWNER_ONLY = 0o700
_SIZE_LIMIT = 64 << 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a finished command has given."""

    text: str
    """What was written."""
    said: str
    """The line the user was told at the end."""
    warnings: list[str]


class ResultCache:
    """The results in one directory; many processes may use it at once.

    Args:
        directory: Made when first needed, closed to other users.
        size_limit: Bytes to keep; the oldest go first.
    """

    def __init__(self, directory: Path, *, size_limit: int = _SIZE_LIMIT) -> None:
        self.directory = directory
        self._size_limit = size_limit

    def get(self, key: str) -> Result | None:
        """Return the result kept under ``key``; None where there is none, or a damaged one."""
        try:
            checksum, _, data = (self.directory / key).read_bytes().partition(b"\n")
            if checksum.decode() != hashlib.sha256(data).hexdigest():
                return None
            fields: dict[str, Any] = json.loads(data)
            return Result(**fields)
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, result: Result) -> None:
        """Keep a result, and drop the oldest where they have become too much."""
        data = json.dumps(asdict(result), ensure_ascii=False).encode("utf-8")
        try:
            self.directory.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            self.directory.chmod(_OWNER_ONLY)
            replace_file(self.directory / key, hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            self._cull()
        except OSError as error:
            _log.info(f"The result is not kept in {self.directory}: {error}")

    def sizes(self) -> list[int]:
        """Return the bytes of each result."""
        return [found.st_size for _, found in self._files()]

    def clear(self) -> None:
        """Drop all results; one that another process has dropped is gone as well."""
        for path, _ in self._files():
            path.unlink(missing_ok=True)

    def _cull(self) -> None:
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns)
        total = sum(found.st_size for _, found in files)
        for path, found in files:
            if total <= self._size_limit:
                break
            path.unlink(missing_ok=True)
            total -= found.st_size

    def _files(self) -> list[tuple[Path, os.stat_result]]:
        files: list[tuple[Path, os.stat_result]] = []
        if self.directory.is_dir():
            for path in self.directory.iterdir():
                with suppress(FileNotFoundError):
                    files.append((path, path.stat()))
        return files
