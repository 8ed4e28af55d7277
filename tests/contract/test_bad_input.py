"""Bad input: one sentence that says what, where and what to do, and the exit code for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ExitCode
from tests.support.command import SHORT, Outcome, in_process, summarizer

if TYPE_CHECKING:
    from pathlib import Path


def told(outcome: Outcome) -> str:
    """Return the error's sentence, after making sure that it is one."""
    lines = outcome.err.splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    assert len(errors) == 1, outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == b""
    return errors[0]


def test_missing_file(tmp_path: Path) -> None:
    outcome = summarizer("brief", "没有.txt", "--model", "none", cwd=tmp_path)
    assert outcome.code == ExitCode.USAGE
    assert "没有.txt" in told(outcome)


def test_directory(tmp_path: Path) -> None:
    outcome = in_process("brief", tmp_path, "--model", "none")
    assert outcome.code == ExitCode.USAGE
    assert "directory" in told(outcome)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b" \r\n\t", "empty"), (bytes(range(256)) * 8, "not a")],
    ids=["empty", "blank", "binary"],
)
def test_file_without_a_report(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(content)
    outcome = in_process("brief", path, "--model", "none")
    assert outcome.code == ExitCode.FAILED
    assert "报告.txt" in told(outcome)
    assert word in told(outcome)


def test_report_without_sections_is_summarized_as_one(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("全年完成工业投资20.99亿元，增长8.5%，新增规上企业12家。", encoding="utf-8")
    outcome = in_process("brief", path, "--model", "none", "--format", "json")
    assert outcome.code == ExitCode.OK, outcome.err
    record = json.loads(outcome.out)
    assert record["sections"] == []
    assert {figure["value"] for figure in record["figures"]} >= {"20.99", "12"}


@pytest.mark.parametrize("target", ["missing/brief.md", "."])
def test_output_that_cannot_be_is_refused_before_any_work(tmp_path: Path, target: str) -> None:
    outcome = in_process("brief", "not-even-looked-at.txt", "-o", target, cwd=tmp_path)
    assert outcome.code == ExitCode.USAGE
    assert "output" in told(outcome)


@pytest.mark.parametrize(
    "arguments",
    [("brief",), ("brief", SHORT, "--format", "pdf"), ("no-such-command",), ("brief", SHORT, "--nonsense")],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    outcome = in_process(*arguments)
    assert (outcome.code, outcome.out) == (ExitCode.USAGE, b"")
    assert "Usage:" in outcome.err


def test_wrong_setting_names_its_origin() -> None:
    outcome = in_process("brief", SHORT, SUMMARIZER_BASE_URL="localhost:8000")
    assert outcome.code == ExitCode.USAGE
    assert "SUMMARIZER_BASE_URL" in told(outcome)


def test_unknown_embedded_model() -> None:
    outcome = in_process("brief", SHORT, "--model", "no-such-model")
    assert outcome.code == ExitCode.USAGE
    assert "no-such-model" in told(outcome)


def test_model_that_is_not_there_names_the_command_that_fetches_it() -> None:
    outcome = in_process("brief", SHORT)
    assert outcome.code == ExitCode.FAILED
    assert "is not there" in told(outcome)
    assert "summarizer model pull" in outcome.err


def test_damaged_model_is_never_loaded(tmp_path: Path) -> None:
    listed = json.loads(in_process("model", "list", "--json", "--models-dir", tmp_path).out)[0]
    with (tmp_path / listed["path"].rpartition("/")[2]).open("wb") as file:
        file.write(b"GGUF")
        file.truncate(1 << 20)
    outcome = in_process("brief", SHORT, SUMMARIZER_MODELS=str(tmp_path))
    assert outcome.code == ExitCode.FAILED
    assert "damaged" in told(outcome)


def test_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"this is no model")
    outcome = in_process("brief", SHORT, "--model", path)
    assert outcome.code == ExitCode.FAILED
    assert "not a GGUF model file" in told(outcome)


def test_endpoint_that_refuses_connections() -> None:
    # Nothing listens on port 9 (discard) of this machine.
    outcome = in_process("brief", SHORT, "--model", "some-model", "--base-url", "http://127.0.0.1:9/v1")
    assert outcome.code == ExitCode.FAILED
    assert "Nothing answers at 127.0.0.1:9" in told(outcome)


def test_debug_shows_where_it_failed() -> None:
    outcome = in_process("brief", "missing.txt", "--debug", "--model", "none")
    assert outcome.code == ExitCode.USAGE
    assert "Traceback" in outcome.err
    assert "error: " in outcome.err
