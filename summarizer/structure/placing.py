"""Shares and ranks: the place a figure has among others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.distribution import distribute
from summarizer.structure.numerals import CHINESE_NUMERAL
from summarizer.structure.subjects import subject_of

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run
    from summarizer.structure.numbers import Quantity
    from summarizer.structure.roles import Reading

_PLACE_WORDS = r"全[市省国区县州球]|[一-鿿]{1,4}[市省区县州国]|世界|亚洲|西部|东部|中部|西北|东北|华北"
_OF_WHAT = "占比重"
_RANKED = re.compile(
    r"^(?P<own>.*?)(?:均|也|都|稳|连续|继续|首次|一直|双双)*+"
    r"(?:排名|排位|排|位列|位居|名列|列|居|跃居|跃升|升至|上升到|上升至|升到|进入|保持|稳居|处于|"
    r"达到|为|在|并列|获得|获评|获|评为)++"
    r"(?:了|到|至|在|为|入)*+(?P<place>[^,;。]{0,10}?)的?$"
)
_IN_A_ROW = re.compile(rf"(?:已|均)?(?:连续|持续)(?:\d+|{CHINESE_NUMERAL})个?(?:年|月|季度|学年|次|届)$")
_FOR_YEARS = re.compile(rf"(?:已|均)?(?:连续|持续)(?:\d+|{CHINESE_NUMERAL})个?(?:年|月|季度|学年|次|届)(?=.)")
_OVERALL = re.compile(r"^(?:综合|总体|整体|总|名次|位次)(?:考核|评价|成绩)?(?:排名|排位)?$")
_PLACE_AT_END = re.compile(rf"(?:{_PLACE_WORDS})(?:各[一-鿿]{{1,3}})?$")


def read_places(context: Context, run: Run, reading: Reading) -> list[Draft]:
    """Make the shares or ranks of a run, one draft a quantity."""
    bases = _bases(context, run)
    placed = [
        _placed(context, said, run, (q, base))
        for said, q, base in zip(_each(reading, len(bases)), run.quantities, bases, strict=True)
    ]
    context.drafts.extend(placed)
    context.placed = placed[-1]
    return placed


def _each(reading: Reading, count: int) -> list[Reading]:
    """What is ranked by each number: ``总量和增幅分别列全省第7位和第3位``."""
    listed, said, place = reading.rest.partition("分别")
    several = distribute(naming.strip_front(listed), count) if said and count > 1 else None
    if several is None:
        return [reading] * count
    return [replace(reading, rest=thing + place) for thing in several]


def _bases(context: Context, run: Run) -> list[Draft | None]:
    """What each number is the share or the rank of; ``分别占`` goes through the levels before in order."""
    count = len(run.quantities)
    if "分别" in run.before and 1 < count <= len(context.levels):
        return list(context.levels[-count:])
    last = context.latest
    if last is not None and last.clause_start == run.clause.start:
        # 59人(50岁以上18人占30.6%): of what stands beside it, not of what the bracket explains.
        return [last] * count
    return [run.owner or last] * count


def _placed(context: Context, reading: Reading, run: Run, of: tuple[Quantity, Draft | None]) -> Draft:
    """A share (``占工业产值的81.7%``) or a rank (``居全市第二``) of what the sentence is about."""
    quantity, base = of
    whose = base.name if base is not None else subject_of(context.lead)
    if reading.role == "share":
        own = naming.strip_end(naming.strip_front(reading.rest))
        holder = own or whose
        than = reading.than if reading.than != _OF_WHAT else _share_of_whole(context, base, run.owner)
        name, context.share = holder + than, than
    else:
        own, place = _rank_words(reading.rest)
        if context.ranked and not own and not place:
            (own, place), context.ranked = _rank_words(context.ranked), ""
        holder = own if own and not naming.needs_owner(own) else whose.removesuffix(own) + own
        name = f"{holder}{place}排名"
    draft = run.level(context.text, quantity, name, reading.role)
    draft.subject, draft.follows = holder, base
    if base is not None and not own:
        draft.name_start = min(run.name_start, base.name_start)
    return draft


def _share_of_whole(context: Context, part: Draft | None, owner: Draft | None) -> str:
    """``其中税收收入62.1亿元,占72%``: the whole is the figure that the part was taken from."""
    whole = owner if owner is not part else None
    whole = whole or next((d for d in reversed(context.levels) if d is not part), None)
    return f"占{whole.name}比重" if whole is not None and whole.level is not None else context.share or "占比"


def _rank_words(words: str) -> tuple[str, str]:
    """What is ranked, and among whom: ``预脱贫成效位列河源市`` → ``预脱贫成效``, ``河源市``."""
    words = _FOR_YEARS.sub("", words)
    found = _RANKED.search(words)
    if found is not None:
        own, place = found["own"], found["place"]
    else:
        tail = _PLACE_AT_END.search(words)
        own, place = (words[: tail.start()], tail[0]) if tail is not None else (words, "")
    own = naming.strip_end(naming.strip_front(_IN_A_ROW.sub("", own)))
    if not place and _PLACE_AT_END.fullmatch(own):
        own, place = "", own
    return _OVERALL.sub("", own), place
