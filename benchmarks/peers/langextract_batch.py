"""Has LangExtract find the figures of a folder of reports; runs in an environment of its own.

As in ``langextract_runner.py``, with all reports in one call of ``extract``, and as many workers and as large
batches as calls may be made at once.

Usage: langextract_batch.py ORDER.json. The order says where the reports are (``reports``, text files), how
many of them to take (``count``), what to look for (``task``, as JSON), whom to ask (``base_url``), how many
calls to make at once (``at_once``) and where the counts of figures go (``out``).
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

CLASS = "figure"


def main(order: dict[str, Any]) -> None:
    """Find the figures as ordered."""
    # Not installed where types are checked: this script runs in another environment than the rest.
    lx: Any = import_module("langextract")
    tokenizer: Any = import_module("langextract.core.tokenizer")
    factory: Any = import_module("langextract.factory")
    given = json.loads(order["task"])
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
    paths = sorted(Path(order["reports"]).iterdir())[: order["count"]]

    documents = [
        lx.data.Document(text=path.read_text(encoding="utf-8"), document_id=path.stem) for path in paths
    ]
    found = lx.extract(
        text_or_documents=documents,
        prompt_description=given["instruction"].replace("$quote", CLASS),
        examples=examples,
        tokenizer=tokenizer.UnicodeTokenizer(),
        config=factory.ModelConfig(
            model_id="m",
            provider="OpenAILanguageModel",
            provider_kwargs={
                "api_key": "none",
                "base_url": order["base_url"],
                "temperature": 0.0,
                "max_workers": order["at_once"],
            },
        ),
        fence_output=False,
        max_char_buffer=1000,
        max_workers=order["at_once"],
        batch_length=order["at_once"],
        show_progress=False,
    )
    counts = [len(each.extractions or ()) for each in found]
    Path(order["out"]).write_text(json.dumps(counts), encoding="utf-8")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
