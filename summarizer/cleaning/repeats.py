"""Text that stands there several times over; the first is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.cleaning.draft import Edit
from summarizer.cleaning.wrapping import is_wrapped

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft, Line

_SHORTEST = 40
"""Characters that a repeated passage must have; shorter ones may be meant."""
_SHORTEST_PERIOD = 20


def drop_repeats(draft: Draft) -> None:
    """Drop passages of whole lines that have stood there before, and lines that are one text twice.

    The lines of a wrapped text wait until they are paragraphs: two of them may well recur.
    """
    if is_wrapped(draft.lines()):
        return
    draft.apply("repeat", [edit for line in draft.lines() if (edit := _doubled(line))])
    lines = [line for line in draft.lines() if line.text]
    keys = [line.text.replace(" ", "") for line in lines]
    first_place: dict[str, int] = {}
    edits: list[Edit] = []
    index = 0
    while index < len(lines):
        earlier = first_place.setdefault(keys[index], index)
        if earlier == index:
            index += 1
            continue
        length = 1
        while (
            index + length < len(lines)
            and earlier + length < index
            and keys[index + length] == keys[earlier + length]
        ):
            length += 1
        if _is_passage(keys[index : index + length]):
            edits.append(Edit(lines[index].start, lines[index + length - 1].end, ""))
        index += length
    draft.apply("repeat", edits)


def _is_passage(keys: list[str]) -> bool:
    """Long enough and a sentence: cells of a table and headings may recur."""
    return sum(map(len, keys)) >= _SHORTEST and any(
        "。" in key and len(key) >= _SHORTEST // 2 for key in keys
    )


def _doubled(line: Line) -> Edit | None:
    """What to cut from a line that is one text several times over."""
    text = line.text
    if len(text) < 2 * _SHORTEST_PERIOD:
        return None
    period = (text + text).find(text, 1)
    if not _SHORTEST_PERIOD <= period < len(text):
        return None
    start = line.start + line.indent
    return Edit(start + period, start + len(text), "")
