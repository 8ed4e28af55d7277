"""The engine that does reports, made alike in this process, in others and on other machines."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.batch.local import LocalEngine
from summarizer.cli.console import QUIET, Console, LogLines
from summarizer.cli.wiring import Backend

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from summarizer.batch.permits import Permitted
    from summarizer.batch.shards import Listener
    from summarizer.batch.wanted import Wanted
    from summarizer.config import Settings
    from summarizer.exchange import Asker
    from summarizer.recording import Entry

SWITCH_SECONDS = 0.001
"""How long a thread that computes may keep others waiting; Python's own 5 ms leave slots idle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """What every process of a batch makes its engine from; it is pickled."""

    settings: Settings
    """What answers, its model by name."""
    wanted: Wanted
    replay: Path | None = None
    """Recording that answers in place of a model."""
    record_again: str | None = None
    """The command that records what a replay lacks, for messages."""

    def engine_with(
        self, backend: Backend, asker: Asker | None, *, slots: int, listener: Listener, is_paid: bool = True
    ) -> LocalEngine:
        """Make the engine.

        Args:
            backend: What answers.
            asker: What the backend gave to ask.
            slots: Calls at the same time.
            listener: Told what calls came to.
            is_paid: Whether calls cost what the settings say.
        """
        price = self.settings.prices.get(asker.model) if asker is not None and is_paid else None
        return LocalEngine(
            asker=asker,
            encoding=backend.encoding,
            slots=slots,
            wanted=self.wanted,
            price=price,
            listener=listener,
            within=backend.held,
        )

    @contextmanager
    def engine(
        self,
        slots: int,
        listener: Listener,
        *,
        gate: Permitted | None = None,
        purse: Permitted | None = None,
        hear: Callable[[Entry], None] | None = None,
    ) -> Generator[LocalEngine]:
        """Make the engine of a process that works for another, and what answers there.

        Args:
            slots: Calls at the same time.
            listener: Told what calls came to.
            gate: What calls have to pass that processes have in common.
            purse: What calls are paid from that they have in common.
            hear: What takes down questions with their answers.
        """
        console = Console(verbosity=QUIET)
        logging.getLogger("summarizer").handlers[:] = [LogLines(console)]
        sys.setswitchinterval(SWITCH_SECONDS)
        backend = Backend(
            settings=self.settings.model_copy(update={"concurrency": slots}),
            console=console,
            gate=gate,
            purse=purse,
            hear=hear,
            replay=self.replay,
            record_again=self.record_again,
        )
        with backend:
            yield self.engine_with(backend, backend.asker(), slots=slots, listener=listener)
