"""A question, its answer, and what answers it, for what carries questions without reading them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from summarizer.exchange import Answer, Message, Request, Usage

if TYPE_CHECKING:
    from collections.abc import Callable


class Name(BaseModel):
    name: str


class Status(BaseModel):
    status: Literal["已完成", "目标"]


REQUEST = Request(
    label="一、总体",
    messages=(
        Message(role="system", content="规则"),
        Message(role="user", content="全年完成投资20.99亿元。"),
    ),
    answer_model=Name,
    max_tokens=64,
)
USAGE = Usage(prompt_tokens=90, completion_tokens=5, cached_tokens=None, seconds=1.5)
ANSWER = Answer(text='{"name":"完成投资"}', finish_reason="stop", usage=USAGE, notes=("fenced",))


class Double:
    """Gives one answer, or raises one error, to everything."""

    model, host = "m", "h:1"

    def __init__(self, outcome: Answer | Exception = ANSWER) -> None:
        self.outcome = outcome
        self.asked: list[Request] = []

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def said(*contents: str) -> Request:
    """Ask something else, all of it as the user."""
    return replace(REQUEST, messages=tuple(Message(role="user", content=each) for each in contents))


def numbered(count: int) -> list[Request]:
    """Ask questions that share a long system prompt."""
    rules = Message(role="system", content="规则" * 200)
    return [
        replace(REQUEST, label=f"第{n}节", messages=(rules, Message(role="user", content=f"投资{n}亿元。")))
        for n in range(count)
    ]


def answering(say: Callable[[Request], str]) -> Callable[[Request], Answer]:
    """Turn what is said into answers."""
    return lambda request: replace(ANSWER, text=say(request))
