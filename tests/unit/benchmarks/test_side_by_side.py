from __future__ import annotations

import pytest

from benchmarks.metering import Usage
from benchmarks.side_by_side import Measured, as_numbers, over_reports, shares_of_time, table
from summarizer.evaluation.figures import Score


def _run(seconds: float, *, strict: int = 6, source_tokens: int | None = 400) -> Measured:
    return Measured(
        score=Score(labelled=10, predicted=10, matched=8, names=7, roles=8, statuses=8, strict=strict),
        figures=5,
        seconds=seconds,
        usage=Usage(calls=3, prompt_tokens=1000, completion_tokens=50, reused_tokens=700),
        peak_bytes=100 << 20,
        source_tokens=source_tokens,
    )


def _cells(text: str, label: str) -> list[str]:
    (row,) = [line for line in text.splitlines() if line.strip("| ").startswith(label + " ")]
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


def test_every_tool_has_its_column_in_every_row() -> None:
    text = table({"ours": [_run(20)], "theirs": [_run(80, strict=1)]}, against="theirs")
    assert _cells(text, "strict F1") == ["0.600", "0.100"]
    assert _cells(text, "output tokens per figure") == ["10.0", "10.0"]
    assert _cells(text, "prompt tokens per source token") == ["2.50", "2.50"]
    assert _cells(text, "seconds, share of theirs's") == ["0.25", "1.00"]
    assert _cells(text, "peak memory of the client, MiB") == ["100", "100"]
    assert len({len(line) for line in text.splitlines()}) == 1


def test_rounds_are_told_as_median_and_spread_where_they_differ() -> None:
    text = table({"ours": [_run(20), _run(21), _run(30)]})
    assert _cells(text, "seconds") == ["21.0 (20.0–30.0)"]
    assert _cells(text, "strict F1") == ["0.600"]


def test_what_nobody_knows_is_a_dash_and_not_a_zero() -> None:
    text = table({"ours": [_run(20, source_tokens=None)]})
    assert _cells(text, "prompt tokens per source token") == ["–"]
    assert as_numbers(Measured())["output_tokens_per_figure"] is None


def test_reports_are_added_up_round_by_round() -> None:
    first = {"ours": [_run(20), _run(22)]}
    second = {"ours": [_run(40, strict=8), _run(44, strict=8)]}
    (together,) = over_reports([first, second]).values()
    assert [run.seconds for run in together] == [60, 66]
    assert together[0].score.strict_f1 == pytest.approx(0.7)
    assert together[0].usage.reused_tokens == 1400
    assert together[0].peak_bytes == 100 << 20
    assert together[0].source_tokens == 800


def test_a_failed_run_is_shown_and_its_time_compared_with_nothing() -> None:
    failed = Measured(score=Score(labelled=10), seconds=1, failures=1)
    assert shares_of_time([_run(20)], [failed]) == [None]
    assert _cells(table({"ours": [_run(20)], "theirs": [failed]}), "failed") == ["0", "1"]
