"""What is wanted of the reports of a batch: another language, another kind of report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ExitCode
from tests.support.command import SHORT, Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, failure

ANNUAL = Path(__file__).parents[2] / "examples" / "profiles" / "annual-report"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(SHORT, made / name)
    return made


def batch(folder: Path, server: FaultServer, *more: str | Path) -> Outcome:
    answering = ["--model", "m", "--base-url", server.base_url]
    return in_process("batch", str(folder), "-o", str(folder.parent / "out"), *answering, *map(str, more))


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    lines = (folder.parent / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_english_briefs_are_those_of_brief_and_are_asked_for_once(folder: Path, server: FaultServer) -> None:
    english = ["--briefs", "--language", "en"]
    outcome = batch(folder, server, *english)
    assert outcome.code == ExitCode.OK, outcome.err
    asked = len(server.calls)
    alone = in_process(
        "brief", folder / "a.txt", "--language", "en", "--model", "m", "--base-url", server.base_url
    )
    brief = folder.parent / "out" / "briefs" / "a.md"
    assert brief.read_bytes() == alone.out
    assert "## Key figures" in alone.text
    for row, entry in zip(rows(folder, "reports"), rows(folder, "manifest"), strict=True):
        assert row["translations"]
        assert entry["usage"]["calls"] == row["provenance"]["calls"]
        assert entry["language"] == "en"

    brief.unlink()
    again = batch(folder, server, *english)
    assert "2 reports are done already" in again.err
    assert brief.read_bytes() == alone.out, "made again from the record"
    assert batch(folder, server, "--briefs").code == ExitCode.OK
    assert "## Key figures" not in brief.read_text(encoding="utf-8")
    assert not rows(folder, "reports")[0]["translations"], "a record does not depend on earlier runs"
    assert len(server.calls) == asked


def test_translation_that_fails_makes_the_report_partial_until_it_is_retried(
    folder: Path, server: FaultServer
) -> None:
    def refuse(call: Call) -> Step:
        translates = call.body["messages"][-1]["content"].startswith("词条")
        return failure(400, "no English today") if translates else obey(call)

    server.otherwise = refuse
    english = ["--briefs", "--language", "en"]
    outcome = batch(folder, server, *english)
    assert outcome.code == ExitCode.PARTIAL
    assert "no English today" in outcome.err
    assert {row["status"] for row in rows(folder, "manifest")} == {"partial"}
    server.otherwise = obey
    assert batch(folder, server, *english, "--retry-failed").code == ExitCode.OK


def test_english_needs_briefs_a_model_and_the_built_in_kind(folder: Path, server: FaultServer) -> None:
    english = ["--language", "en"]
    for more, told in (
        (english, "--briefs"),
        ([*english, "--briefs", "--model", "none"], "needs a model"),
        ([*english, "--briefs", "--profile", ANNUAL], "--profile"),
    ):
        outcome = batch(folder, server, *more)
        assert outcome.code == ExitCode.USAGE
        assert told in outcome.err
    assert not server.calls


def test_translations_come_later_too(folder: Path, server: FaultServer) -> None:
    requests = folder.parent / "requests.jsonl"
    for rounds in range(6):
        outcome = batch(folder, server, "--briefs", "--language", "en", "--requests", requests)
        assert outcome.code in {ExitCode.OK, ExitCode.PARTIAL}, outcome.err
        if not requests.exists():
            break
        answers = folder.parent / f"answers-{rounds}.jsonl"
        answers.write_text(
            "".join(answered(line) for line in requests.read_text(encoding="utf-8").splitlines())
        )
        assert in_process("cache", "import", answers).code == ExitCode.OK
    assert not requests.exists()
    assert {row["status"] for row in rows(folder, "manifest")} == {"complete"}
    assert "## Key figures" in (folder.parent / "out" / "briefs" / "b.md").read_text(encoding="utf-8")
    assert not server.calls


def answered(line: str) -> str:
    """Answer a line of requests as a batch service does."""
    told = json.loads(line)
    call = Call(method="POST", path=told["url"], headers={}, raw=json.dumps(told["body"]).encode())
    body = json.loads(obey(call).body)
    response = {"status_code": 200, "request_id": "r", "body": body}
    return json.dumps({"id": "x", "custom_id": told["custom_id"], "response": response, "error": None}) + "\n"


def test_profile_makes_the_records_that_brief_makes_and_a_change_of_it_makes_them_again(
    folder: Path, server: FaultServer, tmp_path: Path
) -> None:
    profile = shutil.copytree(ANNUAL, tmp_path / "profile")
    shutil.copy(ANNUAL / "report.txt", folder / "c.txt")
    assert batch(folder, server, "--briefs", "--profile", profile).code in {ExitCode.OK, ExitCode.PARTIAL}
    answering = ["--model", "m", "--base-url", server.base_url]
    alone = in_process("brief", folder / "c.txt", "--profile", profile, *answering)
    assert (folder.parent / "out" / "briefs" / "c.md").read_bytes() == alone.out
    assert "## 风险因素" in alone.text
    assert {row["provenance"]["profile"] for row in rows(folder, "reports")} == {"annual-report"}

    asked = len(server.calls)
    assert "3 reports are done already" in batch(folder, server, "--briefs", "--profile", profile).err
    table = profile / "profile.toml"
    table.write_text(table.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    again = batch(folder, server, "--briefs", "--profile", profile)
    assert "are done already" not in again.err
    assert "3 done in this run" in again.err
    assert len(server.calls) == asked, "the questions are the same"
    assert batch(folder, server, "--profile", tmp_path).code == ExitCode.USAGE


def test_list_says_of_which_kind_a_report_is(folder: Path, server: FaultServer, tmp_path: Path) -> None:
    other = shutil.copytree(ANNUAL, tmp_path / "other")
    table = (other / "profile.toml").read_text(encoding="utf-8")
    (other / "profile.toml").write_text(table.replace('"annual-report"', '"other"'), encoding="utf-8")
    listed = tmp_path / "list.csv"
    listed.write_text(f"id,path,profile\n1,{SHORT},other\n2,{SHORT},\n3,{SHORT},third\n", encoding="utf-8")
    outcome = batch(listed, server, "--profile", ANNUAL, "--profile", other)
    assert outcome.code == ExitCode.PARTIAL
    assert "third, which no --profile has" in outcome.err
    kinds = {row["id"]: row["provenance"]["profile"] for row in rows(folder, "reports")}
    assert kinds == {"1": "other", "2": "annual-report"}
