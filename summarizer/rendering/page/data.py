"""What the page's script knows: every item, in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from summarizer.rendering.page.templates import plain
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from summarizer.rendering.page.items import Items
    from summarizer.rendering.page.words import Words
    from summarizer.schemas import Report

_SAID_BY_SCRIPT: Final = (
    "also",
    "before_headings",
    "belongs",
    "close",
    "holds",
    "next",
    "no_passage",
    "passages",
    "previous",
    "shown",
    "source",
)
"""The page's own words that the script puts into the card and the filters."""


def script_data(report: Report, items: Items, words: Words) -> dict[str, Any]:
    """Return what the script shows in the card, filters by and searches."""
    places = {section.id: place for place, section in enumerate(report.sections)}
    return {
        "items": [
            {
                "key": item.key,
                "kind": item.kind,
                "title": plain(item.title),
                "level": plain(item.level),
                "change": plain(item.change),
                "status": item.status,
                "period": plain(item.period),
                "detail": plain(item.detail),
                "verdict": item.verdict,
                "flags": [plain(flag) for flag in item.flags],
                "sections": [places[one] for one in item.sections],
                "passages": [
                    {"text": plain(one.text), "at": one.start if one.is_placed else -1}
                    for one in item.passages
                ],
                "related": item.related,
            }
            for item in items.all()
        ],
        "sections": [plain(shown(section.heading)) for section in report.sections],
        "words": {name: words.own[name] for name in _SAID_BY_SCRIPT},
        "kinds": words.kinds,
        "statuses": words.status,
        "verdicts": words.verdicts,
    }
