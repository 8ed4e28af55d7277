"""What is wanted of every report of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import ProfileError
from summarizer.profiles import BUILT_IN

if TYPE_CHECKING:
    from summarizer.batch.plan import Task
    from summarizer.profiles import Profile
    from summarizer.rendering import Detail, Language

COLUMN = "profile"
"""Of a list; it travels along like any other, so that another kind makes another record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is wanted of every report; plain data, so that it can go to another machine."""

    detail: Detail | None = None
    """How detailed a brief; None for no briefs."""
    language: Language = "zh"
    """Of the brief; for ``en`` the record holds the translations."""
    profiles: tuple[Profile, ...] = ()
    """What kinds of reports there are; the built-in one where there are none."""

    def profile_for(self, task: Task) -> Profile:
        """Return what kind of report one is: the one its list names in a column, else the first.

        Raises:
            ProfileError: There is none of that name.
        """
        if not self.profiles:
            return BUILT_IN
        named = task.extra.get(COLUMN)
        if not named:
            return self.profiles[0]
        found = [each for each in self.profiles if each.id == named]
        if not found:
            raise ProfileError(f"{task.source_name} is to be of the kind {named}, which no --profile has.")
        return found[0]

    def parts(self) -> dict[str, str | None]:
        """Return what of it changes a record; a Chinese brief is made of one and changes nothing."""
        return {
            "profiles": ",".join(each.sha256 for each in self.profiles),
            "translated_for": self.detail if self.language == "en" else None,
        }


NOTHING = Wanted()
"""The record alone."""
