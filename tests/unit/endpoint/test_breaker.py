"""When questions are no longer put to an endpoint, and when they are again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from summarizer.endpoint.client import Endpoint
from summarizer.errors import (
    ContextOverflowError,
    EndpointAddressError,
    EndpointAnswerError,
    EndpointAuthError,
    EndpointDownError,
    EndpointError,
    EndpointQuotaError,
)
from tests.support.fault_server import FaultServer, Script, completion, failure

if TYPE_CHECKING:
    from summarizer.exchange import Request
    from tests.unit.endpoint.conftest import Clockwork

Connect = Callable[..., Endpoint]
FINE = completion('{"name":"完成投资"}')
LONG = failure(400, "This model's maximum context length is 4096 tokens.")


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (failure(401), EndpointAuthError),
        (failure(429, code="insufficient_quota"), EndpointQuotaError),
        (failure(404), EndpointAddressError),
        (failure(429, Retry_After="7200"), EndpointDownError),
    ],
)
def test_what_would_meet_every_question_is_met_once(
    server: FaultServer, connect: Connect, request_: Request, step: Script, error: type[EndpointError]
) -> None:
    server.otherwise = step
    endpoint = connect()
    messages: set[str] = set()
    for _ in range(50):
        with pytest.raises(error) as caught:
            endpoint.ask(request_)
        messages.add(caught.value.message)
    assert len(server.calls) == 1
    assert len(messages) == 1


def test_three_questions_in_a_row_that_fail_for_good_end_the_asking(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = failure(500, "out of memory")
    endpoint = connect()
    for _ in range(2):
        with pytest.raises(EndpointError) as first:
            endpoint.ask(request_)
        assert type(first.value) is EndpointError
    for _ in range(20):
        with pytest.raises(EndpointDownError, match=r"failed at 3 questions in a row.*out of memory"):
            endpoint.ask(request_)
    assert len(server.calls) == 9


def test_an_answer_in_between_begins_the_count_anew(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.play(*[failure(500)] * 6, FINE, *[failure(500)] * 6, FINE)
    endpoint = connect()
    for _ in range(2):
        for _ in range(2):
            with pytest.raises(EndpointError):
                endpoint.ask(request_)
        endpoint.ask(request_)
    assert not server.script


def test_refusals_may_be_the_texts_fault_so_it_takes_ten(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = failure(400, "no")
    endpoint = connect()
    for _ in range(9):
        with pytest.raises(EndpointAnswerError):
            endpoint.ask(request_)
    for _ in range(9):
        with pytest.raises(EndpointDownError, match="10 questions"):
            endpoint.ask(request_)
    assert len(server.calls) == 10


@pytest.mark.parametrize("step", [LONG, failure(400, code="content_filter"), completion(None, refusal="不")])
def test_texts_that_are_too_long_or_not_liked_never_end_it(
    server: FaultServer, connect: Connect, request_: Request, step: Script
) -> None:
    server.otherwise = step
    endpoint = connect()
    for _ in range(12):
        with pytest.raises(EndpointAnswerError) as caught:
            endpoint.ask(request_)
        assert not caught.value.hopeless
    assert len(server.calls) == 12


def test_a_server_that_comes_back_is_found_again(
    server: FaultServer, connect: Connect, request_: Request, clockwork: Clockwork
) -> None:
    server.otherwise = failure(401)
    endpoint = connect()
    with pytest.raises(EndpointAuthError):
        endpoint.ask(request_)
    server.otherwise = FINE
    with pytest.raises(EndpointAuthError):
        endpoint.ask(request_)
    clockwork.sleep(31)
    for _ in range(3):
        endpoint.ask(request_)
    assert len(server.calls) == 4


def test_while_it_stays_down_one_question_in_half_a_minute_tries(
    server: FaultServer, connect: Connect, request_: Request, clockwork: Clockwork
) -> None:
    server.otherwise = LONG
    endpoint = connect()
    with pytest.raises(ContextOverflowError):
        endpoint.ask(request_)
    server.otherwise = failure(401)
    for _ in range(12):
        with pytest.raises(EndpointAuthError):
            endpoint.ask(request_)
        clockwork.sleep(10)
    assert len(server.calls) == 1 + 4
