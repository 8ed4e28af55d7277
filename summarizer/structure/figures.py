"""Figures: quantities put together with the changes that belong to them, named, dated and placed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure.assembling import Assembler
from summarizer.structure.clauses import sentences
from summarizer.structure.model import Figure, Mention, Metadata, NumberClass, Section
from summarizer.structure.numbers import find_numbers
from summarizer.structure.offering import UNSURE, candidates
from summarizer.structure.periods import period_at
from summarizer.structure.status import PLAN_KINDS, status_of
from summarizer.structure.table_figures import table_drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cleaning import CleanText
    from summarizer.structure.clauses import Sentence
    from summarizer.structure.drafts import Draft
    from summarizer.structure.table_figures import Tabled

_LABEL = re.compile(
    r"第[一二三四五六七八九十百\d]+[章部分节编]+|\d{1,2}(?:\.\d{1,2})+[、.]?|\d{1,2}(?=\s)|[(（]?[一二三四五六七八九十\d]+[)）]?[、..)）是要]|"
    r"[①-⑳]|第[一二三四五六七八九十]+[,,是]"
)
_NOUN_WITHIN = 40
_FAR = 500
"""Characters back over which a time or a status is carried in a text without full stops."""


def find_figures(
    clean: CleanText, metadata: Metadata, sections: Sequence[Section]
) -> tuple[tuple[Mention, ...], tuple[Figure, ...]]:
    """Find every number of the report, classify it, and put the figures together.

    Args:
        clean: The report.
        metadata: For the periods of its review and plan parts.
        sections: The section tree; ``sections[0]`` is ``S0``.

    Returns:
        All numbers in reading order, and the figures in the order of their first number.
    """
    text = clean.text
    labels = [
        (s.start + found.start(), s.start + found.end())
        for s in sections
        if (found := _LABEL.match(text[s.start : s.body])) is not None
    ]
    numbers = find_numbers(clean, labels)
    tabled = table_drafts(text, numbers.mentions, metadata.period)
    in_tables = {q.mention for each in tabled for q in each.draft.quantities}
    assembler = Assembler(text, [q for q in numbers.quantities if q.mention not in in_tables])
    label_ends = dict(labels)
    for sentence in sentences(text):
        assembler.read(_without_label(sentence, label_ends.get(sentence.start)))
    mentions = list(numbers.mentions)
    for index in assembler.context.bases:
        mentions[index] = replace(mentions[index], kind=NumberClass.BASE)
    for index in in_tables:
        mentions[index] = replace(mentions[index], kind=NumberClass.FIGURE, sure=True)
    starts = [s.start for s in sections]
    from_tables = {id(each.draft): each for each in tabled}
    drafts = [*assembler.context.drafts, *(each.draft for each in tabled)]
    figures: list[Figure] = []
    for draft in sorted(drafts, key=lambda d: d.first):
        section = sections[max(0, bisect_right(starts, draft.first) - 1)]
        figure = _figure(f"F{len(figures) + 1}", text, metadata, section, draft)
        figures.append(_said_by_table(figure, from_tables.get(id(draft)), metadata))
    return tuple(mentions), tuple(figures)


def _figure(identifier: str, text: str, metadata: Metadata, section: Section, draft: Draft) -> Figure:
    first = draft.first
    sentence_start = _after_last("。!?;\n", text, first)
    status, status_sure = status_of(text, draft, section, sentence_start)
    planned = status == "target" and section.kind in PLAN_KINDS
    # A time is carried across semicolons, up to the full stop.
    said = text[_after_last("。\n", text, first) : first]
    name = draft.name or section.heading or metadata.title or ""
    start = min(draft.name_start, first)
    while start < first and text[start] in ",;:、。 和与及\n":
        start += 1
    end = max(draft.last, _noun_end(text, draft))
    return Figure(
        id=identifier,
        section=section.id,
        name=name,
        candidates=candidates(draft) if draft.name else (name,),
        name_sure=draft.how not in UNSURE and bool(draft.name),
        value=draft.level.value if draft.level else None,
        unit=draft.level.unit if draft.level else None,
        qualifier="/".join(dict.fromkeys(draft.qualifiers)),
        change=draft.change,
        status=status,
        status_sure=status_sure,
        period=period_at(said, metadata.plan_period if planned else metadata.period),
        start=start,
        end=end,
        anchor_start=draft.clause_start,
        anchor_end=end,
        mentions=tuple(q.mention for q in draft.quantities),
    )


def _without_label(sentence: Sentence, label_end: int | None) -> Sentence:
    """Leave a section number (①, 二是) out of the clause it stands in; it names nothing."""
    if label_end is None or not sentence.clauses or label_end >= sentence.clauses[0].end:
        return sentence
    first, *others = sentence.clauses
    return replace(sentence, clauses=(replace(first, start=label_end), *others))


def _said_by_table(figure: Figure, tabled: Tabled | None, metadata: Metadata) -> Figure:
    """Take over what the headers of a table say; the section it stands in tells less."""
    if tabled is None:
        return figure
    if tabled.is_done:
        figure = replace(figure, status="actual", status_sure=True, period=metadata.period)
    return replace(figure, period=tabled.period or figure.period)


def _after_last(marks: str, text: str, offset: int) -> int:
    """Place behind the last of the marks before an offset, or as far back as is looked."""
    begin = max(0, offset - _FAR)
    return max(begin, *(text.rfind(mark, begin, offset) + 1 for mark in marks))


def _noun_end(text: str, draft: Draft) -> int:
    """End of the counted noun, which the quote includes."""
    if not draft.noun or draft.level is None:
        return draft.last
    found = text.find(draft.noun, draft.level.end, draft.level.end + _NOUN_WITHIN)
    return found + len(draft.noun) if found >= 0 else draft.last
