"""Values that something rose or fell from: no figures of their own, but they name what it came to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure.levels import draft_level
from summarizer.structure.roles import read_role

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run

_BASE_FOLLOWS = re.compile(
    r"^(?:左右|以上)?,?(?:的[^,;。]{0,6})?(?:再次?|又)?(?:双双|均|分别)?"
    r"(?:提高|提升|增加|增长|上升|增|升|扩大|下降|降低|减少|降|压缩|缩短|减|压减|调整|回落|回升|翻番|"
    r"延长|调增|上调|恢复|跃升|跃居|升居|前进|减产|增产|减收|增收|转|增至)+"
    r"(?:到|至|为|成)?(?:了)?(?:约|近|接近|超过?|逾|每人|每户|每月|每年|每天|人均|月均|年均|下降|增长|\d{1,2}月(?:份|底|末)?的?|(?:19|20)\d\d年(?:末|底)?的?)*$"
)
# 突破4000亿元、达到4211亿元: the round number on the way is no figure of its own.
_PASSED = re.compile(r"(?:突破|超过|跨过|跨越|迈过|迈上|站上|跃上)了?$")
_REACHED = re.compile(r"^[、,]?(?:实际)?达到?$")
# Behind a value that something rose from (由3750万元达到13649万元).
_CAME_TO = re.compile(r"^(?:左右)?,?(?:一举|直接|逐步|稳步)?(?:达到?|变为|变成|发展到|到|至)(?:了|约|近)?$")
_FROM = re.compile(r"(?:自|由|从)[^自由从,;。]{0,14}$")
_YEAR_BEFORE = re.compile(r"^(?:上一?年|去年|上年度|(?:19|20)\d\d年)(?:末|底)?的?")
_LAST_YEAR = re.compile(r"在?(?:上年|去年|上一年)?$")
_HIGH_OR_LOW = re.compile(r"^的?(?:低位|高位|低点|高点|峰值|谷底)")
_UP_TO_DIGIT = re.compile(r"\d")
_REACHED_NEXT = re.compile(r"(?:大关)?,(?:实际|已)?(?:达到?|为)\d")
_MILESTONE = re.compile(r"大关")
_BASIS = "基础上"


def read_base(context: Context, run: Run) -> list[Draft] | None:
    """Take up a value that something rose or fell from; None where the run is no such value."""
    if not _is_base(context, run):
        return None
    first = run.first
    if _MILESTONE.match(run.behind) and context.latest is not None and context.latest.level is not None:
        # 完成602.5亿元,首次突破600亿元大关: the round number says no more than the level before.
        context.bases.update(q.mention for q in run.quantities)
        return [context.latest] * len(run.quantities)
    context.bases.update(q.mention for q in run.quantities)
    start = _FROM.search(run.before)
    words = run.before if start is None else run.before[: start.start()]
    if first.rank:
        # 从全国第13位升至第5位: the place it came to is named before the place it came from.
        among = "" if start is None else _YEAR_BEFORE.sub("", start[0][1:])
        context.ranked = f"{words}居{among}"
        return [draft_level(context, run, first, words)] * len(run.quantities)
    if _BASIS in run.behind:
        # 存案在上年下降46.4%的基础上再次下降17.7%
        words = _LAST_YEAR.sub("", read_role(words, first.unit, rank=False).rest)
    if words or context.base is None:
        context.base = draft_level(context, run, first, words)
    return [context.base] * len(run.quantities)


def _is_base(context: Context, run: Run) -> bool:
    if _FROM.search(run.before) and _HIGH_OR_LOW.match(run.behind):
        return True
    if (
        _MILESTONE.match(run.behind)
        and context.latest is not None
        and context.latest.level_unit == run.first.unit
    ):
        return True
    if run.beyond is None:
        # 突破2亿元,达2.13亿元
        return bool(_PASSED.search(run.before) and _REACHED_NEXT.match(context.text, run.quantities[-1].end))
    if _FROM.search(run.before):
        if _CAME_TO.match(run.behind):
            return True
        if not run.behind and _BASE_FOLLOWS.match(_UP_TO_DIGIT.split(run.beyond)[0]):
            # 由13677户49479人减至887户1472人: counted twice.
            return True
    on_the_way = _PASSED.search(run.before) and _REACHED.match(run.behind)
    return bool(on_the_way or _BASE_FOLLOWS.match(run.behind))
