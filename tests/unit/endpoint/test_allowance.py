"""What is read from the headers that say how much is left."""

from __future__ import annotations

import pytest

from summarizer.endpoint.allowance import NOTHING_SAID, Allowance, Left, read_allowance

NOW = 1_740_830_400.0  # 2025-03-01 12:00 UTC


def headers(count: str, reset: str) -> dict[str, str]:
    return {"x-ratelimit-remaining-requests": count, "x-ratelimit-reset-requests": reset}


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("1s", 1.0),
        ("20ms", 0.02),
        ("6m0s", 360.0),
        ("1h2m3.5s", 3723.5),
        ("2d", 172800.0),
        ("12", 12.0),
        ("1740830430", 30.0),
        ("1740830430500", 30.5),
        ("2025-03-01T12:00:07Z", 7.0),
        ("2025-03-01T20:00:07+08:00", 7.0),
        ("2025-03-01T11:59:00Z", 0.0),
    ],
)
def test_a_reset_in_every_form(reset: str, seconds: float) -> None:
    left = read_allowance(headers("3", reset), now=NOW).requests
    assert left is not None
    assert left.count == 3
    assert left.seconds == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("count", "reset"), [("3", "soon"), ("3", ""), ("many", "1s"), ("", "1s"), ("3", "1s2")]
)
def test_half_a_statement_is_none(count: str, reset: str) -> None:
    assert read_allowance(headers(count, reset), now=NOW) == NOTHING_SAID


def test_requests_and_tokens_are_told_apart_and_none_is_less_than_nothing() -> None:
    both = headers("-1", "1s") | {"x-ratelimit-remaining-tokens": "900", "x-ratelimit-reset-tokens": "2s"}
    assert read_allowance(both) == Allowance(
        requests=Left(count=0, seconds=1.0), tokens=Left(count=900, seconds=2.0)
    )
    assert read_allowance({"content-type": "text/plain"}) is NOTHING_SAID
