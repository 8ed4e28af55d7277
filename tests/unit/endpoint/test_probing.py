"""Which rung of the ladder an endpoint gets, how many questions that takes, and what is remembered."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.endpoint.client import Endpoint
from summarizer.endpoint.dialect import Dialect, Rung
from summarizer.endpoint.reply import Note
from summarizer.endpoint.schema import wire_schema
from summarizer.errors import EndpointAuthError, EndpointError
from tests.support.fault_server import Call, FaultServer, Script, Step, completion, failure

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from summarizer.exchange import Request

Connect = Callable[..., Endpoint]


def rung_of(body: dict[str, Any]) -> Rung:
    form = body.get("response_format", {})
    if "structured_outputs" in body:
        return Rung.STRUCTURED_OUTPUTS
    if "tools" in body:
        return Rung.TOOLS
    if form.get("type") == "json_schema":
        return Rung.STRICT_SCHEMA if form["json_schema"].get("strict") else Rung.SCHEMA
    return Rung.JSON_OBJECT if form else Rung.PROMPT_ONLY


def held(schema: dict[str, Any]) -> str:
    values = {
        name: f'"{field.get("enum", ["x"])[0]}"' if field.get("type") == "string" else "3"
        for name, field in schema["properties"].items()
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in values.items()) + "}"


def model(
    *, enforces: AbstractSet[Rung], refuses: AbstractSet[Rung] = frozenset(), status: int = 400
) -> Callable[[Call], Step]:
    """Make a server whose model does what the prompt says unless it is held to a schema."""

    def answer(call: Call) -> Step:
        body = call.body
        rung = rung_of(body)
        if rung in refuses:
            return failure(status, f"{rung} is not supported")
        prompt = body["messages"][-1]["content"]
        obedient = '{"colour": "blue"}' if '{"colour"' in prompt else "Blue."
        if rung not in enforces:
            return completion(obedient)
        if rung is Rung.JSON_OBJECT:
            return completion('{"answer": "blue"}')
        if rung is Rung.TOOLS:
            text = held(body["tools"][0]["function"]["parameters"])
            function = {"name": "Canary", "arguments": text}
            tools = [{"id": "1", "type": "function", "function": function}]
            return completion(None, finish="tool_calls", tool_calls=tools)
        if rung is Rung.STRUCTURED_OUTPUTS:
            return completion(held(body["structured_outputs"]["json"]))
        return completion(held(body["response_format"]["json_schema"]["schema"]))

    return answer


ALL = set(Rung) - {Rung.PROMPT_ONLY}
SCHEMAS = {Rung.STRICT_SCHEMA, Rung.SCHEMA}


@pytest.mark.parametrize(
    ("server_model", "rung", "calls"),
    [
        (model(enforces=ALL), Rung.STRICT_SCHEMA, 1),
        (model(enforces=ALL - {Rung.STRICT_SCHEMA}), Rung.SCHEMA, 2),
        (model(enforces=ALL - SCHEMAS), Rung.STRUCTURED_OUTPUTS, 3),
        (model(enforces={Rung.TOOLS, Rung.JSON_OBJECT}), Rung.TOOLS, 4),
        (model(enforces={Rung.JSON_OBJECT}, refuses=SCHEMAS | {Rung.TOOLS}), Rung.JSON_OBJECT, 5),
        (model(enforces={Rung.JSON_OBJECT}, refuses=SCHEMAS, status=422), Rung.JSON_OBJECT, 5),
        (model(enforces=set()), Rung.PROMPT_ONLY, 5),
        (model(enforces=set(), refuses=ALL), Rung.PROMPT_ONLY, 5),
        # A server that falls over one rung but not over a plain question: three tries, then the plain one.
        (model(enforces={Rung.SCHEMA}, refuses={Rung.STRICT_SCHEMA}, status=500), Rung.SCHEMA, 5),
    ],
)
def test_the_first_rung_that_holds(
    server: FaultServer, connect: Connect, server_model: Script, rung: Rung, calls: int
) -> None:
    server.otherwise = server_model
    dialect = connect(dialect=None).capabilities()
    assert dialect == Dialect(rung=rung, enforced=rung is not Rung.PROMPT_ONLY)
    assert len(server.calls) == calls


def test_a_question_is_asked_on_the_rung_that_was_found(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = model(enforces={Rung.TOOLS})
    endpoint = connect(dialect=None)
    answer = endpoint.ask(request_)
    endpoint.ask(request_)
    assert (answer.text, answer.finish_reason, answer.notes) == ('{"name":"x"}', "stop", ())
    assert [rung_of(call.body) for call in server.calls[-2:]] == [Rung.TOOLS] * 2
    assert len(server.calls) == 6


def test_without_a_schema_field_the_schema_stands_last_in_the_prompt(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = model(enforces={Rung.JSON_OBJECT})
    connect(dialect=None).ask(request_)
    system, user = server.calls[-1].body["messages"]
    assert system["content"] == request_.messages[0].content
    assert user["content"].startswith(request_.messages[1].content)
    assert json.loads(user["content"].splitlines()[-1]) == wire_schema(request_.answer_model)


@pytest.mark.parametrize(
    ("step", "error"),
    [(failure(401), EndpointAuthError), (failure(500), EndpointError), (failure(429), EndpointError)],
)
def test_a_server_that_fails_at_everything_is_not_judged(
    server: FaultServer, connect: Connect, tmp_path: Path, step: Step, error: type[EndpointError]
) -> None:
    server.otherwise = step
    with pytest.raises(error):
        connect(dialect=None, memory=tmp_path / "endpoints").capabilities()
    assert not (tmp_path / "endpoints").exists()


def test_the_result_is_remembered_for_this_address_and_model(
    server: FaultServer, connect: Connect, tmp_path: Path
) -> None:
    memory = tmp_path / "endpoints"
    server.otherwise = model(enforces=ALL - SCHEMAS)
    first = connect(dialect=None, memory=memory).capabilities()
    asked = len(server.calls)
    assert connect(dialect=None, memory=memory).capabilities() == first
    assert len(server.calls) == asked
    connect(dialect=None, memory=memory, model="other").capabilities()
    assert len(server.calls) > asked
    assert stat.S_IMODE(memory.stat().st_mode) == 0o700
    assert not list(memory.glob("*.part"))


def test_a_damaged_memory_is_probed_anew(server: FaultServer, connect: Connect, tmp_path: Path) -> None:
    server.otherwise = model(enforces=ALL)
    connect(dialect=None, memory=tmp_path).capabilities()
    (file,) = tmp_path.iterdir()
    file.write_text("{", encoding="utf-8")
    connect(dialect=None, memory=tmp_path).capabilities()
    assert len(server.calls) == 2
    assert "json_schema strict" in file.read_text(encoding="utf-8")


def test_an_answer_that_does_not_fit_has_a_remembered_endpoint_probed_again_once(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path
) -> None:
    server.otherwise = model(enforces=ALL)
    connect(dialect=None, memory=tmp_path).capabilities()
    server.otherwise = model(enforces={Rung.TOOLS})  # the server was replaced
    endpoint = connect(dialect=None, memory=tmp_path)
    assert endpoint.ask(request_).notes == (Note.UNFIT,)
    assert endpoint.ask(request_).notes == ()
    assert endpoint.capabilities().rung is Rung.TOOLS
    server.otherwise = completion("nothing fits")
    before = len(server.calls)
    endpoint.ask(request_)
    endpoint.ask(request_)
    assert len(server.calls) == before + 2


def test_a_remembered_rung_that_is_refused_is_probed_again(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path
) -> None:
    server.otherwise = model(enforces=ALL)
    connect(dialect=None, memory=tmp_path).capabilities()
    server.otherwise = model(enforces={Rung.JSON_OBJECT}, refuses=SCHEMAS)
    assert connect(dialect=None, memory=tmp_path).ask(request_).text == '{"answer": "blue"}'


def refusing_fields(*fields: str) -> Script:
    def answer(call: Call) -> Step:
        for field in fields:
            if field in call.body:
                return failure(400, f"Unsupported parameter: '{field}'; use something else")
        return model(enforces=ALL)(call)

    return answer


def test_fields_the_endpoint_refuses_are_left_out_and_that_is_remembered(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path
) -> None:
    server.otherwise = refusing_fields("max_tokens", "seed", "temperature")
    connect(dialect=None, memory=tmp_path).ask(request_)
    assert server.calls[-1].body["max_completion_tokens"] == request_.max_tokens
    assert len(server.calls) == 5
    connect(dialect=None, memory=tmp_path).ask(request_)
    assert len(server.calls) == 6


def test_a_field_refused_later_is_learnt_later(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = refusing_fields("seed")
    endpoint = connect()
    endpoint.ask(request_)
    endpoint.ask(request_)
    assert ["seed" in call.body for call in server.calls] == [True, False, False]


def test_fields_of_the_users_go_with_every_request(
    server: FaultServer, connect: Connect, request_: Request
) -> None:
    server.otherwise = model(enforces={Rung.STRUCTURED_OUTPUTS})
    connect(dialect=None, extra_body={"chat_template_kwargs": {"enable_thinking": False}}).ask(request_)
    assert all(call.body["chat_template_kwargs"] == {"enable_thinking": False} for call in server.calls)
    assert "structured_outputs" in server.calls[-1].body


def test_where_nothing_is_enforced_an_answer_that_does_not_fit_is_no_news(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path
) -> None:
    server.otherwise = model(enforces=set())
    connect(dialect=None, memory=tmp_path).capabilities()
    endpoint = connect(dialect=None, memory=tmp_path)
    before = len(server.calls)
    endpoint.ask(request_)
    endpoint.ask(request_)
    assert len(server.calls) == before + 2


def test_an_unwritable_memory_costs_only_another_probe(
    server: FaultServer, connect: Connect, request_: Request, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    server.otherwise = model(enforces=ALL)
    connect(dialect=None, memory=tmp_path / "file").ask(request_)
    connect(dialect=None, memory=tmp_path / "file").ask(request_)
    assert len(server.calls) == 4


def test_many_threads_probe_once(server: FaultServer, connect: Connect, request_: Request) -> None:
    server.otherwise = model(enforces=ALL)
    endpoint = connect(dialect=None)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(endpoint.ask, [request_] * 8))
    assert {answer.text for answer in answers} == {'{"name":"x"}'}
    assert len(server.calls) == 9
