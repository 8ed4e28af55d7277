"""The left side of the page: the source in lines, with a mark on everything that was taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer.rendering.page.runs import Mark, lines
from summarizer.rendering.typography import revealed, shown

if TYPE_CHECKING:
    from summarizer.rendering.page.items import Item, Items
    from summarizer.rendering.page.runs import Line, Run
    from summarizer.rendering.page.source import Source
    from summarizer.rendering.page.words import Words
    from summarizer.schemas import Report, Section

_DEEPEST: Final = 4
"""Headings below this level look alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRun:
    """A run as the template writes it."""

    pieces: tuple[tuple[str, str], ...]
    """Characters, with the code point of those that cannot be seen."""
    keys: tuple[str, ...]
    style: str
    """Names of styles, parted by spaces; only ever names of this module and of the record's closed sets."""
    label: str
    """Words for who points at it."""
    begins: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownLine:
    """A line as the template writes it."""

    runs: tuple[ShownRun, ...]
    style: str
    after_gap: bool


def shown_lines(report: Report, source: Source, items: Items, words: Words) -> list[ShownLine]:
    """Mark the source."""
    by_key = {item.key: item for item in items.all()}
    found = lines(source.fragments, _marks(report, source, items))
    levels = {section.id: min(section.level, _DEEPEST) for section in report.sections}
    headings = [] if source.is_whole else list(report.sections)
    result: list[ShownLine] = []
    for line in found:
        while headings and headings[0].start <= line.start:
            result.append(_heading_line(headings.pop(0), levels))
        result.append(
            ShownLine(
                runs=tuple(_shown_run(run, by_key, words) for run in line.runs),
                style=_line_style(line, levels) or ("title" if _is_title(line, report) else ""),
                after_gap=line.after_gap,
            )
        )
    return result


def _heading_line(section: Section, levels: dict[str, int]) -> ShownLine:
    """Say a heading in the record's words, where the source is not at hand."""
    run = ShownRun(pieces=((shown(section.heading), ""),), keys=(), style="", label="", begins=())
    return ShownLine(runs=(run,), style=f"heading level-{levels[section.id]}", after_gap=False)


def _marks(report: Report, source: Source, items: Items) -> list[Mark]:
    found: list[Mark] = []
    names = {point.key: "point" for point in items.points} | {one.key: "uncovered" for one in items.uncovered}
    for item in items.all():
        name = names.get(item.key, item.kind)
        found += [
            Mark(start=passage.start, end=passage.end, name=name, key=item.key)
            for passage in item.passages
            if passage.is_placed and passage.start < passage.end
        ]
    for number in source.numbers:
        if number.kind == "figure" and number.start < number.end:
            found.append(Mark(start=number.start, end=number.end, name="digits"))
    found += [Mark(start=start, end=end, name="furniture") for start, end in source.furniture if start < end]
    known = source.headings or {}
    for section in report.sections if source.is_whole else ():
        start, end = known.get(section.id) or _heading(section, source)
        if start < end:
            found.append(Mark(start=start, end=end, name=f"heading {section.id}"))
    return found


def _heading(section: Section, source: Source) -> tuple[int, int]:
    """Find a heading where its words stand unchanged; cleaning may have changed them."""
    end = section.start + len(section.heading)
    return (section.start, end) if source.passage(section.start, end) == section.heading else (0, 0)


def _line_style(line: Line, levels: dict[str, int]) -> str:
    """A line that is all heading looks like one; one that is all furniture steps back."""
    names = [{mark.name for mark in run.marks} for run in line.runs if run.text.strip()]
    if all("furniture" in each for each in names):
        return "furniture"
    headings = {
        name.partition(" ")[2] for name in set[str].intersection(*names) if name.startswith("heading")
    }
    return f"heading level-{max(levels.get(one, 1) for one in headings)}" if headings else ""


def _is_title(line: Line, report: Report) -> bool:
    text = shown("".join(run.text for run in line.runs))
    return text != "" and text == shown(report.meta.title or "")


def _shown_run(run: Run, by_key: dict[str, Item], words: Words) -> ShownRun:
    keys = tuple(dict.fromkeys(mark.key for mark in run.marks if mark.key))
    styles = {mark.name.partition(" ")[0] for mark in run.marks}
    figure = next((by_key[mark.key] for mark in run.marks if mark.name == "figure"), None)
    if figure is not None:
        styles.add(figure.status)
    if any(by_key[key].verdict == "flagged" for key in keys):
        styles.add("flagged")
    first = by_key[keys[0]] if keys else None
    label = ""
    if first is not None:
        label = f"{first.detail or words.kinds[first.kind]}：{first.title}"
    elif "furniture" in styles:
        label = words.own["furniture"]
    return ShownRun(
        pieces=tuple(revealed(run.text)),
        keys=keys,
        style=" ".join(sorted(styles)),
        label=label,
        begins=run.begins,
    )
