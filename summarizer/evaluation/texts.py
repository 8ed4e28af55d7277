"""Texts in the form in which labels and reports are compared, and how alike two of them are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_GRAM = 3
_TABLE = str.maketrans("，。；：、“”‘’（）《》！？〔〕", ",.;:,\"\"''()<>!?[]")


def squash(text: str | None) -> str:
    """Return the text without spaces, width and kinds of punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "").translate(_TABLE))


def likeness(a: str, b: str) -> float:
    """Return the F1 of the characters of two names, whatever their order."""
    x, y = Counter(a), Counter(b)
    common = (x & y).total()
    return 2 * common / (x.total() + y.total()) if common else 0.0


def overlap(a: str, b: str) -> float:
    """Return the share of the shorter quote, in runs of three characters, that is in the other."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    x, y = ({text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1))} for text in (a, b))
    return len(x & y) / min(len(x), len(y))
