"""The right side of the page: the parts of the brief, each made of items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer.rendering.figures import key_rows
from summarizer.rendering.marks import Marks
from summarizer.rendering.outline import first_clause
from summarizer.rendering.overview import marked_sentences
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.rendering.outline import Outline
    from summarizer.rendering.page.items import Item, Items
    from summarizer.rendering.page.voices import Voice
    from summarizer.schemas import Point, Report

_CONFLICT: Final = "conflict"
_FIGURE_ID: Final = re.compile(r"(?<![A-Za-z0-9])(F\d{1,6})(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the table of key figures."""

    item: Item
    target: Item | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Points below one heading; the label is empty where there is none."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of the brief that consists of points."""

    name: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many points it has."""
        return sum(len(group.items) for group in self.groups)


def overview(
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


def answers(report: Report, items: Items) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the answers to a profile's own questions: question, answer, the keys of what it rests on."""
    return [
        (shown(each.name), shown(each.text), tuple(items.keys[one] for one in each.figures))
        for each in report.answers
    ]


def rows(report: Report, goals: Collection[str], items: Items) -> list[Row]:
    """Return the rows of the brief's table; targets of the time to come stand below it."""
    by_key = {item.key: item for item in items.figures}

    def item(identity: str) -> Item:
        return by_key[items.keys[identity]]

    return [
        Row(item=item(row.figure.id), target=None if row.target is None else item(row.target.id))
        for row in key_rows(report, goals)
    ]


def groups(
    points: Sequence[Point], items: Sequence[Item], outline: Outline, voice: Voice
) -> tuple[Group, ...]:
    """Group points by the section of level 1 or 2 above them, in reading order."""
    found: dict[str, tuple[str, list[Item]]] = {}
    for point, item in zip(points, items, strict=True):
        head = outline.group(point)
        label = "" if head is None else voice.words(first_clause(head))
        found.setdefault("" if head is None else head.id, (label, []))[1].append(item)
    return tuple(Group(label=label, items=tuple(held)) for label, held in found.values())


def notices(report: Report, items: Items) -> list[list[tuple[str, str]]]:
    """Return the notices in pieces of text, each with the key of the figure that it names, if any."""
    said: list[list[tuple[str, str]]] = []
    for notice in report.warnings:
        pieces = (
            _FIGURE_ID.split(shown(notice.message)) if notice.code == _CONFLICT else [shown(notice.message)]
        )
        said.append([(piece, items.keys.get(piece, "")) for piece in pieces if piece])
    return said
