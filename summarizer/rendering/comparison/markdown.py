"""A comparison as Markdown: tables with a footnote for every figure of either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.rendering.comparison.words import Words, check_words, plans, sided, verdict_words
from summarizer.rendering.escaping import escaped, table_row
from summarizer.rendering.typography import seen, shown
from summarizer.rendering.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.rendering.comparison.words import Plan
    from summarizer.schemas import Claim, Comparison, Indicator, Outcome

_MOST_ALONE: Final = 30
"""Figures without a counterpart that are named; the rest is counted."""
_NOTHING: Final = "—"
KINDS: Final = {"same": "同一指标", "outcome": "目标与结果"}


def render_comparison_markdown(made: Comparison, pictures: dict[str, str] | None = None) -> str:
    """Write a comparison.

    Args:
        made: The comparison.
        pictures: Addresses of charts by indicator, where they were drawn.

    Returns:
        Markdown with GitHub tables and footnotes, ending with a newline. Nothing of the reports' own
        characters is markup in it.
    """
    return _Document(made, pictures or {}).text()


class _Document:
    def __init__(self, made: Comparison, pictures: dict[str, str]) -> None:
        self._made = made
        self._words = Words(made)
        self._pictures = pictures
        self._used: dict[str, None] = {}

    def text(self) -> str:
        parts = [
            ["# 报告对比"],
            self._reports(),
            self._contradictions(),
            *map(self._plan, plans(self._made)),
            self._indicators(),
            self._charts(),
            self._doubts(),
            self._alone(),
            [f"> 模型未能回答：{escaped(shown(each))}" for each in self._made.failures],
        ]
        parts.append(self._footnotes())
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    def _reports(self) -> list[str]:
        rows = [
            (each.id, each.title, each.body, period_words(each.period), period_words(each.plan_period))
            for each in self._made.reports
        ]
        cells = ([escaped(shown(cell or "")) or _NOTHING for cell in row] for row in rows)
        return _table(("", "报告", "发布机构", "报告期", "计划期"), cells)

    def _contradictions(self) -> list[str]:
        claims = [each for each in self._made.claims if each.verdict == "contradicts"]
        if not claims:
            return []
        return [
            "## 增幅与数值不符",
            "",
            *map(self._contradiction, claims),
            "",
            "以上照录原文，未作更正；也可能是基数经过修订。",
        ]

    def _contradiction(self, claim: Claim) -> str:
        words = self._words
        now, before = words.figures[claim.later], words.figures[claim.earlier]
        return (
            f"- **{escaped(words.name(claim.later))}**："
            f"{now.report}称{escaped(words.number(claim.later))}{self._mark(claim.later)}；"
            f"{before.report}为{escaped(words.number(claim.earlier))}{self._mark(claim.earlier)}，"
            f"两数相比为{escaped(sided(claim))}"
        )

    def _plan(self, plan: Plan) -> list[str]:
        words = self._words
        head = ["指标", f"目标（{plan.report}）", *map(words.column, plan.later), "结论"]
        rows = [
            (
                escaped(words.name(target)),
                escaped(words.number(target)) + self._mark(target),
                *(self._result(outcomes.get(report)) for report in plan.later),
                escaped(verdict_words(plan.conclusion(outcomes))),
            )
            for target, outcomes in plan.rows
        ]
        title = f"## {escaped(words.column(plan.report))}的目标与结果"
        return [title, "", f"{plan.tally}。", "", *_table(map(escaped, head), rows)]

    def _result(self, outcome: Outcome | None) -> str:
        return escaped(self._words.result(outcome)) + self._mark(outcome.result) if outcome else _NOTHING

    def _indicators(self) -> list[str]:
        if not self._made.indicators:
            return []
        checks: dict[str, list[Claim]] = {}
        for claim in self._made.claims:
            checks.setdefault(claim.indicator, []).append(claim)
        columns = [each.id for each in self._made.reports]
        head = ["指标", *(escaped(self._words.column(each)) for each in columns)]
        head += ["按数值计算的增幅"] if checks else []
        rows = [
            self._row(row, columns, checks.get(row.id, []), checked=bool(checks))
            for row in self._made.indicators
        ]
        return ["## 指标对照", "", *_table(head, rows)]

    def _row(
        self, row: Indicator, columns: Sequence[str], claims: Sequence[Claim], *, checked: bool
    ) -> list[str]:
        by_report = {self._words.figures[each].report: each for each in row.figures}
        cells = [
            escaped(self._words.cell(by_report[each], row)) + self._mark(by_report[each])
            if each in by_report
            else _NOTHING
            for each in columns
        ]
        name = escaped(shown(row.name)) + ("（模型对应）" if row.paired_by == "model" else "")
        told = "；".join(escaped(check_words(each)) for each in claims) or _NOTHING
        return [name, *cells, *([told] if checked else [])]

    def _charts(self) -> list[str]:
        return [
            f"![{escaped(shown(row.name))}]({self._pictures[row.id]})"
            for row in self._made.indicators
            if row.id in self._pictures
        ]

    def _doubts(self) -> list[str]:
        if not self._made.doubts:
            return []
        return [
            "## 未能确定的对应",
            "",
            *(
                f"- {KINDS[each.kind]}？{self._side(each.first)} 与 "
                + " 或 ".join(self._side(other) for other in each.others)
                for each in self._made.doubts
            ),
        ]

    def _side(self, figure: str) -> str:
        words = self._words
        report = words.figures[figure].report
        return (
            f"{report}「{escaped(words.name(figure))} {escaped(words.number(figure))}」{self._mark(figure)}"
        )

    def _alone(self) -> list[str]:
        lines: list[str] = []
        for report, figures in self._made.alone.items():
            if figures:
                named = "；".join(
                    f"{escaped(self._words.name(each))} {escaped(self._words.number(each))}"
                    for each in figures[:_MOST_ALONE]
                )
                rest = f"；等{len(figures)}项" if len(figures) > _MOST_ALONE else ""
                lines.append(f"- {escaped(self._words.column(report))}（{len(figures)}项）：{named}{rest}")
        return ["## 没有对应的数据", "", *lines] if lines else []

    def _mark(self, figure: str | None) -> str:
        if figure is None:
            return ""
        self._used.setdefault(figure)
        return f"[^{_label(figure)}]"

    def _footnotes(self) -> list[str]:
        notes: list[str] = []
        for figure in self._used:
            column, path, quote = self._words.evidence(figure)
            notes.append(
                f"[^{_label(figure)}]: {escaped(column)} › {escaped(path)}：「{escaped(seen(quote))}」"
            )
        return ["## 来源", "", *notes] if notes else []


def _label(figure: str) -> str:
    """Return the footnote label of a figure; ids of records that others wrote may hold anything."""
    return "".join(char if char.isalnum() and char.isascii() else "-" for char in figure)


def _table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = list(head)
    return [table_row(cells), table_row(["---"] * len(cells)), *map(table_row, rows)]
