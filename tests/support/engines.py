"""Engines that other processes make for themselves; they are found by their names."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.batch.local import LocalEngine
from summarizer.errors import EndpointAuthError
from tests.support.askers import PlayedAsker, obedient

if TYPE_CHECKING:
    from collections.abc import Generator

    from summarizer.batch.shards import Listener
    from summarizer.exchange import Request

DEADLY, REFUSED = "自毁", "拒绝"
"""Words of a report that end the process that asks about it, and that have the key refused."""


def _play(request: Request) -> str | BaseException:
    asked = request.messages[-1].content
    if DEADLY in asked:
        os._exit(9)
    return EndpointAuthError("no") if REFUSED in asked else obedient(request)


@contextmanager
def played(slots: int, listener: Listener) -> Generator[LocalEngine]:
    """Make an engine whose model obeys, but for two words."""
    yield LocalEngine(asker=PlayedAsker(play=_play), encoding="keyed", slots=slots, listener=listener)


def never(_slots: int, _listener: Listener) -> Generator[LocalEngine]:
    """End the process before it has begun."""
    os._exit(7)
