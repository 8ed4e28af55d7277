"""Names that leave something out, completed from what was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.subjects import measure_of, part_of, subject_of, topic_of
from summarizer.structure.units import PER_CENT, is_money

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run

_GENERAL = re.compile(r"^(?:平台|园区|中心|基地|大赛|展会|工程|学校|公司|论坛)")
_REACHES = re.compile(r"^(?:惠及|覆盖|涉及|受益|带动|服务)")
_LIST_MARK = re.compile(r"、|和|与|及")
_GRADE = re.compile(r"^.{1,4}(?<![班年等上下升])级(?:以上)?")
_PLACE = re.compile(r"^[一-鿿]{2,6}?[区县市镇乡州旗](?=.{2,}$)")
_BATCH = re.compile(r"^第[一二三四五六七八九十]+批$")
_PROCESS = re.compile(r"(?:超低排放改造|升级改造|提升改造|改造|建设|整治|治理|修复|遴选|验收|更新|普查)$")
_PART_RULES = frozenset({"part", "flow"})
_PLACES_FOR = frozenset({"学位", "床位", "车位", "泊位"})
_BOTH_WAYS = "进出口"
_SHORT = 8
"""Characters up to which the words after 其中 only narrow what the whole is called."""


def complete(context: Context, draft: Draft, run: Run, before: str) -> None:
    """Complete a name that does not say of what it is."""
    base = run.owner or context.latest
    if "其中" in before or "其中" in context.text[draft.clause_start : draft.first]:
        _complete_part(draft, run.owner or _whole(context))
        return
    if _goes_on(context, draft):
        _complete_part(draft, _whole(context))
        return
    general = _GENERAL.match(draft.name)
    if general is not None and context.body.endswith(general[0]) and draft.name != general[0]:
        draft.rename(context.body + draft.name[len(general[0]) :], "owned")
    elif not draft.name:
        carried = base.subject if base is not None else subject_of(context.lead)
        draft.name, draft.subject, draft.how = carried, carried, "carried"
    elif (
        naming.is_bare_verb(draft.name) and base is not None and base.subject != draft.name and not draft.noun
    ):
        draft.name, draft.subject, draft.how = (
            draft.name + (base.noun or base.subject.removeprefix(draft.name)),
            base.subject,
            "carried",
        )
    elif complete_breakdown(context, draft):
        return
    elif naming.needs_owner(draft.name) and not draft.noun and not _is_listed(context, draft):
        _own(context, draft, base)
    elif _REACHES.match(draft.verb or draft.name):
        holder = base.subject if base is not None else topic_of(context.lead)
        if holder:
            draft.rename(holder + draft.name, "owned")


def _goes_on(context: Context, draft: Draft) -> bool:
    """Tell whether a number is one more part: ``民办24家`` after ``其中公办12家``."""
    last = context.latest
    if last is None or last.how != "part" or not draft.name or draft.level_unit != last.level_unit:
        return False
    return not naming.VERB.search(draft.name) and len(draft.name) <= _SHORT


def _whole(context: Context) -> Draft | None:
    """What 其中 takes apart: the last figure that is no part itself."""
    return next((d for d in reversed(context.levels) if d.how not in _PART_RULES), context.latest)


def _is_listed(context: Context, draft: Draft) -> bool:
    """Tell whether places are counted beside other things: ``新增班级24个、学位1080个``."""
    last = context.latest
    if draft.name not in _PLACES_FOR or last is None:
        return False
    return last.clause_start == draft.clause_start and bool(naming.leading_verb(last.name))


def _complete_part(draft: Draft, base: Draft | None) -> None:
    """``其中国家级4个``: a part, named after its whole."""
    if base is None:
        return
    if not draft.noun and len(draft.name) <= _SHORT and not naming.MEASURE_NOUN.search(draft.name):
        draft.rename(part_of(draft.name, base.subject), "part")
    elif _BOTH_WAYS in base.subject and draft.name.startswith(("出口", "进口")):
        draft.rename(base.subject.partition(_BOTH_WAYS)[0] + draft.name, "flow")
    elif naming.needs_owner(draft.name):
        draft.rename(base.subject + draft.name, "owned")


def _own(context: Context, draft: Draft, base: Draft | None) -> None:
    """``总投资额623.7亿元``: a measure, named after what it measures."""
    bare = draft.name
    holder = context.body or (base.subject if base is not None else topic_of(context.lead))
    if not holder:
        return
    draft.rename(holder + bare, "owned")
    if base is not None:
        if base.subject != holder:
            draft.alternatives.append(base.subject + bare)
        draft.name_start = min(draft.name_start, base.name_start)
    # What comes next is as likely about the same owner (在校生…,毕业生…).
    draft.subject = holder


def complete_breakdown(context: Context, draft: Draft) -> bool:
    """Complete a part that leaves out what is measured (``城镇实现747.1亿元``); tell whether it did."""
    whole, name = context.measured, draft.name
    if whole is None or draft.noun or not name or len(name) > naming.LONG_NAME:
        return False
    if naming.MEASURE_NOUN.search(name) or naming.VERB.search(name):
        return False
    if draft.level is not None:
        same = whole.level is not None and whole.level.unit == draft.level.unit
        if not same or not is_money(draft.level.unit):
            return False
    elif draft.change is None or draft.change.unit not in PER_CENT:
        return False
    draft.rename(name + measure_of(whole.name), "breakdown")
    return True


def share_with_siblings(context: Context, run: Run, drafts: list[Draft]) -> None:
    """Give the items of a list what only one of them says: the first its verb, the last its process."""
    last = context.latest
    new = drafts[0]
    if last is None or last.level is None or last.clause_start != run.clause.start or not new.name:
        return
    between = run.clause.words(context.text, last.level.end, new.first)
    if not _LIST_MARK.search(between):
        if last.noun and last.level.end + len(last.noun) >= new.first:
            _share_with_next(last, new)
        return
    verb = last.verb if last.noun else naming.leading_verb(last.name)
    if verb and not naming.leading_verb(new.name) and new.how not in {"owned", "part", "carried"}:
        owner = last.name.removesuffix(verb + last.noun) if last.how == "owned" else ""
        new.rename(owner + verb + new.name, "owned" if owner else new.how)
        new.verb = verb
    grade = _GRADE.match(last.name)
    if grade is not None and new.how == "plain" and not _GRADE.match(new.name):
        new.rename(grade[0] + new.name, new.how)
    process = _PROCESS.search(new.noun)
    if process is not None and process[0] != new.noun:
        for earlier in reversed(context.levels):
            if earlier.clause_start != run.clause.start or not earlier.noun or _PROCESS.search(earlier.noun):
                break
            earlier.rename(earlier.name + process[0], earlier.how)
    if naming.is_bare_verb(last.name) and new.noun and last.level.unit == new.level_unit:
        # 新增2家、累计15家企业: the noun stands behind the last number only.
        last.rename(last.name + new.noun, last.how)
    if _BATCH.match(last.name) and new.noun:
        last.rename(last.name + new.noun, last.how)


def _share_with_next(last: Draft, new: Draft) -> None:
    """Two counts in one phrase: ``云溪区5个贫困村336户``, ``36个小区3.74万户居民进行了改造``."""
    place = last.verb if last.verb and not naming.VERB.match(last.verb) else ""
    if not place:
        found = _PLACE.match(last.name)
        place = found[0] if found is not None else ""
    if place:
        new.rename(place + new.name, new.how)
    elif new.how == "predicate":
        # It was done to both.
        last.rename(new.name.removesuffix(new.noun) + last.noun, last.how)
