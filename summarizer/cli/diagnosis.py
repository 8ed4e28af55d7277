"""What the doctor finds out by asking: the server, what it enforces, its thinking, its prefix cache."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from summarizer.cli.checks import Check
from summarizer.cli.wiring import Backend, Watched
from summarizer.endpoint import ServerKind
from summarizer.endpoint.dialect import Rung
from summarizer.endpoint.matrix import MATRIX
from summarizer.errors import SummarizerError
from summarizer.exchange import Message, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.cli.console import Console
    from summarizer.config import Settings
    from summarizer.endpoint import Dialect, Endpoint, Server
    from summarizer.exchange import Answer

_QUESTION = '晴朗的天空是什么颜色？用JSON回答，例如{"colour":"绿"}。'
_FILLER = "今天天气晴朗，适合出门走走。"
_SHARED_BLOCKS = 300
"""Characters before the question, since servers reuse a prefix by blocks of up to 128 tokens."""
_PREFIX = {ServerKind.LLAMA_CPP: 26, ServerKind.OPENAI: 1600, ServerKind.UNKNOWN: 1600}
"""llama.cpp reuses token by token; hosted APIs mostly nothing under 1,024 tokens."""
_SHOWN = 60


class Sky(BaseModel):
    """The tiny answer."""

    model_config = ConfigDict(extra="forbid")

    colour: Literal["蓝", "绿"]


@dataclass(kw_only=True, slots=True)
class Diagnosis:
    """Puts questions to what answers and says what was found.

    Args:
        settings: Say what answers.
        console: Told what takes long.
    """

    settings: Settings
    console: Console
    facts: dict[str, object] = field(default_factory=dict[str, object])
    """The findings for programs; empty until the server has answered."""

    def checks(self) -> Iterator[Check]:
        """Yield the findings as they come."""
        try:
            with Backend(settings=self.settings, console=self.console) as backend:
                live = backend.live()
                endpoint = live.endpoint if isinstance(live, Watched) else live
                dialect, server = endpoint.capabilities(afresh=True), endpoint.server()
                self.facts |= _facts(dialect, server)
                yield _server(server)
                yield _schemas(dialect, is_given=isinstance(live, Watched))
                yield _thinking(dialect)
                yield from self._calls(endpoint, server)
        except SummarizerError as error:
            yield Check(name="call", ok=False, detail=error.message, hint=error.hint)

    def _calls(self, endpoint: Endpoint, server: Server) -> Iterator[Check]:
        began = time.monotonic()
        answer = endpoint.ask(_request(server))
        seconds = time.monotonic() - began
        try:
            Sky.model_validate_json(answer.text)
        except ValueError:
            yield Check(
                name="call",
                ok=False,
                detail=f"the model answered {answer.text[:_SHOWN]!r}, which is not what the schema asks for",
                hint="Choose a server or a model that can answer with JSON schemas.",
            )
            return
        tokens = answer.usage.prompt_tokens + answer.usage.completion_tokens
        yield Check(name="call", ok=True, detail=f"answered in {seconds:.1f} s, {tokens} tokens")
        again = endpoint.ask(_request(server))
        self.facts["cached_tokens"] = again.usage.cached_tokens
        self.facts["prompt_tokens"] = again.usage.prompt_tokens
        yield _prefix_cache(again, server)


def _request(server: Server) -> Request:
    prefix = _FILLER * (_PREFIX.get(server.kind, _SHARED_BLOCKS) // len(_FILLER))
    messages = (Message(role="system", content=prefix), Message(role="user", content=_QUESTION))
    return Request(label="doctor", messages=messages, answer_model=Sky, max_tokens=32)


def _facts(dialect: Dialect, server: Server) -> dict[str, object]:
    return {
        "server": server.kind,
        "version": server.version,
        "context_length": server.context_length,
        "schemas": dialect.rung,
        "enforced": dialect.enforced,
        "limit_field": dialect.limit_field,
        "fields_left_out": list(dialect.dropped),
        "thinking_switched_off_by": dialect.switch,
        "thinks": dialect.thinks,
        "known": asdict(MATRIX[server.kind]),
    }


def _server(server: Server) -> Check:
    name = "of an unknown kind" if server.kind is ServerKind.UNKNOWN else server.kind.value
    version = f" {server.version}" if server.version else ""
    length = server.context_length
    context = f"a context of {length:,} tokens" if length else "it does not say how long its context is"
    row = asdict(MATRIX[server.kind])
    known = tuple(f"{title.replace('_', ' ')}: {words}" for title, words in row.items())
    return Check(name="server", ok=True, detail=f"{name}{version}, {context}", known=known)


def _schemas(dialect: Dialect, *, is_given: bool) -> Check:
    if is_given:
        detail = f"{dialect.rung}, enforced by the engine that this package starts"
    elif dialect.rung is Rung.PROMPT_ONLY:
        detail = "not enforced: the schema is put into words, and every answer is checked here"
    elif dialect.rung is Rung.JSON_OBJECT:
        detail = "json_object: JSON is enforced, the schema is put into words, every answer is checked here"
    else:
        detail = (
            f"{dialect.rung}, enforced: an answer that the prompt spoke against came as the schema had it"
        )
    left_out = f"; {', '.join(dialect.dropped)} left out, as it refuses them" if dialect.dropped else ""
    return Check(name="schemas", ok=True, detail=f"{detail}{left_out}")


def _thinking(dialect: Dialect) -> Check:
    if dialect.switch is not None:
        how = "less, but goes on" if dialect.thinks else "off"
        return Check(name="thinking", ok=True, detail=f"{how}, by {dialect.switch}")
    if dialect.thinks:
        return Check(
            name="thinking",
            ok=True,
            detail="goes on: the server takes none of the known switches",
            hint="Answers take longer. Try a field of your server's in the setting extra_body.",
        )
    return Check(name="thinking", ok=True, detail="none seen")


def _prefix_cache(answer: Answer, server: Server) -> Check:
    reused = answer.usage.cached_tokens
    if reused:
        detail = f"reported: {reused} of {answer.usage.prompt_tokens} prompt tokens were not read again"
        return Check(name="prefix cache", ok=True, detail=detail)
    if reused == 0:
        return Check(name="prefix cache", ok=True, detail="reported, and nothing was reused")
    hint = {
        ServerKind.VLLM: "Start vLLM with --enable-prompt-tokens-details to see it.",
        ServerKind.SGLANG: "Start SGLang with --enable-cache-report to see it.",
    }.get(server.kind)
    return Check(name="prefix cache", ok=True, detail="unknown: the server does not report it", hint=hint)
