"""Has LangExtract cut a text; runs in an environment of its own, without this project.

Its chunker with the tokenizer it has for Chinese and pieces of its default size, as its ``extract`` does
before it asks anything.

Usage: langextract_chunker.py ORDER.json. The order says where the text and a short one to warm up with are
(``report``, ``warm_up``) and where the result goes (``out``).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

MAX_CHARACTERS = 1000


def main(order: dict[str, Any]) -> None:
    """Cut as ordered."""
    _read(order["warm_up"])
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = _read(order["report"])
    result["start"] = start
    result["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(order["out"]).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _read(report: str) -> dict[str, Any]:
    # Not installed where types are checked: this script runs in another environment than the rest.
    chunking: Any = import_module("langextract.chunking")
    tokenizer: Any = import_module("langextract.core.tokenizer")
    began = time.perf_counter()
    text = Path(report).read_text(encoding="utf-8")
    read = time.perf_counter()
    pieces = list(
        chunking.ChunkIterator(
            text=text, max_char_buffer=MAX_CHARACTERS, tokenizer_impl=tokenizer.UnicodeTokenizer()
        )
    )
    ends = [piece.char_interval.end_pos for piece in pieces]
    done = time.perf_counter()
    seconds = {"reading": read - began, "chunks": done - read}
    return {"seconds": seconds, "text": text, "cuts": ends[:-1]}


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
