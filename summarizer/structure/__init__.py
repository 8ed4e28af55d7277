"""From the clean text to what rules find in it: sections, points, titles, numbers, figures, metadata."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure.figures import find_figures
from summarizer.structure.headings import find_headings
from summarizer.structure.lines import split_lines
from summarizer.structure.metadata import find_metadata
from summarizer.structure.model import (
    Change,
    Direction,
    Figure,
    Mention,
    Metadata,
    NumberClass,
    Outline,
    Point,
    PointKind,
    Section,
    SectionKind,
    Status,
    Title,
)
from summarizer.structure.points import find_points
from summarizer.structure.report_periods import periods_of_report
from summarizer.structure.sections import NO_WORDS, build_sections
from summarizer.structure.titles import find_titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.cleaning.text import CleanText

__all__ = [
    "Change",
    "Direction",
    "Figure",
    "Mention",
    "Metadata",
    "NumberClass",
    "Outline",
    "Point",
    "PointKind",
    "Section",
    "SectionKind",
    "Status",
    "Title",
    "outline",
]


def outline(clean: CleanText, words: Mapping[str, SectionKind] = NO_WORDS) -> Outline:
    """Find the structure of a report.

    Args:
        clean: The report after cleaning.
        words: Words of headings and the kind they announce, before what the rules know.

    Returns:
        Sections (``S0`` first), points, titles and figures in reading order; offsets are into ``clean.text``.
    """
    lines = split_lines(clean.text)
    facts = find_metadata(clean, lines)
    headings = find_headings(clean.text, lines, facts.front.body)
    sections = build_sections(clean.text, headings, facts.metadata, words)
    named = facts.metadata
    period, plan_period = periods_of_report(
        named.title,
        (named.period, named.plan_period),
        sections,
        (named.written_on, named.published_on, facts.told_on),
        clean.text[lines[facts.front.body].start :] if facts.front.body < len(lines) else "",
    )
    metadata = replace(named, period=period, plan_period=plan_period)
    if metadata != named:
        # Headings without words of kind are judged by their years, which are known only now.
        sections = build_sections(clean.text, headings, metadata, words)
    begin = lines[facts.front.body].start if facts.front.body < len(lines) else len(clean.text)
    mentions, figures = find_figures(clean, metadata, sections)
    return Outline(
        metadata=metadata,
        sections=sections,
        points=find_points(clean.text, sections, title=metadata.title, begin=begin),
        titles=find_titles(clean.text, sections),
        mentions=mentions,
        figures=figures,
    )
