"""A run recorded over a real endpoint comes back byte for byte, without endpoint, key, SDK or engine."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import LONG, Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import FaultServer, failure

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"


def brief(*more: str) -> Outcome:
    return in_process("brief", str(LONG), "--format", "json", *more, OPENAI_API_KEY=KEY)


def record(server: FaultServer, path: Path, *more: str) -> Outcome:
    endpoint = ("--model", "m", "--base-url", server.base_url, "--no-cache")
    return brief("--record", str(path), *endpoint, *more)


def made(out: bytes | str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(out)
    report["provenance"].pop("cached_calls")
    report["provenance"].pop("seconds")
    for call in report["provenance"]["per_call"]:
        call.pop("from_cache")
        call.pop("seconds")
    return report


def test_a_recorded_run_is_had_again_without_what_answered(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    recorded = record(server, path)
    assert recorded.code == ExitCode.OK, recorded.err
    assert KEY not in path.read_text(encoding="utf-8")
    visits = len(server.visits)
    server.close()
    code = (
        "import sys; from summarizer.cli.app import run; code = run(sys.argv[1:]); "
        "sys.exit(code or sorted({'openai', 'instructor', 'xllamacpp'} & sys.modules.keys()) or 0)"
    )
    arguments = ["brief", str(LONG), "--format", "json", "--replay", str(path), "--replay-strict"]
    again = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert again.returncode == 0, again.stderr
    assert made(again.stdout) == made(recorded.out)
    assert len(server.visits) == visits


def test_the_same_run_recorded_again_is_the_same_file(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    record(server, path)
    before = path.read_bytes()
    record(server, path)
    assert path.read_bytes() == before


def test_a_question_not_recorded_ends_the_run_with_the_command_that_records_it(
    server: FaultServer, tmp_path: Path
) -> None:
    path = tmp_path / "r.jsonl"
    record(server, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "二、存在的问题" not in line[:200]), encoding="utf-8")
    outcome = brief(f"--replay={path}", "--replay-strict")
    assert (outcome.code, outcome.out) == (ExitCode.REPLAY_MISS, b"")
    assert "the nearest is" in outcome.err
    assert f"summarizer brief {LONG} --format json --record={path}" in outcome.err
    assert "--replay-strict" not in outcome.err


def test_what_no_question_needs_fails_where_asked(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    record(server, path)
    record(server, path, "--language", "en")
    assert brief("--replay", str(path)).code == ExitCode.OK
    outcome = brief("--replay", str(path), "--replay-strict")
    assert outcome.code == ExitCode.REPLAY_MISS
    assert "「translation」" in outcome.err


def test_a_run_that_fails_leaves_what_it_heard(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    heard = 0

    def break_off(call: Any) -> Any:  # noqa: ANN401 - a step of the server's script
        nonlocal heard
        heard += b"harbour" not in call.raw
        return obey(call) if heard < 3 else failure(400, "enough")

    server.otherwise = break_off
    assert record(server, path).code == ExitCode.PARTIAL
    assert sum('"finish_reason"' in line for line in path.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--record", "a", "--replay", "b"), "exclude each other"),
        (("--replay-strict",), "needs --replay"),
        (("--model", "none", "--record", "a"), "nothing to record"),
        (("--record", "no/such/place"), "does not exist"),
    ],
)
def test_flags_that_do_not_fit_are_refused_at_once(options: tuple[str, ...], told: str) -> None:
    outcome = in_process("brief", str(LONG), *options)
    assert outcome.code == ExitCode.USAGE
    assert told in outcome.err


def test_a_recording_that_is_not_there_is_said() -> None:
    outcome = brief("--replay", "nothing.jsonl")
    assert outcome.code == ExitCode.FAILED
    assert "There is no recording nothing.jsonl" in outcome.err
