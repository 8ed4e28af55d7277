"""The brief as Markdown, in Chinese or in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summarizer.rendering.brief import fitted
from summarizer.rendering.english import EnglishBrief
from summarizer.rendering.lexicon import Lexicon

if TYPE_CHECKING:
    from summarizer.rendering.budget import Detail
    from summarizer.schemas import Report

Language = Literal["zh", "en"]


def render_markdown(report: Report, *, detail: Detail = "standard", language: Language = "zh") -> str:
    """Write the brief of a report.

    Args:
        report: The record.
        detail: ``short`` is half a page, ``standard`` one page (two for a long report), ``full`` everything.
        language: ``en`` says what the Chinese brief says with the record's translations; what has none
            stands in the original with a mark.

    Returns:
        Markdown with GitHub tables and footnotes, ending with a newline. Nothing of the report's own
        characters is markup in it; its digits come from the record, apart from counts of what was left out
        and, in English, from what a number with a Chinese scale comes to.
    """
    brief = fitted(report, detail)
    if language == "zh":
        return brief.text()
    return EnglishBrief(report, brief.selection, Lexicon(report.translations)).text()


def untranslated(report: Report, *, detail: Detail = "standard") -> tuple[str, ...]:
    """Return the words that an English brief shows and the record has no translation of, in their order.

    What an English brief says does not depend on the translations, so these are all.
    """
    lexicon = Lexicon(report.translations)
    EnglishBrief(report, fitted(report, detail).selection, lexicon)
    return lexicon.missing
