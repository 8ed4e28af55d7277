"""Pure functions of a Report: the Markdown brief and the JSON record."""

from __future__ import annotations

from summarizer.rendering.budget import Detail
from summarizer.rendering.markdown import Language, render_markdown, untranslated
from summarizer.rendering.record import render_json

__all__ = ["Detail", "Language", "render_json", "render_markdown", "untranslated"]
