"""Spaces that a Chinese text does not have, and those that mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning import CleanText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 总体情况\n1.1 粮食生产\n12 下一步打算", "1 总体情况\n1.1 粮食生产\n12 下一步打算"),
        ("全年完成投资 3 亿元。", "全年完成投资3亿元。"),
        ("3 月,全镇完成春耕。", "3月,全镇完成春耕。"),
        ("2023 年工作总结", "2023年工作总结"),
    ],
    ids=["numbers of headings", "in a sentence", "a date at the start of a sentence", "a year"],
)
def test_space_between_a_number_and_a_word(
    cleaned: Callable[[str], CleanText], text: str, expected: str
) -> None:
    assert cleaned(text).text == expected
