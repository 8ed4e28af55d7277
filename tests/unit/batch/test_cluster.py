"""The engine of many machines over threads that play them: same results, and a loss costs nobody else."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch import cluster as clusters
from summarizer.batch.bundles import Bundle, Done, Order, Workplace
from summarizer.batch.cluster import ClusterEngine
from summarizer.batch.inputs import Inputs
from summarizer.batch.local import LocalEngine
from summarizer.batch.permits import Permits
from summarizer.batch.plan import plan
from summarizer.budget import Budget, Limits
from summarizer.endpoint import Pace
from summarizer.errors import EndpointAuthError, EngineError
from tests.support.askers import PlayedAsker
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

    from summarizer.batch.permits import Permitted
    from summarizer.exchange import Request
    from tests.unit.batch.conftest import Batch

DEADLY = "自毁"
"""A word that is the end of the machine that reads it."""


@dataclass
class Played:
    """Machines that are threads."""

    size: int = 2
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))
    permits: Permits = field(default_factory=lambda: Permits(Pace(concurrency=2), Budget(Limits())))
    out: int = 0
    most_out: int = 0
    bundles: list[Bundle] = field(default_factory=list)
    code: str | None = None

    def processors(self) -> int:
        return self.size

    def submit(self, bundle: Bundle, order: Order) -> Future[Done | None]:
        self.out += 1
        self.most_out = max(self.most_out, self.out)
        self.bundles.append(bundle)
        return self.pool.submit(self._do, bundle, replace(order, code=self.code or order.code))

    def first(self, handles: Collection[object]) -> tuple[object, Done | None]:
        done, _ = wait([each for each in handles if isinstance(each, Future)], return_when=FIRST_COMPLETED)
        first = next(iter(done))
        self.out -= 1
        return first, first.result()

    def call(self, name: str, *arguments: Any) -> Any:  # noqa: ANN401 - as the transport has it
        return getattr(self.permits, name)(*arguments)

    def _do(self, bundle: Bundle, order: Order) -> Done | None:
        if any(DEADLY.encode() in (task.data or b"") for task in bundle.tasks):
            return None
        place = Workplace()
        try:
            return place.do(bundle, order, self.call)
        finally:
            place.close()


def engine(played: Played, asker: PlayedAsker | None = None) -> ClusterEngine:
    @contextmanager
    def connect() -> Generator[Played]:
        with played.pool:
            yield played

    @contextmanager
    def make(slots: int, _permitted: Permitted) -> Generator[LocalEngine]:
        yield LocalEngine(asker=asker or PlayedAsker(), encoding="keyed", slots=slots)

    return ClusterEngine(connect=connect, make=make, slots=2, listener=lambda *_: None)


def test_records_are_those_of_one_machine_also_of_what_cannot_be_read(batch: Batch) -> None:
    (batch.folder / "empty.txt").write_bytes(b"")
    (batch.folder / "gone.txt").symlink_to("nowhere")
    tasks = plan(Inputs(named=[str(batch.folder)]))
    alone = {each.id: each for each in batch.engine().run(tasks)}
    assert {each.id: each for each in engine(Played()).run(tasks)} == alone
    assert [each.status for each in alone.values()].count("failed") == 2


def test_few_bundles_are_out_at_a_time_however_many_reports_there_are(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_MOST_REPORTS", 2)
    for number in range(5, 40):
        (batch.folder / f"{number}.txt").write_text(short_report(number), encoding="utf-8")
    played = Played()
    assert len(list(engine(played).run(plan(Inputs(named=[str(batch.folder)]))))) == 40
    assert played.most_out == 4
    assert {len(bundle.tasks) for bundle in played.bundles} == {2}


def test_report_that_ends_its_machine_is_one_failure(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_BUNDLES_EACH", 1)
    (batch.folder / "3.txt").write_text(DEADLY, encoding="utf-8")
    done = {each.id: each for each in engine(Played()).run(plan(Inputs(named=[str(batch.folder)])))}
    assert (done.pop("3").reason, {each.status for each in done.values()}) == (
        "3.txt brings its process down",
        {"complete"},
    )
    assert len(done) == 4


def test_what_every_call_would_meet_ends_the_run(batch: Batch) -> None:
    def refuse(_: Request) -> BaseException:
        return EndpointAuthError("no")

    with pytest.raises(EndpointAuthError, match="no"):
        list(engine(Played(), PlayedAsker(play=refuse)).run(plan(Inputs(named=[str(batch.folder)]))))


def test_machine_with_another_version_is_told(batch: Batch) -> None:
    with pytest.raises(EngineError, match="another version"):
        list(engine(Played(code="other")).run(plan(Inputs(named=[str(batch.folder)]))))


def test_cluster_without_processors_is_told(batch: Batch) -> None:
    with pytest.raises(EngineError, match="no processor"):
        list(engine(Played(size=0)).run(plan(Inputs(named=[str(batch.folder)]))))
