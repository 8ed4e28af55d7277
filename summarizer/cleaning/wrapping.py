"""Lines broken at the width of a page, joined into paragraphs again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import mode
from typing import TYPE_CHECKING

from summarizer.cleaning.draft import Edit
from summarizer.cleaning.vocabulary import HEADING

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft, Line

_STOP = re.compile(r"[。!?;:…][”’」』)》]*$")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\U00020000-\U0003fffd“”‘’…—]"
)
_NARROWEST, _WIDEST = 30, 160
_SLACK = 10
"""Columns by which a full line may fall short, for a punctuation mark or a number that would not fit."""
_FEWEST = 4
_SHARE = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How the lines of a wrapped text are set."""

    full: int
    """Columns from which a line counts as full."""
    indent: int
    """Spaces before a line that continues a paragraph."""
    blanks_part: bool
    """Blank lines stand between paragraphs (and not between all lines)."""
    marked: bool
    """Paragraphs are told apart by blank lines or by their indent."""


def join_wrapped(draft: Draft) -> None:
    """Join the lines of a paragraph, if the text is evidently wrapped."""
    lines = draft.lines()
    solid = [index for index, line in enumerate(lines) if line.text]
    setting = _setting(lines, solid)
    if setting is None:
        return
    edits: list[Edit] = []
    for index, following in pairwise(solid):
        if setting.blanks_part and following > index + 1:
            continue
        line, after = lines[index], lines[following]
        if _continues(line, after, setting):
            end = line.start + line.indent + len(line.text)
            seam = (
                " "
                if line.text[-1].isascii()
                and line.text[-1].isalpha()
                and after.text[0].isascii()
                and after.text[0].isalpha()
                else ""
            )
            edits.append(Edit(end, after.start + after.indent, seam))
    draft.apply("join", edits)


def is_wrapped(lines: list[Line]) -> bool:
    """Whether the lines are evidently broken at the width of a page."""
    return _setting(lines, [index for index, line in enumerate(lines) if line.text]) is not None


def width(text: str) -> int:
    """Columns of a text in a terminal: two for a Chinese character."""
    return len(text) + len(_WIDE.findall(text))


def _setting(lines: list[Line], solid: list[int]) -> Setting | None:
    """How the text is wrapped, or None where it is not."""
    widths = sorted(width(lines[index].text) for index in solid)
    if len(widths) < _FEWEST:
        return None
    widest = widths[len(widths) * 9 // 10]
    if not _NARROWEST <= widest <= _WIDEST or widths[-1] > 2 * widest:
        return None
    full = widest - _SLACK
    broken = [
        index
        for index in solid
        if width(lines[index].text) >= full
        and not _STOP.search(lines[index].text)
        and re.search("[,。、;]", lines[index].text)
    ]
    if len(broken) < max(_FEWEST, _SHARE * len(solid)):
        return None
    gaps = sum(following > index + 1 for index, following in pairwise(solid))
    blanks_part = gaps < 0.8 * len(solid)
    indents = [lines[index].indent for index in solid]
    indent = mode(indents)
    marked = (blanks_part and gaps >= 0.03 * len(solid)) or sum(
        value > indent for value in indents
    ) >= 0.05 * len(solid)
    return Setting(full=full, indent=indent, blanks_part=blanks_part, marked=marked)


def _continues(line: Line, after: Line, setting: Setting) -> bool:
    """Whether the paragraph of a line goes on in the next one."""
    if width(line.text) < setting.full or after.indent > setting.indent or HEADING.match(after.text):
        return False
    return setting.marked or not _STOP.search(line.text)
