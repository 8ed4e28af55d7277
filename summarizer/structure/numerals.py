"""Numerals as they are written: Arabic digits, Chinese numerals, fractions and ranges."""

from __future__ import annotations

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

CHINESE_NUMERAL = "[零〇一二两三四五六七八九十百千]{1,16}"
ARABIC_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"

_PER_CENT = re.compile(rf"百分之({CHINESE_NUMERAL}(?:点{CHINESE_NUMERAL})?)")
_FRACTION = re.compile(rf"({CHINESE_NUMERAL})分之({CHINESE_NUMERAL})")


def chinese_to_int(numeral: str) -> int:
    """Return the value of a Chinese numeral such as ``两千三百`` or the digit string ``二〇二〇``.

    Raises:
        ValueError: ``numeral`` holds a character that is no numeral, or none at all.
    """
    if not numeral or any(c not in _DIGITS and c not in _SCALES for c in numeral):
        raise ValueError(f"not a Chinese numeral: {numeral!r}")
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = below = section = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "亿":
            total += (below + section + digit) * _SCALES[c]
            below = section = digit = 0
        elif c == "万":
            below += (section + digit) * _SCALES[c]
            section = digit = 0
        else:
            # 十五 has no digit before its scale: it stands for one.
            section += (digit or 1) * _SCALES[c]
            digit = 0
    return total + below + section + digit


def per_cent_value(text: str) -> str | None:
    """Return ``60`` for ``百分之六十`` and ``7.5`` for ``百分之七点五``; None for anything else."""
    match = _PER_CENT.fullmatch(text)
    if match is None:
        return None
    whole, _, decimals = match[1].partition("点")
    value = str(chinese_to_int(whole))
    return f"{value}.{''.join(str(_DIGITS.get(c, 0)) for c in decimals)}" if decimals else value


def fraction_value(text: str) -> str | None:
    """Return ``1/4`` for ``四分之一``; None where ``text`` is no such thing."""
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    return f"{chinese_to_int(match[2])}/{chinese_to_int(match[1])}"
