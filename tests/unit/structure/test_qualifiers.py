from __future__ import annotations

import pytest

from tests.support.figures import figures


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("新建公园12个。", ""),
        ("完成改造约12万平方米。", "约"),
        ("惠及居民近3000户。", "近"),
        ("惠及居民接近3000户。", "近"),
        ("地区生产总值突破500亿元。", "超"),
        ("新增车位超过2000个。", "超"),
        ("新增车位逾2000个。", "超"),
        ("新增车位2000余个。", "余"),
        ("新增车位2000多个。", "余"),
        ("新增车位2000个以上。", "以上"),
        ("新增车位不少于2000个。", "不少于"),
        ("合格率不低于95%。", "不低于"),
        ("合格率至少95%。", "不低于"),
        ("失业率不超过5%。", "不超过"),
        ("失业率控制在5%以内。", "以内"),
        ("增长6%左右。", "约"),
        ("累计建成车位2000个。", "累计"),
        ("累计建成车位约2000个。", "累计/约"),
        # Words that end in the same character.
        ("新签约8个项目。", ""),
        ("完成预约2000人次。", ""),
    ],
)
def test_qualifier(text: str, qualifier: str) -> None:
    assert [f.qualifier for f in figures(text)] == [qualifier]


def test_a_qualifier_belongs_to_its_own_number() -> None:
    assert [f.qualifier for f in figures("累计引进企业120家,新增税收约3亿元。")] == ["累计", "约"]
