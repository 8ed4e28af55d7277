"""Pure functions of a Report: the Markdown brief and the JSON record."""

from __future__ import annotations

from summarizer.rendering.brief import render_markdown
from summarizer.rendering.budget import Detail
from summarizer.rendering.record import render_json

__all__ = ["Detail", "render_json", "render_markdown"]
