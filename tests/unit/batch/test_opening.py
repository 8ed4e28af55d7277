"""Other processes read what this one reads, and a file that brings its reader down is one failure."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.inputs import Inputs
from summarizer.batch.opening import Opened, opened
from summarizer.batch.plan import plan
from summarizer.errors import InputError

if TYPE_CHECKING:
    from tests.unit.batch.conftest import Batch


class Deadly:
    """Ends whatever process takes it out of its parcel."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_other_processes_read_the_same_and_one_that_dies_costs_one_report(batch: Batch) -> None:
    (batch.folder / "1.txt").write_bytes(b"")
    tasks = list(plan(Inputs(named=[str(batch.folder)])))
    here = {task.id: found for task, found in opened(tasks, processes=0)}
    assert isinstance(here["0"], Opened)
    deadly = tasks[2]
    object.__setattr__(deadly, "extra", Deadly())
    there = {task.id: found for task, found in opened(tasks, processes=1)}
    assert list(there) == list("01234")
    for name, found in there.items():
        if name == deadly.id:
            assert isinstance(found, InputError)
            assert "2.txt brings its reader down" in found.message
        elif isinstance(found, Exception):
            assert (type(found), str(found)) == (InputError, str(here[name]))
        else:
            assert found == here[name]


def test_reports_are_taken_only_a_few_ahead(batch: Batch) -> None:
    taken: list[str] = []

    def coming() -> object:
        for task in plan(Inputs(named=[str(batch.folder)])):
            taken.append(task.id)
            yield task

    reports = opened(coming(), processes=0)  # type: ignore[arg-type]  # a generator
    next(reports)
    assert taken == ["0"]
    reports.close()
    assert Path(batch.folder).exists()
