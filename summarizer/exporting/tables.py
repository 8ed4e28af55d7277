"""The tables and their columns: stable names, in a stable order, each with its type and its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["text", "integer", "number", "date"]
"""``number`` is a double; the digits as written stand beside every one."""
Cell = str | int | float | date | None
Row = dict[str, Cell]
"""Cells by column, all columns of the table in their order."""
EXTRA: Final = "extra_"
"""Begins the names of columns that travel along from a batch's list of inputs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def with_extra(self, names: Iterable[str]) -> Table:
        """Return the table with text columns for what travels along."""
        extra = tuple(
            Column(name=f"{EXTRA}{name}", kind="text", meaning="Travels along from the list of inputs.")
            for name in names
        )
        return Table(name=self.name, meaning=self.meaning, columns=(*self.columns, *extra))


def _columns(*told: tuple[str, Kind, str]) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=kind, meaning=meaning) for name, kind, meaning in told)


_REPORT: Final = ("report_id", "text", "The report; the first part of every id.")
_PLACE: Final = _columns(
    ("quote", "text", "The passage in the source's own characters."),
    ("start", "integer", "Where it begins in the decoded source, in characters from 0."),
    ("end", "integer", "Where it ends: source[start:end] is quote."),
)
_SECTION: Final = _columns(
    ("section_id", "text", "Id of the innermost section, empty before the first heading."),
    ("section", "text", "Its heading behind those it stands under."),
)

REPORTS: Final = Table(
    name="reports",
    meaning="One row a report.",
    columns=_columns(
        _REPORT,
        ("source_name", "text", "Name of the file."),
        ("source_sha256", "text", "Of its bytes."),
        ("title", "text", "Title as the report gives it."),
        ("issuer", "text", "The body that reports."),
        ("index_number", "text", "Number in the body's index of documents."),
        ("document_number", "text", "Number of the document."),
        ("written_on", "date", "Date under the report."),
        ("published_on", "date", "Date of publication."),
        ("period", "text", "What it reports on, as in figures.period."),
        ("period_start", "date", "First day of that."),
        ("period_end", "date", "Last day of that."),
        ("plan_period", "text", "What it plans for."),
        ("plan_start", "date", "First day of that."),
        ("plan_end", "date", "Last day of that."),
        ("overview", "text", "The summary; its numbers were inserted by code."),
        ("section_count", "integer", "Rows in sections."),
        ("figure_count", "integer", "Rows in figures."),
        ("point_count", "integer", "Rows in points."),
        ("document_count", "integer", "Rows in documents."),
        ("number_count", "integer", "Numbers in the source, of every class."),
        ("uncovered_count", "integer", "Of these, neither figures nor classified otherwise."),
        ("warnings", "text", "What the reader has to know, one a line."),
        ("model", "text", "Model that named and worded; empty for rules alone."),
        ("tool_version", "text", "Version of this program."),
        ("calls", "integer", "Requests answered."),
        ("prompt_tokens", "integer", "Tokens sent."),
        ("completion_tokens", "integer", "Tokens answered."),
    ),
)
FIGURES: Final = Table(
    name="figures",
    meaning="One row a quantity: a level with its change, or a change alone.",
    columns=(
        *_columns(
            _REPORT,
            ("figure_id", "text", "The report's id, a colon and the figure's own: F7."),
            ("name", "text", "What is measured."),
            ("value", "text", "Digits as written; a range as 1-2, a share as 1/4."),
            ("unit", "text", "Unit as written: 亿元."),
            ("value_low", "number", "The level in its base unit; of a range the lower end."),
            ("value_high", "number", "The upper end of a range; else the level again."),
            ("base_unit", "text", "The unit without its scale: 元 for 亿元."),
            ("qualifier", "text", "约, 近, 余, 超, 以上, 不低于, 不少于, 不超过, 以内, 累计, joined by /."),
            ("change_value", "text", "Digits of the change as written."),
            ("change_unit", "text", "Its unit as written: %, 个百分点, 家."),
            ("change_direction", "text", "up or down."),
            ("change", "number", "The change in its base unit; negative where it is down."),
            ("change_base_unit", "text", "Unit of that."),
            ("status", "text", "actual, target or forecast."),
            ("period", "text", "YYYY, YYYY-H1, YYYY-Q1, YYYY-MM, YYYY-MM/YYYY-MM or as of YYYY-MM."),
            ("period_start", "date", "First day of that; empty for as of."),
            ("period_end", "date", "Last day of that."),
        ),
        *_SECTION,
        *_columns(
            (
                "key_rank",
                "integer",
                "Place among the key figures of the brief, from 1; else empty.",
            ),
            ("named_by", "text", "rule or model."),
            ("flags", "text", "What is unsure, joined by a semicolon."),
            ("place_count", "integer", "How often the report says it."),
        ),
        *_PLACE,
    ),
)
POINTS: Final = Table(
    name="points",
    meaning="One row an enumerated point of the review, the plan or the problems.",
    columns=(
        *_columns(
            _REPORT,
            ("point_id", "text", "The report's id, a colon and the point's own: P3."),
            ("kind", "text", "achievement, action or problem."),
            ("headline", "text", "What was done, will be done, or is wrong."),
        ),
        *_SECTION,
        *_columns(
            ("figure_ids", "text", "Ids of the figures in the point, joined by a semicolon."),
            ("headed_by", "text", "rule or model."),
            ("flags", "text", "What is unsure, joined by a semicolon."),
        ),
        *_PLACE,
    ),
)
DOCUMENTS: Final = Table(
    name="documents",
    meaning="One row a 《title》 that the body issued, drafted, signed or completed.",
    columns=(
        *_columns(
            _REPORT,
            ("document_id", "text", "The report's id, a colon and the place in the record: D1."),
            ("title", "text", "Title without its marks."),
            ("act", "text", "The verb of the report."),
        ),
        *_PLACE,
    ),
)
SECTIONS: Final = Table(
    name="sections",
    meaning="One row a heading.",
    columns=_columns(
        _REPORT,
        ("section_id", "text", "The report's id, a colon and the section's own: S2."),
        ("heading", "text", "The heading's own words."),
        ("level", "integer", "Depth, from 1."),
        ("kind", "text", "preamble, review, plan, problems, requirements or targets."),
        ("path", "text", "The heading behind those it stands under."),
        ("start", "integer", "Where it begins in the decoded source, in characters from 0."),
        ("end", "integer", "Where what it governs ends."),
    ),
)
TABLES: Final = (REPORTS, FIGURES, POINTS, DOCUMENTS, SECTIONS)
"""All tables, in the order in which they are written."""
