"""Kinds of reports of the user's own, from their directory to the brief."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer import Summarizer
from summarizer.errors import ExitCode
from summarizer.profiles import BUILT_IN, load
from summarizer.rendering.page import Page
from summarizer.testing import PlayedAsker, obedient, properties
from tests.support.command import in_process

if TYPE_CHECKING:
    from summarizer.exchange import Request
    from summarizer.schemas import Report

ANNUAL = Path(__file__).parents[2] / "examples" / "profiles" / "annual-report"
REPORT = ANNUAL / "report.txt"
OVERVIEW = {
    "业绩": "扩大新能源市场，建成智能工厂。",
    "风险": "原材料价格波动，客户集中。",
    "计划": "提高产能，控制成本。",
}


def answered(**own: str) -> tuple[Report, PlayedAsker]:
    """The example report, the questions of its profile answered like this."""

    def play(request: Request) -> str:
        if request.label != "overview":
            return obedient(request)
        said = {**OVERVIEW, **own}
        return json.dumps({key: said[key] for key in properties(request)}, ensure_ascii=False)

    asker = PlayedAsker(play=play)
    with Summarizer(asker=asker) as summarizer:
        return summarizer.summarize(REPORT, profile=load(ANNUAL)), asker


def test_new_then_check_then_brief(tmp_path: Path) -> None:
    made = in_process("profile", "new", tmp_path / "mine")
    assert made.code == ExitCode.OK
    assert made.text.splitlines()[0].endswith("profile.toml")
    checked = in_process("profile", "check", tmp_path / "mine")
    assert (checked.code, checked.text.split()[:2]) == (ExitCode.OK, ["mine", "1"])
    arguments: list[str | Path] = ["brief", REPORT, "--model", "none", "--detail", "full"]
    with_it = in_process(*arguments, "--profile", tmp_path / "mine").text
    without = in_process(*arguments).text
    assert [line for line in with_it.splitlines() if "没有得到可用的回答" not in line] == without.splitlines()


def test_a_mistake_is_one_sentence_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("id = 'mine'\nversion = 1\n", encoding="utf-8")
    for outcome in (
        in_process("profile", "check", tmp_path),
        in_process("brief", REPORT, "--profile", tmp_path),
    ):
        assert outcome.code == ExitCode.USAGE
        assert "profile.toml:2:" in outcome.err
        assert "Traceback" not in outcome.err


def test_english_and_a_profile_exclude_each_other() -> None:
    outcome = in_process("brief", REPORT, "--profile", ANNUAL, "--language", "en", "--model", "x")
    assert outcome.code == ExitCode.USAGE
    assert "--profile" in outcome.err


def test_words_of_the_profile_reach_brief_and_record() -> None:
    brief = in_process("brief", REPORT, "--profile", ANNUAL, "--model", "none").text
    for told in (
        "## 风险因素",
        "## 经营情况",
        "主要财务指标：",
        "面临的主要风险：原材料价格波动",
        "|公司营业收入|28.64亿元|",
    ):
        assert told in brief
    record = json.loads(
        in_process("brief", REPORT, "--profile", ANNUAL, "--model", "none", "--format", "json").text
    )
    assert record["provenance"]["profile"] == "annual-report"
    assert record["provenance"]["profile_sha256"] == load(ANNUAL).sha256
    assert {each["kind"] for each in record["sections"] if "风险" in each["heading"]} == {"problems"}
    asked = [each["message"] for each in record["warnings"] if each["code"] == "question-unanswered"]
    assert asked == ["“主营业务”没有得到可用的回答", "“经营模式”没有得到可用的回答"]


def test_answers_are_checked_and_numbers_put_in_by_code() -> None:
    report, _ = answered(主营业务="从事精密轴承的研发，实现{研发投入}。", 经营模式="以销定产")
    assert [(each.name, each.text) for each in report.answers] == [
        ("主营业务", "从事精密轴承的研发，实现研发投入2.06亿元。"),
        ("经营模式", "以销定产"),
    ]
    figures = {each.id: each.value for each in report.figures}
    assert [figures[one] for one in report.answers[0].figures] == ["2.06"]
    with Summarizer(model="none") as summarizer:
        brief = summarizer.brief(report)
    assert "- **主营业务**：从事精密轴承的研发，实现研发投入2.06亿元[^F" in brief


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"主营业务": "全年营业收入28.64亿元。", "经营模式": "不好说"}, "不在选项里"),
        ({"主营业务": "从事速冻面点的研发和销售。", "经营模式": "以产定销"}, "报告里没有这个词"),
        ({"主营业务": "与华星公司合资研发轴承。", "经营模式": ""}, "不在选项里"),
    ],
)
def test_what_may_not_stand_is_asked_once_more_and_then_named(own: dict[str, str], why: str) -> None:
    report, asker = answered(**own)
    assert report.answers == []
    assert [each.code for each in report.warnings].count("question-unanswered") == 2
    overviews = [request for request in asker.requests if request.label == "overview"]
    assert len(overviews) == 2
    assert f"经营模式（以销定产/以产定销/未说明）（上次{why}）" in overviews[1].messages[-1].content


def test_the_last_choice_needs_no_place_in_the_report() -> None:
    report, _ = answered(主营业务="从事精密轴承的研发。", 经营模式="未说明")
    assert report.answers[1].text == "未说明"


def test_the_prompts_of_the_profile_are_in_the_request() -> None:
    _, asker = answered(主营业务="从事精密轴承的研发。", 经营模式="以销定产")
    overview = next(request for request in asker.requests if request.label == "overview")
    assert overview.messages[0].content == load(ANNUAL).prompts["overview"].text
    assert overview.messages[0].content != BUILT_IN.prompts["overview"].text


def test_the_page_shows_the_answers() -> None:
    report, _ = answered(主营业务="从事精密轴承的研发，实现{研发投入}。", 经营模式="以销定产")
    page = Page(report, None, language="zh").html()
    assert "<b>主营业务</b>：从事精密轴承的研发，实现研发投入2.06亿元。" in page
    assert "<b>经营模式</b>：以销定产" in page


@pytest.mark.model
def test_the_example_with_the_embedded_model() -> None:
    outcome = in_process("brief", REPORT, "--profile", ANNUAL, "--format", "json")
    assert outcome.code == ExitCode.OK, outcome.err
    record = json.loads(outcome.out)
    assert record["provenance"]["endpoint_host"] == "embedded"
    answers = {each["name"]: each["text"] for each in record["answers"]}
    assert answers["经营模式"] in {"以销定产", "未说明"}
    unanswered = [each for each in record["warnings"] if each["code"] == "question-unanswered"]
    assert len(answers) + len(unanswered) == 2
    assert record["overview"]["written_by"] == "model"
