"""Every number of the text, classified: quantities with their units, and what is not a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.structure.counting import counts
from summarizer.structure.model import Mention, NumberClass
from summarizer.structure.name_parts import is_name_part
from summarizer.structure.number_owners import Owners
from summarizer.structure.numerals import (
    ARABIC_NUMERAL,
    CHINESE_NUMERAL,
    chinese_to_int,
    fraction_value,
    per_cent_value,
)
from summarizer.structure.ranks import ARABIC_RANK, is_rank
from summarizer.structure.units import SCALES, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cleaning import CleanText

_SCALE = "|".join(SCALES)
_MORE = "[余多几]"
_DASH = "[-~—–−]+|至|到"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in the text; ``mention`` is its index in the list of mentions."""

    mention: int
    start: int
    """First character of the numeral."""
    end: int
    """After the unit and a trailing qualifier (以上, 左右…)."""
    value: str
    unit: str
    suffix: str
    """Qualifier that stands behind or inside the number: 余, 以上, 以内, 约 or empty."""
    rank: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """Result of :func:`find_numbers`."""

    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]


_NUMBER = re.compile(
    rf"(?P<num>{ARABIC_NUMERAL})"
    rf"(?:(?P<more>{_MORE})(?=(?:{_SCALE})?(?:{UNIT})))?"
    rf"(?P<scale>{_SCALE})?"
    rf"(?P<more2>{_MORE})?"
    rf"(?P<unit>{UNIT})?"
    rf"(?P<alt>\([台户间人套个]\))?"
    rf"(?:(?P<dash>{_DASH})(?P<num2>{ARABIC_NUMERAL})(?P<scale2>{_SCALE})?(?P<unit2>{UNIT})?)?"
    r"(?P<tail>以上|以下|以内|左右|上下|之内)?(?P<more3>余)?"
)
_COUNTED = (
    "个|家|项|栋|座|条|所|处|轮|批|次|场|名|人|位|支|套|台|艘|架|户|件|宗|间|幢|种|对|艘次|人次|场次|"
    "册|篇|部|张|"
    "成|倍|(?:万|亿)(?:个|家|人|户|亩|次|名|场)|(?:万|亿)?(?:吨|度|方(?!面|向|案|式|针|便)|立方米|"
    "千瓦|斤|人次|人|户|亩|元|美元|平方米|公里|条|套|件|家)|大类|镇|县|乡|村"
)
_CHINESE = re.compile(
    rf"(?P<rank>第{CHINESE_NUMERAL}(?:位|名)?)"
    rf"|(?P<percent>百分之{CHINESE_NUMERAL}(?:点{CHINESE_NUMERAL})?)"
    rf"|(?P<fraction>{CHINESE_NUMERAL}分之{CHINESE_NUMERAL})"
    rf"|(?P<num>{CHINESE_NUMERAL})(?P<more>{_MORE})?(?P<unit>{_COUNTED})(?P<tail>以上|以内|左右)?"
)
_TAILS = {"以上": "以上", "以下": "以内", "以内": "以内", "之内": "以内", "左右": "约", "上下": "约"}

_Found = tuple[int, int, NumberClass, bool, "Quantity | None"]


def find_numbers(clean: CleanText, labels: Sequence[tuple[int, int]]) -> Numbers:
    """Find and classify every number of the text.

    Args:
        clean: The report.
        labels: Intervals of section numbers (``(一)``, ``3.``, ``二是``) as the headings found them.
    """
    text = clean.text
    owners = Owners(text, labels)
    found: list[_Found] = []
    done = 0
    arabic, chinese = _NUMBER.search(text), _CHINESE.search(text)
    while (match := _first(arabic, chinese)) is not None:
        kind = owners.kind_at(match.start())
        one = _chinese(text, match, kind) if match.re is _CHINESE else _arabic(text, match, kind)
        found.append(one)
        # A unit such as 千家 is no number again; a number that an owner cut short goes on behind it.
        done = one[1] if one[4] is None else max(one[1], one[4].end)
        if arabic is not None and arabic.start() < done:
            arabic = _NUMBER.search(text, done)
        if chinese is not None and chinese.start() < done:
            chinese = _CHINESE.search(text, done)
    _share_points(text, found)
    mentions: list[Mention] = []
    quantities: list[Quantity] = []
    for start, end, kind, sure, quantity in found:
        if quantity is not None:
            quantities.append(replace(quantity, mention=len(mentions)))
        mentions.append(Mention(start=start, end=end, text=text[start:end], kind=kind, sure=sure))
    return Numbers(mentions=tuple(mentions), quantities=tuple(quantities))


def _share_points(text: str, found: list[_Found]) -> None:
    """``1.2个、0.8个百分点``: both are percentage points."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index][4], found[index + 1][4]
        if one is None or other is None or one.unit != "个" or other.unit != "个百分点":
            continue
        if text[one.end : other.start] in {"、", "和", "与", "及"}:
            found[index] = (*found[index][:4], replace(one, unit=other.unit))


def _first(one: re.Match[str] | None, other: re.Match[str] | None) -> re.Match[str] | None:
    """The match that begins first, the longer one where both begin together."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda m: (m.start(), -m.end()))


_THE_FIRST = re.compile(r"前\d+[位名]的")
_JUST_LISTED = re.compile(r"(?:[这那]|(?<![岁%人元亩米])以下|如下|下列|上述)$")
_SHARED_UNIT = re.compile(
    rf"(?:[、和与及]{ARABIC_NUMERAL}){{0,4}}[、和与及]{ARABIC_NUMERAL}(?P<unit>(?:{_SCALE})?(?:{UNIT}))"
)
_RATIO = re.compile(r"\d+(?:\.\d+)?:\d")
_RATIO_BEFORE = re.compile(r"\d:(?:\d+(?:\.\d+)?:)*$")
# An index or a coefficient has no unit: 恩格尔系数为0.31, 城乡居民收入比降至2.01.
_BARE_BEFORE = re.compile(r"(?:为|达|达到|降至|降到|升至|提高到|缩小到|缩小至|比|率|值|系数|指数)$")
_BARE_BEHIND = re.compile(r"[,。;)]|$", re.MULTILINE)


def _arabic(text: str, match: re.Match[str], kind: NumberClass | None) -> _Found:
    start, end = match.start("num"), match.end("num")
    if match["num2"] is not None:
        end = match.end("num2")
    if kind is not None:
        # A range such as 2019-2035 belongs to its owner whole; anything longer is looked at again.
        return start, match.end("num"), kind, True, None
    rank = ARABIC_RANK.search(text, max(0, start - 1), match.end() + 1)
    if rank is not None and rank.start() == start - 1 and text[start - 1] in "第前":
        return _rank(text, rank.start(), rank.end(), rank[1] or rank[3], rank[2] or rank[4] or "")
    unit = match["unit"] or match["unit2"] or ""
    if (unit or match["scale"]) and is_name_part(text, match, unit):
        return start, end, NumberClass.NAME, False, None
    if unit and _JUST_LISTED.search(text[max(0, start - 3) : start]):
        return start, end, NumberClass.SUM, True, None
    value, unit, stop = _value_and_unit(match)
    if not unit and text[match.end("num") : match.end("num") + 2].startswith("/"):
        fraction = re.compile(r"\d+/\d+").match(text, start)
        if fraction:
            one = Quantity(mention=0, start=start, end=fraction.end(), value=fraction[0], unit="", suffix="")
            return start, fraction.end(), NumberClass.FIGURE, True, one
    if not unit:
        if _RATIO.match(text, match.start()) or _RATIO_BEFORE.search(text[max(0, start - 12) : start]):
            one = Quantity(
                mention=0, start=start, end=match.end("num"), value=match["num"], unit="", suffix=""
            )
            return start, match.end("num"), NumberClass.FIGURE, False, one
        shared = _SHARED_UNIT.match(text, match.end())
        if shared is not None:
            # 分别提高1.2和0.8个百分点: the unit stands behind the last number only.
            one = Quantity(mention=0, start=start, end=end, value=value, unit=shared["unit"], suffix="")
            return start, end, NumberClass.FIGURE, False, one
        bare = _BARE_BEFORE.search(text[max(0, start - 6) : start]) and _BARE_BEHIND.match(text, match.end())
        if not bare:
            return start, end, NumberClass.UNKNOWN, False, None
    more = match["more"] or match["more2"] or match["more3"]
    suffix = "余" if more else _TAILS.get(match["tail"] or "", "")
    one = Quantity(mention=0, start=start, end=stop, value=value, unit=unit, suffix=suffix)
    return start, end, NumberClass.FIGURE, True, one


def _value_and_unit(match: re.Match[str]) -> tuple[str, str, int]:
    """Value as digits, unit with its scale, and where both end."""
    value = match["num"].replace(",", "")
    scale, unit = match["scale"] or "", match["unit"] or ""
    stop = match.end()
    if match["num2"] is not None:
        value = f"{value}-{match['num2'].replace(',', '')}"
        scale, unit = match["scale2"] or scale, match["unit2"] or unit
    elif match["alt"] is not None:
        unit += match["alt"]
    return value, scale + unit, stop


def _rank(text: str, start: int, end: int, numeral: str, unit: str) -> _Found:
    value = numeral if numeral.isdigit() else str(chinese_to_int(numeral))
    if (not unit and not is_rank(text, start, end)) or _THE_FIRST.match(text, start):
        return start, end, NumberClass.ORDINAL, True, None
    one = Quantity(mention=0, start=start, end=end, value=value, unit=unit, suffix="", rank=True)
    return start, end, NumberClass.FIGURE, True, one


def _chinese(text: str, match: re.Match[str], kind: NumberClass | None) -> _Found:
    start, end = match.span()
    if kind is not None:
        return start, match.end("num") if match["num"] else end, kind, True, None
    if match["rank"] is not None:
        numeral = match["rank"][1:]
        unit = numeral[-1] if numeral[-1] in "位名" else ""
        return _rank(text, start, end, numeral.rstrip("位名"), unit)
    value = per_cent_value(match[0]) or fraction_value(match[0])
    if value is not None:
        unit = "" if "/" in value else "%"
        one = Quantity(mention=0, start=start, end=end, value=value, unit=unit, suffix="")
        return start, end, NumberClass.FIGURE, True, one
    numeral, unit = match["num"], match["unit"]
    if not counts(text, match):
        return start, match.end("num"), NumberClass.SUM, False, None
    suffix = "余" if match["more"] else _TAILS.get(match["tail"] or "", "")
    one = Quantity(
        mention=0, start=start, end=end, value=str(chinese_to_int(numeral)), unit=unit, suffix=suffix
    )
    return start, end, NumberClass.FIGURE, False, one
