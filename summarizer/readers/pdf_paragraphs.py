"""Lines of PDF pages put together to paragraphs, without what repeats on the margins of the pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from summarizer.readers.pdf_lines import Line, join

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARGIN = 0.12
"""Part of the height of a page, at its head and at its foot, where page furniture stands."""
_OUTERMOST = 2
"""Lines of head and foot that may repeat."""
_OFTEN = 3
_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?:\s*页)?(?:\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*"
    r"|(?:P\.?|[Pp]age)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")
_INDENT = 0.8
"""Of the height of a character: where an indented line begins."""
_DEEPEST_INDENT = 3
_DEEPEST_STEP = 4
_RAGGED = 2.6
"""Of the height: how far a full line may end before the edge (a number or word is not broken)."""
_SIZES = 0.12
_TITLE = 1.15
_GAP = 1.25
"""Of the usual distance of lines: from here on white space parts paragraphs."""
_SOMETIMES = 0.05
"""Part of the lines from which on an indent, or a gap, is how a document marks its paragraphs."""
_TOKEN = re.compile(r"[!-~]+")
_STOP = tuple("。！？；：.!?;:")
_HEADED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十\d]+[章节部条]"
)
_LISTED = re.compile(r"[（(]\d+[）)]|\d{1,2}[.．、]|[一二三四五六七八九十]是")


def without_margins(pages: list[tuple[float, list[Line]]]) -> tuple[list[list[Line]], int]:
    """Drop page headers, footers and numbers.

    Args:
        pages: Height and lines of each page.

    Returns:
        The lines that stay, page by page, and how many were dropped.
    """
    outer = [_outermost(height, lines) for height, lines in pages]
    times = Counter(chain.from_iterable({_shape(line) for line in lines} for lines in outer))
    enough = _OFTEN if len(pages) > _OUTERMOST else _OUTERMOST
    kept: list[list[Line]] = []
    dropped = 0
    for (_, lines), margin in zip(pages, outer, strict=True):
        gone = {
            id(line) for line in margin if times[_shape(line)] >= enough or _PAGE_NUMBER.fullmatch(line.text)
        }
        kept.append([line for line in lines if id(line) not in gone])
        dropped += len(gone)
    return kept, dropped


def _outermost(height: float, lines: list[Line]) -> list[Line]:
    by_height = sorted((line for line in lines if not line.ruled), key=lambda line: -line.middle)
    head = [line for line in by_height[:_OUTERMOST] if line.middle > height * (1 - _MARGIN)]
    foot = [line for line in by_height[-_OUTERMOST:] if line.middle < height * _MARGIN]
    return head + [line for line in foot if not any(line is one for one in head)]


def _shape(line: Line) -> str:
    """Make lines equal that differ in the number of the page only."""
    return _DIGITS.sub("0", line.text.replace(" ", ""))


def paragraphs(pages: Iterable[list[Line]]) -> list[str]:
    """Join the lines of paragraphs, also over the end of a column or page."""
    lines = [line for page in pages for line in page]
    habits = _habits(lines)
    out: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and (_continues(before, line, habits) or _one_title(before, line, habits.size)):
            out[-1] = join(out[-1], line.text)
        else:
            out.append(line.text)
        before = line
    return out


@dataclass(frozen=True, kw_only=True, slots=True)
class _Habits:
    """How a document sets its text."""

    size: float
    pitch: float
    """From line to line, in points."""
    indents: bool
    gaps: bool


def _habits(lines: list[Line]) -> _Habits:
    text = [line for line in lines if not line.table]
    sizes: Counter[float] = Counter()
    for line in text:
        sizes[round(line.size * 2) / 2] += len(line.text)
    steps = [
        before.middle - line.middle
        for before, line in pairwise(text)
        if 0 < before.middle - line.middle < _DEEPEST_STEP * line.size
    ]
    pitch = Counter(map(round, steps)).most_common(1)
    usual = float(pitch[0][0]) if pitch else 0.0
    insets = [_inset(line) / line.size for line in text]
    return _Habits(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        pitch=usual,
        indents=sum(_INDENT < inset < _DEEPEST_INDENT for inset in insets) > _SOMETIMES * len(text),
        gaps=sum(step > _GAP * usual for step in steps) > _SOMETIMES * len(text),
    )


def _continues(before: Line, line: Line, habits: _Habits) -> bool:
    if before.table or line.table or abs(before.size - line.size) > _SIZES * max(before.size, line.size):
        return False
    if _inset(line) > _INDENT * line.size or not _is_full(before, line):
        return False
    distance = before.middle - line.middle
    if habits.pitch and distance > _GAP * habits.pitch:
        return False
    if before.text.endswith(_STOP):
        if _HEADED.match(line.text):
            return False
        return habits.indents or (habits.gaps and distance > 0 and not _LISTED.match(line.text))
    return True


def _is_full(before: Line, line: Line) -> bool:
    """Say whether a line ends only because nothing more went onto it."""
    room = _edges(before)[1] - before.right
    token = _TOKEN.match(line.text)
    # Latin letters and digits are about half as wide as high, and words of them are not broken.
    needed = 0.0 if token is None else len(token[0]) / 2 * line.size
    return room <= max(_RAGGED * before.size, needed + before.size)


def _one_title(before: Line, line: Line, body: float) -> bool:
    """Say whether two lines are one title: both larger than the text, both in the middle."""
    if before.table or line.table or before.size < _TITLE * body or before.text.endswith(_STOP):
        return False
    if abs(before.size - line.size) > _SIZES * line.size or before.middle - line.middle > 3 * line.size:
        return False
    return all(
        abs((one.left + one.right) - sum(_edges(one))) < 2 * one.size and _inset(one) > one.size
        for one in (before, line)
    )


def _edges(line: Line) -> tuple[float, float]:
    return (line.left, line.right) if line.column is None else line.column


def _inset(line: Line) -> float:
    return line.left - _edges(line)[0]
