"""Numbers with their units in one form: 1.2万亿元 is 12000亿元, and 5% is not 5个百分点.

Amounts are exact fractions. A scale in front of the unit (万, 亿, 千万…) is multiplied in; 公里, 平方公里,
公顷, 公斤 and 吨 become 米, 平方米 and 克. Measure words stay as they are: 家 is not 户.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from summarizer.evaluation.texts import squash
from summarizer.structure.numerals import CHINESE_NUMERAL, chinese_to_int, fraction_value, per_cent_value

_SCALES: Final = {"万亿": 12, "千万": 7, "百万": 6, "亿": 8, "万": 4, "千": 3, "百": 2}
_MEASURES: Final = {
    "公里": (1000, "米"),
    "平方公里": (1_000_000, "平方米"),
    "平方千米": (1_000_000, "平方米"),
    "公顷": (10_000, "平方米"),
    "公斤": (1000, "克"),
    "吨": (1_000_000, "克"),
    "人民币": (1, "元"),
    "元人民币": (1, "元"),
}
_POINTS: Final = "个百分点"
_ALIASES: Final = {"个点": _POINTS, "百分点": _POINTS, "亿": "亿元", "百分之": "%"}
_RANGE: Final = re.compile(r"(\d+(?:\.\d+)?)(?:[-~—–至](\d+(?:\.\d+)?))?")
_SHARE: Final = re.compile(r"(\d+)/(\d+)")
_WITHIN: Final = re.compile(r"(\d[\d.,]*)[余多]?([^\d\s].*)$")

UnitKind = Literal["money", "share", "points", "rank", "quantity", "count"]
_QUANTITIES: Final = re.compile(r"(?:米|克|瓦|瓦时|伏|伏安|亩|升|吨标准煤|小时|天|年|月|吨公里|亩次)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number, or the two ends of a range, in the plainest unit."""

    low: Fraction
    high: Fraction | None
    unit: str

    def agrees(self, other: Amount) -> bool:
        """Whether both are the same; a unit that the labels leave open agrees with any."""
        return (self.low, self.high) == (other.low, other.high) and self.unit in {"", other.unit}


def amount(value: str, unit: str) -> Amount | None:
    """Read a number and its unit; None where there is no number.

    Args:
        value: Digits, a range, a share such as ``1/4`` or a Chinese numeral; perhaps with the unit behind it.
        unit: The unit as written, perhaps empty.
    """
    text = squash(value).replace(",", "").lstrip("+-")
    if (
        not unit
        and (told := _WITHIN.search(text))
        and not _SHARE.fullmatch(text)
        and not _RANGE.fullmatch(text)
    ):
        unit, text = told[2], told[1]
    ends = _ends(text)
    if ends is None:
        return None
    factor, plain = _plain(unit)
    low, high = ends
    return Amount(low=low * factor, high=None if high is None else high * factor, unit=plain)


def unit_kind(unit: str) -> UnitKind:
    """Return what sort of thing a unit counts, for scores by kind of figure."""
    _, plain = _plain(unit)
    if plain.endswith(("元", "港币", "英镑")):
        return "money"
    if plain in {"%", "‰"}:
        return "share"
    if plain == _POINTS:
        return "points"
    if plain in {"", "位"}:
        return "rank"
    return "quantity" if _QUANTITIES.search(plain) else "count"


def _ends(text: str) -> tuple[Fraction, Fraction | None] | None:
    whole = _RANGE.fullmatch(text)
    if whole:
        return Fraction(whole[1]), Fraction(whole[2]) if whole[2] else None
    told = per_cent_value(text) or fraction_value(text)
    if told is None and re.fullmatch(CHINESE_NUMERAL, text):
        told = str(chinese_to_int(text))
    part = re.search(r"\d+(?:\.\d+)?(?:/[1-9]\d*)?", told or text)
    if part is None:
        return None
    over, _, under = part[0].partition("/")
    return Fraction(over) / Fraction(under or 1), None


def _plain(unit: str) -> tuple[Fraction, str]:
    """Return the factor that a unit stands for, and the unit without it."""
    text = re.sub(r"[余多]", "", squash(unit))
    text = _ALIASES.get(text, text)
    factor = Fraction(1)
    while text != _POINTS and text not in _MEASURES:
        scale = next((each for each in _SCALES if text.startswith(each)), None)
        if scale is None:
            break
        factor *= 10 ** _SCALES[scale]
        text = text.removeprefix(scale)
    times, text = _MEASURES.get(text, (1, text))
    return factor * times, text
