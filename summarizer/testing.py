r"""Models that play a part, for tests of programs that use this package: no network, no model, no cache.

>>> from summarizer import Summarizer
>>> from summarizer.testing import PlayedAsker
>>> with Summarizer(asker=PlayedAsker()) as summarizer:
...     report = summarizer.summarize("一、工作回顾\\n全年完成工业投资20.99亿元，增长5.6%。")
>>> [(figure.name, figure.value, figure.unit) for figure in report.figures]
[('工业投资', '20.99', '亿元')]
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.exchange import Answer, Request, Usage

if TYPE_CHECKING:
    from collections.abc import Callable

USAGE = Usage(prompt_tokens=100, completion_tokens=20, cached_tokens=60, seconds=1.5)
"""What every played answer is said to have taken."""


def properties(request: Request) -> dict[str, Any]:
    """Return the properties of the answer wanted, by the name they have on the wire."""
    found: dict[str, Any] = request.answer_model.model_json_schema()["properties"]
    return found


def obedient(request: Request) -> str:
    """Answer every key: the first value allowed, or the key's own words, which are the source's."""
    return json.dumps(
        {
            key: shape["enum"][0] if "enum" in shape else key[:30]
            for key, shape in properties(request).items()
        },
        ensure_ascii=False,
    )


@dataclass(kw_only=True)
class PlayedAsker:
    """Answers with what a function returns for the request; an exception it returns is raised."""

    play: Callable[[Request], str | BaseException] = obedient
    finish_reason: str = "stop"
    requests: list[Request] = field(default_factory=list[Request])
    """What was asked, in order."""
    model: str = "played"
    host: str = "played.test:1"

    def ask(self, request: Request) -> Answer:
        """Answer as told.

        Raises:
            BaseException: What the function returned, where it was an exception.
        """
        self.requests.append(request)
        said = self.play(request)
        if isinstance(said, BaseException):
            raise said
        return Answer(text=said, finish_reason=self.finish_reason, usage=USAGE)


def said_in_turn(*texts: str | BaseException) -> Callable[[Request], str | BaseException]:
    """Return a play that says these one after another, then obeys."""
    waiting = list(texts)
    return lambda request: waiting.pop(0) if waiting else obedient(request)
