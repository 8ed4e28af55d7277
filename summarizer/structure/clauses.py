"""Sentences cut into clauses, with what stands in brackets set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[。!?;\n]")
_IN_NUMBER = re.compile(r"\d(?::\d|,\d{3}(?!\d))")
_LONGEST = 1000
"""Characters after which a stretch without a full stop is cut all the same: it is no sentence."""
_WIDEST = 200
"""Characters from a semicolon within which a bracket around it must close."""
_PARAGRAPH_END = re.compile(r"[。\n]")
_DEEPEST = 3
"""Brackets within brackets that are looked into."""
_OPEN, _CLOSE = "(〔[【", ")〕]】"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A stretch between commas or colons; ``inner`` holds the clauses of the brackets in it."""

    start: int
    end: int
    inner: tuple[Clause, ...] = ()
    holes: tuple[tuple[int, int], ...] = ()
    """Intervals of the brackets, brackets included."""

    def words(self, text: str, start: int, end: int) -> str:
        """Words of the clause in an interval, without what stands in brackets."""
        out: list[str] = []
        at = start
        for hole_start, hole_end in self.holes:
            if hole_end <= at or hole_start >= end:
                continue
            out.append(text[at : max(at, hole_start)])
            at = hole_end
        out.append(text[at:end] if at < end else "")
        return "".join(out)

    def in_hole(self, offset: int) -> bool:
        """Tell whether an offset lies in brackets."""
        return any(start <= offset < end for start, end in self.holes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A stretch between full stops, semicolons or line ends; ``clauses`` are in reading order."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    opens_paragraph: bool


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a cleaned text, in order."""
    start = 0
    opens = True
    for match in _SENTENCE_END.finditer(text):
        if match[0] == ";" and _in_brackets(text, start, match.start()):
            continue
        for begin, end in _pieces(text, start, match.start()):
            yield Sentence(start=begin, end=end, clauses=_clauses(text, begin, end), opens_paragraph=opens)
            opens = False
        opens = opens or match[0] == "\n"
        start = match.end()
    for begin, end in _pieces(text, start, len(text)):
        yield Sentence(start=begin, end=end, clauses=_clauses(text, begin, end), opens_paragraph=opens)
        opens = False


def _in_brackets(text: str, start: int, at: int) -> bool:
    """Tell whether a semicolon parts what one bracket holds: ``59人(50岁以上18人;50岁以下41人)``."""
    if at - start > _LONGEST or text.count("(", start, at) <= text.count(")", start, at):
        return False
    close = text.find(")", at, at + _WIDEST)
    return close >= 0 and not _PARAGRAPH_END.search(text, at, close)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long to be a sentence at a comma, if there is one."""
    while end - start > _LONGEST:
        comma = text.rfind(",", start + _LONGEST // 2, start + _LONGEST)
        cut = comma if comma >= 0 else start + _LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _clauses(text: str, start: int, end: int, deep: int = 0) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    holes: list[tuple[int, int]] = []
    depth, begin, opened = 0, start, start
    for i in range(start, end):
        c = text[i]
        if c in _OPEN:
            if depth == 0:
                opened = i
            depth += 1
        elif c in _CLOSE:
            if depth == 1 and deep < _DEEPEST:
                holes.append((opened, i + 1))
            depth = max(0, depth - 1)
        elif c in ",:;" and depth == 0 and not _IN_NUMBER.match(text, i - 1):
            clauses.append(_clause(text, begin, i, holes, deep))
            begin, holes = i + 1, []
    # A bracket that is never closed holds nothing back.
    clauses.append(_clause(text, begin, end, holes, deep))
    return tuple(c for c in clauses if c.end > c.start)


def _clause(text: str, start: int, end: int, holes: list[tuple[int, int]], deep: int) -> Clause:
    inner = tuple(part for left, right in holes for part in _clauses(text, left + 1, right - 1, deep + 1))
    return Clause(start=start, end=end, inner=inner, holes=tuple(holes))
