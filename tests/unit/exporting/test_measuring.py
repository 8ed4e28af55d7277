from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.exporting.measuring import day, days, measure, signed
from summarizer.schemas import Change


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "base"),
    [
        ("3.26", "亿元", 326_000_000.0, 326_000_000.0, "元"),
        ("1.05", "万亿元", 1.05e12, 1.05e12, "元"),
        ("2150", "万美元", 21_500_000.0, 21_500_000.0, "美元"),
        ("5000-6000", "万元", 50_000_000.0, 60_000_000.0, "元"),
        ("99", "%", 99.0, 99.0, "%"),
        ("2.4", "个百分点", 2.4, 2.4, "个百分点"),
        ("2/3", "", 2 / 3, 2 / 3, ""),
        ("1,234.5", "户", 1234.5, 1234.5, "户"),
        ("0.1", "万吨", 1000.0, 1000.0, "吨"),
    ],
)
def test_scale_of_a_unit_is_taken_into_the_number(
    value: str, unit: str, low: float, high: float, base: str
) -> None:
    read = measure(value, unit)
    assert read is not None
    assert (read.low, read.high, read.unit) == (low, high, base)


@pytest.mark.parametrize("value", [None, "", "十二", "1-2-3", "1/0", "9" * 30])
def test_what_is_no_number_is_none(value: str | None) -> None:
    assert measure(value, "个") is None


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_number_without_a_scale_is_the_nearest_double(number: object) -> None:
    read = measure(str(number), "家")
    assert read is not None
    assert read.low == float(str(number))


def test_decline_is_negative() -> None:
    assert signed(Change(value="1.1", unit="亿元", direction="down")) == (-110_000_000.0, "元")
    assert signed(Change(value="3.2", unit="%", direction="up")) == (3.2, "%")
    assert signed(None) is None


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2018-01/2018-09", date(2018, 1, 1), date(2018, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("as of 2020-05", None, date(2020, 5, 31)),
        ("once", None, None),
        (None, None, None),
    ],
)
def test_period_has_a_first_and_a_last_day(period: str | None, first: date | None, last: date | None) -> None:
    assert days(period) == (first, last)


def test_date_of_the_record_is_a_date() -> None:
    assert day("2024-01-09") == date(2024, 1, 9)
    assert day("2024-02-30") is None
    assert day(None) is None
