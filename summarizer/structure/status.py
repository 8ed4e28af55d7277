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
_OUTDONE = re.compile(r"(?:完成|占|为|实现|达到?)[^,;。]{0,8}(?:目标|任务数?)[^,;。]{0,6}$")
_DONE_SINCE = re.compile(r"已(?!建)|截至|目前|完成(?!年度|全年|目标)|累计|其中|较|比")
_PLANNED = re.compile(
    r"(?:^|[,;、:为]|全年|今年|20\d\d年|年内|(?<!占)(?<!完成)年度|半年|我[局县市区校院镇]|全[县市区省镇])"
    r"计划(?:新增|完成|投资|实施|建设|安排|新建|引进|招收|招录|改造)[^,;。]*$"
)
_TASK = re.compile(
    r"^[^,;。(]{0,4}(?:的?(?:年度)?(?:任务|目标|指标|计划(?=$|[,;。]))(?!.{0,4}(?:完成|分解|清单)))"
)
_PIECES = frozenset({"项", "个", "条", "件"})
"""Units of tasks that are counted themselves (22项长期任务)."""
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
    followed = draft.follows or draft
    clause_start = min(draft.clause_start, followed.clause_start)
    before = _BRACKETS.sub("", text[max(sentence_start, clause_start) : draft.first])
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
    level = draft.level
    if level is not None and level.unit not in _PIECES and _TASK.match(text[level.end : level.end + 16]):
        return "target", True
    sentence = text[sentence_start : draft.first]
    earlier = _FORECAST.search(sentence)
    if earlier is not None and not _DONE_SINCE.search(sentence, earlier.end()):
        return "forecast", True
    if (
        re.search(
            r"力争|任务数|(?<!完成)(?<!完成[年全]度)(?<!完成全年)目标(?!任务|管理|责任)[^,;。]{0,6}$", before
        )
        and section.kind != "problems"
        and not _OUTDONE.search(before)
    ):
        return "target", False
    if _PLANNED.search(before):
        return "target", False
    if section.kind == "preamble" and not section.heading and _ORDERED.search(sentence):
        # Minutes and notes have no plan part; what is still to be done is said in passing.
        return "target", False
    return "actual", not _INTENT.search(before)
