"""What the user is told on standard error: sentences, and progress as bars (on a terminal) or lines."""

from __future__ import annotations

import io
import logging
import os
import sys
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.progress import Progress, TaskID

    from summarizer.errors import SummarizerError

QUIET, NORMAL, VERBOSE = -1, 0, 1


def use_utf8() -> None:
    """Make both standard streams speak UTF-8, also where the console's own encoding is GBK.

    Without it a ``✓`` or a rare character ends a finished run with ``UnicodeEncodeError``, and the result
    would be in whatever encoding the machine happens to have.
    """
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


class LogLines(logging.Handler):
    """Passes on what the package logs: warnings always, the rest with ``--verbose``.

    Args:
        console: Where to.
    """

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Tell one record."""
        tell = self._console.warn if record.levelno >= logging.WARNING else self._console.detail
        tell(record.getMessage())


class Tracker(Protocol):
    """Follows a job whose size is known once it has begun."""

    def update(self, *, done: float, total: float, note: str) -> None:
        """Say how far the job is."""
        ...


@dataclass(kw_only=True, slots=True)
class Console:
    """Standard error with a verbosity; every command finds it as ``ctx.obj``."""

    verbosity: int = NORMAL
    debug: bool = False
    arguments: tuple[str, ...] = ()
    """The command line as it was given, for messages that propose another."""
    if_interrupted: str | None = None
    """What to add to "Interrupted." while something is under way that a second run can use."""
    _started: float = field(default_factory=time.monotonic)

    @property
    def live(self) -> bool:
        """Whether bars may be drawn: a terminal that is not a CI log."""
        return self.verbosity >= NORMAL and sys.stderr.isatty() and not os.environ.get("CI")

    def say(self, message: str) -> None:
        """Tell something worth a line, unless ``--quiet``."""
        if self.verbosity >= NORMAL:
            self._line(message)

    def detail(self, message: str) -> None:
        """Tell something only ``--verbose`` asks for, with the seconds since the start."""
        if self.verbosity >= VERBOSE:
            self._line(f"[{time.monotonic() - self._started:7.2f} s] {message}")

    def warn(self, message: str) -> None:
        """Tell what the user must know even with ``--quiet``."""
        self._line(f"warning: {message}")

    def error(self, error: SummarizerError) -> None:
        """Tell a failure: the sentence, and what to do next on a line of its own."""
        self._line(f"error: {error.message}")
        if error.hint:
            self._line(f"       {error.hint}")

    def interrupted(self) -> None:
        """Tell that Ctrl-C was heard, and what a second run can use."""
        self._line("Interrupted." + (f" {self.if_interrupted}" if self.if_interrupted else ""))

    def trace(self) -> None:
        """Show the traceback of the exception being handled, where ``--debug`` asks for it."""
        if self.debug:
            self._line(traceback.format_exc().rstrip())

    @contextmanager
    def progress(self, title: str) -> Generator[Tracker]:
        """Follow one job: a bar on a terminal, a plain line per step elsewhere, nothing with ``--quiet``."""
        if self.live:
            with _bar() as bar:
                yield _Bar(bar=bar, task=bar.add_task(title, total=None, note=""))
        else:
            yield _Lines(console=self, title=title)

    def _line(self, text: str) -> None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


@dataclass(kw_only=True, slots=True)
class _Lines:
    console: Console
    title: str
    _last: str = ""

    def update(self, *, done: float, total: float, note: str) -> None:
        line = f"{self.title} {done:g}/{total:g}" + (f" · {note}" if note else "")
        if line != self._last:
            self._last = line
            self.console.say(line)


@dataclass(kw_only=True, slots=True)
class _Bar:
    bar: Progress
    task: TaskID

    def update(self, *, done: float, total: float, note: str) -> None:
        self.bar.update(self.task, completed=done, total=total, note=note)


def _bar() -> Progress:
    # Imported here: it costs 50 ms that only a terminal has use for.
    from rich.console import Console as RichConsole  # noqa: PLC0415 - loaded only when needed
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - loaded only when needed

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        console=RichConsole(stderr=True),
        transient=True,
    )
