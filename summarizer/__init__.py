"""Structured summaries of Chinese government work reports in which no number can be invented."""

from importlib.metadata import version as _version
from pathlib import Path as _Path

_ROOT = _Path(__file__).resolve().parent
if not (_ROOT / "schemas" / "__init__.py").is_file():
    # Source checkout or editable install: prompts/ and schemas/ are siblings of this
    # package. Built wheels carry them inside it, so this branch never runs there.
    __path__.append(str(_ROOT.parent))

__version__ = _version("report-summarizer")
