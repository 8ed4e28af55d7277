"""The commands of ``summarizer eval`` that work on verdicts and labels and make no report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.eval_set import SetOptions, baseline_path, set_options
from summarizer.cli.options import console_of
from summarizer.cli.output import Destination
from summarizer.errors import ExitCode, GoldError, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.evaluation.gold import Labels

_EVALS = Path("evals")
_path = click.Path(path_type=Path)


@click.command("compare")
@click.argument("before", type=_path)
@click.argument("after", type=_path)
@click.option("--split", default="all", show_default=True, metavar="NAME", help="Only this part of the set.")
@click.option("--intersection", is_flag=True, help="Leave out what is not the same in both.")
@click.option("-o", "--output", metavar="FILE", help="Write here instead of standard output.")
def compare_command(
    *, before: Path, after: Path, split: str, intersection: bool, output: str | None
) -> ExitCode:
    """Compare two verdicts over the same reports, report by report.

    Shown are every score in both, the change, in how many of 100 samples of the reports it goes that way, and
    what newly fails or is newly right.
    """
    from summarizer.evaluation.comparing import compare_verdicts  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.markdown import comparison_to_markdown  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.verdict import read_verdict  # noqa: PLC0415 - loaded only when needed

    destination = Destination.of(output)
    changes = compare_verdicts(
        read_verdict(before), read_verdict(after), scope=split, intersection=intersection
    )
    destination.write(comparison_to_markdown(changes))
    return ExitCode.OK


@click.command("bless")
@click.pass_context
@click.argument("verdict", type=_path)
@click.option("--reason", required=True, metavar="TEXT", help="Why these scores are right from now on.")
@click.option("--title", default="", metavar="TEXT", help="What the set is called in tables.")
@click.option(
    "--to", "place", type=_path, metavar="FILE", help="The baseline.  [default: evals/baselines/MODEL.json]"
)
def bless_command(
    ctx: click.Context, *, verdict: Path, reason: str, title: str, place: Path | None
) -> ExitCode:
    """Make VERDICT the baseline that later runs are compared with.

    Nothing else changes a baseline. A verdict with a broken invariant or recording is refused.
    """
    from summarizer.evaluation.verdict import Blessing, read_verdict, to_json  # noqa: PLC0415 - loaded only when needed

    blessed = read_verdict(verdict)
    if not reason.strip():
        raise UsageError(
            "A baseline needs a reason.", hint="Say with --reason what has become better, or why not."
        )
    if not blessed.gates:
        raise GoldError(
            f"No gates were held for {verdict}, so nobody knows that it holds what has to hold always.",
            hint="Make it again without --no-gates; name the gates of another set with --gates FILE.",
        )
    broken = [gate for gate in blessed.failed if gate.kind in {"invariant", "recording"}]
    if broken:
        raise GoldError(
            f"{verdict} does not hold what has to hold always: {broken[0].message}",
            hint="Mend that first; a baseline is what later runs are trusted by.",
        )
    place = place or baseline_path(_EVALS / "baselines", blessed)
    today = datetime.now(UTC).date().isoformat()
    blessing = Blessing(reason=reason.strip(), title=title or blessed.gold.name, on=today)
    bare = [
        each.model_copy(
            update={"faults": [fault.model_copy(update={"message": ""}) for fault in each.faults]}
        )
        for each in blessed.documents
    ]
    kept = blessed.model_copy(
        update={"blessing": blessing, "documents": bare, "gates": [], "outcome": "skipped"}
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    Destination.of(str(place)).write(to_json(kept))
    console_of(ctx).say(f"The baseline is {place}.")
    return ExitCode.OK


@click.command("check")
@click.pass_context
@set_options
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def check_command(ctx: click.Context, *, chosen: SetOptions, as_json: bool) -> ExitCode:
    """Say what is wrong with label files: their format, and labels that are not in the report."""
    from summarizer.evaluation.gold import label_files, parse  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.validation import format_problems  # noqa: PLC0415 - loaded only when needed

    files = label_files(chosen.gold)
    if not files:
        raise GoldError(f"There are no label files (*.json) in {chosen.gold}.", hint="Name them with --gold.")
    found: dict[str, list[str]] = {}
    for file in files:
        if chosen.split and file.resolve().parent.name not in chosen.split:
            continue
        if chosen.only and file.stem not in chosen.only:
            continue
        wrong = format_problems(file.read_bytes())
        found[str(file)] = wrong or _content_problems(parse(file), file, chosen)
    problems = sum(map(len, found.values()))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for name, wrong in found.items():
            click.echo(f"{name}: {'ok' if not wrong else ''}".rstrip())
            for problem in wrong:
                click.echo(f"  {problem}")
    console_of(ctx).say(f"{len(found)} label files, {problems} problems.")
    return ExitCode.FAILED if problems else ExitCode.OK


@click.command("table")
@click.option(
    "--baselines",
    type=_path,
    default=_EVALS / "baselines",
    show_default=True,
    metavar="DIR",
    help="The verdicts.",
)
@click.option(
    "--peers",
    type=_path,
    default=_EVALS / "peers.json",
    show_default=True,
    metavar="FILE",
    help="Other tools.",
)
@click.option(
    "--into", type=_path, metavar="FILE", help="Replace the table in this page instead of showing it."
)
def table_command(*, baselines: Path, peers: Path, into: Path | None) -> ExitCode:
    """Write the blessed scores, and those recorded of other tools, as a Markdown table."""
    from summarizer.evaluation.table import load_peers, put_into, score_table  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.verdict import read_verdict  # noqa: PLC0415 - loaded only when needed

    verdicts = [read_verdict(file) for file in sorted(baselines.glob("*.json"))]
    if not verdicts:
        raise GoldError(
            f"There are no baselines in {baselines}.", hint="Make one with `summarizer eval bless`."
        )
    table = score_table(verdicts, load_peers(peers) if peers.is_file() else None)
    if into is None:
        Destination.of(None).write(table)
    else:
        Destination.of(str(into)).write(put_into(_page(into), table))
    return ExitCode.OK


def _page(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}.") from error


def _content_problems(labels: Labels, file: Path, chosen: SetOptions) -> list[str]:
    from summarizer.cleaning import clean  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.gold import source_of  # noqa: PLC0415 - loaded only when needed
    from summarizer.evaluation.validation import content_problems  # noqa: PLC0415 - loaded only when needed
    from summarizer.readers import read  # noqa: PLC0415 - loaded only when needed

    try:
        report = clean(read(source_of(file, labels.source, chosen.gold, chosen.reports)))
    except SummarizerError as error:
        return [error.message]
    return content_problems(labels, report.text)
