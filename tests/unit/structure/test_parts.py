from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("查处违法案件274起,其中超限超载119起。", ["查处违法案件 274起", "查处超限超载 119起"]),
        (
            "户籍人口21万人。其中,男11万人,女10万人。",
            ["户籍人口 21万人", "男户籍人口 11万人", "女户籍人口 10万人"],
        ),
        ("五保户390人,其中分散供养对象340人。", ["五保户 390人", "分散供养对象 340人"]),
        ("国家级示范点2个、省级14个。", ["国家级示范点 2个", "省级示范点 14个"]),
        ("公办幼儿园12所(其中城镇5所),民办9所。", ["公办幼儿园 12所", "城镇公办幼儿园 5所", "民办 9所"]),
    ],
)
def test_parts_are_named_after_their_whole(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)][: len(expected)] == expected
