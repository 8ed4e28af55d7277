"""The enumerated points of review, plan and problem parts, at the deepest level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.structure.kinds import is_generic, is_outlook, lead_kind, title_kinds
from summarizer.structure.labels import label_at, numeral
from summarizer.structure.lines import shorten, split_lines, stops
from summarizer.structure.model import Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.structure.model import PointKind, Section

_KINDS: dict[str, PointKind] = {"review": "achievement", "plan": "action", "problems": "problem"}
_LONGEST_QUOTE = 60
_SHORTEST_PARAGRAPH = 20
_SHORTEST_PROBLEM = 5
_FEWEST_PROBLEMS = 2
_FEWEST_COUNTED = 2
_ORDINAL = re.compile(
    r"(?:^|(?<=[。;!?\n]))\s*(?P<item>(?:(?P<word>首先|其次|再次|最后)|第(?P<nth>[一二三四五六七八九十])(?:方面|是)?)[,:、])"
)
# 1. and (1) only count; 一是 and (一) are said with the words.
_COUNTING = frozenset({"ar", "ar-dun", "ar-bare", "ar-deep", "ar-paren", "ar-half", "circle"})
_FROM_HERE_PLAN = re.compile(
    r"(?:明年|来年|下一?步|今后|下半年|接下来|新的一年|下一?阶段|20\d\d年,?(?:我|将|要|全|计划))"
)
_LEAD_END = re.compile(r"(?:认识到|看到|意识到|主要是|主要有|表现在|问题是|不足是)[,:]|:")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    section: Section
    kind: PointKind
    start: int
    end: int
    quote: tuple[int, int]


def find_points(
    text: str, sections: Sequence[Section], *, title: str | None, begin: int
) -> tuple[Point, ...]:
    """Return the points in reading order.

    Args:
        text: The clean text.
        sections: All sections, ``S0`` first.
        title: Title of the report, which says whether paragraphs without any heading tell of work.
        begin: First character after the front.
    """
    parents = {section.parent for section in sections}
    found: list[_Found] = []
    if len(sections) == 1:
        found += _paragraphs(text, sections[0], title, begin)
    for i, section in enumerate(sections[1:], start=1):
        own_end = section.end
        if section.id in parents:
            own_end = sections[i + 1].start
        else:
            found += _leaf(text, section)
        if section.kind == "review":
            found += _told_problems(text, section, own_end)
    found.sort(key=lambda f: (f.start, f.end))
    return tuple(
        Point(
            id=f"P{i}",
            section=f.section.id,
            kind=f.kind,
            start=f.start,
            end=f.end,
            quote_start=f.quote[0],
            quote_end=f.quote[1],
        )
        for i, f in enumerate(found, start=1)
    )


def _paragraphs(text: str, section: Section, title: str | None, begin: int) -> Iterator[_Found]:
    """Points of a report without any heading; minutes tell what was said, neither done nor planned."""
    review, plan = title_kinds(title)
    if not (review or plan) or (title or "").endswith("纪要"):
        return
    kind: PointKind = "achievement" if review else "action"
    for line in split_lines(text[begin : section.end]):
        start, end = begin + line.start, begin + line.end
        if len(line.text) < _SHORTEST_PARAGRAPH or not line.text.endswith(("。", "!", ";")):
            continue
        problems = list(_clauses_of_problems(text, start, end)) if lead_kind(line.text) else []
        for a, b in problems:
            quote = shorten(text, a, b, _LONGEST_QUOTE)
            yield _Found(section=section, kind="problem", start=a, end=b, quote=quote)
        if _FROM_HERE_PLAN.match(line.text):
            kind = "action"
        if not problems:
            quote = shorten(text, start, end, _LONGEST_QUOTE)
            yield _Found(section=section, kind=kind, start=start, end=end, quote=quote)


def _leaf(text: str, section: Section) -> Iterator[_Found]:
    """Points of a section that has no subsections."""
    kind = _KINDS.get(section.kind)
    if kind is None:
        return
    start, end = _trim(text, section.start, section.end)
    body, _ = _trim(text, section.body, section.end)
    words, words_end = _words(text, section)
    own_line = "\n" in text[words_end:body]
    if is_outlook(section.heading):
        return
    listed = _counted(text, section, kind, body, end)
    if not listed and (section.level == 1 or kind == "problem") and is_generic(section.heading):
        listed = _listed(text, section, kind, body, end)
    if listed:
        yield from listed
        return
    label = label_at(text, words, words_end)
    # A counted heading is a point itself, unless it only names the part (1.存在问题).
    counting = label is not None and label.style in _COUNTING and not is_generic(section.heading)
    sentence_heading = own_line and text[words_end] == "。"
    if own_line and body < end and not counting and not sentence_heading:
        quote = shorten(text, body, end, _LONGEST_QUOTE)
    else:
        begin = label.end if label is not None and (counting or kind == "problem") else words
        quote = shorten(text, begin, words_end, _LONGEST_QUOTE)
    if quote[0] < quote[1]:
        yield _Found(section=section, kind=kind, start=start, end=end, quote=quote)


def _counted(text: str, section: Section, kind: PointKind, body: int, end: int) -> list[_Found]:
    """Points counted by 首先 … 第二方面 over several paragraphs, inside them."""
    starts: list[int] = []
    for match in _ORDINAL.finditer(text, body, end):
        number = numeral(match["nth"] or match["word"])
        if number == len(starts) + 1 or (number > 1 and number == len(starts)):
            starts.append(match.start("item"))
    if len(starts) < _FEWEST_COUNTED:
        return []
    return [
        _Found(section=section, kind=kind, start=a, end=b, quote=shorten(text, a, b, _LONGEST_QUOTE))
        for a, b in zip(starts, [*starts[1:], end], strict=True)
    ]


def _listed(text: str, section: Section, kind: PointKind, body: int, end: int) -> list[_Found]:
    """Points of a part that enumerates nothing: its paragraphs, or the shortcomings a sentence lists."""
    found: list[_Found] = []
    lines = split_lines(text[body:end])
    # Shortcomings are often listed one a line, in a few words each.
    brief = kind == "problem" and len(lines) >= _FEWEST_PROBLEMS
    shortest = _SHORTEST_PROBLEM if brief else _SHORTEST_PARAGRAPH
    for line in lines:
        start, stop = body + line.start, body + line.end
        if kind == "problem":
            items = list(_clauses_of_problems(text, start, stop)) or _semicolons(text, start, stop)
            found += [
                _Found(section=section, kind=kind, start=a, end=b, quote=shorten(text, a, b, _LONGEST_QUOTE))
                for a, b in items
            ]
            if items:
                continue
        if stop - start >= shortest and not line.text.endswith(":"):
            quote = shorten(text, start, stop, _LONGEST_QUOTE)
            found.append(_Found(section=section, kind=kind, start=start, end=stop, quote=quote))
    return found


def _told_problems(text: str, section: Section, end: int) -> Iterator[_Found]:
    """Shortcomings that a paragraph of the review tells in one sentence."""
    for line in split_lines(text[section.body : end]):
        start, stop = section.body + line.start, section.body + line.end
        if lead_kind(line.text) is None:
            continue
        for a, b in _clauses_of_problems(text, start, stop):
            yield _Found(
                section=section, kind="problem", start=a, end=b, quote=shorten(text, a, b, _LONGEST_QUOTE)
            )


def _semicolons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Take a paragraph apart whose items are parted by semicolons."""
    marks = stops(text, start, end, ";")
    if not marks:
        return []
    edges = [start, *(m + 1 for m in marks)]
    return [(a, b) for a, b in zip(edges, [*marks, end], strict=True) if b - a >= _SHORTEST_PROBLEM]


def _clauses_of_problems(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Take apart ``也清醒认识到,甲;乙;丙。``: by semicolons, or by commas where there are none."""
    sentence = start
    ends = [*stops(text, start, end, "。!?"), end]
    for i, stop in enumerate(ends):
        before = text[sentence if i == 0 else max(start, sentence - _LONGEST_QUOTE) : stop]
        leads = list(_LEAD_END.finditer(text, sentence, stop))
        if leads and lead_kind(before) is not None:
            begin = leads[0].end()
            later = [m.end() for m in leads if m[0].endswith(":")]
            if later:
                begin = later[0]
            marks = stops(text, begin, stop, ";") or stops(text, begin, stop, ",")
            edges = [begin, *(m + 1 for m in marks)]
            items = [(a, b) for a, b in zip(edges, [*marks, stop], strict=True) if b - a >= _SHORTEST_PROBLEM]
            if len(items) >= _FEWEST_PROBLEMS:
                yield from items
                return
        sentence = stop + 1


def _words(text: str, section: Section) -> tuple[int, int]:
    """Interval of the heading's words; markdown marks stand before them."""
    start = text.index(section.heading, section.start)
    return start, start + len(section.heading)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
