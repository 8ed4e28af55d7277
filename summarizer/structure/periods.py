"""What time a figure is about, in the notation of the labelling guide."""

from __future__ import annotations

import re

from summarizer.structure.numerals import chinese_to_int

_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年(?:度)?$")
_EXPRESSION = re.compile(
    r"截[至止](?:(?P<asof_year>(?:19|20)\d\d)年|.{0,8}?)(?P<asof_month>\d{1,2})月"
    r"|前(?P<first>[一二三1-3])个?季度"
    r"|(?P<quarter>[一二三四1-4])季度"
    r"|(?P<half>上半年|下半年)"
    r"|(?P<from>\d{1,2})(?:月)?[-~—至到](?P<to>\d{1,2})月"
    r"|(?P<month>\d{1,2})月(?:份|当月)"
    r"|(?P<monthend>\d{1,2})月[底末](?!之?前)"
    r"|(?P<yearend>(?:(?P<endyear>(?:19|20)\d\d)年|全年|年)末)"
    r"|到(?P<byyear>20\d\d)年"
    r"|(?P<plan>“?十(?P<planned>[一二三四五六])五”?(?:时期|期间|以来|(?P<planend>期?末)))"
    r"|(?P<fiveyears>(?:这|过去|近|五年来|过去的)五年|五年来)"
    r"|(?P<whole>(?:19|20)\d\d)年(?:度)?(?![-—至]|\d{1,2}月|初|以来|同期|的?水平)"
    r"|(?P<annual>(?:全年|年度)(?!的?(?:任务|目标|计划|预算|指标)))"
)
_COMPARED = re.compile(r"(?:比|较|与|同|是|为|获评?|荣获|授予|相当于)[^,;。]{0,3}$")


def period_at(words: str, default: str | None) -> str | None:
    """Return the period that the words before a number leave open, or ``default``.

    Args:
        words: The sentence up to the number.
        default: Period of the part of the report the sentence stands in.
    """
    found = default
    year = (default or "")[:4] if re.match(r"\d{4}", default or "") else ""
    for match in _EXPRESSION.finditer(words):
        if _COMPARED.search(words[: match.start()]):
            continue
        said = _YEAR_BEFORE.search(words[: match.start()])
        found = _read(match, said[1] if said else year, default)
    return found


def _read(match: re.Match[str], year: str, default: str | None) -> str | None:
    groups = match.groupdict()
    result = default
    year = groups["asof_year"] or year
    if groups["whole"]:
        result = (
            default
            if default and default[:4] == groups["whole"] and default.startswith("20")
            else groups["whole"]
        )
    elif groups["byyear"]:
        result = groups["byyear"]
    elif groups["endyear"] or (groups["yearend"] and year):
        # What there is at the end of a year is told of the year.
        result = groups["endyear"] or year
    elif groups["plan"] or (groups["fiveyears"] and year):
        result = _five_years(groups["planned"], year)
        result = result[-7:-3] if groups["planend"] else result
    elif not year:
        result = default
    elif groups["annual"]:
        result = year
    elif groups["half"]:
        result = f"{year}-H{1 if groups['half'] == '上半年' else 2}"
    elif groups["first"]:
        quarter = groups["first"]
        count = int(quarter) if quarter.isdigit() else chinese_to_int(quarter)
        result = f"{year}-01/{year}-{count * 3:02d}"
    elif groups["quarter"]:
        quarter = groups["quarter"]
        number = int(quarter) if quarter.isdigit() else chinese_to_int(quarter)
        result = f"{year}-Q{number}"
    elif groups["to"]:
        result = f"{year}-{int(groups['from']):02d}/{year}-{int(groups['to']):02d}"
    elif groups["month"]:
        result = f"{year}-{int(groups['month']):02d}/{year}-{int(groups['month']):02d}"
    elif groups["asof_month"] or groups["monthend"]:
        result = f"as of {year}-{int(groups['asof_month'] or groups['monthend']):02d}"
    return result


def _five_years(plan: str | None, year: str) -> str:
    """The years of a five-year plan, ``三`` for 十三五; else the five years up to a year."""
    # The tenth plan began in 2001, and one follows on the other.
    first = 2001 + 5 * chinese_to_int(plan) if plan else int(year) - 4
    return f"{first}-01/{first + 4}-12"
