"""The only importer of openai and instructor: capability ladder, retries, the outcomes of a call."""

from summarizer.endpoint.client import Endpoint, host_of
from summarizer.endpoint.dialect import EMBEDDED, Dialect, Rung
from summarizer.endpoint.reply import Note
from summarizer.endpoint.retrying import Patience

__all__ = ["EMBEDDED", "Dialect", "Endpoint", "Note", "Patience", "Rung", "host_of"]
