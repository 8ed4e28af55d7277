from __future__ import annotations

import pytest

from summarizer.structure.nouns import SEPARATOR, noun_behind, verb_inside


@pytest.mark.parametrize(
    ("behind", "noun"),
    [
        ("老旧小区改造", "老旧小区改造"),
        (",增长3%", ""),
        ("增长", ""),
        ("以上", ""),
        ("和谐社区", "和谐社区"),
        ("", ""),
    ],
)
def test_noun_at_the_end_of_a_clause(behind: str, noun: str) -> None:
    assert noun_behind(behind, last=True) == noun


@pytest.mark.parametrize(
    ("behind", "noun"),
    [
        ("学校、幼儿园", "学校"),
        ("项目和企业", "项目"),
        ("项目签约企业", "项目"),
        ("名师工作室", "名师工作室"),
    ],
)
def test_noun_before_the_next_number(behind: str, noun: str) -> None:
    assert noun_behind(behind, last=False) == noun


def test_a_verb_with_an_object_ends_the_noun() -> None:
    assert verb_inside("项目引进企业") == 2
    assert verb_inside("项目引进") is None
    assert verb_inside("引进企业") is None


@pytest.mark.parametrize("words", ["惠及群众", "普及率", "参与企业", "和谐社区", "温和增长", "并网机组"])
def test_words_that_hold_a_conjunction_are_not_cut(words: str) -> None:
    assert SEPARATOR.search(words) is None
