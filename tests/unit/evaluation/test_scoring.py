"""A report against its labels: what scores 1, what scores nothing, and what the order must not change."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluation.drafting import draft
from summarizer.evaluation.extraction import score_figures
from summarizer.evaluation.gold import Labels
from summarizer.evaluation.grounding import brief_numbers, numbers_in
from summarizer.evaluation.keypoints import score_key_points
from summarizer.evaluation.metrics import METRICS, scores
from summarizer.evaluation.scoring import score_report
from summarizer.evaluation.tally import summed
from summarizer.rendering import render_markdown
from summarizer.schemas import Report
from tests.support.evaluations import IDS, evaluated

BASE = evaluated()
REPORTS = {run.document: run.report for run in BASE.runs if run.report is not None}
LABELS = {each.id: each.labels for each in BASE.gold.documents}
COURT, TOWNSHIP, PLAN = IDS


def labels_of(report: Report) -> Labels:
    """Labels that say just what the report says."""
    return Labels.model_validate(draft(report, "x", "x.txt"))


@pytest.mark.parametrize("document", IDS)
def test_a_report_against_itself_scores_one_wherever_it_scores(document: str) -> None:
    report = REPORTS[document]
    tally = score_report(labels_of(report), report, BASE.sources[document])
    made = scores(tally.counts)
    of_labels = [
        name
        for name in METRICS
        if name.startswith(("figures.", "headings.", "points.", "documents.", "metadata."))
    ]
    assert {made[name] for name in of_labels} <= {1.0, None}
    assert made["figures.strict_f1"] == 1.0


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_labels_and_findings_changes_no_count(seed: int) -> None:
    shuffle = random.Random(seed).shuffle  # noqa: S311 - an order, no secret
    report, labels = REPORTS[TOWNSHIP], LABELS[TOWNSHIP]
    figures, wanted = list(report.figures), list(labels.figures)
    shuffle(figures)
    shuffle(wanted)
    moved = score_figures(
        labels.model_copy(update={"figures": wanted}), report.model_copy(update={"figures": figures})
    )
    straight = score_figures(labels, report)
    assert summed([moved.counts]) == pytest.approx(summed([straight.counts]))
    assert sorted(fault.kind for fault in moved.faults) == sorted(fault.kind for fault in straight.faults)


@given(st.integers(1, 3))
@settings(max_examples=3, deadline=None)
def test_saying_everything_again_finds_nothing_more(times: int) -> None:
    report, labels = REPORTS[COURT], LABELS[COURT]
    again = score_figures(labels, report.model_copy(update={"figures": list(report.figures) * (times + 1)}))
    once = score_figures(labels, report)
    for name in ("numbers.labelled", "numbers.matched", "numbers.strict"):
        assert again.counts[name] == once.counts[name]
    assert again.counts["numbers.found"] == once.counts["numbers.found"] * (times + 1)


def test_swapped_sides_swap_precision_and_recall() -> None:
    report, labels = REPORTS[TOWNSHIP], LABELS[TOWNSHIP]
    kept = report.model_copy(update={"figures": report.figures[5:], "key_figures": []})
    one = scores(score_figures(labels, kept).counts)
    other_labels = labels_of(kept)
    figures = [each.model_dump() for each in labels.figures]
    as_report = _as_report(kept, figures)
    other = scores(score_figures(other_labels, as_report).counts)
    assert one["figures.f1"] == pytest.approx(other["figures.f1"])
    assert one["figures.precision"] == pytest.approx(other["figures.recall"])
    assert one["figures.recall"] == pytest.approx(other["figures.precision"])


def _as_report(report: Report, figures: list[dict[str, Any]]) -> Report:
    """A report that holds the labelled figures."""
    made: list[dict[str, Any]] = []
    for place, figure in enumerate(figures):
        quote = figure.pop("quote")
        evidence = {"quote": quote, "clean": quote, "start": 0, "end": len(quote)}
        extra: dict[str, Any] = {
            "id": f"F{place + 1}",
            "section": None,
            "named_by": "rule",
            "flags": [],
            "evidence": evidence,
        }
        made.append({**figure, **extra})
    return Report.model_validate({**report.model_dump(), "figures": made})


def test_empty_against_empty_is_no_score_and_not_a_perfect_one() -> None:
    lists = ("sections", "figures", "achievements", "actions", "problems", "documents")
    nothing = LABELS[PLAN].model_copy(update={name: [] for name in (*lists, "key_points")})
    empty = REPORTS[PLAN].model_copy(update={name: [] for name in (*lists, "key_figures")})
    made = scores(score_report(nothing, empty, BASE.sources[PLAN]).counts)
    unscored = ("figures.f1", "figures.strict_f1", "figures.name", "headings.f1", "points.f1", "documents.f1",
                "brief.key_points", "grounding.figures", "coverage.reports")  # fmt: skip
    assert {name: made[name] for name in unscored} == dict.fromkeys(unscored)


def test_nothing_found_where_something_is_labelled_is_a_coverage_failure() -> None:
    empty = REPORTS[PLAN].model_copy(update={"figures": [], "key_figures": []})
    tally = score_report(LABELS[PLAN], empty, BASE.sources[PLAN])
    made = scores(tally.counts)
    assert made["figures.f1"] == made["coverage.reports"] == 0.0
    assert made["figures.name"] is None
    assert "empty" in {fault.kind for fault in tally.faults}


def test_chinese_is_read_character_by_character() -> None:
    # A tokenizer of Latin words finds 5.2 and nothing else, and takes the two for the same.
    label = {
        "name": "国内生产总值",
        "quote": "国内生产总值增长5.2%",
        "change": {"value": "5.2", "unit": "%", "direction": "up"},
    }
    found = {
        "name": "一般公共预算收入",
        "quote": "一般公共预算收入下降5.2%",
        "change": {"value": "5.2", "unit": "%", "direction": "down"},
    }
    from summarizer.evaluation.figures import compare  # noqa: PLC0415 - beside what it is used for

    assert compare([label], [found]).score.matched == 0
    assert compare([label], [label]).score.strict == 1


def test_key_points_are_looked_for_before_the_footnotes() -> None:
    labels = LABELS[TOWNSHIP]
    brief = render_markdown(REPORTS[TOWNSHIP])
    body, _, notes = brief.partition("\n## 来源")
    inside = score_key_points(labels, brief).counts
    assert inside["keys.mentioned"] > 0
    assert score_key_points(labels, f"## 来源\n{notes}").counts["keys.mentioned"] <= inside["keys.mentioned"]
    outside = score_key_points(labels, f"# x\n\n## 来源\n{body}").counts
    assert outside["keys.mentioned"] == 0


def test_numbers_of_a_passage_are_known_in_every_way_they_are_written() -> None:
    assert numbers_in("占全市四分之一，新增１,２００户、十五家，百分之七点五") >= {"1/4", "1200", "15", "7.5"}
    assert numbers_in("2024/7/8 16:20") >= {"2024", "7", "8", "16", "20"}


BRIEF = """\
# 澜湾区2023年工作总结（简报）

报告期：2023年

## 关键数据

未注明的为2023年实际数。

|指标|数值|变化|来源|
|---|---|---|---|
|工业投资（2023年1—9月）|20.99亿元|增长41.8%|[^F1]|

## 主要工作

- 完成投资20.99亿元[^F1]；新建学校4所[^P2]。
- 没有出处的3项。

## 来源

[^F1]: 一、工作：「完成工业投资20.99亿元，增长41.8%」
[^P2]: 一、工作：「新建学校五所」
"""


def test_every_number_of_the_brief_is_looked_for_in_the_notes_of_its_marks() -> None:
    found = {(number, held) for number, _, held in brief_numbers(BRIEF, "澜湾区2023年")}
    assert found == {("2023", True), ("20.99", True), ("41.8", True), ("4", False), ("3", False)}
