from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("固定资产投资任务数45亿元。", ["固定资产投资任务数 45亿元"]),
        ("净增企业18家,总数量达156家。", ["企业总数量 156家 +18家"]),
        ("净增企业18家,新增床位120张。", ["企业 +18家", "新增床位 120张"]),
        ("预脱贫成效位列全市第二。", ["预脱贫成效全市排名 2"]),
        ("出口增速跃居全省第1位。", ["出口增速全省排名 1位"]),
        ("地区生产总值512亿元,居全市第3位。", ["地区生产总值 512亿元", "地区生产总值全市排名 3位"]),
        ("为预算的102.3%。", ["完成预算比例 102.3%"]),
        ("税收5亿元,占财政收入的比重达60%。", ["税收 5亿元", "税收占财政收入比重 60%"]),
        ("研发经费支出占GDP比重达2.8%。", ["研发经费支出占GDP比重 2.8%"]),
        ("改造36个小区2.5万户居民住房。", ["改造小区 36个", "居民住房 2.5万户"]),
    ],
)
def test_levels_shares_and_ranks(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


def test_a_task_in_brackets_reaches_back_to_its_result() -> None:
    text = "研发投入强度36.1%(任务数16.7%)。"
    task = figures(text)[1]

    assert text[task.start : task.end] == "研发投入强度36.1%(任务数16.7%"
