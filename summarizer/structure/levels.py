"""Levels, shares and ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.completing import complete, share_with_siblings
from summarizer.structure.counted import name_around
from summarizer.structure.distribution import distribute
from summarizer.structure.drafts import Context, Draft, Run
from summarizer.structure.nouns import noun_behind
from summarizer.structure.qualifiers import qualifiers_of

if TYPE_CHECKING:
    from summarizer.structure.numbers import Quantity
    from summarizer.structure.roles import Reading

_TASK_BEHIND = re.compile(r"^的?(?:年度)?(任务|目标)(?:数)?$")
_TASK_BEFORE = re.compile(r"任务数|任务|目标值|目标|计划数|计划")
_TOTAL = re.compile(r"(?:总数|总量|总数量|总额|总规模)")
_NO_NAME = re.compile(r"(?:累计|稳步|全区|全市|全县|全省)?")
_SECTORS = re.compile(r"三次产业(?P<measure>结构比例?|结构|比例|比重|比)$")
_PLACE_WORDS = r"全[市省国区县州球]|[一-鿿]{1,4}[市省区县州国]|世界|亚洲|西部|东部|中部|西北|东北|华北"
_RANKED = re.compile(
    r"^(?P<own>.*?)(?:均|也|都|稳|连续|继续|首次|一直)*+"
    r"(?:排名|排位|排|位列|位居|名列|列|居|跃居|跃升|升至|上升到|上升至|升到|进入|保持|稳居|处于|"
    r"达到|为|在|并列|获得|获评|获|评为)++"
    r"(?:了|到|至|在|为|入)*+(?P<place>[^,;。]{0,10}?)的?$"
)
_PLACE_AT_END = re.compile(rf"(?:{_PLACE_WORDS})(?:各[一-鿿]{{1,3}})?$")


def read_levels(context: Context, run: Run, reading: Reading) -> list[Draft]:
    """Make the levels, shares or ranks of a run, one draft a quantity."""
    if reading.role in {"rank", "share"}:
        placed = [_placed(context, run, reading, q) for q in run.quantities]
        context.drafts.extend(placed)
        context.placed = placed[-1]
        return placed
    last = run.beyond is None
    task = _TASK_BEHIND.match(run.behind) if last else None
    noun = "" if task is not None else noun_behind(run.behind, last=last)
    aim = _TASK_BEFORE.search(reading.rest)
    if run.owner is not None and aim is not None and not noun:
        return [_aim_of(context, run, run.owner, aim[0])] * len(run.quantities)
    total = _total(context, run, reading)
    if total is not None:
        return [total]
    if not noun and not run.behind and run.beyond is not None:
        # 一栋2000余平方米重点金融楼宇: two numbers, one noun.
        noun = noun_behind(run.beyond, last=True)
    names = _distributed(run, reading) if not noun else None
    drafts: list[Draft] = []
    for index, quantity in enumerate(run.quantities):
        if names is not None:
            draft = _named(context, run, quantity, names[index])
        else:
            draft = draft_level(context, run, quantity, reading.rest, noun)
        if context.base is not None and not noun and not naming.core(reading.rest):
            # 由690元提高到720元: the value it came to is named before the value it came from.
            draft.name, draft.subject, draft.how = context.base.name, context.base.subject, context.base.how
            draft.name_start, context.base = context.base.name_start, None
        else:
            complete(context, draft, run, reading.rest)
        if task is not None and draft.name and "完成" in reading.rest and not draft.name.endswith(task[1]):
            draft.name, draft.is_task = draft.name + task[1], True
        drafts.append(draft)
    share_with_siblings(context, run, drafts)
    context.add(drafts)
    return drafts


def draft_level(context: Context, run: Run, quantity: Quantity, before: str, noun: str = "") -> Draft:
    """Draft of a level named from the words before it and the noun behind it."""
    if noun:
        counted = name_around(before, noun)
        draft = _named(context, run, quantity, counted.name, counted.how)
        draft.subject = draft.noun = counted.noun
        draft.verb = counted.verb
        return draft
    words = naming.name_before(before)
    draft = _named(context, run, quantity, words.name, words.how)
    if words.topic:
        draft.alternatives.append(words.topic + words.name)
    return draft


def _named(context: Context, run: Run, quantity: Quantity, name: str, how: str = "distributed") -> Draft:
    return Draft(
        name=name,
        subject=name,
        how=how,
        level=quantity,
        name_start=run.name_start,
        clause_start=run.clause.start,
        qualifiers=qualifiers_of(context.text, run.clause, quantity),
    )


def _distributed(run: Run, reading: Reading) -> list[str] | None:
    """Names of a run that lists its subjects first; None where there is one subject."""
    count = len(run.quantities)
    sectors = _SECTORS.search(naming.strip_end(reading.rest))
    if sectors is not None and count == len("一二三"):
        return [f"第{which}产业{sectors['measure']}" for which in "一二三"]
    return distribute(naming.core(reading.rest), count) if count > 1 else None


def _aim_of(context: Context, run: Run, owner: Draft, word: str) -> Draft:
    """The target that a bracket sets beside a result: ``36.1%(任务数16.7%)``."""
    draft = _named(context, run, run.first, owner.name + word, "aim")
    draft.is_task = True
    draft.name_start = owner.name_start
    context.drafts.append(draft)
    return draft


def _total(context: Context, run: Run, reading: Reading) -> Draft | None:
    """The total after a net increase: ``净增277家,总数达757家`` is one figure."""
    draft, quantity = context.latest, run.first
    if len(run.quantities) != 1 or draft is None or draft.level is not None:
        return None
    if draft.change is None or draft.change.unit != quantity.unit:
        return None
    words = naming.core(reading.rest)
    total = _TOTAL.fullmatch(words)
    if total is None and not _NO_NAME.fullmatch(words):
        return None
    draft.level = quantity
    draft.name += words if total is not None else ""
    draft.qualifiers = [quantity.suffix] if quantity.suffix else []
    return draft


def _placed(context: Context, run: Run, reading: Reading, quantity: Quantity) -> Draft:
    """A share (``占工业产值的81.7%``) or a rank (``居全市第二``) of what the sentence is about."""
    base = run.owner or context.latest
    whose = base.name if base is not None else ""
    if reading.role == "share":
        own = naming.strip_end(naming.strip_front(reading.rest))
        holder = own or whose
        name = holder + reading.than
    else:
        own, place = _rank_words(reading.rest)
        holder = own if own and not naming.needs_owner(own) else whose + own
        name = f"{holder}{place}排名"
    draft = _named(context, run, quantity, name, reading.role)
    draft.subject = holder
    if base is not None and not own:
        draft.name_start = min(run.name_start, base.name_start)
    return draft


def _rank_words(words: str) -> tuple[str, str]:
    """What is ranked, and among whom: ``预脱贫成效位列河源市`` → ``预脱贫成效``, ``河源市``."""
    found = _RANKED.search(words)
    if found is not None:
        own, place = found["own"], found["place"]
    else:
        tail = _PLACE_AT_END.search(words)
        own, place = (words[: tail.start()], tail[0]) if tail is not None else (words, "")
    return naming.strip_end(naming.strip_front(own)), place
