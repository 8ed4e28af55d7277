"""What went wrong with a call: told apart by outcome and free of secrets."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openai import OpenAIError

_MESSAGE_LENGTH = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_QUOTA = re.compile(
    r"insufficient_quota|insufficient[ _]balance|billing_(hard_limit|not_active)|arrearage|余额不足|欠费",
    re.IGNORECASE,
)
_FILTERED = re.compile(
    r"content_filter|content_policy|data_?inspection_?failed|sensitive content|敏感|内容安全",
    re.IGNORECASE,
)
_OVERFLOW = re.compile(
    r"context_length_exceeded|exceed_context_size|context[ _-](length|size|window)|too many tokens"
    r"|prompt is too long|input is too long|上下文长度|超出.{0,6}长度",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """The ways a call can fail; each has its own error and its own rule for another try."""

    UNREACHABLE = "unreachable"
    """Nobody listens, or the name or network does not exist."""
    CERTIFICATE = "certificate"
    """The server's certificate is not trusted."""
    TIMEOUT = "timeout"
    """No answer in time."""
    BROKEN = "broken"
    """The connection broke before the answer was complete."""
    BUSY = "busy"
    """The server asks to come again later: 408, 409, 429."""
    SERVER_ERROR = "server error"
    """The server failed: 5xx."""
    AUTH = "auth"
    """The key is refused: 401, 403."""
    QUOTA = "quota"
    """The account has nothing left: 402, or 429 with that reason. Waiting does not help."""
    OVERFLOW = "overflow"
    """The request is longer than the model's context."""
    NOT_FOUND = "not found"
    """The model or the path does not exist: 404."""
    FILTERED = "filtered"
    """A filter in front of the model refuses the text: 400 with that reason."""
    REDIRECT = "redirect"
    """The server sends us elsewhere: 3xx. Not followed, so that reports stay where they were meant to go."""
    REFUSED = "refused"
    """The request itself is refused: any other 4xx."""
    GARBLED = "garbled"
    """Success, but the body is no chat completion."""


_TRANSIENT = frozenset({Outcome.TIMEOUT, Outcome.BROKEN, Outcome.BUSY, Outcome.SERVER_ERROR})
_BY_STATUS = {
    401: Outcome.AUTH,
    402: Outcome.QUOTA,
    403: Outcome.AUTH,
    404: Outcome.NOT_FOUND,
    408: Outcome.BUSY,
    409: Outcome.BUSY,
    429: Outcome.BUSY,
}
_BY_CLASS = {3: Outcome.REDIRECT, 4: Outcome.REFUSED, 5: Outcome.SERVER_ERROR}
_MAY_OVERFLOW = frozenset({400, 413, 422, 500})


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """One failed call."""

    outcome: Outcome
    status: int = 0
    """HTTP status; 0 without one."""
    code: str = ""
    """The server's own words for the kind of error: its ``code``, ``type`` and ``param``."""
    message: str = ""
    """What the server or the network said: one line, cut, without the key."""
    retry_after: float | None = None
    """Seconds the server asks to wait."""
    location: str = ""
    """Scheme and host a redirect leads to."""

    @property
    def transient(self) -> bool:
        """Whether the same call may succeed later."""
        return self.outcome in _TRANSIENT

    @property
    def words(self) -> str:
        """Code and message together, to look for a reason in."""
        return f"{self.code} {self.message}"


class FailedCallError(Exception):
    """Carries a failure to where it is tried again or explained; never leaves this package."""

    def __init__(self, failure: Failure, attempts: int = 1) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.attempts = attempts


def scrub(text: str, key: str) -> str:
    """Return ``text`` as one short line without the key and without what could steer a terminal."""
    if key:
        text = text.replace(key, "***")
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= _MESSAGE_LENGTH else line[:_MESSAGE_LENGTH] + "…"


def describe(error: OpenAIError | ValueError, key: str, *, now: datetime | None = None) -> Failure:
    """Return what an exception of the SDK means; nothing of the exception itself is kept.

    The exceptions hold the request and with it the key, so they must not become the cause of ours.

    Args:
        error: What the SDK raised; a ``ValueError`` is a body it could not read.
        key: Taken out of every text.
        now: The moment a ``Retry-After`` date is counted from.
    """
    from openai import (  # noqa: PLC0415 - takes a second, and what the cache serves does not need it
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
    )

    if isinstance(error, APITimeoutError):
        return Failure(outcome=Outcome.TIMEOUT)
    if isinstance(error, APIConnectionError):
        return _describe_connection(error, key)
    if isinstance(error, APIStatusError):
        headers = error.response.headers
        code, message = _server_words(error.body)
        target = urlsplit(headers.get("location", ""))
        return Failure(
            outcome=_status_outcome(error.status_code, f"{code} {message}"),
            status=error.status_code,
            code=scrub(code, key),
            message=scrub(message, key),
            retry_after=_seconds_to_wait(headers, now or datetime.now(UTC)),
            location=scrub(f"{target.scheme}://{target.hostname}", key) if target.hostname else "",
        )
    return Failure(outcome=Outcome.GARBLED, message=scrub(str(error), key))


def _status_outcome(status: int, words: str) -> Outcome:
    if status in _MAY_OVERFLOW and _OVERFLOW.search(words):
        return Outcome.OVERFLOW
    if _QUOTA.search(words):
        return Outcome.QUOTA
    if status == HTTPStatus.BAD_REQUEST and _FILTERED.search(words):
        return Outcome.FILTERED
    return _BY_STATUS.get(status) or _BY_CLASS.get(status // 100, Outcome.GARBLED)


def _describe_connection(error: OpenAIError, key: str) -> Failure:
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            return Failure(outcome=Outcome.CERTIFICATE, message=scrub(str(link), key))
        if isinstance(link, (ConnectionRefusedError, socket.gaierror)):
            return Failure(outcome=Outcome.UNREACHABLE, message=scrub(link.strerror or "", key))
    # By name, as importing the transport's own classes would make a second importer of the HTTP library.
    connected = not any(type(link).__name__ in {"ConnectError", "ProxyError"} for link in chain)
    outcome = Outcome.BROKEN if connected else Outcome.UNREACHABLE
    return Failure(outcome=outcome, message=scrub(str(chain[-1]), key))


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _server_words(body: object) -> tuple[str, str]:
    """Return code and message of an error body; servers put them in a dozen places."""
    if not isinstance(body, dict):
        return "", str(body or "")
    fields = cast("dict[str, object]", body)
    nested = fields.get("error")
    if isinstance(nested, dict):
        fields = cast("dict[str, object]", nested)
    code = " ".join(str(fields[name]) for name in ("code", "type", "param") if fields.get(name))
    message = next((fields[name] for name in ("message", "error", "detail", "msg") if fields.get(name)), "")
    return code, str(message)


def _seconds_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read ``Retry-After``: seconds, or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:  # also for the empty text
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
