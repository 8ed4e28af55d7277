"""Cuts a report into chunks at paragraph or sentence ends, within a budget, with the path of headings.

The chunks of a report, put end to end, are its clean text: nothing is read twice and nothing is left out. No
cut falls inside a number, a quoted figure, a 《title》, a quotation or a bracket. Cost grows with the length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.structure.model import Figure, Outline, Point, Section

_SENTENCE_END = re.compile(r"[。;!?][”’)》」』】〕\]]*")
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d)")
_CLOSING = {
    "》": "《",
    "”": "“",
    "’": "‘",
    ")": "(",
    "」": "「",
    "』": "『",
    "】": "【",
    "〕": "〔",
    "]": "[",
}
_OPENING = frozenset(_CLOSING.values())
_LONGEST_BRACKET = 300
"""Brackets further apart belong to different sentences: one of the marks was lost."""
_LETTERS_PER_TOKEN = 3
_THIRDS = bytes(
    1 if chr(code).isascii() and chr(code).isalpha() else _LETTERS_PER_TOKEN for code in range(256)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """How much an endpoint is asked about at once."""

    tokens: int
    """Tokens of a chunk, counted by :func:`token_places`; more only where a sentence has no place to cut."""
    items: int
    """Points and figures of a chunk; exceeded only within one paragraph or sentence."""
    least: int = 0
    """Tokens from which on a chunk ends where a part of the report does."""


SMALL = Budget(tokens=700, items=12)
"""For the embedded model: a small one loses count in longer passages, and the constant prefix is cached, so
that more chunks cost little."""
LARGE = Budget(tokens=2800, items=48, least=900)
"""For all others, which keep count further and are paid for by the call and its prefix. With prompt and
answer it fits into a context of 8,192 tokens; what does not fit is asked in pieces."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A run of the clean text that is put to the model in one request."""

    start: int
    end: int
    section: str
    """Id of the innermost section at its first character."""
    label: str
    """The heading to show in progress and messages."""
    last: str
    """Heading of the last part of the report that begins inside it; empty where none does."""
    path: tuple[str, ...]
    """Headings that govern the whole chunk and stand before it, outermost first."""
    points: tuple[Point, ...]
    """Points that begin here."""
    figures: tuple[Figure, ...]
    """Figures whose anchor begins here."""


def token_places(text: str) -> list[int]:
    """Count the tokens before every place of a text, and in all of it at the end.

    Tokenizers differ; this is a cautious count that holds for all of today's: a token for a Chinese
    character, a digit or a mark, one for three Latin letters.
    """
    thirds = accumulate(_thirds(text), initial=0)
    return [-(-count // _LETTERS_PER_TOKEN) for count in thirds]


def count_tokens(text: str) -> int:
    """Count the tokens of a text as :func:`token_places` does."""
    return -(-sum(_thirds(text)) // _LETTERS_PER_TOKEN)


def _thirds(text: str) -> bytes:
    """Return the thirds of a token that every character counts."""
    return text.encode("ascii", "replace").translate(_THIRDS)


def chunks(text: str, outline: Outline, budget: Budget = SMALL) -> tuple[Chunk, ...]:
    """Cut a report.

    Args:
        text: ``CleanText.text``.
        outline: What rules found in it.
        budget: How large a chunk may be.

    Returns:
        Chunks in reading order that cover the text without gap or overlap.
    """
    tokens = token_places(text)
    tops = {section.start for section in outline.sections if section.level == 1}
    heads = {section.start for section in outline.sections if section.level > 0}
    starts = sorted(
        [point.start for point in outline.points] + [figure.anchor_start for figure in outline.figures]
    )
    runs: list[tuple[int, int]] = []
    begin = end = items = 0
    for block_start, block_end in _blocks(text, outline, tokens, budget.tokens):
        held = bisect_left(starts, block_end) - bisect_left(starts, block_start)
        # A new heading is a better border than the budget: past half of it, close the chunk there.
        full = (
            tokens[block_end] - tokens[begin] > budget.tokens
            or items + held > budget.items
            or (block_start in tops and tokens[block_start] - tokens[begin] >= budget.least)
            or (block_start in heads and tokens[block_start] - tokens[begin] > budget.tokens // 2)
        )
        if end > begin and full:
            runs.append((begin, end))
            begin, items = end, 0
        end = block_end
        items += held
    if end > begin:
        runs.append((begin, end))
    return _filled(outline, runs)


def innermost(outline: Outline, place: int) -> Section:
    """Return the innermost section at a place of the clean text."""
    found = outline.sections[0]
    for section in outline.sections[1:]:
        if section.start <= place < section.end and section.level >= found.level:
            found = section
    return found


def ancestors(outline: Outline, section: Section) -> tuple[Section, ...]:
    """Return the sections that hold a section, itself last; ``S0`` is left out."""
    return _chain({each.id: each for each in outline.sections}, section)


def _chain(by_id: Mapping[str, Section], section: Section) -> tuple[Section, ...]:
    chain: list[Section] = []
    here: Section | None = section
    while here is not None and here.level > 0 and here not in chain:
        chain.append(here)
        here = by_id.get(here.parent) if here.parent else None
    return tuple(reversed(chain))


def _filled(outline: Outline, runs: Sequence[tuple[int, int]]) -> tuple[Chunk, ...]:
    """Give every run of text its section, its headings, and the points and figures that begin in it."""
    points = sorted((point.start, place) for place, point in enumerate(outline.points))
    figures = sorted((figure.anchor_start, place) for place, figure in enumerate(outline.figures))
    by_id = {each.id: each for each in outline.sections}
    tops = [each for each in outline.sections if each.level == 1]
    found: list[Chunk] = []
    for (start, end), section in zip(runs, _innermost_each(outline, runs), strict=True):
        found.append(
            Chunk(
                start=start,
                end=end,
                section=section.id,
                label=section.heading,
                last=next((each.heading for each in reversed(tops) if start < each.start < end), ""),
                path=tuple(each.heading for each in _chain(by_id, section) if each.start < start),
                points=tuple(outline.points[place] for place in _between(points, start, end)),
                figures=tuple(outline.figures[place] for place in _between(figures, start, end)),
            )
        )
    return tuple(found)


def _innermost_each(outline: Outline, runs: Sequence[tuple[int, int]]) -> Iterator[Section]:
    """Yield the innermost section at the start of every run, in one go through the sections."""
    top, *rest = outline.sections
    opened = [top]
    following = iter([*rest, None])
    section = next(following)
    for start, _ in runs:
        while section is not None and section.start <= start:
            opened.append(section)
            section = next(following)
        while len(opened) > 1 and opened[-1].end <= start:
            opened.pop()
        yield opened[-1]


def _between(placed: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Indices of what begins in an interval, in rising order."""
    return sorted(
        index for _, index in placed[bisect_left(placed, (start, 0)) : bisect_left(placed, (end, 0))]
    )


def _blocks(text: str, outline: Outline, tokens: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs (with their line end), those over the budget cut into sentences."""
    held = sorted(
        [(each.start, each.end) for each in outline.mentions]
        + [(each.start, each.end) for each in outline.figures]
    )
    start = 0
    while start < len(text):
        found = text.find("\n", start)
        end = found + 1 if found >= 0 else len(text)
        if tokens[end] - tokens[start] <= most:
            yield start, end
        else:
            yield from _sentences(text, (start, end), _guarded(text, held, start, end), tokens, most)
        start = end


def _sentences(
    text: str, paragraph: tuple[int, int], guarded: set[int], tokens: Sequence[int], most: int
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; one over the budget is cut at its commas too."""
    start, end = paragraph
    stops = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    commas = [found.end() for found in _CLAUSE_END.finditer(text, start, end) if found.end() not in guarded]
    begin = start
    for stop in [*(place for place in stops if place not in guarded and place < end), end]:
        while tokens[stop] - tokens[begin] > most:
            fits = bisect_right(tokens, tokens[begin] + most) - 1
            last = bisect_right(commas, min(fits, stop - 1)) - 1
            if last < 0 or commas[last] <= begin:
                break
            yield begin, commas[last]
            begin = commas[last]
        if stop > begin:
            yield begin, stop
        begin = stop


def _guarded(text: str, held: Sequence[tuple[int, int]], start: int, end: int) -> set[int]:
    """Return the places where a cut would fall inside a bracket, a number or a quoted figure."""
    inside = [*_brackets(text, start, end)]
    first = bisect_left(held, (max(0, start - _LONGEST_BRACKET), 0))
    last = bisect_left(held, (end, 0))
    inside += [(max(left, start), min(right, end)) for left, right in held[first:last] if right > start]
    # One step up behind the first character of each, one down behind its last.
    steps = [0] * (end - start + 1)
    for left, right in inside:
        if right > left + 1:
            steps[left + 1 - start] += 1
            steps[right - start] -= 1
    return {start + place for place, depth in enumerate(accumulate(steps)) if depth > 0}


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the brackets and quotations that are closed in the same paragraph."""
    opened: list[int] = []
    for place in range(start, end):
        sign = text[place]
        if sign in _OPENING:
            opened.append(place)
        elif sign in _CLOSING:
            for depth in range(len(opened) - 1, max(-1, len(opened) - 4), -1):
                if text[opened[depth]] == _CLOSING[sign]:
                    if place - opened[depth] < _LONGEST_BRACKET:
                        yield opened[depth], place + 1
                    del opened[depth:]
                    break
