"""Structured summaries of Chinese government work reports in which no number can be invented."""

from importlib import import_module as _import_module
from importlib.metadata import version as _version
from pathlib import Path as _Path
from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from summarizer.api import AsyncSummarizer, Summarizer

__all__ = ["AsyncSummarizer", "Summarizer", "__version__"]

_ROOT = _Path(__file__).resolve().parent
if not (_ROOT / "schemas" / "__init__.py").is_file():
    # Source checkout or editable install: prompts/ and schemas/ are siblings of this
    # package. Built wheels carry them inside it, so this branch never runs there.
    __path__.append(str(_ROOT.parent))

__version__ = _version("report-summarizer")


def __getattr__(name: str) -> object:
    """Import the Python interface when it is first used: the command line has no use for it."""
    if name in {"AsyncSummarizer", "Summarizer"}:
        return getattr(_import_module("summarizer.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
