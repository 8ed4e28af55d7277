"""``summarizer view`` and ``brief --format html``: where pages come from and where they go."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ExitCode
from tests.support.command import SHORT, in_process
from tests.support.pages import taken

if TYPE_CHECKING:
    from pathlib import Path

QUOTES_ONLY = "本页未附原文"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record with its source beside it."""
    shutil.copy(SHORT, tmp_path)
    made = in_process(
        "brief", SHORT, "--model", "none", "--format", "json", "-o", tmp_path / "short.json", "-q"
    )
    assert made.code == 0, made.err
    return tmp_path


def test_brief_and_view_make_the_same_page(folder: Path) -> None:
    brief = in_process("brief", SHORT, "--model", "none", "--format", "html", "-q")
    view = in_process("view", folder / "short.json", "-q")
    assert (brief.code, view.code) == (0, 0), brief.err + view.err
    assert brief.text == view.text
    assert brief.text.startswith("<!doctype html>")
    assert QUOTES_ONLY not in brief.text


def test_page_goes_to_a_file_and_the_record_may_come_from_a_pipe(folder: Path) -> None:
    data = (folder / "short.json").read_bytes()
    outcome = in_process("view", "-", "--source", folder, "-o", folder / "out.html", stdin=data)
    assert (outcome.code, outcome.out) == (0, b""), outcome.err
    assert (folder / "out.html").read_text(encoding="utf-8") == in_process("view", folder / "short.json").text


def test_source_that_is_not_there_or_has_changed_is_told(folder: Path) -> None:
    source = folder / SHORT.name
    source.write_text(source.read_text(encoding="utf-8") + "。", encoding="utf-8")
    outcome = in_process("view", folder / "short.json")
    assert outcome.code == 0
    assert "has changed since" in outcome.err
    assert QUOTES_ONLY in outcome.text
    source.unlink()
    outcome = in_process("view", folder / "short.json")
    assert "is not in" in outcome.err
    assert QUOTES_ONLY in outcome.text


def test_source_that_is_named_has_to_be_the_one(folder: Path) -> None:
    other = folder / "other.txt"
    other.write_text("另一份报告", encoding="utf-8")
    outcome = in_process("view", folder / "short.json", "--source", other)
    assert outcome.code == ExitCode.USAGE
    assert "not what the record was made from" in outcome.err
    (folder / SHORT.name).rename(folder / "renamed.txt")
    outcome = in_process("view", folder / "short.json", "--source", folder / "renamed.txt")
    assert QUOTES_ONLY not in outcome.text


def test_name_of_the_source_is_data_and_leads_nowhere_else(folder: Path) -> None:
    record = json.loads((folder / "short.json").read_text(encoding="utf-8"))
    inner = folder / "inner"
    inner.mkdir()
    for name in (f"../{SHORT.name}", str(folder / SHORT.name), "..", "a\0b"):
        record["provenance"]["source_name"] = name
        (inner / "record.json").write_text(json.dumps(record), encoding="utf-8")
        outcome = in_process("view", inner / "record.json")
        assert outcome.code == 0, outcome.err
        assert QUOTES_ONLY in outcome.text


def test_folder_becomes_pages_with_an_index(folder: Path) -> None:
    text = (folder / "short.json").read_text(encoding="utf-8")
    line = json.dumps(json.loads(text), ensure_ascii=False)
    (folder / "many.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    (folder / "notes.json").write_text('{"other": 1}', encoding="utf-8")
    outcome = in_process("view", folder, "-o", folder / "site" / "pages")
    assert outcome.code == 0, outcome.err
    index = taken((folder / "site" / "pages" / "index.html").read_text(encoding="utf-8"))
    stem = SHORT.stem
    assert [link.get("href") for link in index.all("a")] == [f"{stem}.html", f"{stem}-2.html", "short.html"]
    for link in index.all("a"):
        assert (
            (folder / "site" / "pages" / link.get("href")).read_text(encoding="utf-8").startswith("<!doctype")
        )


def test_what_is_no_record_is_told_and_the_rest_goes_on(folder: Path) -> None:
    line = json.dumps(json.loads((folder / "short.json").read_text(encoding="utf-8")))
    (folder / "torn.jsonl").write_text(f"{line}\n{line[:500]}", encoding="utf-8")
    outcome = in_process("view", folder / "torn.jsonl", "-o", folder / "pages")
    assert outcome.code == ExitCode.PARTIAL
    assert "Line 2 of" in outcome.err
    assert len(list((folder / "pages").iterdir())) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "it is not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "the whole"),
        (b'{"schema_version": "1.0"}', "meta: Field required"),
        (b"[" * 100_000, "it is not JSON"),
    ],
)
def test_what_is_no_record_gets_one_sentence(folder: Path, content: bytes, said: str) -> None:
    (folder / "bad.json").write_bytes(content)
    outcome = in_process("view", folder / "bad.json")
    assert (outcome.code, outcome.out) == (ExitCode.FAILED, b"")
    assert said in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.json"], "There is no file or folder missing.json"),
        (["short.json", "--source", "missing.txt"], "There is no file or folder missing.txt"),
        (["short.json", "short.json"], "Several records make several pages"),
        (["short.json", "short.json", "-o", "short.json"], "is a file, and these are several"),
        (["short.json", "short.json", "-o", "pages", "--source", SHORT.name], "is one report"),
        (["empty", "-o", "pages"], "holds no .json or .jsonl file"),
    ],
)
def test_usage_is_checked(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "empty").mkdir()
    outcome = in_process("view", *arguments, cwd=folder)
    assert (outcome.code, outcome.out) == (ExitCode.USAGE, b"")
    assert said in outcome.err


def test_english_page(folder: Path) -> None:
    outcome = in_process("view", folder / "short.json", "--language", "en")
    assert re.search(r"<html lang=\"en\">", outcome.text)
    assert "Where every number went" in outcome.text
