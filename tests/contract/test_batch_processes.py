"""A batch in several processes: limits hold for all of them, one recording has what all have asked."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ExitCode
from summarizer.recording import read_entries
from tests.support.command import Outcome, finish, in_process, start
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, fault_server
from tests.support.reports import short_report

if TYPE_CHECKING:
    from pathlib import Path

REPORTS, CALLS = 8, 9


@dataclass
class Counting:
    """An obedient endpoint that counts its questions."""

    answered: Counter[str] = field(default_factory=Counter)

    def __call__(self, call: Call) -> Step:
        if b"harbour" not in call.raw:  # the canary is no question about a report
            self.answered[hashlib.sha256(call.raw).hexdigest()] += 1
        return obey(call)


def batch(folder: Path, out: str, server: FaultServer, *more: str | int | Path) -> Outcome:
    answering = ["--model", "m", "--base-url", server.base_url]
    return in_process(
        *("batch", str(folder), "-o", str(folder.parent / out), *answering, *map(str, more)),
        SUMMARIZER_CONCURRENCY="4",
        SUMMARIZER_REQUESTS_PER_MINUTE="100000",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number in range(REPORTS):
        (made / f"{number:02}.txt").write_text(short_report(number), encoding="utf-8")
    return made


def test_limit_and_recording_are_those_of_all_processes(folder: Path) -> None:
    recording = folder.parent / "recording.jsonl"
    with fault_server() as server:
        here = server.otherwise = Counting()
        some = batch(folder, "out", server, "--processes", "2", "--max-calls", CALLS, "--record", recording)
        assert some.code == ExitCode.PARTIAL
        assert f"The budget of {CALLS} calls" in some.err
        assert here.answered.total() == len(read_entries(recording)) == CALLS

        rest = batch(folder, "out", server, "--processes", "1", "--record", recording)
        assert rest.code == ExitCode.OK, rest.err
        assert set(here.answered.values()) == {1}, "what was paid for is kept"
        assert len(read_entries(recording)) == here.answered.total()


@pytest.mark.endurance
@pytest.mark.skipif(os.name == "nt", reason="no signals to send there")
def test_pace_is_that_of_all_processes(folder: Path) -> None:
    with fault_server() as server:
        server.otherwise = obey
        process = start(
            *("batch", folder, "-o", folder.parent / "out", "--processes", "2"),
            *("--model", "m", "--base-url", server.base_url),
            SUMMARIZER_CONCURRENCY="4",
            SUMMARIZER_REQUESTS_PER_MINUTE=str(CALLS),
        )
        while len(server.calls) < CALLS:
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(1)  # the minute is not over, and no other call may begin in it
        process.send_signal(signal.SIGINT)
        assert finish(process).code == ExitCode.INTERRUPTED
        assert len(server.calls) == CALLS


@pytest.mark.endurance
def test_replay_in_several_processes_gives_the_same_records(folder: Path) -> None:
    recording = folder.parent / "recording.jsonl"
    with fault_server() as server:
        server.otherwise = obey
        assert batch(folder, "out", server, "--processes", "2", "--record", recording).code == ExitCode.OK
    replayed = batch(folder, "replayed", server, "--processes", "2", "--no-cache", "--replay", recording)
    assert replayed.code == ExitCode.OK, replayed.err
    records = (folder.parent / "replayed" / "reports.jsonl").read_bytes()
    assert records.count(b"\n") == REPORTS
    assert records == (folder.parent / "out" / "reports.jsonl").read_bytes()

    recording.write_text(
        "".join(recording.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8"
    )
    missed = batch(folder, "missed", server, "--processes", "2", "--no-cache", "--replay", recording)
    assert missed.code == ExitCode.REPLAY_MISS, missed.err
    assert "--record" in missed.err
