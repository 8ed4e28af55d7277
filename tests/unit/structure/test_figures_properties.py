"""What holds of the figures of any text, sensible or not."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.figures import METADATA, read

if TYPE_CHECKING:
    from summarizer.structure import SectionKind

_WORDS = """
全市 今年 前三季度 截至9月底 2021年 “十四五” 累计 完成 实现 新建 引进 地区生产总值 工业投资
项目 企业 学校 增长 下降 同比 提高 提高到 由 从 至 占 比重 高于 全省 个百分点 居 第一 第3位 排名
其中 分别 均 达 达到 近 约 不低于 以上 左右 余 多 万 亿元 亿 家 个 人次 % 平方公里 元/人
每人每月 任务数 目标 力争 预计 、 和 与 , 。 ; : ( ) 《 》 “ ” - ~ + / . 1 2.5 12 1,234 5G
220kV 4A级 2019-2021年 三 十五 两千 百分之六 四分之一 一批 三项 惠及 通过认定 园区 总投资额 净增
总数 规模以上 5亿元 1:
"""
_PIECES = [*_WORDS.split(), "\n"]
_REPORTS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_TEXTS = (
    _REPORTS
    | st.text(max_size=60)
    | st.text("0123456789.,:/-+一十百第个亿元%(){}、。增长降占至", max_size=60)
)
_KINDS = st.sampled_from(["review", "plan", "problems", "preamble"])
_DIGITS = re.compile(r"[0-9]+")


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS, kind=_KINDS)
def test_mentions_are_in_order_and_hold_every_digit(text: str, kind: SectionKind) -> None:
    mentions, _ = read(text, kind)

    assert all(m.text == text[m.start : m.end] and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for digits in _DIGITS.finditer(text):
        holders = [m for m in mentions if m.start <= digits.start() and digits.end() <= m.end]
        assert len(holders) == 1, digits[0]


@settings(max_examples=200, deadline=None)
@given(text=_TEXTS, kind=_KINDS)
def test_figures_lie_in_the_text_with_their_numbers(text: str, kind: SectionKind) -> None:
    mentions, figures = read(text, kind)

    assert [f.id for f in figures] == [f"F{i}" for i in range(1, len(figures) + 1)]
    firsts = [min(mentions[i].start for i in f.mentions) for f in figures]
    assert firsts == sorted(firsts)
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert 0 <= figure.anchor_start <= figure.anchor_end <= len(text)
        assert figure.name in figure.candidates or not figure.name
        assert (figure.value is None) == (figure.unit is None)
        assert figure.value is not None or figure.change is not None
        assert figure.value is not None or figure.change is None or figure.change.value
        for mention in (mentions[i] for i in figure.mentions):
            assert mention.kind == "figure"
            assert figure.start <= mention.start
            assert mention.end <= figure.end


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS, kind=_KINDS)
def test_a_number_belongs_to_one_figure_or_is_shared_by_a_list(text: str, kind: SectionKind) -> None:
    _, figures = read(text, kind)

    owners = Counter(i for f in figures for i in f.mentions)
    for mention, count in owners.items():
        if count > 1:
            sharing = [f for f in figures if mention in f.mentions]
            # Said of all things of a list at once, as in 人次和收入均增长20%.
            assert len({f.change for f in sharing}) == 1
            assert len(sharing) <= 4 or len({f.anchor_start for f in sharing}) == 1


@settings(max_examples=40, deadline=None)
@given(text=_TEXTS)
def test_the_same_text_is_read_the_same_way_twice(text: str) -> None:
    assert read(text) == read(text)


def test_metadata_gives_the_period_where_the_text_says_none() -> None:
    assert read("新建公园12个。")[1][0].period == METADATA.period


@pytest.mark.parametrize(
    "repeated",
    [
        "增长",
        "、",
        "((",
        "()",
        "1,",
        "第一",
        "12万",
        "1:2:",
        "1:1",
        "5亿元、",
        "5亿元以上",
        "占约为",
        "排名列",
        "平均每年",
        "扣除近",
        "每人每月",
        "A1a",
        "1/",
        "由1到",
        "一",
        "百分之一",
        "累计",
        "完成",
        "甲等、",
        "(1",
        "《",
        "“1",
        " ",
        "1 ",
    ],
)
def test_no_repetition_takes_more_than_its_length(repeated: str) -> None:
    """A rule whose cost grows faster would run for minutes here, or never end."""
    text = "税收" + repeated * (5000 // len(repeated)) + "甲5%"

    mentions, figures = read(text)

    assert mentions[-1].text == "5"
    assert figures
    assert figures[-1].end == len(text)


def test_brackets_are_followed_only_so_deep() -> None:
    text = "税收" + "(" * 4000 + "5亿元" + ")" * 4000

    assert [m.text for m in read(text)[0]] == ["5"]
