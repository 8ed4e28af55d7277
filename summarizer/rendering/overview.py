"""The overview with its source marks: at the end of every sentence the figures whose numbers it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.typography import shown
from summarizer.rendering.wording import find_number, numbers_of, statement

if TYPE_CHECKING:
    from summarizer.rendering.marks import Marks
    from summarizer.schemas import Figure, Report

_SENTENCE: Final = re.compile(r"[^。！？!?]*[。！？!?]*[”』」]?")
_ENDS: Final = "。！？!?”』」"
_SHORTEST_HEADLINE: Final = 6


def overview_line(report: Report, marks: Marks) -> str:
    """Write the overview as one paragraph; empty where the record has none."""
    return paragraph("".join(_marked(*each) for each in marked_sentences(report, marks)))


def answer_lines(report: Report, marks: Marks) -> list[str]:
    """Write the answers to a profile's own questions as a list, with the marks of the numbers in them."""
    lines: list[str] = []
    for each in report.answers:
        attached = [marks.figure(one) for one in each.figures]
        lines.append(f"- **{escaped(shown(each.name))}**：{_marked(shown(each.text), attached)}")
    return ["", *lines] if lines and report.overview.text else lines


def marked_sentences(report: Report, marks: Marks) -> list[tuple[str, list[str]]]:
    """Return the sentences of the overview, each with its marks."""
    text = shown(report.overview.text)
    sentences = [found[0] for found in _SENTENCE.finditer(text) if found[0]]
    if not sentences:
        return []
    attached: list[list[str]] = [[] for _ in sentences]
    by_id = {figure.id: figure for figure in report.figures}
    place = 0
    for identity in dict.fromkeys(report.overview.figures):
        if identity in by_id:
            figure = by_id[identity]
            place = _sentence_of(figure, sentences, place)
            attached[place].append(marks.figure(identity))
    for point in (*report.achievements, *report.problems, *report.actions):
        headline = shown(point.headline)
        holding = [here for here, sentence in enumerate(sentences) if headline in sentence]
        if holding and len(headline) >= _SHORTEST_HEADLINE:
            attached[holding[0]].append(marks.point(point.id))
    return list(zip(sentences, [list(dict.fromkeys(each)) for each in attached], strict=True))


def bare(sentence: str) -> str:
    """Return a sentence without the marks at its end."""
    return sentence.rstrip(_ENDS)


def _sentence_of(figure: Figure, sentences: list[str], place: int) -> int:
    """Find the sentence that says a figure, from a place on, then from the start; else the last one.

    A target and what was done often have one number: the sentence with the figure's own words comes first.
    """
    order: list[int] = [*range(place, len(sentences)), *range(place)]
    words = statement(figure)
    for here in order:
        if words in sentences[here]:
            return here
    for enough in (all, any):
        for here in order:
            if enough(find_number(number, sentences[here]) for number in numbers_of(figure)):
                return here
    return len(sentences) - 1


def _marked(sentence: str, attached: list[str]) -> str:
    words = bare(sentence)
    return f"{escaped(words)}{''.join(attached)}{escaped(sentence[len(words) :])}"
