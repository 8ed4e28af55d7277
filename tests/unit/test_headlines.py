from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.headlines import LIMIT, choices, cut, headline
from summarizer.structure.model import Point
from tests.support import outlines


def whole(text: str, kind: str = "achievement") -> Point:
    return Point(
        id="P1",
        section="S1",
        kind=kind,  # type: ignore[arg-type]  # one of the kinds
        start=0,
        end=len(text),
        quote_start=0,
        quote_end=len(text),
    )


def made(text: str, kind: str = "achievement") -> str:
    return headline(text, whole(text, kind), ())


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (
            "3.招商引资有新成效。全年新引进项目26个,注册资本3.8亿元。",
            "achievement",
            "新引进项目26个,注册资本3.8亿元",
        ),
        (
            "(二)壮大科技企业队伍。全年组织142家企业申报。",
            "achievement",
            "壮大科技企业队伍,组织142家企业申报",
        ),
        ("一是加快建设示范区。", "action", "加快建设示范区"),
        ("二是进一步完善招商机制。建立专员服务制度。", "action", "完善招商机制,建立专员服务制度"),
        ("存在问题:创新平台不多。", "problem", "创新平台不多"),
        (
            "(1)项目资金缺口较大。配套资金到位率只有63%,部分农村公路项目推进缓慢。",
            "problem",
            "项目资金缺口较大,配套资金到位率只有63%",
        ),
        (
            "一、综合\n初步核算,全年地区生产总值286.41亿元,按不变价格计算,比上年增长5.8%。",
            "achievement",
            "地区生产总值286.41亿元,增长5.8%",
        ),
        (
            "4.重大项目稳步推进。以项目为抓手,推进会展中心、体育馆等10个重点项目建设,反响热烈。",
            "achievement",
            "推进会展中心、体育馆等10个重点项目建设",
        ),
        (
            "(四)抓安全,守牢底线。推进科技治超,新建检测点2处,切实提升治理水平。",
            "action",
            "推进科技治超,新建检测点2处",
        ),
    ],
)
def test_a_headline_says_the_deed_and_the_first_figure(text: str, kind: str, wanted: str) -> None:
    assert made(text, kind) == wanted


def test_a_long_clause_is_cut_before_the_title_it_cannot_hold() -> None:
    text = "印发实施《槐湾区关于进一步促进民营经济高质量发展壮大的若干政策措施》"
    assert cut(text) == "印发实施"


PIECES = st.sampled_from(
    ["推进", "建设", "12.5亿元", "1,200家", "《办法》", "“链主”", "(一期)", ",", "、", "。", "和", "水厂"]
)


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_a_cut_is_short_and_a_run_of_the_text_and_divides_nothing(text: str) -> None:
    short = cut(text)
    assert len(short) <= LIMIT
    assert short in text
    for opening, closing in ("《》", "“”", "()"):
        assert short.count(opening) == short.count(closing)
    numbers = re.findall(r"\d+(?:[.,]\d+)*", text)
    assert all(number in numbers for number in re.findall(r"\d+(?:[.,]\d+)*", short))


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.sampled_from(["achievement", "action"]))
def test_a_rule_made_headline_holds_only_what_the_point_holds(text: str, kind: str) -> None:
    told = made(text, kind)
    assert len(told) <= LIMIT
    assert all(clause in text for clause in re.split(r"(?<!\d),|,(?!\d)", told))


def test_every_point_of_a_report_gets_one() -> None:
    outline = outlines.outline()
    assert all(headline(outlines.TEXT, point, outline.figures) for point in outline.points)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## (一)道路建设\n新建道路12公里。", "道路建设,新建道路12公里"),
        ("### 道路建设\n新建道路12公里。", "道路建设,新建道路12公里"),
        ("1.2 道路建设\n新建道路12公里。", "道路建设,新建道路12公里"),
        ("2 存在问题\n道路老化严重。", "道路老化严重"),
        ("应对“25·7”洪水有力。", "应对“25·7”洪水有力"),
    ],
    ids=["marked and numbered", "marked", "decimal number", "a heading that names its part", "a dot inside"],
)
def test_number_and_mark_of_a_heading_are_left_out(text: str, wanted: str) -> None:
    assert made(text, "problem") == wanted


def test_a_weak_model_chooses_among_the_rules_headline_and_telling_clauses() -> None:
    text = (
        "3.科普氛围日益浓厚。举办科普进社区主题活动15场,反响良好。开展送医送教和互动互访,选派骨干干部11名。"
    )
    offered = choices(text, whole(text), ())

    assert offered[0] == made(text)
    assert len(set(offered)) == len(offered) <= 3
    assert all(len(each) <= LIMIT for each in offered)
    assert all(clause in text for each in offered for clause in each.split(","))
    assert not any("反响良好" in each for each in offered)


def test_what_goes_on_about_a_figure_stands_only_behind_it() -> None:
    text = "1.消费回暖。发放消费券1500万元,全区零售总额203.8亿元,同比增长5.6%。改造商业街区五条,占全市一半。"
    offered = choices(text, whole(text), (), most=9)

    assert "零售总额203.8亿元,增长5.6%" in offered[0]
    for each in offered:
        clauses = each.split(",")
        assert clauses[0] not in {"增长5.6%", "占全市一半"}
        assert "增长5.6%" not in clauses or clauses[clauses.index("增长5.6%") - 1].endswith("203.8亿元")
