from __future__ import annotations

from typing import Any

import pytest

from summarizer.evaluation.figures import Score, compare, numbers_of, total

LABEL: dict[str, Any] = {
    "name": "工业投资",
    "value": "20.99",
    "unit": "亿元",
    "change": {"value": "41.8", "unit": "%", "direction": "up"},
    "status": "actual",
    "quote": "全年完成工业投资20.99亿元,增长41.8%",
}


def _score(*predicted: dict[str, Any]) -> Score:
    return compare([LABEL], predicted).score


def test_labels_against_themselves_are_all_right() -> None:
    score = _score(LABEL)
    assert (score.labelled, score.matched, score.strict) == (2, 2, 2)
    assert score.f1 == score.strict_f1 == score.name_share == 1.0


def test_nothing_found_is_nothing_right() -> None:
    assert _score() == Score(labelled=2)
    assert _score().f1 == 0.0
    assert compare([], []).score.f1 is None


@pytest.mark.parametrize(
    ("changed", "matched", "strict"),
    [
        ({"name": "固定资产"}, 2, 0),
        ({"name": "全年工业投资"}, 2, 2),
        ({"status": "target"}, 2, 0),
        ({"value": "20.98"}, 1, 1),
        ({"unit": "万元"}, 1, 1),
        ({"quote": "规上工业企业利润总额一百余户"}, 0, 0),
        ({"quote": "全年完成工业投资２０．９９亿元，增长４１．８％"}, 2, 2),
        ({"change": None}, 1, 1),
        ({"change": "+41.8%"}, 2, 2),
        ({"value": "20.99亿元", "unit": ""}, 2, 2),
    ],
)
def test_what_is_wrong_costs_what_it_touches(changed: dict[str, Any], matched: int, strict: int) -> None:
    score = _score({**LABEL, **changed})
    assert (score.matched, score.strict) == (matched, strict)


def test_a_level_taken_for_a_change_is_matched_but_not_right() -> None:
    swapped = {**LABEL, "value": "41.8", "unit": "%", "change": {"value": "20.99", "unit": "亿元"}}
    score = _score(swapped)
    assert (score.matched, score.roles, score.strict) == (2, 0, 0)


def test_a_number_said_twice_is_matched_once() -> None:
    score = _score(LABEL, LABEL)
    assert (score.predicted, score.matched) == (4, 2)
    assert score.precision == 0.5


def test_the_evidence_of_a_record_is_its_quote() -> None:
    record = {**LABEL, "quote": None, "evidence": {"quote": "損壞", "clean": LABEL["quote"]}}
    assert _score(record).strict == 2


def test_reports_add_up_number_by_number() -> None:
    both = total([_score(LABEL), _score()])
    assert (both.labelled, both.strict) == (4, 2)
    assert both.strict_f1 == pytest.approx(2 / 3)


def test_a_change_in_the_other_direction_is_another_number() -> None:
    turned = {**LABEL, "change": {"value": "41.8", "unit": "%", "direction": "down"}}
    comparison = compare([LABEL], [turned])
    assert comparison.score.matched == 1
    (mistaken,) = comparison.mistaken
    assert (mistaken.label.written, mistaken.found.written) == ("41.8%", "-41.8%")


def test_a_number_that_is_not_right_is_told_with_the_one_that_is() -> None:
    (mistaken,) = compare([LABEL], [{**LABEL, "value": "20.98"}]).mistaken
    assert (mistaken.label.written, mistaken.found.written) == ("20.99亿元", "20.98亿元")


def test_amounts_are_compared_after_conversion() -> None:
    told = {**LABEL, "value": "209900", "unit": "万元"}
    assert _score(told).strict == 2
    points = {**LABEL, "change": {"value": "41.8", "unit": "个百分点", "direction": "up"}}
    assert _score(points).strict == 1


def test_of_two_numbers_alike_each_finds_its_own() -> None:
    other = {**LABEL, "name": "技改投资", "change": None, "quote": "全年完成技改投资20.99亿元"}
    for predicted in ([LABEL, other], [other, LABEL]):
        assert compare([LABEL, other], predicted).score.strict == 3


def test_numbers_are_taken_out_of_what_other_tools_write() -> None:
    told = [numbers_of({"name": "x", "value": value, "unit": unit}) for value, unit in _TOLD]
    assert [str(number.amount.low) for (number,) in told] == ["1", "1200", "2", "1/4", "15"]
    assert numbers_of({"name": "x", "value": "若干", "unit": "家"}) == ()


_TOLD = [("1~2", "家"), ("1,200", "余人"), ("2.0", "个点"), ("四分之一", ""), ("十五", "家")]
