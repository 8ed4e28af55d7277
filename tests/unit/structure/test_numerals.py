from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.structure.numerals import ARABIC_NUMERAL, chinese_to_int, fraction_value, per_cent_value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("零", 0),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零三", 103),
        ("两千三百", 2300),
        ("三万二千", 32000),
        ("一亿二千万", 120_000_000),
        ("三万亿", 3_000_000_000_000),
        ("二〇二一", 2021),
    ],
)
def test_value_of_a_chinese_numeral(written: str, value: int) -> None:
    assert chinese_to_int(written) == value


@pytest.mark.parametrize("written", ["", "甲", "三个", "5"])
def test_what_is_no_chinese_numeral(written: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        chinese_to_int(written)


def _written(number: int) -> str:
    """The plain way of writing a number below ten thousand, every digit with its scale."""
    digits, scales = "零一二三四五六七八九", ["千", "百", "十", ""]
    out = "".join(digits[int(d)] + s for d, s in zip(f"{number:04d}", scales, strict=True) if d != "0")
    return out or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_written_out_is_read_back(number: int) -> None:
    assert chinese_to_int(_written(number)) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [("百分之六十", "60"), ("百分之七点五", "7.5"), ("百分之一百", "100"), ("百分之", None), ("六十", None)],
)
def test_per_cent(written: str, value: str | None) -> None:
    assert per_cent_value(written) == value


@pytest.mark.parametrize(
    ("written", "value"), [("四分之一", "1/4"), ("三分之二", "2/3"), ("百分之六十", "60/100"), ("一半", None)]
)
def test_fraction(written: str, value: str | None) -> None:
    assert fraction_value(written) == value


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("1,234,567.5元", "1,234,567.5"),
        ("12,5家", "12"),
        ("1,2345", "1"),
        ("3.14.15", "3.14"),
        ("0.5", "0.5"),
    ],
)
def test_a_comma_parts_thousands_or_two_numbers(text: str, numeral: str) -> None:
    found = re.match(ARABIC_NUMERAL, text)

    assert found is not None
    assert found[0] == numeral
