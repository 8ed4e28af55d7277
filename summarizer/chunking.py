"""Cuts a report into chunks at paragraph or sentence ends, within a budget, with the path of headings.

The chunks of a report, put end to end, are its clean text: nothing is read twice and nothing is left out. No
cut falls inside a number, a quoted figure, a 《title》, a quotation or a bracket.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.structure.model import Figure, Outline, Point, Section

MAX_CHARS = 700
"""Characters of a chunk. A small model loses count in longer passages; the constant prefix is cached, so that
more chunks cost little."""
MAX_ITEMS = 12
"""Points and figures that a chunk may hold before it is closed at the next paragraph end."""

_SENTENCE_END = re.compile(r"[。;!?][”’)]*")
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d)")
_OPENING = "《“‘("
_CLOSING = "》”’)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A run of the clean text that is put to the model in one request."""

    start: int
    end: int
    section: str
    """Id of the innermost section at its first character."""
    label: str
    """The heading to show in progress and messages."""
    path: tuple[str, ...]
    """Headings that govern the whole chunk and stand before it, outermost first."""
    points: tuple[Point, ...]
    """Points that begin here."""
    figures: tuple[Figure, ...]
    """Figures whose anchor begins here."""


def chunks(
    text: str, outline: Outline, *, max_chars: int = MAX_CHARS, max_items: int = MAX_ITEMS
) -> tuple[Chunk, ...]:
    """Cut a report.

    Args:
        text: ``CleanText.text``.
        outline: What rules found in it.
        max_chars: Characters of a chunk; exceeded only where a sentence has no place to cut.
        max_items: Points and figures of a chunk; exceeded only within one paragraph or sentence.

    Returns:
        Chunks in reading order that cover the text without gap or overlap.
    """
    tops = {section.start for section in outline.sections if section.level == 1}
    heads = {section.start for section in outline.sections if section.level > 0}
    starts = sorted(
        [point.start for point in outline.points] + [figure.anchor_start for figure in outline.figures]
    )
    runs: list[tuple[int, int]] = []
    begin = end = items = 0
    for block_start, block_end in _blocks(text, outline, max_chars):
        held = sum(block_start <= place < block_end for place in starts)
        # A new heading is a better border than the budget: past half of it, close the chunk there.
        full = (
            block_end - begin > max_chars
            or items + held > max_items
            or block_start in tops
            or (block_start in heads and block_start - begin > max_chars // 2)
        )
        if end > begin and full:
            runs.append((begin, end))
            begin, items = end, 0
        end = block_end
        items += held
    if end > begin:
        runs.append((begin, end))
    return tuple(_chunk(outline, start, stop) for start, stop in runs)


def innermost(outline: Outline, place: int) -> Section:
    """Return the innermost section at a place of the clean text."""
    found = outline.sections[0]
    for section in outline.sections[1:]:
        if section.start <= place < section.end and section.level >= found.level:
            found = section
    return found


def ancestors(outline: Outline, section: Section) -> tuple[Section, ...]:
    """Return the sections that hold a section, itself last; ``S0`` is left out."""
    by_id = {each.id: each for each in outline.sections}
    chain: list[Section] = []
    here: Section | None = section
    while here is not None and here.level > 0 and here not in chain:
        chain.append(here)
        here = by_id.get(here.parent) if here.parent else None
    return tuple(reversed(chain))


def _chunk(outline: Outline, start: int, end: int) -> Chunk:
    section = innermost(outline, start)
    return Chunk(
        start=start,
        end=end,
        section=section.id,
        label=section.heading,
        path=tuple(each.heading for each in ancestors(outline, section) if each.start < start),
        points=tuple(point for point in outline.points if start <= point.start < end),
        figures=tuple(figure for figure in outline.figures if start <= figure.anchor_start < end),
    )


def _blocks(text: str, outline: Outline, max_chars: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs (with their line end), those over the budget cut into sentences."""
    start = 0
    while start < len(text):
        found = text.find("\n", start)
        end = found + 1 if found >= 0 else len(text)
        if end - start <= max_chars:
            yield start, end
        else:
            yield from _sentences(text, outline, start, end, max_chars)
        start = end


def _sentences(
    text: str, outline: Outline, start: int, end: int, max_chars: int
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; one over the budget is cut at its commas too."""
    guarded = _guarded(text, outline, start, end)
    sentence_ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    clause_ends = [found.end() for found in _CLAUSE_END.finditer(text, start, end)]
    begin = start
    for stop in [*(place for place in sentence_ends if place not in guarded and place < end), end]:
        while stop - begin > max_chars:
            inside = [p for p in clause_ends if begin < p <= begin + max_chars and p not in guarded]
            if not inside:
                break
            yield begin, inside[-1]
            begin = inside[-1]
        if stop > begin:
            yield begin, stop
        begin = stop


def _guarded(text: str, outline: Outline, start: int, end: int) -> set[int]:
    """Return the places where a cut would fall inside a bracket, a number or a quoted figure."""
    guarded: set[int] = set()
    depth = 0
    for place in range(start, end):
        if depth:
            guarded.add(place)
        if text[place] in _OPENING:
            depth += 1
        elif text[place] in _CLOSING and depth:
            depth -= 1
    if depth:
        # An opening mark that is never closed would forbid every later cut: then only numbers are guarded.
        guarded.clear()
    held = [(each.start, each.end) for each in outline.mentions]
    held += [(each.start, each.end) for each in outline.figures]
    for first, last in held:
        guarded.update(range(max(first + 1, start), min(last, end)))
    return guarded
