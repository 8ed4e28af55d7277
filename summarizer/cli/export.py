"""``summarizer export``: records as tables for spreadsheets, data frames and databases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.options import console_of
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from summarizer.exporting import Format

TableName = Literal["reports", "figures", "points", "documents", "sections"]


@click.command("export")
@click.argument("records", nargs=-1, required=True, metavar="RECORDS...")
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "xlsx", "parquet", "jsonl", "duckdb", "sqlite"]),
    required=True,
    help="Format. csv, parquet and jsonl hold one table a file, the others all tables.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    required=True,
    help="The file; for several tables in a format that holds one a file, the folder for the files.",
)
@click.option(
    "--table",
    "only",
    type=click.Choice(["reports", "figures", "points", "documents", "sections"]),
    multiple=True,
    help="This table only; may be given again.  [default: all five]",
)
@click.pass_context
def command(
    ctx: click.Context, *, records: tuple[str, ...], form: Format, output: str, only: tuple[TableName, ...]
) -> ExitCode:
    """Write the tables of RECORDS: files of `brief --format json`, .jsonl files, folders of both, or a batch.

    A file of records or a batch may lie at an address, such as s3://bucket/out.

    Numbers stand twice: as the report writes them, and as numbers in their base unit (3.26亿元 is 326000000
    元). Ids are the same in every export of the same reports.
    """
    # Imported here, so that `--help` does not wait for them.
    from summarizer.cli.exported import read_all  # noqa: PLC0415 - see above
    from summarizer.cli.fetched import fetched  # noqa: PLC0415 - see above
    from summarizer.exporting import TABLES, opened, rows_of  # noqa: PLC0415 - see above
    from summarizer.exporting.tables import REPORTS  # noqa: PLC0415 - see above

    console = console_of(ctx)
    with fetched(records) as places:
        found = read_all(places, console)
        tables = [
            table.with_extra(found.extra) if table is REPORTS else table
            for table in TABLES
            if not only or table.name in only
        ]
        done = 0
        counts = dict.fromkeys((table.name for table in tables), 0)
        with opened(form, Path(output), tables) as sink:
            for named in found.reports():
                for table, rows in rows_of(named.report, named.id, named.extra).items():
                    sink.add(table, rows)
                    if table in counts:
                        counts[table] += len(rows)
                done += 1
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.say(f"{done} {'report' if done == 1 else 'reports'} exported: {told}.")
    return ExitCode.PARTIAL if found.damaged else ExitCode.OK
