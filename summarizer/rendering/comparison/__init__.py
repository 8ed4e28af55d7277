"""A comparison to read: Markdown, a page, a table for spreadsheets, charts."""

from summarizer.rendering.comparison.charts import charts, has_charts
from summarizer.rendering.comparison.markdown import render_comparison_markdown
from summarizer.rendering.comparison.page import render_comparison_page
from summarizer.rendering.comparison.table import render_comparison_csv

__all__ = [
    "charts",
    "has_charts",
    "render_comparison_csv",
    "render_comparison_markdown",
    "render_comparison_page",
]
