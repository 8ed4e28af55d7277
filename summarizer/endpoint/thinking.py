"""Models that think before they answer: how much, and how each server is told to leave it.

Thoughts cost time and tokens and gain nothing where the answer is a choice or a few copied words. There is
no common field to switch them off; which one a server understands is tried out, and only where thoughts
were seen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Switch(StrEnum):
    """The ways to switch thinking off, in the order in which they are tried."""

    TEMPLATE = "chat_template_kwargs.enable_thinking"
    """vLLM, SGLang and llama.cpp hand this to the model's template; DeepSeek's calls it ``thinking``."""
    ENABLE = "enable_thinking"
    """DashScope."""
    TYPE = "thinking.type"
    """GLM, DeepSeek, Doubao."""
    NO_EFFORT = "reasoning_effort none"
    """Ollama, and OpenAI's newer models."""
    MINIMAL_EFFORT = "reasoning_effort minimal"
    LOW_EFFORT = "reasoning_effort low"
    """The least that some models can do; they still think, but less."""


FIELDS: Mapping[Switch, Mapping[str, object]] = {
    Switch.TEMPLATE: {"chat_template_kwargs": {"enable_thinking": False, "thinking": False}},
    Switch.ENABLE: {"enable_thinking": False},
    Switch.TYPE: {"thinking": {"type": "disabled"}},
    Switch.NO_EFFORT: {"reasoning_effort": "none"},
    Switch.MINIMAL_EFFORT: {"reasoning_effort": "minimal"},
    Switch.LOW_EFFORT: {"reasoning_effort": "low"},
}
"""What each adds to a request."""

ROOM = 4096
"""Tokens added to the limit of an answer where a model goes on thinking: thoughts count against it."""


def is_named_in(switch: Switch, words: str) -> bool:
    """Whether a server that refuses a request blames the field of a switch."""
    return any(field in words for field in FIELDS[switch])
