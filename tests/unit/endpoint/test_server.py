"""What a server says it is, and what its saying something else changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from summarizer.endpoint.client import Endpoint
from summarizer.endpoint.server import Server, ServerKind, identify
from tests.support.fault_server import HANG, FaultServer, Step, completion, failure, reply

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.exchange import Request

Connect = Callable[..., Endpoint]
CANARY = completion('{"harbour":"anchor","boats":3}')
BASE = "http://h:1/v1"


def listed(owner: str, **more: object) -> object:
    return {"data": [{"id": "other"}, {"id": "m", "owned_by": owner} | more]}


@pytest.mark.parametrize(
    ("answers", "server"),
    [
        (
            {
                f"{BASE}/models": listed("vllm", max_model_len=8192),
                "http://h:1/version": {"version": "0.32.0"},
            },
            Server(kind=ServerKind.VLLM, version="0.32.0", context_length=8192),
        ),
        (
            {
                f"{BASE}/models": listed("llamacpp", meta={"n_ctx_train": 32768}),
                "http://h:1/props": {
                    "build_info": "b6000-abc",
                    "default_generation_settings": {"n_ctx": 4096},
                },
            },
            Server(kind=ServerKind.LLAMA_CPP, version="b6000-abc", context_length=4096),
        ),
        (
            {
                f"{BASE}/models": listed("library"),
                "http://h:1/api/version": {"version": "0.12.0"},
                "http://h:1/api/ps": {"models": [{"name": "m", "context_length": 4096}]},
            },
            Server(kind=ServerKind.OLLAMA, version="0.12.0", context_length=4096),
        ),
        (
            {
                f"{BASE}/models": listed("sglang", max_model_len=99),
                "http://h:1/server_info": {"version": "1"},
            },
            Server(kind=ServerKind.SGLANG, version="1", context_length=99),
        ),
        ({f"{BASE}/models": listed("somebody", context_length=131072)}, Server(context_length=131072)),
        ({f"{BASE}/models": listed("vllm"), "http://h:1/version": ["?"]}, Server(kind=ServerKind.VLLM)),
        ({f"{BASE}/models": {"data": "?"}}, Server()),
        ({}, Server()),
    ],
)
def test_each_kind_tells_in_its_own_place(answers: dict[str, object], server: Server) -> None:
    assert identify(answers.get, base_url=BASE, model="m") == server


def test_openai_is_known_by_its_address_and_not_asked() -> None:
    def never(address: str) -> object:
        raise AssertionError(address)

    assert identify(never, base_url="https://api.openai.com/v1", model="m").kind is ServerKind.OPENAI


def vllm(server: FaultServer, version: str, context: int = 8192) -> None:
    server.paths["/v1/models"] = reply(listed("vllm", max_model_len=context))
    server.paths["/version"] = reply({"version": version})


def test_another_version_is_probed_anew_and_the_same_is_not(
    server: FaultServer, connect: Connect, tmp_path: Path
) -> None:
    server.otherwise = CANARY
    vllm(server, "0.31.0")
    connect(dialect=None, memory=tmp_path).capabilities()
    connect(dialect=None, memory=tmp_path).capabilities()
    assert len(server.calls) == 1
    vllm(server, "0.32.0")
    connect(dialect=None, memory=tmp_path).capabilities()
    connect(dialect=None, memory=tmp_path).capabilities()
    assert len(server.calls) == 2


def test_a_version_that_is_not_told_today_is_no_other_one(
    server: FaultServer, connect: Connect, tmp_path: Path
) -> None:
    server.otherwise = CANARY
    vllm(server, "0.32.0")
    connect(dialect=None, memory=tmp_path).capabilities()
    server.paths.clear()
    endpoint = connect(dialect=None, memory=tmp_path)
    endpoint.capabilities()
    assert len(server.calls) == 1
    assert endpoint.server().version == "0.32.0"


def test_the_context_is_that_of_today(server: FaultServer, connect: Connect, tmp_path: Path) -> None:
    server.otherwise = CANARY
    vllm(server, "0.32.0")
    connect(dialect=None, memory=tmp_path).capabilities()
    vllm(server, "0.32.0", context=2048)
    endpoint = connect(dialect=None, memory=tmp_path)
    endpoint.capabilities()
    assert endpoint.server().context_length == 2048
    assert len(server.calls) == 1


def test_a_server_that_tells_no_version_is_not_asked_for_it_again(
    server: FaultServer, connect: Connect, tmp_path: Path
) -> None:
    server.otherwise = CANARY
    connect(dialect=None, memory=tmp_path).capabilities()
    visits = len(server.visits)
    connect(dialect=None, memory=tmp_path).capabilities()
    assert len(server.visits) == visits


@pytest.mark.parametrize("step", [failure(500), Step(body=b"<html>"), reply([1])])
def test_a_listing_that_fails_costs_nothing_but_the_knowledge(
    server: FaultServer, connect: Connect, request_: Request, step: Step
) -> None:
    server.paths["/v1/models"] = step
    server.otherwise = CANARY
    endpoint = connect(dialect=None)
    endpoint.ask(request_)
    assert endpoint.server() == Server()
    assert len(server.visits) == 3


def test_who_does_not_answer_aside_is_not_waited_for(
    server: FaultServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.endpoint.transport._ASIDE_SECONDS", 0.2)
    server.paths["/v1/models"] = HANG
    assert connect().server() == Server()
    assert len(server.visits) == 1
