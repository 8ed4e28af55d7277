from __future__ import annotations

import pytest

from summarizer.checking.wording import headline_fault, name_fault

POINT = (
    "1.投资持续较快增长。全年完成工业投资20.5亿元，增长41.8%，其中技改投资下降3.2%。出台《技改奖补办法》，"
    "新认定企业十二家，引导“链主”企业设立B2B平台，走访企业100多家，未完成节能任务。"
)


@pytest.mark.parametrize(
    "headline",
    [
        "完成工业投资20.5亿元,增长41.8%",
        "技改投资下降3.2%",
        "出台《技改奖补办法》",
        "新认定企业十二家",
        "引导“链主”企业设立b2b平台",
        "走访企业100多家",
        "未完成节能任务",
        "工业投资较快增长，进一步引导企业",
    ],
)
def test_headlines_in_the_words_of_the_point_stand(headline: str) -> None:
    assert headline_fault(headline, POINT) is None


@pytest.mark.parametrize(
    ("headline", "reason"),
    [
        ("", "空"),
        ("完成工业投资" * 6, "超过30个字"),
        ("完成工业投资21.5亿元", "21.5"),
        ("完成工业投资20.5万元", "20.5万"),
        ("工业投资增长1.8%", "1.8"),
        ("新认定企业二家", "二家"),
        ("新认定企业三十家", "三十家"),
        ("出台《技改办法》", "《技改办法》"),
        ("出台《技改奖补办法", "不成对"),
        ("引导“龙头”企业设立平台", "“龙头”"),
        ("引导企业设立B2C平台", "B2C"),
        ("引导荷花县企业设立平台", "花县"),
        ("技改投资增长3.2%", "增减方向"),
        ("完成节能任务", "未完成"),
        ("深入学习贯彻会议精神,凝心聚力谋发展", "不在原文中"),
        ("走访企业100家", "100家"),
        ("完成工业投资二十亿元", "二十亿元"),
        ("完成工业投资２１亿元", "21"),
        ("完成工业投资①项", "1"),
        ("完成工业投资٣亿元", "٣"),
        ("技改投资下降百分之三", "百分"),
        ("技改投资下降三成", "三成"),
        ("工业投资增长一倍", "一倍"),
        ("新认定企业廿家", "廿家"),
        ("新认定企业贰拾家", "贰拾"),
        ("新认定企业过半", "过半"),
        ("工业投资翻番", "翻番"),
        ("二〇二三年完成工业投资", "二〇二三"),
        ("2023年完成工业投资", "2023"),
        ("工业投资增长five percent", "five"),
        ("走访企业20.5亿元", "20.5说的不是这件事"),
        ("工业投资较快增长41.8", "漏了单位"),
    ],
)
def test_what_the_point_does_not_say_is_refused_with_the_reason(headline: str, reason: str) -> None:
    fault = headline_fault(headline, POINT)
    assert fault is not None
    assert reason in fault


def test_a_rank_is_not_read_out_of_an_ordinal() -> None:
    assert headline_fault("整治进度第一", "完成第一批整治,整治进度加快。") == "“第一”不在原文中"
    assert headline_fault("整治进度第一", "整治进度全市第一。") is None


def test_a_direction_the_passage_lacks_is_refused() -> None:
    assert headline_fault("进出口增长", "进出口总额下降3.2%。") is not None
    assert headline_fault("进出口下降", "进出口总额下降3.2%。") is None


def test_a_name_holds_no_value_of_its_figure_but_may_hold_other_numbers() -> None:
    passage = "新建5G基站260个,累计建成1120个。"
    assert name_fault("新建5G基站", passage, ("260",)) is None
    assert name_fault("新建5G基站260个", passage, ("260",)) == "名称里不要写数值"
    assert name_fault("新建4G基站", passage, ("260",)) is not None


def test_a_name_holds_no_rate_not_even_that_of_another_figure() -> None:
    passage = "完成工业投资20.99亿元,增长41.8%;营收增长10%以上企业12家。"
    assert name_fault("工业投资增长41.8%", passage, ("20.99",)) == "名称里不要写数值"
    assert name_fault("营收增长10%以上企业", passage, ("12",)) is None


def test_a_word_from_elsewhere_in_the_report_is_no_invention_but_one_from_outside_is() -> None:
    passage = "1.基础设施建设滞后,与满足人民对美好生活的向往还有相当差距。"
    headline = "基础设施建设滞后,与群众生活的向往还有差距"
    assert headline_fault(headline, passage, document=passage + "群众满意度") is None
    fault = headline_fault(headline, passage, document=passage)
    assert fault == "“群众”不在原文中"
