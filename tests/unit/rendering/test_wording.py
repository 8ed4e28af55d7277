from __future__ import annotations

import pytest

from summarizer.rendering.wording import (
    change_words,
    date_words,
    level_words,
    name_words,
    period_words,
    statement,
    status_words,
)
from tests.support.records import down, figure, up


@pytest.mark.parametrize(
    ("quote", "value", "unit", "qualifier", "said"),
    [
        ("投资额约20亿元", "20", "亿元", "约", "约20亿元"),
        ("收集问题近200个", "200", "个", "近", "近200个"),
        ("走访企业100多家", "100", "家", "余", "100多家"),
        ("走访企业一百余家", "100", "家", "余", "100余家"),
        ("投资5000余万元", "5000", "万元", "余", "5000余万元"),
        ("服务群众3万余人", "3", "万人", "余", "3万余人"),
        ("存款逾3亿元", "3", "亿元", "余", "3亿余元"),
        ("撬动投资超过50亿元", "50", "亿元", "超", "超过50亿元"),
        ("突破年度6800亿元", "6800", "亿元", "超", "超6800亿元"),
        ("引进人才150家以上", "150", "家", "以上", "150家以上"),
        ("失业率控制在3%以下", "3", "%", "以内", "3%以下"),
        ("新建至少4处", "4", "处", "不少于", "至少4处"),
        ("至少新建4处", "4", "处", "不少于", "不少于4处"),
        ("新建数量有所增加", "4", "处", "不低于", "不低于4处"),
        ("累计扶持约595万元", "595", "万元", "累计/约", "累计约595万元"),
        ("占全省1/4", "1/4", "", "", "1/4"),
        ("服务业占比高", None, None, "", ""),
    ],
)
def test_a_level_is_said_with_its_qualifier_in_place(
    quote: str, value: str | None, unit: str | None, qualifier: str, said: str
) -> None:
    assert level_words(figure("F1", "某指标", quote, value, unit=unit, qualifier=qualifier)) == said


@pytest.mark.parametrize(
    ("quote", "value", "unit", "said"),
    [
        ("总量居全省第一", "1", "", "全省第一"),
        ("数量居全市各赛区第二位", "2", "位", "第二位"),
        ("排名列全市第12位", "12", "位", "全市第12位"),
        ("综合排名第十二", "12", "", "第十二"),
        ("选派11名骨干", "11", "名", "11名"),
        ("1位专家到岗，成效全县第一", "1", "位", "1位"),
        ("办理2件", "2", "件", "2件"),
    ],
)
def test_a_rank_is_said_as_the_report_says_it_and_a_count_is_none(
    quote: str, value: str, unit: str, said: str
) -> None:
    assert level_words(figure("F1", "某排名", quote, value, unit=unit)) == said


def test_the_verb_of_a_change_is_the_reports() -> None:
    def said(quote: str, change: object, **more: object) -> str:
        return change_words(figure("F1", "某指标", quote, None, change=change, **more))

    assert said("申请量、授权量分别增长76.9%、29.3%", up("29.3", "%")) == "增长29.3%"
    assert said("产值9亿元，增长5%，高于全市1个百分点", up("1", "个百分点")) == "高于全市1个百分点"
    assert said("产值9亿元，增长5%，高于全市20个百分点以上", up("20", "个百分点"), qualifier="以上") == (
        "高于全市20个百分点以上"
    )
    assert said("高企认定净增150家以上", up("150", "家"), qualifier="以上") == "净增150家以上"
    assert said("能耗累计下降18%", down("18", "%"), qualifier="累计") == "累计下降18%"
    assert said("由增长转为下降2.2%", down("2.2", "%")) == "下降2.2%"
    assert said("工业增加值9.5%", up("9.5", "%")) == "增长9.5%"
    assert said("投诉15件", down("15", "件")) == "减少15件"
    assert said("占比1.5个百分点", up("1.5", "个百分点")) == "提高1.5个百分点"
    assert said("增长约5%", up("5", "%"), qualifier="约") == "增长约5%"
    assert said("增长1.5%，随后有所回落", up("5", "%")) == "增长5%"


def test_a_statement_says_name_level_and_change_once() -> None:
    assert statement(
        figure("F1", "水利投资", "投资6亿元，增长8%", "6", unit="亿元", change=up("8", "%"))
    ) == ("水利投资6亿元，增长8%")
    higher = figure("F2", "投资增速高于全市", "投资增长8%，高于全市2个百分点", change=up("2", "个百分点"))
    assert statement(higher) == "投资增速高于全市2个百分点"
    air = figure("F5", "PM2.5", "PM2.5浓度28微克", "28", unit="微克")
    assert statement(air) == "PM2.5为28微克"
    assert statement(figure("F3", "投资增速", "投资增长8%", change=up("8", "%"))) == "投资增速8%"
    assert statement(figure("F4", "投资", "投资增长8%", change=up("8", "%"))) == "投资增长8%"


def test_doubt_is_marked_where_it_lies() -> None:
    unsure = figure("F1", "某指标", "某指标5个", "5", unit="个", flags=["name-refused"])
    assert (name_words(unsure), status_words(unsure)) == ("某指标※", "实际")
    undecided = figure("F1", "某指标", "某指标5个", "5", status="forecast", flags=["status-unsure"])
    assert (name_words(undecided), status_words(undecided)) == ("某指标", "预计※")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2020", "2020年"),
        ("2020-H1", "2020年上半年"),
        ("2020-Q3", "2020年三季度"),
        ("2018-01/2018-09", "2018年1—9月"),
        ("2018-11/2019-02", "2018年11月—2019年2月"),
        ("as of 2020-05", "截至2020年5月"),
        ("近期", "近期"),
        (None, ""),
    ],
)
def test_periods_are_said_in_words(period: str | None, said: str) -> None:
    assert period_words(period) == said


def test_dates_are_said_in_words_and_unknown_forms_kept() -> None:
    assert date_words("2020-04-09") == "2020年4月9日"
    assert date_words("2020年春") == "2020年春"
    assert date_words(None) == ""
