from __future__ import annotations

import pytest

from summarizer.structure import NumberClass
from tests.support.figures import figures, read, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分流率由1月的29.23%上升至12月的57.01%。", ["分流率 57.01%"]),
        ("贫困人口由13677户49479人减至887户1472人。", ["贫困人口 887户", "贫困人口 1472人"]),
        ("生产总值由2010年的77亿元跃升到2015年的161亿元。", ["生产总值 161亿元"]),
        ("科研经费突破2亿元,达2.13亿元。", ["科研经费 2.13亿元"]),
        ("存案在上年下降46.4%的基础上再次下降17.7%。", ["存案 -17.7%"]),
        (
            "三次产业比例由上年的13:46:41调整为12:48:40。",
            ["第一产业比例 12", "第二产业比例 48", "第三产业比例 40"],
        ),
    ],
)
def test_the_value_before_names_the_value_after(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


def test_the_value_before_is_classified() -> None:
    mentions, _ = read("产量从全国第8位跃居第1位。")

    assert [m.kind for m in mentions] == [NumberClass.BASE, NumberClass.FIGURE]
