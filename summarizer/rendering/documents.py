"""The documents that the report's body issued, by the verb the report uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.rendering.budget import Choice
from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from summarizer.rendering.marks import Marks
    from summarizer.schemas import Report

_MARKUP = len("《》[^D1]、")


def document_choices(report: Report) -> list[Choice]:
    """Every document with its cost in characters."""
    return [
        Choice(key=str(place), cost=len(escaped(shown(document.title))) + _MARKUP, weight=0.0)
        for place, document in enumerate(report.documents)
    ]


def documents_line(report: Report, chosen: Collection[str], marks: Marks) -> str:
    """Write the chosen documents: ``出台《…》、《…》；完成《…》。``; empty where none is chosen."""
    acts: dict[str, list[str]] = {}
    for place, document in enumerate(report.documents):
        if str(place) in chosen:
            title = f"《{escaped(shown(document.title))}》{marks.document(place)}"
            acts.setdefault(shown(document.act), []).append(title)
    words = "；".join(f"{escaped(act)}{'、'.join(titles)}" for act, titles in acts.items())
    return paragraph(f"{words}。") if words else ""
