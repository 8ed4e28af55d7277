"""A draft of labels by rules alone, for a labeller to correct: nothing else is looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from summarizer.evaluation.texts import squash
from summarizer.evaluation.validation import MOST_OF_HEADLINE, MOST_OF_QUOTE

if TYPE_CHECKING:
    from summarizer.schemas import Figure, Point, Report

_KEY_POINTS = 10


def draft(report: Report, document: str, source: str) -> dict[str, Any]:
    """Return labels as rules would set them, in the format of a label file.

    Args:
        report: The record, made without a model.
        document: Id of the report in the set.
        source: Name of its file, as the label file will find it.
    """
    figures = {figure.id: figure for figure in report.figures}
    return {
        "document": document,
        "source": source,
        "meta": report.meta.model_dump(),
        "sections": [
            {"heading": each.heading, "level": each.level, "kind": each.kind} for each in report.sections
        ],
        "figures": [_figure(each) for each in report.figures],
        "achievements": [_point(each) for each in report.achievements],
        "actions": [{**_point(each), "deadline": None} for each in report.actions],
        "problems": [_point(each) for each in report.problems],
        "documents": [{"title": each.title, "act": each.act} for each in report.documents],
        "key_points": [_key_point(figures[each]) for each in report.key_figures[:_KEY_POINTS]],
    }


def to_text(labels: dict[str, Any]) -> str:
    """Write labels with one entry a line, which is what a labeller can read and move."""
    parts = [f"  {_json(name)}: {_entries(value)}" for name, value in labels.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _entries(value: object) -> str:
    """Write a list with one entry a line, and everything else in one."""
    entries = ",\n".join(f"    {_json(each)}" for each in _listed(value))
    return f"[\n{entries}\n  ]" if entries else _json(value)


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "change": figure.change.model_dump() if figure.change else None,
        "status": figure.status,
        "period": figure.period,
        "quote": " ".join(figure.evidence.clean.split()),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "headline": point.headline[:MOST_OF_HEADLINE],
        "quote": squash(point.evidence.clean)[:MOST_OF_QUOTE],
    }


def _key_point(figure: Figure) -> dict[str, Any]:
    said = f"{figure.value or ''}{figure.unit or ''}"
    change = f"{figure.change.value}{figure.change.unit}" if figure.change else ""
    return {
        "point": f"{figure.name}{said or change}",
        "must_mention": [[each] for each in (said, change) if each],
    }
