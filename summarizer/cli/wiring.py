"""What answers on the command line: the same as everywhere, and the user is told what takes a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer import backend
from summarizer.backend import ANSWERS, ENDPOINTS, Watched, embedded_model, room_for_model

if TYPE_CHECKING:
    from summarizer.cli.console import Console

__all__ = ["ANSWERS", "ENDPOINTS", "Backend", "Watched", "embedded_model", "room_for_model"]


@dataclass(kw_only=True, slots=True)
class Backend(backend.Backend):
    """What answers the questions of one run of a command."""

    console: Console

    def say(self, message: str) -> None:
        """Tell the user."""
        self.console.say(message)
