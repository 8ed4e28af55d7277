"""Whole runs against an endpoint on this machine: cache, interruption, sections that fail."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import LONG, Outcome, finish, in_process, start
from tests.support.endpoints import obey
from tests.support.fault_server import HANG, Call, FaultServer, Step, failure

KEY = "sk-marked-4711-not-to-be-seen"
PLAN = "2025年1月16日"
"""The date under the report, which only the question about its last part holds."""
_CACHED = (
    "import sys; from summarizer.cli.app import run; code = run(sys.argv[1:]); "
    "sys.exit(code or sorted({'openai', 'instructor', 'xllamacpp'} & sys.modules.keys()) or 0)"
)


def options(server: FaultServer) -> list[str]:
    return ["brief", str(LONG), "--format", "json", "--model", "m", "--base-url", server.base_url]


def brief(server: FaultServer, *more: str) -> Outcome:
    return in_process(*options(server), *more, OPENAI_API_KEY=KEY)


def record(outcome: Outcome) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(outcome.out)
    return made


def test_second_run_is_the_same_without_a_call_and_without_the_sdk(server: FaultServer) -> None:
    first = brief(server)
    assert first.code == ExitCode.OK, first.err
    asked = len(server.visits)
    assert asked
    second = subprocess.run(
        # Another detail changes nothing in a record, but no finished result is kept for it.
        [sys.executable, "-c", _CACHED, *options(server), "--detail", "full"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert second.returncode == 0, second.stderr
    assert "sections" in second.stderr, "the answers were read and checked again"
    assert len(server.visits) == asked
    one, other = record(first), json.loads(second.stdout)
    calls = one["provenance"]["calls"]
    assert (one["provenance"].pop("cached_calls"), other["provenance"].pop("cached_calls")) == (0, calls)
    told = [[call.pop("from_cache") for call in made["provenance"]["per_call"]] for made in (one, other)]
    assert told == [[False] * calls, [True] * calls]
    assert one == other


def test_no_cache_asks_again_and_keeps_nothing(server: FaultServer) -> None:
    assert brief(server, "--no-cache").code == ExitCode.OK
    asked = len(server.calls)
    assert record(brief(server, "--no-cache"))["provenance"]["cached_calls"] == 0
    assert len(server.calls) == 2 * asked
    assert json.loads(in_process("cache", "stats", "--json").out)["answers"] == 0


@pytest.mark.skipif(os.name == "nt", reason="no signals to send there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, 143)])
def test_interrupted_run_goes_on_where_it_stopped(server: FaultServer, number: int, code: int) -> None:
    hangs = threading.Event()
    answered: list[Call] = []

    def hang_at_the_plan(call: Call) -> Step:
        if PLAN in call.body["messages"][-1]["content"]:
            hangs.set()
            return HANG
        answered.append(call)
        return obey(call)

    server.otherwise = hang_at_the_plan
    process = start(*options(server), OPENAI_API_KEY=KEY)
    assert hangs.wait(30)
    process.send_signal(number)
    outcome = finish(process)
    assert (outcome.code, outcome.out) == (code, b""), outcome.err
    assert "Traceback" not in outcome.err
    if code == ExitCode.INTERRUPTED:
        assert "What was answered is in the cache" in outcome.err

    server.otherwise = obey
    server.calls.clear()
    again = brief(server)
    assert again.code == ExitCode.OK, again.err
    assert record(again)["provenance"]["cached_calls"] > 0
    first = next(call.raw for call in answered if b"harbour" not in call.raw)  # the canary is not a chunk
    assert first not in {call.raw for call in server.calls}, "the first chunk is done before others are begun"


def test_section_that_fails_is_named_and_the_rest_is_there(server: FaultServer) -> None:
    def refuse_the_plan(call: Call) -> Step:
        if PLAN in call.body["messages"][-1]["content"]:
            return failure(400, "the moon is in the wrong phase")
        return obey(call)

    server.otherwise = refuse_the_plan
    outcome = brief(server)
    assert outcome.code == ExitCode.PARTIAL, outcome.err
    assert "the moon is in the wrong phase" in outcome.err
    made = record(outcome)
    (notice,) = [each for each in made["warnings"] if each["code"] == "section-failed"]
    assert notice["section"] in {section["id"] for section in made["sections"]}
    assert made["achievements"], "what rules know is there all the same"
    assert made["problems"]


def test_a_failure_that_every_section_meets_is_told_once_and_each_section_is_named(
    server: FaultServer,
) -> None:
    server.otherwise = lambda call: (
        obey(call) if b"harbour" in call.raw else failure(400, "the moon is wrong")
    )
    outcome = brief(server)
    assert outcome.code == ExitCode.PARTIAL
    made = record(outcome)
    failed = [each for each in made["warnings"] if each["code"] == "section-failed"]
    assert len(failed) >= 2
    assert outcome.err.count("the moon is wrong") == 2, "for the sections, and for the overview"


def test_refused_key_ends_the_run_and_is_not_shown(server: FaultServer) -> None:
    server.otherwise = failure(401, f"Incorrect API key provided: {KEY}")
    outcome = brief(server, "-v", "--debug")
    assert (outcome.code, outcome.out) == (ExitCode.FAILED, b"")
    assert "refuses the key" in outcome.err
    assert KEY not in outcome.err


def test_doctor_puts_one_question(server: FaultServer) -> None:
    arguments = ["doctor", "--json", "--model", "m", "--base-url", server.base_url]
    outcome = in_process(*arguments, OPENAI_API_KEY=KEY)
    assert outcome.code == ExitCode.OK, outcome.text
    checks = {check["name"]: check for check in json.loads(outcome.out)["checks"]}
    assert "answered" in checks["call"]["detail"]
    assert KEY not in outcome.text

    server.otherwise = failure(404, "The model `m` does not exist")
    outcome = in_process(*arguments)
    assert outcome.code == ExitCode.FAILED
    checks = {check["name"]: check for check in json.loads(outcome.out)["checks"]}
    assert not checks["call"]["ok"]
    assert "m" in checks["call"]["detail"]
    assert checks["call"]["hint"]
