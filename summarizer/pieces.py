"""Cuts what could not be answered whole into smaller pieces: fewer items, each about less of the text.

A request may be too long for the model's context, be refused for one passage of it, or have an answer that
never ends. Half of it then often goes through, and what does not is narrowed down to the item at fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.asking import Item
    from summarizer.chunking import Chunk

_SENTENCE_END = re.compile(r"[。;!?\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a chunk and what is asked about it."""

    chunk: Chunk
    asked: tuple[Item, ...]


def pieces(text: str, chunk: Chunk, asked: Sequence[Item]) -> tuple[Piece, ...]:
    """Return the two halves of what is asked; for a single item, its own sentences.

    Args:
        text: ``CleanText.text``.
        chunk: The chunk that was asked about.
        asked: Items of the chunk, in reading order.

    Returns:
        None where nothing smaller is left. Sentences that hold items of both halves are in both.
    """
    middle = (len(asked) + 1) // 2
    parts = [part for part in (asked[:middle], asked[middle:]) if part]
    found = tuple(Piece(chunk=_around(text, chunk, part), asked=tuple(part)) for part in parts)
    if len(found) == 1 and found[0].chunk.end - found[0].chunk.start >= chunk.end - chunk.start:
        return ()
    return found


def _around(text: str, chunk: Chunk, asked: Sequence[Item]) -> Chunk:
    """Return the sentences of a chunk from the first of some items to the last."""
    places = {point.id: (point.start, point.end) for point in chunk.points}
    places |= {figure.id: (figure.anchor_start, figure.anchor_end) for figure in chunk.figures}
    held = [places[item.target] for item in asked]
    first, last = min(start for start, _ in held), max(end for _, end in held)
    start = chunk.start
    for found in _SENTENCE_END.finditer(text, chunk.start, first):
        start = found.end()
    ending = _SENTENCE_END.search(text, max(last - 1, start), chunk.end)
    end = ending.end() if ending else chunk.end
    return replace(
        chunk,
        start=start,
        end=end,
        points=tuple(point for point in chunk.points if start <= point.start < end),
        figures=tuple(figure for figure in chunk.figures if start <= figure.anchor_start < end),
    )
