"""The parts of the brief that are all figures: the table of key figures, and figures in a running line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from summarizer.rendering.budget import Choice
from summarizer.rendering.escaping import escaped, table_row
from summarizer.rendering.passages import passages
from summarizer.rendering.wording import (
    DOUBTFUL_STATUS,
    STATUS_WORDS,
    change_words,
    level_words,
    name_words,
    period_words,
    status_words,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from summarizer.rendering.marks import Marks
    from summarizer.rendering.outline import Outline
    from summarizer.schemas import Figure, Report

TABLE_HEAD: Final = (
    table_row(("指标", "数值", "变化", "来源")),
    table_row(("---",) * 4),
)
_CHAPTER: Final = 4.0
_KEY: Final = 2.0
_NOTHING: Final = "—"
_NO_PERIOD: Final = "期间未载"
_MOST_ROWS: Final = 20
_TARGET_NAME: Final = re.compile(
    r"(?:的?(?:年度|全年|考核)?(?:目标任务|任务数|目标数|目标值|目标|任务|计划数))+$"
)
_AHEAD: Final = frozenset({"plan", "targets", "requirements"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A key figure and, where the report has one for the same thing and period, its target."""

    figure: Figure
    target: Figure | None

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of what the row says."""
        return (self.figure.id,) if self.target is None else (self.figure.id, self.target.id)


def key_rows(report: Report, elsewhere: Collection[str]) -> tuple[Row, ...]:
    """Choose the rows of the table in the order of the record, without figures that are said elsewhere."""
    by_id = {figure.id: figure for figure in report.figures}
    goals = {
        (_TARGET_NAME.sub("", figure.name), figure.period, figure.unit): figure
        for figure in report.figures
        if figure.status == "target" and figure.value is not None and figure.id not in elsewhere
    }
    rows: list[Row] = []
    said: set[str] = set()
    for identity in report.key_figures:
        figure = by_id.get(identity)
        if figure is None or identity in said or identity in elsewhere:
            continue
        goal = goals.get((figure.name, figure.period, figure.unit)) if figure.status == "actual" else None
        row = Row(figure=figure, target=goal if goal is not None and goal.id not in said else None)
        rows.append(row)
        said.update(row.figures)
    return tuple(rows[:_MOST_ROWS])


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """Status and period that most rows share: said once above the table, and not in every row."""

    status: Literal["actual", "target", "forecast"]
    period: str | None


def usual(rows: Sequence[Row]) -> Usual:
    """Return what most rows share; of equals, what stands first."""
    statuses = [row.figure.status for row in rows]
    periods = [row.figure.period for row in rows]
    plainest = max(rows, key=lambda row: statuses.count(row.figure.status)).figure
    return Usual(status=plainest.status, period=max(periods, key=periods.count))


def table_note(common: Usual) -> str:
    """Say what holds for every row that says nothing else."""
    return f"未注明的为{escaped(period_words(common.period))}{STATUS_WORDS[common.status]}数。"


def row_line(row: Row, marks: Marks, common: Usual) -> str:
    """Write a row of the table."""
    figure = row.figure
    name = name_words(figure) or _NOTHING
    if figure.period != common.period:
        name += f"（{period_words(figure.period) or _NO_PERIOD}）"
    level, change = level_words(figure), change_words(figure)
    source = marks.figure(figure.id)
    if figure.status != common.status or DOUBTFUL_STATUS.intersection(figure.flags):
        status = status_words(figure)
        level, change = (f"{status}{level}", change) if level else (level, f"{status}{change}")
    if row.target is not None:
        level += f"（目标{level_words(row.target)}）"
        source += marks.figure(row.target.id)
    return table_row((escaped(name), escaped(level) or _NOTHING, escaped(change) or _NOTHING, source))


def targets(report: Report, outline: Outline) -> tuple[Figure, ...]:
    """Choose the figures of the list of targets: what the report plans to reach.

    Where the key figures are nothing but targets, as in a plan without a review, these stay in the table.
    """
    keys = set(report.key_figures)
    in_table = keys if all(one.status == "target" for one in report.figures if one.id in keys) else set[str]()
    return tuple(
        figure
        for figure in report.figures
        if figure.status == "target" and figure.id not in in_table and _is_ahead(figure, report, outline)
    )


def _is_ahead(figure: Figure, report: Report, outline: Outline) -> bool:
    """Whether a target is about the time to come, not what was to be reached in the time under review."""
    plan = report.meta.plan_period
    return _kind(figure, outline) in _AHEAD or (plan is not None and figure.period == plan)


def _kind(figure: Figure, outline: Outline) -> str | None:
    path = outline.path(figure.section)
    return path[-1].kind if path else None


class FigureList:
    """Figures in one running line, in the report's words."""

    def __init__(
        self, figures: Iterable[Figure], report: Report, outline: Outline, *, planned: bool = False
    ) -> None:
        """Find the words, and weigh them."""
        by_id = {figure.id: figure for figure in figures}
        ranks = {identity: place for place, identity in enumerate(report.key_figures)}

        def weight(identity: str) -> float:
            """A chapter of targets is what the report itself singles out; then come key figures."""
            figure = by_id[identity]
            stressed = _CHAPTER if _kind(figure, outline) == "targets" else _standing(figure)
            rank = ranks.get(identity)
            key = 0.0 if rank is None else _KEY - rank / (1 + len(ranks))
            return stressed + key

        self.passages = passages(by_id.values(), planned=planned)
        self.choices = tuple(
            Choice(
                key=str(place),
                cost=len(escaped(passage.text)) + sum(len(one) + 3 for one in passage.figures) + 1,
                weight=max(map(weight, passage.figures)),
            )
            for place, passage in enumerate(self.passages)
        )

    def write(self, chosen: Collection[str], marks: Marks) -> tuple[str, frozenset[str]]:
        """Write the chosen passages, each with its marks, and tell which figures they say."""
        kept = [passage for place, passage in enumerate(self.passages) if str(place) in chosen]
        words = [escaped(one.text) + "".join(map(marks.figure, one.figures)) for one in kept]
        return "；".join(words), frozenset(identity for one in kept for identity in one.figures)


def _standing(figure: Figure) -> float:
    """A level with its change says most, a bare difference from others least."""
    if figure.value is not None:
        return 0.2 if figure.change is None else 0.3
    return 0.0 if figure.change is not None and "百分点" in figure.change.unit else 0.1
