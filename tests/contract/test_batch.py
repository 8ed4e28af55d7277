"""``summarizer batch`` as a user has it: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import Outcome, finish, in_process, start
from tests.support.endpoints import obey
from tests.support.fault_server import HANG, Call, FaultServer, Step, failure
from tests.support.reports import short_report

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(4):
        (made / f"{number}.txt").write_text(short_report(number), encoding="utf-8")
    return made


def arguments(folder: Path, server: FaultServer | None, *more: str) -> list[str]:
    answering = ["--model", "m", "--base-url", server.base_url] if server else ["--model", "none"]
    return ["batch", str(folder), "-o", str(folder.parent / "out"), *answering, *more]


def batch(folder: Path, server: FaultServer | None = None, *more: str) -> Outcome:
    return in_process(*arguments(folder, server, *more), OPENAI_API_KEY=KEY)


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder.parent / "out" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_records_manifest_and_briefs(folder: Path, server: FaultServer) -> None:
    outcome = batch(folder, server, "--briefs")
    assert (outcome.code, outcome.out) == (ExitCode.OK, b""), outcome.err
    assert "4 complete" in outcome.err
    assert KEY not in outcome.err
    assert [row["id"] for row in rows(folder, "reports")] == list("0123")
    for row in rows(folder, "manifest"):
        assert row["usage"]["calls"] > 0
        brief = (folder.parent / "out" / row["brief"]).read_text(encoding="utf-8")
        assert "水务局2023年工作总结（简报）" in brief
    asked = len(server.calls)
    again = batch(folder, server, "--briefs")
    assert again.code == ExitCode.OK
    assert "4 reports are done already" in again.err
    assert len(server.calls) == asked


def test_cost_is_told_of_every_report_and_of_all(folder: Path, server: FaultServer) -> None:
    prices = json.dumps({"m": {"input": 2000, "output": 8000, "currency": "CNY"}})

    def priced() -> tuple[dict[str, Any], str]:
        outcome = in_process(*arguments(folder, server, "--json"), SUMMARIZER_PRICES=prices)
        assert outcome.code == ExitCode.OK, outcome.err
        return json.loads(outcome.out), outcome.err

    told, said = priced()
    usages = [row["usage"] for row in rows(folder, "manifest")]
    for usage in [*usages, told["usage"]]:
        cost = (2000 * usage["prompt_tokens"] + 8000 * usage["completion_tokens"]) / 1_000_000
        assert (usage["cost"], usage["currency"]) == (pytest.approx(cost), "CNY")
        assert usage["cost"] > 0
    in_all = told["usage"]["cost"]
    assert in_all == pytest.approx(sum(usage["cost"] for usage in usages))
    progress, summary = [line for line in said.splitlines() if f"{in_all:.4f} CNY" in line]
    assert progress.startswith("reports 4/4")
    assert "a minute" in progress
    assert "a second" in progress
    assert summary.startswith("4 complete")
    for row in rows(folder, "reports"):
        assert row["provenance"]["cost"] is row["provenance"]["currency"] is None

    (folder / "4.txt").write_text(short_report(4), encoding="utf-8")
    told, said = priced()
    done = in_all + told["usage"]["cost"]
    assert told["usage_of_all"]["full_cost"] == pytest.approx(done)
    assert f"(what is done has come to {done:.4f} CNY in all)" in said

    shutil.rmtree(folder.parent / "out")
    told, said = priced()
    assert (told["usage"]["cost"], told["usage"]["full_cost"]) == (0, pytest.approx(done)), "from the cache"


def test_failures_are_told_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "bad\nname.txt").write_bytes(b"")
    (folder / "scan.docx").write_bytes(b"PK\3\4 no such thing")
    outcome = batch(folder, None, "--json")
    assert outcome.code == ExitCode.PARTIAL
    told = json.loads(outcome.out)
    assert told["counts"] == {"complete": 4, "partial": 0, "failed": 2, "pending": 0}
    assert {each["id"] for each in told["not_complete"]} == {r"bad\nname", "scan"}
    summary = outcome.err.splitlines()[-3:]
    assert summary[0].startswith("warning: failed: bad\\nname")
    assert summary[1].startswith("warning: failed: scan")
    assert summary[2].startswith("4 complete, 2 failed")
    assert "Traceback" not in outcome.err


def test_refused_key_ends_the_run_with_one_sentence_and_the_next_goes_on(
    folder: Path, server: FaultServer
) -> None:
    server.otherwise = failure(401, f"Incorrect API key provided: {KEY}")
    outcome = batch(folder, server, "-v", "--debug")
    assert outcome.code == ExitCode.FAILED
    assert sum(line.startswith("error: ") for line in outcome.err.splitlines()) == 1
    assert "the same command goes on" in outcome.err
    assert KEY not in outcome.err
    server.otherwise = obey
    assert batch(folder, server).code == ExitCode.OK


@pytest.mark.skipif(os.name == "nt", reason="no signals to send there")
def test_interrupt_says_how_to_go_on(folder: Path, server: FaultServer) -> None:
    hangs = threading.Event()

    def hang_at_the_last(call: Call) -> Step:
        if len(server.calls) > 8:
            hangs.set()
            return HANG
        return obey(call)

    server.otherwise = hang_at_the_last
    process = start(*arguments(folder, server))
    assert hangs.wait(30)
    process.send_signal(signal.SIGINT)
    outcome = finish(process)
    assert (outcome.code, outcome.out) == (ExitCode.INTERRUPTED, b""), outcome.err
    assert "the same command goes on from there" in outcome.err
    server.otherwise = obey
    assert batch(folder, server).code == ExitCode.OK


@pytest.mark.endurance
@pytest.mark.skipif(os.name == "nt", reason="no signals to send there")
def test_watched_folder_takes_what_is_dropped_into_it(folder: Path) -> None:
    process = start(*arguments(folder, None, "--watch", "--poll", "0.1"))
    reports = folder.parent / "out" / "reports.jsonl"

    def wait_for(lines: int) -> None:
        while not reports.exists() or reports.read_bytes().count(b"\n") < lines:
            assert process.poll() is None

    wait_for(4)
    (folder / "new.txt").write_text(short_report(9), encoding="utf-8")
    wait_for(5)
    process.send_signal(signal.SIGINT)
    outcome = finish(process)
    assert outcome.code == ExitCode.INTERRUPTED, outcome.err
    assert "Waiting for reports" in outcome.err
    assert [row["id"] for row in rows(folder, "reports")] == ["0", "1", "2", "3", "new"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["missing.txt"], "no file or folder missing.txt"),
        (["*.odt"], "No file matches"),
        (["empty"], "no reports"),
        (["-", "-"], "only once"),
    ],
)
def test_wrong_inputs_are_refused_before_any_work(tmp_path: Path, named: list[str], told: str) -> None:
    (tmp_path / "empty").mkdir()
    outcome = in_process("batch", *named, "-o", "out", "--model", "none", cwd=tmp_path)
    assert outcome.code == ExitCode.USAGE
    assert told in outcome.err
    assert not (tmp_path / "out").exists()


def test_list_on_standard_input(folder: Path) -> None:
    outcome = in_process(
        "batch", "-", "-o", "out", "--model", "none", cwd=folder, stdin=b"2.txt\0" + b"0.txt\0"
    )
    assert outcome.code == ExitCode.OK, outcome.err
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["2", "0"]
