"""Source marks and the footnotes they point to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer.rendering.escaping import escaped
from summarizer.rendering.outline import BEFORE_HEADINGS
from summarizer.rendering.typography import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.rendering.outline import Outline
    from summarizer.schemas import Evidence, Figure, Point, Report

_PLAIN_ID: Final = re.compile(r"[A-Z]\d{1,6}")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_MOST_PLACES: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteWords:
    """What stands between the quotations of a footnote."""

    start: str
    """Says that a passage stands before the first heading."""
    colon: str
    also: str
    further: str


CHINESE: Final = NoteWords(start=BEFORE_HEADINGS, colon="：", also="；另见", further="；")


class Marks:
    """Gives every source of the record its mark, remembers what was said with it, and writes the footnotes.

    Figures and points keep their ids (``F7``, ``P3``), so that a mark is also the address in the JSON;
    documents and uncovered numbers, which have none, are counted (``D1``, ``U1``).
    """

    def __init__(self, report: Report, outline: Outline) -> None:
        """Know every source of a report."""
        self._outline = outline
        self._sources: dict[str, tuple[str | None, list[Evidence]]] = {}
        self._figure_labels: dict[str, str] = {}
        self._point_labels: dict[str, str] = {}
        self._used: dict[str, list[str]] = {}
        self._headlined: dict[str, list[str]] = {}
        self._figures = {figure.id: figure for figure in report.figures}
        for figure in report.figures:
            label = self._add("F", figure.id, figure.section, [figure.evidence, *figure.places])
            self._figure_labels[figure.id] = label
        for point in (*report.achievements, *report.actions, *report.problems):
            label = self._add("P", point.id, point.section, [point.evidence])
            self._point_labels[point.id] = label
            self._headlined[label] = _in_headline(point, self._figures)
        for place, document in enumerate(report.documents, start=1):
            self._add("D", f"D{place}", self._innermost(report, document.evidence), [document.evidence])
        for place, number in enumerate(report.uncovered, start=1):
            self._add("U", f"U{place}", self._innermost(report, number.evidence), [number.evidence])

    def figure(self, identity: str) -> str:
        """Mark a figure."""
        return self._mark(self._figure_labels[identity])

    def point(self, identity: str, figures: Iterable[str] = ()) -> str:
        """Mark a point; the figures said with it or in its headline are quoted in the same footnote."""
        label = self._point_labels[identity]
        mark = self._mark(label)
        self._used[label] += [self._figure_labels[one] for one in (*self._headlined[label], *figures)]
        return mark

    def document(self, place: int) -> str:
        """Mark the document at a place (from 0) of the record's list."""
        return self._mark(f"D{place + 1}")

    def uncovered(self, place: int) -> str:
        """Mark the uncovered number at a place (from 0) of the record's list."""
        return self._mark(f"U{place + 1}")

    def point_length(self, identity: str) -> int:
        """Characters of a point's mark, without using it."""
        return len(f"[^{self._point_labels[identity]}]")

    def footnotes(self, body: str, words: NoteWords = CHINESE) -> list[str]:
        """Write the footnotes of the marks that stand in a text, in the order of their first place."""
        places = {label: body.find(f"[^{label}]") for label in self._used}
        standing = sorted((label for label in places if places[label] >= 0), key=places.__getitem__)
        return [f"[^{label}]: {self._footnote(label, self._used[label], words)}" for label in standing]

    def _add(self, prefix: str, identity: str, section: str | None, evidence: list[Evidence]) -> str:
        plain = _PLAIN_ID.fullmatch(identity) and identity.startswith(prefix)
        label = identity if plain and identity not in self._sources else f"{prefix}x{len(self._sources) + 1}"
        self._sources[label] = (section, evidence)
        return label

    def _mark(self, label: str) -> str:
        self._used.setdefault(label, [])
        return f"[^{label}]"

    def _footnote(self, label: str, further: Sequence[str], between: NoteWords) -> str:
        section, evidence = self._sources[label]
        quotes = dict.fromkeys(_quoted(one) for one in evidence[: 1 + _MOST_PLACES])
        others = list(dict.fromkeys(_quoted(self._sources[other][1][0]) for other in further))
        words = between.also.join(f"「{quote}」" for quote in quotes)
        for place, quote in enumerate(others):
            # A passage that says two figures holds the shorter passage that says the first of them.
            elsewhere = [*quotes, *others[:place], *others[place + 1 :]]
            if not any(quote in longer for longer in elsewhere):
                words += f"{between.further}「{quote}」"
        return f"{escaped(self._outline.path_words(section, between.start))}{between.colon}{words}"

    def _innermost(self, report: Report, evidence: Evidence) -> str | None:
        holding = [section for section in report.sections if section.start <= evidence.start < section.end]
        return holding[-1].id if holding else None


def _in_headline(point: Point, figures: Mapping[str, Figure]) -> list[str]:
    """Return the figures of a point of which the headline says a number, if not all of them."""
    said = set(_NUMBER.findall(point.headline))
    return [one for one in point.figures if one in figures and said & set(_numbers(figures[one]))]


def _numbers(figure: Figure) -> list[str]:
    values = (figure.value, figure.change.value if figure.change else None)
    return [number for value in values if value for number in _NUMBER.findall(value)]


def _quoted(evidence: Evidence) -> str:
    return escaped(seen(evidence.quote))
