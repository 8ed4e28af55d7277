"""The last part of the English brief: what could not be covered, what is unsure, what has no translation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from summarizer.rendering.escaping import escaped
from summarizer.rendering.lexicon import UNTRANSLATED
from summarizer.rendering.typography import shortened, shown
from summarizer.rendering.wording import DOUBT

if TYPE_CHECKING:
    from summarizer.rendering.lexicon import Lexicon
    from summarizer.rendering.marks import Marks
    from summarizer.rendering.selection import Selection
    from summarizer.schemas import Report

_LONGEST_MESSAGE: Final = 80
_LONGEST_CLAUSE: Final = 24
_WARNINGS: Final = {
    "section-failed": "The model did not answer for a section; its wording comes from rules",
    "section-incomplete": "The model did not answer for a part of a section; its wording comes from rules",
    "section-not-asked": "The model was not asked about a section, as the budget is spent",
    "answer-incomplete": "The model left something unanswered; rules filled it in",
    "overview-failed": "The overview was written by rules",
    "overview-not-asked": "The overview was written by rules, as the budget is spent",
    "translation-failed": "A call for translations failed",
    "conflict": "The report gives different values for one figure",
    "input": "Note on reading the file",
}
_FLAGS: Final = {
    "name-unsure": f"Figures with a doubtful name, marked {DOUBT}",
    "name-refused": f"Figures whose name failed its check and stands as rules made it, marked {DOUBT}",
    "status-unsure": f"Figures with a doubtful status, marked {DOUBT} in the table",
    "headline-refused": "Points whose headline failed its check and stands as rules made it",
}
_LEFT_OUT: Final = {
    "data": "figures",
    "problems": "problems",
    "work": "pieces of work",
    "plan": "plans",
    "documents": "documents",
}


def gap_lines(report: Report, selection: Selection, lexicon: Lexicon, marks: Marks) -> list[str]:
    """Write the warnings, the uncovered numbers, the flags, what found no room and what is not translated.

    The program's own messages are shown in the original behind a heading in English.
    """
    most = selection.most_named
    return [
        *_warnings(report, most),
        *_uncovered(report, marks, most),
        *_flagged(report),
        *_left_out(selection),
        *_untranslated(lexicon),
    ]


def _warnings(report: Report, most: int | None) -> list[str]:
    lines: list[str] = []
    for notice in report.warnings[:most]:
        message = shown(notice.message)
        message = message if most is None else shortened(message, _LONGEST_MESSAGE)
        what = _WARNINGS.get(notice.code) or escaped(shown(notice.code))
        lines.append(f"- {what}: 「{escaped(message)}」.")
    rest = len(report.warnings) - len(lines)
    return [*lines, f"- {rest} more notices are in the JSON record."] if rest else lines


def _uncovered(report: Report, marks: Marks, most: int | None) -> list[str]:
    if not report.uncovered:
        return []
    named = [
        f"{escaped(shown(one.number))} (「{escaped(shortened(shown(one.evidence.clean), _LONGEST_CLAUSE))}」)"
        f"{marks.uncovered(place)}"
        for place, one in enumerate(report.uncovered[:most])
    ]
    rest = len(report.uncovered) - len(named)
    more = f"; {rest} more are in the JSON record" if rest else ""
    return [f"- Numbers that could not be classified ({len(report.uncovered)}): {', '.join(named)}{more}."]


def _flagged(report: Report) -> list[str]:
    points = (*report.achievements, *report.problems, *report.actions)
    flags = [figure.flags for figure in report.figures] + [point.flags for point in points]
    counts = Counter(flag for each in flags for flag in dict.fromkeys(each))
    return [
        f"- {_FLAGS.get(flag) or f'Marked “{escaped(shown(flag))}”'} ({count})."
        for flag, count in counts.items()
    ]


def _left_out(selection: Selection) -> list[str]:
    rest = [
        f"{words} ({selection.left_out[name]})"
        for name, words in _LEFT_OUT.items()
        if selection.left_out.get(name)
    ]
    return [f"- For want of room, in the JSON record only: {', '.join(rest)}."] if rest else []


def _untranslated(lexicon: Lexicon) -> list[str]:
    count = len(lexicon.missing)
    where = f"marked {UNTRANSLATED}"
    return (
        [f"- Without a translation that may stand, shown in the original and {where} ({count})."]
        if count
        else []
    )
