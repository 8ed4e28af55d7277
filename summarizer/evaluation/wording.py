"""How scores are written, the same in every projection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.evaluation.metrics import METRICS

if TYPE_CHECKING:
    from summarizer.evaluation.verdict import Estimate, Verdict

UNSCORED = "–"
RULES_TITLE = "rules alone"
_ESCAPES = re.compile("\x1b\\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL = re.compile(r"([\\`|*_<>\[\]])")


def number(name: str, value: float | None) -> str:
    """Write a score of a metric: shares with three decimals, amounts with one, nothing as a dash."""
    if value is None:
        return UNSCORED
    if METRICS[name].shape == "share":
        return f"{value:.3f}"
    return f"{value:,.1f}" if not value or value >= 1 else f"{value:.4f}"


def with_width(name: str, estimate: Estimate) -> str:
    """Write a score with half of its interval."""
    if estimate.value is None or estimate.half_width is None:
        return number(name, estimate.value)
    return f"{number(name, estimate.value)} ± {number(name, estimate.half_width)}"


def maker(verdict: Verdict) -> str:
    """Say what made the reports."""
    return verdict.maker.model or RULES_TITLE


def plain(text: str) -> str:
    """Take control characters and escapes of terminals out of a text from elsewhere."""
    return _ESCAPES.sub("", text)


def cell(text: str) -> str:
    """Write a text from elsewhere into a cell of a Markdown table, or a line."""
    return _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))


def counted(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
