from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A change joins a level of its own kind, and only one.
        ("产量12万吨,增加2万吨。", ["产量 12万吨 +2万吨"]),
        ("出口5亿元,增长1.5倍。", ["出口 5亿元 +1.5倍"]),
        ("存款余额860亿元,比年初增加75亿元,增长9.6%。", ["存款余额 860亿元 +75亿元", "存款余额 +9.6%"]),
        ("签约项目12个,提高0.5个百分点。", ["签约项目 12个", "签约项目 +0.5个百分点"]),
        ("总量居全市第二,增长3%。", ["总量全市排名 2", "总量全市排名 +3%"]),
        # A subject of its own keeps it apart.
        ("签约项目12个,外贸进出口增长3%。", ["签约项目 12个", "外贸进出口 +3%"]),
        ("税收5亿元,增速达4%。", ["税收 5亿元 +4%"]),
        # Several at once.
        ("建成水库4座、泵站2座,均增长100%。", ["建成水库 4座 +100%", "建成泵站 2座 +100%"]),
        ("起数、人数分别下降12.5%和20%。", ["起数 -12.5%", "人数 -20%"]),
        # Brackets.
        ("税收5亿元(下降2%),就业3万人(增长4%)。", ["税收 5亿元 -2%", "就业 3万人 +4%"]),
        (
            "税收5亿元,增长2%(剔除减税因素,增长4%)。",
            ["税收 5亿元 +2%", "税收(剔除减税因素) +4%"],
        ),
        # Named from the clause before.
        ("工业经济持续回升,增长7%。", ["工业经济 +7%"]),
        # Differences.
        ("增速比全省平均水平低0.8个百分点。", ["增速低于全省平均水平 -0.8个百分点"]),
        ("失业率3.2%,低于全省0.5个百分点。", ["失业率 3.2%", "失业率低于全省 -0.5个百分点"]),
    ],
)
def test_changes(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


def test_the_quote_of_a_difference_reaches_back_to_what_it_is_said_of() -> None:
    text = "地区生产总值增长7.5%,高于全市1.2个百分点。"
    difference = figures(text)[1]

    assert text[difference.start : difference.end] == "地区生产总值增长7.5%,高于全市1.2个百分点"
