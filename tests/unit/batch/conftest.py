"""A folder of short reports and a way to do them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch.inputs import Inputs
from summarizer.batch.layout import Layout
from summarizer.batch.local import LocalEngine
from summarizer.batch.plan import plan
from summarizer.batch.run import Run, Summary
from tests.support.askers import PlayedAsker
from tests.support.reports import short_report

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.batch.engine import Engine
    from summarizer.batch.result import Entry


@dataclass(kw_only=True)
class Followed:
    """Remembers what it was told."""

    kept: int = 0
    todo: int = 0
    entries: list[Entry] = field(default_factory=list)

    def started(self, *, kept: int, todo: int) -> None:
        self.kept, self.todo = kept, todo

    def done(self, entry: Entry) -> None:
        self.entries.append(entry)


@dataclass(kw_only=True)
class Batch:
    """A folder of reports and an output directory."""

    folder: Path
    out: Path
    asker: PlayedAsker | None = field(default_factory=PlayedAsker)
    followed: Followed = field(default_factory=Followed)

    @property
    def layout(self) -> Layout:
        return Layout(root=self.out)

    @property
    def records(self) -> bytes:
        return self.layout.reports.read_bytes()

    def engine(self, **options: Any) -> LocalEngine:  # noqa: ANN401 - passed on
        return LocalEngine(**{"asker": self.asker, "encoding": "keyed", "slots": 2, **options})

    def run(self, engine: Engine | None = None, **options: Any) -> Summary:  # noqa: ANN401 - passed on
        """Do the batch, or what is left of it."""
        self.followed = Followed()
        made = {"recipe": "r", "follower": self.followed, **options}
        tasks = plan(Inputs(named=[str(self.folder)]))
        with self.layout.claimed():
            run = Run(tasks=tasks, layout=self.layout, **made)
            return run.through(engine or self.engine(wanted=run.wanted))


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Five short reports, not done yet."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(short_report(number), encoding="utf-8")
    return Batch(folder=folder, out=tmp_path / "out")
