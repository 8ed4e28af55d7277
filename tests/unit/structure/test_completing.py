from __future__ import annotations

import pytest

from tests.support.figures import figures


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A measure is named after what it measures.
        ("引进项目12个,总投资30亿元。", ["引进项目", "引进项目总投资"]),
        ("义务教育学校27所,在校生3.2万人。", ["义务教育学校", "义务教育学校在校生"]),
        # What reaches people is named with its cause.
        ("开展培训12场,惠及群众3000人次。", ["培训", "培训惠及群众"]),
        # Items of a list share their verb and their grade.
        ("新建改建公路120公里、桥梁15座。", ["新建改建公路", "新建桥梁"]),
        ("新认定国家级园区2个、平台3个。", ["新认定国家级园区", "新认定国家级平台"]),
        # A verb alone takes its object from before.
        ("签约项目12个,开工8个,竣工5个。", ["签约项目", "开工项目", "竣工项目"]),
        ("目前签约项目12个,再签约8个。", ["签约项目", "签约项目"]),
        # Seats of a school are not the classes' seats.
        ("新增班级24个、学位1080个。", ["新增班级", "新增学位"]),
    ],
)
def test_names_are_completed_from_what_was_said_before(text: str, names: list[str]) -> None:
    assert [f.name for f in figures(text)] == names


def test_a_measure_is_offered_with_each_owner_it_may_have_and_never_without_one() -> None:
    investment = figures("云溪产业园新签约项目12个,总投资30亿元。")[1]

    assert investment.candidates[0] == "云溪产业园总投资"
    assert "新签约项目总投资" in {name.removeprefix("云溪产业园") for name in investment.candidates}
    assert "总投资" not in investment.candidates
    assert not investment.name_sure


def test_nothing_is_offered_where_the_rules_are_sure() -> None:
    (investment,) = figures("全年完成工业投资20.9亿元。")

    assert investment.candidates == ("工业投资",)
    assert investment.name_sure
