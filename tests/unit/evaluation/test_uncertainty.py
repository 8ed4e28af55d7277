from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluation.metrics import F1, Ratio
from summarizer.evaluation.uncertainty import Resampling, difference

SHARE = Ratio("right", "all")
reports = st.lists(
    st.fixed_dictionaries({"right": st.integers(0, 9), "all": st.integers(9, 20)}), min_size=2, max_size=12
)
Counts = list[dict[str, float]]


def test_the_same_reports_give_the_same_interval_and_another_seed_another() -> None:
    counts: Counts = [{"right": right, "all": 10} for right in (3, 9, 5, 10, 7, 8)]
    one, other = (Resampling(counts).interval(SHARE) for _ in range(2))
    assert one == other
    assert one != Resampling(counts, seed=1).interval(SHARE)


def test_reports_are_resampled_and_not_what_is_in_them() -> None:
    alike: Counts = [{"right": 7, "all": 10}] * 8
    interval = Resampling(alike).interval(SHARE)
    assert interval is not None
    assert interval.low == interval.high == pytest.approx(0.7)


def test_one_report_or_nothing_to_score_has_no_interval() -> None:
    assert Resampling([{"right": 1, "all": 2}]).interval(SHARE) is None
    assert Resampling([{}, {}]).interval(SHARE) is None


@settings(max_examples=20)
@given(reports)
def test_the_score_lies_in_its_interval(counts: Counts) -> None:
    interval = Resampling(counts).interval(SHARE)
    value = SHARE(Resampling(counts).total)
    assert interval is not None
    assert value is not None
    assert interval.low - 0.2 <= value <= interval.high + 0.2
    assert 0 <= interval.low <= interval.high <= 1


@settings(max_examples=20)
@given(reports, st.integers(0, 5))
def test_swapping_the_runs_turns_the_difference_round(counts: Counts, lost: int) -> None:
    fewer = [{**each, "right": max(0, each["right"] - lost)} for each in counts]
    one, other = Resampling(counts), Resampling(fewer)
    down, up = difference(one, other, SHARE), difference(other, one, SHARE)
    assert down is not None
    assert up is not None
    assert down.value == pytest.approx(-up.value)
    assert (down.worse, down.better) == (up.better, up.worse)
    assert down.low == pytest.approx(-up.high)


@settings(max_examples=20)
@given(reports)
def test_a_run_differs_from_itself_by_nothing(counts: Counts) -> None:
    same = difference(Resampling(counts), Resampling(counts), SHARE)
    assert same is not None
    assert (same.value, same.low, same.high, same.worse, same.better) == (0, 0, 0, 0, 0)


def test_pairing_sees_a_small_loss_in_every_report() -> None:
    before: Counts = [{"right": right, "all": 20} for right in (6, 19, 12, 20, 8, 16, 11, 18)]
    after = [{**each, "right": each["right"] - 1} for each in before]
    change = difference(Resampling(before), Resampling(after), SHARE)
    assert change is not None
    assert change.worse == 1.0
    assert change.high < 0


def test_nothing_found_is_zero_and_nothing_to_find_is_no_score() -> None:
    f1 = F1("matched", "numbers")
    assert f1({"numbers.labelled": 5}) == 0.0
    assert f1({"numbers.found": 5}) == 0.0
    assert f1({}) is None
    assert SHARE({"right": 0, "all": 0}) is None
