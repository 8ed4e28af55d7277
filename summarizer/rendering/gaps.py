"""The last part of the brief: what could not be covered, and what is unsure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.typography import shortened, shown
from summarizer.rendering.wording import DOUBT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.rendering.marks import Marks
    from summarizer.schemas import Report

_IN_PLACE: Final = f"，列出时以{DOUBT}标明"
_FLAG_WORDS: Final = {
    "name-unsure": ("名称存疑的数据", _IN_PLACE),
    "name-refused": ("名称未通过核对、改用原文字样的数据", _IN_PLACE),
    "status-unsure": ("状态存疑的数据", _IN_PLACE),
    "headline-refused": ("标题未通过核对、改用原文字样的要点", ""),
}
_LONGEST_MESSAGE: Final = 80
_LONGEST_CLAUSE: Final = 24


def gap_lines(report: Report, marks: Marks, *, most: int | None) -> list[str]:
    """Write the warnings, the uncovered numbers and the flagged items.

    Args:
        report: The record.
        marks: Where the sources are marked.
        most: How many items of each kind are named; the rest is counted. None names all.
    """
    return [*_warnings(report, most), *_uncovered(report, marks, most), *_flagged(report)]


def _warnings(report: Report, most: int | None) -> list[str]:
    lines = [f"- {paragraph(escaped(_message(notice.message, most)))}。" for notice in report.warnings[:most]]
    rest = len(report.warnings) - len(lines)
    return [*lines, f"- 另有{rest}条提示见JSON记录。"] if rest else lines


def _message(message: str, most: int | None) -> str:
    text = shown(message).rstrip("。")
    return text if most is None else shortened(text, _LONGEST_MESSAGE)


def _uncovered(report: Report, marks: Marks, most: int | None) -> list[str]:
    if not report.uncovered:
        return []
    named = [
        f"{escaped(shown(one.number))}（{escaped(_clause(one.evidence.clean))}）{marks.uncovered(place)}"
        for place, one in enumerate(report.uncovered[:most])
    ]
    return [f"- 未能归类的数字{len(report.uncovered)}个：{_listed(named, len(report.uncovered))}"]


def _clause(clean: str) -> str:
    return shortened(shown(clean), _LONGEST_CLAUSE)


def _flagged(report: Report) -> list[str]:
    """Count what is flagged; where the brief shows such a figure, the doubt is marked in place."""
    points = (*report.achievements, *report.problems, *report.actions)
    counts = Counter(
        _in_words(flag, "数据") for figure in report.figures for flag in dict.fromkeys(figure.flags)
    )
    counts += Counter(_in_words(flag, "要点") for point in points for flag in dict.fromkeys(point.flags))
    return [f"- {what}{count}项{ending}。" for (what, ending), count in counts.items()]


def _in_words(flag: str, what: str) -> tuple[str, str]:
    return _FLAG_WORDS.get(flag) or (f"标为“{escaped(shown(flag))}”的{what}", "")


def _listed(words: Iterable[str], whole: int) -> str:
    named = list(words)
    rest = whole - len(named)
    return "、".join(named) + (f"，另有{rest}项见JSON记录。" if rest else "。")
