from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每千人口床位6.9张、注册护士3.8人。", ["每千人口床位 6.9张", "每千人口注册护士 3.8人"]),
        ("9个集体、24名个人获上级表彰。", ["获上级表彰集体 9个", "获上级表彰个人 24名"]),
        ("89项省级、138项县级事项。", ["省级事项 89项", "县级事项 138项"]),
        ("向368名学生发放生活补贴27万元。", ["学生 368名", "学生生活补贴 27万元"]),
        ("103个部门挂包117个行政村。", ["部门 103个", "挂包行政村 117个"]),
        ("低保对象556户1243人。", ["低保对象 556户", "低保对象 1243人"]),
    ],
)
def test_items_take_what_only_one_of_them_says(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected
