from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from summarizer.asking import Item
from summarizer.checking import MISSING, check
from summarizer.checking.reading import read
from summarizer.prompting import kept

PASSAGE = "1.扩大投资。完成投资5亿元。2.改善民生。新建学校4所。"
FIRST = Item(kind="headline", target="P1", key="1.扩大投资", choices=(), passage=PASSAGE)
SECOND = Item(kind="headline", target="P2", key="2.改善民生", choices=(), passage=PASSAGE)
NAME = Item(kind="name", target="F1", key="完成投资5亿元", choices=("投资", "完成投资"), passage=PASSAGE)
FREE = Item(kind="name", target="F1", key="完成投资5亿元", choices=(), passage=PASSAGE, numbers=("5",))
ASKED = (FIRST, SECOND, NAME)
WHOLE = '{"1.扩大投资":"完成投资5亿元","2.改善民生":"新建学校4所","完成投资5亿元":"投资"}'


def test_a_whole_answer_gives_every_item() -> None:
    checked = check(WHOLE, ASKED, "keyed")
    assert checked.accepted == {FIRST: "完成投资5亿元", SECOND: "新建学校4所", NAME: "投资"}
    assert checked.faults == {}
    assert checked.whole


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1))
def test_a_cut_off_answer_keeps_its_complete_items_and_says_which_are_missing(length: int) -> None:
    found = read(WHOLE[:length], ASKED, "keyed")
    assert not found.whole
    assert all(value == json.loads(WHOLE)[item.key] for item, value in found.values.items())
    assert {*found.values, *found.missing} == set(ASKED)


def test_an_answer_in_a_fence_or_with_talk_around_it_is_read() -> None:
    assert not read(f"好的：\n```json\n{WHOLE}\n```", ASKED, "keyed").missing


def test_foreign_keys_are_ignored_and_the_first_of_two_values_counts() -> None:
    found = read('{"F9":"x","1.扩大投资":"甲","1.扩大投资":"乙"}', ASKED, "keyed")
    assert found.values == {FIRST: "甲"}


def test_a_value_outside_the_closed_set_is_refused() -> None:
    checked = check('{"完成投资5亿元":"总投资"}', (NAME,), "keyed")
    assert checked.accepted == {}
    assert checked.faults[NAME] != MISSING


def test_a_copied_example_is_refused() -> None:
    assert check('{"1.扩大投资":"新建学校"}', (FIRST,), "keyed", examples=frozenset({"新建学校"})).accepted
    foreign = '{"1.扩大投资":"完成投资五亿"}'
    assert (
        check(foreign, (FIRST,), "keyed", examples=frozenset({"完成投资五亿"})).faults[FIRST] == "照抄了示例"
    )


def test_the_fixed_encoding_finds_anchors_though_their_punctuation_differs() -> None:
    asked = (FIRST, SECOND, FREE)
    text = json.dumps(
        {
            "headlines": [{"anchor": "1、扩大投资", "headline": "完成投资5亿元"}],
            "names": [{"anchor": "完成投资5亿元。", "name": "投资"}, {"anchor": "F7", "name": "学校"}],
            "statuses": [],
        },
        ensure_ascii=False,
    )
    checked = check(text, asked, "fixed")
    assert checked.accepted == {FIRST: "完成投资5亿元", FREE: "投资"}
    assert checked.faults == {SECOND: MISSING}


def test_what_was_kept_of_an_answer_reads_back_as_it_was() -> None:
    accepted = {FIRST: "完成投资5亿元", FREE: "投资"}
    for encoding in ("keyed", "fixed"):
        assert read(kept(accepted, encoding), (FIRST, FREE), encoding).values == accepted
    # The two items share no key, so that the flat object holds both.
    assert FIRST.key != FREE.key


@given(st.text())
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    for encoding in ("keyed", "fixed"):
        read(text, ASKED, encoding)


def test_one_headline_for_two_points_is_refused_the_second_time() -> None:
    checked = check('{"1.扩大投资":"扩大投资","2.改善民生":"扩大投资"}', (FIRST, SECOND), "keyed")
    assert checked.accepted == {FIRST: "扩大投资"}
    assert checked.faults == {SECOND: "与另一项重复"}
