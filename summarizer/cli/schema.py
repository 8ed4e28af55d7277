"""``summarizer schema``: the published shapes of what this program writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.output import Destination
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

Shape = Literal["report", "comparison", "tables"]


@click.command("schema")
@click.argument("shape", type=click.Choice(["report", "comparison", "tables"]))
@click.option("-o", "--output", metavar="FILE", help="Write here instead of standard output.")
def command(*, shape: Shape, output: str | None) -> ExitCode:
    """Print the JSON Schema of a report or a comparison, or the columns of the exported tables."""
    makers: dict[Shape, Callable[[], object]] = {
        "report": _report,
        "comparison": _comparison,
        "tables": _tables,
    }
    Destination.of(output).write(json.dumps(makers[shape](), ensure_ascii=False, indent=2))
    return ExitCode.OK


def _report() -> object:
    from summarizer.schemas import Report  # noqa: PLC0415 - not needed for --help

    return Report.model_json_schema(mode="serialization")


def _comparison() -> object:
    from summarizer.schemas import Comparison  # noqa: PLC0415 - not needed for --help

    return Comparison.model_json_schema(mode="serialization")


def _tables() -> object:
    from summarizer.exporting import TABLES  # noqa: PLC0415 - not needed for --help

    return {
        table.name: {
            "meaning": table.meaning,
            "columns": [
                {"name": column.name, "kind": column.kind, "meaning": column.meaning}
                for column in table.columns
            ],
        }
        for table in TABLES
    }
