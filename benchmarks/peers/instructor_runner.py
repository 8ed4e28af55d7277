"""What one would write with instructor in an afternoon: paragraphs in, a Pydantic list of figures out.

The report is split between paragraphs into pieces of about 1000 characters; each is one request with a
response model whose schema the server enforces, and one more attempt where the answer does not validate.
Instruction and examples are those that LangExtract gets.

Usage: instructor_runner.py ORDER.json, with the key in OPENAI_API_KEY; the order as for LangExtract.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import instructor
from instructor.core import InstructorError
from openai import OpenAI, OpenAIError
from pydantic import BaseModel

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

MAX_CHARACTERS = 1000
ATTEMPTS_MORE = 1
SECONDS_A_CALL = 300.0
"""A call that has not ended then repeats itself; its piece is lost, as it would be at the limit of tokens."""


class Figure(BaseModel):
    """One figure of the report."""

    quote: str
    name: str
    value: str
    unit: str
    change: str
    status: Literal["actual", "target", "forecast"]


class Figures(BaseModel):
    """All figures of one piece."""

    figures: list[Figure]


def pieces(text: str, size: int = MAX_CHARACTERS) -> list[str]:
    """Join paragraphs to pieces of at most ``size`` characters; a longer paragraph is a piece of its own."""
    found: list[str] = []
    for line in text.splitlines():
        paragraph = line.strip()
        if not paragraph:
            continue
        if found and len(found[-1]) + 1 + len(paragraph) <= size:
            found[-1] += "\n" + paragraph
        else:
            found.append(paragraph)
    return found


def main(order: dict[str, Any]) -> None:
    """Find the figures as ordered."""
    given = json.loads(Path(order["task"]).read_text(encoding="utf-8"))
    client = instructor.from_openai(
        OpenAI(
            base_url=order["base_url"],
            api_key=os.environ["OPENAI_API_KEY"],
            timeout=SECONDS_A_CALL,
            max_retries=0,  # instructor's own attempts are the only ones
        ),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    figures: list[dict[str, Any]] = []
    for piece in pieces(Path(order["text"]).read_text(encoding="utf-8")):
        try:
            answer = client.chat.completions.create(
                model=order["model"],
                messages=[*opening(given), {"role": "user", "content": piece}],
                response_model=Figures,
                max_retries=ATTEMPTS_MORE,
                max_tokens=order["max_tokens"],
                temperature=0.0,
                seed=0,
            )
        except (InstructorError, OpenAIError) as error:
            # One lost piece is no reason to lose the report; the labels show what it cost.
            print(f"lost a piece of {len(piece)} characters: {type(error).__name__}", file=sys.stderr)
            continue
        figures += [figure.model_dump() for figure in answer.figures]
    Path(order["out"]).write_text(json.dumps({"figures": figures}, ensure_ascii=False), encoding="utf-8")


def opening(given: dict[str, Any]) -> list[ChatCompletionMessageParam]:
    """Return the instruction and the worked examples as the beginning of a conversation."""
    instruction = given["instruction"].replace("$quote", "quote")
    messages: list[ChatCompletionMessageParam] = [{"role": "system", "content": instruction}]
    for example in given["examples"]:
        answer = json.dumps({"figures": example["figures"]}, ensure_ascii=False)
        messages.append({"role": "user", "content": example["text"]})
        messages.append({"role": "assistant", "content": answer})
    return messages


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
