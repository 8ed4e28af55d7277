"""The evidence page: the source at the left, the brief at the right, in one file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.rendering.figures import targets
from summarizer.rendering.lexicon import Lexicon
from summarizer.rendering.outline import Outline
from summarizer.rendering.page import parts
from summarizer.rendering.page.data import script_data
from summarizer.rendering.page.items import KINDS, VERDICTS, Items
from summarizer.rendering.page.ledger import Ledger
from summarizer.rendering.page.marking import shown_lines
from summarizer.rendering.page.source import Source
from summarizer.rendering.page.templates import fill
from summarizer.rendering.page.voices import Chinese, English
from summarizer.rendering.page.words import Words
from summarizer.rendering.typography import shortened, shown

if TYPE_CHECKING:
    from summarizer.rendering.markdown import Language
    from summarizer.rendering.page.voices import Voice
    from summarizer.schemas import Report

_LONGEST_HEADING: Final = 30


class Page:
    """The evidence page of one report, and what an index tells of it."""

    def __init__(self, report: Report, source: Source | None = None, *, language: Language = "zh") -> None:
        """Read a record.

        Args:
            report: The record.
            source: Its source; without one the page shows the quotations of the record and says so.
            language: ``en`` shows what the record has translations for in English. Passages stay in the
                original.
        """
        self._report = report
        self._source = source or Source.of_quotations(report)
        self._words = Words(language, is_checked=self._source.is_whole)
        self._voice: Voice = Chinese() if language == "zh" else English(Lexicon(report.translations))
        self._items = Items(report, self._source, self._voice, self._words)
        self.title = self._voice.words(report.meta.title or "") or self._words.own["untitled"]

    @property
    def has_source(self) -> bool:
        """Whether the page shows the source itself."""
        return self._source.is_whole

    @property
    def facts(self) -> dict[str, str]:
        """What the report says of itself, by the name of the field; what it does not say is left out."""
        meta, voice = self._report.meta, self._voice
        facts = {
            "issuer": voice.words(meta.issuer or ""),
            "document_number": shown(meta.document_number or ""),
            "date": voice.date(meta.written_on or meta.published_on),
            "period": voice.period(meta.period),
            "plan_period": voice.period(meta.plan_period),
        }
        return {name: value for name, value in facts.items() if value}

    @property
    def counts(self) -> dict[str, int]:
        """How much of what the page shows."""
        items = self._items
        return {
            "count": len(items.figures),
            "points": len(items.points),
            "documents": len(items.documents),
            "flagged": sum(item.verdict == "flagged" for item in items.all()),
            "uncovered": len(items.uncovered),
        }

    def html(self) -> str:
        """Write the page.

        Returns:
            HTML that fetches nothing and runs nothing but its own script. Its numbers are those of the record
            and the source, and counts of them.
        """
        report, items, words = self._report, self._items, self._words
        outline = Outline(report)
        goals = {figure.id for figure in targets(report, outline)}
        by_key = {item.key: item for item in items.all()}
        points = {
            "work": (report.achievements, items.achievements),
            "problems": (report.problems, items.problems),
            "plan": (report.actions, items.actions),
        }
        return fill(
            "page.html.jinja",
            script="page.js",
            own=words.own,
            words=words,
            title=self.title,
            facts=self.facts,
            counts=self.counts,
            is_whole=self.has_source,
            lines=shown_lines(report, self._source, items, words),
            overview=parts.overview(report, outline, items, self._voice),
            answers=parts.answers(report, items),
            rows=parts.rows(report, goals, items),
            targets=[by_key[items.keys[each.id]] for each in report.figures if each.id in goals],
            parts=[
                parts.Part(name=name, groups=parts.groups(held, held_items, outline, self._voice))
                for name, (held, held_items) in points.items()
            ],
            documents=items.documents,
            figures=items.figures,
            by_key=by_key,
            ledger=Ledger.of(report, items, words),
            notices=parts.notices(report, items),
            report=report,
            sections=[
                (place, max(0, each.level - 1), shortened(shown(each.heading), _LONGEST_HEADING))
                for place, each in enumerate(report.sections)
            ],
            kinds=KINDS,
            verdicts=VERDICTS,
            data=script_data(report, items, words),
        )
