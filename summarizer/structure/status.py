"""Whether a figure is done, aimed at or foreseen, where the words decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.structure.drafts import Draft
    from summarizer.structure.model import Section

_FORECAST = re.compile(r"预计|预测|预料|估计|有望|料将")
_TARGET = re.compile(
    r"力争|确保|目标|任务数|不低于|不少于|至少|争取|计划(?:新增|完成|投资|实施|建设|安排)|"
    r"到20\d\d年(?:底|末)?[,实达建]"
)
_INTENT = re.compile(r"力争|确保|任务数|不低于|不少于|至少")
"""Words of intent, in doubt in a review; 争取 there means to obtain, 目标 what was reached."""
_TASK = re.compile(r"^[^,;。(]{0,4}(?:的?(?:年度)?(?:任务|目标|指标)(?!.{0,4}(?:完成|分解|清单)))")
_ALREADY = re.compile(r"目前|截至|现时|已经|已(?!建)|现有|去年|上年|过去|基础上")
_ORDERED = re.compile(
    r"务必|确保|力争|争取|(?:年底|月底|年末|月\d{1,2}日)之?前|计划|要(?!求|素|闻)|拟|将(?!军)"
)
_ON_THE_BASIS = re.compile(r"^[^,;。]{0,12}基础上")
_BRACKETS = re.compile(r"\([^()]*\)")
PLAN_KINDS = frozenset({"plan", "targets", "requirements"})


def status_of(
    text: str, draft: Draft, section: Section, sentence_start: int
) -> tuple[Literal["actual", "target", "forecast"], bool]:
    """Return the status and whether the words leave no doubt."""
    # What stands in brackets is about another number.
    before = _BRACKETS.sub("", text[max(sentence_start, draft.clause_start) : draft.first])
    behind = text[draft.last : draft.last + 20]
    if section.kind in PLAN_KINDS:
        if _ON_THE_BASIS.match(behind):
            return "actual", True
        if _FORECAST.search(before):
            return "forecast", False
        if _ALREADY.search(before) and not _TARGET.search(before):
            return "actual", False
        return "target", True
    if draft.is_task:
        return "target", True
    if _FORECAST.search(before):
        return "forecast", True
    if draft.level is not None and _TASK.match(text[draft.level.end : draft.level.end + 16]):
        return "target", True
    sentence = text[sentence_start : draft.first]
    earlier = _FORECAST.search(sentence)
    if (
        earlier is not None
        and text[sentence_start + earlier.end() : draft.first].count(",") <= 1
        and "预计" in before + sentence[-24:]
    ):
        return "forecast", True
    if (
        re.search(
            r"力争|任务数|(?<!完成)(?<!完成[年全]度)(?<!完成全年)目标(?!任务|管理|责任)[^,;。]{0,6}$", before
        )
        and section.kind != "problems"
    ):
        return "target", False
    if section.kind == "preamble" and not section.heading and _ORDERED.search(sentence):
        # Minutes and notes have no plan part; what is still to be done is said in passing.
        return "target", False
    return "actual", not _INTENT.search(before)
