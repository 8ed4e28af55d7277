"""``summarizer batch``: from many reports to their records, a manifest and briefs."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import answering_options, console_of
from summarizer.errors import ExitCode, SummarizerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.batch.plan import Task
    from summarizer.batch.result import Entry
    from summarizer.batch.run import Summary
    from summarizer.cli.console import Console, Tracker
    from summarizer.cli.options import Answering
    from summarizer.exchange import Answer
    from summarizer.rendering import Detail

_SECONDS_A_LINE = 2.0
"""Where progress is told in lines, a line each for thousands of reports would be too many."""
_MOST_TOLD = 20
"""Failures that are told one by one; the manifest has them all."""


@click.command("batch")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="DIRECTORY",
    required=True,
    help="Where reports.jsonl, manifest.jsonl and briefs go; made where it is not there.",
)
@click.option("--briefs", is_flag=True, help="Write a Markdown brief of every report as well.")
@click.option(
    "--detail",
    type=click.Choice(["short", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How detailed the briefs are.",
)
@click.option("--retry-failed", is_flag=True, help="Do reports again that failed or are partial.")
@click.option("--fail-fast", is_flag=True, help="End at the first report that is not complete.")
@click.option("--json", "as_json", is_flag=True, help="Write the summary to standard output as JSON.")
@answering_options
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option, as click has it
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    output: str,
    briefs: bool,
    detail: Detail,
    retry_failed: bool,
    fail_fast: bool,
    as_json: bool,
    answering: Answering,
) -> ExitCode:
    """Turn many reports into records, one a line, and say what became of each.

    INPUT is a file, a folder, a pattern in quotes, a list (.csv or .jsonl with a column path, and id and
    others if you like), or - for paths on standard input. What is done is kept: the same command goes on
    where it was ended, and does again only what has changed.
    """
    console = console_of(ctx)
    settings = answering.settings(console)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.batch.layout import Layout  # noqa: PLC0415 - see above
    from summarizer.batch.local import LocalEngine  # noqa: PLC0415 - see above
    from summarizer.batch.recipe import recipe  # noqa: PLC0415 - see above
    from summarizer.batch.run import Run  # noqa: PLC0415 - see above

    layout = Layout(root=Path(output))
    tasks = _tasks(console, inputs, layout.root)
    with (
        layout.claimed(),
        answering.backend(settings, console) as backend,
        console.progress("reports") as tracker,
    ):
        asker = backend.asker()
        follower = _Follower(console=console, tracker=tracker)
        run = Run(
            tasks=tasks,
            layout=layout,
            recipe=recipe(
                encoding=backend.encoding if asker is not None else None,
                model=backend.identity or (asker.model if asker is not None else None),
                host=asker.host if asker is not None else None,
                extra_body=settings.extra_body,
            ),
            follower=follower,
            detail=detail if briefs else None,
            retry=retry_failed,
            fail_fast=fail_fast,
        )
        console.if_interrupted = "What is done is kept; the same command goes on from there."
        summary = run.through(
            LocalEngine(
                asker=asker,
                encoding=backend.encoding,
                slots=backend.concurrency,
                detail=run.detail,
                listener=follower.answered,
            )
        )
    console.if_interrupted = None
    _tell(console, summary, follower.seconds)
    if as_json:
        click.echo(json.dumps(_as_numbers(summary), ensure_ascii=False, indent=2))
    if summary.stopped is not None:
        raise _explained(summary)
    counts = summary.counts
    return ExitCode.OK if counts["complete"] == len(tasks) else ExitCode.PARTIAL


def _tasks(console: Console, named: Sequence[str], output: Path) -> Sequence[Task]:
    from summarizer.batch.inputs import Inputs  # noqa: PLC0415 - loaded when the options are right
    from summarizer.batch.plan import plan  # noqa: PLC0415 - as above

    if named.count("-") > 1:
        raise UsageError("Standard input can be read only once.", hint="Name - only once.")
    inputs = Inputs(named=named, stdin=sys.stdin.buffer.read() if "-" in named else b"", output=output)
    tasks = plan(inputs)
    if inputs.left_out:
        console.say(f"{inputs.left_out} files of other kinds are left out.")
    if not tasks:
        raise UsageError(
            "There are no reports in what was named.", hint="Name files or folders with reports."
        )
    return tasks


@dataclass(kw_only=True, slots=True)
class _Follower:
    """Tells reports done, their rate, tokens and the time left."""

    console: Console
    tracker: Tracker
    _todo: int = 0
    _done: int = 0
    _failed: int = 0
    _tokens: int = 0
    _calls: int = 0
    _began: float = field(default_factory=time.monotonic)
    _told: float = float("-inf")

    @property
    def seconds(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._began

    def started(self, *, kept: int, todo: int) -> None:
        self._todo = todo
        self._began = time.monotonic()
        self._told = 0.0
        if kept:
            self.console.say(f"{kept} reports are done already, {todo} to do.")

    def answered(self, answers: tuple[Answer, ...]) -> None:
        fresh = [answer.usage for answer in answers if not answer.from_cache]
        self._calls += len(fresh)
        self._tokens += sum(usage.prompt_tokens + usage.completion_tokens for usage in fresh)
        if self.console.live:
            self._update("")

    def done(self, entry: Entry) -> None:
        from summarizer.batch.naming import printable  # noqa: PLC0415 - known once the batch runs

        self._done += 1
        if entry.status != "complete":
            self._failed += 1
            self.console.warn(f"{printable(entry.id)}: {entry.status}: {entry.reason}")
        if self.console.live or self._done == self._todo or self.seconds - self._told > _SECONDS_A_LINE:
            self._told = self.seconds
            self._update(printable(entry.id))

    def _update(self, name: str) -> None:
        seconds = self.seconds
        told = [name] if name and not self.console.live else []
        if self._done:
            told.append(f"{60 * self._done / seconds:.3g} a minute")
        told.append(f"{self._calls} calls, {self._tokens} tokens")
        if self._failed:
            told.append(f"{self._failed} not complete")
        if 0 < self._done < self._todo:
            told.append(f"about {_span(seconds / self._done * (self._todo - self._done))} left")
        self.tracker.update(done=self._done, total=self._todo, note=" · ".join(told))


def _span(seconds: float) -> str:
    """Say a time as people do."""
    if seconds < 90:  # noqa: PLR2004 - a minute and a half
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004 - same


def _tell(console: Console, summary: Summary, seconds: float) -> None:
    """Say what became of the batch, failures first."""
    for status in ("failed", "partial"):
        entries = summary.of_status(status)
        for entry in entries[:_MOST_TOLD]:
            console.warn(f"{status}: {entry.id} ({entry.path}): {entry.reason}")
        if len(entries) > _MOST_TOLD:
            console.warn(f"{status}: {len(entries) - _MOST_TOLD} more, all in manifest.jsonl")
    told = ", ".join(f"{count} {status}" for status, count in summary.counts.items() if count)
    usage = summary.usage
    console.say(
        f"{told}; {summary.done} done in this run in {_span(seconds)}: {usage.calls} calls"
        f" ({usage.cached_calls} from the cache), {usage.prompt_tokens + usage.completion_tokens} tokens."
    )


def _as_numbers(summary: Summary) -> dict[str, object]:
    return {
        "counts": summary.counts,
        "done": summary.done,
        "usage": summary.usage.model_dump(),
        "not_complete": [
            {"id": entry.id, "status": entry.status, "reason": entry.reason}
            for entry in summary.entries
            if entry.status != "complete"
        ],
    }


def _explained(summary: Summary) -> SummarizerError:
    """Return the error that ended the run, with what to do about the rest."""
    error = summary.stopped
    if error is None:
        raise TypeError("the run was not stopped")
    left = f"{summary.pending} reports are left; when this is mended, the same command goes on with them."
    error.hint = f"{error.hint} {left}" if error.hint else left
    return error
