"""The passes of cleaning, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.cleaning.characters import drop_invisible, drop_private, fold_width, unescape
from summarizer.cleaning.draft import Draft
from summarizer.cleaning.spaces import close_dates, close_spaces, drop_blank_lines
from summarizer.cleaning.text import CleanText

if TYPE_CHECKING:
    from summarizer.readers.raw import RawText

_PASSES = (
    unescape,
    drop_invisible,
    drop_private,
    fold_width,
    close_dates,
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
        traditional=False,
    )
