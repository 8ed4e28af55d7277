"""``summarizer eval``: labelled reports, scores and gates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.eval_baselines import bless_command, check_command, compare_command, table_command
from summarizer.cli.eval_set import (
    Projections,
    SetOptions,
    apart,
    finish,
    outcome_options,
    recording_path,
    set_options,
)
from summarizer.cli.options import console_of, endpoint_options, settings_for
from summarizer.cli.output import Destination
from summarizer.errors import ExitCode, ReplayMissError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.cli.console import Console, Tracker
    from summarizer.cli.wiring import Backend
    from summarizer.config import Settings
    from summarizer.evaluation.gold import GoldSet
    from summarizer.evaluation.runs import Run
    from summarizer.evaluation.verdict import GateResult
    from summarizer.events import Event

RECORD_AGAIN = "summarizer eval record"


@click.group("eval")
def command() -> None:
    """Score reports against labels made by hand, and hold the scores to gates."""


@command.command("run")
@click.pass_context
@set_options
@click.option("--replay", is_flag=True, help="Answer from the recordings beside the set; start no model.")
@click.option(
    "--repeat", type=click.IntRange(min=1), default=1, show_default=True, help="Make every report so often."
)
@click.option("--runs", metavar="FILE", help="Write the reports made, as JSON Lines that `eval score` reads.")
@click.option("--no-cache", is_flag=True, help="Ask again, and keep no answers.")
@endpoint_options
@outcome_options
def run_command(  # noqa: PLR0913 - the options of a command
    ctx: click.Context,
    *,
    chosen: SetOptions,
    projections: Projections,
    replay: bool,
    repeat: int,
    runs: str | None,
    no_cache: bool,
    base_url: str | None,
    model: str | None,
) -> ExitCode:
    """Make the reports of a labelled set and score them.

    Exit code 4: a gate does not hold. 5: a recording is missing, stale or no longer used.
    """
    console = console_of(ctx)
    destination = Destination.of(runs) if runs else None
    flags = {"base_url": base_url, "model": model, "cache": False if no_cache else None}
    settings = settings_for(console, offline=replay, **flags)
    if replay and settings.backend == "rules":
        raise UsageError("--model none asks nothing, so there is nothing to replay.")
    gold = chosen.load()
    recordings = chosen.recordings if replay else None
    made, gates = _make(gold, settings, console, recordings=recordings, repeats=repeat, whole=not chosen.only)
    if destination is not None:
        from summarizer.evaluation.runs import lines  # noqa: PLC0415 - loaded only when needed

        destination.write(lines(made))
    return finish(console, chosen, projections, gold, made, replayed=replay, further=gates)


@command.command("score")
@click.pass_context
@click.argument("runs", type=click.Path(path_type=Path))
@set_options
@outcome_options
def score_command(
    ctx: click.Context, *, runs: Path, chosen: SetOptions, projections: Projections
) -> ExitCode:
    """Score reports that were made before: RUNS is JSON Lines of `eval run --runs`, or of records.

    No model is asked. Records are known by the digest of the file they were made from.
    """
    from summarizer.evaluation.generating import source_sha256  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.runs import read_runs  # noqa: PLC0415 - loaded only when needed

    gold = chosen.load()
    made = read_runs(runs, {source_sha256(each): each.id for each in gold.documents})
    return finish(console_of(ctx), chosen, projections, gold, made, replayed=False)


@command.command("record")
@click.pass_context
@set_options
@endpoint_options
def record_command(
    ctx: click.Context, *, chosen: SetOptions, base_url: str | None, model: str | None
) -> ExitCode:
    """Record the answers of a model for a labelled set, so that `eval run --replay` needs none.

    One file per split. What was answered is in the cache: an interrupted recording goes on from there.
    """
    from summarizer.cli.wiring import Backend  # noqa: PLC0415 - loaded only when needed

    console = console_of(ctx)
    settings = settings_for(console, base_url=base_url, model=model)
    if settings.backend == "rules":
        raise UsageError("--model none asks nothing, so there is nothing to record.")
    gold = chosen.load()
    if chosen.only:
        raise UsageError("A recording is of whole splits.", hint="Choose them with --split.")
    failed = False
    for split, part in apart(gold):
        path = recording_path(chosen.recordings, settings, split)
        path.parent.mkdir(parents=True, exist_ok=True)
        with Backend(settings=settings, console=console, record=path, record_alone=True) as backend:
            made = list(_generate(part, backend, console, title=f"recording {split}"))
        for run in made:
            if run.failure is not None:
                failed = True
                console.warn(f"{run.document}: {run.failure.message}")
        calls = sum(run.calls.calls for run in made)
        console.say(f"{calls} answers of {len(made)} reports are in {path}.")
    return ExitCode.PARTIAL if failed else ExitCode.OK


def _make(  # noqa: PLR0913 - the options of the command, as they are needed
    gold: GoldSet,
    settings: Settings,
    console: Console,
    *,
    recordings: Path | None,
    repeats: int,
    whole: bool,
) -> tuple[list[Run], list[GateResult]]:
    """Make the reports, split by split, and say what is to be said of the recordings."""
    from summarizer.cli.wiring import Backend  # noqa: PLC0415 - loaded only when needed

    made: list[Run] = []
    gates: list[GateResult] = []
    for split, part in apart(gold):
        path = None if recordings is None else recording_path(recordings, settings, split)
        if path is not None and not path.is_file():
            raise ReplayMissError(
                f"There is no recording {path}.", hint=f"Make it: {RECORD_AGAIN} --split {split}"
            )
        with Backend(settings=settings, console=console, replay=path) as backend:
            runs = list(_generate(part, backend, console, title=split, repeats=repeats))
            if path is not None:
                gates.append(_of_recording(path, split, runs, backend, whole=whole))
        made += runs
    return made, gates


def _generate(
    gold: GoldSet, backend: Backend, console: Console, *, title: str, repeats: int = 1
) -> Iterator[Run]:
    from summarizer.evaluation.generating import generate, priced  # noqa: PLC0415 - loaded only when needed

    total, tokens = len(gold.documents) * repeats, 0
    live = backend.replay is None and backend.settings.backend != "rules"
    with console.progress(title) as tracker:
        follower = _Follower(tracker=tracker, total=total)
        runs = generate(
            gold.documents,
            backend.asker(),
            repeats=repeats,
            concurrency=backend.concurrency,
            encoding=backend.encoding,
            listener=follower if live else None,
        )
        if backend.settings.cache and live:
            console.if_interrupted = "What was answered is in the cache; the same command goes on from there."
        for done, run in enumerate(runs, start=1):
            tokens += run.calls.prompt_tokens + run.calls.completion_tokens
            calls = run.calls
            asked = f" · {calls.calls} calls ({calls.kept} kept), {tokens} tokens" if calls.calls else ""
            failed = f" · {run.failure.kind}" if run.failure is not None else ""
            tracker.update(done=done, total=total, note=f"{run.document}{asked}{failed}")
            follower.done = done
            yield priced(run, backend.settings.prices)
    console.if_interrupted = None


@dataclass(kw_only=True, slots=True)
class _Follower:
    """Tells the sections of the report under way: with a small model one report takes minutes."""

    tracker: Tracker
    total: int
    done: int = 0
    _sections: int = 0
    _answered: int = 0

    def __call__(self, event: Event) -> None:
        from summarizer.events import ChunkDone, ChunkFailed, Started  # noqa: PLC0415 - loaded once reports are made

        if isinstance(event, Started):
            self._sections, self._answered = event.chunks, 0
        elif isinstance(event, ChunkDone | ChunkFailed):
            self._answered += 1
            note = f"section {self._answered} of {self._sections}: {event.label}"
            self.tracker.update(done=self.done, total=self.total, note=note)


def _of_recording(
    path: Path, split: str, runs: Sequence[Run], backend: Backend, *, whole: bool
) -> GateResult:
    """Say whether the recording holds just what was asked."""
    from summarizer.evaluation.verdict import GateResult  # noqa: PLC0415 - loaded only when needed
    from summarizer.recording import Replay  # noqa: PLC0415 - loaded only when needed

    mend = f"Make it again: {RECORD_AGAIN} --split {split}"
    missed = [run for run in runs if run.failure is not None and run.failure.kind == "replay-miss"]
    if missed:
        first = missed[0].failure
        told = f"{len(missed)} of {len(runs)} reports ask what is not recorded. "
        told += f"{missed[0].document}: {first.message if first else ''} {mend}"
        return GateResult(kind="recording", name=path.name, outcome="failed", message=told)
    asker = backend.asker()
    unused = asker.unused() if whole and isinstance(asker, Replay) else []
    if unused:
        told = (
            f"{len(unused)} recorded answers are not asked for, the first for 「{unused[0].label}」. {mend}"
        )
        return GateResult(kind="recording", name=path.name, outcome="failed", message=told)
    calls = sum(run.calls.calls for run in runs)
    told = f"{calls} answers came from {path.name}{'' if whole else ', of which a part was asked'}."
    return GateResult(kind="recording", name=path.name, outcome="passed", message=told)


for _each in (compare_command, bless_command, check_command, table_command):
    command.add_command(_each)
