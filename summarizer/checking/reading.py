"""Takes the items out of a raw answer: whole JSON, cut-off JSON, JSON among other text.

Nothing is repaired: a pair counts only if both its strings are complete, and what is missing is said
to be missing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .wording import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.asking import Encoding, Item, ItemKind

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"\s*")
_KINDS: dict[str, ItemKind] = {"headline": "headline", "name": "name", "status": "status"}
_PUNCTUATION = re.compile(r"[^\w%]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What an answer holds."""

    values: Mapping[Item, str]
    missing: tuple[Item, ...]
    whole: bool
    """The answer is one complete JSON object; False for a cut-off or malformed one."""


def read(text: str, asked: Sequence[Item], encoding: Encoding) -> Read:
    """Take the asked items out of an answer; keys that were not asked are ignored.

    Where a key comes twice, its first value counts: later ones are a model that repeats itself.
    """
    values: dict[Item, str] = {}
    if encoding == "keyed":
        by_key = {item.key: item for item in asked}
        for pairs in objects(text):
            for key, value in pairs.items():
                item = by_key.get(key)
                if item is not None and item not in values:
                    values[item] = value
    else:
        by_anchor = {(item.kind, plain(item.key)): item for item in asked}
        for pairs in objects(text):
            for field, kind in _KINDS.items():
                item = by_anchor.get((kind, plain(pairs.get("anchor", ""))))
                if field in pairs and item is not None and item not in values:
                    values[item] = pairs[field]
    return Read(
        values=values, missing=tuple(item for item in asked if item not in values), whole=is_whole(text)
    )


def plain(anchor: str) -> str:
    """Reduce an anchor to what a model copies reliably: no punctuation, no width."""
    return _PUNCTUATION.sub("", fold(anchor))


def is_whole(text: str) -> bool:
    """Tell whether an answer is one complete JSON object."""
    try:
        return isinstance(_DECODER.decode(text), dict)
    except (ValueError, RecursionError):
        return False


def objects(text: str) -> list[dict[str, str]]:
    """Return the string pairs of an answer, a dictionary for each of its objects."""
    found: list[dict[str, str]] = [{}]
    place = 0
    while (place := _next(text, place)) >= 0:
        if text[place] in "{}":
            found.append({})
            place += 1
            continue
        key, after = _string(text, place)
        if key is None:
            break
        colon = _skip(text, after)
        if text[colon : colon + 1] != ":":
            place = after
            continue
        opening = _skip(text, colon + 1)
        if text[opening : opening + 1] != '"':
            place = colon + 1
            continue
        value, place = _string(text, opening)
        if value is None:
            break
        found[-1].setdefault(key, value)
    return [pairs for pairs in found if pairs]


def _next(text: str, place: int) -> int:
    return next((at for at in range(place, len(text)) if text[at] in '{}"'), -1)


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _string(text: str, place: int) -> tuple[str | None, int]:
    """Read a JSON string; None where it is cut off or malformed."""
    try:
        value, end = _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, len(text)
    return (value, end) if isinstance(value, str) else (None, end)
