"""What printing put between the lines: running heads and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from summarizer.cleaning.draft import Edit

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft, Line

_MARKED = re.compile(
    r"[-—–─·] ?\d{1,4} ?[-—–─·]|第 ?\d{1,4} ?页(?:[ ,/]*共 ?\d{1,4} ?页)?"
    r"|(?:Page|P\.?) ?\d{1,4}(?: of \d{1,4})?"
)
_BARE = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[,。;、!?]")
_STOP = re.compile(r"[。!?;:,][”’」』)]?$")
_APART = 200
"""Characters that lie at least between two page numbers: numbers in a table stand closer."""
_OFTEN = 3
_NEAR = 2
_LONGEST_HEAD = 40


def drop_pages(draft: Draft) -> None:
    """Set running heads and page numbers apart, and close the gap they leave in a paragraph."""
    lines = [line for line in draft.lines() if line.text]
    numbers = _page_numbers(lines)
    if not numbers:
        return
    furniture = sorted(numbers | _running_heads(lines, numbers))
    edits: list[Edit] = []
    while furniture:
        first = last = furniture.pop(0)
        while furniture and furniture[0] == last + 1:
            last = furniture.pop(0)
        for line in lines[first : last + 1]:
            draft.set_apart("furniture", line.start, line.end)
        start = lines[first - 1].end if first else 0
        end = lines[last + 1].start - lines[last + 1].indent if last + 1 < len(lines) else len(draft.text)
        broken = first and last + 1 < len(lines) and not _STOP.search(lines[first - 1].text)
        edits.append(Edit(start, end, "\n" if broken else "\n\n"))
    draft.apply("furniture", edits, silent=True)


def _page_numbers(lines: list[Line]) -> set[int]:
    """Lines that number pages: marked as such, or counting up at a distance of a page."""
    found = {index for index, line in enumerate(lines) if _MARKED.fullmatch(line.text)}
    if len(found) < _NEAR:
        found.clear()
    chain: list[int] = []
    for index, line in enumerate(lines):
        if not _BARE.fullmatch(line.text):
            continue
        if chain:
            previous = lines[chain[-1]]
            if int(line.text) == int(previous.text) + 1 and line.start - previous.end >= _APART:
                chain.append(index)
                continue
            if line.start - previous.end < _APART:
                continue
        if len(chain) >= _OFTEN:
            found.update(chain)
        chain = [index]
    if len(chain) >= _OFTEN:
        found.update(chain)
    return found


def _running_heads(lines: list[Line], numbers: set[int]) -> set[int]:
    """Short lines that recur, digits aside, mostly beside a page number."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for index in range(max(0, number - _NEAR), min(len(lines), number + _NEAR + 1)):
            text = lines[index].text
            if index not in numbers and len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text):
                places[_DIGITS.sub("0", text)].append(index)
    return {
        index
        for found in places.values()
        if len(set(found)) >= max(_OFTEN, len(numbers) // 3)
        for index in found
    }
