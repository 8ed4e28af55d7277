"""Parts of a whole, named after it: ``其中国家级4个``, ``国家级示范点2个、省级14个``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.subjects import part_of

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run

GRADE = re.compile(r"^.{1,4}(?<![班年等上下升])级(?:以上)?")
"""A grade that a name begins with."""
ONLY_GRADE = re.compile(r"[国部省市区县州镇乡村]{1,2}家?级")
"""A name that is nothing but a grade."""
_IN_THEM = "其中"
_PART_RULES = frozenset({"part", "flow"})
_NARROWS = re.compile(
    r"(?:级|以上|以下|类|型|性|制|系|籍|公办|民办|公立|私立|国有|民营|国企|民企|外资|内资|[省市区县境][内外]|"
    r"城镇|农村|城市|乡村|高中|初中|新建|续建|在建|新开工|线上|线下|[男女])$"
)
"""Ends of words that only narrow the whole they are a part of."""
_DONE = re.compile(r".{2}(?:收案|结案|受理|审结|完成|开工|投产|完工)$")
_BOTH_WAYS = "进出口"
_SHORTEST = 2
"""Characters up to which a word narrows the whole more likely than it is a kind of its own."""
_A_HEAD = re.compile(r"[院校所园馆站店厂村庄社局庭桥]$|^(?:企业|党员|教师|医生|护士|干部|职工|学生|农户)$")
"""Ends of words that name a thing of their own however short (其中医院38355个)."""
_OWN_HEAD = 2
"""Characters beyond which a part has a head of its own (分散供养对象)."""
_SHORT = 8
"""Characters up to which the words of a part leave out what the whole is called."""


def complete_as_part(context: Context, draft: Draft, run: Run) -> bool:
    """Name a figure after the whole it is a part of; tell whether it is one."""
    takes_apart, context.takes_apart = context.takes_apart, False
    whole = next((d for d in reversed(context.levels) if d.how not in _PART_RULES), context.latest)
    if takes_apart or _IN_THEM in context.text[draft.clause_start : draft.first]:
        _name_part(draft, run.owner or whole, of_a_kind=False)
        return True
    if run.owner is not None and _narrows(draft, run.owner):
        # As in 幼儿园177所(公办58所): the bracket takes the figure apart.
        _name_part(draft, run.owner, of_a_kind=False)
        return True
    last = context.latest
    if last is not None and _goes_on(last, draft, run):
        if (
            whole is not None
            and last.alternatives
            and last.name == part_of(last.alternatives[0], whole.subject)
        ):
            # 其中个人975个,企业1011个: the one is told as the other.
            draft.rename(part_of(draft.name, whole.subject), "part")
        else:
            _name_part(draft, whole, of_a_kind=bool(last.verb))
        return True
    base = last or context.previous
    if base is not None and not draft.noun and ONLY_GRADE.fullmatch(draft.name) and GRADE.match(base.name):
        draft.rename(part_of(draft.name, GRADE.sub("", base.name)), "part")
        return True
    return False


def _goes_on(last: Draft, draft: Draft, run: Run) -> bool:
    """Tell whether a number is one more part: ``民办24家`` after ``其中公办12家``."""
    if last.how != "part" or not draft.name or draft.level_unit != last.level_unit:
        return False
    return not naming.VERB.search(draft.name) and len(draft.name) <= _SHORT and "完成" not in run.before


def _narrows(draft: Draft, owner: Draft) -> bool:
    """Tell whether a bracket takes apart the figure before it."""
    same = not draft.noun and draft.level_unit == owner.level_unit
    # 50岁以上 says who they are by itself.
    return same and bool(_NARROWS.search(draft.name)) and not draft.name[0].isdigit()


def _name_part(draft: Draft, whole: Draft | None, *, of_a_kind: bool) -> None:
    if whole is None:
        return
    name = draft.name
    said_in_full = _DONE.search(name) or naming.MEASURE_NOUN.search(name)
    if not draft.noun and len(name) <= _SHORT and not said_in_full and not naming.leading_verb(name):
        verb = whole.verb or naming.leading_verb(whole.name)
        narrows = _NARROWS.search(name) or naming.is_bare_verb(name)
        if (
            naming.VERB.match(verb)
            and (of_a_kind or len(name) > _SHORTEST or _A_HEAD.search(name))
            and not narrows
        ):
            # 查处违法案件274起,其中超限超载119起: a kind of its own, that the same was done to.
            draft.rename(verb + name, "part")
            draft.verb = verb
        elif (len(name) <= _OWN_HEAD and not _A_HEAD.search(name)) or narrows:
            draft.rename(part_of(name, whole.subject), "part")
    elif _BOTH_WAYS in whole.subject and name.startswith(("出口", "进口")):
        draft.rename(whole.subject.partition(_BOTH_WAYS)[0] + name, "flow")
    elif naming.needs_owner(name):
        draft.rename(whole.subject + name, "owned")
