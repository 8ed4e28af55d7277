"""Rounds through a provider's Batch API: sections, what failed its checks, overviews, one after another.

What is handed in stands in a file beside the journal before it is waited for, so that a run that was ended
goes on waiting for the same batches.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.atomic import replace_file, write_failure
from summarizer.batch.layout import OTHERWISE
from summarizer.endpoint.batches import read_answers
from summarizer.errors import EndpointError
from summarizer.exchange import Answer
from summarizer.recording import Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import IO

    from summarizer.batch.layout import Layout
    from summarizer.batch.run import Summary
    from summarizer.cache import AnswerCache
    from summarizer.endpoint.batches import Job

POLL_SECONDS = 30.0
"""Between two looks at a batch, which takes minutes to hours."""


class Service(Protocol):
    """What takes files of requests; see :class:`~summarizer.endpoint.batches.BatchApi`."""

    def submit(self, name: str, file: IO[bytes], digest: str) -> Job:
        """Hand in a file, unless it was handed in before."""
        ...

    def job(self, identity: str) -> Job:
        """Return a batch as it is now."""
        ...

    def lines(self, file: str) -> list[bytes]:
        """Return the lines of a file of answers."""
        ...


class _Submitted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: str
    """Name of the file of requests, beside this one."""
    job: str | None = None
    """Id of its batch; None while it is not handed in."""


class _State(BaseModel):
    model_config = ConfigDict(extra="forbid")

    submitted: list[_Submitted] = []
    refused: dict[str, str] = {}
    """Questions that the provider gave no answer to, by key, with the reason."""


@dataclass(kw_only=True, slots=True)
class Rounds:
    """Does a batch round by round.

    Args:
        service: What takes the files.
        cache: Where answers go.
        layout: Where the state is kept.
        host: Where answers come from, for messages.
        model: Whose answers they are.
        tell: Says how it goes on.
        poll: Seconds between two looks.
        sleep: How to wait; tests wait otherwise.
    """

    service: Service
    cache: AnswerCache
    layout: Layout
    host: str
    model: str
    tell: Callable[[str], None]
    poll: float = POLL_SECONDS
    sleep: Callable[[float], None] = time.sleep
    _state: _State = field(default_factory=_State)

    @property
    def refused(self) -> dict[str, str]:
        """Questions to which there is no answer, with the reason."""
        return self._state.refused

    def through(self, once: Callable[[Path], tuple[Summary, list[Path]]]) -> Summary:
        """Do rounds until nothing is left to ask.

        Args:
            once: Does what can be done with the answers there are, and writes what it lacks to files under a
                name; returns how it ended, and the files.

        Raises:
            EndpointError: The provider takes no batch, or one failed as a whole.
            OutputError: The state cannot be written.
        """
        self._load()
        while True:
            if self._state.submitted:
                self._collect()
            summary, files = once(self.layout.journal.with_name("requests.jsonl"))
            if not files or summary.stopped is not None:
                return summary
            self._state.submitted = [_Submitted(file=path.name) for path in files]
            self._save()

    def _collect(self) -> None:
        """Hand in what is not handed in yet, wait, and take the answers."""
        for each in self._state.submitted:
            if each.job is None:
                path = self.layout.journal.with_name(each.file)
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                    each.job = self.service.submit(f"{self.layout.root.name}-{each.file}", file, digest).id
                self._save()
        ended = [self._awaited(each.job or "") for each in self._state.submitted]
        taken = sum(self._take(job) for job in ended)
        self.tell(f"{taken} answers came back.")
        self._state.submitted = []
        self._save()
        if not taken:
            reasons = "; ".join({job.reason or job.status for job in ended})
            raise EndpointError(
                f"The batch at {self.host} brought no answer: {reasons}.",
                hint="The same command hands in again what is missing.",
            )

    def _awaited(self, identity: str) -> Job:
        job, told = self.service.job(identity), -1
        while not job.has_ended:
            if job.done != told:
                told = job.done
                self.tell(f"batch {identity}: {job.status}, {job.done} of {job.total or '?'} requests")
            self.sleep(self.poll)
            job = self.service.job(identity)
        return job

    def _take(self, job: Job) -> int:
        """Keep the answers of a batch that has ended, and return how many questions are settled by it."""
        settled = 0
        for file in (job.output, job.errors):
            if file is None:
                continue
            for key, answer in read_answers(self.service.lines(file), host=self.host):
                settled += 1
                if isinstance(answer, Answer):
                    self.cache.put(Entry.under(key, answer, model=self.model))
                else:
                    self._state.refused[key] = answer
        return settled

    @property
    def _file(self) -> Path:
        return self.layout.journal.with_name("submitted.json")

    def _load(self) -> None:
        try:
            self._state = _State.model_validate_json(self._file.read_bytes())
        except (FileNotFoundError, ValidationError):
            self._state = _State()

    def _save(self) -> None:
        try:
            replace_file(self._file, self._state.model_dump_json(indent=2).encode())
        except OSError as error:
            raise write_failure(error, str(self._file), otherwise=OTHERWISE) from error
