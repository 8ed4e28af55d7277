"""``summarizer batch``: from many reports to their records, a manifest and briefs."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import platformdirs

from summarizer.cli.options import answering_options, console_of, profile_of
from summarizer.cli.spending import estimate_of_batch
from summarizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.batch.plan import Task
    from summarizer.cli.console import Console
    from summarizer.cli.options import Answering
    from summarizer.config import Settings
    from summarizer.rendering import Detail, Language


@click.command("batch")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="DIRECTORY",
    required=True,
    help="Where reports.jsonl, manifest.jsonl and briefs go; made where it is not there. Also an address: s3://bucket/out.",
)
@click.option("--briefs", is_flag=True, help="Write a Markdown brief of every report as well.")
@click.option(
    "--detail",
    type=click.Choice(["short", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How detailed the briefs are.",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the briefs. For 'en' the model translates names and headlines, not quotations.",
)
@click.option(
    "--profile",
    "directories",
    type=click.Path(path_type=Path),
    metavar="DIR",
    multiple=True,
    help="A kind of report of your own (see `summarizer profile`); its schema.py is run. Of several, a"
    " list says in its column 'profile' which it is, by its id.",
)
@click.option("--retry-failed", is_flag=True, help="Do reports again that failed or are partial.")
@click.option("--fail-fast", is_flag=True, help="End at the first report that is not complete.")
@click.option("--watch", is_flag=True, help="Go on with reports that come or change, until interrupted.")
@click.option(
    "--requests",
    metavar="FILE",
    help="Ask nothing: write what is unanswered as OpenAI batch JSONL, for `vllm run-batch` or a provider.",
)
@click.option(
    "--batch-api",
    is_flag=True,
    help="Ask through the endpoint's Batch API (/v1/batches), which takes hours and costs less.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="Processes that do reports; by default one for each processor where there are 50 reports or more.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where reports are done: on this machine, or on all machines of a Ray cluster.",
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    help="Head of the Ray cluster; by default the one this machine belongs to, or one made for the run.",
)
@click.option(
    "--poll",
    type=click.FloatRange(min=0.01),
    metavar="SECONDS",
    help="Between two looks, with --watch (default: 2, at addresses 30) and --batch-api (default: 30).",
)
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
    language: Language,
    directories: tuple[Path, ...],
    retry_failed: bool,
    fail_fast: bool,
    watch: bool,
    requests: str | None,
    batch_api: bool,
    processes: int | None,
    engine: str,
    address: str | None,
    poll: float | None,
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
    _check(settings, answering, watch=watch, requests=requests, batch_api=batch_api)
    if language == "en":
        _check_for_english(settings, briefs=briefs, has_profile=bool(directories))
    on_ray = engine == "ray"
    if on_ray:
        _check_for_cluster(settings, answering, is_deferred=requests is not None or batch_api)
    elif address is not None:
        raise UsageError("--address needs --engine ray.")

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.batch.outputs import opened_output  # noqa: PLC0415 - see above
    from summarizer.batch.wanted import Wanted  # noqa: PLC0415 - see above
    from summarizer.batch.watching import poll_seconds  # noqa: PLC0415 - see above
    from summarizer.cli.batch_telling import Follower, as_numbers, explained, tell  # noqa: PLC0415 - see above
    from summarizer.cli.batch_work import Work  # noqa: PLC0415 - see above
    from summarizer.cli.batch_worker import SWITCH_SECONDS  # noqa: PLC0415 - see above

    wanted = Wanted(
        detail=detail if briefs else None,
        language=language,
        profiles=tuple(map(profile_of, directories)),
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    named = _Named(console=console, inputs=inputs, output=output)
    tasks = named.tasks(may_be_none=watch)
    if answering.dry_run:
        with answering.backend(settings, console) as backend:
            click.echo(estimate_of_batch(tasks, backend, wanted, as_json=as_json))
        return ExitCode.OK
    state = platformdirs.user_state_path("summarizer", appauthor=False)
    with (
        opened_output(output, state=state) as (layout, mirror),
        answering.backend(settings, console) as backend,
        console.progress("reports") as tracker,
    ):
        follower = Follower(console=console, tracker=tracker)
        work = Work(
            console=console,
            settings=settings,
            backend=backend,
            layout=layout,
            mirror=mirror,
            follower=follower,
            wanted=wanted,
            retry=retry_failed,
            fail_fast=fail_fast,
            processes=processes,
            poll=poll,
            on_ray=on_ray,
            address=address,
        )
        console.if_interrupted = "What is done is kept; the same command goes on from there."
        if watch:
            work.watch(lambda: named.tasks(may_be_none=True, is_again=True), poll=poll_seconds(inputs))
        if requests is not None:
            summary = work.into_files(tasks, Path(requests))
        elif batch_api:
            summary = work.through_batches(tasks)
        else:
            summary = work.once(tasks, backend.asker())
    console.if_interrupted = None
    tell(console, summary, follower)
    if as_json:
        click.echo(json.dumps(as_numbers(summary, follower), ensure_ascii=False, indent=2))
    if summary.stopped is not None:
        raise explained(summary)
    counts = summary.counts
    done = counts["complete"] + (counts["pending"] if requests is not None else 0)
    return ExitCode.OK if done == len(tasks) else ExitCode.PARTIAL


def _check(
    settings: Settings, answering: Answering, *, watch: bool, requests: str | None, batch_api: bool
) -> None:
    """Refuse options that do not go together."""
    if watch + (requests is not None) + batch_api > 1:
        raise UsageError("--watch, --requests and --batch-api exclude each other.", hint="Choose one.")
    if requests is None and not batch_api:
        return
    if settings.backend != "endpoint" or settings.model is None:
        raise UsageError(
            "--requests and --batch-api need to know whose answers are awaited.",
            hint="Name the endpoint and the model with --base-url and --model.",
        )
    if not settings.cache or answering.record or answering.replay:
        raise UsageError(
            "Answers that come later go into the cache, not into a recording.",
            hint="Leave out --no-cache, --record and --replay.",
        )


def _check_for_english(settings: Settings, *, briefs: bool, has_profile: bool) -> None:
    """Refuse what cannot be had in English."""
    if not briefs:
        raise UsageError("--language is that of the briefs.", hint="Add --briefs.")
    if settings.backend == "rules":
        raise UsageError(
            "--language en needs a model to translate names and headlines, and --model none is none.",
            hint="Name a model or an endpoint, or leave out --language en.",
        )
    if has_profile:
        raise UsageError("--language en knows the built-in kind of report only; leave out --profile or it.")


def _check_for_cluster(settings: Settings, answering: Answering, *, is_deferred: bool) -> None:
    """Refuse what several machines cannot do together."""
    if settings.backend == "embedded":
        raise UsageError(
            "The embedded model answers on one machine only.",
            hint="Serve a model for the cluster and name it with --base-url and --model.",
        )
    if is_deferred or answering.record or answering.replay:
        raise UsageError(
            "--requests, --batch-api, --record and --replay are for one machine.",
            hint="Leave out --engine ray.",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """What the command line names."""

    console: Console
    inputs: Sequence[str]
    output: str

    def tasks(self, *, may_be_none: bool = False, is_again: bool = False) -> Sequence[Task]:
        """Return the reports there are now."""
        from summarizer.batch.inputs import Inputs  # noqa: PLC0415 - loaded when the options are right
        from summarizer.batch.plan import plan  # noqa: PLC0415 - as above

        if self.inputs.count("-") > 1:
            raise UsageError("Standard input can be read only once.", hint="Name - only once.")
        listed = sys.stdin.buffer.read() if "-" in self.inputs and not is_again else b""
        inputs = Inputs(named=self.inputs, stdin=listed, output=self.output, may_be_empty=may_be_none)
        tasks = plan(inputs)
        if inputs.left_out and not is_again:
            self.console.say(f"{inputs.left_out} files of other kinds are left out.")
        if not tasks and not may_be_none:
            raise UsageError(
                "There are no reports in what was named.", hint="Name files or folders with reports."
            )
        return tasks
