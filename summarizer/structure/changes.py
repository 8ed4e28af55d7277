"""Changes and differences: joined to their level, or figures of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.completing import complete_breakdown
from summarizer.structure.distribution import distribute
from summarizer.structure.drafts import Context, Draft, Run
from summarizer.structure.model import Change
from summarizer.structure.nouns import noun_behind
from summarizer.structure.qualifiers import qualifiers_of
from summarizer.structure.subjects import joined, subject_of
from summarizer.structure.units import PER_CENT, POINTS, is_money

if TYPE_CHECKING:
    from summarizer.structure.numbers import Quantity
    from summarizer.structure.roles import Reading

_NO_SUBJECT = re.compile(
    r"(?:增速|增幅|增长率|涨幅|同比|增量|规模|总量|数量|产值|也|年均|平均|按?(?:可比|不变)(?:价格?|口径)(?:计算)?|"
    r"(?:以上|上述)?(?:[一二两三四五六七八九十]+[项个])?(?:主要)?指标)?"
)
_BOTH = re.compile(r"(?:均|双双|都)$")
_APART_FROM = re.compile(r"((?:剔除|扣除|不含|按)[^,;。()]{2,16})")
_HAS_RATE = re.compile(r"增速|增幅|率$")
_COMPARATIVES = {
    "高": "高于",
    "低": "低于",
    "快": "快于",
    "高出": "高于",
    "多": "多于",
    "少": "少于",
    "慢": "慢于",
}
_NEXT_TURN = re.compile(r"[、和](?:增长|上升|增加|提高|下降|减少|降低)\d")
_TIMES_AS_MUCH = frozenset({"倍", "番", "成"})
MOST_AT_ONCE = 4
"""Things that one number is said of at once (人次和花费均增长20%)."""


def read_changes(context: Context, run: Run, reading: Reading) -> list[Draft]:
    """Make the changes of a run, one draft a quantity; one without a subject joins the level before it."""
    subject = naming.core(reading.rest)
    noun = counted_noun(run)
    if noun and reading.role == "change" and run.owner is None:
        # 增加5000个普通高中招生计划: what there is more of stands behind.
        return _more_of(context, run, reading, noun)
    if reading.role == "difference":
        return _differences(context, run, reading, subject)
    if _NO_SUBJECT.fullmatch(subject):
        joined = _join(context, run, reading) if run.owner is None else _join_owner(run, run.owner, reading)
        if joined is not None:
            return joined
    names = _names(context, run, reading, subject)
    quantities = list(run.quantities)
    if len(quantities) == 1:
        quantities *= len(names)
    drafts = [_change(context, run, reading, q, named) for q, named in zip(quantities, names, strict=True)]
    for draft in drafts:
        if draft.how.startswith("change-"):
            complete_breakdown(context, draft)
    context.add(drafts)
    return drafts[: len(run.quantities)]


def counted_noun(run: Run) -> str:
    """Return what a number counts; empty behind money, percentages and times as much."""
    unit = run.quantities[-1].unit
    if unit in PER_CENT | POINTS | _TIMES_AS_MUCH or is_money(unit):
        return ""
    return noun_behind(run.behind, last=run.beyond is None)


def _more_of(context: Context, run: Run, reading: Reading, noun: str) -> list[Draft]:
    drafts = [_change(context, run, reading, q, (noun, "counted")) for q in run.quantities]
    context.add(drafts)
    return drafts


def _change(
    context: Context, run: Run, reading: Reading, quantity: Quantity, named: tuple[str, str]
) -> Draft:
    name, how = named
    return Draft(
        name=name,
        subject=name,
        how=how,
        change=Change(value=quantity.value, unit=quantity.unit, direction=reading.direction),
        change_quantity=quantity,
        name_start=run.name_start,
        clause_start=run.clause.start,
        qualifiers=qualifiers_of(context.text, run.clause, quantity),
    )


def _join(context: Context, run: Run, reading: Reading) -> list[Draft] | None:
    """Give the changes to the levels that wait for one; None where there are too few of those."""
    placed = context.placed
    if placed is not None and placed is context.drafts[-1] and _moves(placed, run.first):
        return _join_owner(run, placed, reading)
    if context.turns:
        return _join_owner(run, context.turns.pop(0), reading)
    waiting = [d for d in context.levels if d.change is None]
    count = len(run.quantities)
    if len(waiting) < count or not _belongs(waiting[-1], run.first):
        return None
    chosen = waiting[-count:]
    others = len(_NEXT_TURN.findall(context.text, run.first.end, run.clause.end)) if count == 1 else 0
    if "分别" in run.before and others and len(waiting) > others:
        # 分别上升14.6%、下降4.5%: each to one of the levels before, in their order.
        context.turns = waiting[-others - 1 :]
        return _join_owner(run, context.turns.pop(0), reading)
    quantities = list(run.quantities)
    if count == 1 and "均" in run.before:
        # 4名博士后、1名合作导师,增长率均为100%: said of all that one clause lists.
        chosen = [d for d in waiting if d.clause_start == waiting[-1].clause_start]
        quantities *= len(chosen)
    for draft, quantity in zip(chosen, quantities, strict=True):
        draft.change = Change(value=quantity.value, unit=quantity.unit, direction=reading.direction)
        draft.change_quantity = quantity
    return chosen[-count:]


def _join_owner(run: Run, owner: Draft, reading: Reading) -> list[Draft] | None:
    """Give the change in a bracket to the level before the bracket: ``20.99亿元(同比增长41.8%)``."""
    quantity = run.first
    if len(run.quantities) > 1 or owner.change is not None:
        return None
    if not _belongs(owner, quantity) and not _moves(owner, quantity):
        return None
    owner.change = Change(value=quantity.value, unit=quantity.unit, direction=reading.direction)
    owner.change_quantity = quantity
    return [owner]


def _moves(placed: Draft, quantity: Quantity) -> bool:
    """A share moves by percentage points, a rank by places."""
    level = placed.level
    if level is None:
        return False
    return quantity.unit in ({"位", "名"} if level.rank else POINTS)


def _belongs(draft: Draft, quantity: Quantity) -> bool:
    """A change belongs to a level if it is a percentage, or of the level's own unit."""
    level = draft.level
    if level is None or level.rank:
        return False
    if quantity.unit in POINTS:
        return level.unit in PER_CENT or quantity.unit == level.unit
    return quantity.unit in PER_CENT | _TIMES_AS_MUCH or quantity.unit[-1:] == level.unit[-1:]


def _names(context: Context, run: Run, reading: Reading, subject: str) -> list[tuple[str, str]]:
    """Names with the rule that made each: one a quantity, or several of one quantity said of all of them."""
    count = len(run.quantities)
    if count == 1 and _BOTH.search(naming.strip_link_words(reading.rest)):
        things = _BOTH.sub("", subject)
        several = distribute(things, len(re.findall(r"、|(?<!参)和|与|及", things)) + 1)
        if several is not None and 1 < len(several) <= MOST_AT_ONCE:
            return [(name, "distributed") for name in several]
    if count > 1:
        several = distribute(subject or naming.core(context.lead), count)
        if several is not None:
            return [(name, "distributed") for name in several]
    if run.owner is not None:
        apart = _APART_FROM.search(context.text[run.owner.last : run.first.start])
        name = f"{run.owner.name}({apart[1]})" if apart else run.owner.name
        return [(name, "owner")] * count
    if not subject and 1 < count <= len(context.levels):
        # 分别上升6.7%和5.9%,扣除通胀后分别增加2.5%和1.9%: the same things again, in the same order.
        return [(draft.name, "carried") for draft in context.levels[-count:]]
    if not subject:
        return [(_carried(context), "carried")] * count
    words = naming.name_before(subject)
    name = words.name
    if naming.needs_owner(name) and context.latest is not None:
        name = joined(context.latest.subject, name)
    return [(name, f"change-{words.how}")] * count


def _carried(context: Context) -> str:
    """Name for a change whose sentence names nothing before it."""
    if context.latest is not None:
        return context.latest.name
    name = subject_of(context.lead)
    if not name and context.base is not None:
        name = context.base.name
    if not name and context.drafts:
        name = context.drafts[-1].name
    return name


def _differences(context: Context, run: Run, reading: Reading, subject: str) -> list[Draft]:
    """One difference a number: ``分别高于全国、全省1.2个、0.8个百分点``."""
    count = len(run.quantities)
    others = distribute(reading.than, count) if count > 1 else None
    if others is None:
        others = [reading.than] * count
    return [
        _difference(context, run, replace(reading, than=than), (subject, quantity))
        for than, quantity in zip(others, run.quantities, strict=True)
    ]


def _difference(context: Context, run: Run, reading: Reading, what: tuple[str, Quantity]) -> Draft:
    """``高于全市1个百分点`` after a growth rate: ``地区生产总值增速高于全市``."""
    subject, quantity = what
    base = run.owner or context.latest
    name = subject if base is None or not naming.needs_owner(subject) else ""
    if not name and base is not None:
        name = re.sub(r"增速.{0,4}于.*$", "", base.name)
        pointed = quantity.unit in PER_CENT | POINTS
        if base.change is not None and pointed and not _HAS_RATE.search(name):
            name += "增速"
    draft = Draft(
        name=name + _COMPARATIVES.get(reading.comparative, reading.comparative) + reading.than,
        subject=name,
        how="difference",
        follows=base,
        change=Change(value=quantity.value, unit=quantity.unit, direction=reading.direction),
        change_quantity=quantity,
        name_start=min(run.name_start, base.name_start) if base and not subject else run.name_start,
        clause_start=run.clause.start,
        qualifiers=qualifiers_of(context.text, run.clause, quantity),
    )
    context.drafts.append(draft)
    return draft
