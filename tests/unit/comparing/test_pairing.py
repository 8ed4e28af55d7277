from __future__ import annotations

from summarizer.comparing import compare
from summarizer.comparing.pairing import pair
from tests.support.comparisons import actual, column, names, report, seen, target
from tests.support.records import up


def test_the_nearest_names_are_paired_one_to_one() -> None:
    first = seen(actual("F1", "出口", "1", "亿元"), actual("F2", "社零总额", "2", "亿元"))
    second = seen(actual("F1", "社会消费品零售总额", "3", "亿元"), actual("F2", "外贸出口总额", "1", "亿元"))
    found = pair([[each] for each in first], second)
    assert names(found.pairs) == [("出口", "外贸出口总额"), ("社零总额", "社会消费品零售总额")]
    assert not found.doubts


def test_levels_of_other_dimensions_are_never_paired() -> None:
    first, second = seen(actual("F1", "茶叶产量", "1", "万吨")), seen(actual("F1", "茶叶产量", "2", "亿元"))
    found = pair([first], second)
    assert not found.pairs
    assert not found.doubts


def test_a_growth_and_a_level_of_one_thing_are_paired() -> None:
    first = seen(actual("F1", "社零总额", None, change=up("7", "%")))
    second = seen(actual("F1", "社零总额", "70", "亿元"))
    assert len(pair([first], second).pairs) == 1


def test_two_that_are_as_near_are_left_in_doubt() -> None:
    first = seen(actual("F1", "改造城镇老旧燃气管道", "12", "公里"))
    second = seen(
        actual("F1", "改造城镇老旧供水管道", "12", "公里"), actual("F2", "改造城镇老旧供热管道", "15", "公里")
    )
    found = pair([first], second)
    assert not found.pairs
    assert [each.id for each in found.doubts[0].others] == [each.id for each in second]


def test_what_is_added_is_not_all_there_is() -> None:
    first = seen(actual("F1", "新建幼儿园", "9", "所"))
    second = seen(actual("F1", "幼儿园", "83", "所"))
    found = pair([first], second)
    assert not found.pairs
    assert len(found.doubts) == 1


def test_a_row_goes_on_over_a_report_that_is_silent() -> None:
    years = [
        report("2021", actual("F1", "出口", "1", "亿元", period="2021")),
        report("2022", actual("F1", "粮食产量", "2", "万吨", period="2022")),
        report("2023", actual("F1", "出口总额", "3", "亿元")),
    ]
    made = compare(years)
    assert [row.figures for row in made.indicators] == [["A.F1", "C.F1"]]
    assert made.alone == {"A": [], "B": ["B.F1"], "C": []}


def test_reports_of_a_body_stand_in_the_order_of_time() -> None:
    made = compare([report("2023"), report("2021"), report("2022-H1"), report("2022")])
    assert [each.period for each in made.reports] == ["2021", "2022-H1", "2022", "2023"]


def test_bodies_stand_as_they_are_named() -> None:
    made = compare([report("2023", body="潭岭县人民政府"), report("2022"), report("2023")])
    assert [(each.id, each.body) for each in made.reports] == [
        ("A", "潭岭县人民政府"),
        ("B", "云陂县人民政府"),
        ("C", "云陂县人民政府"),
    ]


def test_amounts_are_in_one_unit() -> None:
    earlier = report("2022", actual("F1", "出口", "8240", "万美元", period="2022"))
    (row,) = compare([earlier, report("2023", actual("F1", "出口", "1.06", "亿美元"))]).indicators
    assert (row.unit, row.amounts) == ("亿美元", {"A.F1": "0.824", "B.F1": "1.06"})


def test_every_figure_is_somewhere() -> None:
    figures = [
        actual("F1", "出口", "1", "亿元"),
        actual("F2", "国内游客", "3", "万人次"),
        target("F3", "出口", "2", "亿元"),
        actual("F4", "晴天", "1/4", ""),
    ]
    later = [
        actual("F1", "出口", "2", "亿元", period="2024"),
        actual("F2", "游客", "4", "万人次", period="2024"),
    ]
    made = compare([report("2023", *figures), report("2024", *later)])
    used = {figure for row in made.indicators for figure in row.figures}
    used |= {each.target for each in made.outcomes} | {each.result or "" for each in made.outcomes}
    used |= {figure for each in made.doubts for figure in (each.first, *each.others)}
    used |= {figure for listed in made.alone.values() for figure in listed}
    assert used == {each.id for each in made.figures}
    assert made.doubts[0].first == "A.F2"


def test_a_threshold_measures_nothing() -> None:
    words = {"quote": "村集体收入20万元以上的村占比"}
    first, second = (seen(actual("F1", "村集体收入", "20", "万元", **words)) for _ in range(2))
    assert not pair([first], second).pairs


def test_the_unit_may_stand_in_the_name() -> None:
    first = seen(actual("F1", "诊疗总人次", "217.3", "万"))
    second = seen(actual("F1", "诊疗", "208.6", "万人次"))
    assert len(pair([first], second).pairs) == 1


def test_an_unsure_name_is_helped_by_the_words_before_the_number_to_a_question() -> None:
    words = "接待游客425万人次，实现营业收入15.4亿元"
    first = seen(actual("F1", "休闲农业营业收入", "15", "亿元"))
    second = seen(actual("F1", "接待游客营业收入", "15.4", "亿元", quote=words, flags=["name-unsure"]))
    found = pair([first], second)
    assert not found.pairs
    assert len(found.doubts) == 1


def test_what_goes_on_under_a_shorter_name_is_the_same() -> None:
    first = seen(actual("F1", "公路货运量", "1860", "万吨"))
    assert len(pair([first], seen(actual("F1", "货运量", "1972", "万吨"))).pairs) == 1


def test_a_part_of_another_size_is_asked_about() -> None:
    first = seen(actual("F1", "公路货运量", "1860", "万吨"))
    found = pair([first], seen(actual("F1", "货运量", "4200", "万吨")))
    assert not found.pairs
    assert len(found.doubts) == 1


def test_two_that_go_on_are_asked_about() -> None:
    first = seen(actual("F1", "公路货运量", "1860", "万吨"), actual("F2", "铁路货运量", "1905", "万吨"))
    found = pair([[each] for each in first], seen(actual("F1", "货运量", "1972", "万吨")))
    assert not found.pairs
    assert len(found.doubts) == 2


def test_nothing_goes_on_in_another_body() -> None:
    first = seen(actual("F1", "公路货运量", "1860", "万吨"))
    other = column(report("2023", actual("F1", "货运量", "1972", "万吨"), body="潭岭县人民政府"))
    assert not pair([first], other.figures).pairs
