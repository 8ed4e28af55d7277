"""``summarizer compare``: reports beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.options import console_of, endpoint_options, settings_for
from summarizer.cli.output import Destination
from summarizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from summarizer.cli.console import Console
    from summarizer.schemas import Comparison

Format = Literal["markdown", "html", "json", "csv"]
_FEWEST = 2
_NO_CHARTS = "Install it with the extra 'charts': pip install 'report-summarizer[charts]'."


@click.command("compare")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option(
    "-o", "--output", metavar="FILE", help="Write here instead of standard output, whole or not at all."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "json", "csv"]),
    default="markdown",
    show_default=True,
    help="Tables to read, a page, the record, or a table for spreadsheets.",
)
@click.option(
    "--charts",
    metavar="DIR",
    help="Draw indicators with three years or more as SVG files in this directory (extra 'charts').",
)
@endpoint_options
@click.option("--no-cache", is_flag=True, help="Ask again, and keep no answers.")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option, as click has it
    ctx: click.Context,
    *,
    reports: tuple[str, ...],
    output: str | None,
    form: Format,
    charts: str | None,
    base_url: str | None,
    model: str | None,
    no_cache: bool,
) -> ExitCode:
    """Lay two or more reports beside each other.

    REPORT is a report file, a record that 'summarizer brief --format json' wrote, or a JSONL file of records.
    Reports of one body: the same indicators over the years, growth as claimed and as worked out, and what
    came of the targets. Reports of several bodies: a column each. Rules pair what is the same; the model
    settles what they doubt, and what stays in doubt is listed.
    """
    console = console_of(ctx)
    destination = Destination.of(output)
    directory = _directory(charts)
    settings = settings_for(console, base_url=base_url, model=model, cache=False if no_cache else None)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.cli.reports import reports as gathered  # noqa: PLC0415 - see above
    from summarizer.cli.wiring import Backend  # noqa: PLC0415 - see above
    from summarizer.comparing import compare  # noqa: PLC0415 - see above

    with Backend(settings=settings, console=console) as backend, console.progress("reports") as tracker:
        asker = backend.asker()
        found = gathered(reports, asker, backend, tracker)
        if len(found) < _FEWEST:
            raise UsageError(
                "There is only one report to compare.",
                hint="Name another report, a record, or a JSONL file of records.",
            )
        made = compare(found, asker, encoding=backend.encoding)
    pictures = _draw(made, directory, console) if directory is not None else {}
    destination.write(_rendered(made, form, pictures, destination, console))
    _sum_up(console, made)
    partial = bool(made.failures) or any(
        notice.code == "section-failed" for report in found for notice in report.warnings
    )
    return ExitCode.PARTIAL if partial else ExitCode.OK


def _directory(charts: str | None) -> Path | None:
    """Read the option and refuse at once what could not be drawn or written later."""
    if charts is None:
        return None
    path = Path(charts)
    if path.exists() and not path.is_dir():
        raise UsageError(f"{charts} is no directory.", hint="Name a directory for the charts.")
    from summarizer.rendering.comparison import has_charts  # noqa: PLC0415 - only for this option

    if not has_charts():
        raise UsageError("Charts need the library pygal, which is not installed.", hint=_NO_CHARTS)
    return path


def _draw(made: Comparison, directory: Path, console: Console) -> dict[str, Path]:
    """Write the charts, a file each."""
    from summarizer.rendering.comparison import charts  # noqa: PLC0415 - only for this option

    drawn = charts(made)
    directory.mkdir(parents=True, exist_ok=True)
    paths = {row: directory / f"{row}.svg" for row in drawn}
    for row, path in paths.items():
        Destination.of(str(path)).write(drawn[row])
    console.say(f"{len(drawn)} charts in {directory}.")
    return paths


def _rendered(
    made: Comparison, form: Format, pictures: dict[str, Path], destination: Destination, console: Console
) -> str:
    from summarizer.rendering import comparison, render_json  # noqa: PLC0415 - known once there is a comparison

    if form == "json":
        return render_json(made)
    if form == "csv":
        return comparison.render_comparison_csv(made)
    if form == "html":
        if not comparison.has_charts():
            console.detail(f"The page has no charts: pygal is not installed. {_NO_CHARTS}")
            return comparison.render_comparison_page(made)
        return comparison.render_comparison_page(made, comparison.charts(made))
    beside = destination.path.resolve().parent if destination.path is not None else Path.cwd()
    return comparison.render_comparison_markdown(
        made, {row: _address(path, beside) for row, path in pictures.items()}
    )


def _address(path: Path, beside: Path) -> str:
    """Say where a chart is, seen from the document."""
    from urllib.parse import quote  # noqa: PLC0415 - only for charts

    whole = path.resolve()
    return quote((whole.relative_to(beside) if whole.is_relative_to(beside) else whole).as_posix())


def _sum_up(console: Console, made: Comparison) -> None:
    contradictions = sum(claim.verdict == "contradicts" for claim in made.claims)
    console.say(
        f"{len(made.indicators)} indicators, {len(made.outcomes)} targets, {contradictions} contradictions, "
        f"{len(made.doubts)} pairs in doubt."
    )
    for failure in made.failures:
        console.warn(failure)
