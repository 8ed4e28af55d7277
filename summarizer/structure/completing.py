"""Names that leave something out, completed from what was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.nouns import verb_at_end
from summarizer.structure.parts import complete_as_part
from summarizer.structure.subjects import joined, measure_of, object_of, subject_of, topic_of
from summarizer.structure.units import PER_CENT, is_money

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run

_ORDINAL = re.compile(r"第[一二三四五](?=[针剂期批轮])")
_ANY_CASES = re.compile(r"(?:受理|审结|办结|审理|执结|查处|侦破|破获|起诉|新收|共收|收)(?:各类)?案件")
_OF_CASES = ("犯罪", "纠纷", "争议", "行为", "诈骗", "违法")
_GENERAL = re.compile(r"^(?:平台|园区|中心|基地|大赛|展会|工程|学校|公司|论坛)")
_REACHES = re.compile(r"^(?:惠及|覆盖|涉及|受益|带动|服务)")
_CONVERTED = re.compile(r"(?:折算|折合|约合|相当于|合)$")
_WON_IN = re.compile(
    r"在(?P<where>[^,;。在]{2,20}?)(?:中|上)?(?:共|累计)?(?:荣获|斩获|获得|获|夺得|摘得|取得)(?:了)?$"
)
_NOMINAL = re.compile(r"(?:开展|举办|组织|进行)[^,;。]*$")
_MORE_OF_IT = frozenset({"进口", "出口", "利润总额", "利税总额", "利润", "亏损额"})
_PEOPLE = frozenset({"在校生", "在校学生", "毕业生", "教职工", "专任教师", "在园幼儿"})
_HOLDS_PEOPLE = re.compile(r"[校园院]|教育|[高初]中|中职|高职|本科|专科|阶段")
_OF_THE_SAME = frozenset({"产量", "总产", "总产量", "单产", "产值", "投资", "总投资", "建筑面积", "占地面积"})
_BUILT = re.compile(r"(?:项目|工程|基地|厂|园区?)$")
_TO_PERSONS = frozenset({"刑拘", "逮捕", "拘留", "处罚", "处分", "问责"})
_GRANT = re.compile(r"(补贴|补助|救助|资助|奖励|贷款)(资金|金额)")
_LEFT = frozenset({"剩余", "其余", "余下"})
_OWN_DEED = frozenset({"核减", "核增"})
_HARM = frozenset({"死亡", "受伤"})
_HEADS = frozenset({"人", "名", "万人"})
_PLACES_FOR = frozenset({"学位", "床位", "车位", "泊位"})


def complete(context: Context, draft: Draft, run: Run) -> None:
    """Complete a name that does not say of what it is."""
    if complete_as_part(context, draft, run) or _complete_rest(context, draft):
        return
    base = _base(context, run) or _before_semicolon(context, draft)
    general = _GENERAL.match(draft.name)
    if run.owner is not None and _CONVERTED.search(draft.name):
        # 63525元(按年平均汇率折算为9847美元): the same in another currency.
        draft.rename(run.owner.name, "owner")
    elif general is not None and context.body.endswith(general[0]) and draft.name != general[0]:
        draft.rename(context.body + draft.name[len(general[0]) :], "owned")
    elif not draft.name:
        _carry(context, draft, run, base)
    elif _lacks_object(draft, run, base):
        _add_object(context, draft, base)
    elif complete_breakdown(context, draft) or _complete_ordinal(draft, base) or _complete_grant(draft, base):
        return
    elif base is None and _ANY_CASES.fullmatch(draft.name):
        # 惩治严重暴力犯罪,办结案件691件
        _say_which(context, draft)
    elif naming.needs_owner(draft.name) and not draft.noun and not _is_listed(context, draft):
        _own(context, draft, base)
    elif _REACHES.match(draft.verb or draft.name):
        holder = base.subject if base is not None else topic_of(context.lead)
        if draft.how == "verb" and len(draft.alternatives[0]) <= naming.LONG_NAME:
            # 营养改善计划惠及学生1650名: what reaches them stands before the verb.
            draft.rename(draft.alternatives[0], "owned")
        elif holder:
            draft.rename(holder + draft.name, "owned")
    elif draft.noun and (won := _WON_IN.search(run.before)) is not None:
        draft.rename(won["where"] + draft.noun, "owned")


def _complete_ordinal(draft: Draft, base: Draft | None) -> bool:
    """``3-11岁人群第一针接种…,第二针接种…``: whose it is stands before the first of its kind only."""
    which = _ORDINAL.match(draft.name)
    whose = _ORDINAL.search(base.name) if base is not None else None
    if which is None or whose is None or base is None or not whose.start():
        return False
    draft.rename(base.name[: whose.start()] + draft.name, "joined")
    return True


def _complete_rest(context: Context, draft: Draft) -> bool:
    """``纳入监测对象56户,消除风险46户,剩余10户``: those that are left are of the first."""
    of = next((d for d in context.levels if d.level_unit == draft.level_unit), None)
    if of is None or draft.name not in _LEFT:
        return False
    draft.rename(draft.name + object_of(of.subject), "carried")
    return True


def _complete_grant(draft: Draft, base: Draft | None) -> bool:
    """``发放老年人补贴1205人,补贴资金332万元``: the money of what was granted."""
    grant = _GRANT.fullmatch(draft.name)
    if grant is None or base is None or not base.subject.endswith(grant[1]):
        return False
    draft.rename(base.subject + grant[2], "owned")
    return True


def _say_which(context: Context, draft: Draft) -> None:
    topic = topic_of(context.lead)
    if topic.endswith(_OF_CASES):
        found = draft.name.rindex("案件")
        draft.rename(draft.name[:found].removesuffix("各类") + topic + draft.name[found:], "carried")


def complete_breakdown(context: Context, draft: Draft) -> bool:
    """Complete a part that leaves out what is measured (``城镇实现747.1亿元``); tell whether it did."""
    whole, name = context.measured, draft.name
    if whole is None or draft.noun or not name or len(name) > naming.LONG_NAME:
        return False
    measure = measure_of(whole.name)
    if not measure or naming.MEASURE_NOUN.search(name) or naming.VERB.search(name):
        return False
    if draft.level is not None:
        same = whole.level is not None and whole.level.unit == draft.level.unit
        if not same or not is_money(draft.level.unit):
            return False
    elif draft.change is None or draft.change.unit not in PER_CENT:
        return False
    draft.rename(name + measure, "breakdown")
    return True


def _base(context: Context, run: Run) -> Draft | None:
    """The figure that a name left incomplete goes on about."""
    last = context.latest
    beside = last is not None and run.owner is not None and last.clause_start == run.clause.start
    if last is not None and (beside or _adjoins(last, run)):
        return last
    # 年度投资计划17.68亿元,完成投资4.28亿元: what was done is not of the plan.
    done = next((d for d in reversed(context.levels) if not d.is_task and not _is_rate(d)), last)
    return run.owner or done


def _is_rate(draft: Draft) -> bool:
    return draft.level is not None and draft.level.unit in PER_CENT


def _adjoins(last: Draft, run: Run) -> bool:
    return last.level is not None and last.level.end == run.first.start


def _before_semicolon(context: Context, draft: Draft) -> Draft | None:
    """The figure before a semicolon, for a verb alone (``受理案件9件;审结8件``) or one more measure of it."""
    last = context.previous
    if last is None or not draft.name:
        return None
    is_measure = draft.name in _MORE_OF_IT and naming.MEASURE_NOUN.search(last.name)
    return last if naming.is_bare_verb(draft.name) or is_measure else None


def _carry(context: Context, draft: Draft, run: Run, base: Draft | None) -> None:
    """Name a number that has no words of its own."""
    if base is not None and _adjoins(base, run):
        # 市本级23502户41878人: the same, counted twice.
        draft.name, draft.subject = base.name, base.subject
    else:
        said = subject_of(context.lead)
        # 破案率创历史新高,达到96.7%: what the clause just before is about.
        just_said = base is None or (context.lead_end > base.last and naming.MEASURE_NOUN.search(said))
        carried = said if just_said or base is None else base.subject
        # 新增农产品4个,累计达26个: of those that are new only four.
        draft.name = draft.subject = object_of(carried) if "累计" in run.before else carried
        if "总数" in run.before:
            # 新认定企业36家,总数达186家
            draft.subject = object_of(carried)
            draft.name = draft.subject + "总数"
    draft.how = "carried"


def _lacks_object(draft: Draft, run: Run, base: Draft | None) -> bool:
    """Tell whether a name is a verb whose object was said before (``受理诉讼案件…,结案…``)."""
    if _REACHES.match(draft.name):
        # 普惠小微贷款余额26亿元,惠及1.9万户: what reaches them is said by its own rule.
        return False
    if (
        base is not None
        and draft.name == "立案"
        and not base.subject.endswith(("案", "案件", "线索", "犯罪"))
    ):
        return False
    if (
        draft.noun
        or draft.name in _OWN_DEED
        or not naming.is_bare_verb(draft.name)
        or _NOMINAL.search(run.before)
    ):
        return False
    if base is not None and draft.level_unit in _HEADS and _is_of_other_things(base, draft):
        return False
    return base is None or (base.subject != draft.name and not naming.is_bare_verb(base.subject))


def _is_of_other_things(base: Draft, draft: Draft) -> bool:
    """Tell whether what was done to persons has no object before: ``罚款60万元,拘留26人``."""
    other = draft.name in _TO_PERSONS and base.level_unit not in _HEADS
    return other or is_money(base.level_unit or "")


def _add_object(context: Context, draft: Draft, base: Draft | None) -> None:
    if base is None:
        topic = topic_of(context.lead)
        draft.rename(draft.name + topic, "carried")
        draft.subject = topic or draft.subject
        return
    if is_money(base.level_unit or "") and not is_money(draft.level_unit or ""):
        # 投入资金7235万元,推进能力提升项目,开工57个: not the money was begun.
        topic = topic_of(context.lead) if context.lead_end > base.last else ""
        draft.rename(draft.name + topic, "carried")
        draft.subject = topic or draft.subject
        return
    thing = base.noun or object_of(naming.split_at_verb(base.subject)[1]).removeprefix(draft.name)
    done = verb_at_end(base.subject)
    whose = base.subject[:done]
    if done is not None and not naming.is_bare_verb(whose) and not naming.is_process(base.subject[done:]):
        # 安置房开工2100套、竣工1560套
        draft.name, draft.subject, draft.how = whose + draft.name, base.subject, "carried"
        return
    if draft.name.endswith("案"):
        # 收案9件,结案8件; 受理各类案件9件,结案8件
        thing = thing.removesuffix("收案")
        said = thing.removeprefix("各类") + draft.name
        if thing == "案件" and draft.name[0] in "应未":
            said = draft.name
        draft.name, draft.subject, draft.how = said, base.subject, "carried"
        return
    draft.name, draft.subject, draft.how = draft.name + thing, base.subject, "carried"


def _is_listed(context: Context, draft: Draft) -> bool:
    """Tell whether places are counted beside other things: ``新增班级24个、学位1080个``."""
    last = context.latest
    if draft.name not in _PLACES_FOR or last is None:
        return False
    listed = naming.leading_verb(last.name) or last.name.startswith("每")
    return last.clause_start == draft.clause_start and bool(listed)


def _goes_on(before: Draft | None, bare: str) -> bool:
    """Tell whether a measure that opens a sentence is of what the sentence before was about."""
    if before is None or bare not in _OF_THE_SAME:
        return False
    return "投资" not in bare or bool(_BUILT.search(before.subject))


def _own(context: Context, draft: Draft, base: Draft | None) -> None:
    """``总投资额623.7亿元``: a measure, named after what it measures."""
    bare = draft.name
    if (
        bare not in _HARM
        and base is not None
        and draft.level_unit in _HEADS
        and base.level_unit == draft.level_unit
    ):
        # 研究生2422人,专任教师1126人: the one is not of the other.
        base = None
    if bare in _PEOPLE and base is not None and not _HOLDS_PEOPLE.search(base.subject):
        base = None
    holder = context.body or (base.subject if base is not None else topic_of(context.lead))
    if not holder and _goes_on(context.before, bare):
        # 大豆面积1.5亿亩。产量2028万吨: the sentence goes on about it.
        holder = context.before.subject if context.before is not None else ""
    if not holder:
        return
    draft.rename(joined(holder, bare), "owned")
    if base is not None:
        if base.subject != holder:
            draft.alternatives.append(joined(base.subject, bare))
        draft.name_start = min(draft.name_start, base.name_start)
    # What comes next is as likely about the same owner (在校生…,毕业生…).
    draft.subject = holder
