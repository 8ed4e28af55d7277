from __future__ import annotations

import pytest

from summarizer.structure.numbers import find_numbers
from tests.support.figures import read, untouched


def classes(text: str) -> list[tuple[str, str]]:
    """Numbers with their classes; a value that something rose from is known only to the figures."""
    return [(m.text, m.kind.value) for m in read(text)[0]]


def quantities(text: str) -> list[tuple[str, str, str]]:
    return [(q.value, q.unit, q.suffix) for q in find_numbers(untouched(text), []).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建公园12个。", [("12", "figure")]),
        # Dates, and years in ranges, tables and Chinese numerals.
        ("2021年3月15日,青石大桥通车。", [("2021", "date"), ("3", "date"), ("15", "date")]),
        ("2019-2021年,投入3亿元。", [("2019", "date"), ("2021", "date"), ("3", "figure")]),
        ("2021-03-15发布。", [("2021", "date"), ("03", "date"), ("15", "date")]),
        ("1-9月,税收5亿元。", [("1", "date"), ("9", "date"), ("5", "figure")]),
        ("二〇二〇年,新建公路12公里。", [("12", "figure")]),
        ("会议于14:30开始。", [("14", "date"), ("30", "date")]),
        # Lengths of time; a shortened procedure is a result.
        ("工期历时8个月。", [("8", "duration")]),
        ("连续12年获评。", [("12", "duration")]),
        ("工期历时一个半月。", [("一", "duration")]),
        ("平均办理时间缩短至3个工作日。", [("3", "figure")]),
        ("空气优良天数达330天。", [("330", "figure")]),
        # Ordinals and ranks.
        ("第十五届运动会圆满举办。", [("第十五", "ordinal")]),
        ("第三产业占比提高。", [("第三", "ordinal")]),
        ("第一批项目开工。", [("第一", "ordinal")]),
        ("规模居全省第三。", [("第三", "figure")]),
        ("规模居全省第3位。", [("第3位", "figure")]),
        ("规模居全省首位。", []),
        # Parts of names.
        ("5G基站达到320个。", [("5", "name"), ("320", "figure")]),
        ("新增4A级景区2家。", [("4", "name"), ("2", "figure")]),
        ("“1+9”政策体系落地。", [("1", "name"), ("9", "name")]),
        ("110kV青石变电站建成。", [("110", "name")]),
        ("220千伏输变电工程投运。", [("220", "name")]),
        ("实施“312”行动。", [("312", "name")]),
        ("《云溪县8条措施》印发。", [("8", "name")]),
        ("5亿元以上项目开工30个。", [("5", "name"), ("30", "figure")]),
        ("60岁以上老人体检率达85%。", [("60", "name"), ("85", "figure")]),
        ("引进世界500强企业3家。", [("500", "name"), ("3", "figure")]),
        ("PM2.5浓度28微克/立方米。", [("2.5", "name"), ("28", "figure")]),
        ("中心城区PM2.5浓度下降8.5%。", [("2.5", "name"), ("8.5", "figure")]),
        # References.
        ("云府发〔2021〕15号文件印发。", [("2021", "reference"), ("15", "reference")]),
        ("联系电话0431-5551234。", [("0431", "reference"), ("5551234", "reference")]),
        ("107国道改造完成。", [("107", "reference")]),
        ("热线12345受理诉求3万件。", [("12345", "reference"), ("3", "figure")]),
        # Counts that only sum up, and ways of speaking.
        ("稳增长、防风险、保民生三项任务扎实推进。", [("三", "sum")]),
        ("涉及三镇。", [("三", "sum")]),
        ("一批项目落地。", [("一", "sum")]),
        ("着力抓好以下5个方面。", [("5", "sum")]),
        # The value something rose from.
        ("标准由690元提高到720元。", [("690", "base"), ("720", "figure")]),
        ("产量从320万吨跃升至510万吨。", [("320", "base"), ("510", "figure")]),
        # Nothing says what it is.
        ("12这个数字。", [("12", "unknown")]),
    ],
)
def test_classes(text: str, expected: list[tuple[str, str]]) -> None:
    assert classes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实现税收1,234.5万元。", ("1234.5", "万元", "")),
        ("地区生产总值突破1.2万亿元。", ("1.2", "万亿元", "")),
        ("接待游客120余万人次。", ("120", "万人次", "余")),
        ("接待游客120万余人次。", ("120", "万人次", "余")),
        ("来自20多个国家。", ("20", "个", "余")),
        ("增长6%左右。", ("6", "%", "约")),
        ("控制在4.5%以内。", ("4.5", "%", "以内")),
        ("控制在4.5%以下。", ("4.5", "%", "以内")),
        ("达到120万亩以上。", ("120", "万亩", "以上")),
        ("新增贷款10-15亿元。", ("10-15", "亿元", "")),
        ("引进企业20至30家。", ("20-30", "家", "")),
        ("增长8%~10%。", ("8-10", "%", "")),
        ("能耗0.35吨标准煤/万元。", ("0.35", "吨标准煤/万元", "")),
        ("百分之六十的村通了公交。", ("60", "%", "")),
        ("四分之一的企业扭亏。", ("1/4", "", "")),
        ("1/3的企业扭亏。", ("1/3", "", "")),
        ("新建示范楼两栋。", ("2", "栋", "")),
        ("两千余名干部下沉社区。", ("2000", "名", "余")),
        ("用水量减少两成。", ("2", "成", "")),
        ("城乡居民收入比降至2.01。", ("2.01", "", "")),
    ],
)
def test_value_unit_and_what_qualifies_them(text: str, expected: tuple[str, str, str]) -> None:
    assert quantities(text) == [expected]


def test_a_ratio_is_no_time_of_day() -> None:
    assert quantities("三次产业结构比为5:45:50。") == [("5", "", ""), ("45", "", ""), ("50", "", "")]


def test_numbers_that_share_the_unit_behind_the_last() -> None:
    assert quantities("分别高于全国、全省1.2、0.8个百分点") == [
        ("1.2", "个百分点", ""),
        ("0.8", "个百分点", ""),
    ]
    assert quantities("分别高于全国、全省1.2个和0.8个百分点") == [
        ("1.2", "个百分点", ""),
        ("0.8", "个百分点", ""),
    ]


def test_section_numbers_come_from_the_headings() -> None:
    text = "3.新建公园12个。"

    found = find_numbers(untouched(text), [(0, 2)])

    assert [(m.text, m.kind.value) for m in found.mentions] == [("3", "section"), ("12", "figure")]


def test_a_scale_with_its_measure_word_is_not_read_again() -> None:
    assert classes("引进企业3千家。") == [("3", "figure")]
