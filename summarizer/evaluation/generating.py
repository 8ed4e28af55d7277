"""Makes the reports of a labelled set, one after another, and watches what the calls come to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from summarizer.errors import (
    EndpointAuthError,
    EndpointUnreachableError,
    EngineError,
    ReplayMissError,
    SummarizerError,
)
from summarizer.evaluation.runs import Calls, Failure, Run
from summarizer.pipeline import summarize
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from summarizer.asking import Encoding
    from summarizer.evaluation.gold import Labelled
    from summarizer.events import Event
    from summarizer.exchange import Answer, Asker, Request
    from summarizer.prices import Price
    from summarizer.readers.raw import RawText
    from summarizer.schemas import Report

UNFIT = "unfit"
"""Note of an answer that fails its schema, see :class:`~summarizer.exchange.Answer`."""


@dataclass(kw_only=True, slots=True)
class Watcher:
    """Passes questions on as one repetition of them, and counts what comes back."""

    asker: Asker
    repeat: int = 0
    calls: Calls = field(default_factory=Calls)
    _lock: Lock = field(default_factory=Lock)

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        return self.asker.model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word of the embedded engine."""
        return self.asker.host

    def ask(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            EndpointError: There is none.
        """
        answer = self.asker.ask(replace(request, repeat=self.repeat))
        again = any(message.role == "assistant" for message in request.messages)
        usage = answer.usage
        with self._lock:
            before = self.calls
            self.calls = Calls(
                calls=before.calls + 1,
                kept=before.kept + answer.from_cache,
                repeated=before.repeated + again,
                truncated=before.truncated + (answer.finish_reason == "length"),
                unfit=before.unfit + (UNFIT in answer.notes),
                prompt_tokens=before.prompt_tokens + usage.prompt_tokens,
                completion_tokens=before.completion_tokens + usage.completion_tokens,
                cached_tokens=before.cached_tokens + (usage.cached_tokens or 0),
                seconds=round(before.seconds + usage.seconds, 3),
            )
        return answer


def generate(  # noqa: PLR0913 - keyword-only; the options of the pipeline, and two of its own
    documents: Iterable[Labelled],
    asker: Asker | None,
    *,
    repeats: int = 1,
    concurrency: int = 1,
    encoding: Encoding = "keyed",
    listener: Callable[[Event], None] | None = None,
) -> Iterator[Run]:
    """Yield a run for every report and repeat, as they are made.

    A report that fails is a run without a report, and the others go on. Only what would fail for all of them
    ends it.

    Args:
        documents: The labelled reports.
        asker: What answers; None for rules alone.
        repeats: How often every report is made; the repetition is part of the cache's key.
        concurrency: Calls at the same time.
        encoding: How answers are written.
        listener: Told of the progress of the report under way.

    Raises:
        EndpointUnreachableError: Nothing answers at the endpoint.
        EndpointAuthError: The endpoint refuses the key.
        EngineError: The embedded engine does not start or has died.
    """
    for document in documents:
        for repeat in range(repeats):
            yield _made(
                document,
                Watcher(asker=asker, repeat=repeat) if asker is not None else None,
                repeat,
                partial(summarize, listener=listener, concurrency=concurrency, encoding=encoding),
            )


def priced(run: Run, prices: Mapping[str, Price]) -> Run:
    """Return a run with what its calls cost; unchanged where the table has no price of its model."""
    model = run.report.provenance.model if run.report is not None else None
    price = prices.get(model or "")
    if price is None:
        return run
    calls = run.calls
    cost = price.of(
        prompt_tokens=calls.prompt_tokens,
        cached_tokens=calls.cached_tokens,
        completion_tokens=calls.completion_tokens,
    )
    return run.model_copy(update={"calls": calls.model_copy(update={"cost": round(cost, 6)})})


def source_sha256(document: Labelled) -> str:
    """Return the digest by which a record knows its source."""
    return hashlib.sha256(document.source.read_bytes()).hexdigest()


def _made(
    document: Labelled, watcher: Watcher | None, repeat: int, make: Callable[[RawText, Asker | None], Report]
) -> Run:
    report, failure = None, None
    try:
        report = make(read(document.source), watcher)
    except (EndpointUnreachableError, EndpointAuthError, EngineError):
        raise
    except ReplayMissError as error:
        failure = Failure(kind="replay-miss", message=error.message, hint=error.hint)
    except SummarizerError as error:
        failure = Failure(kind="failed", message=error.message, hint=error.hint)
    except Exception as error:  # noqa: BLE001 - a crash is what the evaluation has to tell of
        failure = Failure(kind="crash", message=f"{type(error).__name__}: {error}")
    return Run(
        document=document.id,
        repeat=repeat,
        source_sha256=source_sha256(document),
        report=report,
        failure=failure,
        calls=watcher.calls if watcher is not None else Calls(),
    )
