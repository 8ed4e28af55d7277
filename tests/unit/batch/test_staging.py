"""Runs whose results go to an address: what they take over, what they leave there, and when they end."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import fsspec
import pytest

from summarizer.addresses import Place
from summarizer.batch.inputs import Inputs
from summarizer.batch.local import LocalEngine
from summarizer.batch.outputs import opened_output
from summarizer.batch.plan import plan
from summarizer.batch.result import Spent
from summarizer.batch.run import Run
from summarizer.batch.wanted import NOTHING, Wanted
from summarizer.errors import ClaimLostError, OutputError
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from summarizer.batch.plan import Task
    from summarizer.batch.result import Entry, Finished
    from summarizer.batch.run import Summary

ADDRESS = "memory://staged/out"


class Killed(BaseException):
    pass


@dataclass
class Followed:
    kept: int = 0
    done_ids: list[str] = field(default_factory=list)

    def started(self, *, kept: int, todo: int) -> None:
        assert todo >= 0
        self.kept = kept

    def done(self, entry: Entry) -> None:
        self.done_ids.append(entry.id)


@dataclass
class Engine:
    """Rules alone, and something that happens after so many reports."""

    after: int = -1
    then: Callable[[], object] = lambda: None
    wanted: Wanted = NOTHING
    calls: int = 0
    """What it says every report took, to tell by who did it."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        engine = LocalEngine(asker=None, encoding="keyed", slots=1, wanted=self.wanted)
        for number, finished in enumerate(engine.run(tasks)):
            if number == self.after:
                self.then()
            yield replace(finished, usage=Spent(calls=self.calls))


def die() -> None:
    raise Killed


@dataclass
class Machine:
    """A machine with a directory of its own for what stands in for addresses."""

    state: Path
    folder: Path
    followed: Followed = field(default_factory=Followed)

    def run(self, engine: Engine | None = None, *, period: float = 60.0, briefs: bool = False) -> Summary:
        self.followed = Followed()
        tasks = plan(Inputs(named=[str(self.folder)]))
        wanted = Wanted(detail="short" if briefs else None)
        with opened_output(ADDRESS, state=self.state, period=period) as (layout, mirror):
            run = Run(
                tasks=tasks, layout=layout, mirror=mirror, recipe="r", follower=self.followed, wanted=wanted
            )
            return run.through(engine or Engine(wanted=wanted))


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place(address=ADDRESS)
    files = fsspec.filesystem("memory")
    if files.exists("/staged"):
        files.rm("/staged", recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number in range(5):
        (made / f"{number}.txt").write_text(short_report(number), encoding="utf-8")
    return made


@pytest.fixture
def here(tmp_path: Path, folder: Path) -> Machine:
    return Machine(tmp_path / "here", folder)


@pytest.fixture
def there(tmp_path: Path, folder: Path) -> Machine:
    return Machine(tmp_path / "there", folder)


def reports(place: Place) -> list[str]:
    data = place.read("reports.jsonl") or b""
    return [json.loads(line)["id"] for line in data.splitlines()]


def test_interrupted_run_is_followed_by_any_machine(place: Place, here: Machine, there: Machine) -> None:
    with pytest.raises(Killed):
        here.run(Engine(3, die))
    assert (reports(place), len(place.sizes(".batch/journal"))) == ([], 1)
    assert there.run().done == 2
    assert there.followed.kept == 3
    assert (reports(place), place.sizes(".batch")) == (list("01234"), {})
    assert here.run().done == 0
    assert here.followed.kept == 5


def test_pieces_of_two_lost_machines_are_put_together(
    place: Place, here: Machine, there: Machine, tmp_path: Path
) -> None:
    for machine, reports_each in ((here, 2), (there, 1)):
        with pytest.raises(Killed):
            machine.run(Engine(reports_each, die))
    third = Machine(tmp_path / "third", here.folder)
    assert (third.run().done, third.followed.kept) == (2, 3)
    assert (reports(place), place.sizes(".batch")) == (list("01234"), {})


def test_copy_of_a_staging_directory_is_another_machine(place: Place, here: Machine, there: Machine) -> None:
    with pytest.raises(Killed):
        here.run(Engine(1, die))
    shutil.copytree(here.state, there.state)
    with pytest.raises(Killed):
        here.run(Engine(2, die))
    assert (there.run().done, there.followed.kept) == (2, 3)
    assert reports(place) == list("01234")


def test_what_never_left_this_machine_is_used_beside_newer_results(
    place: Place, here: Machine, there: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_: object) -> None:
        raise OutputError("out of reach")

    with monkeypatch.context() as patch:
        patch.setattr("summarizer.batch.segments.Segments.send", out_of_reach)
        with pytest.raises(Killed):
            here.run(Engine(3, die, calls=1))
    there.folder = tmp_path / "fewer"
    there.folder.mkdir()
    (first,) = [
        task for task in plan(Inputs(named=[str(here.folder)])) if task.id == here.followed.done_ids[0]
    ]
    shutil.copy(first.path, there.folder)
    assert there.run(Engine(calls=2)).done == 1
    assert (here.run(Engine(calls=3)).done, here.followed.kept) == (2, 3)
    rows = [json.loads(line) for line in (place.read("manifest.jsonl") or b"").splitlines()]
    done_by = {row["id"]: row["usage"]["calls"] for row in rows}
    assert done_by.pop(first.id) == 2, "what is in the results counts more"
    assert sorted(done_by.values()) == [1, 1, 3, 3]


def test_only_what_has_changed_is_put(place: Place, here: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    here.run()
    names: list[str] = []
    put = Place.put

    def noted(self: Place, folder: Path, some: Iterable[str]) -> None:
        put(self, folder, taken := list(some))
        names.extend(taken)

    monkeypatch.setattr(Place, "put", noted)
    assert here.run(briefs=True).done == 0
    assert names[-1] == "manifest.jsonl"
    assert sorted(names[:-1]) == sorted(place.sizes("briefs"))


def test_results_are_not_put_again_where_nothing_has_changed(
    place: Place, here: Machine, there: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.run(briefs=True)

    def put(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Place, "put", put)
    assert there.run(briefs=True).done == 0
    assert sorted(place.sizes("briefs")) == [f"briefs/{number}.md" for number in range(5)]


def test_briefs_that_were_being_replaced_are_put_again(place: Place, here: Machine, there: Machine) -> None:
    here.run(briefs=True)
    right = place.read("briefs/2.md")
    place.write("briefs/2.md", b"of a run that was killed before its manifest")
    place.write(".batch/unfinished", b"")
    there.run()
    assert ".batch/unfinished" in place.sizes(".batch"), "a run without briefs cannot tell either"
    here.run(briefs=True)
    assert (place.read("briefs/2.md"), place.sizes(".batch")) == (right, {})


def test_run_that_has_lost_its_place_ends_and_writes_nothing(place: Place, here: Machine) -> None:
    files = fsspec.filesystem("memory")
    other = b'{"id":"x","host":"other","pid":1,"time":9e9}'
    lost = threading.Event()

    def lose() -> None:
        files.pipe("/staged/out/.batch/lock", other)
        lost.wait(0.3)

    with pytest.raises(ClaimLostError, match="Another run has taken memory://staged/out"):
        here.run(Engine(2, lose), period=0.02)
    assert len(here.followed.done_ids) <= 3, "it ends as soon as it hears of it"
    assert (reports(place), place.read(".batch/lock")) == ([], other)
    place.remove(".batch/lock")
    assert here.run().done == 5 - here.followed.kept
    assert here.followed.kept > 0


def test_place_that_was_lost_unnoticed_is_not_written_to(place: Place, here: Machine) -> None:
    other = b'{"id":"x","host":"other","pid":1,"time":9e9}'
    with pytest.raises(ClaimLostError):
        here.run(Engine(4, lambda: place.write(".batch/lock", other)))
    assert reports(place) == []
