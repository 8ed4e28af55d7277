"""The record as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.schemas import Comparison, Report


def render_json(record: Report | Comparison) -> str:
    """Write a record as JSON: characters as they are, two spaces of indentation, a newline at the end."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
