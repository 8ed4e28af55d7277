"""Levels: what there is, was done or is aimed at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.completing import complete
from summarizer.structure.counted import name_around
from summarizer.structure.distribution import distribute
from summarizer.structure.nouns import GIVES, noun_behind
from summarizer.structure.siblings import share_with_siblings
from summarizer.structure.subjects import object_of
from summarizer.structure.units import PER_CENT, is_money

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run
    from summarizer.structure.numbers import Quantity
    from summarizer.structure.roles import Reading

_TASK_BEHIND = re.compile(r"^的?(?:年度)?(任务|目标)(?:数)?$")
_CALLED_TASK = re.compile(
    r"(?:任务|任务数|目标值?|考核指标|计划数|年度?投资计划|(?<!按)(?<!年度)计划投资)(?:数|量)?(?:为|是|共)?$"
)
_TASK_BEFORE = re.compile(r"任务数|任务|目标值|目标|计划数|计划")
_TOTAL = re.compile(r"(?:总数|总量|总数量|总额|总规模)")
_NO_NAME = re.compile(r"(?:累计|稳步|全区|全市|全县|全省)?")
_SECTORS = re.compile(r"三次产业(?P<measure>结构比例?|结构|比例|比重|比)(?:进一步)?(?:优化|调整|演进|改善)?$")
_MARK = re.compile(r"、|和|与|及")
_RATES = re.compile(
    r"((?:[^、和与及,]{2,12}率(?:、|和|与|及))+[^、和与及,]{2,12}率)(?:均|都)?(?:为|达到?|在|保持在|稳定在)*$"
)
_FOR = re.compile(r"^(?:主要|全部|专项)?(?:用于|用来|支持|对)([^,;。、的]{3,8})$")
_DOES = re.compile(r"(?:达标|合格|完成|覆盖|整改|办结|签约|入学|就业|通过|参保|安置|普及|到位|落实|满意)")
_SHORTEST_THING = 3
_SPENT = re.compile(r"(?:投资|投入|筹资|出资|资金|经费)(?:约|近|超)?$")
_CARRIED_OUT = re.compile(r"(?:进行|实施|开展)(?:了)?")
_AIM_OF_SHARE = re.compile(
    r"(?:占|完成)((?:全年|年度|当年|年初|年)?(?:目标任务|任务|目标|计划|预算|指标)(?:数)?)$"
)


def read_levels(context: Context, run: Run, reading: Reading) -> list[Draft]:
    """Make the levels of a run, one draft a quantity."""
    task = _TASK_BEHIND.match(run.behind) if run.beyond is None else None
    noun = "" if task is not None else _noun(reading.rest, run)
    aim = _TASK_BEFORE.search(reading.rest)
    if run.owner is not None and aim is not None and not noun:
        return [_aim_of(context, run, run.owner, aim[0])] * len(run.quantities)
    each = _said_of_each(context, run, reading.rest)
    if each:
        return each[-1:]
    rate = _rate_of(context, run, reading.rest)
    if rate is not None:
        return [rate]
    total = _total(context, run, reading)
    if total is not None:
        return [total]
    if not noun and not run.behind and run.beyond is not None and not naming.VERB.match(run.beyond):
        # 一栋2000余平方米重点金融楼宇: two numbers, one noun.
        noun = noun_behind(run.beyond, last=True)
    drafts = _drafts(context, run, reading, noun)
    for draft in drafts:
        _tell_task(draft, reading.rest, task[1] if task is not None else "")
    share_with_siblings(context, run, drafts)
    context.add(drafts)
    return drafts


def _drafts(context: Context, run: Run, reading: Reading, noun: str) -> list[Draft]:
    drafts: list[Draft] = []
    nameless = not noun and not naming.core(reading.rest)
    words = context.base.name if context.base is not None and nameless else reading.rest
    names = _distributed(run, words) if not noun else None
    for index, quantity in enumerate(run.quantities):
        if names is not None:
            draft = run.level(context.text, quantity, names[index])
        else:
            draft = draft_level(context, run, quantity, reading.rest, noun)
        if context.base is not None and nameless:
            # 由690元提高到720元: the value it came to is named before the value it came from.
            base, context.base = context.base, None
            if names is None:
                draft.name, draft.subject, draft.how = base.name, base.subject, base.how
            draft.name_start = base.name_start
        elif names is None or not nameless:
            complete(context, draft, run)
        drafts.append(draft)
    return drafts


def _tell_task(draft: Draft, words: str, behind: str) -> None:
    """Mark what is said to be a task (``改厕任务38283座``), not what was done of one (``完成任务8项``)."""
    level = draft.level
    if level is None or not draft.name:
        return
    done = "完成" in words
    if level.unit not in PER_CENT and _CALLED_TASK.search(words) and not done:
        draft.is_task = True
    if behind and done and not draft.name.endswith(behind):
        draft.name, draft.is_task = draft.name + behind, True


def _noun(before: str, run: Run) -> str:
    """The counted noun; none where a verb begins what comes next (``救助群众326人次发放救助金14万元``)."""
    if is_money(run.quantities[-1].unit) and _SPENT.search(run.before) and naming.VERB.match(run.behind):
        # 投资1200万元建成污水处理厂1座
        return ""
    if run.beyond is None and is_money(run.quantities[-1].unit) and _FOR.match(run.behind):
        return ""
    has_object = not run.before or bool(naming.leading_verb(naming.core(before)))
    if run.beyond is not None and has_object and naming.VERB.match(run.behind):
        return ""
    if GIVES.match(run.behind) and run.beyond is not None and len(naming.core(before)) > 1:
        # 优抚对象8493人发放抚恤金5580万元: who they are stands before the number.
        return ""
    return noun_behind(run.behind, last=run.beyond is None)


def _said_of_each(context: Context, run: Run, words: str) -> list[Draft]:
    """Levels of several rates that one number is said of: ``办结率、满意率均为100%``."""
    rates = _RATES.search(words) if len(run.quantities) == 1 else None
    if rates is None:
        return []
    drafts = [run.level(context.text, run.first, name) for name in _MARK.split(naming.core(rates[1]))]
    for draft in drafts:
        complete(context, draft, run)
    context.add(drafts)
    return drafts


def _rate_of(context: Context, run: Run, words: str) -> Draft | None:
    """``水质100%达标``: the rate at which the thing before the number does what stands behind it."""
    if len(run.quantities) > 1 or run.first.unit not in PER_CENT or not _DOES.fullmatch(run.behind):
        return None
    thing = naming.core(words)
    if len(thing) < _SHORTEST_THING or naming.needs_owner(thing):
        return None
    draft = run.level(context.text, run.first, f"{thing}{run.behind}率", "rate")
    context.add([draft])
    return draft


def read_aim(context: Context, run: Run) -> list[Draft] | None:
    """The aim that a share is of, where it is said: ``占年度任务6.5亿元的105.7%``; else None."""
    found, base = _AIM_OF_SHARE.search(run.before), context.latest
    if found is None or base is None or run.behind != "的":
        return None
    context.aim = found[1]
    return [_aim_of(context, run, base, found[1])]


def draft_level(context: Context, run: Run, quantity: Quantity, before: str, noun: str = "") -> Draft:
    """Draft of a level named from the words before it and the noun behind it."""
    if noun:
        counted = name_around(before, noun, last=run.beyond is None)
        draft = run.level(context.text, quantity, counted.name, counted.how)
        draft.subject = draft.noun = counted.noun
        draft.verb = counted.verb
        return draft
    words = naming.name_before(before)
    purpose = _purpose(run, quantity)
    if purpose and words.name:
        return run.level(context.text, quantity, purpose + object_of(words.name), "purpose")
    draft = run.level(context.text, quantity, words.name, words.how)
    if words.topic:
        draft.alternatives.append(words.topic + words.name)
    return draft


def _purpose(run: Run, quantity: Quantity) -> str:
    """What money is for: ``融资180万元对拥军路进行改造`` → ``拥军路改造``; else empty."""
    found = _FOR.match(run.behind) if run.beyond is None and is_money(quantity.unit) else None
    return _CARRIED_OUT.sub("", found[1]) if found is not None else ""


def _distributed(run: Run, words: str) -> list[str] | None:
    """Names of a run that lists its subjects first; None where there is one subject."""
    count = len(run.quantities)
    sectors = _SECTORS.search(naming.strip_end(words))
    if sectors is not None and count == len("一二三"):
        return [f"第{which}产业{sectors['measure']}" for which in "一二三"]
    return distribute(naming.core(words), count) if count > 1 else None


def _aim_of(context: Context, run: Run, owner: Draft, word: str) -> Draft:
    """The target that a bracket sets beside a result: ``36.1%(任务数16.7%)``."""
    draft = run.level(context.text, run.first, owner.name + word, "aim")
    draft.is_task = True
    draft.name_start = owner.name_start
    context.drafts.append(draft)
    return draft


def _total(context: Context, run: Run, reading: Reading) -> Draft | None:
    """The total after a net increase: ``净增277家,总数达757家`` is one figure."""
    draft, quantity = context.latest, run.first
    if len(run.quantities) != 1 or draft is None or draft.level is not None:
        return None
    if draft.change is None or draft.change.unit != quantity.unit or quantity.unit in PER_CENT:
        return None
    words = naming.core(reading.rest)
    total = _TOTAL.fullmatch(words)
    if total is None and not _NO_NAME.fullmatch(words):
        return None
    draft.level = quantity
    draft.name += words if total is not None else ""
    draft.qualifiers = [quantity.suffix] if quantity.suffix else []
    return draft
