"""Fault → outcome → number of calls → exit code, through the whole command line; the key is shown nowhere.

Every row is a run of ``summarizer brief`` over a report with one question and an overview. The server
answers the canary, then plays the steps of the row, then answers well.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.endpoint.retrying import Patience
from summarizer.errors import ExitCode
from tests.support.command import Outcome, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import (
    BROKEN,
    HANG,
    Call,
    FaultServer,
    Script,
    Step,
    completion,
    failure,
    fault_server,
    models,
    reply,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "sk-marked-4711-not-to-be-seen"
REPORT = """\
槐湾区工业局2023年工作总结
一、2023年主要工作
1.投资持续较快增长。全年完成工业投资20.5亿元，增长41.8%，其中技改投资7.1亿元，下降3.2%。出台《槐湾区技改奖补办法》。
2.企业培育有新成效。新认定专精特新企业12家，占全市四分之一。
3.园区建设提速。新建标准厂房3.2万平方米，引进项目9个，其中亿元以上项目4个。
"""
CLEAN = 4
"""Calls of a run without trouble: the canary, the question, the overview and its one sentence once more."""
OK, PARTIAL, FAILED = ExitCode.OK, ExitCode.PARTIAL, ExitCode.FAILED


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    name: str
    steps: tuple[Script, ...]
    code: ExitCode
    calls: int
    """To ``/chat/completions``, the canary included."""
    said: str = ""
    """Part of what is told on standard error, or of a notice of the record."""
    notices: tuple[str, ...] = ()


def answered(name: str, *steps: Script, calls: int, notices: tuple[str, ...] = ()) -> Row:
    return Row(name=name, steps=steps, code=OK, calls=calls, notices=notices)


def partly(
    name: str, *steps: Script, calls: int, said: str, notices: tuple[str, ...] = ("section-failed",)
) -> Row:
    return Row(name=name, steps=steps, code=PARTIAL, calls=calls, said=said, notices=notices)


def failed(name: str, *steps: Script, calls: int, said: str) -> Row:
    return Row(name=name, steps=steps, code=FAILED, calls=calls, said=said)


def content(call: Call) -> str:
    text: str = json.loads(obey(call).body)["choices"][0]["message"]["content"]
    return text


def worded(words: str, **parts: Any) -> Script:  # noqa: ANN401 - as the completion takes
    """Answer well, but wrapped in ``words``, in which ``%s`` stands for the answer."""
    return lambda call: completion(words % content(call), **parts)


def apart(field: str) -> Script:
    """Answer in the field for thoughts."""
    return lambda call: completion(None, **{field: f"先看数字。\n{content(call)}"})


def in_parts(call: Call) -> Step:
    return completion([{"type": "text", "text": content(call)}])  # type: ignore[arg-type]  # some servers do


def cut_in_the_middle(call: Call) -> Step:
    return completion(content(call)[: len(content(call)) * 2 // 3], finish="length")


def unless(good: Callable[[Call], bool], step: Step) -> Script:
    return lambda call: obey(call) if good(call) else step


def refusing(field: str) -> Script:
    return unless(
        lambda call: field not in call.body,
        failure(400, f"Unsupported parameter: '{field}' is not supported"),
    )


def about(words: str) -> Callable[[Call], bool]:
    return lambda call: words in call.body["messages"][1]["content"]


SOON = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
NONE_LEFT = {"x_ratelimit_remaining_requests": "0", "x_ratelimit_reset_requests": "6s"}
VLLM_LONG = failure(400, "This model's maximum context length is 4096 tokens. However, you requested 9000.")
LLAMA_LONG = reply(
    {"error": {"code": 400, "type": "exceed_context_size_error", "message": "request (9000 tokens) exceeds"}},
    status=400,
)
REFUSAL = completion(None, refusal="不能回答")
FILTER = failure(400, "inappropriate content", code="data_inspection_failed")
FLOOD = completion("{" + "\n" * 200, finish="length")
QUOTA = failure(429, "You exceeded your current quota", code="insufficient_quota")

ROWS = [
    answered("no fault", calls=CLEAN),
    # What passes is waited for.
    answered("429", failure(429), calls=CLEAN + 1),
    answered("429 with seconds", failure(429, Retry_After="7"), calls=CLEAN + 1),
    answered("429 with a date", failure(429, Retry_After=SOON), calls=CLEAN + 1),
    answered("429 twice", failure(429), failure(429), calls=CLEAN + 2),
    answered("408", failure(408), calls=CLEAN + 1),
    answered("409", failure(409), calls=CLEAN + 1),
    answered("500", failure(500, "boom"), calls=CLEAN + 1),
    answered("502", Step(status=502, body=b"<html>bad gateway</html>"), calls=CLEAN + 1),
    answered("503 while loading", failure(503, "Loading model"), calls=CLEAN + 1),
    answered("504", failure(504), calls=CLEAN + 1),
    answered("529", failure(529, "overloaded"), calls=CLEAN + 1),
    answered("broken at once", BROKEN, calls=CLEAN + 1),
    answered("broken in the body", Step(body=b'{"choices": [', cut_after=5), calls=CLEAN + 1),
    answered("no answer in time", HANG, calls=CLEAN + 1),
    answered("none left for now", lambda call: replace(obey(call), headers=_headers(NONE_LEFT)), calls=CLEAN),
    # What stands in an unusual place is found.
    answered("in a fence", worded("```json\n%s\n```"), calls=CLEAN),
    answered("in prose", worded("好的：\n```\n%s\n```\n以上。"), calls=CLEAN),
    answered("after think tags", worded("<think>嗯。</think>\n%s"), calls=CLEAN),
    answered("thoughts apart", worded("%s", reasoning_content="嗯。"), calls=CLEAN),
    answered("in the thoughts", apart("reasoning_content"), calls=CLEAN),
    answered("in the thoughts, vLLM", apart("reasoning"), calls=CLEAN),
    answered("in parts", in_parts, calls=CLEAN),
    answered("without a reason", worded("%s", finish=None), calls=CLEAN),
    answered("without usage", worded("%s", usage=None), calls=CLEAN),
    # What is incomplete is asked for again; what did not come through at all, in pieces.
    answered("cut", cut_in_the_middle, calls=CLEAN + 1),
    answered("cut before the first item", FLOOD, calls=CLEAN + 2),
    answered("not JSON", completion("我不知道"), calls=CLEAN + 1),
    answered("not JSON, twice", *[completion("我不知道")] * 2, calls=CLEAN + 3),
    answered("two objects", worded("%s{}"), calls=CLEAN),
    answered("other fields", completion('{"titel":1}'), calls=CLEAN + 1),
    answered("too long for vLLM", VLLM_LONG, calls=CLEAN + 2),
    answered("too long for llama.cpp", LLAMA_LONG, calls=CLEAN + 2),
    answered("a refusal", REFUSAL, calls=CLEAN + 2),
    answered("stopped by a filter", completion("{", finish="content_filter"), calls=CLEAN + 2),
    answered("refused by a filter", FILTER, calls=CLEAN + 2),
    answered("empty", completion(""), calls=CLEAN + 2),
    answered("nothing but thoughts", completion("<think>嗯", finish="length"), calls=CLEAN + 2),
    answered(
        "garbage to the end", *[completion("我不知道")] * 8, calls=CLEAN + 8, notices=("answer-incomplete",)
    ),
    # Fields that are refused are left out.
    answered("refuses max_tokens", *[refusing("max_tokens")] * 2, calls=CLEAN + 1),
    answered("refuses seed", *[refusing("seed")] * 2, calls=CLEAN + 1),
    answered("refuses temperature", *[refusing("temperature")] * 2, calls=CLEAN + 1),
    # What is lost is named, and the rest is there.
    partly("400", failure(400, "the moon"), calls=CLEAN, said="(400) (the moon"),
    partly("422", reply({"detail": [{"loc": ["n"]}]}, status=422), calls=CLEAN, said="loc"),
    partly("a web page", Step(body=b"<html>login</html>"), calls=CLEAN, said="not a chat completion"),
    partly("an error as 200", reply({"error": {"message": "kaputt"}}), calls=CLEAN, said="kaputt"),
    partly("no choices", reply({"choices": []}), calls=CLEAN, said="not a chat completion"),
    partly("null", reply(None), calls=CLEAN, said="not a chat completion"),
    partly("aborted", completion("{", finish="abort"), calls=CLEAN, said="'abort'"),
    partly("500 all the time", *[failure(500, "boom")] * 3, calls=CLEAN + 2, said="after 3 attempts (boom"),
    partly("never in time", HANG, HANG, calls=CLEAN + 1, said="did not answer in time after 2 attempts"),
    partly(
        "one passage is refused",
        *[unless(lambda call: not about("专精特新")(call), REFUSAL)] * 5,
        calls=CLEAN + 4,
        said="would not answer",
        notices=("section-incomplete",),
    ),
    partly(
        "a piece fails",
        VLLM_LONG,
        obey,
        *[failure(500, "boom")] * 3,
        calls=CLEAN + 4,
        said="boom",
        notices=("section-incomplete",),
    ),
    partly(
        "dies after the question",
        obey,
        *[failure(500, "boom")] * 3,
        calls=CLEAN + 1,
        said="boom",
        notices=("overview-failed",),
    ),
    # What would meet every question ends the run at the first.
    failed("401", failure(401, "Incorrect key"), calls=2, said="refuses the key (401)"),
    failed("403", failure(403), calls=2, said="refuses the key (403)"),
    failed("402", failure(402, "Payment Required"), calls=2, said="nothing left"),
    failed("quota as 429", QUOTA, calls=2, said="nothing left"),
    failed("quota in words", failure(400, "Insufficient Balance"), calls=2, said="nothing left"),
    failed("404", failure(404, "no such model"), calls=2, said="does not have the model m; it has qwen3-8b"),
    failed("429 for an hour", failure(429, Retry_After="3600"), calls=2, said="in 3600 s"),
    failed(
        "a redirect",
        Step(status=307, headers={"Location": f"http://elsewhere.test/v1?key={KEY}"}),
        calls=2,
        said="redirects to http://elsewhere.test",
    ),
]  # fmt: skip


def _headers(named: dict[str, str]) -> dict[str, str]:
    return {"Content-Type": "application/json"} | {
        name.replace("_", "-"): value for name, value in named.items()
    }


@pytest.fixture(scope="module")
def running() -> Iterator[FaultServer]:
    with fault_server() as server:
        yield server


@pytest.fixture
def server(running: FaultServer, monkeypatch: pytest.MonkeyPatch) -> FaultServer:
    """A server with nothing on its mind, and time that passes only while somebody waits."""
    running.script.clear()
    running.calls.clear()
    running.visits.clear()
    running.paths = {"/v1/models": models("qwen3-8b", "glm-4")}
    running.otherwise = obey
    waits: list[float] = []
    patience = partial(Patience, attempts=3, sleep=waits.append, clock=lambda: sum(waits))
    monkeypatch.setattr("summarizer.endpoint.client.Patience", patience)
    return running


def brief(server: FaultServer, directory: Path, *, timeout: float = 20.0) -> Outcome:
    report = directory / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    return in_process(
        "-v", "--debug", "brief", report, "--format", "json", "--model", "m", "--base-url", server.base_url,
        OPENAI_API_KEY=KEY, SUMMARIZER_TIMEOUT=str(timeout),
    )  # fmt: skip


def echoing(step: Script) -> Script:
    """Have the server repeat the key in what it says."""
    if not isinstance(step, Step):
        return step
    return replace(step, body=step.body.replace(b'"message": "', f'"message": "Bearer {KEY} '.encode()))


def files_with_key(directory: Path) -> list[str]:
    return [
        str(path) for path in directory.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_faults(server: FaultServer, isolated: Path, row: Row) -> None:
    server.play(obey, *map(echoing, row.steps))
    outcome = brief(server, isolated, timeout=0.25 if HANG in row.steps else 20.0)
    assert outcome.code == row.code, outcome.err
    assert len(server.calls) == row.calls
    notices = []
    if outcome.code != FAILED:
        made = json.loads(outcome.out)
        notices = made["warnings"]
        assert made["achievements"], "what rules know is there whatever happens"
    else:
        assert outcome.out == b""
    assert tuple(notice["code"] for notice in notices) == row.notices
    heard = outcome.err + json.dumps(notices, ensure_ascii=False)
    assert row.said in heard.replace("Bearer *** ", "")
    assert all(call.headers["authorization"] == f"Bearer {KEY}" for call in server.calls)
    assert KEY not in outcome.text + outcome.err
    assert files_with_key(isolated) == []


def test_the_table_is_large_enough_and_its_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS) >= 40


@pytest.mark.parametrize("step", [failure(500, "boom"), failure(401), HANG, BROKEN, failure(503)])
def test_an_endpoint_that_fails_from_the_canary_on_ends_the_run(
    server: FaultServer, isolated: Path, step: Step
) -> None:
    server.otherwise = echoing(step)
    outcome = brief(server, isolated, timeout=0.25 if step is HANG else 20.0)
    assert (outcome.code, outcome.out) == (FAILED, b"")
    assert 1 <= len(server.calls) <= 6
    assert KEY not in outcome.err
    assert files_with_key(isolated) == []


def test_a_port_where_nobody_listens_ends_the_run(server: FaultServer, isolated: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    outcome = in_process(
        "--debug", "brief", "-", "--model", "m", "--base-url", f"http://127.0.0.1:{port}/v1",
        stdin=REPORT.encode(), OPENAI_API_KEY=KEY,
    )  # fmt: skip
    assert (outcome.code, outcome.out) == (FAILED, b"")
    assert f"127.0.0.1:{port}" in outcome.err
    assert KEY not in outcome.err
    assert files_with_key(isolated) == []
    assert not server.calls
