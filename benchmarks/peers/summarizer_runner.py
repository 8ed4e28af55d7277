"""Does what ``summarizer brief --format json --no-cache`` does, against an endpoint that is already running.

The command starts the embedded engine itself. Here the engine runs already, behind the proxy that counts, so
the pipeline is called as the command calls it: the same way of asking and the same number of calls at once.

Usage: summarizer_runner.py ORDER.json, with the key in OPENAI_API_KEY. The order says where the report is and
the record goes (``report``, ``out``), whom to ask (``base_url``, ``model``), and which address the command
would have been given (``endpoint``; null for the embedded engine).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from summarizer.cli.console import Console
from summarizer.cli.wiring import Backend
from summarizer.config import EMBEDDED as EMBEDDED_MODEL
from summarizer.config import load_settings
from summarizer.endpoint import EMBEDDED, Endpoint
from summarizer.pipeline import summarize
from summarizer.readers import read
from summarizer.rendering import render_json


def main(order: dict[str, Any]) -> None:
    """Summarize as ordered."""
    is_embedded = order["endpoint"] is None
    flags = {"base_url": order["endpoint"], "model": EMBEDDED_MODEL if is_embedded else order["model"]}
    nowhere = Path(order["out"]).parent  # no settings of this machine's user take part
    backend = Backend(settings=load_settings(flags, {}, nowhere, nowhere), console=Console())
    endpoint = Endpoint(
        base_url=order["base_url"],
        model=order["model"],
        api_key=os.environ["OPENAI_API_KEY"],
        dialect=EMBEDDED if is_embedded else None,
    )
    made = summarize(
        read(order["report"]), endpoint, concurrency=backend.concurrency, encoding=backend.encoding
    )
    Path(order["out"]).write_text(render_json(made), encoding="utf-8")
    endpoint.close()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
