"""What the loopback server answers each tool: the figures of the passage it was asked about, in its own form.

Every tool gets as many entries as a good model would give it, with quotations from the passage, so that
reading and placing an answer costs what it costs in earnest.
"""

from __future__ import annotations

import json
import re
from itertools import cycle
from typing import Any

_CLAUSE = re.compile(r"[^，。；：、\n]*\d[^，。；：、\n]*")
_LONGEST = 60
_SENTENCES = ("扎实推进各项工作", "各项工作有序推进", "各项工作扎实推进")
_FIGURE = {"value": "1", "unit": "", "change": "", "status": "actual"}


def answer(tool: str, body: bytes) -> str:
    """Return the content of an answer.

    Args:
        tool: The first part of the path: ``summarizer``, ``langextract`` or ``instructor``.
        body: The request.
    """
    request: dict[str, Any] = json.loads(body)
    if tool == "summarizer":
        form: dict[str, Any] = request.get("response_format") or {
            "json_schema": {"schema": {"properties": {}}}
        }
        return _by_schema(form["json_schema"]["schema"]["properties"])
    passage: str = request["messages"][-1]["content"]
    passage = passage[passage.rfind("Q: ") + 3 :] if tool == "langextract" else passage
    quotes = [clause for clause in _CLAUSE.findall(passage) if len(clause) <= _LONGEST]
    if tool == "langextract":
        rows = [{"figure": each, "figure_attributes": {"name": each[:6], **_FIGURE}} for each in quotes]
        return json.dumps({"extractions": rows}, ensure_ascii=False)
    return json.dumps(
        {"figures": [{"quote": each, "name": each[:6], **_FIGURE} for each in quotes]}, ensure_ascii=False
    )


def _by_schema(properties: dict[str, dict[str, Any]]) -> str:
    """Answer every key: the first value allowed, or a sentence that no other key has."""
    sentences = cycle(_SENTENCES)
    return json.dumps(
        {
            key: shape["enum"][0]
            if "enum" in shape
            else shape.get("const", 1 if shape.get("type") == "integer" else next(sentences))
            for key, shape in properties.items()
        },
        ensure_ascii=False,
    )
