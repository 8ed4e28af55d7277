"""How a request must be put for one endpoint: the rung of the ladder, and which fields it takes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, cast

from summarizer.endpoint.failures import Outcome
from summarizer.endpoint.thinking import FIELDS, ROOM, Switch, is_named_in

if TYPE_CHECKING:
    from summarizer.endpoint.failures import Failure

Body = dict[str, object]
LimitField = Literal["max_tokens", "max_completion_tokens"]


class Rung(StrEnum):
    """The ways to have a schema enforced, best first."""

    STRICT_SCHEMA = "json_schema strict"
    SCHEMA = "json_schema"
    STRUCTURED_OUTPUTS = "structured_outputs"
    """vLLM's own field."""
    TOOLS = "tools"
    JSON_OBJECT = "json_object"
    PROMPT_ONLY = "prompt only"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """What one model at one endpoint understands."""

    rung: Rung
    enforced: bool = False
    """Whether a canary has shown that the server holds the model to the schema."""
    limit_field: LimitField = "max_tokens"
    dropped: tuple[Literal["seed", "temperature"], ...] = ()
    """Fields the endpoint refuses."""
    switch: Switch | None = None
    """How the model is told not to think; None where it does not, or cannot be told."""
    thinks: bool = False
    """Whether it thinks all the same, so that its answers need more room."""

    @property
    def holds_to_schema(self) -> bool:
        """Whether an answer that does not fit contradicts what the probe has shown."""
        return self.enforced and self.rung is not Rung.JSON_OBJECT


EMBEDDED = Dialect(rung=Rung.STRICT_SCHEMA, enforced=True)
"""llama.cpp as this package starts it."""

_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_NAME_LENGTH = 64
_OTHER_LIMIT: dict[LimitField, LimitField] = {
    "max_tokens": "max_completion_tokens",
    "max_completion_tokens": "max_tokens",
}
_COMPLAINT = re.compile(
    r"unsupported|not support|unknown|unrecognized|unexpected|extra|not permitted|not allowed"
    r"|only the default|use .{0,3}max_|不支持",
    re.IGNORECASE,
)
_SCHEMA_COMPLAINT = re.compile(
    r"response_format|json_schema|json_object|schema|grammar|structured|tool", re.IGNORECASE
)
_IN_WORDS = "\n\n只输出一个 JSON 对象，不加任何说明，并且符合下面的 JSON Schema：\n"
"""Stands last, after the chunk, so that what is the same in all requests stays in front."""


def shape(request: Body, dialect: Dialect) -> Body:
    """Return ``request`` as the endpoint wants it.

    Args:
        request: Arguments of a chat completion with a ``json_schema`` response format and ``max_tokens``.
        dialect: What the endpoint understands.
    """
    body = {name: value for name, value in request.items() if name not in dialect.dropped}
    form = cast("dict[str, Body]", body.pop("response_format"))["json_schema"]
    schema = form["schema"]
    name = _NAME.sub("_", str(form["name"]))[:_NAME_LENGTH]
    if dialect.thinks:
        body["max_tokens"] = cast("int", body["max_tokens"]) + ROOM
    if dialect.switch is not None:
        body["extra_body"] = {**FIELDS[dialect.switch]}
    if dialect.limit_field != "max_tokens":
        body[dialect.limit_field] = body.pop("max_tokens")
    match dialect.rung:
        case Rung.STRICT_SCHEMA:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": name, "strict": True, "schema": schema},
            }
        case Rung.SCHEMA:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}
        case Rung.STRUCTURED_OUTPUTS:
            extra = cast("Body", body.get("extra_body") or {})
            body["extra_body"] = extra | {"structured_outputs": {"json": schema}}
        case Rung.TOOLS:
            body["tools"] = [
                {"type": "function", "function": {"name": name, "strict": True, "parameters": schema}}
            ]
            body["tool_choice"] = {"type": "function", "function": {"name": name}}
        case Rung.JSON_OBJECT:
            body["response_format"] = {"type": "json_object"}
            body["messages"] = _with_schema(body["messages"], schema)
        case Rung.PROMPT_ONLY:
            body["messages"] = _with_schema(body["messages"], schema)
    return body


def _with_schema(messages: object, schema: object) -> list[dict[str, str]]:
    *before, last = cast("list[dict[str, str]]", messages)
    words = last["content"] + _IN_WORDS + json.dumps(schema, ensure_ascii=False)
    return [*before, last | {"content": words}]


def adapt(dialect: Dialect, failure: Failure) -> Dialect | None:
    """Return the dialect without the field the endpoint complained of; None where that is not the trouble."""
    words = failure.words
    if failure.outcome is not Outcome.REFUSED or not _COMPLAINT.search(words):
        return None
    if re.search(rf"\b{dialect.limit_field}\b", words):
        return replace(dialect, limit_field=_OTHER_LIMIT[dialect.limit_field])
    for field in ("seed", "temperature"):
        if field in words and field not in dialect.dropped:
            return replace(dialect, dropped=(*dialect.dropped, field))
    if dialect.switch is not None and is_named_in(dialect.switch, words):
        return replace(dialect, switch=None, thinks=True)
    return None


def blames_schema(failure: Failure) -> bool:
    """Whether the endpoint refused the way the schema was sent."""
    return failure.outcome is Outcome.REFUSED and _SCHEMA_COMPLAINT.search(failure.words) is not None
