"""What the structure of a report is made of. All offsets are into ``CleanText.text``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

SectionKind = Literal["preamble", "review", "plan", "problems", "requirements", "targets"]
PointKind = Literal["achievement", "action", "problem"]
Status = Literal["actual", "target", "forecast"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what it governs, up to the next heading of the same or a higher level."""

    id: str
    """``S1``, ``S2``… in reading order; ``S0`` (level 0, empty heading) is all before the first heading."""
    heading: str
    """The heading's own words with its number; a run-in heading ends before its first full stop."""
    level: int
    kind: SectionKind
    parent: str | None
    start: int
    """First character of the heading."""
    body: int
    """First character after the heading."""
    end: int
    """End of the section, subsections included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """An enumerated point at the deepest level (a paragraph or sentence where nothing is enumerated)."""

    id: str
    """``P1``, ``P2``… in reading order."""
    section: str
    """Id of the section it is or lies in."""
    kind: PointKind
    start: int
    end: int
    """The whole point, its label and heading included."""
    quote_start: int
    quote_end: int
    """Interval of its first clause or sentence, without its label, at most 60 characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """A 《title》 that the body issued, drafted, signed or completed."""

    title: str
    act: str
    """The verb of the report: 出台, 完成, 签署…"""
    start: int
    end: int


class NumberClass(StrEnum):
    """What a number in the text is."""

    FIGURE = "figure"
    DATE = "date"
    DURATION = "duration"
    DEADLINE = "deadline"
    ORDINAL = "ordinal"
    NAME = "name"
    SECTION = "section"
    REFERENCE = "reference"
    SUM = "sum"
    """A count that only sums up a list (三镇, 两地) or says "some"."""
    BASE = "base"
    """The value before a change to another one (由690元提高到720元)."""
    FURNITURE = "furniture"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A number as it stands in the text, classified."""

    start: int
    end: int
    """Interval of the numeral itself (without unit)."""
    text: str
    kind: NumberClass
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change or difference: growth, decline, percentage points, net increase."""

    value: str
    unit: str
    direction: Direction


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A quantity of the report, as far as rules can tell it; the model may improve what is unsure.

    Field meanings are those of the labelling guide: a level and the change that belongs to it are one
    figure; a change with no level has ``value`` and ``unit`` None.
    """

    id: str
    """``F1``, ``F2``… in reading order."""
    section: str
    """Id of the innermost section."""
    name: str
    """The rules' best name."""
    candidates: tuple[str, ...]
    """Possible names, best first, ``name`` among them; all are words of the report."""
    name_sure: bool
    value: str | None
    unit: str | None
    qualifier: str
    change: Change | None
    status: Status
    status_sure: bool
    period: str | None
    start: int
    end: int
    """Interval of the quote: the shortest run that holds the words for the name and every number."""
    anchor_start: int
    anchor_end: int
    """Interval of the clause that shows the figure to the model."""
    mentions: tuple[int, ...]
    """Indices into ``Outline.mentions`` of the numbers it accounts for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """Metadata of the report; None where the report does not say. Dates are ISO ``YYYY-MM-DD``."""

    title: str | None = None
    issuer: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    written_on: str | None = None
    published_on: str | None = None
    period: str | None = None
    """``2019``, ``2020-H1``…: what the review part is about."""
    plan_period: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """Everything that rules find in a report."""

    metadata: Metadata
    sections: tuple[Section, ...]
    """In reading order; ``sections[0]`` is always ``S0`` (possibly an empty interval)."""
    points: tuple[Point, ...]
    titles: tuple[Title, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
