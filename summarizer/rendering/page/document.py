"""The evidence page: the source at the left, the brief at the right, in one file that needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from summarizer.rendering.figures import key_rows, targets
from summarizer.rendering.lexicon import Lexicon
from summarizer.rendering.marks import Marks
from summarizer.rendering.outline import Outline, first_clause
from summarizer.rendering.overview import marked_sentences
from summarizer.rendering.page.items import KINDS, VERDICTS, Items
from summarizer.rendering.page.ledger import Ledger
from summarizer.rendering.page.marking import shown_lines
from summarizer.rendering.page.source import Source
from summarizer.rendering.page.templates import fill, plain
from summarizer.rendering.page.voices import Chinese, English
from summarizer.rendering.page.words import Words
from summarizer.rendering.typography import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.rendering.markdown import Language
    from summarizer.rendering.page.items import Item
    from summarizer.rendering.page.voices import Voice
    from summarizer.schemas import Point, Report

_LONGEST_HEADING: Final = 30
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row of the table of key figures."""

    item: Item
    target: Item | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Points below one heading; the label is empty where there is none."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of the brief that consists of points."""

    name: str
    groups: tuple[_Group, ...]

    @property
    def count(self) -> int:
        """How many points it has."""
        return sum(len(group.items) for group in self.groups)


class Page:
    """The evidence page of one report, and what an index tells of it."""

    def __init__(self, report: Report, source: Source | None = None, *, language: Language = "zh") -> None:
        """Read a record.

        Args:
            report: The record.
            source: Its source; without one the page shows the quotations of the record and says so.
            language: ``en`` shows what the record has translations for in English. Passages stay in the
                original.
        """
        self._report = report
        self._source = source or Source.of_quotations(report)
        self._words = Words(language, is_checked=self._source.is_whole)
        self._voice: Voice = Chinese() if language == "zh" else English(Lexicon(report.translations))
        self._items = Items(report, self._source, self._voice, self._words)
        self.title = self._voice.words(report.meta.title or "") or self._words.own["untitled"]

    @property
    def has_source(self) -> bool:
        """Whether the page shows the source itself."""
        return self._source.is_whole

    @property
    def facts(self) -> dict[str, str]:
        """What the report says of itself, by the name of the field; what it does not say is left out."""
        meta, voice = self._report.meta, self._voice
        facts = {
            "issuer": voice.words(meta.issuer or ""),
            "document_number": shown(meta.document_number or ""),
            "date": voice.date(meta.written_on or meta.published_on),
            "period": voice.period(meta.period),
            "plan_period": voice.period(meta.plan_period),
        }
        return {name: value for name, value in facts.items() if value}

    @property
    def counts(self) -> dict[str, int]:
        """How much of what the page shows."""
        items = self._items
        return {
            "count": len(items.figures),
            "points": len(items.points),
            "documents": len(items.documents),
            "flagged": sum(item.verdict == "flagged" for item in items.all()),
            "uncovered": len(items.uncovered),
        }

    def html(self) -> str:
        """Write the page.

        Returns:
            HTML that fetches nothing and runs nothing but its own script. Its numbers are those of the record
            and the source, and counts of them.
        """
        report, items, words = self._report, self._items, self._words
        outline = Outline(report)
        goals = {figure.id for figure in targets(report, outline)}
        by_key = {item.key: item for item in items.all()}
        points = {
            "work": (report.achievements, items.achievements),
            "problems": (report.problems, items.problems),
            "plan": (report.actions, items.actions),
        }
        return fill(
            "page.html.jinja",
            script="page.js",
            own=words.own,
            words=words,
            title=self.title,
            facts=self.facts,
            counts=self.counts,
            is_whole=self.has_source,
            lines=shown_lines(report, self._source, items, words),
            overview=_overview(report, outline, items, self._voice),
            rows=_rows(report, goals, items),
            targets=[by_key[items.keys[each.id]] for each in report.figures if each.id in goals],
            parts=[
                _Part(name=name, groups=_groups(held, held_items, outline, self._voice))
                for name, (held, held_items) in points.items()
            ],
            documents=items.documents,
            figures=items.figures,
            by_key=by_key,
            ledger=Ledger.of(report, items, words),
            notices=[shown(notice.message) for notice in report.warnings],
            report=report,
            sections=[
                (place, max(0, each.level - 1), shortened(shown(each.heading), _LONGEST_HEADING))
                for place, each in enumerate(report.sections)
            ],
            kinds=KINDS,
            verdicts=VERDICTS,
            data=_data(report, items, words),
        )


def _overview(
    report: Report, outline: Outline, items: Items, voice: Voice
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sentences of the overview, each with the keys of what it rests on."""
    marks = Marks(report, outline)
    labels = {marks.figure(each.id): items.keys[each.id] for each in report.figures}
    points = (*report.achievements, *report.problems, *report.actions)
    labels |= {marks.point(each.id): item.key for each, item in zip(points, items.points, strict=True)}
    return [
        (voice.sentence(sentence, report), tuple(labels[mark] for mark in attached))
        for sentence, attached in marked_sentences(report, marks)
    ]


def _rows(report: Report, goals: Collection[str], items: Items) -> list[_Row]:
    """Return the rows of the brief's table; targets of the time to come stand below it."""
    by_key = {item.key: item for item in items.figures}

    def item(identity: str) -> Item:
        return by_key[items.keys[identity]]

    return [
        _Row(item=item(row.figure.id), target=None if row.target is None else item(row.target.id))
        for row in key_rows(report, goals)
    ]


def _groups(
    points: Sequence[Point], items: Sequence[Item], outline: Outline, voice: Voice
) -> tuple[_Group, ...]:
    """Group points by the section of level 1 or 2 above them, in reading order."""
    groups: dict[str, tuple[str, list[Item]]] = {}
    for point, item in zip(points, items, strict=True):
        head = outline.group(point)
        label = "" if head is None else voice.words(first_clause(head))
        groups.setdefault("" if head is None else head.id, (label, []))[1].append(item)
    return tuple(_Group(label=label, items=tuple(held)) for label, held in groups.values())


def _data(report: Report, items: Items, words: Words) -> dict[str, Any]:
    """What the script has to know, short names because there are many."""
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
