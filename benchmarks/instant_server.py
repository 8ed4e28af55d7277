"""A chat completion server that answers at once, or after a while with so many slots; a process of its own.

What it costs itself is as little as can be, so that clients are measured and not the server: one event
loop, no HTTP library, answers made beforehand. It counts how long its slots were busy.

Usage: python -m benchmarks.instant_server [--slots N --delay SECONDS]; prints its port. ``GET /stats``
tells the requests since the last ``/stats`` and the share of the slots that was busy, from the moment all
were to the last answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field

from benchmarks.answering import answer

_ANSWERS = {
    "plain": '{"name":"完成投资"}',
    "langextract": '{"extractions":[{"name":"完成投资","name_attributes":{}}]}',
}
"""By the first part of the path; ``NAME-batch`` has answers that :mod:`benchmarks.answering` makes."""
_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + _END + body


def _completion(content: str) -> bytes:
    return _response(
        json.dumps(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 0,
                "model": "m",
                "choices": [
                    {
                        "index": 0,
                        "finish_reason": "stop",
                        "message": {"role": "assistant", "content": content},
                    }
                ],
                "usage": {"prompt_tokens": 600, "completion_tokens": 9, "total_tokens": 609},
            }
        ).encode()
    )


_COMPLETIONS = {path.encode(): _completion(text) for path, text in _ANSWERS.items()}


def _answered(path: bytes, body: bytes) -> bytes:
    """Return the answer made beforehand, or one about the passage of the request."""
    return _COMPLETIONS.get(path) or _completion(answer(path.decode().removesuffix("-batch"), body))


@dataclass(kw_only=True)
class Slots:
    """What works on requests, and how busy it was."""

    count: int
    delay: float
    requests: int = 0
    busy: int = 0
    waiting: deque[Connection] = field(default_factory=deque["Connection"])
    busy_seconds: float = 0.0
    full_since: float = 0.0
    """When all slots were first busy; a client's first steps are not what is measured."""
    last: float = 0.0
    """When the number of busy slots last changed."""

    def take(self, connection: Connection) -> None:
        """Begin with a request, or have it wait for a slot."""
        self.requests += 1
        if not self.delay:
            connection.answer()
            return
        if self.busy >= self.count:
            self.waiting.append(connection)
            return
        self._begin(connection)

    def _begin(self, connection: Connection) -> None:
        self._count(1)
        asyncio.get_running_loop().call_later(self.delay, self._end, connection)

    def _end(self, connection: Connection) -> None:
        self._count(-1)
        connection.answer()
        if self.waiting:
            self._begin(self.waiting.popleft())

    def _count(self, step: int) -> None:
        now = time.monotonic()
        if self.full_since:
            self.busy_seconds += self.busy * (now - self.last)
        self.busy += step
        self.last = now
        if self.busy == self.count and not self.full_since:
            self.full_since = now

    def stats(self) -> bytes:
        """Tell what was done, and begin anew."""
        whole = (self.last - self.full_since) * self.count if self.full_since else 0.0
        told = {"requests": self.requests, "busy": self.busy_seconds / whole if whole else None}
        self.requests, self.busy_seconds, self.full_since = 0, 0.0, 0.0
        return _response(json.dumps(told).encode())


class Connection(asyncio.Protocol):
    """One client; it sends its next request after the answer, as clients of HTTP/1.1 do."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._received = b""
        self._answer = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101 - what a stream server is given
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what came; act when the request is whole."""
        self._received += data
        end = self._received.find(_END)
        if end < 0:
            return
        head = self._received[:end].lower()
        found = head.find(_LENGTH)
        length = int(head[found + len(_LENGTH) :].split(b"\r\n", 1)[0]) if found >= 0 else 0
        if len(self._received) < end + len(_END) + length:
            return
        body = self._received[end + len(_END) :]
        self._received = b""
        path = head.split(b" ", 2)[1]
        if path == b"/stats":
            self._write(self._slots.stats())
        elif head.startswith(b"get"):
            self._write(_NOTHING)
        else:
            self._answer = _answered(path.split(b"/")[1], body)
            self._slots.take(self)

    def answer(self) -> None:
        """Answer the request."""
        self._write(self._answer)

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)


async def _serve(slots: Slots) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Connection(slots), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slots", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.0)
    given = parser.parse_args()
    asyncio.run(_serve(Slots(count=given.slots, delay=given.delay)))


if __name__ == "__main__":
    main()
