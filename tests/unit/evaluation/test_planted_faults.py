"""Every kind of fault, planted into a report that was right, fails a gate, which says what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.evaluation.runs import Run
from tests.support.evaluations import evaluated, judged, with_broken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOWNSHIP = "fengzhan-2024-h1"
Record = dict[str, Any]


def figure(record: Record, name: str) -> Record:
    found: Record = next(each for each in record["figures"] if each["name"] == name)
    return found


def number(record: Record) -> None:
    figure(record, "农业总产值")["value"] = "2.41"


def unit(record: Record) -> None:
    figure(record, "农业总产值")["unit"] = "亿美元"


def direction(record: Record) -> None:
    figure(record, "规上工业总产值")["change"]["direction"] = "up"


def names(record: Record) -> None:
    one, other = figure(record, "农业总产值"), figure(record, "固定资产投资")
    one["name"], other["name"] = "电商主体", "茶园"


def status(record: Record) -> None:
    target = next(each for each in record["figures"] if each["status"] == "target")
    target["status"] = "actual"


def heading(record: Record) -> None:
    record["sections"] = [each for each in record["sections"] if "特色产业" not in each["heading"]]


def point(record: Record) -> None:
    record["problems"] = record["problems"][1:]


def empty(record: Record) -> None:
    record["figures"] = []
    record["key_figures"] = []
    record["overview"] = {"text": "", "figures": [], "written_by": "rule"}
    for kind in ("achievements", "actions", "problems"):
        for each in record[kind]:
            each["figures"] = []


def quote(record: Record) -> None:
    evidence = figure(record, "农业总产值")["evidence"]
    evidence["quote"] = evidence["quote"].replace("2.14", "2.41")


def shifted(record: Record) -> None:
    figure(record, "农业总产值")["evidence"]["start"] += 1


def title(record: Record) -> None:
    record["meta"]["title"] = None


def failed_section(record: Record) -> None:
    record["warnings"] = [
        {"code": "section-failed", "message": "“一、上半年工作总结”模型未能作答", "section": "S1"}
    ]


def field(record: Record) -> None:
    record["figures"][0]["vaule"] = record["figures"][0].pop("value")


def uncovered(record: Record) -> None:
    evidence = record["figures"][0]["evidence"]
    record["uncovered"] = [{"number": "2.14", "evidence": evidence}]


FAULTS: list[tuple[Callable[[Record], None], str, str]] = [
    (number, "grounding.figures", "农业总产值: 2.41 is not in the passage cited"),
    (number, "new faults", "number: 农业总产值: labelled 2.14亿元, found 2.41亿元"),
    (unit, "new faults", "unit: 农业总产值: labelled 2.14亿元, found 2.14亿美元"),
    (direction, "new faults", "direction: 规上工业总产值: labelled -2.1%, found 2.1%"),
    (names, "new faults", "name: 农业总产值 2.14亿元: labelled 农业总产值, found 电商主体"),
    (status, "new faults", "status: .*: labelled target, found actual"),
    (heading, "new faults", "heading-missed: .*特色产业.* was not found"),
    (heading, "headings.f1", "in the baseline"),
    (point, "new faults", "point-missed: .* was not found among the problems"),
    (empty, "coverage.reports", f"broken in {TOWNSHIP}; nothing was found, and 34 figures are labelled"),
    (empty, "figures.strict_f1", "in the baseline"),
    (quote, "grounding.quotes", "is not what stands at"),
    (shifted, "grounding.quotes", f"broken in {TOWNSHIP}"),
    (title, "new faults", "metadata: title: labelled .*, found nothing"),
    (failed_section, "runs.whole", "模型未能作答"),
    (field, "runs.valid", r"the report does not fit its schema: report\.figures\[0\]\.val?u"),
    (uncovered, "new faults", "uncovered: 2.14 is neither a figure nor anything else"),
]


@pytest.mark.parametrize(("plant", "gate", "words"), FAULTS, ids=[f"{p.__name__}-{g}" for p, g, _ in FAULTS])
def test_a_planted_fault_is_caught_and_named(
    plant: Callable[[Record], None], gate: str, words: str, tmp_path: Path
) -> None:
    verdict = judged(with_broken(TOWNSHIP, plant, tmp_path))
    assert verdict.outcome == "failed"
    messages = [each.message for each in verdict.failed if each.name == gate]
    assert any(re.search(words, message) for message in messages), verdict.failed


def test_nothing_planted_is_nothing_caught(tmp_path: Path) -> None:
    verdict = judged(with_broken(TOWNSHIP, dict.copy, tmp_path))
    assert (verdict.outcome, verdict.failed) == ("passed", [])


def test_a_report_that_crashed_counts_as_one_in_which_nothing_was_found() -> None:
    base = evaluated()
    crash = {"kind": "crash", "message": "ZeroDivisionError: division by zero"}
    runs = [
        run
        if run.document != TOWNSHIP
        else Run.model_validate({**run.model_dump(), "report": None, "failure": crash})
        for run in base.runs
    ]
    verdict = judged(runs)
    (gate,) = [each for each in verdict.failed if each.name == "runs.valid"]
    assert gate.message.endswith(f"broken in {TOWNSHIP}; ZeroDivisionError: division by zero.")
    recall = verdict.scores["all"]["figures.recall"]
    before = base.verdict.scores["all"]["figures.recall"]
    assert recall.support == before.support
    assert (recall.value or 0) < 0.6 < (before.value or 0)
