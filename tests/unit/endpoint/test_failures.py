"""What is read from a failed call, and what is kept out of what is said about it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import httpx2
import pytest
from openai import APIConnectionError, APIStatusError

from summarizer.endpoint.explaining import explain
from summarizer.endpoint.failures import Failure, Outcome, describe, scrub
from summarizer.errors import EndpointUnreachableError

NOW = datetime(2025, 3, 1, 12, 0, 0, tzinfo=UTC)
REQUEST = httpx2.Request("POST", "https://h/v1", headers={"Authorization": "Bearer sk-x"})


def told(status: int, body: object, **headers: str) -> Failure:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx2.Response(status, headers=named, request=REQUEST)
    return describe(APIStatusError("", response=response, body=body), "sk-x", now=NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("Sat, 01 Mar 2025 12:01:30 GMT", 90.0),
        ("Sat, 01 Mar 2025 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("nan", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert told(429, None, Retry_After=value).retry_after == seconds


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "m", "code": "c", "type": "t"}, "c t m"),
        ({"error": "flat"}, " flat"),
        ({"error": {"message": "nested", "param": "seed"}}, "seed nested"),
        ({"detail": "FastAPI"}, " FastAPI"),
        ("plain text", " plain text"),
        ([1], " [1]"),
        (None, " "),
    ],
)
def test_a_servers_words_are_found_wherever_they_stand(body: object, words: str) -> None:
    assert told(400, body).words == words


def test_what_a_server_says_is_one_short_clean_line() -> None:
    assert scrub("a\x1b[2Jb\r\nc\u202ed\tkey=sk-x", "sk-x") == "a [2Jb c d key=***"
    assert len(scrub("长" * 5000, "")) == 301


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (400, {"code": "context_length_exceeded", "message": "x"}, Outcome.OVERFLOW),
        (413, {"message": "prompt is too long: 9 tokens"}, Outcome.OVERFLOW),
        (429, {"message": "tokens per minute; context window"}, Outcome.BUSY),
        (429, {"code": "rate_limit_exceeded", "message": "quota of requests per minute"}, Outcome.BUSY),
        (403, {"message": "余额不足"}, Outcome.QUOTA),
        (304, None, Outcome.REDIRECT),
        (418, None, Outcome.REFUSED),
        (599, None, Outcome.SERVER_ERROR),
    ],
)
def test_outcome_of_a_status(status: int, body: object, outcome: Outcome) -> None:
    assert told(status, body).outcome is outcome


def test_an_untrusted_certificate_is_no_hiccup() -> None:
    error = APIConnectionError(request=REQUEST)
    error.__cause__ = ssl.SSLCertVerificationError(1, "certificate verify failed: self-signed certificate")
    failure = describe(error, "sk-x")
    assert (failure.outcome, failure.transient) == (Outcome.CERTIFICATE, False)
    assert isinstance(explain(failure, host="h:443", model="m"), EndpointUnreachableError)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_sentence(outcome: Outcome) -> None:
    error = explain(Failure(outcome=outcome, message="{braces}"), host="h:1", model="m", attempts=3)
    assert "h:1" in error.message
    assert error.message.endswith(".")
