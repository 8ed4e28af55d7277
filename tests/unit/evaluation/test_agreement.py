"""The same figures scored by the product and by the script that the labels came with: where they part."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from summarizer.evaluation.figures import compare
from summarizer.evaluation.gold import load
from summarizer.pipeline import summarize
from summarizer.readers import read
from tests.support import greedy
from tests.support.evaluations import EVALS

Figure = dict[str, Any]
FIGURES: dict[str, tuple[list[Figure], list[Figure]]] = {
    each.id: (
        [figure.model_dump() for figure in each.labels.figures],
        [figure.model_dump() for figure in summarize(read(each.source), None).figures],
    )
    for each in load(EVALS / "gold").documents
}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_two_agree_to_within_a_hundredth(split: str) -> None:
    ours, theirs = Counter[str](), Counter[str]()
    for document in load(EVALS / "gold").only(splits=[split]).documents:
        labelled, found = FIGURES[document.id]
        score = compare(labelled, found).score
        ours.update(
            labelled=score.labelled, found=score.predicted, matched=score.matched, strict=score.strict
        )
        other = greedy.score(labelled, found)
        theirs.update({name: int(other[name]) for name in ("labelled", "found", "matched", "strict")})
    assert (ours["labelled"], ours["found"]) == (theirs["labelled"], theirs["found"])
    everything = ours["labelled"] + ours["found"]
    for right in ("matched", "strict"):
        assert abs(ours[right] - theirs[right]) * 2 / everything <= 0.01


@pytest.mark.parametrize("document", FIGURES)
def test_every_difference_is_a_direction_that_is_not_the_labelled_one(document: str) -> None:
    """Of what rules find, nothing else tells the two apart: no conversion, no greedy choice."""
    labelled, found = FIGURES[document]
    ours, theirs = compare(labelled, found), greedy.score(labelled, found)
    turned = [
        pair
        for pair in ours.mistaken
        if pair.label.amount.agrees(pair.found.amount) and pair.label.direction != pair.found.direction
    ]
    assert ours.score.matched + len(turned) == theirs["matched"]


LABEL: Figure = {
    "name": "工业投资",
    "value": "1.2",
    "unit": "万亿元",
    "change": {"value": "5", "unit": "%", "direction": "up"},
    "status": "actual",
    "quote": "全年完成工业投资1.2万亿元,增长5%",
}


@pytest.mark.parametrize(
    ("changed", "ours", "theirs"),
    [
        ({}, 2, 2),
        ({"value": "12000", "unit": "亿元"}, 2, 1),  # converted here
        ({"change": {"value": "5", "unit": "%", "direction": "down"}}, 1, 2),  # another direction
        ({"change": {"value": "5", "unit": "个百分点", "direction": "up"}}, 1, 1),
    ],
)
def test_where_the_two_part(changed: Figure, ours: int, theirs: int) -> None:
    found = [{**LABEL, **changed}]
    assert compare([LABEL], found).score.matched == ours
    assert greedy.score([LABEL], found)["matched"] == theirs


def test_a_greedy_match_loses_what_the_best_one_keeps() -> None:
    def level(name: str, quote: str) -> Figure:
        return {"name": name, "value": "3", "unit": "家", "change": None, "status": "actual", "quote": quote}

    both = "甲乙丙子3家丁戊己庚3家"
    labelled = [level("甲", both), level("丁", "丁戊己庚3家")]
    found = [level("甲", both), level("丁", "甲乙丙子3家")]
    # The best single pair leaves the second finding with a label whose place it does not share.
    assert greedy.score(labelled, found)["matched"] == 1
    assert compare(labelled, found).score.matched == 2
