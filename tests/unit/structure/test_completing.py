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
        ("新认定国家级园区2个、平台3个。", ["新认定国家级园区", "新认定平台"]),
        # A verb alone takes its object from before.
        ("签约项目12个,开工8个,竣工5个。", ["签约项目", "开工签约项目", "竣工签约项目"]),
        ("目前签约项目12个,再签约8个。", ["签约项目", "签约项目"]),
        # Seats of a school are not the classes' seats.
        ("新增班级24个、学位1080个。", ["新增班级", "新增学位"]),
    ],
)
def test_names_are_completed_from_what_was_said_before(text: str, names: list[str]) -> None:
    assert [f.name for f in figures(text)] == names


def test_a_completed_name_keeps_the_short_one_as_a_candidate() -> None:
    investment = figures("引进项目12个,总投资30亿元。")[1]

    assert investment.candidates[:2] == ("引进项目总投资", "总投资")
