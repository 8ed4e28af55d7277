"""Structured summaries of Chinese government work reports in which no number can be invented."""

from importlib import import_module as _import_module
from pathlib import Path as _Path
from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from summarizer.api import AsyncSummarizer, Summarizer

    __version__: str

__all__ = ["AsyncSummarizer", "Summarizer", "__version__"]

_ROOT = _Path(__file__).resolve().parent
if not (_ROOT / "schemas" / "__init__.py").is_file():
    # Source checkout or editable install: prompts/ and schemas/ are siblings of this
    # package. Built wheels carry them inside it, so this branch never runs there.
    __path__.append(str(_ROOT.parent))


def __getattr__(name: str) -> object:
    """Find out what not every command has use for when it is first asked for."""
    if name in {"AsyncSummarizer", "Summarizer"}:
        return getattr(_import_module("summarizer.api"), name)
    if name == "__version__":
        # Kept: it stands in every record and every answer of the cache, and looking it up reads a file.
        found = globals()[name] = _import_module("importlib.metadata").version("report-summarizer")
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
