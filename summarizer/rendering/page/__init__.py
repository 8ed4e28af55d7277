"""The evidence page: one HTML file that shows where everything in a brief comes from."""

from __future__ import annotations

from summarizer.rendering.page.document import Page
from summarizer.rendering.page.index import INDEX_NAME, IndexEntry, page_name, render_index
from summarizer.rendering.page.source import Fragment, Number, Source

__all__ = ["INDEX_NAME", "Fragment", "IndexEntry", "Number", "Page", "Source", "page_name", "render_index"]
