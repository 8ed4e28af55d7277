"""Has LangExtract find the figures of a report; runs in an environment of its own, without this project.

Everything is as LangExtract's documentation has it for OpenAI-compatible servers: its OpenAI provider with a
base URL, the answer's schema derived from the examples and enforced by the server, no code fences. The
tokenizer is the one it has for Chinese; the size of its pieces is its default.

Usage: langextract_runner.py ORDER.json, with the key in OPENAI_API_KEY. The order says where text and task
are and the figures go (``text``, ``task``, ``out``), whom to ask (``base_url``, ``model``) and how long an
answer may be (``max_tokens``).
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

CLASS = "figure"
MAX_CHARACTERS = 1000


def main(order: dict[str, Any]) -> None:
    """Find the figures as ordered."""
    # Not installed where types are checked: this script runs in another environment than the rest.
    lx: Any = import_module("langextract")
    tokenizer: Any = import_module("langextract.core.tokenizer")
    factory: Any = import_module("langextract.factory")
    given = json.loads(Path(order["task"]).read_text(encoding="utf-8"))
    examples = [
        lx.data.ExampleData(
            text=example["text"],
            extractions=[
                lx.data.Extraction(
                    extraction_class=CLASS,
                    extraction_text=figure["quote"],
                    attributes={name: value for name, value in figure.items() if name != "quote"},
                )
                for figure in example["figures"]
            ],
        )
        for example in given["examples"]
    ]
    found = lx.extract(
        text_or_documents=Path(order["text"]).read_text(encoding="utf-8"),
        prompt_description=given["instruction"].replace("$quote", CLASS),  # as its answers call it
        examples=examples,
        tokenizer=tokenizer.UnicodeTokenizer(),
        config=factory.ModelConfig(
            model_id=order["model"],
            provider="OpenAILanguageModel",  # by name: a model called qwen… would be taken for Ollama's
            provider_kwargs={
                "api_key": os.environ["OPENAI_API_KEY"],
                "base_url": order["base_url"],
                "temperature": 0.0,
                "seed": 0,
                "max_output_tokens": order["max_tokens"],
                "max_workers": 1,
            },
        ),
        fence_output=False,
        max_char_buffer=MAX_CHARACTERS,
        max_workers=1,
        show_progress=False,
    )
    figures: list[dict[str, Any]] = [
        {**(each.attributes or {}), "quote": each.extraction_text}
        for each in found.extractions or ()
        if each.extraction_class == CLASS
    ]
    Path(order["out"]).write_text(json.dumps({"figures": figures}, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
