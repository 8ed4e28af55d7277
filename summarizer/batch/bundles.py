"""Reports that go to another machine together, with their bytes, and what is done with them there."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from summarizer.batch.permits import BEAT_SECONDS, Permitted
from summarizer.batch.recipe import code_digest
from summarizer.errors import EngineError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from summarizer.batch.local import LocalEngine
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished

    Maker = Callable[[int, Permitted], AbstractContextManager[LocalEngine]]
    """Makes the engine of one process, given its slots and what its calls have to pass; it is pickled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Reports that one process does together, so that their questions share its slots."""

    tasks: tuple[Task, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What became of a bundle."""

    finished: tuple[Finished, ...]
    stopped: SummarizerError | None = None
    """Why no more can be done, here or elsewhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """How all bundles of a run are done."""

    run: str
    """Tells runs apart."""
    make: Maker
    slots: int
    """Calls at the same time, in one process."""
    code: str
    """Digest of the program that wants the work done."""


@dataclass(kw_only=True, slots=True)
class Workplace:
    """The engine of one process, made for the first bundle of a run and kept for the others."""

    _run: str | None = None
    _engine: LocalEngine | None = None
    _open: ExitStack = field(default_factory=ExitStack)

    def do(self, bundle: Bundle, order: Order, call: Callable[..., Any]) -> Done:
        """Do a bundle.

        Args:
            bundle: The reports.
            order: How.
            call: Calls a method of the run's permits by its name.
        """
        finished: list[Finished] = []
        try:
            for each in self._engine_for(order, call).run(bundle.tasks):
                finished.append(each)  # noqa: PERF402 - what is done before an error counts
        except SummarizerError as error:
            return Done(finished=tuple(finished), stopped=error)
        return Done(finished=tuple(finished))

    def close(self) -> None:
        """End the engine."""
        self._open.close()
        self._run = self._engine = None

    def _engine_for(self, order: Order, call: Callable[..., Any]) -> LocalEngine:
        if self._engine is None or self._run != order.run:
            self.close()
            if code_digest() != order.code:
                raise EngineError(
                    "A worker has another version of the program than this machine.",
                    hint="Install the same version of report-summarizer on every machine of the cluster.",
                )
            permitted = Permitted(worker=uuid4().hex, call=call)
            permitted.beat()
            self._open.callback(_beating(permitted))
            self._engine = self._open.enter_context(order.make(order.slots, permitted))
            self._run = order.run
        return self._engine


def _beating(permitted: Permitted) -> Callable[[], None]:
    """Give signs of life until the function returned is called, or nobody takes them any more."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            try:
                permitted.beat()
            except Exception:  # noqa: BLE001 - whatever the transport says when the run has ended
                return

    threading.Thread(target=beat, daemon=True).start()
    return over.set
