"""The counted noun behind a number, and where it ends."""

from __future__ import annotations

import re

from summarizer.structure import naming

SEPARATOR = re.compile(
    r"、|以及|(?<![温谐缓])和(?!谐)|(?<!参)与(?!会)|(?<![惠普涉触危遍波])及(?!时)|,|并(?![网购轨])"
)
NO_NOUN = re.compile(
    r"^(?:、|,|和(?!谐)|与|及|以及|并|增长|增加|下降|提高|占|居(?!民)|位居|同比|比上|较|的?(?:基础上|"
    r"任务|目标|水平)?$|左右|以上|以内|[”\"》)\]…/—-])"
)
"""What shows that a number ends its phrase."""


def verb_inside(words: str) -> int | None:
    """Place of the first verb that has words before it and an object behind it; None if there is none."""
    verb = next((m for m in naming.VERB.finditer(words) if m.start() >= 1), None)
    if verb is not None and naming.strip_end(words[verb.end() :]):
        return verb.start()
    return None


def noun_behind(behind: str, *, last: bool) -> str:
    """Return the counted noun, or an empty string where the number ends its phrase.

    Args:
        behind: Words between the number and the next one, or the end of the clause.
        last: No number follows in the clause.
    """
    if not behind or NO_NOUN.match(behind):
        return ""
    if last:
        return behind
    cut = max((m.start() for m in SEPARATOR.finditer(behind) if m.start() >= 1), default=None)
    if cut is None:
        cut = verb_inside(behind)
    return naming.strip_end(behind[:cut])
