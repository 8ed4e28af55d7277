"""What the page shows one by one: figures, points, documents, and the numbers that are none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from summarizer.rendering.outline import Outline
from summarizer.rendering.typography import seen, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.rendering.page.source import Number, Source
    from summarizer.rendering.page.voices import Voice
    from summarizer.rendering.page.words import Words
    from summarizer.schemas import Document, Evidence, Figure, Point, Report, Uncovered

Kind = Literal["figure", "achievement", "problem", "action", "document", "number"]
Verdict = Literal["verified", "flagged", "uncovered", "classified"]

KINDS: Final[tuple[Kind, ...]] = ("figure", "achievement", "problem", "action", "document", "number")
VERDICTS: Final[tuple[Verdict, ...]] = ("verified", "flagged", "uncovered", "classified")
UNKNOWN: Final = "unknown"
MISPLACED: Final = "quote-misplaced"
_PLAIN_KEY: Final = re.compile(r"[A-Z]\d{1,6}")
_AROUND: Final = 16
"""Characters of the source shown on both sides of a number that has no passage of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Words of the source that an item rests on."""

    text: str
    start: int
    end: int
    is_placed: bool
    """Whether it stands at its place, so that it can be marked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that a click can choose."""

    key: str
    """``F7`` or ``P3`` as in the record where that is plain and not taken; always safe and unique."""
    kind: Kind
    title: str
    verdict: Verdict
    sections: tuple[str, ...]
    """Ids of the sections it lies in, outermost first."""
    passages: tuple[Passage, ...]
    flags: tuple[str, ...] = ()
    level: str = ""
    change: str = ""
    status: str = ""
    """``actual``, ``target`` or ``forecast``; empty for what is no figure."""
    period: str = ""
    detail: str = ""
    """The verb of a document, the class of a number."""
    related: tuple[str, ...] = ()
    """Keys of the figures of a point, of the points of a figure."""


class Items:
    """Everything of a report that can be chosen, with the keys by which its parts know each other."""

    def __init__(self, report: Report, source: Source, voice: Voice, words: Words) -> None:
        """Read a record and compare its quotations with the source."""
        self._report, self._source, self._voice, self._words = report, source, voice, words
        self._outline = Outline(report)
        self._taken: set[str] = set()
        self.figures = tuple(self._figure(each) for each in report.figures)
        self.keys = {each.id: item.key for each, item in zip(report.figures, self.figures, strict=True)}
        """Keys of figures by their id in the record."""
        self.achievements = self._points(report.achievements, "achievement")
        self.problems = self._points(report.problems, "problem")
        self.actions = self._points(report.actions, "action")
        self.documents = tuple(
            self._document(each, place) for place, each in enumerate(report.documents, start=1)
        )
        self.uncovered = self._uncovered(report.uncovered)
        self.numbers = tuple(
            self._number(each, place)
            for place, each in enumerate(source.numbers, start=1)
            if each.kind not in {"figure", UNKNOWN}
        )
        self._know_points()

    @property
    def points(self) -> tuple[Item, ...]:
        """All points, part by part."""
        return (*self.achievements, *self.problems, *self.actions)

    def all(self) -> tuple[Item, ...]:
        """Every item."""
        return (*self.figures, *self.points, *self.documents, *self.uncovered, *self.numbers)

    def _key(self, prefix: str, identity: str) -> str:
        plain = _PLAIN_KEY.fullmatch(identity) and identity.startswith(prefix)
        key = identity if plain and identity not in self._taken else f"{prefix}x{len(self._taken) + 1}"
        self._taken.add(key)
        return key

    def _figure(self, figure: Figure) -> Item:
        return self._judged(
            Item(
                key=self._key("F", figure.id),
                kind="figure",
                title=self._voice.name(figure),
                verdict="verified",
                sections=self._path(figure.section),
                passages=self._passages(figure.evidence, *figure.places),
                level=self._voice.level(figure),
                change=self._voice.change(figure),
                status=figure.status,
                period=self._voice.period(figure.period),
            ),
            figure.flags,
        )

    def _points(self, points: Sequence[Point], kind: Kind) -> tuple[Item, ...]:
        return tuple(
            self._judged(
                Item(
                    key=self._key("P", point.id),
                    kind=kind,
                    title=self._voice.words(point.headline.strip(" 。；;，,、")),
                    verdict="verified",
                    sections=self._path(point.section),
                    passages=self._passages(point.evidence),
                    related=tuple(self.keys[one] for one in point.figures if one in self.keys),
                ),
                point.flags,
            )
            for point in points
        )

    def _document(self, document: Document, place: int) -> Item:
        return self._judged(
            Item(
                key=self._key("D", f"D{place}"),
                kind="document",
                title=f"《{shown(document.title).strip('《》')}》",
                verdict="verified",
                sections=self._innermost(document.evidence.start),
                passages=self._passages(document.evidence),
                detail=shown(document.act),
            ),
            (),
        )

    def _uncovered(self, uncovered: Sequence[Uncovered]) -> tuple[Item, ...]:
        """Make an item of every uncovered number; the source knows its place within the clause."""
        spots = [number for number in self._source.numbers if number.kind == UNKNOWN]
        found: list[Item] = []
        for place, each in enumerate(uncovered, start=1):
            inside = [one for one in spots if each.evidence.start <= one.start < each.evidence.end]
            passages = self._passages(each.evidence)
            if inside:
                spots.remove(inside[0])
                passages = (self._at(inside[0], passages[0].text),)
            item = Item(
                key=self._key("U", f"U{place}"),
                kind="number",
                title=shown(each.number),
                verdict="uncovered",
                sections=self._innermost(passages[0].start),
                passages=passages,
                detail=self._words.classes[UNKNOWN],
            )
            found.append(item)
        return tuple(found)

    def _number(self, number: Number, place: int) -> Item:
        own = self._source.passage(number.start, number.end)
        before, after = self._source.around(number.start, number.end, _AROUND)
        return Item(
            key=self._key("N", f"N{place}"),
            kind="number",
            title=seen(own),
            verdict="classified",
            sections=self._innermost(number.start),
            passages=(self._at(number, f"{before}{own}{after}"),),
            detail=self._words.classes.get(number.kind, shown(number.kind)),
        )

    def _at(self, number: Number, text: str) -> Passage:
        return Passage(text=text, start=number.start, end=number.end, is_placed=True)

    def _judged(self, item: Item, flags: Sequence[str]) -> Item:
        """Give an item its verdict: verified is what stands at its place and is in no doubt."""
        said = list(dict.fromkeys(flags))
        if not all(passage.is_placed for passage in item.passages):
            said.append(MISPLACED)
        words = tuple(self._words.flags.get(flag, shown(flag)) for flag in said)
        return replace(item, flags=words, verdict="flagged" if words else "verified")

    def _passages(self, *evidence: Evidence) -> tuple[Passage, ...]:
        return tuple(
            Passage(
                text=one.quote,
                start=one.start,
                end=one.start + len(one.quote),
                is_placed=self._source.holds(one),
            )
            for one in evidence
        )

    def _path(self, section: str | None) -> tuple[str, ...]:
        return tuple(part.id for part in self._outline.path(section))

    def _innermost(self, place: int) -> tuple[str, ...]:
        holding = [each.id for each in self._report.sections if each.start <= place < each.end]
        return self._path(holding[-1]) if holding else ()

    def _know_points(self) -> None:
        """Let every figure know the points that hold it."""
        holders: dict[str, list[str]] = {}
        for point in self.points:
            for key in point.related:
                holders.setdefault(key, []).append(point.key)
        self.figures = tuple(replace(each, related=tuple(holders.get(each.key, ()))) for each in self.figures)
