"""Lines, sentences and clauses of the clean text, by offset; quoted text is never cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = "“‘《〈(「『[{【〔"
_CLOSING = "”’》〉)」』]}】〕"
SENTENCE_END = "。!?"
_TOKEN = re.compile(rf"[{re.escape(_OPENING + _CLOSING)}。;!?:,]")
# A quotation that is never closed (a lost mark) must not hide the rest of the line.
_LONGEST_QUOTE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A paragraph of the clean text."""

    index: int
    start: int
    end: int
    """Without the line end and without spaces at either side."""
    text: str


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold anything, in order."""
    lines: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        core = piece.strip()
        if core:
            begin = start + piece.index(core)
            lines.append(Line(index=len(lines), start=begin, end=begin + len(core), text=core))
        start += len(piece) + 1
    return lines


def stops(text: str, start: int, end: int, marks: str) -> list[int]:
    """Return the offsets of the punctuation ``marks`` in ``text[start:end]`` that stand outside quotations.

    A colon between digits (``14.4:41.5``, ``9:30``) is part of a number.
    """
    found: list[int] = []
    depth = 0
    opened = start
    for match in _TOKEN.finditer(text, start, end):
        mark, place = match[0], match.start()
        if mark in _OPENING:
            if depth == 0:
                opened = place
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark in marks and (depth == 0 or place - opened > _LONGEST_QUOTE):
            if mark == ":" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit():
                continue
            found.append(place)
    return found


def first_stop(text: str, start: int, end: int, marks: str) -> int:
    """Return the offset of the first of ``marks`` outside quotations, or ``end``."""
    # Headings end early: look at a short piece first, so that long paragraphs cost nothing.
    near = min(end, start + 200)
    found = stops(text, start, near, marks)
    if not found and near < end:
        found = stops(text, start, end, marks)
    return found[0] if found else end


def shorten(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """Return the interval of the first sentence of ``text[start:end]``; its first clauses if it is too long.

    Args:
        text: The whole text.
        start: First character; spaces are skipped.
        end: End of the passage.
        limit: Most characters allowed.
    """
    while start < end and text[start].isspace():
        start += 1
    line_end = text.find("\n", start, end)
    end = end if line_end < 0 else line_end
    while end > start and text[end - 1].isspace():
        end -= 1
    near = min(end, start + limit)
    sentence = stops(text, start, min(end, start + limit), "。;!?")
    if sentence:
        place = sentence[0]
        return start, place + 1 if text[place] in SENTENCE_END else place
    if end - start <= limit:
        return start, end
    clauses = stops(text, start, near, ",:")
    # A first clause of two or three characters (一是, 目前) says nothing: take as many clauses as fit.
    return start, clauses[-1] if clauses else near
