"""Width, invisible characters, escapes and spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning import CleanText


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２４年，增长７．５％（任务：６％）；", "2024年,增长7.5%(任务:6%);"),
        ("“引号”《书名》、顿号。省略……", "“引号”《书名》、顿号。省略……"),
        ("①②℃㎡km²½Ⅲ㈠…", "①②℃㎡km²½Ⅲ㈠…"),
        ("⼯作⽬标⻓效⻔户豈金", "工作目标长效门户岂金"),
        ("第一\u200b条\ufeff有\u202e效\u00ad期\x07满\ue123", "第一条有效期满"),
        ("加快\u3000建设\u00a0步伐", "加快建设步伐"),
        ("新 入 驻 “海创” 项目 7 个", "新入驻“海创”项目7个"),
        ("2020- 12- 15 发布", "2020-12-15发布"),
        ("AI Tech 峰会 GDP growth 5 G", "AI Tech峰会GDP growth 5 G"),
        ("工业 | 12.5 | 8.3", "工业 | 12.5 | 8.3"),
        ("# 一、 主要工作", "# 一、主要工作"),
        ("能提供4 860个岗位", "能提供4860个岗位"),
        (r"第一段。\r\n第二段。\n第三段", "第一段。\n第二段。\n第三段"),
        ("&ldquo;两园&rdquo;&amp;nbsp;建设<U+00A0>方案<br>完成\\u5de5作", "“两园”建设方案\n完成工作"),
        ("?今年以来,我局认真工作。\n\ufffd\ufffd一、总结", "今年以来,我局认真工作。\n一、总结"),
        ("你好吗?今年好。", "你好吗?今年好。"),
    ],
)
def test_characters_become_what_a_careful_reader_would_type(
    cleaned: Callable[[str], CleanText], text: str, expected: str
) -> None:
    assert cleaned(text).text == expected


def test_a_quote_leads_back_to_the_characters_of_the_source(cleaned: Callable[[str], CleanText]) -> None:
    source = "　　全年\u200b完成投资２０.９９亿元，增长 41.8％。"
    result = cleaned(source)
    start = result.text.index("20.99亿元")
    first, last = result.source_interval(start, start + len("20.99亿元,增长41.8%"))
    assert source[first:last] == "２０.９９亿元，增长 41.8％"


def test_an_empty_piece_has_an_empty_source_interval(cleaned: Callable[[str], CleanText]) -> None:
    result = cleaned(" 工作 ")
    assert result.source_interval(1, 1) == (2, 2)
    assert result.source_interval(2, 2) == (4, 4)
