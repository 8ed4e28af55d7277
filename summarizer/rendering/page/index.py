"""The index: one page that leads to the evidence pages of many reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote

from summarizer.rendering.page.templates import fill
from summarizer.rendering.page.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from summarizer.rendering.markdown import Language
    from summarizer.rendering.page.document import Page

INDEX_NAME: Final = "index.html"
_ENDING: Final = ".html"
_UNSAFE: Final = re.compile(r"[^\w.+-]+")
_LONGEST_NAME: Final = 70
_COUNTED: Final = ("count", "points", "documents", "flagged", "uncovered")


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """A report in the index."""

    name: str
    """File name of its page, beside the index."""
    title: str
    issuer: str
    period: str
    counts: tuple[int, ...]
    has_source: bool

    @property
    def address(self) -> str:
        """The name as a link."""
        return quote(self.name)

    @classmethod
    def of(cls, page: Page, name: str) -> Self:
        """Take what the index tells from a page."""
        return cls(
            name=name,
            title=page.title,
            issuer=page.facts.get("issuer", ""),
            period=page.facts.get("period") or page.facts.get("plan_period", ""),
            counts=tuple(page.counts[each] for each in _COUNTED),
            has_source=page.has_source,
        )


def render_index(entries: Sequence[IndexEntry], *, language: Language = "zh") -> str:
    """Write the index of pages that lie beside it, in the order given."""
    words = Words(language, is_checked=True)
    totals = [sum(column) for column in zip(*(entry.counts for entry in entries), strict=True)]
    return fill(
        "index.html.jinja",
        script="index.js",
        own=words.own,
        entries=entries,
        counted=_COUNTED,
        totals=totals or [0] * len(_COUNTED),
    )


def page_name(wanted: str, taken: AbstractSet[str]) -> str:
    """Make a file name from any words: no separators, nothing hidden, not one that is taken.

    Args:
        wanted: What the page should be called.
        taken: Names given before, in small letters because some file systems know no others.
    """
    stem = _UNSAFE.sub("-", wanted).strip("-.")[:_LONGEST_NAME] or "report"
    name, count = stem + _ENDING, 1
    while name.casefold() in taken or name.casefold() == INDEX_NAME:
        count += 1
        name = f"{stem}-{count}{_ENDING}"
    return name
