"""A real HTTP server on loopback that answers by script: well, badly, late or not at all."""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import ssl

_HANG_SECONDS = 30.0
"""A hang that nobody ends must not hang the suite."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self.raw))


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What to do with one request."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False
    """Say nothing until the server is closed."""
    cut_after: int | None = None
    """Break the connection after this many bytes of the body; -1 before the status line."""


Script = Step | Callable[[Call], Step]


def reply(body: object, *, status: int = 200, **headers: str) -> Step:
    """Answer with JSON."""
    text = json.dumps(body, ensure_ascii=False).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Step(status=status, body=text, headers={"Content-Type": "application/json"} | named)


def completion(content: str | None = "{}", *, finish: str | None = "stop", **parts: object) -> Step:
    """Answer with a chat completion.

    Args:
        content: Text of the answer.
        finish: Reason it ended.
        parts: ``usage``, ``timings`` and the like go beside the choices, all else into the message.
    """
    beside = {name: parts.pop(name) for name in ("usage", "timings", "error") if name in parts}
    message = {"role": "assistant", "content": content} | parts
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    base = {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "usage": usage}
    return reply(base | {"choices": [choice]} | beside)


def failure(status: int, message: str = "", *, code: str | None = None, **headers: str) -> Step:
    """Answer with an error body of the usual form."""
    return reply({"error": {"message": message, "code": code}}, status=status, **headers)


def models(*names: str) -> Step:
    """Answer a listing of models."""
    return reply({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


HANG = Step(hang=True)
BROKEN = Step(cut_after=-1)


class FaultServer:
    """Plays one step per request to ``/chat/completions``; other paths have answers of their own.

    Attributes:
        script: Steps still to be played; when it is empty, ``otherwise`` is.
        paths: Steps for other paths, such as ``/v1/models``; 404 where none is given.
        calls: Requests to ``/chat/completions`` in the order in which they arrived.
        visits: All requests.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.script: deque[Script] = deque()
        self.otherwise: Script = failure(500, "the script is over")
        self.paths: dict[str, Script] = {}
        self.calls: list[Call] = []
        self.visits: list[Call] = []
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._scheme = "https" if tls else "http"
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._http.server_port

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self._scheme}://{self.host}/v1"

    def play(self, *steps: Script) -> None:
        """Add steps to the script."""
        self.script.extend(steps)

    def close(self) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _next(self, call: Call) -> Step:
        with self._lock:
            self.visits.append(call)
            if call.path.endswith("/chat/completions"):
                self.calls.append(call)
                step = self.script.popleft() if self.script else self.otherwise
            else:
                step = self.paths.get(call.path, failure(404, "no such path"))
        return step(call) if callable(step) else step

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1  # one packet per answer: two would wait for each other

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                step = server._next(Call(method=self.command, path=self.path, headers=headers, raw=raw))
                if step.hang:
                    server._closing.wait(_HANG_SECONDS)
                if step.hang or step.cut_after == -1:
                    self._break()
                    return
                self.send_response(step.status)
                for name, value in step.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(step.body)))
                self.end_headers()
                self.wfile.write(step.body[: step.cut_after])
                if step.cut_after is not None:
                    self._break()

            def _break(self) -> None:
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        return Handler


@contextmanager
def fault_server(tls: ssl.SSLContext | None = None) -> Iterator[FaultServer]:
    """Run a server for the length of a ``with`` block."""
    server = FaultServer(tls)
    try:
        yield server
    finally:
        server.close()
