"""Text for the eye: one line, nothing invisible, Chinese punctuation where it belongs."""

from __future__ import annotations

import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_FULL_WIDTH: Final = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_OPENING: Final = "("
_CLOSING: Final = ")"
# Letters and marks by category, blank on paper by definition (Default_Ignorable_Code_Point).
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# Turn the direction of what follows: a reader would see other text than the program read.
_BIDIRECTIONAL: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_IDEOGRAPHS: Final = (
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_CHINESE_MARKS: Final = frozenset("、。，；：！？（）《》〈〉「」『』【】〔〕“”‘’—…·〇")
_PAIRS: Final = ("()", "（）", "《》", "“”", "‘’", "「」", "【】", "〔〕", "[]")


def is_chinese(char: str) -> bool:
    """Whether a character is an ideograph or a Chinese punctuation mark."""
    return char in _CHINESE_MARKS or any(first <= char <= last for first, last in _IDEOGRAPHS)


def one_line(text: str) -> str:
    """Collapse white space: nothing where it touches a Chinese character, one space elsewhere."""
    words = text.split()
    line = "".join(words[:1])
    for word in words[1:]:
        apart = not is_chinese(line[-1]) and not is_chinese(word[0])
        line += f" {word}" if apart else word
    return line


def seen(text: str) -> str:
    """Bring a text on one line without anything that cannot be seen.

    Controls and direction marks become ``�``: the reader learns that something is there, and the digits on
    both sides of one do not grow together. What has no width is dropped, as the eye does.
    """
    return one_line(_visible(text))


def seen_in_english(text: str) -> str:
    """Do the same for a text whose words are parted by spaces even where they touch Chinese ones."""
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    kept: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
        elif category in {"Cc", "Cs"} or char in _BIDIRECTIONAL:
            kept.append(REPLACEMENT)
        elif category != "Cf" and char not in _BLANK:
            kept.append(char)
    return "".join(kept)


def full_width(text: str) -> str:
    """Write commas, semicolons, colons and brackets the Chinese way where they touch Chinese text.

    A pair of brackets changes as one; a mark between digits or Latin letters stays as it is.
    """
    chars = list(text)
    open_places: list[int] = []
    for place, char in enumerate(text):
        if char in _FULL_WIDTH and _touches(text, place):
            chars[place] = _FULL_WIDTH[char]
        elif char == _OPENING:
            open_places.append(place)
        elif char == _CLOSING and open_places:
            start = open_places.pop()
            if _touches(text, start) or _touches(text, place):
                chars[start], chars[place] = "（", "）"
    return "".join(chars)


def _touches(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(is_chinese(char) for char in around)


def balanced(text: str) -> bool:
    """Whether every bracket and quotation mark has its partner."""
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


def shown(text: str) -> str:
    """Text of the record as the brief shows it."""
    return full_width(seen(text))


def shortened(text: str, limit: int) -> str:
    """Cut after ``limit`` characters, with an ellipsis in place of the rest."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def revealed(text: str) -> list[tuple[str, str]]:
    """Part a text into what can be seen and what cannot, the latter with its code point.

    Returns:
        Pieces with, for a character that cannot be seen or turns the direction of others, its name
        ``U+202E``; for everything else the empty string.
    """
    pieces: list[tuple[str, str]] = []
    for char in text:
        if _is_hidden(char):
            pieces.append((char, f"U+{ord(char):04X}"))
        elif pieces and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + char, "")
        else:
            pieces.append((char, ""))
    return pieces


def _is_hidden(char: str) -> bool:
    if char in "\t\n\r":
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _BLANK
