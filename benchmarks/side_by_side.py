"""Measurements of several tools as one table: a row per measure, a column per tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.metering import Usage
from summarizer.evaluation.figures import Score

if TYPE_CHECKING:
    from collections.abc import Callable

_MEBI = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """One run of a tool over a report or, added up, over several."""

    score: Score = field(default_factory=Score)
    figures: int = 0
    seconds: float = 0.0
    usage: Usage = field(default_factory=Usage)
    peak_bytes: int = 0
    source_tokens: int | None = 0
    """Tokens of the report in the model's own tokens; None where the endpoint does not count."""
    failures: int = 0
    """Reports for which the tool gave nothing because it failed."""

    def __add__(self, other: Measured) -> Measured:
        known = self.source_tokens is not None and other.source_tokens is not None
        return Measured(
            score=self.score + other.score,
            figures=self.figures + other.figures,
            seconds=self.seconds + other.seconds,
            usage=self.usage + other.usage,
            peak_bytes=max(self.peak_bytes, other.peak_bytes),
            source_tokens=(self.source_tokens or 0) + (other.source_tokens or 0) if known else None,
            failures=self.failures + other.failures,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A row of the table."""

    key: str
    """Name in the JSON."""
    label: str
    of: Callable[[Measured], float | None]
    decimals: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ratio:
    """One measure divided by another, where both are known."""

    of: Callable[[Measured], float | None]
    to: Callable[[Measured], float | None]

    def __call__(self, run: Measured) -> float | None:
        above, below = self.of(run), self.to(run)
        return above / below if above is not None and below else None


MEASURES = (
    Measure(key="figures", label="figures found", of=lambda run: run.figures),
    Measure(key="numbers_matched", label="labelled numbers found", of=lambda run: run.score.matched),
    Measure(
        key="numbers_spurious", label="other numbers", of=lambda run: run.score.predicted - run.score.matched
    ),
    Measure(key="number_f1", label="number F1", of=lambda run: run.score.f1, decimals=3),
    Measure(key="names_right", label="names right", of=lambda run: run.score.name_share, decimals=3),
    Measure(key="roles_right", label="roles right", of=lambda run: run.score.role_share, decimals=3),
    Measure(key="statuses_right", label="statuses right", of=lambda run: run.score.status_share, decimals=3),
    Measure(key="strict_f1", label="strict F1", of=lambda run: run.score.strict_f1, decimals=3),
    Measure(key="seconds", label="seconds", of=lambda run: run.seconds, decimals=1),
    Measure(key="calls", label="calls", of=lambda run: run.usage.calls),
    Measure(key="prompt_tokens", label="prompt tokens", of=lambda run: run.usage.prompt_tokens),
    Measure(key="reused_tokens", label="reused prompt tokens", of=lambda run: run.usage.reused_tokens),
    Measure(key="completion_tokens", label="completion tokens", of=lambda run: run.usage.completion_tokens),
    Measure(
        key="output_tokens_per_figure",
        label="output tokens per figure",
        of=_Ratio(of=lambda run: run.usage.completion_tokens, to=lambda run: run.figures),
        decimals=1,
    ),
    Measure(
        key="prompt_tokens_per_source_token",
        label="prompt tokens per source token",
        of=_Ratio(of=lambda run: run.usage.prompt_tokens, to=lambda run: run.source_tokens),
        decimals=2,
    ),
    Measure(key="peak_mib", label="peak memory of the client, MiB", of=lambda run: run.peak_bytes / _MEBI),
)


Columns = Mapping[str, Sequence[Measured]]
"""Tool → its runs, one per round."""


def table(columns: Columns, *, against: str | None = None) -> str:
    """Return the measures of all tools as a Markdown table that also reads well in a terminal.

    Several rounds are told as the median and, in brackets, the smallest and the largest value.

    Args:
        columns: What was measured.
        against: A tool whose time is given to the others as their share of it, round by round.
    """
    rows = [["", *columns]]
    for measure in MEASURES:
        told = [_cell([measure.of(run) for run in runs], measure.decimals) for runs in columns.values()]
        rows.append([measure.label, *told])
        if measure.key == "seconds" and against is not None and against in columns:
            shares = [_cell(shares_of_time(runs, columns[against]), 2) for runs in columns.values()]
            rows.append([f"seconds, share of {against}'s", *shares])
    if any(run.failures for runs in columns.values() for run in runs):
        rows.append(["failed", *(_cell([run.failures for run in runs], 0) for runs in columns.values())])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([lines[0], _line(rule, widths), *lines[1:]])


def shares_of_time(runs: Sequence[Measured], others: Sequence[Measured]) -> list[float | None]:
    """Return the seconds of each round as a share of the other tool's in the same round."""
    return [
        run.seconds / other.seconds if other.seconds and not run.failures and not other.failures else None
        for run, other in zip(runs, others, strict=True)
    ]


def as_numbers(run: Measured) -> dict[str, float | None]:
    """Return every measure of a run by its key, for a JSON file."""
    told = {measure.key: measure.of(run) for measure in MEASURES}
    return {**told, "numbers_labelled": run.score.labelled, "failures": run.failures}


def over_reports(runs: Sequence[Columns]) -> dict[str, list[Measured]]:
    """Add up the reports, round by round: every number and every second counts the same."""
    tools = list(runs[0])
    return {
        tool: [sum(of_round, Measured()) for of_round in zip(*(each[tool] for each in runs), strict=True)]
        for tool in tools
    }


def _cell(values: Sequence[float | None], decimals: int) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    low, middle, high = (f"{value:.{decimals}f}" for value in (min(known), median(known), max(known)))
    return middle if low == high else f"{middle} ({low}–{high})"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if i == 0 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "| " + " | ".join([first, *others]) + " |"
