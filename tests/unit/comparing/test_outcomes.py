from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.comparing import compare
from tests.support.comparisons import actual, report, target
from tests.support.records import down, up

if TYPE_CHECKING:
    from summarizer.schemas import Figure, Outcome


def outcome(goal: Figure, *results: Figure, year: str = "2024", base: Figure | None = None) -> Outcome:
    earlier = report("2023", *([base] if base is not None else []), goal)
    (found,) = compare([earlier, report(year, *results)]).outcomes
    return found


def reached(name: str, value: str | None, unit: str | None = None, **more: object) -> Figure:
    return actual("F1", name, value, unit, **{"period": "2024", **more})


@pytest.mark.parametrize(
    ("qualifier", "wanted", "told", "verdict"),
    [
        ("", "50", "50", "met"),
        ("", "50", "49.9", "missed"),
        ("以上", "50", "50", "met"),
        ("不低于", "50", "49", "missed"),
        ("不超过", "50", "49", "met"),
        ("以内", "50", "50.1", "missed"),
        ("约", "50", "47.6", "met"),
        ("约", "50", "47", "missed"),
        ("超", "50", "60", "met"),
    ],
)
def test_levels(qualifier: str, wanted: str, told: str, verdict: str) -> None:
    goal = target("F2", "技改投资", wanted, "亿元", qualifier=qualifier)
    assert outcome(goal, reached("技改投资", told, "亿元")).verdict == verdict


@pytest.mark.parametrize(
    ("change", "qualifier", "told", "verdict"),
    [
        (up("6", "%"), "以上", up("5.6", "%"), "missed"),
        (up("6", "%"), "约", up("5.6", "%"), "met"),
        (up("6", "%"), "约", up("5.4", "%"), "missed"),
        (up("5-6", "%"), "", up("5.1", "%"), "met"),
        (up("5-6", "%"), "", up("4.9", "%"), "missed"),
        (up("5-6", "%"), "", up("7", "%"), "met"),
        (up("6", "%"), "", down("1", "%"), "missed"),
        (down("2", "%"), "以上", down("3.1", "%"), "met"),
        (down("2", "%"), "以上", down("1.9", "%"), "missed"),
        (down("2", "%"), "", up("0.5", "%"), "missed"),
    ],
)
def test_changes(change: object, qualifier: str, told: object, verdict: str) -> None:
    goal = target("F2", "旅游收入", None, change=change, qualifier=qualifier)
    assert outcome(goal, reached("旅游收入", None, change=told)).verdict == verdict


@pytest.mark.parametrize(
    ("name", "quote", "unit", "told", "verdict"),
    [
        ("城镇调查失业率", "", "%", "5.2", "met"),
        ("城镇调查失业率", "", "%", "5.6", "missed"),
        ("资产负债率", "", "%", "5.6", "missed"),
        ("管网漏损", "", "%", "5.0", "met"),
        ("办理时限", "办理时限压缩至5.5天", "天", "4", "met"),
        ("办理时限", "办理时限压缩至5.5天", "天", "6", "missed"),
    ],
)
def test_less_is_better(name: str, quote: str, unit: str, told: str, verdict: str) -> None:
    more = {"quote": quote} if quote else {}
    goal = target("F2", name, "5.5", unit, **more)
    assert outcome(goal, reached(name, told, unit)).verdict == verdict


def test_prices_are_a_ceiling() -> None:
    goal = target("F2", "居民消费价格涨幅", "3", "%", qualifier="约")
    found = outcome(goal, reached("居民消费价格", None, change=up("0.2", "%")))
    assert (found.verdict, found.bound) == ("met", "about-at-most")


def test_nearly_is_not_there() -> None:
    goal = target("F2", "技改投资", "50", "亿元")
    assert outcome(goal, reached("技改投资", "50", "亿元", qualifier="近")).verdict == "missed"


def test_units_are_converted() -> None:
    goal = target("F2", "实际使用外资", "1", "亿美元")
    assert outcome(goal, reached("实际利用外资", "9800", "万美元")).verdict == "missed"


def test_growth_is_worked_out_where_only_levels_are_told() -> None:
    goal = target("F2", "旅游收入", None, change=up("10", "%"))
    base = actual("F1", "旅游收入", "50", "亿元")
    found = outcome(goal, reached("旅游收入", "56", "亿元"), base=base)
    assert (found.verdict, found.computed) == ("met", "+12.0")
    alone = outcome(goal, reached("旅游收入", "56", "亿元"))
    assert (alone.verdict, alone.reason) == ("not-comparable", "no-level")


def test_points_are_worked_out() -> None:
    goal = target("F2", "污水收集率", None, change=up("3", "个百分点"))
    base = actual("F1", "污水收集率", "76.4", "%")
    found = outcome(goal, reached("污水收集率", "79.6", "%"), base=base)
    assert (found.verdict, found.computed) == ("met", "+3.2")


def test_comparable_prices_are_not_worked_out() -> None:
    goal = target("F2", "地区生产总值", None, change=up("6", "%"))
    base = actual("F1", "地区生产总值", "100", "亿元")
    found = outcome(goal, reached("地区生产总值", "120", "亿元"), base=base)
    assert (found.verdict, found.reason) == ("not-comparable", "comparable-prices")


def test_a_half_year_is_progress() -> None:
    goal = target("F2", "技改投资", "12", "亿元")
    found = outcome(goal, reached("技改投资", "13", "亿元", period="2024-H1"), year="2024-H1")
    assert (found.verdict, found.partial, found.share) == ("progress", True, "108.3")


def test_a_part_of_the_year_in_a_report_of_the_year_is_progress() -> None:
    goal = target("F2", "技改投资", "12", "亿元")
    found = outcome(goal, reached("技改投资", "11", "亿元", period="2024-01/2024-11"))
    assert (found.verdict, found.partial) == ("progress", False)


def test_additions_are_held_against_the_growth_of_a_total() -> None:
    goal = target("F2", "新增规上工业企业", "80", "家")
    total = "规上工业企业总数达到766家，净增84家"
    told = reached("规上工业企业总数", "766", "家", change=up("84", "家"), quote=total)
    assert outcome(goal, told).verdict == "met"
    fewer = reached("规上工业企业总数", "766", "家", change=up("79", "家"), quote=total.replace("84", "79"))
    assert outcome(goal, fewer).verdict == "missed"


def test_a_body_is_known_by_its_short_form() -> None:
    goal = target("F2", "技改投资", "12", "亿元")
    earlier = report("2023", goal, body="云陂县卫生健康局")
    later = report("2024", reached("技改投资", "13", "亿元"), body="云陂县卫健局")
    assert [each.verdict for each in compare([earlier, later]).outcomes] == ["met"]
    other = report("2024", reached("技改投资", "13", "亿元"), body="云陂县教育局")
    assert not compare([earlier, other]).outcomes
    county = report("2023", goal)
    assert not compare([county, later]).outcomes


def test_silence_is_said() -> None:
    found = outcome(target("F2", "新建养老服务中心", "6", "个"), reached("接待游客", "5", "万人次"))
    assert (found.verdict, found.result) == ("not-reported", None)


def test_a_slip_of_the_unit_is_pointed_out() -> None:
    goal = target("F2", "旅游收入", "65", "亿元")
    found = outcome(goal, reached("旅游收入", "6.37", "亿元"))
    assert (found.verdict, found.reason) == ("missed", "magnitude")


def test_targets_of_other_bodies_and_later_times_are_not_due() -> None:
    goal = target("F2", "技改投资", "12", "亿元")
    other = report("2024", reached("技改投资", "13", "亿元"), body="潭岭县人民政府")
    assert not compare([report("2023", goal), other]).outcomes
    distant = target("F2", "技改投资", "12", "亿元", period="2026")
    assert not compare([report("2023", distant), report("2024", reached("技改投资", "13", "亿元"))]).outcomes
