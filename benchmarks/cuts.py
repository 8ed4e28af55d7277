"""Counts the cuts of a splitter that fall inside something that belongs together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHOLE: Final = {
    "number": re.compile(r"\d+(?:[.,]\d+)*"),
    "date": re.compile(
        r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)?|\d{1,2} ?月 ?\d{1,2} ?[日号]"
    ),
    "title": re.compile(r"《[^《》\n]{1,100}》"),
    "bracket": re.compile(r"[(（][^()（）\n]{1,200}[)）]|“[^“”\n]{1,200}”"),
}
_SENTENCE: Final = "sentence"
KINDS: Final = (*_WHOLE, _SENTENCE)
_END: Final = re.compile(r"[。!?;！？；\n][”’)）》\s]*$")
_NEXT_LINE: Final = re.compile(r"[ \t\u3000]*\r?\n")
_LOOK_BACK: Final = 20


def count(text: str, cuts: Iterable[int]) -> dict[str, int]:
    """Count the cuts inside a number, a date, a 《title》, a bracket or quotation, and a sentence.

    Args:
        text: What was cut.
        cuts: Offsets between two chunks.

    Returns:
        Kind → cuts. A cut may be inside several things; a date counts as a number only inside its digits.
    """
    places = sorted(cuts)
    found = {
        kind: _inside(places, ((match.start(), match.end()) for match in pattern.finditer(text)))
        for kind, pattern in _WHOLE.items()
    }
    found[_SENTENCE] = sum(
        not _END.search(text[max(0, place - _LOOK_BACK) : place]) and not _NEXT_LINE.match(text, place)
        for place in places
    )
    return found


def _inside(places: list[int], spans: Iterable[tuple[int, int]]) -> int:
    """Count places that fall inside one of the spans, both in rising order."""
    at = total = 0
    for start, end in spans:
        while at < len(places) and places[at] <= start:
            at += 1
        while at < len(places) and places[at] < end:
            total += 1
            at += 1
    return total
