"""The server the clients are measured against answers as it should and counts its slots rightly."""

from __future__ import annotations

import asyncio
import json

import pytest

from benchmarks.instant_server import Connection, Slots


def test_the_busy_share_counts_from_the_moment_all_slots_are(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([100.0, 101.0, 103.0, 104.0, 105.0, 105.0])
    monkeypatch.setattr("benchmarks.instant_server.time.monotonic", lambda: next(moments))
    slots = Slots(count=2, delay=1.0)
    for step in (1, 1, -1, 1, -1, -1):  # full for two seconds, half for one, full for one
        slots._count(step)
    head, body = slots.stats().split(b"\r\n\r\n")
    assert json.loads(body)["busy"] == pytest.approx(7 / 8)
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(slots.stats().split(b"\r\n\r\n")[1]) == {"requests": 0, "busy": None}


@pytest.mark.parametrize(("path", "word"), [(b"plain", b"name"), (b"langextract", b"extractions")])
def test_a_request_in_pieces_is_answered_once_it_is_whole(path: bytes, word: bytes) -> None:
    written: list[bytes] = []

    class Transport(asyncio.WriteTransport):
        def write(self, data: bytes | bytearray | memoryview) -> None:
            written.append(bytes(data))

        def is_closing(self) -> bool:
            return False

    connection = Connection(Slots(count=1, delay=0.0))
    connection.connection_made(Transport())
    connection.data_received(b"POST /" + path + b"/v1/chat/completions HTTP/1.1\r\nContent-Le")
    connection.data_received(b"ngth: 4\r\n\r\n{}")
    assert not written
    connection.data_received(b"{}")
    assert word in written[0]
