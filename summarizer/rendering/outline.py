"""Where things stand in the report: section paths, and the heading under which the brief groups a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.rendering.typography import shortened, shown

if TYPE_CHECKING:
    from summarizer.schemas import Point, Report, Section

BEFORE_HEADINGS: Final = "正文开头"
GROUP_LEVEL: Final = 2
_LONGEST_HEADING: Final = 26
_LONGEST_LABEL: Final = 12
_LONGEST_CUT: Final = 18
_SHORTEST_CLAUSE: Final = 4
_EDGES: Final = "。；，、：—–-·•● "
_NUMBERING: Final = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节部分]+|[(（][一二三四五六七八九十百\d]+[)）]"
    r"|[一二三四五六七八九十百]+[是要、.．]|\d{1,2}[、.．)）](?!\d))\s*"
)


class Outline:
    """The sections of a report as a tree."""

    def __init__(self, report: Report) -> None:
        """Find every section's ancestors from levels and reading order."""
        self._paths: dict[str, tuple[Section, ...]] = {}
        path: list[Section] = []
        for section in report.sections:
            while path and path[-1].level >= section.level:
                path.pop()
            path.append(section)
            self._paths[section.id] = tuple(path)

    def path(self, section: str | None) -> tuple[Section, ...]:
        """Return a section and what it lies in, outermost first; empty before the first heading."""
        return self._paths.get(section or "", ())

    def path_words(self, section: str | None, start: str = BEFORE_HEADINGS) -> str:
        """Say where a section stands: ``一、2024年工作总结 › （二）扩内需…``; ``start`` if nowhere."""
        headings = [shortened(shown(part.heading), _LONGEST_HEADING) for part in self.path(section)]
        return " › ".join(heading for heading in headings if heading) or start

    def group(self, point: Point) -> Section | None:
        """Return the section of level 1 or 2 that a point belongs to, other than the point's own heading."""
        above = [part for part in self.path(point.section) if not _is_heading_of(part, point)]
        upper = [part for part in above if part.level <= GROUP_LEVEL]
        return upper[-1] if upper else None


def _is_heading_of(section: Section, point: Point) -> bool:
    return point.evidence.start < section.start + len(section.heading) and point.evidence.end > section.start


def heading_words(section: Section) -> str:
    """Say a heading without its number."""
    return shown(_NUMBERING.sub("", section.heading)).strip(_EDGES)


def label(section: Section) -> str:
    """Shorten a heading for a group: without its number, and its first clause where it is long."""
    return shortened(first_clause(section), _LONGEST_CUT)


def first_clause(section: Section) -> str:
    """Say a heading without its number, and its first clause alone where it is long."""
    text = heading_words(section)
    if len(text) > _LONGEST_LABEL:
        first = re.split(r"[，；、。]", text, maxsplit=1)[0]
        text = first if len(first) >= _SHORTEST_CLAUSE else text
    return text
