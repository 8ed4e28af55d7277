from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.comparing.growth import claims
from summarizer.comparing.views import columns
from tests.support.comparisons import actual, report
from tests.support.records import down, up

if TYPE_CHECKING:
    from summarizer.schemas import Claim, Figure


def checked(earlier: Figure, later: Figure, *, body: str = "云陂县人民政府") -> list[Claim]:
    made = columns([report("2022", earlier), report("2023", later, body=body)])
    return claims("I1", [figure for column in made for figure in column.figures])


def before(name: str, value: str, unit: str, **more: object) -> Figure:
    return actual("F1", name, value, unit, period="2022", **more)


def test_a_claim_within_the_rounding_agrees() -> None:
    (claim,) = checked(
        before("出口", "118.4", "亿元"), actual("F1", "出口", "127.1", "亿元", change=up("7.3", "%"))
    )
    assert (claim.verdict, claim.computed, claim.unit) == ("agrees", "+7.35", "%")


def test_a_claim_outside_the_rounding_contradicts() -> None:
    (claim,) = checked(
        before("出口", "9.8", "亿元"), actual("F1", "出口", "11.2", "亿元", change=up("20.4", "%"))
    )
    assert (claim.verdict, claim.computed) == ("contradicts", "+14.29")
    assert float(claim.low) < 14.29 < float(claim.high) < 20.4


def test_coarse_digits_leave_room() -> None:
    (claim,) = checked(
        before("游客", "2", "万人次"), actual("F1", "游客", "3", "万人次", change=up("90", "%"))
    )
    assert claim.verdict == "agrees"


def test_levels_in_other_units_are_converted() -> None:
    (claim,) = checked(
        before("出口", "8240", "万美元"), actual("F1", "出口", "1.06", "亿美元", change=up("28.6", "%"))
    )
    assert claim.verdict == "agrees"


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (down("0.8", "个百分点"), "agrees"),
        (up("0.8", "个百分点"), "contradicts"),
        (down("1.8", "个百分点"), "contradicts"),
    ],
)
def test_rates_differ_by_points(change: object, verdict: str) -> None:
    (claim,) = checked(before("优良率", "92.6", "%"), actual("F1", "优良率", "91.8", "%", change=change))
    assert claim.verdict == verdict
    assert claim.unit == "个百分点"


def test_things_are_counted() -> None:
    earlier = before("高新技术企业", "48", "家")
    (claim,) = checked(earlier, actual("F1", "高新技术企业", "59", "家", change=up("11", "家")))
    assert (claim.verdict, claim.computed) == ("agrees", "+11.0")
    (claim,) = checked(earlier, actual("F1", "高新技术企业", "59", "家", change=up("13", "家")))
    assert claim.verdict == "contradicts"


@pytest.mark.parametrize(
    ("name", "quote", "more", "reason"),
    [
        ("地区生产总值", "", {}, "comparable-prices"),
        ("第三产业增加值", "", {}, "comparable-prices"),
        ("财政收入", "财政收入150亿元，同口径增长30%", {}, "comparable-prices"),
        ("规上工业总产值", "", {}, "scope"),
        ("旅游收入", "", {"qualifier": "近"}, "approximate"),
        ("旅游收入", "", {"status": "forecast"}, "estimate"),
    ],
)
def test_some_growth_cannot_be_had_from_levels(
    name: str, quote: str, more: dict[str, object], reason: str
) -> None:
    later = actual("F1", name, "150", "亿元", change=up("30", "%"), quote=quote or f"{name}150亿元", **more)
    (claim,) = checked(before(name, "100", "亿元"), later)
    assert (claim.verdict, claim.reason) == ("not-comparable", reason)


def test_growth_is_worked_out_where_none_is_claimed() -> None:
    (claim,) = checked(before("出口", "100", "亿元"), actual("F1", "出口", "112", "亿元"))
    assert (claim.verdict, claim.computed, claim.unit) == ("not-claimed", "+12.0", "%")


def test_other_bodies_and_other_times_are_not_checked() -> None:
    later = actual("F1", "出口", "11.2", "亿元", change=up("20.4", "%"))
    assert not checked(before("出口", "9.8", "亿元"), later, body="潭岭县人民政府")
    part = actual("F1", "出口", "9.8", "亿元", period="2022-01/2022-11")
    assert not checked(part, later)


def test_a_share_of_added_value_is_a_share() -> None:
    name = "数字经济核心产业增加值占地区生产总值比重"
    later = actual("F1", name, "9.3", "%", change=up("0.7", "个百分点"))
    (claim,) = checked(before(name, "8.6", "%"), later)
    assert claim.verdict == "agrees"
