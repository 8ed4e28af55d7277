"""A marked key goes to the endpoint and nowhere else, wherever it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ExitCode
from tests.support.command import SHORT, Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, completion, failure

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(KEY + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def brief(server: FaultServer, key_file: Path, *more: str) -> Outcome:
    arguments = ["brief", str(SHORT), "--model", "m", "--base-url", server.base_url, "-v", "--debug", *more]
    return in_process(*arguments, cwd=None, stdin=b"", SUMMARIZER_API_KEY_FILE=str(key_file))


def seen(outcome: Outcome, *places: Path) -> list[str]:
    """Name where the key is seen."""
    found = [name for name, text in (("out", outcome.text), ("err", outcome.err)) if KEY in text]
    files = [path for place in places for path in place.rglob("*") if path.is_file() and path.name != "key"]
    return found + [str(path) for path in files if KEY.encode() in path.read_bytes()]


def test_a_key_from_a_file_is_sent(server: FaultServer, key_file: Path, isolated: Path) -> None:
    recording = key_file.parent / "recording.jsonl"
    outcome = brief(server, key_file, "--record", str(recording), "--format", "json")
    assert outcome.code == ExitCode.OK, outcome.err
    assert {call.headers["authorization"] for call in server.calls} == {f"Bearer {KEY}"}
    assert recording.exists()
    assert seen(outcome, isolated, key_file.parent) == []


def test_a_key_that_an_endpoint_repeats_is_kept_nowhere(
    server: FaultServer, key_file: Path, isolated: Path
) -> None:
    def repeat(call: Call) -> Step:
        if b"harbour" in call.raw:  # the canary is no question about a report
            return obey(call)
        properties = call.body["response_format"]["json_schema"]["schema"]["properties"]
        return completion(json.dumps(dict.fromkeys(properties, KEY)))

    server.otherwise = repeat
    recording = key_file.parent / "recording.jsonl"
    outcome = brief(server, key_file, "--record", str(recording), "--format", "json")
    assert outcome.code in {ExitCode.OK, ExitCode.PARTIAL}, outcome.err
    assert "[key]" in recording.read_text(encoding="utf-8")
    assert seen(outcome, isolated, key_file.parent) == []


@pytest.mark.parametrize("status", [400, 401, 429])
def test_a_key_in_a_refusal_is_not_shown(
    server: FaultServer, key_file: Path, isolated: Path, status: int
) -> None:
    server.otherwise = failure(status, f"Not with {KEY}", code="insufficient_quota")
    outcome = brief(server, key_file)
    assert outcome.code != ExitCode.OK
    assert seen(outcome, isolated, key_file.parent) == []


def test_a_file_that_others_may_read_ends_the_run_before_a_call(server: FaultServer, key_file: Path) -> None:
    key_file.chmod(0o644)
    outcome = brief(server, key_file)
    assert (outcome.code, server.visits) == (ExitCode.USAGE, [])
    assert "chmod 600" in outcome.err
