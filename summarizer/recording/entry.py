"""One question with what came back for it: a value of the cache, a line of a recording."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from summarizer.endpoint.schema import wire_schema
from summarizer.errors import (
    ContextOverflowError,
    EmptyAnswerError,
    EndpointAnswerError,
    RefusedAnswerError,
)
from summarizer.exchange import Answer, Usage
from summarizer.keys import place_key, question_key, without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.exchange import Request

_DECIMALS = 3
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
                "messages": [{"role": each.role, "content": each.content} for each in request.messages],
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
            text=answer.text,
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
    recorded_at: str
    """ISO 8601, in UTC."""
    tool_version: str

    @classmethod
    def of(  # noqa: PLR0913 - a question, what came back, and what answered
        cls,
        request: Request,
        outcome: Answer | EndpointAnswerError,
        *,
        model: str,
        identity: str,
        host: str,
        extra_body: Mapping[str, object] | None,
    ) -> Self:
        """Write down a question and what came back for it."""
        return cls(
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
            tool_version=version("report-summarizer"),
        )

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


def now() -> str:
    """Return the time as entries have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
