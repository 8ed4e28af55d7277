"""``summarizer label``: a draft of labels by rules alone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from summarizer.cli.options import console_of
from summarizer.cli.output import STDOUT, Destination
from summarizer.errors import ExitCode


@click.command("label")
@click.pass_context
@click.argument("report")
@click.option(
    "-o", "--output", metavar="FILE", help="Write here instead of standard output, whole or not at all."
)
@click.option(
    "--id", "identity", metavar="ID", help="Id of the report in the set.  [default: the file's name]"
)
def command(ctx: click.Context, *, report: str, output: str | None, identity: str | None) -> ExitCode:
    """Write a draft of the labels of REPORT, as rules would set them, to be corrected by reading.

    No model is asked and no other file is opened. What rules miss is not in the draft: read the report, not
    the draft. `summarizer eval check` says what is still wrong.
    """
    destination = Destination.of(output)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.evaluation.drafting import draft, to_text  # noqa: PLC0415 - loaded only when needed
    from summarizer.pipeline import summarize  # noqa: PLC0415 - loaded only when needed
    from summarizer.readers import read  # noqa: PLC0415 - loaded only when needed

    made = summarize(read(report), None)
    source = report if report == STDOUT else _seen_from(Path(report), destination.path)
    labels = draft(made, identity or (Path(report).stem if report != STDOUT else "report"), source)
    destination.write(to_text(labels))
    figures, points = (
        len(labels["figures"]),
        sum(len(labels[each]) for each in ("achievements", "actions", "problems")),
    )
    console_of(ctx).say(f"A draft of {figures} figures and {points} points, by rules: now read the report.")
    return ExitCode.OK


def _seen_from(report: Path, labels: Path | None) -> str:
    """Return the report's path as the label file names it: from the directory of the labels."""
    if labels is None:
        return report.name
    return Path(os.path.relpath(report.resolve(), labels.resolve().parent)).as_posix()
