"""Questions put into files instead of to a model: their answers come later, from a batch somewhere else."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock
from typing import IO, TYPE_CHECKING, Self

from summarizer.atomic import replacing, write_failure
from summarizer.endpoint.batches import request_line
from summarizer.errors import DeferredAnswerError, EndpointAnswerError
from summarizer.keys import request_key, without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from summarizer.exchange import Answer, Request

MOST_LINES = 50_000
MOST_BYTES = 200_000_000
"""What a provider takes in one file."""


class RequestFiles:
    """Files of requests under one name: ``requests.jsonl``, then ``requests-2.jsonl`` and so on.

    A context manager; the files are there when it ends well, each whole, and not at all where nothing was
    asked. Files of an earlier run under the name are removed.

    Args:
        path: The first file.
        most_lines: Requests in a file.
        most_bytes: Bytes of a file.
    """

    def __init__(self, path: Path, *, most_lines: int = MOST_LINES, most_bytes: int = MOST_BYTES) -> None:
        self.paths: list[Path] = []
        """The files written so far, the open one included."""
        self.count = 0
        """Requests in all."""
        self._path = path
        self._most_lines, self._most_bytes = most_lines, most_bytes
        self._lines = self._bytes = 0
        self._file: IO[bytes] | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._open.__exit__(kind, error, trace)
            if error is None:
                for path in _parts(self._path):
                    if path not in self.paths:
                        path.unlink()
        except OSError as failure:
            raise write_failure(failure, str(self._path), otherwise="name another file") from failure

    def add(self, line: bytes) -> None:
        """Write a request.

        Raises:
            OutputError: It cannot be written.
        """
        try:
            is_full = self._lines == self._most_lines or self._bytes + len(line) > self._most_bytes
            if self._file is None or (is_full and self._lines):
                self._file = self._next()
            self._file.write(line)
        except OSError as failure:
            raise write_failure(failure, str(self._path), otherwise="name another file") from failure
        self.count += 1
        self._lines += 1
        self._bytes += len(line)

    def _next(self) -> IO[bytes]:
        path, number = self._path, len(self.paths) + 1
        if number > 1:
            path = path.with_name(f"{path.stem}-{number}{path.suffix}")
        self.paths.append(path)
        self._lines = self._bytes = 0
        return self._open.enter_context(replacing(path))


def _parts(path: Path) -> list[Path]:
    """Return the files that are there under a name."""
    later = path.parent.glob(f"{path.stem}-*{path.suffix}")
    numbered = [each for each in later if each.stem.removeprefix(f"{path.stem}-").isdecimal()]
    return [each for each in (path, *numbered) if each.exists()]


class Deferring:
    """Puts every question into files, each once, and has no answers.

    Args:
        files: Where to.
        model: Model name.
        host: ``host:port`` of the endpoint whose answers are awaited.
        extra_body: Fields added to every request.
        refused: Questions that were put in vain, by key, with the reason; they are not put again.
    """

    def __init__(
        self,
        files: RequestFiles,
        *,
        model: str,
        host: str,
        extra_body: Mapping[str, object],
        refused: Mapping[str, str],
    ) -> None:
        self._files = files
        self._model = model
        self._host = host
        self._extra_body = without_secrets(extra_body)
        self._refused = refused
        self._seen: set[str] = set()
        self._lock = Lock()

    @property
    def model(self) -> str:
        """Model name as the requests have it."""
        return self._model

    @property
    def host(self) -> str:
        """``host:port`` of the endpoint."""
        return self._host

    def ask(self, request: Request) -> Answer:
        """Put the question into a file.

        Raises:
            DeferredAnswerError: Always, save where
            EndpointAnswerError: it was put in vain before.
            OutputError: It cannot be written.
        """
        key = request_key(request, model=self._model, host=self._host, extra_body=self._extra_body)
        if key in self._refused:
            raise EndpointAnswerError(f"{self._host} gave no answer: {self._refused[key]}")
        with self._lock:
            if key not in self._seen:
                self._seen.add(key)
                self._files.add(request_line(key, request, model=self._model, extra_body=self._extra_body))
        raise DeferredAnswerError("The answer is to come.")
