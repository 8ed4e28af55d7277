"""The English of a record's words, and which of them have none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.rendering.escaping import escaped
from summarizer.rendering.typography import seen_in_english, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

UNTRANSLATED: Final = "†"
"""Stands behind words that are shown in the original because there is no translation that may stand."""
_IDEOGRAPH: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


class Lexicon:
    """Looks up translations, and remembers what was looked for in vain."""

    def __init__(self, translations: Mapping[str, str]) -> None:
        """Take the translations of a record."""
        self._translations = translations
        self._missing: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Words without a translation, in the order in which they were wanted."""
        return tuple(self._missing)

    def say(self, text: str) -> str:
        """Return the English of a text, escaped; the text itself with a mark where there is none."""
        key = shown(text)
        if not _IDEOGRAPH.search(key):
            return escaped(key)
        found = seen_in_english(self._translations.get(key, ""))
        if found:
            return escaped(found)
        self._missing[key] = None
        return escaped(key) + UNTRANSLATED

    def start(self, text: str) -> str:
        """Return the English of a text with a capital letter at its start."""
        said = self.say(text)
        return said[:1].upper() + said[1:]
