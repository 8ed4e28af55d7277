"""The headings of a report: numbered or not, on a line of their own, run-in, or inside a paragraph."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure.front import SUBTITLE
from summarizer.structure.kinds import bare, lead_kind
from summarizer.structure.labels import LISTS, Label, enumerations, label_at
from summarizer.structure.lines import first_stop
from summarizer.structure.nesting import Heading, nest
from summarizer.structure.unnumbered import find_unnumbered

if TYPE_CHECKING:
    from summarizer.structure.lines import Line
    from summarizer.structure.model import SectionKind
    from summarizer.structure.unnumbered import Unnumbered

_LEAD = 120
_NOTES = ("注:", "注释", "备注:", "说明:", "名词解释", "名词注释", "术语解释")


def find_headings(text: str, lines: list[Line], first: int) -> list[Heading]:
    """Return all headings in order, with levels.

    Args:
        text: The clean text.
        lines: All its lines.
        first: Index of the first line after the front.
    """
    labels = _line_labels(text, lines, first)
    unnumbered = find_unnumbered(text, lines, first, set(labels))
    found: list[Heading] = []
    for line in lines[first:]:
        here = _in_line(text, line, labels.get(line.index), unnumbered.get(line.index), lines)
        found += [heading for heading in here if bare(text[heading.start : heading.end])]
    if len(found) == 1 and found[0].style == "label":
        # One label in a report of plain paragraphs is a sentence's beginning, not a part of the report.
        return []
    return nest(found, text)


def _line_labels(text: str, lines: list[Line], first: int) -> dict[int, Label]:
    """Labels that open a line; notes at the foot of a report have numbers too, but are no headings."""
    labels: dict[int, Label] = {}
    notes = False
    for line in lines[first:]:
        label = label_at(text, line.start, line.end)
        if line.text.startswith(_NOTES):
            notes = True
        elif label is not None and label.style in {"cn", "part", "chapter", "cn-paren"}:
            notes = False
        if label is not None and label.style == "dash" and SUBTITLE.match(line.text):
            continue
        if label is not None and not notes and label.end < line.end:
            labels[line.index] = label
    # 第二, alone is a turn of speech, and so is a number without a mark; only a row of them are headings.
    counts = Counter(label.style for label in labels.values())
    begun = {label.style for label in labels.values() if label.number == 1}
    return {
        i: label
        for i, label in labels.items()
        if label.style not in {"nth", "first", "ar-bare"}
        or (counts[label.style] > 1 and (label.style != "ar-bare" or label.style in begun))
    }


def _in_line(
    text: str, line: Line, label: Label | None, plain: Unnumbered | None, lines: list[Line]
) -> list[Heading]:
    """Headings of one line: what opens it, then the enumerations inside it."""
    if line.text.startswith(_NOTES):
        return []
    begin = plain.end if plain is not None else line.start if label is None else label.end
    lists = enumerations(text, begin, line.end, label)
    items = sorted((item for members in lists for item in members), key=lambda item: item.start)
    found: list[Heading] = []
    if label is not None:
        limit = items[0].start if items else line.end
        lead = _lead(text, line.start, line, lines) if label.style in LISTS and label.number == 1 else None
        found.append(replace(_numbered(text, label, limit, line, opens_line=True), lead=lead))
    elif plain is not None:
        unnumbered = Label(style=plain.style, number=0, start=plain.start, end=plain.start)
        heading = _heading(text, unnumbered, plain.end, line, opens_line=True)
        found.append(replace(heading, repeated=plain.repeated, appended=plain.appended))
    leads = {members[0].start: _lead(text, members[0].start, line, lines) for members in lists}
    limits = [item.start for item in items[1:]] + [line.end] * bool(items)
    lead = None
    for item, limit in zip(items, limits, strict=True):
        lead = leads.get(item.start, lead)
        found.append(replace(_numbered(text, item, limit, line, opens_line=False), lead=lead))
    return found


def _numbered(text: str, label: Label, limit: int, line: Line, *, opens_line: bool) -> Heading:
    """A numbered heading: it ends at its first full stop, or where the next item begins."""
    end = first_stop(text, label.end, limit, "。;:!?")
    while end > label.end and text[end - 1] in ",、; \u3000":
        end -= 1
    return _heading(text, label, end, line, opens_line=opens_line)


def _heading(text: str, label: Label, end: int, line: Line, *, opens_line: bool) -> Heading:
    body = end
    while body < line.end and text[body] in "。;:!?,、 \u3000":
        body += 1
    return Heading(
        style=label.style,
        number=label.number,
        level=1,
        start=label.start,
        end=end,
        body=body,
        line=line.index,
        run_in=body < line.end,
        opens_line=opens_line,
    )


def _lead(text: str, place: int, line: Line, lines: list[Line]) -> SectionKind | None:
    """Kind announced by the sentences before an enumeration that begins at ``place``."""
    before = text[max(line.start, place - _LEAD) : place]
    if not before.strip() and line.index:
        before = lines[line.index - 1].text[-_LEAD:]
    sentences = [s for s in before.replace("!", "。").split("。") if s.strip()]
    return lead_kind("。".join(sentences[-2:])) if sentences else None
