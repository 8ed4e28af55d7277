"""What is wanted of every report of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.profiles import Profile
    from summarizer.rendering import Detail, Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is wanted of every report; plain data, so that it can go to another machine."""

    detail: Detail | None = None
    """How detailed a brief; None for no briefs."""
    language: Language = "zh"
    """Of the brief; for ``en`` the record holds the translations."""
    profile: Profile | None = None
    """What kind of report; None for the built-in one."""

    def parts(self) -> dict[str, str | None]:
        """Return what of it changes a record; a Chinese brief is made of one and changes nothing."""
        return {
            "profile": self.profile.sha256 if self.profile else None,
            "translated_for": self.detail if self.language == "en" else None,
        }


NOTHING = Wanted()
"""The record alone."""
