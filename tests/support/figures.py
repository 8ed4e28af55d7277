"""Figures of a sentence or two, read without cleaning, headings or metadata of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.cleaning.text import CleanText
from summarizer.structure import Metadata, Section
from summarizer.structure.figures import find_figures

if TYPE_CHECKING:
    from summarizer.structure import Figure, Mention, SectionKind

METADATA = Metadata(title="云溪县2021年工作总结", period="2021", plan_period="2022")


def untouched(text: str) -> CleanText:
    """Return a text that needed no cleaning."""
    return CleanText(source=text, text=text, starts=range(len(text)), ends=range(1, len(text) + 1))


def read(text: str, kind: SectionKind = "review") -> tuple[tuple[Mention, ...], tuple[Figure, ...]]:
    """Read a text that is one section of the given kind."""
    section = Section(id="S0", heading="", level=0, kind=kind, parent=None, start=0, body=0, end=len(text))
    return find_figures(untouched(text), METADATA, (section,))


def figures(text: str, kind: SectionKind = "review") -> tuple[Figure, ...]:
    """Return the figures of a text."""
    return read(text, kind)[1]


def told(figure: Figure) -> str:
    """Write a figure on one line: ``名称 12亿元 +3%``."""
    words = [figure.name]
    if figure.value is not None:
        words.append(f"{figure.value}{figure.unit}")
    if figure.change is not None:
        words.append(
            f"{'+' if figure.change.direction == 'up' else '-'}{figure.change.value}{figure.change.unit}"
        )
    return " ".join(words)
