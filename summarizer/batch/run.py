"""One run over a batch: what is done already is kept, the rest is done, all is written in order."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.atomic import replace_file, write_failure
from summarizer.batch import results
from summarizer.batch.digests import Digests
from summarizer.batch.journal import Journal, Kept, digest_of
from summarizer.batch.layout import OTHERWISE
from summarizer.batch.mirror import Unmirrored
from summarizer.batch.naming import printable
from summarizer.batch.result import Entry, Spent
from summarizer.batch.wanted import NOTHING, Wanted
from summarizer.errors import SummarizerError
from summarizer.rendering import render_markdown
from summarizer.schemas import Report

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from summarizer.batch.engine import Engine
    from summarizer.batch.layout import Layout
    from summarizer.batch.mirror import Mirror
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished


class Follower(Protocol):
    """Told how a run goes on."""

    def started(self, *, kept: int, todo: int) -> None:
        """The batch is known."""
        ...

    def done(self, entry: Entry) -> None:
        """A report is done and on the disk."""
        ...


@dataclass(kw_only=True, slots=True)
class Summary:
    """How a run ended."""

    entries: list[Entry]
    """Every report that is done, in the order of the input."""
    pending: int
    """Reports that are not done."""
    done: int = 0
    """Reports done in this run."""
    stopped: SummarizerError | None = None
    """Why the run ended before its time."""

    @property
    def usage(self) -> Spent:
        """What the reports came to that are done, in whichever run."""
        return sum((entry.usage for entry in self.entries), Spent())

    @property
    def counts(self) -> dict[str, int]:
        """How many reports there are of each status."""
        found = Counter(entry.status for entry in self.entries)
        return {"complete": 0, "partial": 0, "failed": 0} | dict(found) | {"pending": self.pending}

    def of_status(self, status: str) -> list[Entry]:
        """Return the reports of a status."""
        return [entry for entry in self.entries if entry.status == status]


@dataclass(kw_only=True, slots=True)
class Run:
    """A batch, and how it is to be done.

    Args:
        tasks: The reports, in the order of the output.
        layout: Where the results go; claimed by the caller.
        recipe: Digest of all that makes an output, beside the report.
        mirror: Where the results go from there.
        wanted: What is wanted of every report, beside its record.
        retry: Whether to do reports again that failed or are partial.
        fail_fast: Whether to end at the first report that is not complete.
    """

    tasks: Sequence[Task]
    layout: Layout
    recipe: str
    follower: Follower
    mirror: Mirror = field(default_factory=Unmirrored)
    wanted: Wanted = NOTHING
    retry: bool = False
    fail_fast: bool = False
    settled: set[str] = field(default_factory=set[str])
    """Reports done since the program began; they are not tried again by later runs of it."""
    digests: Digests = field(default_factory=Digests)
    """Of the inputs, as far as they are known since then."""
    _kept: dict[str, Kept] = field(default_factory=dict[str, Kept])
    _lost: dict[str, Entry] = field(default_factory=dict[str, Entry])
    """Reports that were done but could not be written."""

    def through(self, engine: Engine) -> Summary:
        """Do what is not done yet.

        Raises:
            OutputError: The results cannot be written.
        """
        try:
            return self._through(engine)
        except OSError as error:
            raise write_failure(error, str(self.layout.root), otherwise=OTHERWISE) from error

    def _through(self, engine: Engine) -> Summary:
        taken = self.mirror.begin()
        with Journal(self.layout.journal) as journal:
            before = results.load(self.layout)
            journaled = (*taken.newer, *journal.kept)
            self._keep((*taken.older, *before), journaled)
            self.mirror.grown(journal.end)
            todo = [task for task in self.tasks if task.id not in self._kept]
            self.follower.started(kept=len(self._kept), todo=len(todo))
            briefs = self._write_missing_briefs()
            is_as_before = [kept.entry.id for kept in before] == list(self._kept) and not (
                taken.older or journaled
            )
            summary = self._do(engine, todo, journal)
        if summary.done or (summary.stopped is None and (briefs or not is_as_before)):
            results.write(self.layout, self.tasks, self._kept, self.recipe)
            self.mirror.publish()
            self.layout.journal.unlink()
        for task in self.tasks:
            kept = self._kept.get(task.id)
            entry = kept.entry if kept is not None else self._lost.get(task.id)
            if entry is None:
                summary.pending += 1
            else:
                summary.entries.append(entry)
        return summary

    def _do(self, engine: Engine, todo: Sequence[Task], journal: Journal) -> Summary:
        """Have done what is left, until the first failure where that is wanted."""
        summary = Summary(entries=[], pending=0)
        try:
            with closing(self._done(engine, todo, journal)) as done:
                for entry in done:
                    summary.done += 1
                    self.follower.done(entry)
                    if self.fail_fast and entry.status != "complete":
                        break
        except SummarizerError as error:
            summary.stopped = error
        return summary

    def _keep(self, before: Sequence[Kept], journal: Sequence[Kept]) -> None:
        """Sort out what of earlier work still holds; what the journal has is newer."""
        found = {kept.entry.id: kept for kept in (*before, *journal)}
        self.digests.learn(task for task in self.tasks if task.id in found)
        for task in self.tasks:
            kept = found.get(task.id)
            if kept is not None and self._holds(kept.entry, task):
                self._kept[task.id] = kept

    def _holds(self, entry: Entry, task: Task) -> bool:
        if entry.status == "pending" or (
            self.retry and entry.status != "complete" and entry.id not in self.settled
        ):
            return False
        return (
            entry.recipe_sha256 == self.recipe
            and entry.extra == task.extra
            and Path(entry.path).name == task.source_name
            and entry.input_sha256 is not None
            and entry.input_sha256 == self.digests.of(task)
        )

    def _done(self, engine: Engine, todo: Sequence[Task], journal: Journal) -> Generator[Entry]:
        """Have the rest done, the longest first, and yield each when it is kept."""
        by_id = {task.id: task for task in todo}
        with closing(engine.run(sorted(todo, key=_size, reverse=True))) as results_as_they_come:
            for finished in results_as_they_come:
                if finished.status == "pending":
                    continue
                task = by_id[finished.id]
                entry = self._entry(task, finished)
                self.settled.add(task.id)
                try:
                    self._kept[task.id] = journal.append(entry, finished.report)
                    self.mirror.grown(journal.end)
                except OSError as error:
                    failure = write_failure(error, str(self.layout.journal), otherwise=OTHERWISE)
                    entry = entry.model_copy(update={"status": "failed", "reason": failure.message})
                    self._lost[task.id] = entry
                yield entry

    def _entry(self, task: Task, finished: Finished) -> Entry:
        digest = finished.input_sha256
        if digest is None:
            digest = self.digests.of(task)
        else:
            self.digests.note(task, digest)
        status, reason, brief = finished.status, finished.reason, None
        if finished.brief is not None:
            try:
                self._write_brief(task, finished.brief)
                brief = self.layout.brief_name(task)
            except OSError as error:
                failure = write_failure(error, str(self.layout.brief(task)), otherwise=OTHERWISE)
                status, reason = "partial", failure.message
        return Entry(
            id=task.id,
            path=printable(task.path),
            status=status,
            reason=reason,
            input_sha256=digest,
            recipe_sha256=self.recipe,
            report_sha256=digest_of(finished.report),
            report_bytes=len(finished.report or b""),
            brief=brief,
            detail=self.wanted.detail if brief else None,
            language=self.wanted.language if brief else None,
            usage=finished.usage,
            extra=dict(task.extra),
        )

    def _write_missing_briefs(self) -> int:
        """Make the briefs that earlier runs were not asked for, from their records."""
        detail, language = self.wanted.detail, self.wanted.language
        if detail is None:
            return 0
        made = 0
        for task in self.tasks:
            kept = self._kept.get(task.id)
            if kept is None or not kept.entry.report_bytes:
                continue
            name = self.layout.brief_name(task)
            wanted = {"brief": name, "detail": detail, "language": language}
            if kept.entry.model_dump(include=set(wanted)) == wanted and self._has_brief(kept.entry, task):
                continue
            report = Report.model_validate_json(kept.report())
            self._write_brief(task, render_markdown(report, detail=detail, language=language))
            self._kept[task.id] = replace(kept, entry=kept.entry.model_copy(update=wanted))
            made += 1
        return made

    def _has_brief(self, entry: Entry, task: Task) -> bool:
        return self.layout.brief(task).exists() or self.mirror.has_brief(entry)

    def _write_brief(self, task: Task, text: str) -> None:
        path = self.layout.brief(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())


def _size(task: Task) -> int:
    """Return the bytes of a report, for the order of work; nothing for one that is not there."""
    if task.seen is not None:
        return task.seen.size
    try:
        return Path(task.path).stat().st_size
    except (OSError, ValueError):
        return 0
