"""Puts the parts of a report together; what is said twice becomes one, what contradicts itself is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer import schemas

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from summarizer.cleaning.text import CleanText
    from summarizer.settling import Headed, Named
    from summarizer.structure.model import Outline, Point

_CLAUSE_BORDER = re.compile(r"[。;!?\n]|(?<!\d),|,(?!\d)")
_SIDES = 2
"""Values of a contradiction."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """Everything of a report but its overview, key figures and provenance."""

    meta: schemas.Meta
    sections: tuple[schemas.Section, ...]
    figures: tuple[schemas.Figure, ...]
    achievements: tuple[schemas.Point, ...]
    actions: tuple[schemas.Point, ...]
    problems: tuple[schemas.Point, ...]
    documents: tuple[schemas.Document, ...]
    numbers: Mapping[str, int]
    uncovered: tuple[schemas.Uncovered, ...]
    notices: tuple[schemas.Notice, ...]


def merge(clean: CleanText, outline: Outline, named: Sequence[Named], headed: Mapping[str, Headed]) -> Parts:
    """Make the parts of the record from the outline and what was settled for it."""
    figures, places = _figures(clean, outline, named)
    by_id = {figure.id: figure for figure in figures}
    points: dict[str, list[schemas.Point]] = {"achievement": [], "action": [], "problem": []}
    for point in outline.points:
        inside = [
            places[figure.id] for figure in outline.figures if point.start <= figure.anchor_start < point.end
        ]
        head = headed[point.id]
        told = _cited([by_id[each] for each in inside], head.text)
        points[point.kind].append(
            schemas.Point(
                id=point.id,
                headline=head.text,
                evidence=evidence(clean, point.quote_start, _quote_end(clean.text, point, head.text, told)),
                section=_section(outline, point.section),
                figures=list(dict.fromkeys(inside)),
                headed_by=head.by,
                flags=list(head.flags),
            )
        )
    meta = outline.metadata
    return Parts(
        meta=schemas.Meta(
            title=meta.title,
            issuer=meta.issuer,
            index_number=meta.index_number,
            document_number=meta.document_number,
            written_on=meta.written_on,
            published_on=meta.published_on,
            period=meta.period,
            plan_period=meta.plan_period,
        ),
        sections=tuple(
            schemas.Section(
                id=each.id,
                heading=each.heading,
                level=each.level,
                kind=each.kind,
                start=clean.source_interval(each.start, each.end)[0],
                end=clean.source_interval(each.start, each.end)[1],
            )
            for each in outline.sections
            if each.level > 0
        ),
        figures=figures,
        achievements=tuple(points["achievement"]),
        actions=tuple(points["action"]),
        problems=tuple(points["problem"]),
        documents=tuple(
            schemas.Document(title=each.title, act=each.act, evidence=evidence(clean, each.start, each.end))
            for each in outline.titles
        ),
        numbers=_numbers(clean, outline),
        uncovered=tuple(
            schemas.Uncovered(
                number=each.text, evidence=evidence(clean, *clause(clean.text, each.start, each.end))
            )
            for each in outline.mentions
            if each.kind == "unknown"
        ),
        notices=_conflicts(figures),
    )


def _cited(figures: Sequence[schemas.Figure], headline: str) -> set[str]:
    """Return the numbers in the passages of the figures that the headline says something of."""
    said = set(_DIGITS.findall(headline))
    found: set[str] = set()
    for figure in figures:
        values = f"{figure.value or ''} {figure.change.value if figure.change else ''}"
        if said & set(_DIGITS.findall(values)):
            found.update(_DIGITS.findall(figure.evidence.clean))
    return found


def _quote_end(text: str, point: Point, headline: str, told: Collection[str]) -> int:
    """Return where a point's passage ends: it has the headline's numbers that no figure in it cites."""
    end = point.quote_end
    for number in _DIGITS.findall(headline):
        held = _DIGITS.findall(text[point.quote_start : end])
        if number in held or number in told:
            continue
        found = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)").search(text, end, point.end)
        if found is not None:
            border = _CLAUSE_BORDER.search(text, found.end(), point.end)
            end = border.start() if border is not None else point.end
    return end


def evidence(clean: CleanText, start: int, end: int) -> schemas.Evidence:
    """Return a passage with its place in the source."""
    source_start, source_end = clean.source_interval(start, end)
    return schemas.Evidence(
        quote=clean.source[source_start:source_end],
        clean=clean.text[start:end],
        start=source_start,
        end=source_end,
    )


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause that holds an interval."""
    before = [found.end() for found in _CLAUSE_BORDER.finditer(text, max(0, start - 200), start)]
    after = _CLAUSE_BORDER.search(text, end)
    return before[-1] if before else max(0, start - 200), after.start() if after else len(text)


def _figures(
    clean: CleanText, outline: Outline, named: Sequence[Named]
) -> tuple[tuple[schemas.Figure, ...], dict[str, str]]:
    """Return the figures, repetitions joined, and for every figure of the outline the id it went to."""
    made: list[schemas.Figure] = []
    places: dict[str, str] = {}
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for each in named:
        figure = each.figure
        record = schemas.Figure(
            id=figure.id,
            name=each.name,
            value=figure.value,
            unit=figure.unit,
            qualifier=figure.qualifier,
            change=None
            if figure.change is None
            else schemas.Change(
                value=figure.change.value, unit=figure.change.unit, direction=figure.change.direction
            ),
            status=each.status,
            period=figure.period,
            section=_section(outline, figure.section),
            evidence=evidence(clean, figure.start, figure.end),
            named_by=each.by,
            flags=list(each.flags),
        )
        told = (record.name, record.value, record.unit, record.qualifier, record.status, record.period)
        twin = next((place for place in alike[told] if _is_again(made[place], record)), None)
        if twin is None:
            alike[told].append(len(made))
            made.append(record)
            places[figure.id] = figure.id
            continue
        first = made[twin]
        # The passage that also tells the change is the better evidence; the other one becomes a
        # further place.
        better, other = (record, first) if first.change is None and record.change else (first, record)
        joined = [*first.places, other.evidence]
        made[twin] = better.model_copy(update={"id": first.id, "section": first.section, "places": joined})
        places[figure.id] = first.id
    return tuple(made), places


def _is_again(one: schemas.Figure, other: schemas.Figure) -> bool:
    """Tell whether two records of one name, value and kind say the same, one perhaps without the change."""
    if one.change == other.change:
        return True
    return one.value is not None and (one.change is None or other.change is None)


def _conflicts(figures: Sequence[schemas.Figure]) -> tuple[schemas.Notice, ...]:
    """Name figures of one name, period, status, unit and kind whose values differ.

    Only names that are sure count, and only passages apart from each other: within a sentence an equal name
    means a list whose members the rules could not tell apart, not a contradiction. The same holds for a name
    with three values or more.
    """

    def kind(figure: schemas.Figure) -> tuple[str, str, str, str, str]:
        return (figure.name, figure.period or "", figure.status, figure.unit or "", figure.qualifier)

    sure = [each for each in figures if each.value is not None and not each.flags]
    notices: list[schemas.Notice] = []
    for _, group in groupby(sorted(sure, key=kind), key=kind):
        first, *others = list(group)
        if len({each.value for each in (first, *others)}) > _SIDES:
            continue
        for other in others:
            if other.value != first.value and other.section != first.section:
                message = (
                    f"“{first.name}”前后不一：{first.value}{first.unit or ''}（{first.id}）与"
                    f"{other.value}{other.unit or ''}（{other.id}）"
                )
                notices.append(schemas.Notice(code="conflict", message=message, section=other.section))
    return tuple(notices)


def _section(outline: Outline, section: str) -> str | None:
    return None if section == outline.sections[0].id else section


def _numbers(clean: CleanText, outline: Outline) -> dict[str, int]:
    """Count the numbers of the source by class; those of the page's furniture are counted as they stand."""
    counts: dict[str, int] = {}
    for mention in outline.mentions:
        counts[mention.kind.value] = counts.get(mention.kind.value, 0) + 1
    furniture = sum(len(_DIGITS.findall(piece.text)) for piece in clean.furniture)
    if furniture:
        counts["furniture"] = counts.get("furniture", 0) + furniture
    return counts
