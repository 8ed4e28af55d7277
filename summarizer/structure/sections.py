"""The section tree: headings with their intervals and the kind of content they govern."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from summarizer.structure.kinds import announced_kind, generic_kind, title_kinds
from summarizer.structure.labels import LISTS
from summarizer.structure.model import Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.structure.model import Metadata, SectionKind
    from summarizer.structure.nesting import Heading


NO_WORDS: Final[Mapping[str, SectionKind]] = MappingProxyType({})


def build_sections(
    text: str,
    headings: Sequence[Heading],
    metadata: Metadata,
    words: Mapping[str, SectionKind] = NO_WORDS,
) -> tuple[Section, ...]:
    """Return the sections in reading order, ``S0`` first.

    Args:
        text: The clean text.
        headings: With levels, in order.
        metadata: Title and periods decide the kinds of headings that do not name one.
        words: Words of headings and the kind they announce, before what the rules know.
    """
    kinds = _kinds(text, headings, metadata, words)
    ends = _ends(headings, len(text))
    first = headings[0].start if headings else len(text)
    sections = [
        Section(id="S0", heading="", level=0, kind="preamble", parent=None, start=0, body=0, end=first)
    ]
    chain: list[str] = []
    for i, heading in enumerate(headings):
        del chain[heading.level - 1 :]
        section = Section(
            id=f"S{i + 1}",
            heading=heading_words(text, heading),
            level=heading.level,
            kind=kinds[i],
            parent=chain[-1] if chain else None,
            start=heading.start,
            body=min(heading.body, ends[i]),
            end=ends[i],
        )
        chain.append(section.id)
        sections.append(section)
    return tuple(sections)


def heading_words(text: str, heading: Heading) -> str:
    """Return a heading's own words; markdown marks are no words."""
    words = text[heading.start : heading.end]
    return words.lstrip("#").strip() if heading.style.startswith("md") else words


def _ends(headings: Sequence[Heading], length: int) -> list[int]:
    """End of each section: the next heading of the same or a higher level."""
    ends = [length] * len(headings)
    open_ones: list[int] = []
    for i, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            ends[open_ones.pop()] = heading.start
        open_ones.append(i)
    return ends


def _kinds(
    text: str, headings: Sequence[Heading], metadata: Metadata, words: Mapping[str, SectionKind]
) -> list[SectionKind]:
    review, plan = title_kinds(metadata.title)
    usual: SectionKind = "plan" if plan and not review else "review"
    kinds: list[SectionKind] = []
    chain: list[tuple[Heading, SectionKind]] = []
    for heading in headings:
        before = chain[heading.level - 1] if len(chain) >= heading.level else None
        del chain[heading.level - 1 :]
        said = text[heading.start : heading.end]
        kind = heading.lead or _named(said, words)
        if (
            kind is None
            and heading.style in LISTS
            and before is not None
            and before[0].style in LISTS
            and heading.number > 1
        ):
            kind = before[1]
        if kind is None and heading.style not in LISTS:
            kind = generic_kind(said)
            if not chain:
                kind = announced_kind(said, period=metadata.period, plan_period=metadata.plan_period) or kind
        if kind is None and chain:
            kind = chain[-1][1]
        if kind is None:
            kind = usual if before is None else _after(before[1], usual, plan=plan)
        kinds.append(kind)
        chain.append((heading, kind))
    return kinds


def _named(heading: str, words: Mapping[str, SectionKind]) -> SectionKind | None:
    """Return the kind of the longest of some words that a heading holds."""
    found = [word for word in words if word in heading]
    return words[max(found, key=len)] if found else None


def _after(before: SectionKind, usual: SectionKind, *, plan: bool) -> SectionKind:
    """Kind of a top-level heading that names none, after one of kind ``before``."""
    if before in {"review", "plan"}:
        return before
    if before == "preamble":
        return usual
    # Shortcomings, requirements and targets stand between the review and the plan.
    return "plan" if plan or before in {"requirements", "targets"} else usual
