"""The passes of cleaning, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.cleaning.characters import drop_invisible, drop_lost, drop_private, fold_width, unescape
from summarizer.cleaning.draft import Draft
from summarizer.cleaning.furniture import drop_furniture
from summarizer.cleaning.pages import drop_pages
from summarizer.cleaning.pinyin import drop_pinyin
from summarizer.cleaning.repeats import drop_repeats
from summarizer.cleaning.shifted import unshift
from summarizer.cleaning.simplify import is_traditional, simplify
from summarizer.cleaning.spaces import close_dates, close_spaces, drop_blank_lines
from summarizer.cleaning.text import CleanText
from summarizer.cleaning.wrapping import join_wrapped

if TYPE_CHECKING:
    from summarizer.readers.raw import RawText

_PASSES = (
    unescape,
    drop_invisible,
    drop_pinyin,  # before the shift, in case the brackets came later than the shift
    unshift,  # needs the characters as they are: wide forms and private ones hold the bytes
    drop_pinyin,
    drop_lost,
    drop_private,
    fold_width,
    simplify,
    close_dates,
    drop_repeats,
    drop_pages,
    drop_furniture,
    join_wrapped,
    close_spaces,
    drop_blank_lines,
)
_MOST_ROUNDS = 8


def clean(raw: RawText) -> CleanText:
    """Clean a report and keep the way back to its source.

    The passes run until nothing changes any more, so that cleaning a cleaned text does nothing.
    """
    draft = Draft(raw.text)
    for _ in range(_MOST_ROUNDS):
        before = draft.text
        for step in _PASSES:
            step(draft)
        if draft.text == before:
            break
    return CleanText(
        source=draft.source,
        text=draft.text,
        starts=draft.starts,
        ends=draft.ends,
        repairs=tuple(sorted(draft.repairs, key=lambda repair: (repair.start, repair.end))),
        furniture=tuple(sorted(draft.furniture, key=lambda piece: piece.start)),
        traditional=is_traditional(raw.text),
    )
