"""An evidence page taken apart, as a browser would, without one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"meta", "input", "br", "link", "img", "rect", "path", "circle"})


@dataclass(kw_only=True, slots=True)
class Element:
    """A tag with its attributes, and the text inside."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass(kw_only=True)
class Taken(HTMLParser):
    """All elements in order; every element that is open gets the text."""

    elements: list[Element] = field(default_factory=list[Element])
    open: list[Element] = field(default_factory=list[Element])

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag=tag, attributes={name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element.get(name) == value for name, value in attributes.items())
        ]

    def data(self) -> dict[str, Any]:
        (found,) = self.all("script", id="data")
        held: dict[str, Any] = json.loads(found.text)
        return held

    def marked(self, key: str) -> str:
        """The source text under all marks of an item."""
        return "".join(
            element.text for element in self.elements if key in element.get("data-keys").split(" ")
        )

    def source_text(self) -> str:
        (article,) = self.all("article")
        return article.text


def taken(html: str) -> Taken:
    """Take a page apart; every tag has to be closed in order."""
    parser = Taken()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return parser


def bare(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)
