"""Whether a quantity is a level, a change, a share or a rank, from the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.structure.units import PER_CENT, POINTS

Role = Literal["level", "change", "difference", "share", "rank"]

_UP = (
    "增长|增加(?!值)|(?<!新)增(?!设)|提高|提升|上升|上涨|上扬|回升|净增|扩大|上调|增幅|涨幅|增速|增长率|"
    "多增|增多|增支|增亏|增收|增产|(?<=比上年)新增|(?<=比去年)新增|(?<=较上年)新增|(?<=较去年)新增|飙升|攀升|跃升|高出|拉高|提振|新增.{0,4}占比提高|涨"
)
_DOWN = (
    "降价|精简|下降|减少|降低|回落|下跌|下滑|缩小|收窄|下调|降幅|负增长|压减|压降|少增|减产|减收|减支|跌|降|减亏|(?<!核)减|"
    "缩短|压缩|节约|节省"
)
_COMPARED = (
    r"(?:同比|环比|比上年同期|比上年年?末?|比去年同期|比去年|较上年年?末?|较上年同期|较去年同期|较去年|比年初|"
    r"较年初|按可比口径|按可比价格|可比口径|名义|实质|实际|同口径|扣除[^,;。]{0,10}|年均|平均|均比[^,;。]{0,8}|(?<![人户亩村次])均|各|分别|"
    r"[两二三四五六]年平均|[比较](?:上半年|前?[一二三]个?季度|上月|上季度)|[比较](?:前|过去|上)[一二三四五六七八九十\d]+年|比法定(?:办结)?(?:时限|时间)?|按[^,;。\d]{1,8}(?:计算|口径)|受[^,;。\d]{2,10}影响|又|也|再|首次|平均每年|每年|每人每月|每人|每月|按年|[比较](?:19|20)\d\d年(?:同期|末|底)?|"
    r"[比较](?:\d+|[一二三四五六七八九十]+)年前|[比较]\d{4}(?:-\d{4})?年度?)"
)
_FILL = (
    rf"(?:了|只有|仅有|只|约|近|超过|超|达到|达|为|率|幅度|幅|速度|速|至少|不低于|不少于|将近|"
    rf"接近|突破|逾|以上|高达|仅|在|累计|,|{_COMPARED})*+"
)
_CHANGE = re.compile(rf"(?P<verb>{_UP}|{_DOWN})(?P<fill>{_FILL})$")
_TO = re.compile(
    rf"(?:{_UP}|{_DOWN}|恢复|调整|压缩|扩大|由[^,;。]*)(?:到|至|(?<!率)(?<!速)(?<!幅)为|成)(?:了|约|近|超过|超|每人|每月|"
    rf"每年|的|最新|目前|现时|今年|去年|全年|平均|\d{{1,2}}月(?:份|底|末)?的?|(?:19|20)\d\d年[^,;。]{{0,5}})*$"
)
_DIFFERENCE = re.compile(
    r"(?P<verb>高于|高出|快于|多于|领先于?|好于|优于|超过|超出|超|低于|慢于|少于|(?<![降减])低|"
    r"(?<!提)高(?![考中校新速等铁层级标质端危温技原山])|(?<!加)快)(?P<than>[^,;。:\d]{0,16}?)(?P<fill>约|近|超过|了|\d)?$"
)
_DIFFERENCE_REVERSED = re.compile(
    r"[比较](?P<than>[^,;。:\d]{1,16}?)(?P<verb>高出|(?<!提)高|(?<!加)快|(?<!增)多|(?<![降减])低|慢|(?<!减)少)(?:了|约|近|出|于)*$"
)
_AMBIGUOUS = frozenset({"超过", "超", "超出", "高", "低", "快"})
_ELSEWHERE = re.compile(r"^(?:全[国省市区县州]|[国省市]均)|平均")
# 单产520公斤,超全市平均单产128公斤
_AVERAGE_ELSEWHERE = re.compile(r"(?:全[国省市区县州]|[国省市]均).{0,2}平均")
_SHARE = re.compile(
    r"占(?!比)到?(?P<whole>[^,;。:\d占]{0,24}?)(?P<tail>的?(?:比重|比例|份额)?(?:为|达到|达|约为|约|近|"
    r"的|超过|超|提高到|上升到|降至|降到|由)*+)$"
)
COMPARISON = re.compile(rf"(?:{_COMPARED}|每人每月|每月|每人)++$")
"""What a change is measured against; part of no name."""
_BOTH = re.compile(r"(?<![年月日平人户])均(?!比)")
_EARLIER = re.compile(
    r"^(?:上年|去年|同期|年初|上半年|上月|前年|上季|20\d\d年|十[一二三四]五|“十[一二三四]五”|"
    r"“?十[一二三四]五”?末)"
)
_NET = re.compile(r"(?P<verb>净增加?|净减少?|净流入|净流出)(?P<noun>[^,;。]{2,})$")
_EASED = re.compile(
    r"(?P<verb>降低|减少|减轻|压减|节约|节省|削减|减)(?P<noun>[^,;。]{0,10}(?:成本|负担|支出|费用|排放|"
    r"能耗|开支|时间|材料|环节|跑动|次数|用量|用水|用电|库存))(?:约|近|超过|超|达|共|累计)*$"
)
_RESTORED = re.compile(r"恢复(?:至|到)[^,;。]{0,14}?(?:水平)?的$")
_TIMES_OF = re.compile(r"(?:是|为|相当于)(?P<whole>[^,;。]{1,14}?)的(?:约|近)?$")
_IMPROVED = re.compile(r"(?:改造|巩固|完善|优化|整治)提升(?:了)?$")
_OF_TASK = re.compile(
    r"(?:完成|占|为|实现|达到?)(?P<whole>[^,;。占]{0,8}(?:任务|目标|计划|预算|指标)(?:数|总量|总数)?)的?(?:比例)?$"
)
_DOWN_WORDS = re.compile(rf"^(?:{_DOWN}|低|慢|少)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How a quantity is to be read."""

    role: Role
    direction: Literal["up", "down"] = "up"
    rest: str = ""
    """What of the words before the number is left for the name."""
    than: str = ""
    """What a difference is measured against (全市), or the words of a share (占工业产值比重)."""
    comparative: str = ""
    """The word of a difference as written: 高于, 低, 快于…"""


def read_role(before: str, unit: str, *, rank: bool) -> Reading:
    """Read the role of a quantity.

    Args:
        before: The words of its clause before the number, parentheses left out.
        unit: Its unit with scale.
        rank: It was written as a rank (第二位).
    """
    if rank:
        return Reading(role="rank", rest=before)
    if before.endswith(_SIGNS) and unit in PER_CENT:
        return _signed(before[:-1], unit, falls=before[-1] != "+")
    if unit in POINTS and unit != "点":
        return _points(before)
    share = _share(before, unit)
    if share is not None:
        return share
    if unit not in PER_CENT and _IMPROVED.search(before):
        return Reading(role="level", rest=before)
    if _TO.search(before):
        return Reading(role="level", rest=_TO.sub("", before))
    reversed_ = _DIFFERENCE_REVERSED.search(before)
    if reversed_ is not None and not _EARLIER.match(reversed_["than"]):
        return _difference(before, reversed_)
    for pattern in (_NET, _EASED):
        found = pattern.search(before)
        if found is not None:
            down = bool(_DOWN_WORDS.match(found["verb"])) or found["verb"].startswith("净减")
            return Reading(
                role="change",
                direction="down" if down else "up",
                rest=before[: found.start()] + found["noun"],
            )
    change = _CHANGE.search(before)
    if change is not None and not _is_noun(before, change):
        down = bool(_DOWN_WORDS.match(change["verb"]))
        return Reading(
            role="change",
            direction="down" if down else "up",
            rest=without_comparison(before[: change.start()]),
        )
    found = _DIFFERENCE.search(before)
    if found is not None and _is_difference(found, unit):
        return _difference(before, found)
    return Reading(role="level", rest=before)


def _is_difference(found: re.Match[str], unit: str) -> bool:
    """Tell whether a comparative says how far off another one is (高于全市), not what is passed (超百)."""
    than = found["than"]
    if found["verb"] in _AMBIGUOUS:
        return bool(_AVERAGE_ELSEWHERE.match(than))
    return bool(than) and (unit in PER_CENT or bool(_ELSEWHERE.search(than)))


_SIGNS = ("+", "-", "−")


def _signed(before: str, unit: str, *, falls: bool) -> Reading:
    """``营业收入同比-11.9%`` fell; ``自然增长率-1.2‰`` only is below zero."""
    reading = read_role(before, unit, rank=False)
    if reading.role == "change" or COMPARISON.search(before):
        rest = without_comparison(reading.rest)
        return replace(reading, role="change", rest=rest, direction="down" if falls else "up")
    return reading


def _share(before: str, unit: str) -> Reading | None:
    """A share of a whole or of an aim, or how many times as much as something else it is."""
    times = _TIMES_OF.search(before) if unit == "倍" else None
    if times is not None:
        return Reading(role="share", rest=before[: times.start()], than=f"是{times['whole']}倍数")
    if unit not in PER_CENT | {"", "成"}:
        return None
    share = _SHARE.search(before)
    if share is not None:
        return Reading(role="share", rest=before[: share.start()], than=f"占{share['whole']}比重")
    restored = _RESTORED.search(before)
    if restored is not None:
        return Reading(role="share", rest=before[: restored.start()], than=f"{restored[0].rstrip('的')}比例")
    task = _OF_TASK.search(before)
    if task is not None:
        return Reading(role="share", rest=before[: task.start()], than=f"完成{task['whole']}比例")
    return None


_GROWTH_BEHIND = re.compile(
    r"^的?(?:轻微|实质|名义|显著|较快|平均|年均|同比|两位数|高速)*(?:增长(?!率)|增幅|升幅|涨幅)"
)
_DECLINE_BEHIND = re.compile(r"^的?(?:轻微|实质|显著)*(?:跌幅|降幅|下降|减幅)")


def growth_behind(words: str) -> Literal["up", "down"] | None:
    """Direction of a change that is named behind its number: ``录得1.3%的轻微增长``."""
    if _GROWTH_BEHIND.match(words):
        return "up"
    return "down" if _DECLINE_BEHIND.match(words) else None


def without_comparison(words: str) -> str:
    """Leave out what a change is measured against, but keep the 均 that says it of several things."""
    found = COMPARISON.search(words)
    if found is None:
        return words
    return words[: found.start()] + ("均" if _BOTH.search(words, found.start()) else "")


def _points(before: str) -> Reading:
    for pattern in (_DIFFERENCE_REVERSED, _DIFFERENCE):
        found = pattern.search(before)
        if found is not None and found["than"] and not _EARLIER.match(found["than"]):
            return _difference(before, found)
    change = _CHANGE.search(before)
    if change is None:
        return Reading(role="change", rest=before)
    down = bool(_DOWN_WORDS.match(change["verb"]))
    return Reading(
        role="change", direction="down" if down else "up", rest=COMPARISON.sub("", before[: change.start()])
    )


def _difference(before: str, found: re.Match[str]) -> Reading:
    down = bool(_DOWN_WORDS.match(found["verb"]))
    than = re.sub(r"(?:出|了|约|近)+$", "", found["than"])
    return Reading(
        role="difference",
        direction="down" if down else "up",
        rest=before[: found.start()],
        than=than,
        comparative=found["verb"],
    )


# 节约资金0.3亿元,节约率8.3%
_SAVED_RATE = re.compile(r"(?:节约|节省|减免)率(?:为|达到?|约)?$")


def _is_noun(before: str, change: re.Match[str]) -> bool:
    """A verb of change that is part of a noun: 增加值, 减税降费 12 亿元, 降费."""
    if _SAVED_RATE.search(before):
        return True
    if before.endswith("新增") and change["verb"] != "新增":
        return True
    return bool(
        re.search(r"(?:增加值|减税降费|减负|降成本|节能降|减排|自然增长)$", before[: change.end("verb")])
    ) or before[: change.end()].endswith(("减税降费", "减免"))
