"""The brief: one report on one or two pages of Markdown, every fact with its source mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.rendering.budget import Choice, Detail, divide, page_size, pick
from summarizer.rendering.documents import document_choices, documents_line
from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.figures import (
    TABLE_HEAD,
    FigureList,
    key_rows,
    row_line,
    table_note,
    targets,
    usual,
)
from summarizer.rendering.gaps import gap_lines
from summarizer.rendering.marks import Marks
from summarizer.rendering.outline import Outline
from summarizer.rendering.overview import answer_lines, overview_line
from summarizer.rendering.points import PointsPart, Surroundings
from summarizer.rendering.selection import Selection
from summarizer.rendering.typography import shown
from summarizer.rendering.wording import date_words, period_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from summarizer.rendering.points import Grouping
    from summarizer.schemas import Point, Report

_TABLE_SHARE: Final = 0.33
"""Of what is left after title, overview and gaps; the rest is divided by the shares below."""
_SHARES: Final = {
    "problems": 0.18,
    "targets": 0.22,
    "work": 0.30,
    "plan": 0.13,
    "documents": 0.03,
    "further": 0.14,
}
_FEWEST_ROWS: Final = {"short": 5, "standard": 10, "full": 20}
_MOST_NAMED: Final = {"short": 1, "standard": 3, "full": None}
_HEADINGS: Final = {
    "overview": "概览",
    "table": "关键数据",
    "work": "主要工作",
    "facts": "主要情况",
    "problems": "存在问题",
    "targets": "目标",
    "plan": "工作计划",
    "documents": "印发文件",
    "gaps": "未能覆盖的内容",
    "sources": "来源",
}
_UNTITLED: Final = "工作报告"
_COUNTED: Final = {
    "data": "项数据",
    "problems": "个问题",
    "work": "项工作",
    "plan": "项计划",
    "documents": "份文件",
}
_REMAINDER: Final = 45
"""Characters kept for the line that says how much found no room."""
_CORRECTIONS: Final = (1.0, 0.5, 1.5, 2.0)
"""Parts of what a try left that the next ones add to the room."""


def fitted(report: Report, detail: Detail) -> Brief:
    """Choose what fits on the page.

    Costs are estimates: what the first try leaves, or takes too much, corrects the next ones, and the longest
    that fits is kept.
    """
    size = page_size(report, detail)
    best = Brief(report, detail, size)
    if size is None:
        return best
    off = size - len(best.body)
    for share in _CORRECTIONS:
        other = Brief(report, detail, size + round(share * off))
        if abs(size - len(other.body)) < abs(size - len(best.body)) or len(best.body) > size:
            best = other if len(other.body) <= size or len(other.body) < len(best.body) else best
    return best


class Brief:
    """The parts of one brief, and what they already say."""

    def __init__(self, report: Report, detail: Detail, size: int | None) -> None:
        self._report = report
        self._detail: Detail = detail
        self._is_bulletin = shown(report.meta.title or "").endswith("公报")
        self._outline = Outline(report)
        self._marks = Marks(report, self._outline)
        self._figures = {figure.id: figure for figure in report.figures}
        self._targets = targets(report, self._outline)
        self._said: set[str] = set()
        self.selection = Selection(most_named=_MOST_NAMED[detail], with_number=detail == "full")
        overview = overview_line(report, self._marks)
        self._say([*report.overview.figures, *(one for each in report.answers for one in each.figures)])
        self._parts: dict[str, list[str]] = {
            "overview": [*([overview] if overview else []), *answer_lines(report, self._marks)],
            "gaps": gap_lines(report, self._marks, most=self.selection.most_named),
        }
        left = None if size is None else size - len(self._assembled()) - _REMAINDER
        self._rest(self._table(left))
        self._remainder()
        self.body = self._assembled()

    def text(self) -> str:
        """The whole brief."""
        notes = self._marks.footnotes(self.body)
        if not notes:
            return self.body
        return "\n".join([self.body, self._heading_of("sources"), "", self._origin(), "", *notes, ""])

    def _head(self) -> str:
        meta = self._report.meta
        facts = {
            "发布机构": shown(meta.issuer or ""),
            "文号": shown(meta.document_number or "") if self._detail == "full" else "",
            "日期": date_words(meta.written_on or meta.published_on),
            "报告期": period_words(meta.period),
            "计划期": period_words(meta.plan_period),
        }
        line = " ｜ ".join(f"{name}：{escaped(value)}" for name, value in facts.items() if value)
        title = f"# {escaped(shown(meta.title or '') or _UNTITLED)}（简报）\n"
        return f"{title}\n{line}\n" if line else title

    def _assembled(self) -> str:
        """Put title and parts in the order of the page; empty parts are left out."""
        parts = [
            "\n".join([self._heading_of(name), "", *self._parts[name], ""])
            for name in _HEADINGS
            if self._parts.get(name)
        ]
        return "\n".join([self._head(), *parts])

    def _heading_of(self, part: str) -> str:
        """A bulletin tells how things stand, not what its office did."""
        words = self._report.labels.get(part)
        return (
            f"## {escaped(words)}"
            if words
            else _heading("facts" if part == "work" and self._is_bulletin else part)
        )

    def _say(self, figures: Collection[str]) -> None:
        self._said.update(one for one in figures if one in self._figures)

    def _table(self, left: int | None) -> int | None:
        """Write the table of key figures and return what is left of the page."""
        rows = key_rows(self._report, {figure.id for figure in self._targets})
        if not rows:
            return left
        common = usual(rows)
        opening = [table_note(common), "", *TABLE_HEAD]
        head = sum(len(line) + 1 for line in opening) + _cost_of_heading("table")
        lines = [row_line(row, self._marks, common) for row in rows]
        room = None if left is None else max(0, int(left * _TABLE_SHARE) - head)
        kept = _fitting(lines, room, fewest=_FEWEST_ROWS[self._detail])
        for row in rows[:kept]:
            self._say(row.figures)
        self.selection.rows = rows[:kept]
        self.selection.usual = common
        self._parts["table"] = [*opening, *lines[:kept]]
        return None if left is None else left - head - sum(len(line) + 1 for line in lines[:kept])

    def _further(self) -> FigureList:
        """Key figures that found no row, and figures that stand in no point, for a line below the table."""
        in_points = {one for point in self._points() for one in point.figures}
        elsewhere = self._said | {figure.id for figure in self._targets}
        keys = set(self._report.key_figures)
        further = [
            figure
            for figure in self._report.figures
            if figure.id not in elsewhere and (figure.id in keys or figure.id not in in_points)
        ]
        return FigureList(further, self._report, self._outline)

    def _points(self) -> tuple[Point, ...]:
        return (*self._report.achievements, *self._report.problems, *self._report.actions)

    def _rest(self, left: int | None) -> None:
        """Write everything below the table into what is left of the page."""
        report = self._report
        points = {
            "problems": self._points_part(report.problems, planned=False),
            "work": self._points_part(report.achievements, planned=False),
            "plan": self._points_part(report.actions, planned=True),
        }
        goals = FigureList(self._targets, report, self._outline, planned=True)
        choices: dict[str, Sequence[Choice]] = {
            "targets": goals.choices,
            "documents": document_choices(report),
            "further": self._further().choices,
            **{name: part.choices(self._marks) for name, part in points.items()},
        }
        if self._detail == "short":
            choices = {name: [one for one in found if not one.is_detail] for name, found in choices.items()}
        rooms = _rooms(left, choices)
        spare = 0
        for name, room in rooms.items():
            further = self._further() if name == "further" else None
            offered = choices[name] if further is None else further.choices
            chosen = pick(offered, None if room is None else room + spare)
            if room is not None:
                spare += room - sum(one.cost for one in offered if one.key in chosen)
            if further is not None:
                self._write_further(further, chosen)
            elif name in points:
                self._write_points(name, points[name], chosen)
            elif name == "targets":
                words, said = goals.write(chosen, self._marks)
                self._say(said)
                self.selection.targets = said
                self._parts[name] = [paragraph(f"{words}。")]
            else:
                self.selection.documents = chosen
                self._parts[name] = [documents_line(report, chosen, self._marks)]
                self.selection.left_out[name] = len(report.documents) - len(chosen)

    def _points_part(self, points: Sequence[Point], *, planned: bool) -> PointsPart:
        grouping: Grouping = "headings" if self._detail == "full" else "lines"
        if points is self._report.problems:
            grouping = "none"
        return PointsPart(
            points,
            Surroundings(
                outline=self._outline,
                figures=self._figures,
                said=self._said | {figure.id for figure in self._targets},
                keys=frozenset(self._report.key_figures),
            ),
            planned=planned,
            grouping=grouping,
        )

    def _write_points(self, name: str, part: PointsPart, chosen: Collection[str]) -> None:
        written = part.write(chosen, self._marks)
        self._say(written.figures)
        self.selection.points[name] = written.groups
        self._parts[name] = list(written.lines)
        self.selection.left_out[name] = written.left_out

    def _write_further(self, figures: FigureList, chosen: Collection[str]) -> None:
        words, said = figures.write(chosen, self._marks)
        self._say(said)
        self.selection.further = said
        if words and self._parts.get("table"):
            self._parts["table"] += ["", f"此外：{words}。"]
        elif words:
            self._parts["table"] = [paragraph(f"{words}。")]

    def _remainder(self) -> None:
        """Say how much the brief does not hold, and where it is."""
        counts = self.selection.left_out
        counts["data"] = len(self._figures) - len(self._said)
        rest = [f"{counts[name]}{words}" for name, words in _COUNTED.items() if counts.get(name)]
        if rest:
            line = f"- 限于篇幅，另有{'、'.join(rest)}见JSON记录。"
            self._parts["gaps"] = [*self._parts["gaps"], line]

    def _origin(self) -> str:
        """Say what the brief's words and numbers rest on."""
        model = shown(self._report.provenance.model or "")
        wording = f"概括文字由模型{escaped(model)}拟写、程序核对" if model else "概括文字由程序依原文拟写"
        return f"数字与引文均由程序自原文照录，{wording}。"


def _heading(name: str) -> str:
    return f"## {_HEADINGS[name]}"


def _cost_of_heading(name: str) -> int:
    return len(_heading(name)) + 4 if name in _HEADINGS else len("此外：。") + 2


def _rooms(left: int | None, choices: Mapping[str, Sequence[Choice]]) -> dict[str, int | None]:
    """Divide what is left of the page among the parts that have something to say, in the order of writing."""
    wants = {name: sum(one.cost for one in choices[name]) for name in _SHARES if choices[name]}
    if left is None:
        return dict.fromkeys(wants)
    rooms = divide(left - sum(map(_cost_of_heading, wants)), wants, _SHARES)
    return {name: rooms[name] for name in wants}


def _fitting(lines: Sequence[str], room: int | None, *, fewest: int) -> int:
    """Count the leading lines that fit, at least ``fewest``."""
    if room is None:
        return len(lines)
    used = 0
    for count, line in enumerate(lines):
        used += len(line) + 1
        if used > room and count >= fewest:
            return count
    return len(lines)
