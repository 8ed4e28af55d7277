"""Figures of tables, as readers write their rows: cells between bars under a line of headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.figures import figures, read, told

BULLETIN = """\
表1 2021年主要指标
指标 | 单位 | 绝对数 | 比上年增长(%)
生产总值 | 亿元 | 345.6 | 5.1
其中:第一产业 | 亿元 | 12.3 | -2.1
规模以上工业增加值 | % | — | 7.3
城镇化率 | % | 68.2 | 0.8
登记失业率 | % | 3.1 | 下降0.2个百分点
"""


def test_unit_column_and_signs() -> None:
    found = figures(BULLETIN)
    assert [told(each) for each in found] == [
        "生产总值 345.6亿元 +5.1%",
        "第一产业 12.3亿元 -2.1%",
        "规模以上工业增加值 +7.3%",
        "城镇化率 68.2%",
        "登记失业率 3.1% -0.2个百分点",
    ]
    assert BULLETIN[found[0].start : found[0].end] == "生产总值 | 亿元 | 345.6 | 5.1"
    assert found[0].name_sure
    # 其中 may leave out what is taken apart.
    assert not found[1].name_sure
    assert "生产总值第一产业" in found[1].candidates


def test_number_whose_meaning_the_table_leaves_open_stays_uncovered() -> None:
    mentions, found = read(BULLETIN)
    covered = {index for each in found for index in each.mentions}
    left = [each.text for index, each in enumerate(mentions) if index not in covered]
    # Whether 0.8 is per cent or percentage points, nobody can tell.
    assert "0.8" in left
    assert "68.2" not in left


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "单位:亿元\n指标 | 2021年 | 2020年 | 增长(%)\n零售总额 | 86.4 | 80.6 | 7.2",
            [("零售总额 86.4亿元 +7.2%", "2021"), ("零售总额 80.6亿元", "2020")],
            id="unit in the caption, years as headers",
        ),
        pytest.param(
            "单位:亿元、%\n指标 | 2020 | 2021 | 增速\n零售总额 | 80.6 | 86.4 | 7.2",
            [("零售总额 80.6亿元", "2020"), ("零售总额 86.4亿元 +7.2%", "2021")],
            id="bare years, the later one last",
        ),
        pytest.param(
            "单位:亿元\n指标 | 12月末 | 比年初增加额\n存款余额 | 197.6 | 26.1",
            [("存款余额 197.6亿元 +26.1亿元", "as of 2021-12")],
            id="a month's end as a header, and a change in the unit of the level",
        ),
        pytest.param(
            "镇 | 产值(亿元) | 增速(%) | 企业(家)\n东河镇 | 12.5 | -3.2 | 1,045",
            [("东河镇产值 12.5亿元 -3.2%", "2021"), ("东河镇企业 1045家", "2021")],
            id="units in the headers",
        ),
        pytest.param(
            "指标 | 单位 | 1-6月 |  | 6月\n |  | 绝对数 | 同比增长(%) | 绝对数\n投资 | 亿元 | 56.7 | 8.9"
            " | 10.1",
            [("投资 56.7亿元 +8.9%", "2021-01/2021-06"), ("投资 10.1亿元", "2021-06/2021-06")],
            id="headers of two rows",
        ),
        pytest.param(
            "指标 | 单位 | 数值 | 指标 | 单位 | 数值\n学校 | 所 | 45 | 医院 | 家 | 12",
            [("学校 45所", "2021"), ("医院 12家", "2021")],
            id="two tables side by side",
        ),
        pytest.param(
            "指标 | 完成 | 同比\n零售总额 | 86.4亿元 | 下降7.2%",
            [("零售总额 86.4亿元 -7.2%", "2021")],
            id="units in the cells",
        ),
        pytest.param(
            "序号 | 项目 | 总投资(万元) | 备注\n1 | 泵站 | 12,000 | 在建\n二期\n2 | 水厂 | 86.50 | 完工",
            [("泵站总投资 12000万元", "2021"), ("水厂总投资 86.50万元", "2021")],
            id="serial numbers and a line between the rows",
        ),
        pytest.param(
            "表2 2021年主要工业产品产量\n产品 | 单位 | 绝对数 | 比上年下降(%)\n水泥 | 万吨 | 31 | 4.5",
            [("水泥产量 31万吨 -4.5%", "2021")],
            id="what is counted stands in the caption, the fall in the header",
        ),
        pytest.param("首页 | 政务 | 新闻\n1 | 2 | 3", [], id="no units"),
        pytest.param("指标 | 数值\n人口 | 12", [], id="a header without a unit"),
    ],
)
def test_tables(table: str, expected: list[tuple[str, str]]) -> None:
    assert [(told(each), each.period) for each in figures(table)] == expected


def test_goals_are_goals() -> None:
    found = figures("项目 | 单位 | 年度目标 | 完成 | 完成率(%)\n改建道路 | 公里 | 25 | 26.3 | 105.2")
    assert [(told(each), each.status) for each in found] == [
        ("改建道路 25公里", "target"),
        ("改建道路 26.3公里", "actual"),
        ("改建道路完成率 105.2%", "actual"),
    ]


def test_a_table_of_what_was_done_stays_so_behind_the_plan_and_growth_belongs_to_the_later_year() -> None:
    done = figures("指标 | 绝对数(亿元) | 比上年增长(%)\n产值 | 12.5 | 3.2", kind="plan")
    assert [(told(each), each.status, each.period) for each in done] == [
        ("产值 12.5亿元 +3.2%", "actual", "2021")
    ]
    planned = figures(
        "指标 | 2021年实际(亿元) | 2022年计划(亿元) | 增长(%)\n产值 | 12.5 | 13 | 4", kind="plan"
    )
    assert [(told(each), each.status, each.period) for each in planned] == [
        ("产值 12.5亿元", "actual", "2021"),
        ("产值 13亿元 +4%", "target", "2022"),
    ]


def test_text_around_a_table_is_read_as_ever() -> None:
    found = figures(f"全年完成工业投资20.5亿元,增长4%。\n{BULLETIN}新建学校3所。")
    assert told(found[0]) == "工业投资 20.5亿元 +4%"
    assert found[-1].value == "3"
    assert len(found) == len(figures(BULLETIN)) + 2


_CELLS = st.sampled_from(
    [
        "指标",
        "单位",
        "2021年",
        "增长(%)",
        "亿元",
        "%",
        "12.3",
        "-4",
        "1,200",
        "下降3%",
        "",
        " ",
        "—",
        "其中:甲",
        "(亿元)",
    ]
)


@given(st.lists(st.lists(_CELLS, max_size=6).map("|".join), max_size=8).map("\n".join))
def test_any_table_gives_numbers_once_and_where_they_stand(text: str) -> None:
    mentions, found = read(text)
    used = [index for each in found for index in each.mentions]
    assert len(used) == len(set(used))
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert all(each.start <= mentions[index].start < each.end for index in each.mentions)
