"""``summarizer outline``: what rules find in a report, without a model."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.output import Destination
from summarizer.errors import ExitCode

if TYPE_CHECKING:
    from summarizer.cleaning import CleanText
    from summarizer.structure import Outline, Section

_FIELDS = {
    "issuer": "issued by",
    "index_number": "index number",
    "document_number": "document number",
    "written_on": "written on",
    "published_on": "published on",
    "period": "period",
    "plan_period": "plan period",
}


@click.command("outline")
@click.argument("report")
@click.option(
    "--json", "as_json", is_flag=True, help="Everything found, with offsets into the decoded source."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write here instead of standard output, whole or not at all."
)
def command(*, report: str, as_json: bool, output: str | None) -> ExitCode:
    """Show the sections of REPORT (a file, or - for standard input) as a tree, each with its kind.

    Behind a heading stands how many figures and 《titles》 its section holds; a * marks a point.
    """
    destination = Destination.of(output)

    # Imported here, so that a wrong option or `--help` does not wait for them.
    from summarizer.cleaning import clean  # noqa: PLC0415 - loaded only when needed
    from summarizer.readers import read  # noqa: PLC0415 - loaded only when needed
    from summarizer.structure import outline  # noqa: PLC0415 - loaded only when needed

    raw = read(report)
    for warning in raw.warnings:
        click.echo(warning, err=True)
    cleaned = clean(raw)
    found = outline(cleaned)
    destination.write(_json(cleaned, found) if as_json else _tree(cleaned, found))
    return ExitCode.OK


def _tree(cleaned: CleanText, found: Outline) -> str:
    """Return the outline to be read."""
    lines = [found.metadata.title or "(no title)"]
    lines += [
        f"  {name}: {value}" for key, name in _FIELDS.items() if (value := getattr(found.metadata, key))
    ]
    lines.append("")
    starts = {section.id: section.start for section in found.sections}
    headed = {point.section for point in found.points if point.start == starts[point.section]}
    figures = Counter(figure.section for figure in found.figures)
    titles = Counter(_innermost(found, title.start).id for title in found.titles)
    width = max(len(section.kind) for section in found.sections)
    for section in found.sections[1:]:
        counts = [_counted(figures[section.id], "figure")] if figures[section.id] else []
        counts += [_counted(titles[section.id], "title")] if titles[section.id] else []
        mark = "*" if section.id in headed else " "
        note = f"  [{', '.join(counts)}]" if counts else ""
        lines.append(f"{section.kind:<{width}} {mark} {'  ' * (section.level - 1)}{section.heading}{note}")
    unheaded = [p for p in found.points if p.section not in headed]
    if unheaded:
        lines += ["", "points without a heading of their own:"]
        lines += [f"{p.kind:<{width}}   {cleaned.text[p.quote_start : p.quote_end]}" for p in unheaded]
    kinds = Counter(point.kind for point in found.points)
    totals = {
        "section": len(found.sections) - 1,
        **{kind: kinds[kind] for kind in ("achievement", "action", "problem")},
        "title": len(found.titles),
        "figure": len(found.figures),
    }
    numbers = Counter(str(mention.kind) for mention in found.mentions)
    lines += ["", ", ".join(_counted(count, name) for name, count in totals.items())]
    if numbers:
        lines.append("numbers: " + ", ".join(f"{name} {count}" for name, count in numbers.most_common()))
    return "\n".join(lines)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _innermost(found: Outline, place: int) -> Section:
    return found.sections[bisect_right(found.sections, place, key=lambda s: s.start) - 1]


def _json(cleaned: CleanText, found: Outline) -> str:
    """Return everything found; every interval is one of the source."""

    def placed(start: int, end: int) -> dict[str, Any]:
        first, last = cleaned.source_interval(start, end)
        return {"quote": cleaned.source[first:last], "start": first, "end": last}

    def of_section(section: Section) -> dict[str, Any]:
        first, last = cleaned.source_interval(section.start, section.end)
        fields = ("id", "heading", "level", "kind", "parent")
        return {**{f: getattr(section, f) for f in fields}, "start": first, "end": last}

    record = {
        "metadata": asdict(found.metadata),
        "sections": [of_section(s) for s in found.sections[1:]],
        "points": [
            {"id": p.id, "section": p.section, "kind": p.kind, **placed(p.quote_start, p.quote_end)}
            for p in found.points
        ],
        "documents": [{"title": t.title, "act": t.act, **placed(t.start, t.end)} for t in found.titles],
        "figures": [
            {
                "id": f.id,
                "section": f.section,
                "name": f.name,
                "name_sure": f.name_sure,
                "value": f.value,
                "unit": f.unit,
                "qualifier": f.qualifier,
                "change": None if f.change is None else asdict(f.change),
                "status": f.status,
                "status_sure": f.status_sure,
                "period": f.period,
                **placed(f.start, f.end),
            }
            for f in found.figures
        ],
        "numbers": [
            {"kind": str(mention.kind), "sure": mention.sure, **placed(mention.start, mention.end)}
            for mention in found.mentions
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)
