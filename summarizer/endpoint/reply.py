"""Finds the answer's text in what a server sent, and says what had to be done to find it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from summarizer.endpoint.failures import scrub
from summarizer.errors import EmptyAnswerError, EndpointAnswerError, RefusedAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Note(StrEnum):
    """What is worth knowing about how an answer's text was found."""

    FENCED = "fenced"
    """The JSON stood in a Markdown code block."""
    THINK_TAGS = "think_tags"
    """Thoughts stood before the answer, in the answer."""
    FROM_REASONING = "from_reasoning"
    """The answer stood in the field for thoughts, and the one for the answer was empty."""
    WHITESPACE_FLOOD = "whitespace_flood"
    """The model wrote white space until it reached its limit; known of grammar-bound models."""
    UNFIT = "unfit"
    """The text does not fit the answer model."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """The answer in a chat completion."""

    text: str
    finish_reason: str
    """``stop`` or ``length``."""
    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int | None
    reasoning_tokens: int | None = None
    """Tokens of thoughts; None where the server does not say."""
    notes: tuple[Note, ...] = ()


_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL)
_OPEN_THOUGHTS = re.compile(r"\A\s*<think(?:ing)?>.*\Z", re.DOTALL)
_FENCE = re.compile(r"```[A-Za-z]*[ \t]*\r?\n(.*?)\r?\n?```", re.DOTALL)
_OBJECT_AT_LINE_START = re.compile(r"^[ \t]*(?=\{)", re.MULTILINE)
_FLOOD = 64
"""Characters of white space at the end of a cut answer that nobody writes on purpose."""
_LENGTH = frozenset({"length", "max_tokens", "model_length"})
_STOP = frozenset(
    {"stop", "tool_calls", "function_call", "eos", "eos_token", "stop_sequence", "end_turn", ""}
)


class _Function(BaseModel):
    arguments: str | dict[str, object] = ""


class _ToolCall(BaseModel):
    function: _Function


class _Part(BaseModel):
    text: str = ""


class _Message(BaseModel):
    content: str | list[_Part] | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    refusal: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _PromptDetails(BaseModel):
    cached_tokens: int | None = None


class _CompletionDetails(BaseModel):
    reasoning_tokens: int | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None
    completion_tokens_details: _CompletionDetails | None = None


class _Timings(BaseModel):
    cache_n: int | None = None
    """llama.cpp's own word for the prompt tokens it did not have to read again."""


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None
    timings: _Timings | None = None


def thoughts_in(completion: Mapping[str, object]) -> int:
    """Return how much a model thought first: in tokens where the server counts them, else in characters."""
    try:
        body = _Completion.model_validate(completion)
    except ValidationError:
        return 0
    details = body.usage.completion_tokens_details if body.usage else None
    if details is not None and details.reasoning_tokens is not None:
        return details.reasoning_tokens
    if not body.choices:
        return 0
    message = body.choices[0].message
    written = _written(message)
    apart = message.reasoning_content or message.reasoning or ""
    # Servers that look for thoughts where there are none put the answer itself into that field.
    answer = len(_object_in(apart)) if not written.strip() else 0
    return len(apart.strip()) - answer + len(written) - len(_without_tags(written))


def read_reply(completion: Mapping[str, object], *, host: str, key: str = "") -> Reply:
    """Return the answer of a chat completion.

    Args:
        completion: The body as the server sent it.
        host: Named in errors.
        key: Taken out of anything quoted from the body.

    Raises:
        RefusedAnswerError: The model or a filter would not answer.
        EmptyAnswerError: There is no text.
        EndpointAnswerError: The body is no chat completion, or the answer ended in a way nobody knows.
    """
    body = None
    with suppress(ValidationError):
        body = _Completion.model_validate(completion)
    if body is None or not body.choices:
        said = scrub(json.dumps(completion.get("error"), ensure_ascii=False), key)
        told = f" ({said})" if "error" in completion else ""
        raise EndpointAnswerError(
            f"{host} answered with something that is not a chat completion{told}.",
            hint="Check that the address is that of an OpenAI-compatible API and ends in /v1.",
        )
    choice = body.choices[0]
    message = choice.message
    reason = choice.finish_reason or ""
    if message.refusal or reason == "content_filter":
        who = f"the model said: {scrub(message.refusal, key)}" if message.refusal else "a content filter"
        raise RefusedAnswerError(f"{host} would not answer ({who}).")
    if reason not in _STOP and reason not in _LENGTH:
        raise EndpointAnswerError(f"The answer of {host} ended for the reason {scrub(reason, key)!r}.")
    cut = reason in _LENGTH
    text, notes = _find_text(message, cut=cut)
    if not text:
        why = "all its tokens went into thoughts or white space" if cut else "it ended at once"
        raise EmptyAnswerError(
            f"The answer of {host} holds no text; {why}.",
            hint="If the model thinks first, switch that off, for instance by the setting extra_body.",
        )
    usage = body.usage or _Usage()
    thought = usage.completion_tokens_details
    return Reply(
        text=text,
        finish_reason="length" if cut else "stop",
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cached_tokens=_cached(body),
        reasoning_tokens=thought.reasoning_tokens if thought else None,
        notes=notes,
    )


def _cached(body: _Completion) -> int | None:
    details = body.usage.prompt_tokens_details if body.usage else None
    if details is not None and details.cached_tokens is not None:
        return details.cached_tokens
    return body.timings.cache_n if body.timings else None


def _find_text(message: _Message, *, cut: bool) -> tuple[str, tuple[Note, ...]]:
    notes: list[Note] = []
    text = _written(message)
    if not text.lstrip().startswith(("{", "[")):  # inside JSON these marks are content
        without = _without_tags(text)
        if without != text:
            notes.append(Note.THINK_TAGS)
            text = without
        blocks = _FENCE.findall(text)
        if len(blocks) == 1:
            notes.append(Note.FENCED)
            text = blocks[0]
    if not text.strip():
        text = _object_in(message.reasoning_content or message.reasoning or "")
        if text:
            notes.append(Note.FROM_REASONING)
    bare = text.strip()
    if cut and len(text) - len(bare) >= _FLOOD:
        notes.append(Note.WHITESPACE_FLOOD)
    return bare, tuple(notes)


def _without_tags(text: str) -> str:
    return _OPEN_THOUGHTS.sub("", _THOUGHTS.sub("", text))


def _written(message: _Message) -> str:
    if message.tool_calls:
        arguments = message.tool_calls[0].function.arguments
        return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    if isinstance(message.content, list):
        return "".join(part.text for part in message.content)
    return message.content or ""


def _object_in(thoughts: str) -> str:
    """Return the JSON object that ends the thoughts, or nothing."""
    blocks = _FENCE.findall(thoughts)
    end = blocks[-1] if blocks else thoughts.rstrip()
    for start in _OBJECT_AT_LINE_START.finditer(end):
        candidate = end[start.end() :]
        try:
            json.loads(candidate)
        except ValueError:
            continue
        return candidate
    return ""
