"""Names in the form in which they are compared: what reports call differently is called alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from summarizer.comparing.vocabulary import (
    ADDED,
    BACK,
    FRONT,
    GENERAL,
    KINDS_OF_DIFFERENCE,
    SYNONYMS,
    TOTAL,
)

Aspect = Literal["flow", "total", ""]
"""``flow`` is what was added (新增), ``total`` what there is (总数), empty where the words leave it open."""

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NOISE: Final = re.compile(r"[^\w.]|[的了]")
_RATE_NAME: Final = re.compile(r"(?:增长率?|增速|增幅|涨幅|降幅)$")
_MISSING_ONE: Final = 0.18
_MISSING_TELLING: Final = 0.3
_LEFT_OPEN: Final = {False: 0.12, True: 0.04}
"""Taken where one name says that its number is an addition (or a total) and the other leaves it open."""
LEAST_OF_A_PART: Final = 0.5
"""Likeness that a name has at least with one that says the same more narrowly: it is worth a question."""
_TOO_FAR: Final = 0.2
"""Likeness below which two names have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared."""

    text: str
    aspect: Aspect
    kinds: tuple[frozenset[str], ...]


def is_rate(name: str) -> bool:
    """Whether a name says that its number is a growth: 居民消费价格涨幅."""
    return _RATE_NAME.search(name) is not None


def key(name: str, before: str = "", *, place: str = "") -> Key:
    """Bring a name into the form in which it is compared.

    Args:
        name: The name of the record.
        before: The words that stand right before the number, which tell a total (总数达) from an addition.
        place: The name of the reporting body's place, which its report may leave out.
    """
    return _key(name, before, place)


@lru_cache(maxsize=8192)
def _key(name: str, before: str, place: str) -> Key:
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    text = _NOISE.sub("", text)
    text = text.removeprefix(place) if len(place) > 1 else text
    total = bool(TOTAL.search(re.sub(r"\s", "", before))) or text.endswith(("总数", "总量"))
    last = None
    while last != text:
        last = text
        cut = FRONT.sub("", text)
        text = cut if len(cut) > 1 else text
    for pattern, word in SYNONYMS:
        text = pattern.sub(word, text)
    added = ADDED.sub("", text)
    aspect: Aspect = "total" if total else "flow" if added != text else ""
    text = added if len(added) > 1 else text
    cut = BACK.sub("", text)
    text = cut if len(cut) > 1 else text
    return Key(
        text=text, aspect=aspect, kinds=tuple(_members(text, words) for _, words in KINDS_OF_DIFFERENCE)
    )


def likeness(one: Key, other: Key, *, same_aspect: bool = False) -> float:
    """Say how sure it is that two names are of the same thing, from 0 to 1.

    Args:
        one: A name.
        other: Another.
        same_aspect: Whether the numbers are both additions, or both totals, whatever the names say.
    """
    aspects = set[Aspect]() if same_aspect else {one.aspect, other.aspect}
    if aspects == {"flow", "total"}:
        return 0.0
    result = 1.0 if one.text == other.text else _similarity(one.text, other.text)
    if result < _TOO_FAR:
        return 0.0
    for (near, _), mine, theirs in zip(KINDS_OF_DIFFERENCE, one.kinds, other.kinds, strict=True):
        if mine == theirs:
            continue
        if mine and theirs and not mine & theirs:
            return 0.0
        result -= _MISSING_ONE if near else _MISSING_TELLING
    if len(aspects) > 1:
        result -= _LEFT_OPEN["total" in aspects]
    if GENERAL.isdisjoint((one.text, other.text)) and is_narrower(one, other):
        result = max(result, LEAST_OF_A_PART)
    return max(result, 0.0)


def is_narrower(one: Key, other: Key) -> bool:
    """Whether one of two names has all characters of the other in their order: 公路货运量 and 货运量."""
    return _is_part(one.text, other.text) or _is_part(other.text, one.text)


def _is_part(short: str, long: str) -> bool:
    """Whether a name has all characters of another in their order: it says the same, more narrowly."""
    rest = iter(long)
    return all(char in rest for char in short)


def _members(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return which of the words a name has; a word inside a longer one of them does not count."""
    found: set[str] = set()
    for word in words:
        if word in text:
            found.add(word)
            text = text.replace(word, "\0")
    return frozenset(found)


def _similarity(one: str, other: str) -> float:
    """Average how many characters and how many pairs of characters two texts share (Dice)."""
    mine, theirs = _grams(one), _grams(other)
    if mine[0].keys().isdisjoint(theirs[0]):
        return 0.0
    return (_dice(mine[0], theirs[0]) + _dice(mine[1], theirs[1])) / 2


@lru_cache(maxsize=8192)
def _grams(text: str) -> tuple[Counter[str], Counter[str]]:
    """Count the characters of a text, and its pairs of characters."""
    pairs = Counter(text[place : place + 2] for place in range(len(text) - 1))
    return Counter(text), pairs or Counter([text])


def _dice(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(min(count, other[gram]) for gram, count in one.items() if gram in other)
    return 2 * shared / (one.total() + other.total() or 1)
