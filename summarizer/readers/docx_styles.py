"""Paragraph styles of a DOCX file: what a paragraph inherits of heading level and numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])")
_TOC_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading)")
_BODY_LEVEL = 9
"""``w:outlineLvl`` of ordinary text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """What is asked of a style, inherited values filled in."""

    heading: int = 0
    """1 to 9, or 0."""
    contents: bool = False
    """A line of the table of contents."""
    number: str | None = None
    """``w:numId``."""
    level: str | None = None
    """``w:ilvl``."""


_NONE = Style()


def value(element: Element | None, path: str) -> str | None:
    """Return ``w:val`` of a descendant, None where there is none."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get("w_val", "")


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        self._own: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        for element in () if root is None else root.iter("w_style"):
            if element.get("w_type") in {"paragraph", None}:
                self._own[element.get("w_styleId", "")] = element

    def get(self, name: str | None) -> Style:
        """Return a style; unknown ones have no properties."""
        if name is None:
            return _NONE
        if name not in self._known:
            chain: list[str] = []
            step: str | None = name
            while step in self._own and step not in chain and step not in self._known:
                chain.append(step)
                step = value(self._own[step], "w_basedOn")
            style = self._known.get(step or "", _NONE)
            for own in reversed(chain):
                style = self._known[own] = _derive(self._own[own], style)
            if not chain:
                self._known[name] = style
        return self._known[name]


def outline_level(properties: Element | None) -> int | None:
    """Return the heading level a paragraph or style gives itself, None where it says nothing."""
    level = value(properties, "w_outlineLvl")
    if level is None or not level.isdecimal():
        return None
    return 0 if int(level) >= _BODY_LEVEL else int(level) + 1


def _derive(element: Element, base: Style) -> Style:
    properties = element.find("w_pPr")
    name = (value(element, "w_name") or "").lower()
    heading = _HEADING_NAME.fullmatch(name)
    level = int(heading[1]) if heading else outline_level(properties)
    number = value(properties, "w_numPr/w_numId")
    return Style(
        heading=base.heading if level is None else level,
        contents=base.contents or bool(_TOC_NAME.fullmatch(name)),
        number=base.number if number is None else number,
        level=value(properties, "w_numPr/w_ilvl") or base.level,
    )
