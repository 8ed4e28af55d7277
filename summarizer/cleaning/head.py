"""Where a report begins, and which of the lines before that are its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.cleaning import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cleaning.draft import Line

_LONGEST_TITLE_LINE = 60
_SHORTEST_SURE = 10
_MOST_LINES = 3
_LONGEST_HEAD = 80
_SENTENCE = re.compile(r"。|[,;].{0,200}[,;]|^.{15,}[,;]")
_NO_PART = re.compile(r"[。;!?,:>|]|〔|\d{4}年\d{1,2}月\d{1,2}日|^[-—(《【•\d]{1,2}$|^[—(【•]|[)】]$|^\d{4}-")


def body_start(lines: Sequence[Line], kinds: Sequence[str | None]) -> int:
    """Index of the first line that is a sentence, a heading or a greeting, or of one far down the page."""
    seen = 0
    for index, line in enumerate(lines):
        seen += bool(line.text)
        if seen > _LONGEST_HEAD:
            return index
        if (
            kinds[index] is None
            and line.text
            and (
                (len(line.text) > _LONGEST_TITLE_LINE and not words.LIKELY_ROW.match(line.text))
                or (_SENTENCE.search(line.text) and not words.LIKELY_ROW.match(line.text))
                or words.HEADING.match(line.text)
                or words.GREETING.match(line.text)
            )
        ):
            return index
    return len(lines)


def find_title(lines: Sequence[Line], kinds: Sequence[str | None], start: int) -> range | None:
    """The lines of the title among those before ``start``: the first that ends like one and names a year.

    A title may be broken over up to three lines that touch; a line that is a title by itself is not joined.
    """
    found: list[range] = []
    index = 0
    while index < start:
        title = _title_at(lines, kinds, index, start)
        if title:
            found.append(title)
            index = title.stop
        else:
            index += 1
    if not found:
        return None
    texts = ["".join(lines[place].text for place in title) for title in found]
    for title, text in zip(found, texts, strict=True):
        if words.YEAR.search(text):
            return title
    return found[0] if len(texts[0]) >= _SHORTEST_SURE else None


def _title_at(lines: Sequence[Line], kinds: Sequence[str | None], first: int, start: int) -> range | None:
    """The title that begins on a line, if one does."""
    joined = ""
    for index in range(first, min(first + _MOST_LINES, start)):
        text = lines[index].text
        if not text or kinds[index] is not None or _NO_PART.search(text):
            return None
        if (
            index > first
            and words.TITLE_TAIL.fullmatch(text)
            and words.YEAR.search(text)
            and text[:2] == joined[:2]
        ):
            return None
        joined += text
        if words.TITLE_TAIL.fullmatch(joined):
            return range(first, index + 1)
    return None
