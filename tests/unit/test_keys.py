"""Each field that can change an answer changes the key, each that cannot does not."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import create_model

from summarizer.exchange import Message, Request
from summarizer.keys import QUESTION_LENGTH, place_key, question_key, request_key
from tests.support.questions import REQUEST, Status, said

if TYPE_CHECKING:
    from pathlib import Path


def key(request: Request = REQUEST, **given: Any) -> str:  # noqa: ANN401 - whatever the key takes
    return request_key(request, **({"model": "m", "host": "h:1"} | given))


@pytest.mark.parametrize(
    "other",
    [
        key(said("规则", "全年完成投资20.99亿元。")),
        key(replace(REQUEST, messages=REQUEST.messages[::-1])),
        key(replace(REQUEST, messages=(*REQUEST.messages, Message(role="user", content="再答一次")))),
        key(replace(REQUEST, answer_model=Status)),
        key(replace(REQUEST, max_tokens=65)),
        key(replace(REQUEST, temperature=0.1)),
        key(replace(REQUEST, seed=1)),
        key(replace(REQUEST, repeat=1)),
        key(model="m2"),
        key(host="h:2"),
        key(extra_body={"top_k": 1}),
    ],
    ids=[
        *("role", "order", "one more", "schema", "max_tokens", "temperature", "seed", "repeat"),
        *("model", "host", "extra"),
    ],
)
def test_what_can_change_an_answer_changes_the_key(other: str) -> None:
    assert other != key()


@pytest.mark.parametrize(
    "same",
    [
        key(replace(REQUEST, label="二、另一节")),
        key(replace(REQUEST, answer_model=create_model("Renamed", name=(str, ...)))),
        key(extra_body={}),
        key(extra_body=None),
        key(extra_body={"api_key": "k", "X-Api-Key": "k", "Authorization": "Bearer k"}),
        key(extra_body={"password": "k"}),
    ],
    ids=["label", "name of the model class", "nothing extra", "no extra", "keys", "password"],
)
def test_what_cannot_change_an_answer_does_not_change_the_key(same: str) -> None:
    assert same == key()


def test_texts_that_meet_elsewhere_are_not_the_same() -> None:
    assert key(said("ab", "c")) != key(said("a", "bc"))
    assert key(extra_body={"a": 1, "b": 2}) == key(extra_body={"b": 2, "a": 1})


def test_the_order_of_fields_is_part_of_the_question() -> None:
    one = create_model("M", a=(str, ...), b=(str, ...))
    two = create_model("M", b=(str, ...), a=(str, ...))
    assert key(replace(REQUEST, answer_model=one)) != key(replace(REQUEST, answer_model=two))


def test_the_key_is_the_same_in_every_process(tmp_path: Path) -> None:
    code = (
        "from pydantic import create_model; from summarizer.exchange import *; import summarizer.keys as c\n"
        "r = Request(label='', messages=(Message(role='user', content='问'),), max_tokens=1,"
        " answer_model=create_model('M', a=(str, ...)))\n"
        "print(c.request_key(r, model='m', host='h'))"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            cwd=tmp_path,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(keys) == 1


def test_every_field_of_a_request_is_accounted_for() -> None:
    changed = {"messages", "answer_model", "max_tokens", "temperature", "seed", "repeat"}
    assert {field.name for field in fields(Request)} == {*changed, "label"}


def test_what_looks_like_a_key_only_by_its_name_counts() -> None:
    assert key(extra_body={"min_tokens": 1}) != key()
    assert key(extra_body={"a": [{"b": 1, "api_key": "k"}]}) == key(extra_body={"a": [{"b": 1}]})


def test_a_key_is_the_question_and_the_place() -> None:
    question = question_key(REQUEST, model="m")
    assert (len(question), len(key())) == (QUESTION_LENGTH, 64)
    assert key() == question + place_key("h:1")
    assert key(host="gateway:443").startswith(question)
