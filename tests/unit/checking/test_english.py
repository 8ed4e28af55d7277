from __future__ import annotations

import pytest

from summarizer.checking import translation_fault


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("水利投资", "Water investment"),
        ("新建泵站{A}座，增长{B}", "{A} new pumping stations, up {B}"),
        ("5G基站{A}座", "{A} 5G base stations"),
        ("规上工业增加值增速", "Growth of the value added of industry above designated size"),
        ("三大行动", "Three campaigns"),
        ("未完成节能任务", "Energy-saving task not completed"),
        ("单位GDP能耗下降{A}", "Energy use per unit of GDP down {A}"),
        ("地区生产总值", "Regional GDP"),
        ("上半年税收", "Tax revenue of the first half of the year"),
    ],
)
def test_a_translation_that_says_the_same_stands(source: str, english: str) -> None:
    assert translation_fault(source, english) is None


@pytest.mark.parametrize(
    ("source", "english", "reason"),
    [
        ("水利投资", "", "没有译成"),
        ("水利投资", "{A}", "没有译成"),
        ("水利投资", "水利投资", "没有译成"),
        ("水利投资", "Water 投资", "汉字"),
        ("水利投资", "Water\u202e investment", "特殊符号"),
        ("水利投资", "Water\ninvestment", "特殊符号"),
        ("水利投资", "Water investment " * 9, "太长"),
        ("部分灌区渠系老化，渗漏损失大，维修经费少", "Old canals", "没有译完"),
        ("水利投资{A}", "Water investment", "{A}要恰好写1次"),
        ("水利投资{A}", "Water investment {A} {A}", "{A}要恰好写1次"),
        ("水利投资{A}", "Water investment {A} {B}", "没有{B}"),
        ("水利投资{A}", "Water investment {A} {sic}", "花括号"),
        ("水利投资{A}", "Water investment {A}0 yuan", "连写"),
        ("水利投资{A}", "Water investment {A} billion", "billion"),
        ("水利投资", "Water investment of 642", "642"),
        ("水利投资", "Ninety kinds of water investment", "Ninety"),
        ("水利投资", "Tenfold water investment", "Tenfold"),
        ("水利投资", "Three quarters of water investment", "Three"),
        ("水利投资", "Percent of water investment", "Percent"),
        ("水利投资", "Water investment in March", "March"),
        ("水利投资", "A couple of water investments", "couple"),
        ("5G基站", "Base stations", "5"),
        ("5G基站", "Mobile 5 stations", "5G"),
        ("水利投资", "NATO water investment", "NATO"),
        ("投资增长{A}", "Investment down {A}", "方向"),
        ("能耗下降{A}", "Energy use up {A}", "方向"),
        ("未完成节能任务", "Energy-saving task completed", "未完"),
    ],
)
def test_what_is_invented_lost_or_turned_round_is_refused(source: str, english: str, reason: str) -> None:
    found = translation_fault(source, english)
    assert found is not None
    assert reason in found
