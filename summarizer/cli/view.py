"""``summarizer view``: evidence pages from records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import console_of
from summarizer.cli.output import Destination
from summarizer.errors import ExitCode, OutputError, UsageError

if TYPE_CHECKING:
    from summarizer.rendering import Language


@click.command("view")
@click.argument("records", nargs=-1, required=True, metavar="RECORD...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help="Write the page here instead of standard output; for several records a folder, with an index.",
)
@click.option(
    "--source",
    metavar="FILE|FOLDER",
    help="The report itself, or the folder of the reports; otherwise they are looked for beside the record.",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language of the page; 'en' shows the translations that a record holds.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    records: tuple[str, ...],
    output: str | None,
    source: str | None,
    language: Language,
) -> ExitCode:
    """Make evidence pages of RECORDs (from `brief --format json`; .jsonl files and folders of them, too).

    A page shows the source with a mark on everything that was taken from it, and the brief beside it.
    It is one HTML file that needs no network.
    """
    # Imported here, so that `--help` does not wait for them.
    from summarizer.cli.pages import many_pages, one_page  # noqa: PLC0415 - see above
    from summarizer.cli.records import is_single  # noqa: PLC0415 - see above

    console = console_of(ctx)
    place = None if source is None else Path(source)
    if place is not None and not place.exists():
        raise UsageError(f"There is no file or folder {source}.", hint="Check the name after --source.")
    if len(records) == 1 and is_single(records[0]):
        destination = Destination.of(output)
        destination.write(one_page(records[0], place, language, console))
        return ExitCode.OK
    if place is not None and not place.is_dir():
        raise UsageError(
            f"--source {source} is one report, and these are several records.",
            hint="Name the folder of the reports.",
        )
    return many_pages(records, _folder(output), place, language, console)


def _folder(output: str | None) -> Path:
    """Return the folder for the pages, made where it is not there.

    Raises:
        UsageError: None was named, or it is a file.
        OutputError: It cannot be made.
    """
    if output is None or output == "-":
        raise UsageError("Several records make several pages.", hint="Name a folder for them with -o.")
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"The output {output} is a file, and these are several records.", hint="Name a folder."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {output} cannot be made: {error.strerror or error}.") from error
    return folder
