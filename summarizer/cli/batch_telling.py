"""What ``summarizer batch`` says: how it goes on, and at the end what became of every report."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.batch.naming import printable

if TYPE_CHECKING:
    from summarizer.batch.result import Entry
    from summarizer.batch.run import Summary
    from summarizer.cli.console import Console, Tracker
    from summarizer.errors import SummarizerError

_SECONDS_A_LINE = 2.0
"""Where progress is told in lines, a line each for thousands of reports would be too many."""
_MOST_TOLD = 20
"""Failures that are told one by one; the manifest has them all."""


@dataclass(kw_only=True, slots=True)
class Follower:
    """Tells reports done, their rate, tokens and the time left."""

    console: Console
    tracker: Tracker
    _todo: int = 0
    _done: int = 0
    _failed: int = 0
    _tokens: int = 0
    _calls: int = 0
    _began: float = field(default_factory=time.monotonic)
    _told: float = float("-inf")

    @property
    def seconds(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._began

    def started(self, *, kept: int, todo: int) -> None:
        """Take the size of the batch."""
        self._todo, self._done, self._failed = todo, 0, 0
        self._began = time.monotonic()
        self._told = 0.0
        if kept:
            self.console.say(f"{kept} reports are done already, {todo} to do.")

    def answered(self, calls: int, tokens: int) -> None:
        """Count calls that were made, and their tokens."""
        self._calls += calls
        self._tokens += tokens
        if self.console.live:
            self._update("")

    def done(self, entry: Entry) -> None:
        """Count a report, and say at once what is not as it should be."""
        self._done += 1
        if entry.status != "complete":
            self._failed += 1
            self.console.warn(f"{printable(entry.id)}: {entry.status}: {entry.reason}")
        if self.console.live or self._done == self._todo or self.seconds - self._told > _SECONDS_A_LINE:
            self._told = self.seconds
            self._update(printable(entry.id))

    def _update(self, name: str) -> None:
        seconds = self.seconds
        told = [name] if name and not self.console.live else []
        if self._done:
            told.append(f"{60 * self._done / seconds:.3g} a minute")
        told.append(f"{self._calls} calls, {self._tokens} tokens")
        if self._failed:
            told.append(f"{self._failed} not complete")
        if 0 < self._done < self._todo:
            told.append(f"about {_span(seconds / self._done * (self._todo - self._done))} left")
        self.tracker.update(done=self._done, total=self._todo, note=" · ".join(told))


def _span(seconds: float) -> str:
    """Say a time as people do."""
    if seconds < 90:  # noqa: PLR2004 - a minute and a half
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004 - same


def tell(console: Console, summary: Summary, seconds: float) -> None:
    """Say what became of the batch, failures first."""
    for status in ("failed", "partial"):
        entries = summary.of_status(status)
        for entry in entries[:_MOST_TOLD]:
            console.warn(f"{status}: {entry.id} ({entry.path}): {entry.reason}")
        if len(entries) > _MOST_TOLD:
            console.warn(f"{status}: {len(entries) - _MOST_TOLD} more, all in manifest.jsonl")
    told = ", ".join(f"{count} {status}" for status, count in summary.counts.items() if count)
    usage = summary.usage
    console.say(
        f"{told}; {summary.done} done in this run in {_span(seconds)}: {usage.calls} calls"
        f" ({usage.cached_calls} from the cache), {usage.prompt_tokens + usage.completion_tokens} tokens."
    )


def as_numbers(summary: Summary) -> dict[str, object]:
    """Return what became of the batch, for other programs."""
    return {
        "counts": summary.counts,
        "done": summary.done,
        "usage": summary.usage.model_dump(),
        "not_complete": [
            {"id": entry.id, "status": entry.status, "reason": entry.reason}
            for entry in summary.entries
            if entry.status != "complete"
        ],
    }


def explained(summary: Summary) -> SummarizerError:
    """Return the error that ended the run, with what to do about the rest."""
    error = summary.stopped
    if error is None:
        raise TypeError("the run was not stopped")
    left = f"{summary.pending} reports are left; when this is mended, the same command goes on with them."
    error.hint = f"{error.hint} {left}" if error.hint else left
    return error
