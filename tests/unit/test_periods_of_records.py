from __future__ import annotations

import pytest

from summarizer.periods import span


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2023", (2023 * 12, 2023 * 12 + 11)),
        ("2023-H1", (2023 * 12, 2023 * 12 + 5)),
        ("2023-H2", (2023 * 12 + 6, 2023 * 12 + 11)),
        ("2023-Q3", (2023 * 12 + 6, 2023 * 12 + 8)),
        ("2023-01/2023-11", (2023 * 12, 2023 * 12 + 10)),
        ("2019-01/2023-12", (2019 * 12, 2023 * 12 + 11)),
        ("as of 2023-12", (2023 * 12, 2023 * 12 + 11)),
        ("2023-05", (2023 * 12 + 4, 2023 * 12 + 4)),
    ],
)
def test_periods_are_months(period: str, months: tuple[int, int]) -> None:
    found = span(period)
    assert found is not None
    assert (found.first, found.last) == months


@pytest.mark.parametrize("period", [None, "", "去年", "2023-H3"])
def test_other_words_are_no_period(period: str | None) -> None:
    assert span(period) is None


def test_halves_lie_in_their_year_and_years_follow() -> None:
    year, half = span("2023"), span("2023-H1")
    assert year is not None
    assert half is not None
    assert half.is_part_of(year)
    assert not year.is_part_of(year)
    assert year.later(1) == span("2024")
    assert half.later(-1) == span("2022-H1")
    assert half < year
