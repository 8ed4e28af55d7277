"""A question to a model and its raw answer: prompting asks, endpoint carries, cache keeps, checking reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pydantic import BaseModel


HOST_OF_EMBEDDED = "embedded"
"""What :attr:`Asker.host` says of the embedded engine."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Everything that can change an answer, apart from the endpoint and the model."""

    label: str
    """For progress and messages only (a section heading, ``overview``); not part of the cache key."""
    messages: tuple[Message, ...]
    answer_model: type[BaseModel]
    """Pydantic model of the answer; its JSON schema is enforced by the server where it can."""
    max_tokens: int
    temperature: float = 0.0
    seed: int = 0
    repeat: int = 0
    """Which repetition of the same question; part of its key, never sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens and wall-clock seconds of one call."""

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int | None
    """Prompt tokens the server took from its own prefix cache; None where it does not say."""
    seconds: float
    reasoning_tokens: int | None = None
    """Completion tokens that went into thoughts; None where the server does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The raw text of an answer; validation and checking run again on every cache hit."""

    text: str
    finish_reason: str
    """``stop`` or ``length``; an answer that ended otherwise is an error, not an answer."""
    usage: Usage
    notes: tuple[str, ...] = ()
    """What was done to find the text in the reply (``fenced``, ``think_tags``, ``from_reasoning``), and
    whether the text fails the answer model (``unfit``); empty for a clean answer."""
    from_cache: bool = False
    """Whether it was kept or recorded before, and has cost nothing this time."""


class Asker(Protocol):
    """Carries a request to a model: the live endpoint, the cache in front of it, a test double."""

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        ...

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or :data:`HOST_OF_EMBEDDED`."""
        ...

    def ask(self, request: Request) -> Answer:
        """Return the answer, or raise an :class:`~summarizer.errors.EndpointError`."""
        ...
