from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - hypothesis reads the annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.amounts import amount, unit_kind

SAME = [
    (("1.2", "万亿元"), ("12000", "亿元")),
    (("20.99", "亿元"), ("209900", "万元")),
    (("5", "个百分点"), ("5", "百分点")),
    (("5", "个点"), ("5.0", "个百分点")),
    (("3", "平方公里"), ("300", "万平方米")),
    (("12", "公里"), ("12000", "米")),
    (("2.3", "万吨"), ("2300", "万公斤")),
    (("1,200", "人"), ("1200", "余人")),
    (("１２", "家"), ("12", "家")),
    (("1—2", "家"), ("1-2", "家")),
    (("20.99亿元", ""), ("20.99", "亿元")),
    (("百分之六十", "%"), ("60", "%")),
    (("1.5亿", ""), ("1.5", "亿元")),
]
DIFFERENT = [
    (("5", "%"), ("5", "个百分点")),
    (("12", "家"), ("12", "户")),
    (("2-3", "%"), ("2", "%")),
    (("1.2", "亿元"), ("1.2", "亿美元")),
    (("12", "人"), ("12", "人次")),
    (("100", "户"), ("100", "百户")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_amount_written_otherwise(one: tuple[str, str], other: tuple[str, str]) -> None:
    a, b = amount(*one), amount(*other)
    assert a is not None
    assert b is not None
    assert a == b


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_looks_alike_and_is_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    a, b = amount(*one), amount(*other)
    assert a is not None
    assert b is not None
    assert not a.agrees(b)


def test_a_unit_the_labels_leave_open_agrees_with_any() -> None:
    label, found = amount("2", ""), amount("2", "位")
    assert label is not None
    assert found is not None
    assert label.agrees(found)
    assert not found.agrees(label)


def test_no_number_is_no_amount() -> None:
    assert amount("若干", "家") is None
    assert amount("", "") is None


@given(
    st.decimals(min_value=0, max_value=10**6, places=3),
    st.sampled_from([("亿", 4), ("万亿", 8), ("千万", 3), ("百万", 2)]),
)
def test_moving_the_scale_into_the_number_changes_nothing(number: Decimal, scale: tuple[str, int]) -> None:
    word, power = scale
    small = amount(f"{number.scaleb(power):f}", "万元")
    assert small == amount(f"{number:f}", f"{word}元")


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("亿元", "money"),
        ("万美元", "money"),
        ("%", "share"),
        ("个百分点", "points"),
        ("位", "rank"),
        ("", "rank"),
        ("平方公里", "quantity"),
        ("万千瓦时", "quantity"),
        ("家", "count"),
        ("万人次", "count"),
    ],
)
def test_kinds_of_units(unit: str, kind: str) -> None:
    assert unit_kind(unit) == kind
