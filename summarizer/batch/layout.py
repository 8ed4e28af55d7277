"""The files of an output directory, and the claim of one run on it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.atomic import write_failure
from summarizer.errors import UsageError
from summarizer.locking import claimed

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from summarizer.batch.plan import Task

OTHERWISE = "name another place with -o"
"""What to do where the output cannot be written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where everything of a batch lies.

    ``reports.jsonl`` and ``manifest.jsonl`` are the result, in the order of the input; ``briefs`` holds one
    Markdown file a report; ``.batch`` what an unfinished run needs to go on.
    """

    root: Path
    address: str | None = None
    """Where the results go from there."""

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.address or str(self.root)

    @property
    def reports(self) -> Path:
        """One record a line."""
        return self.root / "reports.jsonl"

    @property
    def manifest(self) -> Path:
        """What became of every report, a line each."""
        return self.root / "manifest.jsonl"

    @property
    def journal(self) -> Path:
        """What this run has done so far; gone when the result is written."""
        return self.root / ".batch" / "journal.jsonl"

    def brief(self, task: Task) -> Path:
        """Where the brief of a report goes."""
        return self.root / f"{self.brief_name(task)}"

    @staticmethod
    def brief_name(task: Task) -> str:
        """The same below the output directory."""
        return f"briefs/{task.stem}.md"

    @contextmanager
    def claimed(self) -> Generator[None]:
        """Hold the directory for this run alone; it is made where it is not there.

        Raises:
            UsageError: Another run writes there, or it is not a directory.
            OutputError: It cannot be made or written to.
        """
        try:
            self.journal.parent.mkdir(parents=True, exist_ok=True)
            lock = self.root / ".batch" / "lock"
            lock.touch()
        except (FileExistsError, NotADirectoryError) as error:
            raise UsageError(f"The output {self.name} is not a directory.", hint="Name another.") from error
        except OSError as error:
            raise write_failure(error, str(self.root), otherwise=OTHERWISE) from error
        with claimed(lock) as is_ours:
            if not is_ours:
                raise UsageError(
                    f"Another run is writing to {self.name}.", hint="Wait for its end, or name another place."
                )
            yield
