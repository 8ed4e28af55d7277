"""A batch on two machines that are one: two raylets, of which one is killed in the middle of the run."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import Outcome, in_process, summarizer
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, fault_server
from tests.support.object_store import object_store
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]  # what Ray warns of is its business

REPORTS, SLOTS = 24, 3
KEY = "sk-marked-4711-not-to-be-seen"


@dataclass
class Observed:
    """An obedient endpoint that counts, and waits for so many processes to have come."""

    processes: int = 1
    seconds: float = 0.05
    at_once: int = 0
    most_at_once: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    at: int = 0
    """Call at which something happens."""
    then: Callable[[], None] = lambda: None
    _come: int = 0
    _all_are_there: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, call: Call) -> Step:
        if b"harbour" in call.raw:  # the canary, which each process sends once
            with self._lock:
                self._come += 1
            if self._come == self.processes:
                self._all_are_there.set()
            return obey(call)
        assert self._all_are_there.wait(60)
        assert call.headers["authorization"] == f"Bearer {KEY}"
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.answered[hashlib.sha256(call.raw).hexdigest()] += 1
            is_time = self.answered.total() == self.at
        if is_time:
            self.then()
        time.sleep(self.seconds)
        with self._lock:
            self.at_once -= 1
        return obey(call)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Yield a head with one processor and no other machine yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        utils = pytest.importorskip("ray.cluster_utils")
        made = utils.Cluster(initialize_head=True, head_node_args=machine())
        yield made
        made.shutdown()


def machine() -> dict[str, Any]:
    return {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}


def kill(cluster: Any, node: Any) -> None:  # noqa: ANN401 - of an extra
    """End a machine with all that runs on it, at once."""
    raylet = node.all_processes["raylet"][0].process.pid
    for process in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(process.read_text().rpartition(")")[2].split()[1]) == raylet:
                os.kill(int(process.parent.name), signal.SIGKILL)
    cluster.remove_node(node, allow_graceful=False)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(REPORTS):
        (made / f"{number:02}.txt").write_text(short_report(number), encoding="utf-8")
    (made / "broken.docx").write_bytes(b"PK\3\4 no such thing")
    return made


def batch(folder: Path, out: str, server: FaultServer, *more: str) -> Outcome:
    named = ["batch", str(folder), "-o", str(folder.parent / out), "--model", "m", "--no-cache", "--briefs"]
    run = summarizer if "ray" in more else in_process  # Ray leaves things behind in a process
    return run(
        *named,
        "--base-url",
        server.base_url,
        *more,
        OPENAI_API_KEY=KEY,
        SUMMARIZER_CONCURRENCY=str(SLOTS),
    )


def manifest(out: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        del row["usage"]["seconds"]
    return rows


def test_killed_machine_changes_nothing_and_limits_hold_for_all(
    folder: Path,
    server: FaultServer,
    cluster: Any,  # noqa: ANN401 - of an extra
) -> None:
    here = server.otherwise = Observed()
    assert batch(folder, "here", server).code == ExitCode.PARTIAL
    second = cluster.add_node(**machine())
    there = server.otherwise = Observed(processes=2, at=len(here.answered) // 3)
    killing = threading.Thread(target=kill, args=(cluster, second))
    there.then = killing.start
    outcome = batch(folder, "there", server, "--engine", "ray", "--address", cluster.address)
    assert (outcome.code, outcome.out) == (ExitCode.PARTIAL, b""), outcome.err
    killing.join()
    assert KEY not in outcome.err
    assert set(there.answered) == set(here.answered)
    assert there.answered.total() > here.answered.total(), "the machine that was killed had begun nothing"
    assert 1 < there.most_at_once <= SLOTS
    for name in ("reports.jsonl", "briefs/07.md"):
        assert (folder.parent / "there" / name).read_bytes() == (folder.parent / "here" / name).read_bytes()
    assert manifest(folder.parent / "there") == manifest(folder.parent / "here")


def test_budget_holds_for_all_machines(folder: Path, server: FaultServer, cluster: Any) -> None:  # noqa: ANN401 - of an extra
    cluster.add_node(**machine())
    seen = server.otherwise = Observed(processes=2)
    outcome = batch(
        folder, "out", server, "--engine", "ray", "--address", cluster.address, "--max-calls", "9"
    )
    assert outcome.code == ExitCode.PARTIAL, outcome.err
    assert seen.answered.total() == 9
    assert "9 calls" in outcome.err


def test_address_where_nothing_is_one_sentence(folder: Path, server: FaultServer) -> None:
    outcome = batch(folder, "out", server, "--engine", "ray", "--address", "127.0.0.1:1")
    assert outcome.code == ExitCode.FAILED
    assert "There is no Ray cluster at 127.0.0.1:1" in outcome.err
    assert "Traceback" not in outcome.err


def test_reports_and_results_at_addresses_are_those_of_one_machine(
    folder: Path,
    cluster: Any,  # noqa: ANN401 - of an extra
) -> None:
    with object_store() as store:
        for file in folder.iterdir():
            store.put(f"in/{file.name}", file.read_bytes())
        line = ["batch", "s3://bucket/in", "--model", "none", "--briefs", "-o"]
        there = summarizer(*line, store.address, "--engine", "ray", "--address", cluster.address)
        assert there.code == ExitCode.PARTIAL, there.err
        assert in_process(*line, str(folder.parent / "here")).code == ExitCode.PARTIAL
        here = {
            f"out/{path.relative_to(folder.parent / 'here').as_posix()}": path.read_bytes()
            for path in (folder.parent / "here").rglob("*")
            if path.is_file() and path.parent.name != ".batch"
        }
        assert {name: data for name, data in store.objects().items() if name.startswith("out/")} == here
