"""What a profile is once it is loaded and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from summarizer.schemas import SectionKind
    from summarizer.templates import Prompt


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A sentence of the overview."""

    name: str
    """The key under which the model writes it."""
    listed: str
    """How the row of the list opens that it is written from."""
    opening: str
    """How it opens where rules write it."""
    figures: str
    """How figures are introduced that it lacks."""
    said_by: re.Pattern[str] | None
    """Words by which a sentence says itself what it is about; None where it need not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One more thing that is asked about a report as a whole."""

    name: str
    """The key of its answer, and what it is called in the brief."""
    question: str
    """What is asked, as the model reads it."""
    choices: tuple[str, ...]
    """The only answers allowed, words of the report and at last one for a report that has none of them; empty
    for a sentence that is checked like those of the overview."""

    @property
    def row(self) -> str:
        """The field as it stands in the list of what is asked."""
        told = "/".join(self.choices) if self.choices else self.question
        return f"{self.name}（{told}）" if told else self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A kind of report."""

    id: str
    version: str
    sha256: str
    """Digest of everything in it, prompts that it takes from the built-in one included."""
    prompts: Mapping[str, Prompt]
    examples: frozenset[str]
    """Every value of the worked examples: an answer that copies one was not read from the report."""
    deeds: Role
    problems: Role
    plans: Role
    indicators: tuple[str, ...]
    """Patterns of names of figures, the most important kind first."""
    sections: Mapping[str, SectionKind]
    """Words of headings and the kind of section they announce, before the rules of the language."""
    labels: Mapping[str, str]
    """Headings of the brief that differ from the usual ones, by part."""
    fields: tuple[Field, ...]

    @property
    def roles(self) -> tuple[Role, Role, Role]:
        """The sentences of the overview, in their order."""
        return self.deeds, self.problems, self.plans
