from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "研发投入强度从全国第10位升至第7位。",
            ["研发投入强度全国排名 7位"],
        ),
        ("企业数增长4.9倍、从全国第13位升至第5位。", ["企业数 +4.9倍", "企业数全国排名 5位"]),
        ("收案从上年的第4位跃升到第3位。", ["收案排名 3位"]),
        ("综合考评已连续三次位列全省第二。", ["综合考评全省排名 2"]),
        (
            "到位内资42亿元、外资18万美元,分别占年度目标的56%、62%。",
            ["到位内资 42亿元", "外资 18万美元", "到位内资占年度目标比重 56%", "外资占年度目标比重 62%"],
        ),
        (
            "旅游收入9亿元,恢复至2019年同期水平的81%。",
            ["旅游收入 9亿元", "旅游收入恢复至2019年同期水平比例 81%"],
        ),
        (
            "固定资产投资100亿元,是2010年的2.5倍。",
            ["固定资产投资 100亿元", "固定资产投资是2010年倍数 2.5倍"],
        ),
        (
            "财政收入86亿元,其中税收收入62亿元,占72%。",
            ["财政收入 86亿元", "税收收入 62亿元", "税收收入占财政收入比重 72%"],
        ),
        (
            "完成投资6.87亿元,占年度任务6.5亿元的105.7%。",
            ["投资 6.87亿元", "投资年度任务 6.5亿元", "投资占年度任务比重 105.7%"],
        ),
    ],
)
def test_shares_and_ranks(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


def test_an_aim_is_aimed_at_and_the_share_of_it_is_not() -> None:
    found = figures("完成投资6.87亿元,占年度任务6.5亿元的105.7%。")

    assert [f.status for f in found] == ["actual", "target", "actual"]
