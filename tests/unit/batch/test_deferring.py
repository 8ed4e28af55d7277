from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from summarizer.batch.deferring import Deferring, RequestFiles
from summarizer.errors import DeferredAnswerError, EndpointAnswerError
from summarizer.exchange import Message, Request
from summarizer.keys import request_key
from summarizer.schemas import FixedAnswer

if TYPE_CHECKING:
    from pathlib import Path


def request(text: str) -> Request:
    return Request(
        label="l", messages=(Message(role="user", content=text),), answer_model=FixedAnswer, max_tokens=9
    )


def filled(path: Path, *lines: bytes, most_lines: int = 50_000, most_bytes: int = 200_000_000) -> list[str]:
    with RequestFiles(path, most_lines=most_lines, most_bytes=most_bytes) as files:
        for line in lines:
            files.add(line)
    return sorted(each.name for each in path.parent.iterdir())


def test_files_are_divided_by_lines_and_by_bytes(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    assert filled(path, b"1\n", b"2\n", b"3\n", most_lines=2) == ["r-2.jsonl", "r.jsonl"]
    assert (path.read_bytes(), (tmp_path / "r-2.jsonl").read_bytes()) == (b"1\n2\n", b"3\n")
    assert filled(path, b"12\n", b"3456\n", b"7\n", most_bytes=6) == ["r-2.jsonl", "r-3.jsonl", "r.jsonl"][:3]
    assert [each.read_bytes() for each in sorted(tmp_path.iterdir())] == [b"3456\n", b"7\n", b"12\n"]


def test_old_files_go_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    (tmp_path / "r-other.jsonl").write_text("not ours")
    filled(path, b"1\n", b"2\n", b"3\n", most_lines=1)
    assert filled(path, b"1\n") == ["r-other.jsonl", "r.jsonl"]
    assert filled(path) == ["r-other.jsonl"]


def test_failed_run_leaves_the_files_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    filled(path, b"1\n")
    with suppress(ZeroDivisionError), RequestFiles(path) as files:
        files.add(b"2\n")
        raise ZeroDivisionError
    assert path.read_bytes() == b"1\n"


def test_question_is_written_once_under_its_key_and_no_secret_with_it(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    more = {"top_k": 1, "api_key": "sk-secret"}
    keys = [request_key(request(text), model="m", host="h:1", extra_body=more) for text in "甲乙丙"]
    with RequestFiles(path) as files:
        asker = Deferring(files, model="m", host="h:1", extra_body=more, refused={keys[2]: "no"})
        for text in "甲乙甲":
            with pytest.raises(DeferredAnswerError):
                asker.ask(request(text))
        with pytest.raises(EndpointAnswerError, match="no answer: no"):
            asker.ask(request("丙"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["custom_id"] for line in lines] == keys[:2]
    body = lines[0]["body"]
    assert (body["model"], body["messages"], body["top_k"]) == ("m", [{"role": "user", "content": "甲"}], 1)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "secret" not in path.read_text(encoding="utf-8")
