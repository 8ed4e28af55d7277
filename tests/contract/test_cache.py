"""``summarizer cache`` on the answers of a real run."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

from summarizer.errors import ExitCode
from tests.support.command import SHORT, Outcome, in_process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fault_server import FaultServer

KEY = "sk-marked-4711-not-to-be-seen"


def brief(server: FaultServer, **env: str) -> Outcome:
    arguments = ["brief", str(SHORT), "--model", "m", "--base-url", server.base_url]
    return in_process(*arguments, cwd=None, stdin=b"", OPENAI_API_KEY=KEY, **env)


def cache(*arguments: str, **env: str) -> Outcome:
    return in_process("cache", *arguments, cwd=None, stdin=b"", **env)


def test_answers_are_counted_listed_and_taken_elsewhere(server: FaultServer, tmp_path: Path) -> None:
    first = brief(server)
    stats = json.loads(cache("stats", "--json").out)
    assert stats["answers"] > 2
    assert stats["by_model"] == {"m": stats["answers"]}
    assert f"m: {stats['answers']}" in cache("stats").text
    listed = json.loads(cache("list", "--json").out)
    assert len(listed) == stats["answers"] == len(cache("list").text.splitlines())
    assert listed[-1]["label"] == "overview"
    assert json.loads(cache("list", "--json", "--model", "another").out) == []

    taken = tmp_path / "taken.jsonl"
    assert cache("export", str(taken)).code == ExitCode.OK
    assert cache("export", "-").out == taken.read_bytes()
    elsewhere = {"SUMMARIZER_CACHE_DIR": str(tmp_path / "elsewhere")}
    moved = cache("import", str(taken), **elsewhere)
    assert f"{stats['answers']} answers taken" in moved.err
    assert stat.S_IMODE((tmp_path / "elsewhere" / "answers").stat().st_mode) == 0o700
    calls = len(server.calls)
    assert brief(server, **elsewhere).out == first.out
    assert len(server.calls) == calls
    for path in (*tmp_path.rglob("*"),):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()


def test_an_export_is_a_recording(server: FaultServer, tmp_path: Path) -> None:
    first = brief(server)
    taken = tmp_path / "taken.jsonl"
    cache("export", str(taken))
    replayed = in_process("brief", str(SHORT), "--replay", str(taken), "--replay-strict")
    assert (replayed.code, replayed.out) == (ExitCode.OK, first.out), replayed.err


def test_old_answers_are_asked_for_again_and_pruned(server: FaultServer) -> None:
    brief(server)
    calls = len(server.calls)
    brief(server, SUMMARIZER_CACHE_DAYS="0")
    assert len(server.calls) > calls
    kept = json.loads(cache("stats", "--json").out)["answers"]
    assert f"Dropped {kept} answers" in cache("prune", "--days", "0").err
    assert json.loads(cache("stats", "--json").out)["answers"] == 0
    assert "Dropped 0 answers" in cache("prune").err


def test_answers_of_a_batch_are_taken_in_and_the_rest_is_named(server: FaultServer, tmp_path: Path) -> None:
    brief(server)
    keys = [row["key"] for row in json.loads(cache("list", "--json").out)]
    body = {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}], "model": "m"}
    good = {"custom_id": keys[0], "response": {"status_code": 200, "body": body}}
    bad = {"custom_id": keys[1], "response": {"status_code": 500, "body": {}}}
    path = tmp_path / "output.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in (good, bad)), encoding="utf-8")
    outcome = cache("import", str(path), "--model", "m")
    assert outcome.code == ExitCode.PARTIAL
    assert "1 answers taken" in outcome.err
    assert f"{keys[1]}: no reason is given" in outcome.err


def test_what_cannot_be_taken_in_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in cache("import", str(tmp_path / "none.jsonl")).err
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    outcome = cache("import", str(tmp_path / "bad.jsonl"))
    assert outcome.code == ExitCode.FAILED
    assert "Line 1" in outcome.err


def test_a_cache_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "cache.db").write_bytes(b"not a database" * 100)
    env = {"SUMMARIZER_CACHE_DIR": str(tmp_path)}
    for command in ("stats", "list", "prune"):
        outcome = cache(command, **env)
        assert (outcome.code, "cannot be used" in outcome.err) == (ExitCode.FAILED, True), outcome.err
        assert "summarizer cache clear" in outcome.err
    assert cache("clear", **env).code == ExitCode.OK
    assert json.loads(cache("stats", "--json", **env).out)["answers"] == 0


def test_keys_in_the_environment_do_not_keep_anyone_from_the_cache() -> None:
    outcome = in_process("cache", "stats", OPENAI_API_KEY=KEY)
    assert outcome.code == ExitCode.OK, outcome.err
