"""What a reader of one format hands to ``read``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDE = "\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t\n]*(?=[{_WIDE}])")
_SPACE = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Extracted:
    """Text taken out of a file, a block a line."""

    text: str
    media_type: str
    encoding: str | None
    warnings: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Collapse white space as a browser does; a line break between two Chinese characters is only a wrap."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    return _SPACE.sub(" ", _WRAP.sub("", text)).strip()


def rows(grid: list[list[str]]) -> list[str]:
    """Write the rows of a table, without columns that are empty from top to bottom."""
    used = {column for line in grid for column, text in enumerate(line) if text}
    return [row([text for column, text in enumerate(line) if column in used]) for line in grid]


def row(cells: list[str]) -> str:
    """Write a table row on a line; empty cells keep their place, except at the end."""
    return " | ".join(cells).rstrip(" |").lstrip()
