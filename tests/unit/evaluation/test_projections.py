"""One verdict, and four ways to look at it that say the same."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from summarizer.cleaning import clean
from summarizer.evaluation.comparing import compare_verdicts
from summarizer.evaluation.junit import to_junit
from summarizer.evaluation.markdown import comparison_to_markdown, to_markdown
from summarizer.evaluation.page import Material, to_page
from summarizer.evaluation.verdict import FaultRecord, Verdict, to_json
from summarizer.readers import read
from tests.support.evaluations import IDS, evaluated, judged, with_broken

TOWNSHIP = IDS[1]
EVIL = "a|b `c` \x1b[31m<script>*x*\nnext"


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    def target(record: dict[str, list[dict[str, str]]]) -> None:
        next(each for each in record["figures"] if each["status"] == "target")["status"] = "actual"

    return judged(with_broken(TOWNSHIP, target, tmp_path_factory.mktemp("runs")))


def test_json_is_the_whole_record(failed: Verdict) -> None:
    assert Verdict.model_validate_json(to_json(failed)) == failed
    assert "\\u" not in to_json(failed)


def test_markdown_says_the_verdict_what_failed_and_the_scores(failed: Verdict) -> None:
    changes = compare_verdicts(evaluated().verdict, failed)
    text = to_markdown(failed, changes)
    assert text.startswith("## ✗ The gates do not hold\n")
    assert "- ✗ **regression** new faults: 1 new: " in text
    assert "| statuses right | " in text
    assert "<details><summary>1 newly failing</summary>" in text
    assert to_markdown(evaluated().verdict).startswith("## · No gates were held\n")


def test_markdown_lists_every_fault_where_it_is_asked_to(failed: Verdict) -> None:
    faults = sum(len(each.faults) for each in failed.documents)
    whole = to_markdown(failed, every_fault=True)
    assert "more\n" not in whole.partition("by kind")[2]
    assert sum(line.startswith("- ") for line in whole.splitlines()) >= faults


def test_a_comparison_says_how_surely_a_score_moved(failed: Verdict) -> None:
    text = comparison_to_markdown(compare_verdicts(evaluated().verdict, failed))
    assert text.startswith("Compared over 3 reports.")
    (row,) = [line for line in text.splitlines() if line.startswith("| statuses right |")]
    assert row.split(" | ")[3].startswith("-0.0")


def test_junit_has_a_case_per_gate_and_per_report(failed: Verdict) -> None:
    root = ET.fromstring(to_junit(failed, compare_verdicts(evaluated().verdict, failed)))  # noqa: S314 - our own
    gates, reports = root.findall("testsuite")
    assert int(gates.get("failures") or 0) == len(failed.failed)
    assert {each.get("name") for each in gates.findall("testcase[failure]")} == {
        f"{gate.kind}: {gate.name}" for gate in failed.failed
    }
    assert [each.get("name") for each in reports.findall("testcase[failure]")] == [TOWNSHIP]
    assert len(reports.findall("testcase")) == int(reports.get("tests") or 0) == len(IDS)


def test_junit_tells_a_report_without_a_record_as_an_error(failed: Verdict) -> None:
    crash = FaultRecord(kind="crash", item="run", message=EVIL)
    one = failed.documents[0].model_copy(update={"faults": [crash]})
    broken = failed.model_copy(update={"documents": [one, *failed.documents[1:]]})
    root = ET.fromstring(to_junit(broken))  # noqa: S314 - our own
    (error,) = root.findall("testsuite/testcase/error")
    assert error.get("type") == "crash"
    assert "\x1b" not in (error.text or "")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_needs_nothing_else_and_marks_what_is_wrong(failed: Verdict) -> None:
    base = evaluated()
    reports = {run.document: run.report for run in base.runs}
    page = to_page(
        failed,
        [
            Material(document=each, text=clean(read(each.source)).text, report=reports[each.id])
            for each in base.gold.documents
        ],
    )
    tags = Tags()
    tags.feed(page)
    assert not [tag for tag, attrs in tags.tags if tag in {"script", "link", "img"} or "src" in attrs]
    states = {attrs.get("class") for tag, attrs in tags.tags if tag == "mark"}
    assert {"right", "partly"} <= states
    assert sum(tag == "details" for tag, _ in tags.tags) == len(IDS)
    assert "2.14亿元" in page


def test_texts_from_elsewhere_are_only_texts(failed: Verdict) -> None:
    evil = failed.documents[0].model_copy(
        update={"faults": [FaultRecord(kind="name", item="figures[0].level", message=EVIL)]}
    )
    verdict = failed.model_copy(update={"documents": [evil]})
    shown = to_markdown(verdict, every_fault=True)
    assert "a\\|b \\`c\\` \\<script\\>\\*x\\* next" in shown
    assert "\x1b" not in shown
    document = evaluated().gold.documents[0]
    page = to_page(verdict, [Material(document=document, text=EVIL, report=None)])
    assert "<script>" not in page
    assert "\x1b" not in page
