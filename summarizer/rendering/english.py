"""The brief in English: what the Chinese one says, in translated words and with the same marks.

Names, headlines and headings are looked up among the record's translations, everything else comes from
closed lists. Quotations and section paths in the footnotes stay in the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.rendering import english_figures as say
from summarizer.rendering.english_gaps import gap_lines
from summarizer.rendering.english_overview import overview_paragraph
from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.marks import Marks, NoteWords
from summarizer.rendering.outline import Outline, first_clause
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from summarizer.rendering.lexicon import Lexicon
    from summarizer.rendering.points import SaidGroup, SaidPoint
    from summarizer.rendering.selection import Selection
    from summarizer.schemas import Figure, Report

_HEADINGS: Final = {
    "overview": "Overview",
    "table": "Key figures",
    "work": "Main work",
    "problems": "Problems",
    "targets": "Targets",
    "plan": "Work plan",
    "documents": "Documents",
    "gaps": "Not covered",
    "sources": "Sources",
}
_NOTES: Final = NoteWords(start="Opening of the report", colon=": ", also="; also ", further="; ")
_ACTS: Final = {
    "出台": "Issued",
    "印发": "Issued",
    "下发": "Circulated",
    "发布": "Published",
    "公布": "Published",
    "颁布": "Promulgated",
    "制定": "Drawn up",
    "编制": "Compiled",
    "起草": "Drafted",
    "草拟": "Drafted",
    "拟定": "Drafted",
    "修订": "Revised",
    "修改": "Revised",
    "签订": "Signed",
    "签署": "Signed",
    "完成": "Completed",
    "通过": "Adopted",
    "审议": "Reviewed",
    "实施": "Put into effect",
}


class EnglishBrief:
    """The parts of an English brief."""

    def __init__(self, report: Report, selection: Selection, lexicon: Lexicon) -> None:
        """Write every part that has something to say."""
        self._report = report
        self._selection = selection
        self._lexicon = lexicon
        self._marks = Marks(report, Outline(report))
        self._figures = {figure.id: figure for figure in report.figures}
        head = self._head()
        overview = overview_paragraph(report, lexicon, self._marks)
        parts: dict[str, list[str]] = {
            "overview": [overview] if overview else [],
            "table": self._table(),
            "work": self._points("work"),
            "problems": self._points("problems"),
            "targets": self._targets(),
            "plan": self._points("plan", planned=True),
            "documents": self._documents(),
        }
        # Last, because it counts what stands in the original.
        parts["gaps"] = gap_lines(report, selection, lexicon, self._marks)
        self._body = "\n".join(
            [head, *("\n".join([_heading(name), "", *lines, ""]) for name, lines in parts.items() if lines)]
        )

    def text(self) -> str:
        """The whole brief."""
        notes = self._marks.footnotes(self._body, _NOTES)
        if not notes:
            return self._body
        return "\n".join([self._body, _heading("sources"), "", self._origin(), "", *notes, ""])

    def _head(self) -> str:
        meta = self._report.meta
        title, issuer = shown(meta.title or ""), shown(meta.issuer or "")
        number = shown(meta.document_number or "") if self._selection.with_number else ""
        facts = {
            "Original title": escaped(title),
            "Issuer": f"{self._lexicon.say(issuer)} ({escaped(issuer)})" if issuer else "",
            "Document number": escaped(number),
            "Date": escaped(say.date(meta.written_on or meta.published_on)),
            "Reporting period": escaped(say.period(meta.period)),
            "Plan period": escaped(say.period(meta.plan_period)),
        }
        line = " · ".join(f"{name}: {value}" for name, value in facts.items() if value)
        said = f"# {self._lexicon.start(title) if title else 'Work report'} (brief)\n"
        return f"{said}\n{line}\n" if line else said

    def _table(self) -> list[str]:
        common = self._selection.usual
        further = self._listed(self._selection.further)
        rows: list[str] = []
        if common is not None:
            rows = [say.row_line(row, self._lexicon, self._marks, common) for row in self._selection.rows]
        lines = [say.table_note(common), "", *say.TABLE_HEAD, *rows] if common is not None and rows else []
        if further:
            lines += ["", f"Also: {further}."] if rows else [paragraph(f"{further}.")]
        return lines

    def _listed(self, figures: Collection[str], *, planned: bool = False) -> str:
        return "; ".join(
            say.statement(figure, self._lexicon, planned=planned) + self._marks.figure(figure.id)
            for figure in self._report.figures
            if figure.id in figures
        )

    def _targets(self) -> list[str]:
        listed = self._listed(self._selection.targets, planned=True)
        return [paragraph(f"{listed}.")] if listed else []

    def _points(self, part: str, *, planned: bool = False) -> list[str]:
        lines: list[str] = []
        for group in self._selection.points.get(part, ()):
            words = " ".join(self._point(point, planned=planned) for point in group.points)
            lines.append(f"- {self._label(group)}{words}" if group.section else f"- {paragraph(words)}")
        return lines

    def _label(self, group: SaidGroup) -> str:
        return f"**{self._lexicon.start(first_clause(group.section))}**: " if group.section else ""

    def _point(self, point: SaidPoint, *, planned: bool) -> str:
        """Say a point: its headline, then the figures that the headline does not hold."""
        headline = self._lexicon.start(point.point.headline.strip(" 。；，、")).rstrip(".")
        figures = "; ".join(
            say.statement(figure, self._lexicon, planned=planned) for figure in self._known(point.figures)
        )
        mark = self._marks.point(point.point.id, [*point.in_headline, *point.figures])
        return f"{headline}{': ' if headline and figures else ''}{figures}{mark}."

    def _known(self, identities: Iterable[str]) -> list[Figure]:
        return [self._figures[one] for one in identities if one in self._figures]

    def _documents(self) -> list[str]:
        acts: dict[str, list[str]] = {}
        for place, document in enumerate(self._report.documents):
            if str(place) in self._selection.documents:
                title = shown(document.title)
                said = f"《{escaped(title)}》 ({self._lexicon.say(title)}){self._marks.document(place)}"
                act = shown(document.act)
                acts.setdefault(_ACTS.get(act) or self._lexicon.start(act), []).append(said)
        words = ". ".join(f"{act}: {'; '.join(titles)}" for act, titles in acts.items())
        return [paragraph(f"{words}.")] if words else []

    def _origin(self) -> str:
        """Say what the brief's words and numbers rest on."""
        model = shown(self._report.provenance.model or "")
        work = "drafted and translated" if self._report.translations else "drafted"
        by = f"The wording was {work} by the model {escaped(model)} and checked by the program"
        made = by if model else "The wording was taken from the report by the program"
        return (
            "Numbers and quotations are copied from the report by the program; in brackets behind a number "
            f"stands the same amount in English units. {made}. The quotations are in the original."
        )


def _heading(name: str) -> str:
    return f"## {_HEADINGS[name]}"
