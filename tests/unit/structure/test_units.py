from __future__ import annotations

import re

import pytest

from summarizer.structure.units import UNIT, is_money


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("个百分点,居全市前列", "个百分点"),
        ("个项目", "个"),
        ("平方公里范围内", "平方公里"),
        ("平方米", "平方米"),
        ("吨标准煤/万元", "吨标准煤/万元"),
        ("微克/立方米", "微克/立方米"),
        ("元每人", "元每人"),
        ("人次", "人次"),
        ("人才", "人"),
        ("方土石", "方"),
        ("大类产品", "大类"),
        ("℃", "℃"),
    ],
)
def test_the_longest_unit_is_read(text: str, unit: str) -> None:
    found = re.match(UNIT, text)

    assert found is not None
    assert found[0] == unit


@pytest.mark.parametrize("text", ["方面的工作", "方案", "的企业", "增长", ""])
def test_words_that_are_no_unit(text: str) -> None:
    assert re.match(UNIT, text) is None


@pytest.mark.parametrize("unit", ["亿元", "万美元", "亿"])
def test_amounts_of_money(unit: str) -> None:
    assert is_money(unit)


@pytest.mark.parametrize("unit", ["亿吨", "个", "%"])
def test_amounts_of_other_things(unit: str) -> None:
    assert not is_money(unit)
