from __future__ import annotations

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from benchmarks.metering import Meter, Usage, usage_in

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Upstream(BaseHTTPRequestHandler):
    """Answers with what it was asked, and a usage."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {
            "heard": body,
            "key": self.headers.get("Authorization"),
            "path": self.path,
            "usage": {
                "prompt_tokens": 100,
                "completion_tokens": 7,
                "prompt_tokens_details": {"cached_tokens": 60},
            },
        }
        self._send(429 if body == "too much" else 200, json.dumps(answer, ensure_ascii=False).encode())

    def do_GET(self) -> None:
        self._send(200, b'{"data": []}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Retry-After", "3")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def upstream() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Upstream)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def _ask(
    base_url: str, body: object, path: str = "/chat/completions"
) -> tuple[int, str | None, dict[str, Any]]:
    parts = urlsplit(base_url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    headers = {"Authorization": "Bearer secret", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    connection.request("GET" if body is None else "POST", parts.path + path, body=data, headers=headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, response.getheader("Retry-After"), answer


def test_requests_and_answers_pass_unchanged(upstream: str) -> None:
    with Meter(upstream) as meter:
        status, _, answer = _ask(meter.base_url, {"messages": "工业投资20.99亿元"})
    assert status == 200
    assert answer["heard"] == {"messages": "工业投资20.99亿元"}
    assert answer["key"] == "Bearer secret"
    assert answer["path"] == "/v1/chat/completions"


def test_the_usage_of_all_calls_is_added_up_and_told(upstream: str) -> None:
    told: list[int] = []
    with Meter(upstream, on_call=lambda usage: told.append(usage.calls)) as meter:
        _ask(meter.base_url, {})
        _ask(meter.base_url, {})
        _ask(meter.base_url, None, "/models")
        _ask(meter.base_url, {}, "/tokenize")
        usage = meter.usage
    assert usage == Usage(calls=2, prompt_tokens=200, completion_tokens=14, reused_tokens=120)
    assert told == [1, 2]


def test_what_the_endpoint_refuses_is_refused_and_counted(upstream: str) -> None:
    with Meter(upstream) as meter:
        status, retry_after, _ = _ask(meter.base_url, "too much")
        assert (status, retry_after) == (429, "3")
        assert meter.usage.calls == 1


def test_an_endpoint_that_is_gone_is_told_to_the_tool() -> None:
    with Meter("http://127.0.0.1:9/v1") as meter:
        status, _, answer = _ask(meter.base_url, {})
        assert status == 502
        assert "does not answer" in answer["error"]["message"]
        assert meter.usage == Usage(calls=1, uncounted=1)


@pytest.mark.parametrize("answer", [b"", b"not json", b"[]", b'{"usage": null}', b'{"usage": {"x": 1}}'])
def test_an_answer_without_usage_is_a_call_nobody_counted(answer: bytes) -> None:
    assert usage_in(answer) == Usage(calls=1, uncounted=1)


def test_reuse_is_unknown_unless_the_server_says_it_either_way() -> None:
    counts = {"prompt_tokens": 9, "completion_tokens": 2}
    assert usage_in(json.dumps({"usage": counts}).encode()).reused_tokens is None
    llama = {"usage": counts, "timings": {"cache_n": 5}}
    assert usage_in(json.dumps(llama).encode()).reused_tokens == 5
    assert (Usage(reused_tokens=None) + Usage(reused_tokens=5)).reused_tokens == 5
