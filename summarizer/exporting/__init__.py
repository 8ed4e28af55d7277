"""Records as tables for the tools that people work with: spreadsheets, data frames, databases.

A record becomes rows of five tables (:mod:`~summarizer.exporting.tables`); a writer a format takes the rows
as they come, so that thousands of reports need no more memory than one.
"""

from __future__ import annotations

from summarizer.exporting.opening import FORMATS, Format, Sink, opened
from summarizer.exporting.rows import rows_of
from summarizer.exporting.tables import TABLES, Column, Table

__all__ = ["FORMATS", "TABLES", "Column", "Format", "Sink", "Table", "opened", "rows_of"]
