"""Several processes give what one gives; a report that brings its process down is one failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.batch.inputs import Inputs
from summarizer.batch.plan import plan
from summarizer.batch.shards import ShardedEngine
from summarizer.errors import EndpointAuthError, EngineError
from tests.support.engines import DEADLY, REFUSED, never, played
from tests.support.reports import short_report

if TYPE_CHECKING:
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Spent
    from tests.unit.batch.conftest import Batch


def tasks(batch: Batch) -> tuple[Task, ...]:
    return plan(Inputs(named=[str(batch.folder)]))


def test_reports_are_those_of_one_process_and_one_that_kills_is_one_failure(batch: Batch) -> None:
    alone = {each.id: each for each in batch.engine().run(tasks(batch))}
    (batch.folder / "x.txt").write_text(short_report(3).replace("渠系", DEADLY), encoding="utf-8")
    told: list[Spent] = []
    engine = ShardedEngine(make=played, shards=1, slots=2, listener=told.append)
    done = {each.id: each for each in engine.run(tasks(batch))}
    failed = done.pop("x")
    assert (failed.status, failed.reason) == ("failed", "x.txt brings its process down")
    assert done == alone
    assert sum(each.calls for each in told) >= sum(each.usage.calls for each in alone.values())


def test_what_every_call_would_meet_ends_the_run(batch: Batch) -> None:
    (batch.folder / "0.txt").write_text(short_report(3).replace("渠系", REFUSED), encoding="utf-8")
    engine = ShardedEngine(make=played, shards=1, slots=1, listener=lambda *_: None)
    with pytest.raises(EndpointAuthError, match="no"):
        list(engine.run(tasks(batch)))


def test_process_that_does_not_start_is_told_instead_of_started_for_ever(batch: Batch) -> None:
    engine = ShardedEngine(make=never, shards=1, slots=1, listener=lambda *_: None)  # type: ignore[arg-type]  # never returns
    with pytest.raises(EngineError, match=r"does not start .exit code 7"):
        list(engine.run(tasks(batch)))
