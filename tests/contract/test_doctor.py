"""The doctor's lines: ok, or what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.errors import ExitCode
from tests.support.command import in_process

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
