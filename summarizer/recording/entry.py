"""One question with what came back for it: a value of the cache, a line of a recording."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, Self, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

import summarizer
from summarizer.endpoint.schema import wire_schema
from summarizer.errors import (
    ContextOverflowError,
    EmptyAnswerError,
    EndpointAnswerError,
    RefusedAnswerError,
)
from summarizer.exchange import Answer, Usage
from summarizer.keys import QUESTION_LENGTH, place_key, question_key, without_secrets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from summarizer.exchange import Request

_DECIMALS = 3
_SHORTEST_SECRET = 8
"""Characters; servers without keys are given words such as ``none`` or ``EMPTY``, which texts may hold."""
_KINDS: dict[str, type[EndpointAnswerError]] = {
    kind.__name__: kind for kind in (ContextOverflowError, EmptyAnswerError, RefusedAnswerError)
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)


class Said(_Part):
    """A message of the request."""

    role: Literal["system", "user", "assistant"]
    content: str


class Asked(_Part):
    """What was asked, as far as it is part of the key; the model stands beside it."""

    messages: tuple[Said, ...]
    answer_schema: dict[str, JsonValue] = Field(alias="schema")
    max_tokens: int
    temperature: float
    seed: int
    repeat: int
    extra_body: dict[str, JsonValue]

    @classmethod
    def of(cls, request: Request, extra_body: Mapping[str, object] | None) -> Self:
        """Write down a request."""
        return cls.model_validate(
            {
                "messages": [
                    {"role": each.role, "content": _sound(each.content)} for each in request.messages
                ],
                "schema": wire_schema(request.answer_model),
                "max_tokens": request.max_tokens,
                "temperature": request.temperature,
                "seed": request.seed,
                "repeat": request.repeat,
                "extra_body": without_secrets(extra_body),
            }
        )


class Spent(_Part):
    """Tokens and seconds of a call, as in :class:`~summarizer.exchange.Usage`."""

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int | None
    reasoning_tokens: int | None = None
    seconds: float


class Answered(_Part):
    """The raw answer."""

    text: str
    finish_reason: str
    notes: tuple[str, ...]
    usage: Spent

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """Write down an answer."""
        usage = answer.usage
        return cls(
            text=_sound(answer.text),
            finish_reason=answer.finish_reason,
            notes=tuple(map(str, answer.notes)),
            usage=Spent(
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                cached_tokens=usage.cached_tokens,
                reasoning_tokens=usage.reasoning_tokens,
                seconds=round(usage.seconds, _DECIMALS),
            ),
        )


class Failed(_Part):
    """Why there is no answer; only failures that belong to the question are written down."""

    kind: str
    """Name of the class of the error."""
    message: str


class Entry(_Part):
    """One question with what came back for it."""

    key: str
    """Of the question, see :func:`summarizer.keys.question_key`."""
    label: str
    """What the question is about, for people; empty where the answer came from a batch file."""
    model: str
    """Model name as sent."""
    identity: str
    """What stands for the model in the key: the SHA-256 of an embedded model, else its name."""
    host: str
    """``host:port``, or the fixed word of the embedded engine; empty where only its digest is known."""
    place: str
    """Digest of the host, see :func:`summarizer.keys.place_key`."""
    request: Asked | None
    """None where the answer came from a batch file, which does not repeat its questions."""
    answer: Answered | Failed
    recorded_at: AwareDatetime
    tool_version: str

    @classmethod
    def of(  # noqa: PLR0913 - a question, what came back, what answered, and what must not be written
        cls,
        request: Request,
        outcome: Answer | EndpointAnswerError,
        *,
        model: str,
        identity: str,
        host: str,
        extra_body: Mapping[str, object] | None,
        secrets: Collection[str] = (),
    ) -> Self:
        """Write down a question and what came back for it.

        Args:
            request: The question.
            outcome: What came back.
            model: Model name as sent.
            identity: What stands for the model in the key.
            host: Where it answered.
            extra_body: Fields added to every request.
            secrets: Keys that must not be written, in whatever field they came back.
        """
        made = cls(
            key=question_key(request, model=identity, extra_body=extra_body),
            label=request.label,
            model=model,
            identity=identity,
            host=host,
            place=place_key(host),
            request=Asked.of(request, extra_body),
            answer=Answered.of(outcome)
            if isinstance(outcome, Answer)
            else Failed(kind=type(outcome).__name__, message=outcome.message),
            recorded_at=now(),
            tool_version=summarizer.__version__,
        )
        hidden = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
        return cls.model_validate(_without(made.model_dump(by_alias=True), hidden)) if hidden else made

    @classmethod
    def under(cls, cache_key: str, answer: Answer, *, model: str) -> Self:
        """Write down an answer of which no more is known than its key in the cache, as from a batch file."""
        return cls(
            key=cache_key[:QUESTION_LENGTH],
            label="",
            model=model,
            identity=model,
            host="",
            place=cache_key[QUESTION_LENGTH:],
            request=None,
            answer=Answered.of(answer),
            recorded_at=now(),
            tool_version=summarizer.__version__,
        )

    @property
    def days_old(self) -> float:
        """Days since it was written."""
        return (now() - self.recorded_at) / timedelta(days=1)

    @property
    def cache_key(self) -> str:
        """The key in the cache."""
        return self.key + self.place

    def given(self) -> Answer:
        """Return the answer as one that cost nothing this time.

        Raises:
            EndpointAnswerError: There was none, and that is what was written down.
        """
        answer = self.answer
        if isinstance(answer, Failed):
            raise _KINDS.get(answer.kind, EndpointAnswerError)(answer.message)
        return Answer(
            text=answer.text,
            finish_reason=answer.finish_reason,
            usage=Usage(**answer.usage.model_dump()),
            notes=answer.notes,
            from_cache=True,
        )


def now() -> datetime:
    """Return the time as entries have it, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _sound(text: str) -> str:
    """Return a text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _without(value: object, hidden: Collection[str]) -> object:
    """Take keys out of the strings of a value, and only there: the fields must stay what they are."""
    if isinstance(value, str):
        for secret in hidden:
            value = value.replace(secret, "[key]")
        return value
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        return {name: _without(each, hidden) for name, each in fields.items()}
    if isinstance(value, list | tuple):
        return [_without(each, hidden) for each in cast("list[object]", value)]
    return value
