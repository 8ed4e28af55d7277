from __future__ import annotations

import pytest

from summarizer.structure.roles import growth_behind, read_role


@pytest.mark.parametrize(
    ("before", "unit", "role", "direction", "rest"),
    [
        ("工业投资", "亿元", "level", "up", "工业投资"),
        ("工业投资增长", "%", "change", "up", "工业投资"),
        ("工业投资同比下降", "%", "change", "down", "工业投资"),
        ("能耗比上年降低", "%", "change", "down", "能耗"),
        ("存款余额比年初增加", "亿元", "change", "up", "存款余额"),
        ("年均增长", "%", "change", "up", ""),
        ("净增市场主体", "户", "change", "up", "市场主体"),
        ("压减一般性支出", "万元", "change", "down", "一般性支出"),
        # What is new, what a value came to, and nouns made of verbs are levels.
        ("新增就业", "万人", "level", "up", "新增就业"),
        ("工业增加值", "亿元", "level", "up", "工业增加值"),
        ("低保标准提高到", "元", "level", "up", "低保标准"),
        ("标准由690元提高至", "元", "level", "up", "标准"),
        ("覆盖率恢复到", "%", "level", "up", "覆盖率"),
        ("累计减税降费", "亿元", "level", "up", "累计减税降费"),
        # Percentage points.
        ("城镇化率提高", "个百分点", "change", "up", "城镇化率"),
        ("失业率下降", "个百分点", "change", "down", "失业率"),
        ("高于全市", "个百分点", "difference", "up", ""),
        ("增速比全省平均水平低", "个百分点", "difference", "down", "增速"),
        ("工业比重比上年提高", "个百分点", "change", "up", "工业比重"),
        ("占比较上年提高", "个百分点", "change", "up", "占比"),
        # Shares.
        ("产值占规上工业比重达", "%", "share", "up", "产值"),
        ("完成年度任务的", "%", "share", "up", ""),
        ("产值占比达", "%", "level", "up", "产值占比达"),
    ],
)
def test_role_direction_and_what_is_left_for_the_name(
    before: str, unit: str, role: str, direction: str, rest: str
) -> None:
    reading = read_role(before, unit, rank=False)

    assert (reading.role, reading.direction, reading.rest) == (role, direction, rest)


def test_what_a_share_and_a_difference_are_measured_against() -> None:
    assert read_role("产值占规上工业的比重达", "%", rank=False).than == "占规上工业比重"
    assert read_role("完成年度任务的", "%", rank=False).than == "完成年度任务比例"

    difference = read_role("增速高出全省平均水平", "个百分点", rank=False)
    assert (difference.than, difference.comparative) == ("全省平均水平", "高出")


def test_a_rank_is_a_rank_whatever_stands_before() -> None:
    assert read_role("总量增长居全市", "位", rank=True).role == "rank"


def test_that_a_change_is_said_of_several_things_is_kept() -> None:
    assert read_role("人次和收入均增长", "%", rank=False).rest == "人次和收入均"
    assert read_role("税收年均增长", "%", rank=False).rest == "税收"


@pytest.mark.parametrize(
    ("words", "direction"),
    [("的轻微增长", "up"), ("的升幅", "up"), ("的跌幅", "down"), ("的增长率", None), ("的项目", None)],
)
def test_a_change_named_behind_its_number(words: str, direction: str | None) -> None:
    assert growth_behind(words) == direction
