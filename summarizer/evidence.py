"""The source of a report as the evidence page shows it: every number with its class, every heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.cleaning import clean
from summarizer.rendering.page import Fragment, Number, Source
from summarizer.structure import outline

if TYPE_CHECKING:
    from summarizer.readers import RawText

_NUMBER = re.compile(r"\d+(?:[.．]\d+)?")


def source_of(raw: RawText) -> Source:
    """Read a source again for the places that its record does not hold.

    Rules alone do it, so it is the same every time and costs no call.
    """
    cleaned = clean(raw)
    found = outline(cleaned)
    numbers = [(*cleaned.source_interval(each.start, each.end), each.kind.value) for each in found.mentions]
    pieces = [(piece.start, piece.end) for piece in cleaned.furniture]
    for start, end in pieces:
        numbers += [(*hit.span(), "furniture") for hit in _NUMBER.finditer(raw.text, start, end)]
    return Source(
        fragments=(Fragment(start=0, text=raw.text),),
        is_whole=True,
        numbers=tuple(Number(start=start, end=end, kind=kind) for start, end, kind in sorted(numbers)),
        headings={
            each.id: cleaned.source_interval(each.start, each.body)
            for each in found.sections
            if each.level > 0
        },
        furniture=tuple(pieces),
    )
