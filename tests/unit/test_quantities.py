from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quantities import masked, quantity

WORDS = {"": 0, "million": 6, "billion": 9, "trillion": 12}


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("20.99", "亿元", "20.99亿元 (2.099 billion yuan)"),
        ("5000", "万美元", "5000万美元 (50 million US dollars)"),
        ("1.6", "万人", "1.6万人 (16,000 people)"),
        ("3", "万家", "3万家 (30,000)"),
        ("1.2", "万亿元", "1.2万亿元 (1.2 trillion yuan)"),
        ("2.5", "万元/亩", "2.5万元/亩 (25,000 yuan per mu)"),
        ("1-2", "亿元", "1-2亿元 (unit: hundred million yuan)"),
        ("12", "家", "12"),
        ("1/4", "", "1/4"),
        ("97.3", "%", "97.3%"),
        ("1.4", "个百分点", "1.4 percentage points"),
        ("50", "千瓦", "50 kW"),
        ("3", "蒲式耳", "3蒲式耳"),
    ],
)
def test_a_quantity_in_english(value: str, unit: str, said: str) -> None:
    assert quantity(value, unit) == said


@given(
    st.decimals(min_value=0, max_value=10**9, places=6),
    st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12), ("百万", 6)]),
)
def test_a_note_is_exactly_what_the_number_comes_to(number: Decimal, scale: tuple[str, int]) -> None:
    unit, power = scale
    found = re.fullmatch(rf"{number}{unit} \(([\d,.]+) ?(\w*)\)", quantity(str(number), unit))
    assert found
    assert Decimal(found[1].replace(",", "")).scaleb(WORDS[found[2]]) == number.scaleb(power)


@pytest.mark.parametrize(
    ("text", "shown", "fillings"),
    [
        ("2023年投资6.42亿元，增长5%", "{A}投资{B}，增长{C}", ("2023", "6.42亿元 (642 million yuan)", "5%")),
        ("转移群众800多人，企业12家", "转移群众{A}人，企业{B}家", ("over 800", "12")),
        ("投入5000余万元", "投入{A}", ("over 5000余万元 (50 million yuan)",)),
        ("5G基站3座，PM2.5达标", "5G基站{A}座，PM2.5达标", ("3",)),
        ("2023年5月9日至6月底", "{A}至{B}底", ("9 May 2023", "June")),
        ("1—9月、2020—2023年", "{A}、{B}", ("January to September", "2020—2023")),
        ("印发《办法2.0》", "印发{A}", ("《办法2.0》",)),
        ("“十四五”规划收官", "{A}收官", ("Fourteenth Five-Year Plan",)),
        ("没有数字", "没有数字", ()),
    ],
)  # fmt: skip
def test_what_a_translator_must_not_touch_is_a_mark(text: str, shown: str, fillings: tuple[str, ...]) -> None:
    found = masked(text)
    assert (found.text, found.fillings) == (shown, fillings)


def test_marks_are_filled_wherever_the_translation_puts_them() -> None:
    assert masked("12家企业投资3亿元").filled("{B} invested by {A} firms") == (
        "3亿元 (300 million yuan) invested by 12 firms"
    )


@given(st.text(alphabet="0123456789.,-—年月日万亿元家余多%G《》{}至5", max_size=20))
def test_a_masked_text_holds_no_number_but_names_and_loses_none(text: str) -> None:
    found = masked(text.replace("{", "(").replace("}", ")"))
    kept = re.findall(r"\d+", found.text)
    filled = " ".join(found.fillings)
    for number in re.findall(r"\d+", text):
        assert number in kept or number.lstrip("0") in filled or 0 < int(number) <= 12
