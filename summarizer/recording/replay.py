"""Answers from a recording and from nowhere else."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from summarizer.errors import ReplayMissError, UnusedRecordingError, UsageError
from summarizer.keys import question_key
from summarizer.recording.entry import Asked
from summarizer.recording.file import read_entries
from summarizer.recording.nearest import first_difference, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.exchange import Answer, Request
    from summarizer.recording.entry import Entry

_SHOWN_UNUSED = 5


class Replay:
    """Answers from a recording; what is not in it ends the run.

    Args:
        path: The recording.
        model: Which model's answers, by name or identity, where the recording has several; None for the only.
        extra_body: Fields added to every request.
        command: The command that records what is missing, for messages.

    Raises:
        RecordingError: There is no such file, or it is damaged.
        UsageError: It has no answers of the model, or of several where none is named.
    """

    def __init__(
        self,
        path: Path,
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
        command: str | None = None,
    ) -> None:
        self._path = path
        self._extra_body = extra_body
        self._command = command
        entries = read_entries(path)
        self._speaker = _speaker(path, entries, model)
        self._entries = {entry.key: entry for entry in entries if entry.identity == self._speaker.identity}
        self._asked: set[str] = set()
        self._lock = Lock()

    @property
    def model(self) -> str:
        """Model that was recorded."""
        return self._speaker.model

    @property
    def host(self) -> str:
        """Where it answered."""
        return self._speaker.host

    def ask(self, request: Request) -> Answer:
        """Return what was recorded.

        Raises:
            ReplayMissError: Nothing was.
            EndpointAnswerError: A failure was.
        """
        key = question_key(request, model=self._speaker.identity, extra_body=self._extra_body)
        with self._lock:
            self._asked.add(key)
        entry = self._entries.get(key)
        if entry is None:
            raise self._missed(request)
        return entry.given()

    def unused(self) -> list[Entry]:
        """Return the entries nothing has asked for, in the order of the file."""
        return [entry for key, entry in self._entries.items() if key not in self._asked]

    def refuse_unused(self) -> None:
        """End the run where something in the recording was not asked for.

        Raises:
            UnusedRecordingError: Something was not.
        """
        left = self.unused()
        if not left:
            return
        named = "、".join(f"「{entry.label}」" for entry in left[:_SHOWN_UNUSED])
        more = f" and {len(left) - _SHOWN_UNUSED} more" if len(left) > _SHOWN_UNUSED else ""
        raise UnusedRecordingError(
            f"{len(left)} of {len(self._entries)} recordings in {self._path} answer nothing that is asked: "
            f"{named}{more}.",
            hint=self._hint(),
        )

    def _missed(self, request: Request) -> ReplayMissError:
        asked = Asked.of(request, self._extra_body)
        near = nearest(asked, request.label, self._entries.values())
        told = f"No recording in {self._path} answers 「{request.label}」"
        if near is not None:
            parts = first_difference(asked, self._speaker.identity, near)
            told += f"; the nearest is 「{near.label}」 ({near.key[:12]}), which differs at {parts}"
        return ReplayMissError(f"{told}.", hint=self._hint())

    def _hint(self) -> str:
        if self._command is None:
            return "Record it again: the same command with --record in place of --replay."
        return f"Record it again: {self._command}"


def _speaker(path: Path, entries: list[Entry], model: str | None) -> Entry:
    """Return an entry of the model that is meant."""
    found = {entry.identity: entry for entry in entries if model in {None, entry.model, entry.identity}}
    if len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(sorted({entry.model for entry in entries})) or "none"
    if found:
        raise UsageError(f"The recording {path} has answers of {names}.", hint="Name one with --model.")
    wanted = f"of {model} " if model else ""
    raise UsageError(f"The recording {path} has no answers {wanted}(it has: {names}).")
