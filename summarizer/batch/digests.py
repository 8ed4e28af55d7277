"""Digests of what would be read; they tell whether a report has changed since it was done."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.addresses import is_address
from summarizer.errors import SummarizerError
from summarizer.readers import DEFAULT_LIMITS
from summarizer.readers.source import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.addresses import Seen
    from summarizer.batch.plan import Task

_AT_ONCE = 8
"""Files on their way from addresses, where it is the way that takes the time."""


@dataclass(kw_only=True, slots=True)
class Digests:
    """Digests of reports. One that a look shows unchanged at its address is not fetched again."""

    _known: dict[tuple[str, Seen], str | None] = field(default_factory=dict["tuple[str, Seen]", "str | None"])

    def learn(self, tasks: Iterable[Task]) -> None:
        """Fetch those of reports at addresses, several at a time."""
        keys = {key: task for task in tasks if is_address(task.path) and (key := self._key(task)) is not None}
        lacking = [task for key, task in keys.items() if key not in self._known]
        if not lacking:
            return
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for task, digest in zip(lacking, pool.map(_digest, lacking), strict=True):
                self.note(task, digest)

    def note(self, task: Task, digest: str | None) -> None:
        """Keep a digest that somebody else has made."""
        key = self._key(task)
        if key is not None:
            self._known[key] = digest

    def of(self, task: Task) -> str | None:
        """Return the digest of a report; None where it cannot be read."""
        key = self._key(task)
        if key is None or key not in self._known:
            self.note(task, digest := _digest(task))
            return digest
        return self._known[key]

    @staticmethod
    def _key(task: Task) -> tuple[str, Seen] | None:
        return (task.path, task.seen) if task.seen is not None and task.seen.version else None


def _digest(task: Task) -> str | None:
    try:
        _, data = load(task.path, stdin=None, limits=DEFAULT_LIMITS)
    except SummarizerError:
        return None
    return hashlib.sha256(data).hexdigest()
