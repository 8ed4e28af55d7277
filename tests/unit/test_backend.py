"""From settings to what answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from pydantic import BaseModel

from summarizer.backend import Backend, Watched
from summarizer.config import Settings
from summarizer.errors import ConfigError, EndpointUnreachableError, EngineError
from summarizer.exchange import Message, Request

if TYPE_CHECKING:
    from pathlib import Path


class Answered(BaseModel):
    text: str


REQUEST = Request(
    label="一、", messages=(Message(role="user", content="问"),), answer_model=Answered, max_tokens=9
)


def backend(**settings: object) -> Backend:
    return Backend(settings=Settings.model_validate(settings))


@pytest.mark.parametrize(
    ("settings", "encoding"),
    [
        ({}, "keyed"),
        ({"base_url": "http://localhost:8000/v1"}, "keyed"),
        ({"base_url": "http://192.168.1.5:8000/v1"}, "keyed"),
        ({"base_url": "http://gpu.internal/v1"}, "keyed"),
        ({"base_url": "https://api.example.com/v1"}, "fixed"),
        ({"base_url": "https://203.0.113.7/v1", "model": "embedded"}, "keyed"),
    ],
)
def test_a_schema_for_each_request_is_for_servers_nearby(settings: dict[str, object], encoding: str) -> None:
    assert backend(**settings).encoding == encoding


def test_rules_alone_ask_nobody() -> None:
    assert backend(model="none").asker() is None


def test_the_embedded_model_is_known_before_anything_is_started(tmp_path: Path) -> None:
    with backend(cache_dir=tmp_path, models_dir=tmp_path) as answering:
        asker = answering.asker()
        assert asker is not None
        assert (asker.host, asker.model) == ("embedded", "qwen2.5-coder-1.5b")


def test_an_unknown_model_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    with backend(cache_dir=tmp_path, model="nothing-like-it") as answering, pytest.raises(ConfigError):
        answering.asker()


def test_a_call_that_fails_because_the_engine_died_says_so() -> None:
    class Unreachable:
        def ask(self, _request: Request) -> None:
            raise EndpointUnreachableError("Nothing answers at embedded.")

    class Dead:
        def check(self) -> None:
            raise EngineError("the embedded engine has died (killed by signal 9)")

    class Alive:
        def check(self) -> None:
            pass

    for engine, expected in ((Dead(), EngineError), (Alive(), EndpointUnreachableError)):
        watched = Watched(endpoint=cast("Any", Unreachable()), engine=cast("Any", engine))
        with pytest.raises(expected):
            watched.ask(REQUEST)
