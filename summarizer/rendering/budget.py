"""How much of a report fits on the page: sizes in characters, and the choice of what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.schemas import Report

Detail = Literal["short", "standard", "full"]

PAGE: Final = 1_790
"""Characters before the footnotes of a standard brief of a report of up to 8,000 characters."""
TWO_PAGES: Final = 2_800
_LEAST: Final = 1_200
_SHARE: Final = 0.8
_LONG_REPORT: Final = 8_000
_SHARE_BEYOND: Final = 0.045


def page_size(report: Report, detail: Detail) -> int | None:
    """Characters the brief may have before its footnotes; None for no limit.

    A short report gets a shorter brief, a long one at most two pages.
    """
    if detail == "full":
        return None
    places = [section.end for section in report.sections] + [figure.evidence.end for figure in report.figures]
    length = max(places, default=0)
    size = min(PAGE, max(_LEAST, round(length * _SHARE)))
    size = min(TWO_PAGES, size + round(max(0, length - _LONG_REPORT) * _SHARE_BEYOND))
    return size if detail == "standard" else size // 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Something that may be said: what it costs, how much it matters, and what has to be said with it."""

    key: str
    cost: int
    weight: float
    needs: str | None = None
    is_detail: bool = False
    """A short brief does without it."""


def pick(choices: Sequence[Choice], budget: int | None) -> frozenset[str]:
    """Choose by weight what fits; the weightiest is said even where nothing fits.

    A choice that needs another one brings it along and pays for it. Equal weights go by order.
    """
    if budget is None:
        return frozenset(choice.key for choice in choices)
    by_key = {choice.key: choice for choice in choices}
    chosen: set[str] = set()
    left = budget
    for choice in sorted(choices, key=lambda choice: -choice.weight):
        wanted: list[Choice] = []
        step: Choice | None = choice
        while step is not None and step.key not in chosen:
            wanted.append(step)
            step = by_key[step.needs] if step.needs is not None else None
        cost = sum(one.cost for one in wanted)
        if wanted and (cost <= left or not chosen):
            chosen.update(one.key for one in wanted)
            left -= cost
    return frozenset(chosen)


def divide(total: int, wants: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, int]:
    """Divide characters among parts by their shares; what a part does not want goes to the others."""
    given = dict.fromkeys(wants, 0)
    open_parts = {part for part, want in wants.items() if want > 0}
    left = max(0, total)
    while open_parts:
        whole = sum(shares[part] for part in open_parts)
        modest = {part for part in open_parts if wants[part] <= left * shares[part] / whole}
        if not modest:
            return given | {part: int(left * shares[part] / whole) for part in open_parts}
        for part in modest:
            given[part] = wants[part]
        left -= sum(wants[part] for part in modest)
        open_parts -= modest
    return given
