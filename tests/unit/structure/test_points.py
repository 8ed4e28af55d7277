from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.structure import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning.text import CleanText

    Quotes = Callable[[str], list[tuple[str, str]]]

BODY = "全县上下凝心聚力、真抓实干,各项任务取得了新的进展,群众的获得感进一步增强,为今后打下了坚实基础。"
FIRST = "新建水库2座,除险加固3座。"


@pytest.fixture(name="quotes")
def _quotes(make_clean: Callable[..., CleanText]) -> Quotes:
    def quotes(text: str) -> list[tuple[str, str]]:
        return [(p.kind, text[p.quote_start : p.quote_end]) for p in outline(make_clean(text)).points]

    return quotes


def test_the_deepest_enumerated_level_counts(quotes: Quotes) -> None:
    text = (
        f"栖岚县水务局2021年工作总结\n一、工作情况\n"
        f"(一)水源。一是建水库。{BODY}二是修渠道。{BODY}\n(二)供水。{BODY}"
    )

    assert quotes(text) == [
        ("achievement", "一是建水库"),
        ("achievement", "二是修渠道"),
        ("achievement", "(二)供水"),
    ]


def test_counting_numbers_are_not_quoted_but_spoken_ones_are(quotes: Quotes) -> None:
    text = f"栖岚县水务局2022年工作计划\n1.建水库。{BODY}\n2.修渠道。{BODY}\n二、抓供水\n一要改管网。{BODY}"

    assert quotes(text) == [("action", "建水库"), ("action", "修渠道"), ("action", "一要改管网")]


def test_under_a_heading_line_the_body_is_quoted(quotes: Quotes) -> None:
    text = f"栖岚县水务局2021年工作总结\n一、工作情况\n(一)高位推动,水源建设再上台阶\n{FIRST}{BODY}"

    assert quotes(text) == [("achievement", FIRST)]


def test_problems_are_quoted_without_their_number(quotes: Quotes) -> None:
    text = (
        f"栖岚县水务局2021年工作总结\n一、工作情况\n"
        f"1.建水库。{BODY}\n二、存在问题\n一是资金不足;二是人手不够。"
    )

    assert quotes(text)[1:] == [("problem", "资金不足"), ("problem", "人手不够")]


@pytest.mark.parametrize(
    "told",
    [
        "在看到成绩的同时,我们也清醒认识到,资金投入不足;专业人才缺乏;管网漏损偏高。",
        "同时,工作中还存在不少问题和不足。主要是:资金投入不足,专业人才缺乏,管网漏损偏高。",
        "一年来的工作取得了成绩,但也存在不少困难:资金投入不足;专业人才缺乏;管网漏损偏高。",
    ],
)
def test_shortcomings_told_in_a_sentence_of_the_review(quotes: Quotes, told: str) -> None:
    text = f"栖岚县水务局2021年工作总结\n一、工作情况\n(一)建水库。{BODY}\n{told}"

    found = [quote.rstrip("。") for kind, quote in quotes(text) if kind == "problem"]

    assert found == ["资金投入不足", "专业人才缺乏", "管网漏损偏高"]


def test_paragraphs_where_nothing_is_enumerated(quotes: Quotes) -> None:
    text = (
        f"栖岚县水务局2021年工作总结\n一、2021年工作总结\n"
        f"{FIRST}{BODY}\n改造管网20公里,惠及群众3万人,漏损率明显下降。"
    )

    assert quotes(text) == [
        ("achievement", FIRST),
        ("achievement", "改造管网20公里,惠及群众3万人,漏损率明显下降。"),
    ]


def test_a_report_without_headings(quotes: Quotes) -> None:
    text = (
        f"栖岚县水务局2021年工作总结\n{FIRST}{BODY}\n当前工作中还存在一些问题:资金投入不足;专业人才缺乏。\n"
        f"明年,我局将改造管网20公里,让群众喝上放心水。"
    )

    assert quotes(text) == [
        ("achievement", FIRST),
        ("problem", "资金投入不足"),
        ("problem", "专业人才缺乏"),
        ("action", "明年,我局将改造管网20公里,让群众喝上放心水。"),
    ]


def test_minutes_without_headings_have_no_points(quotes: Quotes) -> None:
    assert quotes(f"栖岚县水务局防汛工作会议纪要\n{BODY}\n会议要求,{BODY}") == []


def test_requirements_targets_and_preambles_have_no_points(quotes: Quotes) -> None:
    text = (
        f"栖岚县水务局2022年工作计划\n一、总体要求\n"
        f"{BODY}\n二、主要预期目标\n{BODY}\n三、重点工作\n(一)建水库。{BODY}"
    )

    assert quotes(text) == [("action", "(一)建水库")]


def test_long_quotes_end_at_a_clause(quotes: Quotes) -> None:
    clause = "持续加强水源工程建设和供水保障能力提升"
    text = f"栖岚县水务局2022年工作计划\n一、{','.join([clause] * 6)}。"

    assert quotes(text) == [("action", f"一、{clause},{clause}")]


def test_shortcomings_in_a_few_words_a_line_are_points(quotes: Quotes) -> None:
    problems_part = "二、存在问题\n供水管网老化\n管护人员不足\n资金缺口大"
    text = f"栖岚县水务局2021年工作总结\n一、工作情况\n{BODY}\n{problems_part}"
    problems = [quote for kind, quote in quotes(text) if kind == "problem"]
    assert problems == ["供水管网老化", "管护人员不足", "资金缺口大"]
