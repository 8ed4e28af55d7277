"""Runs with a limit, and runs that make no call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import LONG, Outcome, in_process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fault_server import FaultServer

PRICES = '{"m": {"input": 2.0, "output": 8.0, "currency": "CNY"}}'


def brief(server: FaultServer, *more: str, **env: str) -> Outcome:
    arguments = ["brief", str(LONG), "--model", "m", "--base-url", server.base_url, *more]
    return in_process(*arguments, cwd=None, stdin=b"", **({"SUMMARIZER_PRICES": PRICES} | env))


def questions(server: FaultServer) -> int:
    """Count what was asked, without the probe of the server."""
    return sum(b"harbour" not in call.raw for call in server.calls)


def warnings(outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    for notice in json.loads(outcome.out)["warnings"]:
        made.setdefault(notice["code"], []).append(notice)
    return made


def test_a_run_ends_with_what_it_has_and_names_what_was_not_asked(server: FaultServer) -> None:
    outcome = brief(server, "--max-calls", "1", "--format", "json")
    assert outcome.code == ExitCode.PARTIAL, outcome.err
    assert questions(server) == 1
    told = warnings(outcome)
    sections = {each["id"] for each in json.loads(outcome.out)["sections"]}
    assert {each["section"] for each in told["section-not-asked"]} <= sections
    assert "one call" in told["overview-not-asked"][0]["message"]
    assert json.loads(outcome.out)["provenance"]["calls"] == 1


def test_the_brief_says_so_too(server: FaultServer) -> None:
    outcome = brief(server, "--max-calls", "0")
    assert (outcome.code, questions(server)) == (ExitCode.PARTIAL, 0)
    assert "没有询问模型" in outcome.text


def test_a_limit_raised_goes_on_from_there(server: FaultServer) -> None:
    whole = brief(server, "--no-cache")
    every = questions(server)
    server.calls.clear()
    brief(server, "--max-calls", "1")
    outcome = brief(server, "--max-calls", str(every - 1))
    assert (outcome.code, outcome.out) == (ExitCode.OK, whole.out), outcome.err
    assert questions(server) == every


def test_tokens_and_money_are_limited(server: FaultServer) -> None:
    assert brief(server, "--max-tokens", "10", "--no-cache").code == ExitCode.PARTIAL
    assert brief(server, "--max-cost", "0.00001", "--no-cache").code == ExitCode.PARTIAL
    assert questions(server) == 0
    assert brief(server, "--max-tokens", "1000000", "--max-cost", "100", "--no-cache").code == ExitCode.OK


def test_money_cannot_be_limited_where_no_price_is_known(server: FaultServer) -> None:
    outcome = brief(server, "--max-cost", "1", SUMMARIZER_PRICES="{}")
    assert outcome.code == ExitCode.USAGE
    assert "no price is set for m" in outcome.err


def test_the_record_and_the_last_line_say_what_was_spent(server: FaultServer) -> None:
    outcome = brief(server, "--format", "json")
    made = json.loads(outcome.out)["provenance"]
    calls = made["calls"]
    assert len(made["per_call"]) == calls
    assert {call["prompt_tokens"] for call in made["per_call"]} == {11}
    assert made["per_call"][-1]["label"] == "overview"
    assert made["cost"] == pytest.approx(calls * (11 * 2 + 7 * 8) / 1e6)
    assert f"{calls} calls, {11 * calls} tokens in, {7 * calls} out" in outcome.err
    assert f"{made['cost']:.4f} CNY" in outcome.err
    again = json.loads(brief(server, "--format", "json").out)["provenance"]
    assert (again["cost"], again["cached_calls"]) == (0, calls)


def test_a_dry_run_asks_nobody_and_its_most_is_not_passed(server: FaultServer, tmp_path: Path) -> None:
    estimate = json.loads(brief(server, "--dry-run", "--format", "json").out)
    assert server.visits == []
    made = json.loads(brief(server, "--format", "json").out)["provenance"]
    assert estimate["at_most"]["calls"] <= made["calls"] <= estimate["at_most_if_asked_again"]["calls"]
    most = estimate["at_most_if_asked_again"]
    assert made["prompt_tokens"] <= most["prompt_tokens"]
    assert made["cost"] <= most["cost"]
    again = brief(server, "--dry-run", "-o", str(tmp_path / "plan.txt"))
    assert (again.code, again.out) == (ExitCode.OK, b"")
    told = (tmp_path / "plan.txt").read_text(encoding="utf-8")
    assert told.startswith(f"0 calls to m, and {made['calls']} more are answered from the cache")
    assert "CNY" in told


def test_a_dry_run_of_the_embedded_model_starts_nothing() -> None:
    outcome = in_process("brief", str(LONG), "--dry-run")
    assert outcome.code == ExitCode.OK, outcome.err
    assert "calls to qwen2.5-coder-1.5b" in outcome.text
    assert "Starting" not in outcome.err


@pytest.mark.parametrize("limit", [("--max-calls", "-1"), ("--max-tokens", "many"), ("--max-cost", "-0.1")])
def test_a_limit_that_is_none_is_refused(limit: tuple[str, str]) -> None:
    assert in_process("brief", str(LONG), *limit).code == ExitCode.USAGE


def test_a_batch_stops_where_the_budget_ends_and_goes_on_when_it_is_raised(
    server: FaultServer, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        # In every sentence: a question that both reports ask is asked once or twice, as it happens.
        text = LONG.read_text(encoding="utf-8").replace("。", f"（{name[0]}）。")
        (tmp_path / name).write_text(text, encoding="utf-8")
    endpoint = ("--model", "m", "--base-url", server.base_url)
    batch = (
        "batch",
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
        "-o",
        str(tmp_path / "out"),
        *endpoint,
    )
    plan = json.loads(in_process(*batch, "--dry-run", "--json").out)
    assert server.visits == []
    assert not (tmp_path / "out").exists()
    stopped = in_process(*batch, "--max-calls", "1")
    assert stopped.code == ExitCode.PARTIAL, stopped.err
    assert "one call" in stopped.err
    assert questions(server) == 1
    assert in_process(*batch).code == ExitCode.OK
    assert plan["at_most"]["calls"] <= questions(server) <= plan["at_most_if_asked_again"]["calls"]
