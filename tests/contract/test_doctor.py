"""The doctor's lines: ok, or what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.errors import ExitCode
from tests.support.command import Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, completion, failure, reply

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def examined(server: FaultServer, *more: str) -> Outcome:
    return in_process("doctor", "--model", "m", "--base-url", server.base_url, *more)


def test_a_missing_model_names_the_command_that_fetches_it() -> None:
    outcome = in_process("doctor", "--json")
    assert outcome.code == ExitCode.FAILED
    told = json.loads(outcome.out)
    assert not told["ok"]
    checks = {check["name"]: check for check in told["checks"]}
    assert "summarizer model pull" in checks["model"]["hint"]
    assert not checks["call"]["ok"], "there is nothing to put a question to"


def test_every_line_begins_with_its_verdict() -> None:
    outcome = in_process("doctor", "--offline", "--model", "none")
    assert outcome.code == ExitCode.OK
    assert all(line.startswith("ok ") for line in outcome.text.splitlines())


def test_a_cache_that_cannot_be_written_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").touch()
    place = tmp_path / "in-the-way" / "cache"
    outcome = in_process("doctor", "--offline", "--model", "none", SUMMARIZER_CACHE_DIR=str(place))
    assert outcome.code == ExitCode.FAILED
    assert "SUMMARIZER_CACHE_DIR" in outcome.text


def test_cache_commands_agree_on_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "answers"
    (place / "answers").mkdir(parents=True)
    (place / "somebody's").mkdir()
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(place))
    assert in_process("cache", "path").text.strip() == str(place)
    assert json.loads(in_process("cache", "stats", "--json").out)["path"] == str(place)
    assert in_process("cache", "clear").code == ExitCode.OK
    assert [each.name for each in place.iterdir()] == ["somebody's"], "only what is ours is deleted"


def test_the_row_that_applies_is_shown_with_what_was_found(server: FaultServer) -> None:
    entry = {"id": "m", "owned_by": "vllm", "max_model_len": 8192}
    server.paths = {"/v1/models": reply({"data": [entry]}), "/version": reply({"version": "0.32.0"})}
    usage = {"prompt_tokens": 241, "completion_tokens": 6, "prompt_tokens_details": {"cached_tokens": 128}}

    def counting(call: Call) -> Step:
        return completion(json.loads(obey(call).body)["choices"][0]["message"]["content"], usage=usage)

    server.otherwise = counting
    outcome = examined(server)
    assert outcome.code == ExitCode.OK, outcome.text
    assert "ok  server: vLLM 0.32.0, a context of 8,192 tokens\n    schemas: json_schema" in outcome.text
    assert "--enable-prompt-tokens-details" in outcome.text
    assert "ok  schemas: json_schema strict, enforced" in outcome.text
    assert "ok  prefix cache: reported: 128 of 241" in outcome.text

    facts = json.loads(examined(server, "--json").out)["endpoint"]
    assert (facts["server"], facts["version"], facts["context_length"]) == ("vLLM", "0.32.0", 8192)
    assert (facts["schemas"], facts["enforced"], facts["cached_tokens"]) == ("json_schema strict", True, 128)
    assert facts["known"].keys() == {"schemas", "thinking", "prefix_cache", "mind"}


def test_what_is_not_enforced_and_not_reported_is_said_to_be_so(server: FaultServer) -> None:
    def free(call: Call) -> Step:
        if {"response_format", "tools", "structured_outputs"} & call.body.keys():
            return failure(400, "response_format is not supported")
        return completion("Blue." if b"harbour" in call.raw else '{"colour": "蓝"}')

    server.otherwise = free
    outcome = examined(server)
    assert outcome.code == ExitCode.OK, outcome.text
    assert "schemas: not enforced" in outcome.text
    assert "server: of an unknown kind, it does not say how long its context is" in outcome.text
    assert "prefix cache: unknown" in outcome.text


def test_the_doctor_asks_anew_what_is_remembered(server: FaultServer) -> None:
    assert "json_schema strict" in examined(server).text
    held: dict[str, object] = {"harbour": "anchor", "boats": 1}

    def loose(call: Call) -> Step:
        if call.body.get("response_format", {}).get("json_schema", {}).get("strict"):
            return failure(400, "strict is not supported in json_schema")
        return completion(json.dumps(held)) if b"harbour" in call.raw else completion('{"colour": "蓝"}')

    server.otherwise = loose
    assert "ok  schemas: json_schema, enforced" in examined(server).text


def test_a_server_that_does_not_answer_as_asked_is_no_good(server: FaultServer) -> None:
    server.otherwise = completion("绿色")
    outcome = examined(server)
    assert outcome.code == ExitCode.FAILED
    assert "NO  call: the model answered '绿色'" in outcome.text
