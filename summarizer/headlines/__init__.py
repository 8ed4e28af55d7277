"""Rule-made headlines: what a point says, in its own words, in at most thirty characters.

Used where no model is asked, where a model's headline was refused, and as what a weak model may choose
among. A point usually opens with a heading ("3.招商引资有新成效。"). If that heading names a deed, it opens
the headline; if it only praises or names a subject, the clauses behind it that hold deeds and figures say
more.

``cutting`` splits and shortens, ``vocabulary`` holds the words, ``clauses`` weighs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summarizer.headlines.clauses import clauses, groups, heading_clause, repeats, shortened, states, worth
from summarizer.headlines.cutting import LIMIT, cut, split
from summarizer.structure.kinds import is_generic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.structure.model import Figure, Point, PointKind

__all__ = ["LABEL", "LIMIT", "choices", "cut", "headline", "states"]

_NUMBER_OF_POINT = (
    r"[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|\d{1,2}[.、](?!\d)|\d{1,2}(?:\.\d{1,2}){0,3}\s|"
    r"[一二三四五六七八九十]{1,3}[、.]|"
    r"第[一二三四五六七八九十]{1,3}[,、是]|[一二三四五六七八九十]{1,2}(?:是|要)(?:要)?|[①-⑳]|[-•·●◆]"
)
LABEL: Final = re.compile(rf"\A\s*(?:#{{1,6}}\s+(?:{_NUMBER_OF_POINT})?|{_NUMBER_OF_POINT})\s*")
"""The label of an enumerated point: ``1.``, ``(二)``, ``一是``, ``第三,``… and the mark of a heading."""
_INTRODUCTION: Final = re.compile(r"^[^,。:]{0,8}(?:问题|不足|如下|短板)[^,。:]{0,6}:")
_MOST_CLAUSES: Final = 14
"""Clauses that are weighed against each other; what a point is about stands among its first."""


def headline(text: str, point: Point, figures: Sequence[Figure]) -> str:
    """Make the headline of a point from its own words.

    Args:
        text: ``CleanText.text``.
        point: The point.
        figures: Figures that stand in it, in reading order.

    Returns:
        At most :data:`LIMIT` characters, never empty for a point that holds a word.
    """
    return choices(text, point, figures)[0]


def choices(text: str, point: Point, figures: Sequence[Figure], *, most: int = 3) -> tuple[str, ...]:
    """Return headlines a weak model can choose among, the best by rule first.

    Args:
        text: ``CleanText.text``.
        point: The point.
        figures: Figures that stand in it, in reading order.
        most: Size of the choice; of more the model picks worse than the rules do.

    Returns:
        Between one and ``most`` different headlines of at most :data:`LIMIT` characters.
    """
    stressed = text[figures[0].anchor_start : figures[0].anchor_end] if figures else ""
    return _choices(text[point.start : point.end], point.kind, stressed, most)


@lru_cache(maxsize=4096)  # asked for when the model's choice is made, and again when it is taken
def _choices(whole: str, kind: PointKind, stressed: str, most: int) -> tuple[str, ...]:
    """Return the choices for a point by its text, its kind and the passage of its first figure."""
    sentences = split(LABEL.sub("", whole, count=1).replace("\n", "。"), "。;!?")
    if not sentences:
        return (cut(whole.replace("\n", " ")),)
    if len(sentences) > 1 and is_generic(sentences[0]):
        del sentences[0]  # it names a part of the report (存在问题), and no point
    head = _INTRODUCTION.sub("", sentences[0], count=1)
    if len(sentences) == 1 or kind == "problem":
        return (_opening([head, *sentences[1:]]),)
    behind = clauses(sentences[1:], stressed, head)[:_MOST_CLAUSES]
    found = [*heading_clause(head, kind), *behind]
    worths: dict[str, float] = {}
    for group in groups(found):
        joined, value = ",".join(each.text for each in group), worth(group)
        worths[joined] = max(value, worths.get(joined, value))
    ranked = sorted(worths, key=lambda each: -worths[each])
    chosen: list[str] = []
    for each in ranked:
        if len(chosen) == most:
            break
        if not any(repeats(each, other) for other in chosen):
            chosen.append(each)
    return tuple(dict.fromkeys([*chosen, *ranked]))[:most] or (_opening([head]),)


def _opening(sentences: Sequence[str]) -> str:
    """Keep as many of the first clauses as fit."""
    first = shortened(sentences[0])
    told = ""
    for clause in (clause for sentence in (first, *sentences[1:]) for clause in split(sentence, ",")):
        longer = f"{told},{clause}" if told else clause
        if len(longer) > LIMIT:
            break
        told = longer
    return told or cut(first) or cut(first.replace("“", "").replace("”", ""))
