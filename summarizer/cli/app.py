"""The command group, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.console import Console, LogLines, use_utf8
from summarizer.cli.lazy import LazyCommand, LazyGroup
from summarizer.errors import ExitCode, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

COMMANDS = {
    "brief": LazyCommand(
        target="summarizer.cli.brief:command", summary="Turn a report into a brief or a JSON record."
    ),
    "view": LazyCommand(
        target="summarizer.cli.view:command",
        summary="Make pages that show where everything in a brief comes from.",
    ),
    "batch": LazyCommand(
        target="summarizer.cli.batch:command", summary="Do many reports: records, a manifest and briefs."
    ),
    "compare": LazyCommand(
        target="summarizer.cli.compare:command",
        summary="Lay reports beside each other: the years of a body, or several bodies.",
    ),
    "export": LazyCommand(
        target="summarizer.cli.export:command",
        summary="Write records as tables: csv, xlsx, parquet, jsonl, duckdb, sqlite.",
    ),
    "schema": LazyCommand(
        target="summarizer.cli.schema:command", summary="Print the schema of a record or of the tables."
    ),
    "outline": LazyCommand(
        target="summarizer.cli.outline:command",
        summary="Show what rules find in a report, without a model.",
    ),
    "clean": LazyCommand(
        target="summarizer.cli.clean:command",
        summary="Show a report as it is after cleaning, or its repairs.",
    ),
    "eval": LazyCommand(
        target="summarizer.cli.eval:command", summary="Score reports against labels, and hold the gates."
    ),
    "label": LazyCommand(
        target="summarizer.cli.label:command", summary="Draft the labels of a report, by rules alone."
    ),
    "profile": LazyCommand(
        target="summarizer.cli.profile:command",
        summary="Make and check kinds of reports of your own.",
    ),
    "model": LazyCommand(
        target="summarizer.cli.model:command", summary="List, fetch, locate or remove embedded models."
    ),
    "cache": LazyCommand(
        target="summarizer.cli.cache:command", summary="List, prune, export or import the cache of answers."
    ),
    "completion": LazyCommand(
        target="summarizer.cli.completion:command",
        summary="Print the completion script of bash, zsh or fish.",
    ),
    "doctor": LazyCommand(
        target="summarizer.cli.doctor:command", summary="Check endpoint, model, cache and disk."
    ),
}

EPILOG = """\b
Exit codes:
  0    ok
  1    failed
  2    usage or configuration
  3    some documents or sections failed
  4    quality gate failed
  5    replay miss
  130  interrupted
\b
Where the model is:
  OPENAI_BASE_URL and OPENAI_API_KEY (or --base-url, --model) name an
  OpenAI-compatible endpoint; with neither, the embedded model serves.
"""


def _louder(ctx: click.Context, _parameter: click.Parameter, count: int) -> None:
    _console(ctx).verbosity += count


def _quieter(ctx: click.Context, _parameter: click.Parameter, count: int) -> None:
    _console(ctx).verbosity -= count


def _debug(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's order
    console = _console(ctx)
    console.debug = console.debug or value


def _console(ctx: click.Context) -> Console:
    return ctx.find_root().ensure_object(Console)


def shared_options() -> list[click.Option]:
    """Return the options that may stand before or after the name of a command."""
    common: dict[str, Any] = {"expose_value": False, "is_eager": True}
    quiet: dict[str, Any] = {"count": True, "callback": _quieter, "help": "Warnings and errors only."}
    verbose: dict[str, Any] = {"count": True, "callback": _louder, "help": "Say more while working."}
    debug: dict[str, Any] = {"is_flag": True, "callback": _debug, "help": "Show tracebacks."}
    return [
        click.Option(["-q", "--quiet"], **common, **quiet),
        click.Option(["-v", "--verbose"], **common, **verbose),
        click.Option(["--debug"], **common, **debug),
    ]


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    shared=shared_options,
    params=shared_options(),
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="report-summarizer", prog_name="summarizer")
def cli() -> None:
    """Brief summaries of Chinese work reports in which no number can be invented."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; ``sys.argv`` where no arguments are given."""
    use_utf8()
    signal.signal(signal.SIGTERM, _terminated)
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    console = Console(arguments=given)
    logger = logging.getLogger("summarizer")
    logger.handlers[:] = [LogLines(console)]
    logger.setLevel(logging.DEBUG)
    try:
        outcome: object = cli.main(
            args=list(given),
            prog_name="summarizer",
            standalone_mode=False,
            obj=console,
        )
    except click.exceptions.Abort:
        console.interrupted()
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE if isinstance(error, click.UsageError) else ExitCode.FAILED
    except SummarizerError as error:
        console.trace()
        console.error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence against a bare traceback
        console.trace()
        console.error(
            SummarizerError(
                f"{type(error).__name__}: {error}",
                hint="This should not happen. Run it again with --debug and report what it shows.",
            )
        )
        return ExitCode.FAILED
    return outcome if isinstance(outcome, int) else ExitCode.OK


def _terminated(number: int, _frame: FrameType | None) -> None:
    """Leave through the ``finally`` blocks on SIGTERM too, so that engine and temporary files go as well."""
    sys.exit(128 + number)
