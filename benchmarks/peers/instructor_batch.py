"""Finds the figures of a folder of reports with plain instructor and asyncio: a task a piece, a semaphore.

Pieces, response model, instruction and examples are those of ``instructor_runner.py``.

Usage: instructor_batch.py ORDER.json; the order is as for ``langextract_batch.py``.
"""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import instructor
from openai import AsyncOpenAI


async def find(order: dict[str, Any], texts: list[str]) -> list[int]:
    """Return how many figures were found in every text."""
    single: Any = import_module("instructor_runner")  # beside this script, which is all that is on its path
    opening = single.opening(json.loads(order["task"]))
    client = instructor.from_openai(
        AsyncOpenAI(base_url=order["base_url"], api_key="none"), mode=instructor.Mode.JSON_SCHEMA
    )
    turns = asyncio.Semaphore(order["at_once"])

    async def ask(piece: str) -> int:
        async with turns:
            answer: Any = await client.chat.completions.create(
                model="m",
                messages=[*opening, {"role": "user", "content": piece}],
                response_model=single.Figures,
                max_retries=1,
                temperature=0.0,
            )
        return len(answer.figures)

    async def report(text: str) -> int:
        return sum(await asyncio.gather(*map(ask, single.pieces(text))))

    return list(await asyncio.gather(*map(report, texts)))


def main(order: dict[str, Any]) -> None:
    """Find the figures as ordered."""
    paths = sorted(Path(order["reports"]).iterdir())[: order["count"]]
    found = asyncio.run(find(order, [path.read_text(encoding="utf-8") for path in paths]))
    Path(order["out"]).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
