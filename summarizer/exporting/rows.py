"""A record as rows of the five tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.exporting import tables
from summarizer.exporting.measuring import day, days, measure, signed
from summarizer.rendering.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.exporting.tables import Row
    from summarizer.schemas import Evidence, Figure, Point, Report

_JOINT = "; "


def rows_of(report: Report, report_id: str, extra: Mapping[str, str] | None = None) -> dict[str, list[Row]]:
    """Return the rows of a record, by table.

    Args:
        report: The record.
        report_id: What it is called in every table; unique in an export.
        extra: What travels along from a list of inputs, into ``reports``.
    """
    outline = Outline(report)
    ranks = {figure: place for place, figure in enumerate(report.key_figures, start=1)}
    kinds = (
        ("achievement", report.achievements),
        ("action", report.actions),
        ("problem", report.problems),
    )
    return {
        tables.REPORTS.name: [_report(report, report_id) | _extra(extra or {})],
        tables.FIGURES.name: [
            _figure(figure, report_id, outline, ranks.get(figure.id)) for figure in report.figures
        ],
        tables.POINTS.name: [
            _point(point, kind, report_id, outline) for kind, points in kinds for point in points
        ],
        tables.DOCUMENTS.name: [
            {
                "report_id": report_id,
                "document_id": f"{report_id}:D{place}",
                "title": document.title,
                "act": document.act,
                **_place(document.evidence),
            }
            for place, document in enumerate(report.documents, start=1)
        ],
        tables.SECTIONS.name: [
            {
                "report_id": report_id,
                "section_id": f"{report_id}:{section.id}",
                "heading": section.heading,
                "level": section.level,
                "kind": section.kind,
                "path": _path(outline, section.id),
                "start": section.start,
                "end": section.end,
            }
            for section in report.sections
        ],
    }


def _report(report: Report, report_id: str) -> Row:
    meta, made = report.meta, report.provenance
    start, end = days(meta.period)
    plan_start, plan_end = days(meta.plan_period)
    return {
        "report_id": report_id,
        "source_name": made.source_name,
        "source_sha256": made.source_sha256,
        "title": meta.title,
        "issuer": meta.issuer,
        "index_number": meta.index_number,
        "document_number": meta.document_number,
        "written_on": day(meta.written_on),
        "published_on": day(meta.published_on),
        "period": meta.period,
        "period_start": start,
        "period_end": end,
        "plan_period": meta.plan_period,
        "plan_start": plan_start,
        "plan_end": plan_end,
        "overview": report.overview.text,
        "section_count": len(report.sections),
        "figure_count": len(report.figures),
        "point_count": len(report.achievements) + len(report.actions) + len(report.problems),
        "document_count": len(report.documents),
        "number_count": sum(report.numbers.values()),
        "uncovered_count": len(report.uncovered),
        "warnings": "\n".join(f"{notice.code}: {notice.message}" for notice in report.warnings) or None,
        "model": made.model,
        "tool_version": made.tool_version,
        "calls": made.calls,
        "prompt_tokens": made.prompt_tokens,
        "completion_tokens": made.completion_tokens,
    }


def _figure(figure: Figure, report_id: str, outline: Outline, rank: int | None) -> Row:
    level = measure(figure.value, figure.unit)
    moved = signed(figure.change)
    start, end = days(figure.period)
    return {
        "report_id": report_id,
        "figure_id": f"{report_id}:{figure.id}",
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "value_low": level.low if level else None,
        "value_high": level.high if level else None,
        "base_unit": (level.unit or None) if level else None,
        "qualifier": figure.qualifier or None,
        "change_value": figure.change.value if figure.change else None,
        "change_unit": figure.change.unit if figure.change else None,
        "change_direction": figure.change.direction if figure.change else None,
        "change": moved[0] if moved else None,
        "change_base_unit": (moved[1] or None) if moved else None,
        "status": figure.status,
        "period": figure.period,
        "period_start": start,
        "period_end": end,
        **_section(outline, figure.section, report_id),
        "key_rank": rank,
        "named_by": figure.named_by,
        "flags": _joined(figure.flags),
        "place_count": 1 + len(figure.places),
        **_place(figure.evidence),
    }


def _point(point: Point, kind: str, report_id: str, outline: Outline) -> Row:
    return {
        "report_id": report_id,
        "point_id": f"{report_id}:{point.id}",
        "kind": kind,
        "headline": point.headline,
        **_section(outline, point.section, report_id),
        "figure_ids": _joined([f"{report_id}:{figure}" for figure in point.figures]),
        "headed_by": point.headed_by,
        "flags": _joined(point.flags),
        **_place(point.evidence),
    }


def _place(evidence: Evidence) -> Row:
    return {"quote": evidence.quote, "start": evidence.start, "end": evidence.end}


def _section(outline: Outline, section: str | None, report_id: str) -> Row:
    return {
        "section_id": f"{report_id}:{section}" if section else None,
        "section": _path(outline, section),
    }


def _path(outline: Outline, section: str | None) -> str | None:
    return " › ".join(part.heading for part in outline.path(section)) or None


def _joined(words: Sequence[str]) -> str | None:
    return _JOINT.join(words) or None


def _extra(extra: Mapping[str, str]) -> Row:
    return {f"{tables.EXTRA}{name}": value for name, value in extra.items()}
