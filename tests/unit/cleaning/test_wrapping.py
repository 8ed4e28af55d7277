"""Lines broken at the width of a page."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning import CleanText

PARAGRAPHS = [
    (
        "今年以来,全区上下坚持稳中求进,推动经济持续回升向好,地区生产总值完成1286亿元,增长6.3%,居全市第二位,"
        "规模以上工业增加值、固定资产投资、社会消费品零售总额分别增长8.1%、12.4%和7.9%,主要指标好于预期。"
    ),
    (
        "在改革方面,全区推出改革举措47项,办成一批群众急难愁盼的事,网上可办率提高到99.5%,企业开办时间压缩到半天,"
        "新增经营主体2.3万户,总量突破20万户,营商环境评价居全省前列,一批经验在全省推广。"
    ),
    (
        "在民生方面,新增城镇就业1.2万人,改造老旧小区36个,新建学校4所、幼儿园6所,增加学位5400个,"
        "基本医保参保率稳定在97%以上,群众的获得感、幸福感、安全感不断增强,社会大局保持和谐稳定。"
    ),
]


def wrapped(*, indent: str, gap: str, mark: str = "") -> str:
    texts = [text.replace(",", f",{mark}", 1) for text in PARAGRAPHS]
    blocks = ["\n".join(textwrap.wrap(text, 30, initial_indent=indent)) for text in texts]
    return f"一、主要工作\n\n{gap.join(blocks)}"


def test_lines_are_joined_where_blank_lines_part_paragraphs(cleaned: Callable[[str], CleanText]) -> None:
    assert cleaned(wrapped(indent="", gap="\n\n")).text.split("\n") == ["一、主要工作", *PARAGRAPHS]


def test_lines_are_joined_where_an_indent_parts_paragraphs(cleaned: Callable[[str], CleanText]) -> None:
    assert cleaned(wrapped(indent="　　", gap="\n")).text.split("\n") == ["一、主要工作", *PARAGRAPHS]


def test_a_heading_below_a_full_line_stays_a_paragraph(cleaned: Callable[[str], CleanText]) -> None:
    text = wrapped(indent="", gap="\n\n").replace("主要指标好于预期。", "主要指标好于预期\n(二)深化改革")
    assert "(二)深化改革" in cleaned(text).text.split("\n")


def test_running_heads_and_page_numbers_go_and_the_sentence_they_cut_is_whole(
    cleaned: Callable[[str], CleanText],
) -> None:
    pages = [wrapped(indent=" ", gap="\n \n", mark=f"第{n}批") for n in range(4)]
    cut = [
        page[:200] + page[200:].replace("\n", f"\n区议会 ─ 2月{n}日\n \n514{n} \n", 1)
        for n, page in enumerate(pages)
    ]
    result = cleaned("\n \n".join(cut))
    assert "区议会" not in result.text
    assert "514" not in result.text
    assert {piece.text for piece in result.furniture} == {
        piece for n in range(4) for piece in (f"区议会 ─ 2月{n}日", f"514{n}")
    }
    assert all(line.endswith(("。", "主要工作")) for line in result.text.split("\n"))


def test_lines_that_recur_inside_paragraphs_stay(cleaned: Callable[[str], CleanText]) -> None:
    text = "\n\n".join(wrapped(indent="", gap="\n\n", mark=f"第{n}批") for n in range(2))
    assert cleaned(text).text.count("居全市第二位,规模以上工业增加值") == 2


def test_a_wrapped_article_twice_is_kept_once(cleaned: Callable[[str], CleanText]) -> None:
    text = "\n\n".join([wrapped(indent="", gap="\n\n")] * 2)
    assert cleaned(text).text.split("\n") == ["一、主要工作", *PARAGRAPHS]


def test_short_lines_of_an_unwrapped_text_are_not_joined(cleaned: Callable[[str], CleanText]) -> None:
    page = ["一、水利工程", "二、农村公路", "三、学校建设", *PARAGRAPHS, "浮洲区水务局", "2024年1月5日"]
    assert cleaned("\n".join(page)).text.split("\n") == page
