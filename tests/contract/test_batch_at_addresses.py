"""``summarizer batch -o s3://…``: the same bytes as here, and another machine goes on where one was lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.addresses import Place
from summarizer.batch.outputs import opened_output
from summarizer.errors import ExitCode
from tests.support.command import Outcome, finish, in_process, start
from tests.support.endpoints import obey
from tests.support.fault_server import HANG, Call, FaultServer, Step
from tests.support.object_store import SECRET, ObjectStore, object_store
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("1", "奖[1] #5%", "a b&c=d+e", "深/~x", "4")
_OFTEN = """\
import sys
from summarizer.batch import claim
claim.RENEW_SECONDS = 0.05
from summarizer.cli.app import run
raise SystemExit(run(sys.argv[1:]))
"""
"""The command line of a machine that sends what it has every now, not every now and then."""


@pytest.fixture(scope="module")
def running_store() -> Iterator[ObjectStore]:
    with object_store() as running:
        yield running


@pytest.fixture
def store(running_store: ObjectStore, isolated: Path) -> Iterator[ObjectStore]:
    assert isolated
    yield running_store
    running_store.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    for number, name in enumerate(NAMES):
        path = made / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(short_report(number), encoding="utf-8")
    return made


def arguments(folder: Path, output: str | Path, server: FaultServer | None, *more: str) -> list[str]:
    answering = ["--model", "m", "--base-url", server.base_url] if server else ["--model", "none"]
    return ["batch", str(folder), "-o", str(output), *answering, *more]


def batch(
    folder: Path,
    output: str | Path,
    server: FaultServer | None = None,
    *more: str,
    machine: Path | None = None,
) -> Outcome:
    """Run the command here, or as another machine, with a home of its own, would."""
    machine = machine or Path(os.environ["HOME"])
    outcome = in_process(
        *arguments(folder, output, server, *more),
        OPENAI_API_KEY="k",
        HOME=str(machine),
        XDG_CACHE_HOME=str(machine / ".cache"),
    )
    assert SECRET not in outcome.err
    assert "Traceback" not in outcome.err
    return outcome


def files(directory: Path) -> dict[str, bytes]:
    """Return what is in an output directory, as keys of the bucket."""
    found = {path.relative_to(directory): path for path in directory.rglob("*") if path.is_file()}
    return {
        f"out/{name.as_posix()}": path.read_bytes()
        for name, path in found.items()
        if name.parts[0] != ".batch"
    }


def without_usage(objects: dict[str, bytes]) -> dict[str, object]:
    """Leave out what the calls of a run took, which the manifest tells."""
    read: dict[str, object] = dict(objects)
    rows = [json.loads(line) for line in objects["out/manifest.jsonl"].splitlines()]
    read["out/manifest.jsonl"] = [{**row, "usage": None} for row in rows]
    return read


def staged(home: Path) -> list[str]:
    """Return what this machine keeps for addresses, but for empty files and ids."""
    kept = [path for path in (home / ".local/state").rglob("*") if path.is_file() and path.stat().st_size]
    return sorted(path.name for path in kept if path.name not in {"claim", "origin.json"})


def test_same_bytes_as_on_this_machine_and_nothing_else(
    folder: Path, store: ObjectStore, server: FaultServer, tmp_path: Path, isolated: Path
) -> None:
    outcome = batch(folder, store.address, server, "--briefs")
    assert outcome.code == ExitCode.OK, outcome.err
    assert "5 complete" in outcome.err
    assert batch(folder, tmp_path / "out", server, "--briefs").code == ExitCode.OK
    there = store.objects()
    assert without_usage(there) == without_usage(files(tmp_path / "out"))
    assert len(there) == 7
    assert SECRET.encode() not in b"".join(there.values())
    assert staged(isolated) == []
    asked = len(server.calls)
    again = batch(folder, f"{store.address}/", server, "--briefs", machine=tmp_path / "other")
    assert again.code == ExitCode.OK
    assert "5 reports are done already" in again.err
    assert (len(server.calls), store.objects()) == (asked, there)


def test_only_what_changed_is_done_and_briefs_follow(
    folder: Path, store: ObjectStore, tmp_path: Path
) -> None:
    def both(*more: str) -> Outcome:
        assert batch(folder, tmp_path / "out", None, *more).code is not None
        outcome = batch(folder, store.address, None, *more)
        assert store.objects() == files(tmp_path / "out")
        return outcome

    both()
    assert "0 done in this run" in both("--briefs").err
    assert "0 done in this run" in both("--briefs", "--detail", "full").err
    (folder / "1.txt").write_text(short_report(30), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"")
    changed = both("--briefs", "--detail", "full")
    assert (changed.code, "2 done in this run" in changed.err) == (ExitCode.PARTIAL, True)
    assert "0 done in this run" in both().err
    assert "1 done in this run" in both("--retry-failed").err
    store.remove("out/briefs/1.md")
    both("--briefs", "--detail", "full")


@contextmanager
def killed_in_its_midst(folder: Path, store: ObjectStore, server: FaultServer, home: Path) -> Iterator[None]:
    """Have another machine do some reports, and kill it when the store has heard of it."""
    hangs = threading.Event()

    def hang_in_the_end(call: Call) -> Step:
        if len(server.calls) > 9:
            hangs.set()
            return HANG
        return obey(call)

    server.otherwise = hang_in_the_end
    line = arguments(folder, store.address, server, "--briefs")
    environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "OPENAI_API_KEY": "k"}
    environment |= {"SUMMARIZER_CONCURRENCY": "1"}  # one report after another
    process = subprocess.Popen(
        [sys.executable, "-c", _OFTEN, *line], env={**os.environ, **environment}, stderr=subprocess.PIPE
    )
    try:
        assert hangs.wait(60)
        give_up = time.monotonic() + 30
        while not any("/journal/" in name for name in store.names()):
            assert time.monotonic() < give_up
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    server.otherwise = obey


def test_another_machine_goes_on_where_one_was_lost(
    folder: Path, store: ObjectStore, server: FaultServer, tmp_path: Path
) -> None:
    lost, other = tmp_path / "lost", tmp_path / "other"
    with killed_in_its_midst(folder, store, server, lost):
        refused = batch(folder, store.address, server, "--briefs", machine=other)
        assert refused.code == ExitCode.USAGE
        assert "Another run is writing to s3://bucket/out: process" in refused.err
    assert {name for name in store.names() if "/.batch/" not in name} == set()
    still = batch(folder, store.address, server, "--briefs", machine=other)
    assert still.code == ExitCode.USAGE, "for two minutes it may be alive"
    held = json.loads(store.get("out/.batch/lock"))
    store.put("out/.batch/lock", json.dumps({**held, "time": held["time"] - 121}).encode())

    asked = len(server.calls)
    outcome = batch(folder, store.address, server, "--briefs", machine=other)
    assert outcome.code == ExitCode.OK, outcome.err
    kept = int(outcome.err.split(" reports are done already")[0].rsplit(None, 1)[-1])
    assert 0 < kept < 5
    whole = sum(b"harbour" not in call.raw for call in server.calls[asked:])
    undisturbed = tmp_path / "undisturbed"
    asked = len(server.calls)
    assert batch(folder, undisturbed / "out", server, "--briefs", machine=undisturbed).code == ExitCode.OK
    every = sum(b"harbour" not in call.raw for call in server.calls[asked:])
    assert whole * 5 == every * (5 - kept), "a report costs the same number of calls each"
    assert without_usage(store.objects()) == without_usage(files(undisturbed / "out"))

    # The machine that was lost comes back: its journal is older than the results, and nothing is done again.
    there, asked = store.objects(), len(server.calls)
    back = batch(folder, store.address, server, "--briefs", machine=lost)
    assert (back.code, "5 reports are done already" in back.err) == (ExitCode.OK, True)
    assert (store.objects(), len(server.calls)) == (there, asked)


@pytest.mark.endurance
def test_same_machine_goes_on_at_once_after_a_kill(
    folder: Path, store: ObjectStore, server: FaultServer, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with killed_in_its_midst(folder, store, server, home):
        pass
    outcome = batch(folder, store.address, server, "--briefs", machine=home)
    assert outcome.code == ExitCode.OK, outcome.err
    assert "reports are done already" in outcome.err
    assert {name for name in store.names() if "/.batch/" in name} == set()


def test_store_that_goes_away_costs_no_report(
    folder: Path, store: ObjectStore, server: FaultServer, tmp_path: Path, isolated: Path
) -> None:
    def go_away(call: Call) -> Step:
        if len(server.calls) == 5:
            store.stop()
        return obey(call)

    server.otherwise = go_away
    outcome = batch(folder, store.address, server, "--briefs")
    assert outcome.code == ExitCode.FAILED
    (told,) = [line for line in outcome.err.splitlines() if line.startswith("error: ")]
    assert "s3://bucket/out cannot be" in told
    assert "the same command goes on" in outcome.err
    assert "journal.jsonl" in staged(isolated)
    store.start()
    asked = len(server.calls)
    assert batch(folder, store.address, server, "--briefs").code == ExitCode.OK
    assert len(server.calls) == asked
    assert batch(folder, tmp_path / "out", server, "--briefs").code == ExitCode.OK
    assert without_usage(store.objects()) == without_usage(files(tmp_path / "out"))
    assert staged(isolated) == []


def test_large_results_go_in_pieces_and_come_back_whole(store: ObjectStore, tmp_path: Path) -> None:
    data = b"".join(number.to_bytes(8) for number in range(12 << 17))  # twelve mebibytes, none like another
    (tmp_path / "reports.jsonl").write_bytes(data)
    place = Place(address=store.address)
    place.put(tmp_path, ["reports.jsonl"])
    assert place.fetch("reports.jsonl", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == data
    assert store.etag("out/reports.jsonl").endswith('-3"'), "of three parts"


def test_two_runs_on_one_address_refuse_each_other(folder: Path, store: ObjectStore, tmp_path: Path) -> None:
    for state in (tmp_path / "other", Path(os.environ["HOME"]) / ".local/state/summarizer"):
        with opened_output(store.address, state=state):
            outcome = batch(folder, store.address)
        assert (outcome.code, "Another run is writing to s3://bucket/out" in outcome.err) == (
            ExitCode.USAGE,
            True,
        )
    assert batch(folder, store.address).code == ExitCode.OK


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("s3://me:marked-secret-4711@bucket/out", ExitCode.USAGE, "must not hold a password"),
        ("s3://nothing-there/out", ExitCode.FAILED, "there is no such bucket"),
        ("nosuch://x/out", ExitCode.FAILED, "cannot be written to"),
        ("gs://x/out", ExitCode.USAGE, "cannot be reached"),
    ],
)
def test_address_that_cannot_be_written_to_is_told_before_any_work(
    folder: Path, store: ObjectStore, address: str, code: int, told: str
) -> None:
    outcome = batch(folder, address)
    assert (outcome.code, told in outcome.err) == (code, True), outcome.err
    assert store.names() == set()


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_other_file_systems(folder: Path, tmp_path: Path, kind: str) -> None:
    address = f"{kind}://{(tmp_path / 'there' / 'out').as_posix()}"
    assert batch(folder, address, None, "--briefs").code == ExitCode.OK
    assert batch(folder, tmp_path / "here", None, "--briefs").code == ExitCode.OK
    if kind == "file":
        assert files(tmp_path / "there/out") == files(tmp_path / "here")
        assert list((tmp_path / "there/out/.batch").iterdir()) == []
    again = batch(folder, address, None, "--briefs")
    assert "5 reports are done already" in again.err


def test_reports_lists_and_results_all_at_an_address(store: ObjectStore) -> None:
    rows: list[dict[str, Any]] = []
    for number in range(3):
        store.put(f"in/{number}.txt", short_report(number).encode())
        rows.append({"id": f"R{number}", "path": f"../in/{number}.txt", "区县": "砚溪"})
    store.put("lists/list.jsonl", "\n".join(json.dumps(row) for row in rows).encode())
    outcome = in_process("batch", "s3://bucket/lists/list.jsonl", "-o", store.address, "--model", "none")
    assert outcome.code == ExitCode.OK, outcome.err
    records = [json.loads(line) for line in store.get("out/reports.jsonl").splitlines()]
    assert [(each["id"], each["extra"]) for each in records] == [
        (f"R{n}", {"区县": "砚溪"}) for n in range(3)
    ]

    # Results below what is named are no reports.
    assert (
        in_process("batch", "s3://bucket/in", "-o", "s3://bucket/in/out", "--model", "none", "--briefs").code
        == 0
    )
    again = in_process("batch", "s3://bucket/in", "-o", "s3://bucket/in/out", "--model", "none", "--briefs")
    assert "3 reports are done already, 0 to do" in again.err


def test_results_at_an_address_are_exported_from_there(
    store: ObjectStore, folder: Path, tmp_path: Path
) -> None:
    assert batch(folder, store.address).code == batch(folder, tmp_path / "out").code == ExitCode.OK
    tables: list[str] = []
    for place in (
        f"{tmp_path}/out",
        store.address,
        f"{tmp_path}/out/reports.jsonl",
        f"{store.address}/reports.jsonl",
    ):
        table = tmp_path / f"{len(tables)}.csv"
        line = ["export", place, "--to", "csv", "--table", "figures", "-o", str(table)]
        outcome = in_process(*line)
        assert outcome.code == ExitCode.OK, outcome.err
        tables.append(table.read_text(encoding="utf-8-sig"))
    assert (tables[0], tables[2]) == (tables[1], tables[3])
    assert tables[0].count("\n") > 5
    missing = in_process("export", "s3://bucket/none", "--to", "csv", "-o", str(tmp_path / "x"))
    assert (missing.code, "There is nothing at s3://bucket/none" in missing.err) == (ExitCode.USAGE, True)


@pytest.mark.endurance
@pytest.mark.skipif(os.name == "nt", reason="no signals to send there")
def test_watched_address_takes_what_comes_to_it(store: ObjectStore) -> None:
    line = ["batch", "s3://bucket/in", "-o", store.address, "--model", "none"]
    process = start(*line, "--watch", "--poll", "0.1")

    def wait_for(records: int) -> None:
        give_up = time.monotonic() + 60
        name = "out/manifest.jsonl"
        while name not in store.names() or store.get(name).count(b"\n") < records:
            assert time.monotonic() < give_up
            assert process.poll() is None
            time.sleep(0.05)

    assert store.names() <= {"out/.batch/lock"}
    store.put("in/a.txt", short_report(1).encode())
    wait_for(1)
    store.put("in/b.txt", short_report(2).encode())
    wait_for(2)
    before = store.get("out/reports.jsonl")
    store.put("in/a.txt", short_report(3).encode())
    while store.get("out/reports.jsonl") == before:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    outcome = finish(process)
    assert outcome.code == ExitCode.INTERRUPTED, outcome.err
    assert "out/.batch/lock" not in store.names()
    again = in_process(*line)
    assert "2 reports are done already, 0 to do" in again.err
    assert not any("/.batch/" in name for name in store.names())
