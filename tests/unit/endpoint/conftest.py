"""An endpoint that asks the fault server and does not really wait between calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ConfigDict

from summarizer.endpoint.client import Endpoint
from summarizer.endpoint.dialect import EMBEDDED
from summarizer.endpoint.retrying import Patience
from summarizer.exchange import Message, Request
from tests.support.fault_server import FaultServer, fault_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "sk-marked-4711-not-to-be-seen"


class Name(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


@pytest.fixture
def request_() -> Request:
    messages = (
        Message(role="system", content="规则"),
        Message(role="user", content="全年完成投资20.99亿元。"),
    )
    return Request(label="一、总体", messages=messages, answer_model=Name, max_tokens=64)


class Clockwork:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> float:
        return sum(self.waits)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def clockwork() -> Clockwork:
    return Clockwork()


@pytest.fixture
def waits(clockwork: Clockwork) -> list[float]:
    """Collect the seconds an endpoint would have waited."""
    return clockwork.waits


@pytest.fixture
def connect(server: FaultServer, clockwork: Clockwork) -> Iterator[Callable[..., Endpoint]]:
    """Make endpoints; what is not given is as for a server that is known well."""
    made: list[Endpoint] = []

    def connect(**given: object) -> Endpoint:
        known: dict[str, Any] = {
            "base_url": server.base_url,
            "model": "m",
            "api_key": KEY,
            "dialect": EMBEDDED,
            "patience": Patience(attempts=3, timeouts=2, sleep=clockwork.sleep, clock=clockwork.now),
        }
        made.append(Endpoint(**(known | given)))
        return made[-1]

    yield connect
    for endpoint in made:
        endpoint.close()
