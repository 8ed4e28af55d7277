from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.comparing.amounts import amount, in_unit, plain, signed
from summarizer.schemas import Change


@pytest.mark.parametrize(
    ("value", "unit", "other", "said"),
    [
        ("8240", "万美元", "亿美元", "0.824"),
        ("1.06", "亿美元", "万美元", "10600"),
        ("2.4", "万人", "人", "24000"),
        ("15", "亩", "公顷", "1"),
        ("412.6", "亿斤", "万吨", "2063"),
        ("86", "公里", "千米", "86"),
        ("3,288", "件", "件", "3288"),
        ("62392", "元", "万元", "6.2392"),
    ],
)
def test_units_of_one_dimension_are_converted_exactly(value: str, unit: str, other: str, said: str) -> None:
    read = amount(value, unit)
    assert read is not None
    assert in_unit(read, other) == said


@pytest.mark.parametrize(
    ("unit", "other", "same"),
    [
        ("亿元", "万元", True),
        ("亿元", "亿美元", False),
        ("家", "个", True),
        ("家", "公里", False),
        ("%", "个百分点", False),
        ("微克/立方米", "立方米", False),
        ("万人", "名", True),
    ],
)
def test_only_one_dimension_can_be_compared(unit: str, other: str, *, same: bool) -> None:
    one, two = amount("1", unit), amount("1", other)
    assert one is not None
    assert two is not None
    assert (one.dimension == two.dimension) is same


def test_digits_leave_half_a_unit_of_the_last_open() -> None:
    read = amount("312.6", "亿元")
    assert read is not None
    assert (read.low, read.high) == (Decimal(31255000000), Decimal(31265000000))


def test_a_range_has_two_ends_and_its_middle() -> None:
    read = amount("5-6", "%")
    assert read is not None
    assert (read.first, read.last, read.value) == (Decimal(5), Decimal(6), Decimal("5.5"))
    assert read.is_range


@pytest.mark.parametrize("value", [None, "1/4", "", "1-2-3", "九", "9" * 40])
def test_what_is_no_plain_number_has_no_amount(value: str | None) -> None:
    assert amount(value, "亿元") is None


def test_a_decline_is_negative() -> None:
    read = signed(Change(value="2-3", unit="%", direction="down"))
    assert read is not None
    assert (read.first, read.last) == (Decimal(-3), Decimal(-2))
    assert read.low < read.first < read.last < read.high


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_there_and_back_is_itself(number: Decimal) -> None:
    written = f"{number:f}"
    read = amount(written, "亿元")
    assert read is not None
    again = amount(in_unit(read, "万元"), "万元")
    assert again is not None
    assert again.value == read.value
    assert "e" not in plain(read.value).lower()
