"""The source cut where marks begin and end: lines of runs, each with everything that covers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.rendering.page.source import Fragment

_LINE: Final = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """An interval of the source that means something."""

    start: int
    end: int
    name: str
    """Style of what is marked: ``figure``, ``point``, ``number``…"""
    key: str = ""
    """Key of the item that a click leads to; empty where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Characters with the same marks."""

    text: str
    marks: tuple[Mark, ...]
    """The narrowest first: that is the one which is meant by a click."""
    begins: tuple[str, ...]
    """Keys of the items whose mark begins here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the source that is not blank."""

    start: int
    end: int
    runs: tuple[Run, ...]
    after_gap: bool
    """Whether something of the source is missing before it."""


def lines(fragments: Iterable[Fragment], marks: Sequence[Mark]) -> list[Line]:
    """Cut the source at line ends and marks. Marks that reach over a line end go on in the next line."""
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end))
    begun: set[str] = set()
    found: list[Line] = []
    place = 0
    active: list[Mark] = []
    for number, piece in enumerate(fragments):
        gap = number > 0
        for hit in _LINE.finditer(piece.text):
            if not hit[0].strip():
                continue
            start, end = piece.start + hit.start(), piece.start + hit.end()
            while place < len(waiting) and waiting[place].start < end:
                active.append(waiting[place])
                place += 1
            active = [mark for mark in active if mark.end > start]
            runs = _cut(hit[0], start, active, begun)
            found.append(Line(start=start, end=end, runs=runs, after_gap=gap))
            gap = False
    return found


def _cut(text: str, offset: int, marks: Sequence[Mark], begun: set[str]) -> tuple[Run, ...]:
    """Cut one line. ``begun`` holds the keys that have begun, and takes the new ones."""
    end = offset + len(text)
    borders = {offset, end}
    for mark in marks:
        borders |= {place for place in (mark.start, mark.end) if offset < place < end}
    runs: list[Run] = []
    for first, last in pairwise(sorted(borders)):
        covering = [mark for mark in marks if mark.start <= first and mark.end >= last]
        covering.sort(key=lambda mark: (mark.end - mark.start, mark.start, mark.key))
        new = list(dict.fromkeys(mark.key for mark in covering if mark.key and mark.key not in begun))
        begun.update(new)
        runs.append(Run(text=text[first - offset : last - offset], marks=tuple(covering), begins=tuple(new)))
    return tuple(runs)
