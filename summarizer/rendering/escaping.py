"""Markdown in which the report's own characters are text and never markup.

A report may hold tags, links, tables or footnote marks, by accident or by intention. Escapes follow
CommonMark 0.31 section 2.4 (a backslash before ASCII punctuation) and the GitHub extensions for tables,
footnotes, strikethrough, mathematics and bare addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>|~$&#]")
_ADDRESS: Final = re.compile(r"(?i)(?<=www)\.|:(?=//)")
_LEADING: Final = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Escape everything that could be markup inside a line."""
    return _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))


def unescaped(text: str) -> str:
    """Take the escapes away again, for a place that is not Markdown."""
    return _ESCAPE.sub(r"\1", text)


def paragraph(text: str) -> str:
    """Keep an (escaped) paragraph from being read as a list, a rule, a quotation or a heading."""
    found = _LEADING.match(text)
    if found is None:
        return text
    end = found.end()
    return f"{text[:end]}\\{text[end:]}" if text[0].isdigit() else f"\\{text}"


def table_row(cells: Iterable[str]) -> str:
    """Join escaped cells to a table row."""
    return f"|{'|'.join(cells)}|"
