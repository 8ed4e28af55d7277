from __future__ import annotations

import re

import pytest

from summarizer.structure.words import LEADING_PARTICLES, TIMES, alternatives


def test_the_longest_word_is_tried_first() -> None:
    found = re.match(alternatives("提高 提高到 +"), "提高到+")

    assert found is not None
    assert found[0] == "提高到"
    assert re.fullmatch(alternatives("+ -"), "+")


@pytest.mark.parametrize(
    "words",
    [
        "2021年",
        "2020年上半年",
        "前三季度",
        "1-9月",
        "截至9月底",
        "年底前",
        "到2025年底",
        "五年来",
        "据初步统计",
    ],
)
def test_times_that_open_a_clause(words: str) -> None:
    assert re.fullmatch(TIMES, words)


@pytest.mark.parametrize(
    "word",
    [
        "在校生",
        "对口帮扶",
        "就业",
        "共建",
        "并网",
        "和谐",
        "从业人员",
        "约谈",
        "约束性",
        "都市",
        "还款",
        "近视率",
        "超标",
    ],
)
def test_words_that_begin_with_a_particle_stay(word: str) -> None:
    assert re.match(LEADING_PARTICLES, word) is None
