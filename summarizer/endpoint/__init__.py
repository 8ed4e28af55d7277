"""The only importer of openai and instructor: capability ladder, retries, the outcomes of a call.

The names are imported when they are first used: the cache needs the module ``schema`` alone, and what it
serves should start at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.endpoint.client import Endpoint, host_of
    from summarizer.endpoint.dialect import EMBEDDED, Dialect, Rung
    from summarizer.endpoint.governor import Pace
    from summarizer.endpoint.reply import Note
    from summarizer.endpoint.retrying import Patience
    from summarizer.endpoint.server import Server, ServerKind

__all__ = [
    "EMBEDDED",
    "Dialect",
    "Endpoint",
    "Note",
    "Pace",
    "Patience",
    "Rung",
    "Server",
    "ServerKind",
    "host_of",
]
_HOMES = {
    "EMBEDDED": "dialect",
    "Dialect": "dialect",
    "Endpoint": "client",
    "Note": "reply",
    "Pace": "governor",
    "Patience": "retrying",
    "Rung": "dialect",
    "Server": "server",
    "ServerKind": "server",
    "host_of": "client",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
