"""The numbers that Word generates in front of paragraphs: 一、（一）1. 第一章, not written in the text.

The rules are those of ECMA-376 part 1, 17.9: a paragraph names a list (``numId``) and a level; the list
points to an abstract one that has the format of every level; lists with the same abstract one go on
counting together unless one says where it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.readers.docx_styles import value
from summarizer.readers.numerals import word_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    legal: bool
    """All numbers in Arabic digits, whatever the levels above say."""
    restart: int | None
    """Highest level whose paragraphs set this one back; 0 is never, None every level above."""
    gap: str
    linked: str | None
    """Paragraph style whose paragraphs are of this level."""


class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in root.iter("w_abstractNum"):
            name = element.get("w_abstractNumId", "")
            self._abstract[name] = _levels(element)
            if (link := value(element, "w_numStyleLink")) is not None:
                links[name] = link
            if (style := value(element, "w_styleLink")) is not None:
                by_style[style] = name
        for element in root.findall("w_num"):
            name = element.get("w_numId", "")
            abstract = value(element, "w_abstractNumId") or ""
            self._lists[name] = by_style.get(links.get(abstract, ""), abstract)
            for override in element.findall("w_lvlOverride"):
                level = _integer(override.get("w_ilvl"), 0)
                self._own.setdefault(name, {}).update(_levels(override))
                start = value(override, "w_startOverride")
                if start is not None:
                    self._starts.setdefault(name, {})[level] = _integer(start, 1)

    def marker(self, number: str | None, level: str | None, paragraph_style: str | None = None) -> str:
        """Count a paragraph and return what Word shows in front of it."""
        if number is None or number not in self._lists:
            return ""
        abstract = self._lists[number]
        levels = self._abstract.get(abstract, {}) | self._own.get(number, {})
        linked = [at for at, shape in levels.items() if paragraph_style and shape.linked == paragraph_style]
        place = linked[0] if linked and level is None else min(_integer(level, 0), _LEVELS - 1)
        shape = levels.get(place)
        if shape is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        starts = self._starts.get(number, {})
        if place in starts:  # only the first paragraph of the list starts anew
            counts[place] = starts.pop(place)
        else:
            counts[place] = counts[place] + 1 if place in counts else shape.start
        for lower, other in levels.items():
            if lower > place and (other.restart is None or place < other.restart):
                counts.pop(lower, None)
        text = _PLACE.sub(
            lambda match: _number(levels, counts, int(match[1]) - 1, legal=shape.legal), shape.text
        )
        if shape.style == "bullet" or not text.strip():
            return ""
        return text + (shape.gap if text[-1].isascii() else "")


def _number(levels: dict[int, _Level], counts: dict[int, int], place: int, *, legal: bool) -> str:
    shape = levels.get(place)
    if shape is None:
        return ""
    return word_number(counts.get(place, shape.start), "decimal" if legal else shape.style)


def _levels(element: Element) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for level in element.findall("w_lvl"):
        restart = value(level, "w_lvlRestart")
        legal = value(level, "w_isLgl")
        out[_integer(level.get("w_ilvl"), 0)] = _Level(
            start=_integer(value(level, "w_start"), 1),
            style=value(level, "w_numFmt") or _special_format(level) or "decimal",
            text=value(level, "w_lvlText") or "",
            legal=legal is not None and legal not in {"0", "false", "off"},
            restart=None if restart is None else _integer(restart, 0),
            gap="" if value(level, "w_suff") == "nothing" else " ",
            linked=value(level, "w_pStyle"),
        )
    return out


def _special_format(level: Element) -> str | None:
    """Word writes newer formats beside an older one, for readers that do not know them."""
    return value(level, "mc_AlternateContent/mc_Fallback/w_numFmt")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) <= _LEVELS else default
