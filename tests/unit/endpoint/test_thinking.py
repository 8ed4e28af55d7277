"""Models that think first: how that is noticed, switched off, and left room where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.endpoint.client import Endpoint
from summarizer.endpoint.dialect import Dialect, Rung
from summarizer.endpoint.reply import thoughts_in
from summarizer.endpoint.thinking import FIELDS, ROOM, Switch
from tests.support.fault_server import Call, FaultServer, Script, Step, completion, failure

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.exchange import Request

Connect = Callable[..., Endpoint]
CANARY = '{"harbour":"anchor","boats":3}'
GOOD = '{"name":"x"}'


def thinker(
    *, obeys: Switch | None, refuses: frozenset[Switch] = frozenset(), shown: str = "apart"
) -> Script:
    """Make a server whose model thinks until it is told not to by the one switch that it understands."""

    def answer(call: Call) -> Step:
        body = call.body
        for switch in refuses:
            field = next(iter(FIELDS[switch]))
            if field in body:
                return failure(400, f"Unrecognized request argument supplied: {field}")
        text = CANARY if b"harbour" in call.raw else GOOD
        if obeys is not None and FIELDS[obeys].items() <= body.items():
            return completion(text)
        if body["max_tokens"] <= 512:
            return completion("", finish="length", reasoning_content="嗯" * 600)
        if shown == "tags":
            return completion(f"<think>嗯嗯嗯</think>{text}")
        return completion(text, reasoning_content="嗯嗯嗯")

    return answer


@pytest.mark.parametrize("switch", [None, *Switch])
def test_the_switch_that_works_is_found_and_used(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path, switch: Switch | None
) -> None:
    server.otherwise = thinker(obeys=switch)
    endpoint = connect(dialect=None, memory=tmp_path)
    wanted = Dialect(rung=Rung.STRICT_SCHEMA, enforced=True, switch=switch, thinks=switch is None)
    assert endpoint.capabilities() == wanted
    assert connect(dialect=None, memory=tmp_path).capabilities() == wanted
    assert endpoint.ask(request_).text == GOOD
    sent = server.calls[-1].body
    assert sent["max_tokens"] == request_.max_tokens + (ROOM if switch is None else 0)
    for each, fields in FIELDS.items():
        assert (fields.items() <= sent.items()) is (each is switch)


def test_a_switch_that_is_refused_is_not_sent(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = thinker(obeys=None, refuses=frozenset(Switch), shown="tags")
    endpoint = connect(dialect=None)
    answer = endpoint.ask(request_)
    assert (answer.text, answer.notes) == (GOOD, ("think_tags",))
    fields = {name for each in FIELDS.values() for name in each}
    assert not fields & server.calls[-1].body.keys()


def test_a_switch_refused_later_is_dropped_and_thoughts_get_room(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = thinker(obeys=None, refuses=frozenset({Switch.TEMPLATE}))
    known = Dialect(rung=Rung.STRICT_SCHEMA, enforced=True, switch=Switch.TEMPLATE)
    endpoint = connect(dialect=known)
    assert endpoint.ask(request_).text == GOOD
    assert endpoint.capabilities().thinks
    assert len(server.calls) == 2


def test_effort_that_is_only_lowered_counts_if_it_halves_the_thoughts(
    server: FaultServer, connect: Connect
) -> None:
    efforts = {"none": 400, "minimal": 90, "low": 150}

    def answer(call: Call) -> Step:
        spent = efforts.get(call.body.get("reasoning_effort", ""), 400)
        usage = {"prompt_tokens": 9, "completion_tokens": 500}
        details = {"completion_tokens_details": {"reasoning_tokens": spent}}
        return completion(CANARY, usage=usage | details)

    server.otherwise = answer
    found = connect(dialect=None).capabilities()
    assert (found.switch, found.thinks) == (Switch.MINIMAL_EFFORT, True)


def test_a_model_that_does_not_think_is_asked_no_more_than_before(
    server: FaultServer, connect: Connect
) -> None:
    server.otherwise = completion(CANARY)
    connect(dialect=None).capabilities()
    assert len(server.calls) == 1


def test_what_the_user_sets_wins_and_what_he_does_not_stays(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = completion(GOOD)
    known = Dialect(rung=Rung.STRUCTURED_OUTPUTS, enforced=True, switch=Switch.TEMPLATE)
    users: dict[str, Any] = {
        "chat_template_kwargs": {"enable_thinking": True, "tone": "dry"},
        "structured_outputs": {"disable_any_whitespace": True},
    }
    connect(dialect=known, extra_body=users).ask(request_)
    sent = server.calls[-1].body
    assert sent["chat_template_kwargs"] == {"enable_thinking": True, "thinking": False, "tone": "dry"}
    assert sent["structured_outputs"].keys() == {"json", "disable_any_whitespace"}


@pytest.mark.parametrize(
    ("message", "thoughts"),
    [
        ({"content": GOOD}, 0),
        ({"content": GOOD, "reasoning": " 嗯嗯 "}, 2),
        ({"content": "", "reasoning_content": f"嗯嗯\n{GOOD}"}, 3),
        ({"content": None, "reasoning_content": GOOD}, 0),
        ({"content": f"<think>嗯</think>{GOOD}"}, 16),
        ({"content": None}, 0),
        ({"content": 7}, 0),
    ],
)
def test_thoughts_are_counted_wherever_they_stand(message: dict[str, object], thoughts: int) -> None:
    assert thoughts_in({"choices": [{"message": message}]}) == thoughts


def test_thoughts_are_counted_by_the_server_where_it_does() -> None:
    usage = {"completion_tokens_details": {"reasoning_tokens": 41}}
    assert thoughts_in({"choices": [{"message": {"content": GOOD}}], "usage": usage}) == 41
    assert thoughts_in({"choices": []}) == 0
