"""Numbers with Chinese units as an English reader needs them.

The number as the report writes it stays the authority: ``20.99亿元`` is shown as it is, and what it comes
to in English scales is a note beside it, worked out exactly in decimal arithmetic. Nothing is rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCALES: Final = {"万亿": 12, "千万": 7, "百万": 6, "亿": 8, "万": 4, "千": 3, "百": 2, "": 0}
_SCALE_WORDS: Final = {
    "万亿": "trillion",
    "亿": "hundred million",
    "千万": "ten million",
    "百万": "million",
    "万": "ten thousand",
    "千": "thousand",
    "百": "hundred",
}
_STEPS: Final = ((12, "trillion"), (9, "billion"), (6, "million"))
_LONGEST: Final = 24
"""Characters of a number that is still written out."""

_MEASURES: Final = {
    "元": "yuan",
    "人民币": "yuan",
    "元人民币": "yuan",
    "美元": "US dollars",
    "港元": "Hong Kong dollars",
    "港币": "Hong Kong dollars",
    "欧元": "euros",
    "日元": "Japanese yen",
    "英镑": "pounds sterling",
    "新台币": "New Taiwan dollars",
    "平方公里": "square kilometres",
    "平方千米": "square kilometres",
    "平方米": "square metres",
    "公顷": "hectares",
    "亩": "mu",
    "亩次": "mu-times",
    "立方米": "cubic metres",
    "公里": "km",
    "千米": "km",
    "海里": "nautical miles",
    "米": "metres",
    "厘米": "cm",
    "毫米": "mm",
    "吨标准煤": "tonnes of standard coal",
    "吨": "tonnes",
    "公斤": "kg",
    "千克": "kg",
    "微克": "micrograms",
    "千瓦时": "kWh",
    "千瓦": "kW",
    "兆瓦": "MW",
    "吉瓦": "GW",
    "千伏": "kV",
    "千伏安": "kVA",
    "标箱": "TEU",
    "标准箱": "TEU",
    "吨公里": "tonne-kilometres",
    "小时": "hours",
    "分钟": "minutes",
    "天": "days",
    "个工作日": "working days",
    "个月": "months",
    "年": "years",
    "周岁": "years of age",
    "岁": "years of age",
    "倍": "times",
    "个百分点": "percentage points",
    "百分点": "percentage points",
    "‰": "per mille",
}
"""Units that an English text says behind the number."""
_PEOPLE: Final = {
    "人": "people",
    "名": "people",
    "人次": "person-times",
    "户": "households",
    "户次": "household-times",
    "次": "times",
}
_COUNTED: Final = frozenset(
    {
        *"家个项件条座所处栋幢间套台辆列艘架部支只头株棵篇本册份张块片根枚面期场轮批届组队对宗起例款种类级门站口眼位",
        *("台套", "艘次", "架次", "家次", "件次", "项次", "场次", "批次", "班次", "个方面"),
    }
)
"""Measure words: English counts without them."""
_PER: Final = {
    "人": "person",
    "户": "household",
    "亩": "mu",
    "平方米": "square metre",
    "平方公里": "square kilometre",
    "立方米": "cubic metre",
    "日": "day",
    "天": "day",
    "年": "year",
    "月": "month",
    "小时": "hour",
    "吨": "tonne",
    "公斤": "kg",
    "公里": "km",
    "米": "metre",
    "升": "litre",
    "千瓦时": "kWh",
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_PLANS: Final = {
    "十二五": "Twelfth Five-Year Plan",
    "十三五": "Thirteenth Five-Year Plan",
    "十四五": "Fourteenth Five-Year Plan",
    "十五五": "Fifteenth Five-Year Plan",
}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_SCALE: Final = _any(_SCALES)
_RATE: Final = f"(?:[/每](?:{_any(_PER)}))?"
_SAID: Final = (
    f"(?:{_any(_MEASURES)}){_RATE}|%|(?:{_SCALE})(?:(?:{_any({*_MEASURES, *_PEOPLE, *_COUNTED})}){_RATE})?"
)
"""Units that belong to the number. A bare measure word does not: it goes with its noun, for translation."""
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_QUANTITY: Final = re.compile(
    r"《[^《》]*》"
    f"|[“”]?(?P<plan>{_any(_PLANS)})[“”]?(?:规划)?"
    r"|(?<![\dA-Za-z.])(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<since>1[0-2]|0?[1-9])月?[-—–~至])?"
    r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?"
    r"|(?<![\dA-Za-z.])(?P<alone>(?:19|20)\d\d(?:[-—–~至](?:19|20)\d\d)?)年"
    rf"|(?<![\dA-Za-z.])(?P<value>{_NUMBER}(?:[-—–~至]{_NUMBER})?)(?P<over>[余多])?(?P<unit>{_SAID})?(?P<later>[余多])?"
    r"(?![\dA-Za-z]|\.\d)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Masked:
    """A text whose quantities, dates and 《titles》 are marks ``{A}``, ``{B}`` and so on."""

    text: str
    fillings: tuple[str, ...]
    """What stands in English for the marks, in their order."""

    def filled(self, translation: str) -> str:
        """Put the quantities into a translation that has every mark."""
        for place, filling in enumerate(self.fillings):
            translation = translation.replace(mark(place), filling)
        return translation


def mark(place: int) -> str:
    """Return the mark of the quantity at a place, from 0."""
    return f"{{{chr(ord('A') + place)}}}"


def masked(text: str) -> Masked:
    """Put marks for everything in a text that a translator must not touch.

    Digits among Latin letters (5G, PM2.5) stay: they are names. The text must be free of braces.
    """
    fillings: list[str] = []

    def taken(found: re.Match[str]) -> str:
        fillings.append(_filling(found))
        return mark(len(fillings) - 1)

    replaced = _QUANTITY.sub(taken, text)
    return Masked(text=replaced, fillings=tuple(fillings))


def _filling(found: re.Match[str]) -> str:
    if found["plan"]:
        return _PLANS[found["plan"]]
    if found["alone"]:
        return found["alone"]
    if found["month"]:
        month = MONTHS[int(found["month"]) - 1]
        if found["since"]:
            month = f"{MONTHS[int(found['since']) - 1]} to {month}"
        return " ".join(part for part in (found["day"], month, found["year"]) if part)
    if found["value"]:
        over = "over " if found["over"] or found["later"] else ""
        written = found.group() if found["unit"] else None
        return over + quantity(found["value"], found["unit"] or "", written=written)
    return found.group()


def quantity(value: str, unit: str, *, written: str | None = None) -> str:
    """Say a number with its unit in English.

    Args:
        value: Digits as written, perhaps a range or a share.
        unit: The unit as written, perhaps empty.
        written: How the report writes both, where that is more than their sum (余).

    Returns:
        ``200 km``, ``98%``, ``12`` for twelve of anything; with a Chinese scale the number as written and,
        in brackets, what it comes to: ``20.99亿元 (2.099 billion yuan)``. An unknown unit stays as it is.
    """
    if unit in {"", "%"}:
        return value + unit
    base, rate = _parted(unit)
    if base in _COUNTED and not rate:
        return value
    words = _words(base)
    if words is not None:
        return f"{value} {words}{rate}"
    scale = next((each for each in _SCALES if each and unit.startswith(each)), "")
    words = _words(base.removeprefix(scale))
    if not scale or words is None:
        return value + unit
    amount = _written_out(value, _SCALES[scale]) or f"unit: {_SCALE_WORDS[scale]}"
    return f"{written or value + unit} ({' '.join(part for part in (amount, words) if part)}{rate})"


def parted(unit: str) -> tuple[int, str]:
    """Part a unit into its scale, as a power of ten, and what it scales: ``亿美元`` → 8, ``美元``."""
    scale = next((each for each in _SCALES if each and unit.startswith(each) and unit not in _MEASURES), "")
    return _SCALES[scale], unit.removeprefix(scale)


def _parted(unit: str) -> tuple[str, str]:
    """Part ``元/吨`` into the unit and what it is counted by, in English; unknown ones stay together."""
    found = re.fullmatch(f"(.+?)[/每]({_any(_PER)})", unit)
    return (found[1], f" per {_PER[found[2]]}") if found else (unit, "")


def _words(base: str) -> str | None:
    if base in _COUNTED or not base:
        return ""
    return _MEASURES.get(base) or _PEOPLE.get(base)


def _written_out(value: str, power: int) -> str | None:
    """Write out a number with its scale exactly; None for a range, a share, or a number of absurd length."""
    if not re.fullmatch(_NUMBER, value, re.ASCII) or len(value) > _LONGEST:
        return None
    number = Decimal(value.replace(",", "")).scaleb(power)
    for step, word in _STEPS:
        if number >= Decimal(1).scaleb(step):
            return f"{_plain(number.scaleb(-step))} {word}"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
