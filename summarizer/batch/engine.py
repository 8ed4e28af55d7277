"""The seam where the work is done: reports go in, what became of them comes out, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished


class Engine(Protocol):
    """Does the reports of a batch."""

    def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
        """Yield every report when it is done; closing the iterator ends the work.

        Tasks are taken one by one as there is room for them, and no more than a few results are held back,
        so that memory does not grow with the batch. A report that cannot be done is a result like another.

        Raises:
            SummarizerError: No more can be done: the endpoint is gone, refuses the key, has no quota left.
        """
        ...
