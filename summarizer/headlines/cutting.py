"""Splits and shortens text without dividing a number, a 《title》, a quotation or a bracket."""

from __future__ import annotations

import re

LIMIT = 30
"""Characters of a headline."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BORDERS = ",;。、:!?"
_OPENING = "《“‘(【[<"
_CLOSING = "》”’)】]>"
_DANGLING = re.compile(r"(?:[和与及或的并在对向以为把将、,;:。!?~]|以及|通过|其中|包括)+$")


def cut(text: str, limit: int = LIMIT) -> str:
    """Shorten a text to a limit without cutting a number, a 《title》, a quotation or a bracket.

    Cuts at the last clause border that leaves at least a third of the limit, else between two words as
    far as code can tell, else before the piece that cannot be cut.
    """
    text = text.strip().rstrip(BORDERS)
    if len(text) <= limit:
        return text
    safe = _safe_places(text)
    borders = [place for place in safe if place <= limit and text[place] in ",;。:!?"]
    if borders and borders[-1] * 3 >= limit:
        return _trim(text[: borders[-1]])
    listed = [place for place in safe if place <= limit and text[place] == "、"]
    if listed and listed[-1] * 2 >= limit:
        return _trim(text[: listed[-1]])
    inside = [place for place in safe if 0 < place <= limit]
    return _trim(text[: inside[-1]]) if inside else ""


def split(text: str, marks: str) -> list[str]:
    """Split at marks that stand outside brackets, quotations, titles and numbers."""
    parts: list[str] = []
    begin = 0
    safe = set(_safe_places(text))
    for place, character in enumerate(text):
        if character in marks and place in safe:
            parts.append(text[begin:place].strip())
            begin = place + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def _safe_places(text: str) -> list[int]:
    """Return the places before which a text may be cut."""
    places: list[int] = []
    depth = 0
    numbers = {
        inner for found in NUMBER.finditer(text) for inner in range(found.start() + 1, found.end() + 3)
    }
    # A number keeps its unit, as far as two characters tell; the end of the number's clause always frees it.
    for place, character in enumerate(text):
        if character in _CLOSING and depth:
            depth -= 1
            continue
        if not depth and (place not in numbers or (character in BORDERS and not _inside_number(text, place))):
            places.append(place)
        if character in _OPENING:
            depth += 1
    return places


def _inside_number(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def _trim(text: str) -> str:
    return _DANGLING.sub("", text.strip())
