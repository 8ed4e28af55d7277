"""A reverse proxy on loopback that counts what goes through it, so that all tools are counted alike.

Requests and answers pass unchanged, the caller's key included. What a tool says of its own tokens is not
asked: the ``usage`` of every answer of the endpoint is added up, re-asked and failed attempts too.
"""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_TIMEOUT_SECONDS = 3600.0
"""Longer than any tool waits: the tool's own patience is part of what is measured."""
_POLL_SECONDS = 0.05
"""How soon the proxy notices that it is to end."""
_ASKING = ("/chat/completions", "/completions", "/responses")
_NOT_PASSED_ON = frozenset(
    {
        "accept-encoding",  # a packed answer could not be counted
        "connection",
        "content-length",  # set anew
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Calls and tokens, of one run or added up."""

    calls: int = 0
    """Completions asked for, whether they were answered or not."""
    uncounted: int = 0
    """Of these, the ones whose answer told no usage: refused, failed or streamed."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    reused_tokens: int | None = None
    """Prompt tokens the server had not to read again; None where it never said."""

    def __add__(self, other: Usage) -> Usage:
        told = [each.reused_tokens for each in (self, other) if each.reused_tokens is not None]
        return Usage(
            calls=self.calls + other.calls,
            uncounted=self.uncounted + other.uncounted,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            reused_tokens=sum(told) if told else None,
        )


class Meter:
    """The proxy, while a ``with`` block lasts.

    Args:
        upstream: Base URL of the endpoint, with its ``/v1``.
        on_call: Told the usage so far after every call, from a thread of the proxy.
    """

    def __init__(self, upstream: str, *, on_call: Callable[[Usage], None] | None = None) -> None:
        self.upstream = upstream
        self._on_call = on_call
        self._usage = Usage()
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True)

    @property
    def base_url(self) -> str:
        """Address to give to a tool in place of the endpoint's."""
        return f"http://127.0.0.1:{self._server.server_port}{urlsplit(self.upstream).path}"

    @property
    def usage(self) -> Usage:
        """What went through so far."""
        with self._lock:
            return self._usage

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def count(self, answer: bytes) -> None:
        """Add the usage of one answer."""
        usage = usage_in(answer)
        with self._lock:
            self._usage += usage
            so_far = self._usage
        if self._on_call is not None:
            self._on_call(so_far)


def connect(base_url: str, timeout: float = _TIMEOUT_SECONDS) -> http.client.HTTPConnection:
    """Return a connection to an endpoint, not yet opened."""
    parts = urlsplit(base_url)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return make(parts.netloc, timeout=timeout)


def usage_in(answer: bytes) -> Usage:
    """Return the usage that an answer tells, as one call."""
    try:
        body = cast("dict[str, Any]", json.loads(answer))
        told = cast("dict[str, Any]", body["usage"])
        details = cast("dict[str, Any]", told.get("prompt_tokens_details") or {})
        timings = cast("dict[str, Any]", body.get("timings") or {})
        reused = details.get("cached_tokens", timings.get("cache_n"))  # the second is llama.cpp's own word
        return Usage(
            calls=1,
            prompt_tokens=int(told["prompt_tokens"]),
            completion_tokens=int(told["completion_tokens"]),
            reused_tokens=None if reused is None else int(reused),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Usage(calls=1, uncounted=1)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, meter: Meter) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.meter = meter


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # clients keep their connections, as they would with the endpoint

    def do_GET(self) -> None:
        self._relay()

    def do_POST(self) -> None:
        self._relay()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: standard error is for the benchmark."""

    def _relay(self) -> None:
        meter = cast("_Server", self.server).meter
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        passed = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_PASSED_ON}
        status, headers, answer = _ask(meter, self.command, self.path, passed, body)
        if self.command == "POST" and urlsplit(self.path).path.endswith(_ASKING):
            meter.count(answer)
        with suppress(ConnectionError):  # the tool has given up waiting
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in _NOT_PASSED_ON:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)


def _ask(
    meter: Meter, method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    connection = connect(meter.upstream)
    try:
        connection.request(method, path, body=body or None, headers=headers)
        response = connection.getresponse()
        return response.status, response.getheaders(), response.read()
    except (OSError, http.client.HTTPException) as error:
        message = json.dumps({"error": {"message": f"the endpoint does not answer: {error}"}})
        return HTTPStatus.BAD_GATEWAY, [("Content-Type", "application/json")], message.encode()
    finally:
        connection.close()
