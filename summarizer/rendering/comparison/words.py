"""How the parts of a comparison are said, the same in Markdown and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer.rendering.typography import shortened, shown
from summarizer.rendering.wording import change_words, level_words, name_words, period_words

if TYPE_CHECKING:
    from summarizer.schemas import Claim, ComparedFigure, Comparison, Indicator, Outcome

VERDICTS: Final = {
    "met": "达到",
    "missed": "未达到",
    "progress": "进行中",
    "not-reported": "未见报告",
    "not-comparable": "无法比较",
}
_REASONS: Final = {
    "": "",
    "approximate": "数值为约数",
    "comparable-prices": "可比价格或口径",
    "estimate": "结果为预计数",
    "magnitude": "与目标相差悬殊，单位或有误",
    "no-level": "报告未给出可比的数",
    "scope": "统计范围逐年调整",
}
_BOUNDS: Final = {
    "at-least": "不低于目标",
    "at-most": "不高于目标",
    "about-at-least": "不低于目标，“左右”按0.5个百分点或5%计",
    "about-at-most": "不高于目标，“左右”按0.5个百分点或5%计",
    "range": "不差于区间的近端",
}
_LONGEST_BODY: Final = 14
_LONGEST_HEADING: Final = 26
_NOTHING: Final = "—"


class Words:
    """Says figures of one comparison."""

    def __init__(self, made: Comparison) -> None:
        """Know its figures and reports."""
        self.figures = {each.id: each for each in made.figures}
        self.reports = {each.id: each for each in made.reports}

    def column(self, report: str) -> str:
        """Say a column: ``A 2022年``, with the body where several report."""
        record = self.reports[report]
        bodies = {each.body for each in self.reports.values()}
        body = shortened(shown(record.body or record.title or ""), _LONGEST_BODY)
        parts = [report, body if len(bodies) > 1 else "", period_words(record.period)]
        return " ".join(part for part in parts if part)

    def name(self, figure: str) -> str:
        """Say what a figure measures."""
        return name_words(self.figures[figure].figure) or _NOTHING

    def number(self, figure: str) -> str:
        """Say level and change of a figure."""
        record = self.figures[figure].figure
        return "，".join(part for part in (level_words(record), change_words(record)) if part) or _NOTHING

    def cell(self, figure: str, row: Indicator) -> str:
        """Say a figure in its row: its level in the row's unit too, and its own period where it has one."""
        compared = self.figures[figure]
        record = compared.figure
        level, change = level_words(record), change_words(record)
        if level and record.unit != row.unit and figure in row.amounts:
            level += f"（合{row.amounts[figure]}{row.unit}）"
        words = "，".join(part for part in (level, change) if part) or _NOTHING
        return words + self._other_period(compared)

    def result(self, outcome: Outcome) -> str:
        """Say the result of a target, with the share of it that is done where its time is not over."""
        if outcome.result is None:
            return _NOTHING
        words = self.number(outcome.result) + self._other_period(self.figures[outcome.result])
        return f"{words}（为目标的{outcome.share}%）" if outcome.partial and outcome.share else words

    def _other_period(self, compared: ComparedFigure) -> str:
        """Say the period where it is not that of the report."""
        period = compared.figure.period
        own = self.reports[compared.report]
        expected = own.plan_period if compared.figure.status == "target" else own.period
        return "" if period in {None, expected} else f"（{period_words(period)}）"

    def evidence(self, figure: str) -> tuple[str, str, str]:
        """Return the column, the headings and the quotation of a figure."""
        compared = self.figures[figure]
        path = " › ".join(shortened(shown(each), _LONGEST_HEADING) for each in compared.path)
        return self.column(compared.report), path or "正文开头", compared.figure.evidence.quote


def sided(claim: Claim) -> str:
    """Say the growth worked out: ``计算为+14.3%（+13.2%至+15.3%）``."""
    return f"{claim.computed}{claim.unit}（四舍五入可致{claim.low}至{claim.high}{claim.unit}）"


def check_words(claim: Claim | None) -> str:
    """Say in a few words what came of checking a growth."""
    if claim is None:
        return _NOTHING
    if claim.verdict == "agrees":
        return f"{claim.computed}{claim.unit}，相符"
    if claim.verdict == "contradicts":
        return f"{claim.computed}{claim.unit}，不符"
    if claim.verdict == "not-claimed":
        return f"{claim.computed}{claim.unit}"
    return f"不核对（{_REASONS[claim.reason]}）"


def verdict_words(outcome: Outcome) -> str:
    """Say what came of a target, and why where it is not plain."""
    words = VERDICTS[outcome.verdict]
    if outcome.computed is not None:
        words += f"（按两份报告的数计算为{outcome.computed}）"
    reason = _REASONS[outcome.reason]
    return f"{words}（{reason}）" if reason else words


def bound_words(outcome: Outcome) -> str:
    """Say how a target was read."""
    return _BOUNDS[outcome.bound]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The targets of one report, each with what came of it in the later ones."""

    report: str
    later: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, Outcome]], ...]
    """Targets with their outcomes by later report."""

    def conclusion(self, outcomes: dict[str, Outcome]) -> Outcome:
        """Return what a report of the whole time says, else what the last of a part of it says."""
        told = [outcomes[report] for report in self.later if report in outcomes]
        whole = [each for each in told if not each.partial]
        partly = [each for each in told if each.result is not None]
        return (whole or partly or told)[-1]

    @property
    def tally(self) -> str:
        """Count verdicts: ``19项目标：达到13项，未达到4项，未见报告2项``."""
        verdicts: list[str] = [self.conclusion(outcomes).verdict for _, outcomes in self.rows]
        counts = {words: verdicts.count(verdict) for verdict, words in VERDICTS.items()}
        told = "，".join(f"{words}{count}项" for words, count in counts.items() if count)
        return f"{len(verdicts)}项目标：{told}"


def plans(made: Comparison) -> list[Plan]:
    """Gather the outcomes by the report whose targets they are."""
    figures = {each.id: each.report for each in made.figures}
    order = [each.id for each in made.reports]
    found: dict[str, dict[str, dict[str, Outcome]]] = {}
    for each in made.outcomes:
        found.setdefault(figures[each.target], {}).setdefault(each.target, {})[each.report] = each
    return [
        Plan(
            report=report,
            later=tuple(each for each in order if any(each in outcomes for outcomes in rows.values())),
            rows=tuple(rows.items()),
        )
        for report, rows in found.items()
    ]
