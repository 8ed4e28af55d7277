from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.figures import figures

if TYPE_CHECKING:
    from summarizer.structure import SectionKind


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("新建公园12个。", "review", "actual"),
        ("力争全年完成投资50亿元。", "review", "target"),
        ("固定资产投资任务数45亿元。", "review", "target"),
        ("预计全年地区生产总值510亿元。", "review", "forecast"),
        ("有望完成税收30亿元。", "review", "forecast"),
        ("到位资金完成年度目标的106%。", "review", "actual"),
        ("到位资金完成目标任务的106%。", "review", "actual"),
        ("新增就业分别完成任务数的106%。", "review", "actual"),
        ("年度任务为计划完成公路54公里。", "review", "target"),
        ("新建公园12个。", "plan", "target"),
        ("增长6%以上。", "targets", "target"),
        ("目前已签约项目12个。", "plan", "actual"),
        ("预计明年财政收入40亿元。", "plan", "forecast"),
        ("缺口资金12亿元。", "problems", "actual"),
        ("会议要求年底前建成公园12个。", "preamble", "target"),
        ("会议听取汇报12项。", "preamble", "actual"),
    ],
)
def test_status(text: str, kind: SectionKind, status: str) -> None:
    assert [f.status for f in figures(text, kind)] == [status]


def test_a_plan_that_builds_on_what_was_done() -> None:
    found = figures("在上年建成20个平台的基础上,再建成平台15个。", "plan")

    assert [f.status for f in found] == ["actual", "target"]


def test_a_forecast_covers_the_change_beside_it() -> None:
    assert [f.status for f in figures("预计完成税收30亿元,增长6%。")] == ["forecast"]


def test_a_target_in_brackets_leaves_the_result_actual() -> None:
    assert [f.status for f in figures("研发投入强度36.1%(任务数16.7%)。")] == ["actual", "target"]


def test_words_decide_or_leave_doubt() -> None:
    assert figures("预计税收30亿元。")[0].status_sure
    assert figures("新建公园12个。")[0].status_sure
    assert not figures("目前已签约项目12个。", "plan")[0].status_sure


def test_obtaining_and_reaching_an_aim_leave_no_doubt_in_a_review() -> None:
    assert figures("争取上级各类资金2360万元。")[0].status_sure
    assert figures("城镇新增就业4127人,完成目标任务的103.2%。")[1].status_sure
    assert not figures("力争签约项目12个。")[0].status_sure
