"""What kind of content a heading, or the sentence before an enumeration, announces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure.labels import label_at

if TYPE_CHECKING:
    from summarizer.structure.model import SectionKind

# Chinese headings say what they are at their end (工作计划完成情况 is a review): the last word decides.
_WORDS: tuple[tuple[SectionKind, str], ...] = (
    ("preamble", "引言|前言|导言|导语|序言|开场白"),
    (
        "review",
        "总结|回顾|(?:完成|开展|落实|进展|执行|履职|运行|工作|基本|推进|实施)情况|成效|亮点|成绩|成就|成果|主要做法|做法|表现|经验|体会|收获|业绩",
    ),
    ("problems", "问题|困难|不足|短板|薄弱环节|差距|挑战|瓶颈|隐忧"),
    (
        "requirements",
        "总体要求|工作要求|总要求|基本要求|有关要求|要求|指导思想|总体思路|基本思路|基本原则|工作原则",
    ),
    ("targets", "(?:计划|预期|考核|约束性?)指标|主要指标|目标(?!任务|和任务)"),
    (
        "plan",
        "计划|打算|安排|思路|要点|部署|规划|目标任务|目标和任务|(?:重点|主要|工作|年度)任务|任务|展望|谋划|设想|举措|措施|建议|努力方向|改进方向",
    ),
)
_KIND_OF: dict[str, SectionKind] = {f"k{i}": kind for i, (kind, _) in enumerate(_WORDS)}
_WORD = re.compile("|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(_WORDS)))
_PLAN_WORDS = re.compile(_WORDS[5][1])

_AHEAD = re.compile(r"下一?步|下一?阶段|下半年|明年|来年|今后|未来|接下来|新的一年|下一?年度?")
_BEHIND = re.compile(r"今年以来|上半年|过去|一年来|五年来|前.季度|上年|去年")
_YEAR = re.compile(r"(20\d\d)年?")
_TIME = re.compile(
    r"20\d\d(?:[-—至到]20\d\d)?年?度?|“十.五”(?:时期|期间)?|(?:上|下)半年|今年以来|今年|明年|来年|去年|全年|年度|本年|当前|目前|现阶段"
    r"|下一?步|下一?阶段|今后一个时期|今后|未来.年|未来|第?[一二三四]季度|前.季度|过去.年|一年来|五年来|接下来|时期"
)
_FILLER = re.compile(
    r"工作|主要|重点|基本|总体|整体|预期|经济|社会|发展|各项|存在|还有|仍有|面临|有关|相关|具体|有|的|和|与|及|暨|以及|中|我局|我市|我区|我县|我省|我院"
    r"|我校|我镇|全区|全市|全县|全省|全镇|全局|本局|自身|突出|取得|情况|方面|原因|分析|及其|党建|业务|几个?|一些|需要|解决|亟待|推进|完成|任务|下|对|关于|、|\s"
)
_SOLVING = re.compile(
    r"解决|迎接|化解|整治|破解|攻克|补齐|补足|整改|排查|克服|应对|消除|聚焦|针对|围绕|直面|帮扶|纾解|导向"
)
# Such a heading names a subject: how the economy does.
_SURROUNDINGS = re.compile(r"经济(?:表现|展望)|形势")
_OUTLOOK = re.compile(r"表现|展望|形势|运行")
_ACHIEVED = re.compile(r"(?:超额|圆满|顺利|全面|较好|如期|提前|基本)完成|完成了")
_LONGEST_GENERIC = 1
_SHORT_HEADING = 12

_LACK = "问题|困难|不足|短板|薄弱环节|差距|挑战|矛盾|制约"
_PROBLEM_LEAD = re.compile(
    rf"(?:存在|面临|还有|看到|认识到|意识到|依然有|仍有|仍然有)[^。]{{0,40}}(?:{_LACK})|(?:{_LACK})[^。]{{0,12}}(?:不容忽视|依然|仍然|仍|主要有|主要是|突出|表现在)"
    rf"|^(?:主要|突出)?(?:{_LACK})(?:有|是|在于)?:$|(?:认识到|看到|意识到)[,:]"
)
_NOT_PROBLEM_LEAD = re.compile(rf"(?:针对|围绕|解决|破解|面对|克服|应对|聚焦)[^。]{{0,40}}(?:{_LACK})")


def bare(heading: str) -> str:
    """Return a heading without its number and without marks at its end."""
    text = re.sub(r"^#+\s*", "", heading)
    label = label_at(text, 0, len(text))
    return (text if label is None else text[label.end :]).strip().rstrip("。:;,、")


def is_generic(heading: str) -> bool:
    """Say whether a heading names a part of the report and no subject (``2019年主要工作``)."""
    core = bare(heading)
    names_part = not _OUTLOOK.search(core) and bool(
        _WORD.search(core) or _TIME.search(core) or "工作" in core
    )
    return names_part and _subject(core) <= _LONGEST_GENERIC


def is_outlook(heading: str) -> bool:
    """Say whether a heading tells how the world fares, not what was or will be done (``2013年经济展望``)."""
    core = bare(heading)
    return bool(_SURROUNDINGS.search(core)) and _subject(core) <= _LONGEST_GENERIC


def generic_kind(heading: str) -> SectionKind | None:
    """Return the kind of a heading that says nothing but its kind (``存在的主要困难``)."""
    core = bare(heading)
    found = _last_word(core)
    if found is None:
        return None
    return found if _subject(core) <= _LONGEST_GENERIC and not _solves(core) else None


def announced_kind(heading: str, *, period: str | None, plan_period: str | None) -> SectionKind | None:
    """Return the kind that a main heading announces by its words or its year; None where it names a subject.

    Args:
        heading: With or without its number.
        period: What the report looks back on (``2019``, ``2020-H1``).
        plan_period: What it plans for.
    """
    core = bare(heading)
    generic = generic_kind(heading)
    by_time = _kind_of_time(core, period, plan_period)
    if by_time is not None and core.endswith(("工作", "工作任务")):
        return by_time
    if generic is not None and generic not in {"plan", "review"}:
        return generic
    word = _last_word(core)
    if word == "problems" and _solves(core):
        word = None
    if generic is not None:
        word = generic
    elif by_time is None and ("," in core or (len(core) > _SHORT_HEADING and not _ends_with_word(core))):
        word = None
    if generic is None and word in {"plan", "targets"} and _ACHIEVED.search(core) and not _AHEAD.search(core):
        # 超额完成民生实事任务 tells what was done.
        word = None
    if word == "targets" and by_time is not None and _PLAN_WORDS.search(core):
        word = "plan"
    return word or by_time


def lead_kind(sentence: str) -> SectionKind | None:
    """Return ``problems`` where a sentence announces shortcomings, else None."""
    if _PROBLEM_LEAD.search(sentence) and not _NOT_PROBLEM_LEAD.search(sentence):
        return "problems"
    return None


def title_kinds(title: str | None) -> tuple[bool, bool]:
    """Return whether a title announces a review and whether it announces a plan."""
    if not title:
        return False, False
    review = bool(re.search(r"总结|回顾|报告|公报|汇报|述职|通报|情况|综述|亮点|纪要", title))
    plan = bool(re.search(r"计划|打算|安排|思路|要点|部署|规划|展望|目标|任务|方案", title))
    return review, plan


def _subject(core: str) -> int:
    """Count the characters left of a heading without words of time and kind."""
    rest = _FILLER.sub("", _WORD.sub("", _TIME.sub("", core)))
    return len(re.sub(r"[“”()〔〕,:]", "", rest))


def _solves(core: str) -> bool:
    return bool(_SOLVING.search(core)) and "存在" not in core


def _last_word(core: str) -> SectionKind | None:
    last: SectionKind | None = None
    for match in _WORD.finditer(core):
        last = _KIND_OF[match.lastgroup or ""]
    return last


def _ends_with_word(core: str) -> bool:
    return any(match.end() == len(core) for match in _WORD.finditer(core))


def _kind_of_time(core: str, period: str | None, plan_period: str | None) -> SectionKind | None:
    last: SectionKind | None = None
    years = [int(y) for y in _YEAR.findall(core)]
    if years and (period or plan_period):
        past = int(period[:4]) if period else None
        ahead = int(plan_period[:4]) if plan_period else None
        year = years[-1]
        if past is not None and year <= past and not (ahead == past and not _BEHIND.search(core)):
            last = "review"
        elif (ahead is not None and year >= ahead) or (past is not None and year > past):
            last = "plan"
    if _AHEAD.search(core):
        return "plan"
    if last is None and _BEHIND.search(core):
        return "review"
    return last
