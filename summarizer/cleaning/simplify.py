"""Traditional characters to simplified ones, one for one, with OpenCC's tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft

# OpenCC keeps 著 because it can also be the 著 of 显著; in traditional text these uses are the 着 of today.
_ZHE = re.compile(
    r"著(?=[力手眼重實实陸陆落想急])|(?<=[隨随跟沿向接本朝對对順顺藉憑凭依圍围繞绕味])著(?![名作稱称])"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """OpenCC's traditional-to-simplified tables, as far as they keep the length."""

    everything: dict[int, str]
    """For traditional text: every character that has a simplified form."""
    unmistakable: dict[int, str]
    """For simplified text: only characters that simplified text never has (乾 and 瞭 may be meant)."""
    phrases: dict[str, str]
    """Words in which a character converts otherwise than alone."""
    traditional: dict[int, None]
    """For deleting the characters that simplified text never has."""
    simplified: dict[int, None]
    """For deleting the characters that traditional text never has."""


def _read(name: str) -> dict[str, list[str]]:
    """A table of OpenCC: the word and what it may become."""
    lines = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {word: forms.split() for word, forms in pairs}


def in_gb2312(text: str) -> bool:
    """Whether the standard for simplified text has all these characters."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def tables() -> Tables:
    """Read OpenCC's tables, once."""
    characters = {word: forms[0] for word, forms in _read("TSCharacters.txt").items() if forms[0] != word}
    everything = {ord(word): form for word, form in characters.items() if len(form) == 1}
    phrases = {
        word: forms[0]
        for word, forms in _read("TSPhrases.txt").items()
        if len(forms[0]) == len(word) and word.translate(everything) != forms[0]
    }
    unmistakable = {code: form for code, form in everything.items() if not in_gb2312(chr(code))}
    return Tables(
        everything=everything,
        unmistakable=unmistakable,
        phrases=phrases,
        traditional=dict.fromkeys(unmistakable),
        simplified={
            ord(word): None for word, forms in _read("STCharacters.txt").items() if word not in forms
        },
    )


@cache
def _phrases() -> re.Pattern[str]:
    words = sorted(tables().phrases, key=len, reverse=True)
    # The class in front spares most places the two hundred comparisons.
    return re.compile(f"(?=[{''.join({word[0] for word in words})}])(?:{'|'.join(words)})")


def is_traditional(text: str) -> bool:
    """Whether a text has more characters that only traditional text has than such of simplified text."""
    if not _has_traditional(text):
        return False
    without_traditional = text.translate(tables().traditional)
    return len(without_traditional) < len(text.translate(tables().simplified))


def _has_traditional(text: str) -> bool:
    """Tell whether a text has any character that simplified text never has; most have none."""
    return not tables().traditional.keys().isdisjoint(map(ord, set(text)))


def to_simplified(text: str) -> str:
    """Convert the characters that simplified text never has; the length stays."""
    return text.translate(tables().unmistakable)


def simplify(draft: Draft) -> None:
    """Convert to simplified characters; in a traditional text also those that need the words around them."""
    if not _has_traditional(draft.text):
        return
    new = draft.text.translate(tables().unmistakable)
    if is_traditional(draft.text):
        new = _splice(draft.text, draft.text.translate(tables().everything))
        new = _ZHE.sub("着", new)
    draft.rewrite("simplified", new)


def _splice(text: str, converted: str) -> str:
    """Put the words that convert otherwise than their characters into a converted text."""
    parts: list[str] = []
    place = 0
    for match in _phrases().finditer(text):
        parts += converted[place : match.start()], tables().phrases[match.group()]
        place = match.end()
    return "".join([*parts, converted[place:]])
