"""Recordings as files: the same bytes for the same entries, readable, without keys; damage is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import EmptyAnswerError, OutputError, RecordingError
from summarizer.exchange import Usage
from summarizer.recording import Entry, read_entries, write_entries
from tests.support.questions import ANSWER, REQUEST, numbered, said

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.exchange import Answer, Request

KEY = "sk-marked-4711-not-to-be-seen"


def entry(request: Request = REQUEST, answer: Answer = ANSWER, host: str = "h:1") -> Entry:
    return Entry.of(request, answer, model="m", identity="m", host=host, extra_body=None)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    usage = Usage(prompt_tokens=9, completion_tokens=5, cached_tokens=3, seconds=1.2345, reasoning_tokens=2)
    entries = [entry(each, replace(ANSWER, usage=usage)) for each in numbered(3)]
    failed = Entry.of(
        said("\u2028"), EmptyAnswerError("空"), model="m", identity="m", host="", extra_body={"k": 1}
    )
    path = tmp_path / "all.jsonl"
    write_entries(path, [*entries, failed])
    assert read_entries(path) == sorted([*entries, failed], key=lambda each: each.key)
    with pytest.raises(EmptyAnswerError, match="空"):
        failed.given()
    assert entries[0].given() == replace(ANSWER, usage=replace(usage, seconds=1.234), from_cache=True)


def test_the_same_entries_are_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    entries = [entry(each) for each in numbered(5)]
    one, other = tmp_path / "one", tmp_path / "other"
    write_entries(one, entries)
    write_entries(other, [entries[2], *reversed(entries)])
    assert one.read_bytes() == other.read_bytes()
    keys = [json.loads(line).get("key") for line in one.read_text(encoding="utf-8").splitlines()]
    assert keys == [None, *sorted(each.key for each in entries)]


def test_a_text_that_many_share_stands_once_and_chinese_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write_entries(path, [entry(each) for each in numbered(5)])
    text = path.read_text(encoding="utf-8")
    assert text.count("规则" * 200) == 1
    assert "投资3亿元。" in text


def test_two_hosts_are_two_entries(tmp_path: Path) -> None:
    write_entries(tmp_path / "r", [entry(host="a:1"), entry(host="b:1"), entry(host="a:1")])
    assert sorted(each.host for each in read_entries(tmp_path / "r")) == ["a:1", "b:1"]


def test_a_key_that_came_back_in_an_answer_is_taken_out(tmp_path: Path) -> None:
    told = replace(ANSWER, text=f'{{"name": "{KEY}"}}')
    made = Entry.of(
        said(KEY), told, model="m", identity="m", host="h", extra_body=None, secrets=(KEY, "name", "")
    )
    write_entries(tmp_path / "r", [made])
    text = (tmp_path / "r").read_text(encoding="utf-8")
    assert KEY not in text
    assert text.count("[key]") == 2
    (read,) = read_entries(tmp_path / "r")
    assert read.given().text == '{"name": "[key]"}', "a word that servers without keys are given is no key"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "Line 2"),
        ("[]", "Line 2"),
        ('"text"', "Line 2"),
        ('{"key": "a"}', "label: field required"),
        (
            '{"key": "a", "request": {"messages": [{"role": "user", "text": "abc"}]}}',
            "'abc' that is not there",
        ),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "r.jsonl"
    write_entries(path, [entry()])
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(RecordingError, match=told):
        read_entries(path)


def test_what_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="There is no recording"):
        read_entries(tmp_path / "none")
    (tmp_path / "gbk").write_bytes("规则".encode("gbk"))
    with pytest.raises(RecordingError, match="cannot be read"):
        read_entries(tmp_path / "gbk")


def test_an_earlier_file_outlives_a_failure_to_write(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write_entries(path, [entry()])
    before = path.read_bytes()
    with pytest.raises(OutputError):
        write_entries(tmp_path / "no" / "such" / "directory", [entry()])
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["r.jsonl"]
