"""How the page says what a record holds, in Chinese and in English; all of it plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from summarizer.rendering import english_figures, wording
from summarizer.rendering.english_overview import sentence_words
from summarizer.rendering.escaping import unescaped
from summarizer.rendering.typography import shown

if TYPE_CHECKING:
    from summarizer.rendering.lexicon import Lexicon
    from summarizer.schemas import Figure, Report


class Voice(Protocol):
    """Says the parts of a record."""

    def words(self, text: str) -> str:
        """Say a headline, heading, title or issuer."""
        ...

    def sentence(self, text: str, report: Report) -> str:
        """Say a sentence of the overview."""
        ...

    def name(self, figure: Figure) -> str:
        """Say the name of a figure, with a mark where it is in doubt."""
        ...

    def level(self, figure: Figure) -> str:
        """Say the level of a figure; empty without one."""
        ...

    def change(self, figure: Figure) -> str:
        """Say the change of a figure; empty without one."""
        ...

    def period(self, period: str | None) -> str:
        """Say a period."""
        ...

    def date(self, date: str | None) -> str:
        """Say a date."""
        ...


class Chinese:
    """Says everything in the words of the report."""

    def words(self, text: str) -> str:
        """Return the words as the brief shows them."""
        return shown(text)

    def sentence(self, text: str, report: Report) -> str:
        """Return the sentence as it is."""
        del report
        return text

    def name(self, figure: Figure) -> str:
        """Say the name of a figure, with a mark where it is in doubt."""
        return wording.name_words(figure)

    def level(self, figure: Figure) -> str:
        """Say the level of a figure; empty without one."""
        return wording.level_words(figure)

    def change(self, figure: Figure) -> str:
        """Say the change of a figure; empty without one."""
        return wording.change_words(figure)

    def period(self, period: str | None) -> str:
        """Say a period: ``2020年上半年``."""
        return wording.period_words(period)

    def date(self, date: str | None) -> str:
        """Say a date: ``2020年4月14日``."""
        return wording.date_words(date)


class English:
    """Says in English what the record has a translation for, and the rest in the original with a mark."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the translations."""
        self._lexicon = lexicon

    def words(self, text: str) -> str:
        """Return the translation, with a capital letter."""
        return unescaped(self._lexicon.start(text))

    def sentence(self, text: str, report: Report) -> str:
        """Return the translation of a sentence, its figures said by code."""
        return f"{unescaped(sentence_words(text, report, self._lexicon))}. "

    def name(self, figure: Figure) -> str:
        """Say the name of a figure, with a mark where it is in doubt."""
        return unescaped(english_figures.name(figure, self._lexicon))

    def level(self, figure: Figure) -> str:
        """Say the level of a figure; empty without one."""
        return unescaped(english_figures.level(figure))

    def change(self, figure: Figure) -> str:
        """Say the change of a figure; empty without one."""
        return unescaped(english_figures.change(figure))

    def period(self, period: str | None) -> str:
        """Say a period: ``H1 2020``."""
        return english_figures.period(period)

    def date(self, date: str | None) -> str:
        """Say a date: ``14 April 2020``."""
        return english_figures.date(date)
