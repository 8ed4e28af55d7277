"""Small records to compare: a body, a year, and figures in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.comparing.views import Column, columns
from summarizer.schemas import Figure, Meta, Report, Section
from tests.support import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.comparing.views import Seen


def report(year: str, *figures: Figure, body: str = "云陂县人民政府", plan: str | None = None) -> Report:
    """A record of a year with these figures; its plan is for the year after."""
    nothing: dict[str, str | None] = dict.fromkeys(Meta.model_fields)
    following = str(int(year[:4]) + 1) if len(year) == 4 else year[:4] + "-H2"
    meta = nothing | {
        "title": f"{body}{year}年工作总结",
        "issuer": body,
        "period": year,
        "plan_period": plan or following,
    }
    heading = Section(id="S1", heading="一、工作回顾", level=1, kind="review", start=0, end=10)
    source = f"{body}{year}"
    return records.empty(
        meta=Meta.model_validate(meta),
        sections=[heading],
        figures=list(figures),
        provenance=records.PROVENANCE.model_copy(update={"source_name": source, "source_sha256": source}),
    )


def actual(identity: str, name: str, value: str | None, unit: str | None = None, **more: object) -> Figure:
    """A figure that was reached in 2023 if nothing else is said."""
    quote = str(more.pop("quote", f"{name}{value or ''}{unit or ''}"))
    return records.figure(identity, name, quote, value, unit=unit, section="S1", **more)


def target(identity: str, name: str, value: str | None, unit: str | None = None, **more: object) -> Figure:
    """A figure aimed at, for 2024 if nothing else is said."""
    return actual(identity, name, value, unit, **{"status": "target", "period": "2024", **more})


def column(made: Report) -> Column:
    """A report as comparisons look at it."""
    return columns([made])[0]


def seen(*figures: Figure, year: str = "2023") -> tuple[Seen, ...]:
    """Figures of one report as comparisons look at them."""
    return column(report(year, *figures)).figures


def names(pairs: Iterable[tuple[Seen, Seen]]) -> list[tuple[str, str]]:
    """Say pairs by their names."""
    return [(one.record.figure.name, other.record.figure.name) for one, other in pairs]
