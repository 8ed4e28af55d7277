from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.structure import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning.text import CleanText


def acts(
    make_clean: Callable[..., CleanText], sentence: str, part: str = "2021年工作总结"
) -> list[tuple[str, str]]:
    text = f"栖岚县水务局2021年工作总结和2022年工作计划\n一、{part}\n{sentence}"
    return [(t.title, t.act) for t in outline(make_clean(text)).titles]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("出台《栖岚县用水管理办法》,加强管理。", [("栖岚县用水管理办法", "出台")]),
        ("与县供水公司签署《供水合作框架协议》。", [("供水合作框架协议", "签署")]),
        ("完成县级重点课题《栖岚县水资源报告》。", [("栖岚县水资源报告", "完成")]),
        ("会议原则通过《栖岚县河湖管理规定》。", [("栖岚县河湖管理规定", "原则通过")]),
        (
            "印发《甲办法》、《乙办法》和《丙办法》。",
            [("甲办法", "印发"), ("乙办法", "印发"), ("丙办法", "印发")],
        ),
        ("《栖岚县供水条例》正式出台,效果良好。", [("栖岚县供水条例", "出台")]),
        ("编制《关于落实〈水法〉的方案》。", [("关于落实〈水法〉的方案", "编制")]),
        ("认真贯彻《水法》,严格落实《河道条例》。", []),
        ("根据《水法》有关规定,开展专项检查。", []),
        ("制定了贯彻落实全会《决定》责任分工方案。", []),
        ("国务院出台《关于水利高质量发展的意见》。", []),
        ("对照《标准》查找问题,印发《整改方案》。", [("整改方案", "印发")]),
    ],
)
def test_titles_with_their_verb(
    sentence: str, expected: list[tuple[str, str]], make_clean: Callable[..., CleanText]
) -> None:
    assert acts(make_clean, sentence) == expected


def test_a_title_counts_once(make_clean: Callable[..., CleanText]) -> None:
    assert acts(make_clean, "起草《甲办法》。年底,印发《甲办法》。") == [("甲办法", "起草")]


def test_what_a_plan_will_issue_is_not_issued(make_clean: Callable[..., CleanText]) -> None:
    sentence = "出台《甲办法》。县局编制了《乙规划》。"

    assert acts(make_clean, sentence, "2022年工作计划") == [("乙规划", "编制")]
