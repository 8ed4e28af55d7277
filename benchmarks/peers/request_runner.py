"""Puts the same small question to an endpoint many times, with one of the clients that are compared.

Usage: request_runner.py CLIENT BASE_URL REQUESTS AT_ONCE; prints a JSON object with the requests made, the
seconds and the processor seconds that they took; importing and the first request, which opens the
connections, are not counted.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = "只用原文的词给出这段话里指标的名称。" * 20
TEXT = "全年完成工业投资20.99亿元，同比增长41.8%，其中技改投资7.1亿元，下降3.2%。" * 16
KEY = "none"
_SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}},
    "required": ["name"],
    "additionalProperties": False,
}
_REQUEST: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": RULES}, {"role": "user", "content": TEXT}],
    "max_tokens": 64,
    "temperature": 0.0,
    "seed": 0,
}


def summarizer_client(base_url: str, requests: int, at_once: int) -> Callable[[], None]:
    """Ask with the endpoint of this project, as a run does."""
    # By name: this script also runs where only LangExtract is installed.
    pydantic: Any = import_module("pydantic")
    endpoint: Any = import_module("summarizer.endpoint")
    exchange: Any = import_module("summarizer.exchange")
    name = pydantic.create_model("Name", __config__={"extra": "forbid"}, name=str)
    client = endpoint.Endpoint(
        base_url=base_url,
        model="m",
        api_key=KEY,
        dialect=endpoint.EMBEDDED,
        pace=endpoint.Pace(
            concurrency=at_once, requests_per_minute=1_000_000, tokens_per_minute=1_000_000_000
        ),
    )
    messages = tuple(exchange.Message(**each) for each in _REQUEST["messages"])
    request = exchange.Request(label="", messages=messages, answer_model=name, max_tokens=64)
    client.ask(request)
    return lambda: _in_threads(lambda: client.ask(request), requests, at_once)


def openai_client(base_url: str, requests: int, at_once: int) -> Callable[[], None]:
    """Ask with the bare asynchronous client of the openai SDK."""
    openai: Any = import_module("openai")
    form = {"type": "json_schema", "json_schema": {"name": "Name", "strict": True, "schema": _SCHEMA}}

    async def ask_all() -> None:
        async with openai.AsyncOpenAI(base_url=base_url, api_key=KEY, max_retries=0) as client:
            left = iter(range(requests))

            async def work() -> None:
                for _ in left:
                    await client.chat.completions.create(**_REQUEST, response_format=form)

            await asyncio.gather(*(work() for _ in range(at_once)))

    return lambda: asyncio.run(ask_all())


def instructor_client(base_url: str, requests: int, at_once: int) -> Callable[[], None]:
    """Ask with instructor around the asynchronous client, as its documentation has it."""
    openai: Any = import_module("openai")
    instructor: Any = import_module("instructor")
    pydantic: Any = import_module("pydantic")
    name = pydantic.create_model("Name", __config__={"extra": "forbid"}, name=str)

    async def ask_all() -> None:
        async with openai.AsyncOpenAI(base_url=base_url, api_key=KEY, max_retries=0) as bare:
            client = instructor.from_openai(bare, mode=instructor.Mode.JSON_SCHEMA)
            left = iter(range(requests))

            async def work() -> None:
                for _ in left:
                    await client.chat.completions.create(**_REQUEST, response_model=name)

            await asyncio.gather(*(work() for _ in range(at_once)))

    return lambda: asyncio.run(ask_all())


def langextract_client(base_url: str, requests: int, at_once: int) -> Callable[[], None]:
    """Have LangExtract read a text of as many pieces."""
    lx: Any = import_module("langextract")
    tokenizer: Any = import_module("langextract.core.tokenizer")
    factory: Any = import_module("langextract.factory")
    example = lx.data.ExampleData(
        text="完成投资7亿元。",
        extractions=[lx.data.Extraction(extraction_class="name", extraction_text="完成投资")],
    )
    config = factory.ModelConfig(
        model_id="m",
        provider="OpenAILanguageModel",
        provider_kwargs={
            "api_key": KEY,
            "base_url": base_url,
            "temperature": 0.0,
            "seed": 0,
            "max_output_tokens": 64,
            "max_workers": at_once,
        },
    )
    documents = [lx.data.Document(text=TEXT, document_id=str(number)) for number in range(requests)]

    def run(chosen: list[Any]) -> None:
        found = lx.extract(
            text_or_documents=chosen,
            prompt_description=RULES,
            examples=[example],
            tokenizer=tokenizer.UnicodeTokenizer(),
            config=config,
            fence_output=False,
            max_char_buffer=len(TEXT),
            max_workers=at_once,
            batch_length=4 * at_once,
            show_progress=False,
        )
        list(found)

    run(documents[:1])
    return lambda: run(documents)


CLIENTS = {
    "summarizer": summarizer_client,
    "AsyncOpenAI": openai_client,
    "instructor": instructor_client,
    "LangExtract": langextract_client,
}


def _in_threads(ask: Callable[[], object], requests: int, at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as pool:
        for each in [pool.submit(ask) for _ in range(requests)]:
            each.result()


def main(client: str, base_url: str, requests: str, at_once: str) -> None:
    """Measure one client."""
    run = CLIENTS[client](base_url, int(requests), int(at_once))
    began, began_processor = time.perf_counter(), time.process_time()
    run()
    seconds, processor = time.perf_counter() - began, time.process_time() - began_processor
    print(json.dumps({"requests": int(requests), "seconds": seconds, "processor_seconds": processor}))


if __name__ == "__main__":
    main(*sys.argv[1:])
