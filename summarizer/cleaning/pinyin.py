"""Readings in brackets that mirrors put behind characters: ``創(chuàng)新`` is ``創新``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from summarizer.cleaning.draft import Edit
from summarizer.cleaning.simplify import to_simplified

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft

SYLLABLE = r"(?P<syllable>[a-zêüɑɡ\u00e0-\u00fc\u0100-\u01dc\u1e3f\u0300-\u030c]{1,9})"
"""A reading, as a pattern."""
_BRACKET = re.compile(rf"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) ?[(（] ?{SYLLABLE} ?[)）]")
_LOOKALIKES = str.maketrans("ɑɡ", "ag")
_MANY = 3


def _bare(syllable: str) -> str:
    """A syllable without its tone."""
    parts = unicodedata.normalize("NFD", syllable.translate(_LOOKALIKES))
    return "".join(letter for letter in parts if letter.isascii())


@cache
def readings(character: str) -> frozenset[str]:
    """How a character can be read, with tones."""
    # Imported here: the table takes a fifth of a second to load, and few reports need it.
    from pypinyin import Style, pinyin  # noqa: PLC0415 - loaded only when needed

    forms = {character, to_simplified(character)}
    return frozenset(
        reading
        for form in forms
        for found in pinyin(form, style=Style.TONE, heteronym=True)
        for reading in found
    )


def drop_pinyin(draft: Draft) -> None:
    """Drop brackets that hold a reading of the character in front of them.

    A syllable without a tone mark counts only in a text in which others have theirs: ``的(de)`` is read in
    the neutral tone, but ``阿(a)`` may be meant.
    """
    found: list[tuple[Edit, bool]] = []
    for match in _BRACKET.finditer(draft.text):
        syllable = match["syllable"]
        if _bare(syllable) in map(_bare, readings(draft.text[match.start() - 1])):
            found.append((Edit(match.start(), match.end(), ""), not syllable.isascii()))
    toned = sum(has_tone for _, has_tone in found)
    draft.apply("pinyin", [edit for edit, has_tone in found if has_tone or toned >= _MANY])
