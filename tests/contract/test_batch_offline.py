"""A batch whose answers come later: through files of requests, and through a provider's Batch API."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ExitCode
from tests.support.batch_server import BatchServer
from tests.support.command import Outcome, finish, in_process, start
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, failure
from tests.support.reports import short_report

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"
ROUNDS = 3
"""Sections; overviews; overviews once more, since what the endpoint here says of them is no sentence."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(4):
        (made / f"{number}.txt").write_text(short_report(number), encoding="utf-8")
    return made


def arguments(folder: Path, server: FaultServer, out: str, *more: str) -> list[str]:
    answering = ["--model", "m", "--base-url", server.base_url]
    return ["batch", str(folder), "-o", str(folder.parent / out), *answering, *more]


def batch(folder: Path, server: FaultServer, out: str, *more: str) -> Outcome:
    return in_process(*arguments(folder, server, out, *more), OPENAI_API_KEY=KEY)


def undisturbed(folder: Path, server: FaultServer) -> bytes:
    """Return the records of a batch that is asked right away and keeps nothing."""
    outcome = batch(folder, server, "live", "--no-cache")
    assert outcome.code == ExitCode.OK, outcome.err
    return (folder.parent / "live" / "reports.jsonl").read_bytes()


def test_files_of_requests_and_answers_round_by_round(folder: Path, server: FaultServer) -> None:
    wanted = undisturbed(folder, server)
    server.otherwise = failure(500, "nobody is asked")
    file = folder.parent / "requests.jsonl"
    seen: list[str] = []
    for _ in range(ROUNDS):
        outcome = batch(folder, server, "out", "--requests", str(file))
        assert (outcome.code, outcome.out) == (ExitCode.OK, b""), outcome.err
        assert "summarizer cache import" in outcome.err
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        seen += [line["custom_id"] for line in lines]
        assert {line["url"] for line in lines} == {"/v1/chat/completions"}
        assert KEY not in file.read_text(encoding="utf-8")
        assert "水务" in file.read_text(encoding="utf-8"), "Chinese is not escaped"
        answers = [
            {"custom_id": line["custom_id"], "response": {"status_code": 200, "body": said(line["body"])}}
            for line in reversed(lines)
        ]
        came = folder.parent / "answers.jsonl"
        came.write_text("".join(json.dumps(each) + "\n" for each in answers), encoding="utf-8")
        taken = in_process("cache", "import", str(came))
        assert (taken.code, f"{len(answers)} answers taken" in taken.err) == (ExitCode.OK, True), taken.err
    assert len(seen) == len(set(seen))
    outcome = batch(folder, server, "out", "--requests", str(file))
    assert "Nothing is left to ask" in outcome.err
    assert not file.exists()
    assert (folder.parent / "out" / "reports.jsonl").read_bytes() == wanted


def said(body: object) -> object:
    step = obey(Call(method="POST", path="", headers={}, raw=json.dumps(body).encode()))
    return json.loads(step.body)


def test_batch_api_gives_what_asking_right_away_gives(folder: Path, server: FaultServer) -> None:
    wanted = undisturbed(folder, server)
    asked = len(server.calls)
    provider = BatchServer(server)
    outcome = batch(folder, server, "out", "--batch-api", "--poll", "0.01")
    assert outcome.code == ExitCode.OK, outcome.err
    assert (folder.parent / "out" / "reports.jsonl").read_bytes() == wanted
    assert len(provider.batches) == ROUNDS
    assert set(provider.requests.values()) == {1}
    assert len(server.calls) == asked, "nothing is asked beside"
    assert KEY not in outcome.err
    assert sorted(path.name for path in (folder.parent / "out" / ".batch").iterdir()) == [
        "lock",
        "submitted.json",
    ]


def test_request_without_an_answer_costs_its_section(folder: Path, server: FaultServer) -> None:
    def answer(call: Call) -> Step:
        refused = "新建泵站4座" in call.body["messages"][-1]["content"]
        return failure(400, "the moon is in the wrong phase") if refused else obey(call)

    provider = BatchServer(server, answer=answer)
    outcome = batch(folder, server, "out", "--batch-api", "--poll", "0.01")
    assert outcome.code == ExitCode.PARTIAL, outcome.err
    assert "partial: 2" in outcome.err
    assert "the moon is in the wrong phase" in outcome.err
    assert set(provider.requests.values()) == {1}


@pytest.mark.endurance
def test_interrupted_run_waits_for_the_same_batches(folder: Path, server: FaultServer) -> None:
    provider = BatchServer(server, looks=10**6)
    process = start(*arguments(folder, server, "out", "--batch-api", "--poll", "0.05"))
    while not any(batch["status"] == "in_progress" for batch in provider.batches.values()):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    outcome = finish(process)
    assert outcome.code == ExitCode.INTERRUPTED, outcome.err
    provider.batches["batch-1"]["looks"] = provider.looks = 0
    outcome = batch(folder, server, "out", "--batch-api", "--poll", "0.01")
    assert outcome.code == ExitCode.OK, outcome.err
    assert len(provider.batches) == ROUNDS
    assert set(provider.requests.values()) == {1}


def test_run_that_ended_between_handing_in_and_noting_it_finds_its_batch(
    folder: Path, server: FaultServer
) -> None:
    provider = BatchServer(server)
    look = provider.look
    provider.look = lambda identity: failure(400, f"not now: {identity}")
    assert batch(folder, server, "out", "--batch-api", "--poll", "0.01").code == ExitCode.FAILED
    note = folder.parent / "out" / ".batch" / "submitted.json"
    told = json.loads(note.read_text())
    told["submitted"][0]["job"] = None
    note.write_text(json.dumps(told))
    provider.look = look
    outcome = batch(folder, server, "out", "--batch-api", "--poll", "0.01")
    assert outcome.code == ExitCode.OK, outcome.err
    assert set(provider.requests.values()) == {1}


def test_batch_that_failed_as_a_whole_is_told(folder: Path, server: FaultServer) -> None:
    BatchServer(server, ends_as="failed")
    outcome = batch(folder, server, "out", "--batch-api", "--poll", "0.01")
    assert outcome.code == ExitCode.FAILED
    assert "the file is no good" in outcome.err


@pytest.mark.parametrize(
    "more",
    [
        ["--requests", "r.jsonl", "--batch-api"],
        ["--requests", "r.jsonl", "--watch"],
        ["--batch-api", "--no-cache"],
        ["--batch-api", "--model", "none"],
        ["--requests", "r.jsonl", "--model", "embedded"],
    ],
)
def test_options_that_do_not_go_together(folder: Path, server: FaultServer, more: list[str]) -> None:
    outcome = batch(folder, server, "out", *more)
    assert outcome.code == ExitCode.USAGE
    assert not (folder.parent / "out").exists()
