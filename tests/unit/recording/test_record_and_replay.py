"""What was recorded answers again; what was not ends the run and says how near it came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import create_model

from summarizer.errors import (
    ContextOverflowError,
    EndpointUnreachableError,
    ReplayMissError,
    UnusedRecordingError,
    UsageError,
)
from summarizer.exchange import Message
from summarizer.recording import Recorder, Recording, Replay, read_entries
from tests.support.questions import ANSWER, REQUEST, Double, Status, numbered, said

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.exchange import Request


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recording.jsonl"


def record(
    path: Path,
    *requests: Request,
    asker: Double | None = None,
    alone: bool = False,
    **given: Any,  # noqa: ANN401 - as the class takes
) -> None:
    with Recording(path, alone=alone) as recording:
        recorder = Recorder(asker=asker or Double(), hear=recording.hear, **given)
        for request in requests:
            recorder.ask(request)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_recorded_answer_comes_back_and_costs_nothing(path: Path) -> None:
    record(path, REQUEST)
    replay = Replay(path)
    assert (replay.model, replay.host) == ("m", "h:1")
    assert replay.ask(REQUEST) == replace(ANSWER, from_cache=True)
    assert replay.ask(replace(REQUEST, label="another")) == replace(ANSWER, from_cache=True)
    assert replay.unused() == []


def test_another_gateway_to_the_same_model_gives_the_same_recording(path: Path) -> None:
    record(path, REQUEST)
    before = path.read_bytes()
    gateway = Double()
    gateway.host = "gateway:443"
    record(path, REQUEST, asker=gateway)
    assert path.read_bytes() == before


def test_recording_again_changes_only_what_the_model_says_otherwise(path: Path) -> None:
    requests = numbered(3)
    record(path, *requests)
    before = lines(path)
    slower = replace(ANSWER, usage=replace(ANSWER.usage, seconds=9.9, cached_tokens=80))
    record(path, *requests, asker=Double(slower))
    assert lines(path) == before
    record(path, requests[1], asker=Double(replace(ANSWER, text='{"name":"别的"}')))
    (changed,) = set(lines(path)) - set(before)
    assert "第1节" in changed


def test_entries_of_others_stay_unless_the_run_stands_alone(path: Path) -> None:
    one, two = said("一"), said("二")
    record(path, one)
    record(path, two)
    assert len(read_entries(path)) == 2
    broken_off = Recording(path, alone=True)
    Recorder(asker=Double(), hear=broken_off.hear).ask(two)
    broken_off.close(complete=False)
    assert len(read_entries(path)) == 2, "a run that broke off has not shown that anything is stale"
    record(path, two, alone=True)
    assert len(read_entries(path)) == 1


def test_a_failure_that_belongs_to_the_question_is_replayed(path: Path) -> None:
    with pytest.raises(ContextOverflowError):
        record(path, REQUEST, asker=Double(ContextOverflowError("too long")))
    with pytest.raises(ContextOverflowError, match="too long"):
        Replay(path).ask(REQUEST)


def test_a_failure_of_the_endpoint_leaves_no_trace(path: Path) -> None:
    with pytest.raises(EndpointUnreachableError):
        record(path, REQUEST, asker=Double(EndpointUnreachableError("nobody there")))
    assert not path.exists()


LONG = replace(
    REQUEST, label="二、计划", messages=(*REQUEST.messages, Message(role="user", content="明年新建泵站3座。"))
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            replace(LONG, messages=(*REQUEST.messages, Message(role="user", content="明年新建泵站5座。"))),
            (
                r"「二、计划」 \(.*\), which differs at messages\[2\].content, character 6: "
                "recorded '明年新建泵站3座。', asked '明年新建泵站5座。'"
            ),
        ),
        (replace(LONG, seed=3), "seed: recorded 0, asked 3"),
        (replace(LONG, repeat=1), "repeat: recorded 0, asked 1"),
        (replace(LONG, messages=LONG.messages[:2], max_tokens=9), "max_tokens: recorded 64, asked 9"),
        (replace(LONG, answer_model=Status), "schema.properties: recorded name, asked status"),
        (
            replace(LONG, messages=(*LONG.messages, Message(role="user", content="再问"))),
            "messages: recorded 3 of them, asked 4",
        ),
    ],
    ids=["text", "seed", "repeat", "max_tokens", "schema", "one more message"],
)
def test_a_miss_names_the_nearest_and_the_first_difference(path: Path, asked: Request, told: str) -> None:
    record(path, REQUEST, LONG)
    with pytest.raises(ReplayMissError, match=told) as miss:
        Replay(path, command="summarizer brief r.txt --record x").ask(asked)
    assert miss.value.message.startswith(f"No recording in {path} answers 「{asked.label}」")
    assert miss.value.hint == "Record it again: summarizer brief r.txt --record x"
    assert miss.value.exit_code == 5


def test_the_order_of_fields_is_a_difference(path: Path) -> None:
    one = create_model("M", a=(str, ...), b=(str, ...))
    two = create_model("M", b=(str, ...), a=(str, ...))
    record(path, replace(REQUEST, answer_model=one))
    with pytest.raises(ReplayMissError, match=r"schema.properties: recorded a, asked b"):
        Replay(path).ask(replace(REQUEST, answer_model=two))


def test_other_fields_of_the_request_are_a_difference(path: Path) -> None:
    record(path, REQUEST, extra_body={"top_k": 1, "api_key": "sk-marked-4711"})
    assert "sk-marked" not in path.read_text(encoding="utf-8")
    assert Replay(path, extra_body={"top_k": 1, "api_key": "another"}).ask(REQUEST)
    with pytest.raises(ReplayMissError, match=r"extra_body.top_k: recorded 1, asked 2"):
        Replay(path, extra_body={"top_k": 2}).ask(REQUEST)


def test_what_nothing_asked_for_is_named(path: Path) -> None:
    requests = numbered(9)
    record(path, *requests)
    replay = Replay(path)
    for request in requests[:2]:
        replay.ask(request)
    with pytest.raises(UnusedRecordingError, match=r"7 of 9 recordings .*第.节.* and 2 more") as error:
        replay.refuse_unused()
    assert error.value.exit_code == 5
    for request in requests:
        replay.ask(request)
    replay.refuse_unused()


def test_of_several_models_one_has_to_be_named(path: Path) -> None:
    record(path, REQUEST, identity="sha-1")
    other = Double(replace(ANSWER, text="{}"))
    other.model = "large"
    record(path, REQUEST, asker=other)
    with pytest.raises(UsageError, match="answers of large, m"):
        Replay(path)
    with pytest.raises(UsageError, match="no answers of nobody"):
        Replay(path, model="nobody")
    assert Replay(path, model="large").ask(REQUEST).text == "{}"
    for name in ("m", "sha-1"):
        assert Replay(path, model=name).ask(REQUEST).text == ANSWER.text
