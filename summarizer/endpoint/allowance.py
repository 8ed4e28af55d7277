"""What a server says it will still take in this window: the ``x-ratelimit-*`` headers.

OpenAI and most gateways send, for requests and for tokens, how many are left and when the count starts
anew. The moment comes in as many forms as there are servers: ``6m0s``, ``20ms``, ``12``, a Unix time in
seconds or milliseconds, or a date.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPAN = re.compile(r"(?:(\d+(?:\.\d+)?)(ms|d|h|m|s))")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_UNIX_SECONDS = 1e9
"""A bare number as large as this is a moment, not a span; a thousand times as large, in milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """What is left of one kind."""

    count: int
    seconds: float
    """Until the count starts anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """What is left of both kinds; None where the server does not say, or not until when."""

    requests: Left | None = None
    tokens: Left | None = None


NOTHING_SAID = Allowance()


def read_allowance(headers: Mapping[str, str], *, now: float | None = None) -> Allowance:
    """Read the headers of a response.

    Args:
        headers: By name, whatever the case of the name.
        now: Unix time to count moments from; None for this one.
    """
    if not any("x-ratelimit-remaining" in name for name in headers):
        return NOTHING_SAID
    here = time.time() if now is None else now
    return Allowance(requests=_left(headers, "requests", here), tokens=_left(headers, "tokens", here))


def _left(headers: Mapping[str, str], kind: str, now: float) -> Left | None:
    count = headers.get(f"x-ratelimit-remaining-{kind}", "").strip()
    seconds = _seconds(headers.get(f"x-ratelimit-reset-{kind}", "").strip(), now)
    if seconds is None or not re.fullmatch(r"-?\d+", count):
        return None
    return Left(count=max(0, int(count)), seconds=max(0.0, seconds))


def _seconds(value: str, now: float) -> float | None:
    if _NUMBER.fullmatch(value):
        number = float(value)
        if number < _UNIX_SECONDS:
            return number
        return (number / 1000 if number >= _UNIX_SECONDS * 1000 else number) - now
    parts = _SPAN.findall(value)
    if parts and "".join(number + unit for number, unit in parts) == value:
        return sum(float(number) * _SECONDS[unit] for number, unit in parts)
    try:
        date = datetime.fromisoformat(value)
    except ValueError:  # also for the empty text
        return None
    return date.replace(tzinfo=date.tzinfo or UTC).timestamp() - now
