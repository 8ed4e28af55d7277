"""What a report looks back on and what it plans for, from its title, its headings, its dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.structure.model import Section

_SPAN = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s*年?(?:度)?)?\s*(?:"
    r"(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|(?P<quarters>前三)季度"
    r"|(?P<from>\d{1,2})月?\s*[-—~至到]\s*(?P<to>\d{1,2})月(?:份)?|(?<!\d)(?P<month>\d{1,2})月份?(?!\d{0,2}日)(?!\d))"
    r"|(?P<only>(?:19|20)\d\d)\s*年?(?!\d)"
)
_PLAN = re.compile(r"计划|打算|安排|思路|要点|部署|规划|展望|目标|任务|设想|重点工作|方案")
_REVIEW = re.compile(r"总结|回顾|情况|报告|公报|汇报|述职|通报|综述|亮点|成效|成绩|表现|纪要")
_GOVERNMENT_REPORT = re.compile(r"政府工作报告|(?:人大|人民代表大会|常委会|政协)工作报告")
# 2021年,本院受理案件…; 2021年是…之年
_OPENS = re.compile(r"(?:^|\n)\s*((?:19|20)\d\d)年(?:以来)?(?:[,,、]|是|我)")
_OPENING = 400
_FIRST_QUARTER = 3
_LAST_MONTHS = 11


def periods_of_title(title: str | None, written_on: str | None) -> tuple[str | None, str | None]:
    """Return the period and the plan period that a title names.

    A government work report bears the year in which it is delivered: it looks back on the year before.
    """
    if not title:
        return None, None
    spans = _spans(title)
    if _GOVERNMENT_REPORT.search(title):
        delivered = written_on or (spans[0][0] if spans else None)
        if delivered is None:
            return None, None
        # Few assemblies meet before the new year; they look back on the year that ends.
        year = int(delivered[:4]) + (int(delivered[5:7] or 1) >= _LAST_MONTHS)
        return str(year - 1), str(year)
    period = plan = None
    for i, (span, end, _) in enumerate(spans):
        words = title[end : spans[i + 1][2] if i + 1 < len(spans) else len(title)]
        review, ahead = bool(_REVIEW.search(words)), bool(_PLAN.search(words))
        if ahead:
            plan = plan or span
        if (review or not ahead) and period is None:
            period = span
    return period or plan, plan


def periods_of_report(
    title: str | None,
    named: tuple[str | None, str | None],
    sections: Sequence[Section],
    dates: Sequence[str | None],
    opening: str = "",
) -> tuple[str | None, str | None]:
    """Complete the periods that the title names by what the headings and dates say.

    Args:
        title: Title of the report.
        named: What :func:`periods_of_title` returned.
        sections: With kinds.
        dates: ISO dates of the report, best first.
        opening: The text from where the front ends; its first words may say the year (``2021年,本院…``).
    """
    period, plan = named
    reviewed, planned = _years_of(sections, "review"), _years_of(sections, "plan")
    plans = any(s.kind == "plan" for s in sections)
    reviews = any(s.kind == "review" for s in sections)
    if title and _GOVERNMENT_REPORT.search(title):
        if reviewed:
            period = reviewed[-1]
        if plan is None:
            plan = planned[0] if planned else (_following(period) if period else None)
        return (period if reviews or not plans else plan), (plan if plans else None)
    if period is None and reviewed:
        period = reviewed[-1]
    if plan is None:
        plan = next((year for year in planned if period is None or year[:4] >= period[:4]), None)
    if period is None and plan is not None:
        period = str(int(plan[:4]) - 1) if reviews else plan
    if period is None and (opened := _OPENS.search(opening, 0, _OPENING)) is not None:
        period = opened[1]
    if period is None:
        period = next((part for d in dates if d and (part := _part_before(title or "", d))), None)
    if period is None:
        # A report written in the first months of a year is about the year before.
        period = next((str(int(d[:4]) - (int(d[5:7]) <= _FIRST_QUARTER)) for d in dates if d), None)
    if plan is None and plans and period is not None:
        plan = _following(period) if reviews else period
    if title and title.endswith("纪要"):
        plan = plan or period
    return period, plan


def _spans(text: str) -> list[tuple[str, int, int]]:
    """Return (period, end, start) of each time named in ``text``; a year holds until the next."""
    found: list[tuple[str, int, int]] = []
    year: str | None = None
    for match in _SPAN.finditer(text):
        year = match["only"] or match["year"] or year
        if year is not None:
            found.append((_period(match, year), match.end(), match.start()))
    return found


def _period(match: re.Match[str], year: str) -> str:
    if match["half"]:
        return f"{year}-H{1 if match['half'] == '上半年' else 2}"
    if match["quarter"]:
        return f"{year}-Q{'一二三四'.find(match['quarter']) + 1 or int(match['quarter'])}"
    if match["quarters"]:
        return f"{year}-01/{year}-09"
    first, last = match["from"] or match["month"], match["to"] or match["month"]
    return f"{year}-{int(first):02d}/{year}-{int(last):02d}" if first else year


def _part_before(title: str, date: str) -> str | None:
    """Return the part of a year that a title names without the year: the last one before a date."""
    match = _SPAN.search(title)
    if match is None or match["year"] or match["only"]:
        return None
    year = int(date[:4])
    named = _period(match, str(year))
    last = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}.get(named[-2:]) or int(named[-2:])
    # Some are written in the last month of their time.
    return named if int(date[5:7] or 12) >= last else _period(match, str(year - 1))


def _years_of(sections: Sequence[Section], kind: str) -> list[str]:
    """Return the periods in the main headings of a kind, in order."""
    return [
        span
        for section in sections
        if section.level == 1 and section.kind == kind
        for span, _, _ in _spans(section.heading)
    ]


def _following(period: str) -> str:
    year = int(period[:4])
    if period.endswith("H1"):
        return f"{year}-H2"
    if "-Q" in period and not period.endswith("Q4"):
        return f"{year}-Q{int(period[-1]) + 1}"
    return str(year + 1)
