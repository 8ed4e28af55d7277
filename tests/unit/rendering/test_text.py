from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.rendering.escaping import escaped, paragraph
from summarizer.rendering.typography import balanced, full_width, one_line, seen, shortened


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("增长5%,下降3%;完成", "增长5%，下降3%；完成"),
        ("产值1,234.5亿元", "产值1,234.5亿元"),
        ("平台(UNLEASH 2019)活动", "平台（UNLEASH 2019）活动"),
        ("f(x)", "f(x)"),
        ("(一)抓项目(二期(东区))", "（一）抓项目（二期（东区））"),
        ("时间:10:30", "时间：10:30"),
        ("中)断(", "中)断("),
    ],
)
def test_punctuation_is_chinese_only_beside_chinese_text(plain: str, set_: str) -> None:
    assert full_width(plain) == set_


def test_lines_are_joined_without_a_gap_in_chinese_text_only() -> None:
    assert one_line("完成\n  投资 3 亿元\tGDP growth\u3000率") == "完成投资3亿元GDP growth率"


def test_what_cannot_be_seen_is_dropped_or_made_visible() -> None:
    assert seen("投\u200b资\u202e20\u2066亿\x07元\ufeff") == "投资�20�亿�元"


def test_unpartnered_brackets_are_found() -> None:
    assert balanced("达83.6%(任务数61.1%)“好”")
    assert not balanced("达83.6%(任务数61.1%")
    assert not balanced("两不愁”")


def test_a_cut_shows() -> None:
    assert shortened("一二三四五", 5) == "一二三四五"
    assert shortened("一二三四五六", 5) == "一二三四…"


MARKUP = st.text(alphabet=st.sampled_from("投资3.5%|*_`<>[]()!#+-=~$&;\\^:{}\"'/ab1\n "), max_size=40)


@given(MARKUP)
def test_escaped_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    line = seen(text)
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .parse(paragraph(escaped(line)))
    )
    if not line:
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == line


@pytest.mark.parametrize(
    "text", ["见https://example.org/x", "www.example.org", "<b>粗</b>", "[a](b)", "&lt;"]
)
def test_addresses_and_tags_stay_text(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(paragraph(escaped(text)))
    assert "<b>" not in html
    assert "href" not in html
    assert not re.search(r"(?<!\\)://|www\.", escaped(text))
