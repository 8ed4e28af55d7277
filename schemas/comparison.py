"""The record of a comparison: the JSON that ``summarizer compare --format json`` writes.

Figures stand once, in ``figures``; everything else names them by id (``A.F7``: figure ``F7`` of report
``A``). Numbers are copied from the reports; what is worked out from them says so in its name (``computed``,
``amounts``, ``share``).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .report import Figure, NameSource, Record

COMPARISON_VERSION: Literal["1.0"] = "1.0"

Verdict = Literal["met", "missed", "progress", "not-reported", "not-comparable"]
ClaimVerdict = Literal["agrees", "contradicts", "not-comparable", "not-claimed"]
Reason = Literal["", "approximate", "comparable-prices", "estimate", "magnitude", "no-level", "scope"]
Bound = Literal["at-least", "at-most", "about-at-least", "about-at-most", "range"]


class ComparedReport(Record):
    """One of the reports, a column of the tables."""

    id: str
    """``A``, ``B``… in the order of the columns."""
    title: str | None
    body: str | None
    """Who reports: the issuer, or null where the report does not say."""
    period: str | None
    plan_period: str | None
    source_name: str
    source_sha256: str


class ComparedFigure(Record):
    """A figure of one of the reports."""

    id: str
    report: str
    path: list[str]
    """Headings above it, outermost first."""
    figure: Figure
    """As the report's own record has it."""


class Indicator(Record):
    """The same thing measured in several reports."""

    id: str
    """``I1``, ``I2``… in the order of the first report that has it."""
    name: str
    unit: str | None
    """Unit of ``amounts``; null where no report gives a level."""
    figures: list[str]
    """One figure a report at most, in the order of the columns."""
    amounts: dict[str, str]
    """Levels in ``unit``, worked out exactly, by figure."""
    paired_by: NameSource
    """Whether the rules alone, or the model where they were unsure, found that these belong together."""


class Claim(Record):
    """The growth from one report's level to another's, checked against what the later one claims."""

    indicator: str
    earlier: str
    later: str
    computed: str
    """The growth from level to level, rounded to one decimal more than the claim has; signed."""
    unit: str
    """Unit of ``computed``: that of the claim, or ``%`` or ``个百分点`` where nothing is claimed."""
    low: str
    high: str
    """Between what the growth must lie, since levels are rounded as written."""
    verdict: ClaimVerdict
    reason: Reason


class Outcome(Record):
    """A target of an earlier report and what a later one reports."""

    id: str
    """``T1``, ``T2``…"""
    target: str
    report: str
    """The later report."""
    result: str | None
    """The figure that tells the result; null where the later report has none."""
    partial: bool
    """Whether the later report covers a part of the target's time only, as a half-year does."""
    bound: Bound
    """How the target is read: a floor, a ceiling, either with a tolerance (左右), or a range."""
    computed: str | None
    """The growth from level to level, where the target is a growth that the later report does not tell."""
    share: str | None
    """The result in per cent of the target, where both are levels of something to be reached."""
    verdict: Verdict
    reason: Reason
    paired_by: NameSource


class Doubt(Record):
    """A figure of one report that may or may not be one of another's."""

    kind: Literal["same", "outcome"]
    first: str
    others: list[str]
    """Most likely first."""


class Comparison(Record):
    """Reports beside each other."""

    schema_version: Literal["1.0"] = COMPARISON_VERSION
    reports: list[ComparedReport]
    figures: list[ComparedFigure]
    """Every figure that something below names, and those of ``alone``."""
    indicators: list[Indicator]
    claims: list[Claim]
    outcomes: list[Outcome]
    doubts: list[Doubt]
    alone: dict[str, list[str]] = Field(default_factory=dict[str, list[str]])
    """Figures that only one report has, by report: nothing that was read is left out silently."""
    model: str | None = None
    """Model that settled pairs; null where none was asked."""
    failures: list[str] = Field(default_factory=list[str])
    """What went wrong while the model was asked; its pairs are among the doubts."""
