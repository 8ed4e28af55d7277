"""Which model is asked where none is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from summarizer.endpoint.client import Endpoint, host_of
from summarizer.errors import ConfigError, EndpointAuthError
from tests.support.fault_server import FaultServer, completion, failure, models

if TYPE_CHECKING:
    from summarizer.exchange import Request

Connect = Callable[..., Endpoint]


def test_the_only_model_is_taken(server: FaultServer, connect: Connect, request_: Request) -> None:
    server.paths["/v1/models"] = models("qwen3-8b")
    server.play(completion('{"name":"x"}'))
    connect(model=None).ask(request_)
    assert server.calls[0].body["model"] == "qwen3-8b"
    assert len(server.visits) == 2


@pytest.mark.parametrize(("names", "words"), [(("a", "b"), "has 2: a, b"), ((), "does not say which it has")])
def test_several_or_none_must_be_named(
    server: FaultServer, connect: Connect, names: tuple[str, ...], words: str
) -> None:
    server.paths["/v1/models"] = models(*names)
    with pytest.raises(ConfigError, match=words):
        _ = connect(model=None).model


def test_a_listing_that_is_refused_says_why(server: FaultServer, connect: Connect) -> None:
    server.paths["/v1/models"] = failure(401)
    with pytest.raises(EndpointAuthError, match=server.host):
        connect(model=None).list_models()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://localhost:8000/v1", "localhost:8000"),
        ("https://api.example.com/v1", "api.example.com:443"),
        ("http://user:secret@h/v1", "h:80"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
    ],
)
def test_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host
    assert Endpoint(base_url=address, model="m").host == host
