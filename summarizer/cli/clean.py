"""``summarizer clean``: a report as it is read, and what was repaired."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import asdict
from itertools import accumulate
from typing import TYPE_CHECKING

import click

from summarizer.cli.output import Destination
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from summarizer.cleaning import CleanText


@click.command("clean")
@click.argument("report")
@click.option(
    "--diff", "as_diff", is_flag=True, help="Every repair instead of the text: line:column, kind, change."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Text, repairs and page furniture, with source offsets."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write here instead of standard output, whole or not at all."
)
def command(*, report: str, as_diff: bool, as_json: bool, output: str | None) -> ExitCode:
    """Show REPORT (a file, or - for standard input) without damage and page furniture."""
    if as_diff and as_json:
        raise click.UsageError("--diff and --json are two forms of one result; the JSON holds every repair.")
    destination = Destination.of(output)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.cleaning import clean  # noqa: PLC0415 - loaded only when needed
    from summarizer.readers import read  # noqa: PLC0415 - loaded only when needed

    raw = read(report)
    for warning in raw.warnings:
        click.echo(warning, err=True)
    cleaned = clean(raw)
    destination.write(_json(cleaned) if as_json else _diff(cleaned) if as_diff else cleaned.text)
    return ExitCode.OK


def _diff(cleaned: CleanText) -> str:
    """Return the repairs, counted and then one by one with their places in the source."""
    counts = Counter(repair.kind for repair in cleaned.repairs)
    total = ", ".join(f"{kind} {count}" for kind, count in counts.most_common())
    line_starts = [0, *accumulate(len(line) for line in cleaned.source.splitlines(keepends=True))]
    lines = [f"{len(cleaned.repairs)} repairs" + (f": {total}" if total else "")]
    for repair in cleaned.repairs:
        line = bisect_right(line_starts, repair.start)
        column = repair.start - line_starts[line - 1] + 1
        lines.append(f"{line}:{column}\t{repair.kind}\t{_shown(repair.before)} → {_shown(repair.after)}")
    return "\n".join(lines)


def _shown(text: str) -> str:
    """Quote a piece so that spaces, line ends and invisible characters can be seen."""
    return '"' + "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text) + '"'


def _json(cleaned: CleanText) -> str:
    """Return everything that cleaning found."""
    return json.dumps(
        {
            "text": cleaned.text,
            "traditional": cleaned.traditional,
            "starts": list(cleaned.starts),
            "ends": list(cleaned.ends),
            "repairs": [asdict(repair) for repair in cleaned.repairs],
            "furniture": [asdict(piece) for piece in cleaned.furniture],
        },
        ensure_ascii=False,
    )
