"""Where the patterns begin is looked for first; that must not leave out what the alternatives would match."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.cleaning import clean
from summarizer.readers import read
from summarizer.structure import number_owners

ROOT = Path(__file__).parents[3]
TEXTS = [
    clean(read(path)).text for path in [*ROOT.glob("examples/*.txt"), *ROOT.glob("evals/gold/dev/*.txt")]
]
GUARD = re.compile(r"^\(\?=\[(?:\\.|[^\]\\])*\]\)")
GUARDED = [
    pattern
    for pattern in vars(number_owners).values()
    if isinstance(pattern, re.Pattern) and GUARD.match(pattern.pattern)
]
PIECES = st.sampled_from(
    [
        "2023年",
        "5日",
        "12:30",
        "二〇二三年",
        "〔2023〕5号",
        "热线12345",
        "G15高速",
        "3小时",
        "半年",
        "近三年",
        "首1季",
        "H7N9",
        "500kV",
        "“3+2”",
        "世界500强",
        "三次产业",
        "八项规定",
        "十四五",
        "211工程",
        "1/3计划",
        "注1",
        "表2",
        "附件3",
        "，",
        "增长",
        "的",
        "30元、",
        "以上企业",
        "连续5年",
        "10千伏",
        "a",
        "7",
        "百",
        "中",
        "专线",
    ]
)


def unguarded(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(GUARD.sub("", pattern.pattern), pattern.flags)


def test_there_are_such_patterns_and_texts() -> None:
    assert len(GUARDED) == 4
    assert len(TEXTS) > 4


@pytest.mark.parametrize("pattern", GUARDED)
def test_nothing_is_left_out_of_reports(pattern: re.Pattern[str]) -> None:
    plain = unguarded(pattern)
    for text in TEXTS:
        assert [each.span() for each in pattern.finditer(text)] == [
            each.span() for each in plain.finditer(text)
        ]


@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_is_left_out_of_any_text(text: str) -> None:
    for pattern in GUARDED:
        assert [each.span() for each in pattern.finditer(text)] == [
            each.span() for each in unguarded(pattern).finditer(text)
        ]
