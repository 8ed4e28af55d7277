from __future__ import annotations

import pytest

from summarizer.comparing.names import key, likeness
from summarizer.comparing.pairing import DOUBTFUL, SURE


def alike(one: str, other: str, *, before: tuple[str, str] = ("", "")) -> float:
    return likeness(key(one, before[0]), key(other, before[1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GDP", "全市生产总值"),
        ("地区生产总值", "国内生产总值"),
        ("规模以上工业增加值", "规上工业增加值增速"),
        ("社零总额", "社会消费品零售总额"),
        ("固投增速", "全社会固定资产投资"),
        ("地方一般公共预算收入", "财政一般公共预算收入"),
        ("公共财政预算收入", "一般公共预算收入"),
        ("外贸进出口总额", "货物进出口总值"),
        ("实际使用外资", "实际利用外资金额"),
        ("PM2.5平均浓度", "细颗粒物(PM2.5)平均浓度"),
        ("研发经费投入强度", "全社会研发投入占地区生产总值比重"),
        ("新认定高新技术企业", "高新技术企业新增"),
        ("新登记市场主体", "新设经营主体"),
        ("粮食总产量", "全年粮食产量"),
        ("每千人口执业医师", "千人执业医师数"),
        ("农民人均可支配收入", "农村常住居民人均可支配收入"),
        ("居民消费价格涨幅", "居民消费价格"),
        ("新引进企业", "引进企业"),
        ("企业营收", "企业营业收入"),
        ("拆除违法建筑", "拆违"),
        ("调处矛盾纠纷", "化解矛盾纠纷"),
        ("总诊疗量", "诊疗总人次"),
        ("空气优良率", "中心城区空气质量优良天数比例"),
    ],
)
def test_what_is_called_differently_is_the_same(one: str, other: str) -> None:
    assert alike(one, other) >= SURE
    assert alike(other, one) == alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("出口总额", "进口总额"),
        ("进出口总额", "出口总额"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("第二产业增加值", "第三产业增加值"),
        ("各项存款余额", "各项贷款余额"),
        ("粮食产量", "夏粮产量"),
        ("工业投资", "工业增加值"),
        ("地区生产总值增速高于全市", "地区生产总值增速高于全国"),
        ("新增普惠性托位", "新增养老床位"),
        ("专利授权量", "技术合同成交额"),
    ],
)
def test_what_only_looks_alike_is_not_sure(one: str, other: str) -> None:
    assert alike(one, other) < SURE


def test_a_total_is_not_an_addition() -> None:
    assert alike("新增规上工业企业", "规上工业企业", before=("", "总数达")) == 0
    assert alike("规上工业企业", "规上工业企业", before=("", "总数达")) >= SURE


def test_a_part_and_its_whole_are_worth_a_question() -> None:
    assert DOUBTFUL <= alike("国内游客", "游客") < SURE


def test_one_that_says_the_same_more_narrowly_is_worth_a_question() -> None:
    assert DOUBTFUL <= alike("疫苗接种率", "适龄儿童国家免疫规划疫苗接种率") < SURE
    assert DOUBTFUL <= alike("新改建户厕", "新改建农村户厕") < SURE
    assert alike("出口", "机电产品出口") < SURE


def test_the_place_of_the_body_is_left_out() -> None:
    assert key("云陂县旅游收入", place="云陂县") == key("旅游收入")
