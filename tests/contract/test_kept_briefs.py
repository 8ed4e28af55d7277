"""The same brief a second time: whole, at once, and never in place of a better one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from summarizer.cache.results import RESULTS, Result, ResultCache
from summarizer.errors import ExitCode
from tests.support.command import SHORT, Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import FaultServer, Step, failure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fault_server import Call

HEAVY = (
    *("openai", "instructor", "xllamacpp", "pydantic", "rich", "diskcache", "jinja2"),
    *("summarizer.pipeline", "summarizer.readers", "summarizer.structure", "summarizer.endpoint"),
    *("summarizer.backend", "summarizer.rendering", "summarizer.schemas"),
)
_LOADED = (
    "import sys; from summarizer.cli.app import run; code = run(sys.argv[2:]); "
    "sys.exit(code or sorted(set(sys.argv[1].split(',')) & sys.modules.keys()) or 0)"
)
KEY = "sk-marked-4711-not-to-be-seen"


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / RESULTS


def words(server: FaultServer, *more: str, report: str = str(SHORT)) -> list[str]:
    return ["brief", report, "--model", "m", "--base-url", server.base_url, *more]


def brief(server: FaultServer, *more: str) -> Outcome:
    return in_process(*words(server, *more), OPENAI_API_KEY=KEY)


def kept(results: Path) -> list[Path]:
    return list(results.iterdir()) if results.is_dir() else []


@pytest.mark.parametrize("form", ["markdown", "json", "html"])
def test_kept_brief_is_what_the_answers_in_the_cache_give(
    server: FaultServer, results: Path, form: str
) -> None:
    first = brief(server, "--format", form)
    assert first.code == ExitCode.OK, first.err
    asked = len(server.visits)
    (file,) = kept(results)
    again = brief(server, "--format", form)
    file.unlink()
    from_answers = brief(server, "--format", form)
    assert len(server.visits) == asked
    assert (again.code, again.out) == (ExitCode.OK, from_answers.out)
    assert again.err.splitlines()[-1] == from_answers.err.splitlines()[-1]
    assert "from the cache" in again.err


def test_kept_brief_imports_none_of_what_made_it(server: FaultServer, results: Path) -> None:
    first = brief(server)
    assert len(kept(results)) == 1
    again = subprocess.run(
        [sys.executable, "-c", _LOADED, ",".join(HEAVY), *words(server)],
        env={**os.environ, "OPENAI_API_KEY": KEY},
        capture_output=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr.decode()
    assert again.stdout == first.out


def test_report_from_standard_input_is_kept_too(server: FaultServer, results: Path) -> None:
    arguments = words(server, report="-")
    first = in_process(*arguments, stdin=SHORT.read_bytes())
    again = in_process(*arguments, stdin=SHORT.read_bytes())
    assert (again.code, again.out) == (ExitCode.OK, first.out), first.err
    assert "sections" in first.err
    assert "sections" not in again.err
    other = in_process(*arguments, stdin=SHORT.read_bytes() + "\n全年完成税收3亿元。".encode())
    assert other.out != first.out
    assert len(kept(results)) == 2


def test_result_goes_where_it_should_and_quiet_is_quiet(
    server: FaultServer, results: Path, tmp_path: Path
) -> None:
    first = brief(server)
    again = brief(server, "-q", "-o", str(tmp_path / "brief.md"))
    assert (tmp_path / "brief.md").read_bytes() == first.out
    assert (again.out, again.err) == (b"", "")
    assert len(kept(results)) == 1


def test_brief_that_lacks_something_is_not_kept(server: FaultServer, results: Path) -> None:
    def refuse_sections(call: Call) -> Step:
        return obey(call) if b"harbour" in call.raw else failure(400, "the moon is wrong")

    server.otherwise = refuse_sections
    assert brief(server).code == ExitCode.PARTIAL
    assert kept(results) == []
    server.otherwise = obey
    assert brief(server).code == ExitCode.OK
    assert len(kept(results)) == 1


@pytest.mark.parametrize(
    "more",
    [["--no-cache"], ["--record", "run.jsonl"], ["--max-calls", "99"], ["--dry-run"], ["--model", "none"]],
)
def test_other_runs_neither_keep_a_result_nor_take_one(
    server: FaultServer, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert brief(server, *more).code == ExitCode.OK
    assert kept(results) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SUMMARIZER_CACHE", "false"), ("SUMMARIZER_CACHE_DAYS", "9"), ("SUMMARIZER_WHAT", "1")],
)
def test_settings_under_which_nothing_is_kept(
    server: FaultServer, results: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """No cache; answers whose age would be forgotten; a warning that would not be told again."""
    monkeypatch.setenv(variable, value)
    assert brief(server).code == ExitCode.OK
    assert kept(results) == []


def test_model_that_the_endpoint_chooses_is_not_guessed(server: FaultServer, results: Path) -> None:
    in_process("brief", str(SHORT), "--base-url", server.base_url)
    assert kept(results) == []


def test_changed_program_checks_the_answers_again(
    server: FaultServer, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    monkeypatch.setattr("summarizer.cli.kept._roots", lambda: [rules])
    brief(server)
    asked = len(server.visits)
    (rules / "checks.py").write_text("# better than before", encoding="utf-8")
    again = brief(server)
    assert "sections" in again.err, "it went through the pipeline"
    assert len(server.visits) == asked
    assert len(kept(results)) == 2


def test_program_that_changes_meanwhile_keeps_nothing(
    server: FaultServer, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = iter(["before", "after"])
    monkeypatch.setattr("summarizer.cli.kept.program_digest", lambda: next(digests))
    assert brief(server).code == ExitCode.OK
    assert kept(results) == []


def test_damaged_result_is_made_again(server: FaultServer, results: Path) -> None:
    first = brief(server)
    (file,) = kept(results)
    file.write_bytes(file.read_bytes()[:-20])
    again = brief(server)
    assert again.out == first.out
    assert "sections" in again.err
    assert "sections" not in brief(server).err


def test_warnings_are_told_again(server: FaultServer, results: Path) -> None:
    brief(server)
    (file,) = kept(results)
    told = Result(text="x", said="3 figures.", warnings=["overview-short: why"])
    ResultCache(results).put(file.name, told)
    again = brief(server)
    assert (again.out, again.err) == (b"x\n", "3 figures.\nwarning: overview-short: why\n")


def test_key_for_the_endpoint_is_in_no_result(server: FaultServer, results: Path) -> None:
    brief(server, "--format", "json")
    (file,) = kept(results)
    assert KEY.encode() not in file.read_bytes()


def test_cache_commands_know_results(server: FaultServer, results: Path) -> None:
    brief(server)
    told = json.loads(in_process("cache", "stats", "--json").out)
    assert told["results"] == 1
    assert told["results_bytes"] == sum(file.stat().st_size for file in kept(results))
    assert "finished briefs: 1" in in_process("cache", "stats").text
    answers = told["answers"]
    assert in_process("cache", "prune").code == ExitCode.OK
    assert kept(results) == []
    assert json.loads(in_process("cache", "stats", "--json").out)["answers"] == answers
    brief(server)
    assert len(kept(results)) == 1
    assert in_process("cache", "clear").code == ExitCode.OK
    assert not results.exists()
