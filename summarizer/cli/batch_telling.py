"""What ``summarizer batch`` says: how it goes on, and at the end what became of every report."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.batch.naming import printable
from summarizer.batch.result import Spent

if TYPE_CHECKING:
    from summarizer.batch.result import Entry
    from summarizer.batch.run import Summary
    from summarizer.cli.console import Console, Tracker
    from summarizer.errors import SummarizerError

_SECONDS_A_LINE = 2.0
"""Where progress is told in lines, a line each for thousands of reports would be too many."""
_SHORTEST = 0.001
"""Seconds; nothing is faster."""
_MOST_TOLD = 20
"""Failures that are told one by one; the manifest has them all."""


@dataclass(kw_only=True, slots=True)
class Follower:
    """Tells reports done, calls, tokens and money, how fast it goes, and the time left."""

    console: Console
    tracker: Tracker
    usage: Spent = field(default_factory=Spent)
    """What calls have come to since the work began, those of reports that are not done included."""
    _todo: int = 0
    _done: int = 0
    _failed: int = 0
    _began: float = field(default_factory=time.monotonic)
    _first: float = 0.0
    """Seconds after which the first report was done."""
    _told: float = float("-inf")

    @property
    def seconds(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._began

    def started(self, *, kept: int, todo: int) -> None:
        """Take the size of the batch."""
        self._todo, self._done, self._failed = todo, 0, 0
        self.usage = Spent()
        self._began = time.monotonic()
        self._told = 0.0
        if kept:
            self.console.say(f"{kept} reports are done already, {todo} to do.")

    def answered(self, spent: Spent) -> None:
        """Count calls."""
        self.usage += spent
        if self.console.live:
            self._update("")

    def done(self, entry: Entry) -> None:
        """Count a report, and say at once what is not as it should be."""
        self._done += 1
        if self._done == 1:
            self._first = self.seconds
        if entry.status != "complete":
            self._failed += 1
            self.console.warn(f"{printable(entry.id)}: {entry.status}: {entry.reason}")
        if self.console.live or self._done == self._todo or self.seconds - self._told > _SECONDS_A_LINE:
            self._told = self.seconds
            self._update(printable(entry.id))

    def _update(self, name: str) -> None:
        seconds, usage = self.seconds, self.usage
        told = [name] if name and not self.console.live else []
        if self._done:
            told.append(f"{_rate(60 * self._done, seconds)} a minute")
        told.append(f"{usage.calls - usage.cached_calls} calls")
        told.append(f"{usage.fresh_tokens} tokens, {_rate(usage.fresh_tokens, seconds)} a second")
        if usage.cost is not None:
            told.append(_money(usage.cost, usage))
        if self._failed:
            told.append(f"{self._failed} not complete")
        if 1 < self._done < self._todo:
            # The first report has waited for all that has to be started.
            each = (seconds - self._first) / (self._done - 1)
            told.append(f"about {_span(each * (self._todo - self._done))} left")
        self.tracker.update(done=self._done, total=self._todo, note=" · ".join(told))


def _span(seconds: float) -> str:
    """Say a time as people do."""
    if seconds < 90:  # noqa: PLR2004 - a minute and a half
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004 - same


def _rate(count: float, seconds: float) -> str:
    """Say how many there are in a second; no more digits than mean something."""
    rate = count / max(seconds, _SHORTEST)
    return f"{rate:.0f}" if rate >= 100 else f"{rate:.3g}"  # noqa: PLR2004 - three digits


def _money(amount: float, usage: Spent) -> str:
    return f"{amount:.4f} {usage.currency}"


def tell(console: Console, summary: Summary, follower: Follower) -> None:
    """Say what became of the batch, failures first, and what it came to."""
    for status in ("failed", "partial"):
        entries = summary.of_status(status)
        for entry in entries[:_MOST_TOLD]:
            console.warn(f"{status}: {entry.id} ({entry.path}): {entry.reason}")
        if len(entries) > _MOST_TOLD:
            console.warn(f"{status}: {len(entries) - _MOST_TOLD} more, all in manifest.jsonl")
    told = ", ".join(f"{count} {status}" for status, count in summary.counts.items() if count)
    seconds, usage, all_usage = follower.seconds, follower.usage, summary.usage
    parts = [f"{usage.calls} calls ({usage.cached_calls} from the cache)"]
    parts.append(f"{usage.prompt_tokens + usage.completion_tokens} tokens")
    if usage.fresh_tokens:
        parts[-1] += f" ({_rate(usage.fresh_tokens, seconds)} a second)"
    if usage.cost is not None:
        parts.append(_money(usage.cost, usage))
        in_all = all_usage.full_cost or 0.0
        if in_all > usage.cost:
            parts[-1] += f" (what is done has come to {_money(in_all, all_usage)} in all)"
    rate = f" ({_rate(60 * summary.done, seconds)} a minute)" if summary.done else ""
    console.say(f"{told}; {summary.done} done in this run in {_span(seconds)}{rate}: {', '.join(parts)}.")


def as_numbers(summary: Summary, follower: Follower) -> dict[str, object]:
    """Return what became of the batch, for other programs."""
    return {
        "counts": summary.counts,
        "done": summary.done,
        "seconds": round(follower.seconds, 3),
        "usage": follower.usage.model_dump(),
        "usage_of_all": summary.usage.model_dump(),
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
