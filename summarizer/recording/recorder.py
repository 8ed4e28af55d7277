"""Writes down every question of a run with its answer, so that the run can be had again without a model."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Self

from summarizer.errors import EndpointAnswerError
from summarizer.recording.entry import Answered, Entry
from summarizer.recording.file import read_entries, write_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path
    from types import TracebackType

    from summarizer.exchange import Answer, Asker, Request


class Recording:
    """A file that is being recorded, a context manager; it hears from many threads and is written at the end.

    Args:
        path: The recording. Entries of other questions that it holds stay.
        alone: Whether only what this run asks is kept, so that nothing stale remains.

    Raises:
        RecordingError: There is a file, but it is no recording.
    """

    def __init__(self, path: Path, *, alone: bool = False) -> None:
        self._path = path
        self._before = {entry.key: entry for entry in read_entries(path)} if path.exists() else {}
        self._heard: dict[str, Entry] = {}
        self._alone = alone
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(complete=kind is None)

    def hear(self, entry: Entry) -> None:
        """Take down a question with its answer."""
        with self._lock:
            earlier = self._heard.get(entry.key) or self._before.get(entry.key)
            # The same answer keeps its time and its host: a recording made again shows only what has changed.
            self._heard[entry.key] = earlier if earlier and _said(earlier) == _said(entry) else entry

    def close(self, *, complete: bool = True) -> None:
        """Write the file, whatever the end of the run was: what was heard is worth keeping.

        Args:
            complete: Whether the run came to its end; if not, nothing is stale for not having been asked.

        Raises:
            OutputError: It cannot be written.
        """
        kept = {} if self._alone and complete else self._before
        if self._heard:
            write_entries(self._path, (kept | self._heard).values())


class Recorder:
    """Stands before something that answers, the cache included, and has written down what passes.

    Written are answers, and failures that belong to the question (too long, refused, empty): a replay meets
    them again. An endpoint that is down or refuses the key leaves no trace.

    Args:
        asker: What answers.
        hear: Takes down an entry; :meth:`Recording.hear`, here or in another process.
        identity: What stands for the model in the key; None for its name.
        extra_body: Fields added to every request.
        secrets: Keys that must not stand in the file.
    """

    def __init__(
        self,
        *,
        asker: Asker,
        hear: Callable[[Entry], None],
        identity: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        secrets: Collection[str] = (),
    ) -> None:
        self._asker = asker
        self._hear = hear
        self._identity = identity
        self._extra_body = extra_body
        self._secrets = secrets

    @property
    def model(self) -> str:
        """Model name as sent to the endpoint."""
        return self._asker.model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint, or the fixed word of the embedded engine."""
        return self._asker.host

    def ask(self, request: Request) -> Answer:
        """Ask, and have written down what comes back.

        Raises:
            EndpointError: Asking failed.
        """
        try:
            answer = self._asker.ask(request)
        except EndpointAnswerError as error:
            self._hear(self._entry(request, error))
            raise
        self._hear(self._entry(request, answer))
        return answer

    def _entry(self, request: Request, outcome: Answer | EndpointAnswerError) -> Entry:
        return Entry.of(
            request,
            outcome,
            model=self.model,
            identity=self._identity or self.model,
            host=self.host,
            extra_body=self._extra_body,
            secrets=self._secrets,
        )


def _said(entry: Entry) -> dict[str, object]:
    """Return what does not change when the same question is given the same answer another time."""
    told = entry.model_dump(exclude={"recorded_at", "tool_version", "host", "place"})
    if isinstance(entry.answer, Answered):
        usage = entry.answer.usage.model_copy(update={"seconds": 0.0, "cached_tokens": None})
        told["answer"] = entry.answer.model_copy(update={"usage": usage})
    return told
