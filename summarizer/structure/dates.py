"""Dates as reports and web pages write them, turned into ISO dates."""

from __future__ import annotations

import re
from datetime import date

from summarizer.structure.numerals import chinese_to_int

_ARABIC = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_CHINESE = re.compile(
    r"([一二][〇零○OoО0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_ZEROS = str.maketrans("○OoО0", "〇〇〇〇〇")


def find_date(text: str) -> str | None:
    """Return the first full date in ``text`` as ``YYYY-MM-DD``; None where there is none that exists."""
    for pattern in (_ARABIC, _CHINESE, _COMPACT):
        match = pattern.search(text)
        if match is None:
            continue
        parts = [m.translate(_ZEROS) if pattern is _CHINESE else m for m in match.groups()]
        try:
            year, month, day = (chinese_to_int(p) if pattern is _CHINESE else int(p) for p in parts)
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def leading_date(text: str) -> str | None:
    """Return the date that ``text`` begins with, brackets aside."""
    match = re.match(r"[\s(\[【]*", text)
    begin = match.end() if match else 0
    for pattern in (_ARABIC, _CHINESE):
        found = pattern.match(text, begin)
        if found is not None:
            return found[0]
    return None


def is_date(text: str) -> bool:
    """Say whether ``text`` is a date, a time of day perhaps, and nothing else (brackets aside)."""
    rest = _ARABIC.sub("", _CHINESE.sub("", text))
    return rest != text and not re.sub(r"[\s()\[\]【】:：\d]|星期.|[上下]午", "", rest)
