"""Items of a list that leave out what another one says: the first its verb, the last its noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.parts import GRADE, ONLY_GRADE
from summarizer.structure.subjects import object_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.structure.drafts import Context, Draft, Run

_LIST_MARK = re.compile(r"、|和|与|及")
_PER_HEAD = re.compile(r"^每[千万百]?(?:常住人口|名?[一-鿿]{0,2}(?:人口|居民|老人|儿童)|人)(?:拥有|配备)?")
_GIVEN_TO = re.compile(r"(?:向|为|给|对)(?:全[区市县省])?(?:约|近|超|超过)?$")
_DONE_TO = re.compile(r"(?:对|为|向|给|在)(?:全[区市县省镇])?(?:约|近|超|超过)?$")
_PLACE = re.compile(r"^[一-鿿]{2,6}?[区县市镇乡州旗](?=.{2,}$)")
_HERD = re.compile(r"(?:出栏|存栏)(?=.)")
# 接待游客860万人次、实现旅游收入78亿元: the second has a verb of its own.
_OWN_VERB = re.compile(r".{0,12}[、和与及](?:共|累计)?(?:实现|完成|达到?|取得)")
_SHORT_HOLDER = 8
"""Characters up to which those who got something are part of its name."""
_BATCH = re.compile(r"^第[一二三四五六七八九十]+批$")
_PROCESS = re.compile(r"(?:超低排放改造|升级改造|提升改造|改造|建设|整治|治理|修复|遴选|验收|更新|普查)$")
_SAID_ALREADY = frozenset({"owned", "part", "carried"})


def share_with_siblings(context: Context, run: Run, drafts: list[Draft]) -> None:
    """Give the items of a list what only one of them says."""
    last, new = context.latest, drafts[0]
    if last is None or last.level is None or last.clause_start != run.clause.start or not new.name:
        return
    if last.noun and not new.noun and _GIVEN_TO.search(context.text, run.clause.start, last.level.start):
        # 向3680名中职学生发放生活补贴278万元: whose it is.
        if not last.noun.endswith(new.name) and len(last.noun) <= _SHORT_HOLDER:
            new.rename(last.noun + new.name.removesuffix(last.noun), "owned")
        return
    between = run.clause.words(context.text, last.level.end, new.first)
    if not _LIST_MARK.search(between):
        if last.noun and last.level.end + len(last.noun) >= new.first:
            _share_with_next(last, new)
        return
    if not _OWN_VERB.match(between):
        _take_from_first(last, new)
    _give_to_earlier(context, list(_earlier(context, run)), new)
    alone = naming.is_bare_verb(last.name) and last.level.unit == new.level_unit
    if new.noun and (alone or _BATCH.match(last.name)):
        # 新增2家、累计15家企业: the noun stands behind the last number only.
        last.rename(last.name + new.noun, last.how)


def _earlier(context: Context, run: Run) -> Iterator[Draft]:
    """Items of the clause before this one, the last first."""
    for draft in reversed(context.levels):
        if draft.clause_start != run.clause.start:
            return
        yield draft


def _take_from_first(last: Draft, new: Draft) -> None:
    """A verb, a measure of heads or a grade that stands before the first item only."""
    grade = ONLY_GRADE.match(object_of(last.name))
    if grade is not None and new.how == "plain" and not GRADE.match(new.name):
        new.rename(grade[0] + new.name, new.how)
    owner, bare = _owner_of(last)
    kept = _HERD.match(bare)
    verb = last.verb if last.noun else naming.leading_verb(bare) or (kept[0] if kept is not None else "")
    if (
        verb
        and not naming.leading_verb(new.name)
        and new.how not in _SAID_ALREADY
        and new.name[0] not in "不未"
    ):
        new.rename(owner + verb + new.name, "owned" if owner else new.how)
        new.verb = verb
    heads = _PER_HEAD.match(last.name)
    if heads is not None and not _PER_HEAD.match(new.name) and new.how != "part":
        # 每千常住人口床位6.9张、注册护士3.8人
        new.rename(heads[0] + new.name, new.how)


def _owner_of(draft: Draft) -> tuple[str, str]:
    """What a name was completed with, and what it was before."""
    bare = draft.alternatives[0] if draft.how == "owned" and draft.alternatives else draft.name
    owner = draft.name.removesuffix(bare)
    return (owner, bare) if owner != draft.name else ("", draft.name)


def _give_to_earlier(context: Context, earlier: list[Draft], new: Draft) -> None:
    """A process or a noun that stands behind the last item only."""
    done_to = bool(earlier) and _DONE_TO.search(context.text, new.clause_start, earlier[-1].first)
    if done_to and earlier[0].noun and new.how == "predicate":
        # 对101个小区、16所学校开展督导: what was done to all of them is the name of none.
        new.rename(new.noun, "counted")
    elif new.how == "predicate" and new.noun and not new.verb:
        # 9个集体、24名个人获市级以上表彰: it is said of both.
        for draft in earlier:
            if not draft.noun or draft.name != draft.noun:
                break
            draft.rename(new.name.removesuffix(new.noun) + draft.name, draft.how)
    process = _PROCESS.search(new.noun)
    if process is not None and process[0] != new.noun:
        for draft in earlier:
            if not draft.noun or _PROCESS.search(draft.noun):
                break
            draft.rename(draft.name + process[0], draft.how)
    if GRADE.match(new.noun):
        # 89项省级、138项县级事项
        for draft in earlier:
            if not ONLY_GRADE.fullmatch(draft.name):
                break
            draft.rename(draft.name + GRADE.sub("", new.noun), draft.how)


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
