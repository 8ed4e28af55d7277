"""Spaces that a Chinese text does not have, and blank lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.cleaning.draft import Draft

CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff“”‘’…—"
"""Body of a character class: characters that need no space beside them."""

_DATES = re.compile(r"(?<!\d)((?:19|20)\d\d) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d)")
_MARKDOWN = "(?<!^[#>*+-])" + "".join(f"(?<!^{'#' * level})" for level in range(2, 7))
# What a match begins with stands first: to look for that spares most places of a text the alternatives.
_STRAY = re.compile(
    rf"(?= )(?:(?<=[{CJK}]) (?!\|)|{_MARKDOWN}(?<!\|) (?=[{CJK}])"
    rf"|(?<=[(\[]) | (?=[),;:%\]])|(?<=[{CJK}%)][,;:!?]) )",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}|\d{{1,2}}) [{CJK}][^。;,:!?|\n]{{1,30}}$", re.MULTILINE
)
_LONGEST_NUMBER = 11
_THOUSANDS = re.compile(rf"(?<=[{CJK}])\d{{1,3}}(?: \d{{3}})+(?=[{CJK}%])")
_WIDE = re.compile(r"(?!\A)(?<![ \n]) {2,}+(?=[^ \n])")
"""Inside a line; what stands at its ends is dropped whole."""
_AROUND_TABS = re.compile(r"(?<!\t) ?\t[ \t]*")
_ENDS_OF_LINES = re.compile(r"(?=[ \t])(?:^[ \t]+|(?<![ \t])[ \t]+$)", re.MULTILINE)
_BLANK_LINES = re.compile(r"(?=\n)(?:\A\n+|\n+\Z|(?<=\n)\n+)")


def close_dates(draft: Draft) -> None:
    """``2020- 12- 15`` becomes ``2020-12-15``."""
    draft.substitute("spaces", _DATES, lambda match: match.group().replace(" ", ""))


def close_spaces(draft: Draft) -> None:
    """Drop spaces inside Chinese runs; keep those between Latin words, numbers, and the cells of a table."""
    draft.substitute("spaces", _WIDE, " ")
    draft.substitute("spaces", _STRAY, _unless_numbering)
    draft.substitute("spaces", _THOUSANDS, lambda match: match.group().replace(" ", ""))
    draft.substitute("spaces", _AROUND_TABS, "\t")


def _unless_numbering(match: re.Match[str]) -> str:
    """Keep the space that alone sets a number apart from its heading: ``2 主要问题``, ``1.1 粮食``."""
    text, place = match.string, match.start()
    start = text.rfind("\n", max(0, place - _LONGEST_NUMBER - 1), place) + 1
    if start == 0 and place > _LONGEST_NUMBER:
        return ""
    return " " if _NUMBERED.match(text, start) else ""


def drop_blank_lines(draft: Draft) -> None:
    """One line end between paragraphs, none at either end; no spaces around a paragraph."""
    draft.substitute("spaces", _ENDS_OF_LINES, "")
    draft.substitute("blank-line", _BLANK_LINES, "")
