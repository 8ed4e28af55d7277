"""The report's own words for several figures at once.

``其中出口额9.3亿元,增长4.1%`` says a figure better than its name and number in a row, and one run of
words often holds several figures. Where such a run is too long or cannot be cut out cleanly, a figure is
said by :func:`~summarizer.rendering.wording.statement`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summarizer.rendering.typography import balanced, full_width, seen
from summarizer.rendering.wording import (
    DOUBTFUL_NAME,
    common_words,
    find_number,
    numbers_of,
    rank,
    spelled,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.schemas import Figure

_LONGEST: Final = 22
"""Characters of a run with one figure that are still short; every further figure adds half of it."""
_NAMED: Final = 0.65
"""Share of a name's characters that a run has to hold."""
_SHORTEST_OVERLAP: Final = 2
_BAR: Final = " | "
_EDGES: Final = " ,，、;；。.:："
_SAYS: Final = {
    "target": re.compile("目标|任务|计划|力争|确保|争取|至少|不低于|不少于|考核|预期|要求"),
    "forecast": re.compile("预计|预期|有望|估计|将"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Words that say one or more figures."""

    text: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    clean: str
    end: int
    figures: tuple[Figure, ...]


def passages(figures: Iterable[Figure], *, planned: bool = False) -> tuple[Passage, ...]:
    """Say figures in the report's own words, those that share words together, in reading order.

    Args:
        figures: The figures to say.
        planned: In a part of the brief that is all about the future a target needs no word that says so.
    """
    ordered = sorted(figures, key=lambda figure: (figure.evidence.start, -figure.evidence.end))
    runs: list[_Run] = []
    for figure in ordered:
        joined = _extended(runs[-1], figure) if runs else None
        if joined is None:
            runs.append(_Run(figure.evidence.clean, figure.evidence.end, (figure,)))
        else:
            runs[-1] = joined
    return tuple(passage for run in runs for passage in _said(run, planned=planned))


def _extended(run: _Run, figure: Figure) -> _Run | None:
    """Join a figure to a run that holds its words, begins with them, or overlaps them."""
    evidence = figure.evidence
    if evidence.start >= run.end:
        return None
    figures = (*run.figures, figure)
    if evidence.clean in run.clean:
        return _Run(run.clean, max(run.end, evidence.end), figures)
    common = common_words(run.clean, evidence.clean, shortest=_SHORTEST_OVERLAP)
    return _Run(run.clean + evidence.clean[common:], evidence.end, figures) if common else None


def _said(run: _Run, *, planned: bool) -> tuple[Passage, ...]:
    figures = sorted(run.figures, key=lambda figure: figure.evidence.end)
    text = _cut(run)
    if text is not None and all(_is_named(figure, run.clean) for figure in figures):
        identities = tuple(figure.id for figure in figures)
        statuses = {figure.status for figure in figures}
        if all(_is_clear(status, run.clean, planned=planned) for status in statuses):
            return (Passage(text=text, figures=identities),)
        if len(statuses) == 1:
            return (Passage(text=_worded(text, figures[0].status), figures=identities),)
    return tuple(Passage(text=_stated(figure, planned=planned), figures=(figure.id,)) for figure in figures)


def _is_named(figure: Figure, clean: str) -> bool:
    """Whether the words say what is measured; ``其中完工4个`` alone does not. A name in doubt cannot tell."""
    if DOUBTFUL_NAME.intersection(figure.flags) or not figure.name:
        return True
    return sum(char in clean for char in figure.name) >= _NAMED * len(figure.name)


def _stated(figure: Figure, *, planned: bool) -> str:
    text = statement(figure)
    return text if _is_clear(figure.status, text, planned=planned) else _worded(text, figure.status)


def _worded(text: str, status: str) -> str:
    return f"预计{text}" if status == "forecast" else f"{text}（目标）"


def _cut(run: _Run) -> str | None:
    """Return the run as the brief shows it, or None where it is too long or not whole."""
    text = seen(run.clean).strip(_EDGES)
    limit = _LONGEST + (len(run.figures) - 1) * _LONGEST // 2
    # The cells of a table say nothing without their headers.
    if not text or _BAR in run.clean or len(text) > limit or not balanced(text):
        return None
    return full_width(text)


def _is_clear(status: str, text: str, *, planned: bool) -> bool:
    if status == "actual" or (planned and status == "target"):
        return True
    return _SAYS[status].search(text) is not None


def missing_from(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Figures of which some number does not stand in the text."""
    return [figure for figure in figures if not _is_said(figure, text)]


def says_part(text: str, figure: Figure) -> bool:
    """Tell whether a text says a number of a figure, so that its passage has to stand behind it."""
    return any(find_number(number, text) for number in numbers_of(figure))


def _is_said(figure: Figure, text: str) -> bool:
    """Tell whether a text says the numbers of a figure, perhaps spelled: ``全市第二``, ``三批``."""
    if all(find_number(number, text) for number in numbers_of(figure)):
        return True
    if figure.change is not None or figure.value is None:
        return False
    said = rank(figure) or spelled(figure)
    return bool(said) and said in text
