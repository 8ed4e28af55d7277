"""The overview in English.

A sentence that rules made is a label and a list; its pieces are figures, which need no translation but
their name, and headlines. A sentence that the model wrote is translated whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.rendering import english_figures
from summarizer.rendering.escaping import paragraph
from summarizer.rendering.overview import bare, marked_sentences
from summarizer.rendering.typography import shown
from summarizer.saying import say

if TYPE_CHECKING:
    from summarizer.rendering.lexicon import Lexicon
    from summarizer.rendering.marks import Marks
    from summarizer.schemas import Figure, Report

_LABELS: Final = {
    "主要指标：": "Main indicators",
    "主要目标：": "Main targets",
    "主要工作：": "Main work",
    "存在的主要问题：": "Main problems",
    "下一步打算：": "Next steps",
}
_PLANNED: Final = "主要目标："


def overview_paragraph(report: Report, lexicon: Lexicon, marks: Marks) -> str:
    """Write the overview as one paragraph; empty where the record has none."""
    sentences = [
        f"{sentence_words(sentence, report, lexicon)}{''.join(attached)}."
        for sentence, attached in marked_sentences(report, marks)
        if bare(sentence)
    ]
    return paragraph(" ".join(sentences))


def sentence_words(sentence: str, report: Report, lexicon: Lexicon) -> str:
    """Say one sentence of the overview, escaped, without the mark at its end."""
    text = bare(sentence)
    held = set(report.overview.figures)
    figures = [figure for figure in report.figures if figure.id in held]
    label = next((each for each in _LABELS if text.startswith(each)), None)
    if label is None:
        return lexicon.start(text).rstrip(".!?")
    said: list[str] = []
    rest = text.removeprefix(label)
    while rest:
        figure, words = _first_figure(rest, figures)
        if figure is None:
            words = rest.split("；", maxsplit=1)[0]
            said.append(lexicon.say(words))
        else:
            said.append(english_figures.statement(figure, lexicon, planned=label == _PLANNED))
        rest = rest[len(words) :].lstrip("，；")
    return f"{_LABELS[label]}: {'; '.join(said)}"


def _first_figure(text: str, figures: list[Figure]) -> tuple[Figure | None, str]:
    """Find the figure whose words a text begins with, up to the end of a clause."""
    for figure in figures:
        words = shown(say(figure))
        if words and text.startswith(words) and text[len(words) : len(words) + 1] in {"", "，", "；"}:
            return figure, words
    return None, ""
