"""Figures: quantities put together with the changes that belong to them, named, dated and placed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.clauses import Clause, Sentence, sentences
from summarizer.structure.drafts import Draft
from summarizer.structure.model import Change, Figure, Mention, Metadata, NumberClass, Section
from summarizer.structure.numbers import Quantity, find_numbers
from summarizer.structure.periods import period_at
from summarizer.structure.roles import Reading, growth_behind, read_role
from summarizer.structure.status import status_of
from summarizer.structure.units import PER_CENT, POINTS, is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cleaning import CleanText

_CONNECTOR = re.compile(r"^(?:、|:|和|与|及|以及|,)$")
_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章部分节编]+|[((]?[一二三四五六七八九十\d]+[))]?[、..)）是要]|[①-⑳]|第[一二三四五六七八九十]+[,,是])"
)
_BASE_FOLLOWS = re.compile(
    r"^(?:左右|以上)?,?(?:的[^,;。]{0,6})?(?:提高|提升|增加|增长|上升|增|升|扩大|下降|降低|减少|降|压缩|缩短|压减|调整|回落|回升|翻番|延长|调增|上调|恢复|跃升|增至)+(?:到|至|为|成)?(?:了)?$"
)
_ENUMERATED_ONLY = re.compile(r"^第[一二三四五六七八九十]+批$")
_PROCESS = re.compile(r"(?:超低排放改造|升级改造|提升改造|改造|建设|整治|治理|修复|遴选|验收|更新|普查)$")
_TASK_NOUN = re.compile(r"^的?(?:年度)?(任务|目标)(?:数)?$")
_FROM = re.compile(r"(?:自|由|从)[^自由从,;。]{0,14}$")
_HIGH_OR_LOW = re.compile(r"^的?(?:低位|高位|低点|高点|峰值|谷底)")
_PLACE = re.compile(r"^[一-鿿]{2,6}?[区县市镇乡州旗](?=.{2,}$)")
_GENERAL = re.compile(r"^(?:平台|园区|中心|基地|大赛|展会|工程|学校|公司|论坛)")
_SEPARATOR = re.compile(r"、|以及|和|与|及|,|并")
_NO_NOUN = re.compile(
    r"^(?:、|,|和(?!谐)|与|及|以及|并|增长|增加|下降|提高|占|居|位居|同比|比上|较|的?(?:基础上|任务|目标|水平)?$|左右|以上|以内|[”\"》)\]…/—-])"
)


def find_figures(
    clean: CleanText, metadata: Metadata, sections: Sequence[Section]
) -> tuple[tuple[Mention, ...], tuple[Figure, ...]]:
    """Find every number of the report, classify it, and put the figures together.

    Args:
        clean: The report.
        metadata: For the periods of its review and plan parts.
        sections: The section tree; ``sections[0]`` is ``S0``.

    Returns:
        All numbers in reading order, and the figures in the order of their first number.
    """
    labels = [
        (s.start + m.start(), s.start + m.end())
        for s in sections
        if (m := _LABEL.match(clean.text[s.start : s.body])) is not None
    ]
    numbers = find_numbers(clean, labels)
    reader = _Reader(clean.text, numbers.quantities)
    for sentence in sentences(clean.text):
        reader.read(sentence)
    mentions = list(numbers.mentions)
    for index in reader.bases:
        mentions[index] = replace(mentions[index], kind=NumberClass.BASE)
    return tuple(mentions), _finish(clean.text, metadata, sections, reader.drafts)


@dataclass(kw_only=True, slots=True)
class _Context:
    """What earlier clauses of a sentence leave to later ones."""

    levels: list[Draft] = field(default_factory=list)
    body: str = ""
    """Body or event the sentence is about, where a clause starts with one."""
    lead: str = ""
    """The last clause that held no number."""
    base: Draft | None = None
    """A value that something rose or fell from; the value it came to takes its name."""


class _Reader:
    """Goes through the sentences once, left to right."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._text = text
        self._quantities = quantities
        self._starts = [q.start for q in quantities]
        self.drafts: list[Draft] = []
        self.bases: set[int] = set()
        self._measured: Draft | None = None
        """The last figure of the paragraph whose name ends in a measure (零售总额); breakdowns leave it out."""

    def read(self, sentence: Sentence) -> None:
        first = bisect_right(self._starts, sentence.start - 1)
        last = bisect_right(self._starts, sentence.end - 1)
        if first == last:
            return
        if sentence.opens_paragraph:
            self._measured = None
        context = _Context()
        for clause in sentence.clauses:
            self._clause(clause, context, None)

    def _inside(self, clause: Clause) -> list[Quantity]:
        first = bisect_right(self._starts, clause.start - 1)
        last = bisect_right(self._starts, clause.end - 1)
        return [q for q in self._quantities[first:last] if not clause.in_hole(q.start)]

    def _clause(self, clause: Clause, context: _Context, owner: Draft | None) -> None:
        quantities = self._inside(clause)
        if owner is None:
            body = naming.body_of(clause.words(self._text, clause.start, quantities[0].start if quantities else clause.end))
            context.body = body or context.body
        if not quantities:
            words = clause.words(self._text, clause.start, clause.end)
            if owner is None and words:
                context.lead = words
        made: list[tuple[Quantity, Draft]] = []
        at = 0
        while at < len(quantities):
            run = self._run(clause, quantities, at)
            previous_end = quantities[at - 1].end if at else clause.start
            drafts = self._read_run(clause, context, run, previous_end, quantities, at, owner)
            made.extend(zip(run, drafts, strict=True))
            at += len(run)
        for inner in clause.inner:
            before = [d for q, d in made if q.start < inner.start]
            # A bracket explains the number before it, else the last figure of the sentence.
            holder = before[-1] if before else (context.levels[-1] if context.levels else None)
            self._clause(inner, context, holder)

    def _run(self, clause: Clause, quantities: list[Quantity], at: int) -> list[Quantity]:
        """Quantities joined by nothing but 、 or 和: ``76.9%、29.3%``."""
        run = [quantities[at]]
        for following in quantities[at + 1 :]:
            gap = clause.words(self._text, run[-1].end, following.start).strip()
            if not _CONNECTOR.match(gap) or run[-1].rank != following.rank:
                break
            run.append(following)
        return run

    # One run of quantities -------------------------------------------------------------------------------

    def _read_run(  # noqa: PLR0913 - one step of the loop above, split off for its length
        self,
        clause: Clause,
        context: _Context,
        run: list[Quantity],
        previous_end: int,
        quantities: list[Quantity],
        at: int,
        owner: Draft | None,
    ) -> list[Draft]:
        following = quantities[at + len(run)] if at + len(run) < len(quantities) else None
        gap = clause.words(self._text, run[-1].end, following.start if following else clause.end)
        before, name_start = self._before(clause, previous_end, run[0], gap, first=at == 0)
        base = (following is not None and bool(_BASE_FOLLOWS.match(gap))) or (
            bool(_FROM.search(before)) and bool(_HIGH_OR_LOW.match(gap))
        )
        readings = [read_role(before, q.unit, rank=q.rank, base_follows=base) for q in run]
        reading = readings[0]
        direction = growth_behind(gap) if run[-1].unit in PER_CENT else None
        if direction is not None and reading.role == "level":
            reading = Reading(role="change", direction=direction, rest=reading.rest)
        if reading.role == "base":
            self.bases.update(q.mention for q in run)
            words = _FROM.sub("", before)
            context.base = self._draft(words, run[0], clause, name_start) if words else context.base
            draft = context.base or self._draft(before, run[0], clause, name_start)
            return [draft] * len(run)
        if reading.role in {"change", "difference"}:
            return self._changes(clause, context, run, reading, name_start, owner)
        return self._levels(clause, context, run, reading, name_start, gap, following, owner)

    def _before(
        self, clause: Clause, previous_end: int, quantity: Quantity, behind: str, *, first: bool
    ) -> tuple[str, int]:
        """Words between the last number (or the clause's start) and this one, that belong to this one."""
        start = previous_end
        words = clause.words(self._text, start, quantity.start)
        if first:
            return words, start
        # After a number come the noun it counts and then what belongs to the next number.
        cut = 0
        for match in _SEPARATOR.finditer(words):
            cut = match.end()
        if cut == 0 and not _NO_NOUN.match(words):
            verb = next((m for m in naming.VERB.finditer(words) if m.start() >= 1), None)
            if verb is not None and len(naming.strip_end(words[verb.end() :])) >= 1:
                cut = verb.start()
            elif not _NO_NOUN.match(behind) and behind:
                # 36个小区3.74万户居民: the noun between is the first number's; the second has its own.
                cut = len(words)
        return words[cut:], start + cut

    # Changes ---------------------------------------------------------------------------------------------

    def _changes(  # noqa: PLR0913 - see _read_run
        self,
        clause: Clause,
        context: _Context,
        run: list[Quantity],
        reading: Reading,
        name_start: int,
        owner: Draft | None,
    ) -> list[Draft]:
        subject = naming.strip_end(naming.strip_front(naming.strip_end(reading.rest)))
        changes = [Change(value=q.value, unit=q.unit, direction=reading.direction) for q in run]
        if reading.role == "difference":
            return self._difference(clause, context, run[0], changes[0], reading, subject, name_start, owner)
        open_levels = [d for d in context.levels if d.change is None]
        own = subject and not re.fullmatch(r"(?:增速|增幅|增长率|涨幅|同比|增量|规模|总量|数量|产值|也|年均|平均)", subject)
        if not own and owner is None and open_levels and len(open_levels) >= len(run) and self._fits(open_levels[-1], run[0]):
            count = len(open_levels) if "均" in reading.rest + self._text[name_start : run[0].start] and len(run) == 1 else len(run)
            chosen = open_levels[-count:] if len(run) > 1 or count > 1 else [open_levels[-1]]
            if len(run) == 1 and count > 1:
                chosen = [d for d in chosen if d.clause_start == chosen[-1].clause_start]
                changes = changes * len(chosen)
            for index, draft in enumerate(chosen):
                draft.change = changes[index]
                draft.extra.append(run[min(index, len(run) - 1)])
            return chosen if len(run) > 1 else [chosen[-1]]
        several = self._several(reading.rest, re.sub(r"(?:均|双双|都)$", "", subject)) if len(run) == 1 else None
        names = (
            [(n, "distributed") for n in several]
            if several is not None
            else self._names_of_changes(context, run, subject, owner)
        )
        drafts: list[Draft] = []
        count = len(names)
        for q, change, (name, how) in zip(
            run if len(run) == count else run * count, changes if len(run) == count else changes * count, names, strict=True
        ):
            draft = Draft(
                name=name,
                subject=name,
                how=how,
                level=None,
                change=change,
                extra=[q],
                name_start=name_start,
                clause_start=clause.start,
                clause_end=clause.end,
            )
            draft.qualifiers = self._qualifiers(clause, q)
            if how.startswith("change-"):
                self._breakdown(draft)
            drafts.append(draft)
        self._add(context, drafts)
        return drafts[: len(run)]

    def _several(self, rest: str, subject: str) -> list[str] | None:
        """Names of a number said of two or three things at once: ``人次和花费均增长20%``."""
        if not re.search(r"均|双双|都$", rest):
            return None
        parts = len(re.findall(r"、|(?<!参)和|与|及", subject)) + 1
        return naming.distribute(subject, parts) if 1 < parts <= 4 else None

    def _names_of_changes(
        self, context: _Context, run: list[Quantity], subject: str, owner: Draft | None
    ) -> list[tuple[str, str]]:
        if len(run) > 1:
            several = naming.distribute(subject, len(run))
            if several is not None:
                return [(n, "distributed") for n in several]
        if owner is not None:
            detail = self._text[owner.last : run[0].start]
            found = re.search(r"((?:剔除|扣除|不含|按)[^,;。()]{2,16})", detail)
            return [(f"{owner.name}({found[1]})" if found else owner.name, "owner")] * len(run)
        if not subject:
            last = context.levels[-1] if context.levels else None
            name = last.name if last else naming.subject_of(context.lead)
            if not name and context.base is not None:
                name = context.base.name
            if not name and self.drafts:
                name = self.drafts[-1].name
            return [(name, "carried")] * len(run)
        words = naming.name_before(subject)
        name = words.name
        if naming.needs_owner(name) and context.levels:
            name = context.levels[-1].subject + name
        return [(name, f"change-{words.how}")] * len(run)

    def _difference(  # noqa: PLR0913 - see _read_run
        self,
        clause: Clause,
        context: _Context,
        quantity: Quantity,
        change: Change,
        reading: Reading,
        subject: str,
        name_start: int,
        owner: Draft | None,
    ) -> list[Draft]:
        than, _, verb = reading.than.partition("|")
        base = owner or (context.levels[-1] if context.levels else None)
        name = subject or (base.name if base else "")
        name = re.sub(r"增速.{0,4}于.*$", "", name)
        if base is not None and base.change is not None and not re.search(r"增速|增幅|率$", name) and not subject:
            name += "增速"
        word = {"高": "高于", "低": "低于", "快": "快于", "高出": "高于", "多": "多于", "少": "少于", "慢": "慢于"}.get(verb, verb)
        draft = Draft(
            name=name + word + than,
            subject=name,
            how="difference",
            level=None,
            change=change,
            extra=[quantity],
            name_start=min(name_start, base.name_start) if base and not subject else name_start,
            clause_start=clause.start,
            clause_end=clause.end,
            qualifiers=[quantity.suffix] if quantity.suffix else [],
        )
        self.drafts.append(draft)
        return [draft]

    @staticmethod
    def _fits(draft: Draft, quantity: Quantity) -> bool:
        """A change belongs to a level if it is a percentage, or of the level's own unit."""
        if draft.level is None or draft.level.rank:
            return False
        if quantity.unit in POINTS:
            return draft.level.unit in PER_CENT or quantity.unit == draft.level.unit
        return quantity.unit in PER_CENT | {"倍", "番", "成"} or quantity.unit[-1:] == draft.level.unit[-1:]

    # Levels ----------------------------------------------------------------------------------------------

    def _levels(  # noqa: PLR0913 - see _read_run
        self,
        clause: Clause,
        context: _Context,
        run: list[Quantity],
        reading: Reading,
        name_start: int,
        gap: str,
        following: Quantity | None,
        owner: Draft | None,
    ) -> list[Draft]:
        base = context.levels[-1] if context.levels else None
        if reading.role == "rank":
            return self._place(clause, context, run, reading, name_start, owner or base)
        if reading.role == "share":
            return self._place(clause, context, run, reading, name_start, owner or base)
        task = _TASK_NOUN.match(gap) if following is None else None
        noun = "" if task is not None else self._noun(gap, following)
        if owner is not None and re.search(r"任务|目标|计划", reading.rest) and not noun:
            word = re.search(r"任务数|任务|目标值|目标|计划数|计划", reading.rest)
            draft = self._draft(reading.rest, run[0], clause, name_start)
            draft.name = owner.name + (word[0] if word else "")
            draft.target_word, draft.how = True, "target-of"
            draft.name_start = owner.name_start
            self.drafts.append(draft)
            return [draft] * len(run)
        merged = self._total(context, run, reading, clause)
        if merged is not None:
            return [merged]
        if not noun and not gap and following is not None:
            # 一栋2000余平方米重点金融楼宇: two numbers, one noun.
            noun = self._noun(clause.words(self._text, following.end, clause.end), None)
        names = self._names_of_levels(run, reading, noun)
        drafts = []
        for q, name in zip(run, names, strict=True):
            draft = self._draft(reading.rest, q, clause, name_start, noun=noun, given=name)
            if context.base is not None and not naming.strip_end(naming.strip_front(reading.rest)) and not noun:
                draft.name, draft.subject, draft.how = context.base.name, context.base.subject, context.base.how
                draft.name_start, context.base = context.base.name_start, None
            else:
                self._complete(draft, context, owner, reading.rest)
            if task is not None and draft.name and not draft.name.endswith(task[1]) and re.match(r".*完成", reading.rest):
                draft.name, draft.target_word = draft.name + task[1], True
            drafts.append(draft)
        self._share_with_siblings(clause, context, drafts)
        self._add(context, drafts)
        return drafts

    def _share_with_siblings(self, clause: Clause, context: _Context, drafts: list[Draft]) -> None:
        """Give a 、-list what only one of its items says: the first its verb, the last its process."""
        if not context.levels or not drafts:
            return
        last, new = context.levels[-1], drafts[0]
        if last.level is None or last.clause_start != clause.start or not new.name:
            return
        between = clause.words(self._text, last.level.end, new.first)
        if not re.search(r"、|和|与|及", between):
            if last.noun and last.level.end + len(last.noun) >= new.first:
                place = last.verb if last.verb and not naming.VERB.match(last.verb) else _PLACE.match(last.name)
                if place:
                    # 源城区5个贫困村336户935人: all of them are there.
                    new.name = (place if isinstance(place, str) else place[0]) + new.name
                elif new.how == "predicate":
                    # 36个小区3.74万户居民进行了天然气入户改造: it was done to both.
                    last.name = new.name[: len(new.name) - len(new.noun)] + last.noun
            return
        verb = last.verb if last.noun else naming.leading_verb(last.name)
        if verb and not naming.leading_verb(new.name) and new.how not in {"owned", "part", "carried"}:
            new.alternatives.append(new.name)
            new.name, new.verb = verb + new.name, verb
            if last.how == "owned" and last.name.endswith(verb + last.noun):
                new.name = last.name[: len(last.name) - len(verb + last.noun)] + new.name
                new.how = "owned"
        grade = re.match(r"^.{1,4}级(?:以上)?", last.name)
        if grade is not None and not re.match(r"^.{1,4}级", new.name) and new.how == "plain":
            new.alternatives.append(new.name)
            new.name = grade[0] + new.name
        process = _PROCESS.search(new.noun)
        if process is not None and last.noun and len(process[0]) < len(new.noun):
            for earlier in reversed(context.levels):
                if earlier.clause_start != clause.start or not earlier.noun or _PROCESS.search(earlier.noun):
                    break
                earlier.alternatives.append(earlier.name)
                earlier.name += process[0]
        if last.how == "plain" and _ENUMERATED_ONLY.match(last.name) and new.noun:
            last.name, last.noun = last.name + new.noun, new.noun

    def _total(self, context: _Context, run: list[Quantity], reading: Reading, clause: Clause) -> Draft | None:
        """The total after a net increase: ``净增277家,总数达757家`` is one figure."""
        if len(run) != 1 or not context.levels:
            return None
        draft, quantity = context.levels[-1], run[0]
        if draft.level is not None or draft.change is None or draft.change.unit != quantity.unit:
            return None
        words = naming.strip_end(naming.strip_front(naming.strip_end(reading.rest)))
        if words and not re.fullmatch(r"总数|总量|总数量|累计|总额|总规模|稳步|全区|全市|全县", words):
            return None
        draft.level = quantity
        if words and words not in {"累计", "稳步"}:
            draft.name += words
        draft.qualifiers = [quantity.suffix] if quantity.suffix else []
        draft.clause_end = clause.end
        return draft

    def _noun(self, gap: str, following: Quantity | None) -> str:
        """The counted noun behind a number; empty where the number ends its phrase."""
        if not gap or _NO_NOUN.match(gap):
            return ""
        if following is None:
            return gap
        cut = len(gap)
        for match in _SEPARATOR.finditer(gap):
            if match.start() >= 1:
                cut = match.start()
        if cut == len(gap):
            verb = next((m for m in naming.VERB.finditer(gap) if m.start() >= 1), None)
            if verb is not None and len(naming.strip_end(gap[verb.end() :])) >= 1:
                cut = verb.start()
        return naming.strip_end(gap[:cut])

    def _names_of_levels(self, run: list[Quantity], reading: Reading, noun: str) -> list[str | None]:
        words = naming.strip_end(reading.rest)
        if len(run) == 3 and words.endswith(("三次产业结构比", "三次产业结构", "三次产业比例", "三次产业比重")):  # noqa: PLR2004
            return [f"第{which}产业{words[words.index('三次产业') + 4 :]}" for which in "一二三"]
        if len(run) > 1 and not noun:
            words = naming.strip_end(naming.strip_front(naming.strip_end(reading.rest)))
            several = naming.distribute(words, len(run))
            if several is not None:
                return list(several)
        return [None] * len(run)

    def _draft(  # noqa: PLR0913 - the parts of one figure
        self,
        before: str,
        quantity: Quantity,
        clause: Clause,
        name_start: int,
        *,
        noun: str = "",
        given: str | None = None,
    ) -> Draft:
        verb = ""
        topic = ""
        counted_noun = ""
        if given is not None:
            name, subject, how = given, given, "distributed"
        elif noun:
            counted = naming.name_around(before, noun)
            name, subject, how, verb = counted.name, counted.noun, counted.how, counted.verb
            counted_noun = counted.noun
        else:
            words = naming.name_before(before)
            name, subject, how, topic = words.name, words.name, words.how, words.topic
        draft = Draft(
            name=name,
            subject=subject,
            how=how,
            level=quantity,
            change=None,
            name_start=name_start,
            clause_start=clause.start,
            clause_end=clause.end,
            verb=verb,
            noun=counted_noun,
        )
        if topic:
            draft.alternatives.append(topic + name)
        draft.qualifiers = self._qualifiers(clause, quantity)
        return draft

    def _complete(self, draft: Draft, context: _Context, owner: Draft | None, before: str) -> None:
        """Complete a name that does not say of what it is."""
        base = owner or (context.levels[-1] if context.levels else None)
        bare = draft.name
        if re.match(r"^其中", naming.strip_front(before)) or "其中" in self._text[draft.clause_start : draft.first]:
            if base is not None and not draft.noun and len(bare) <= 8 and not naming.MEASURE_NOUN.search(bare):
                draft.name, draft.how = naming.part_of(bare, base.subject), "part"
            elif base is not None and naming.needs_owner(bare):
                draft.name, draft.how = base.subject + bare, "owned"
            return
        general = _GENERAL.match(bare)
        if general is not None and context.body.endswith(general[0]) and len(bare) > len(general[0]):
            draft.alternatives.append(bare)
            draft.name, draft.how = context.body + bare[len(general[0]) :], "owned"
            return
        if not bare:
            carried = base.subject if base is not None else naming.subject_of(context.lead)
            draft.name, draft.subject, draft.how = carried, carried, "carried"
        elif naming.is_bare_verb(bare) and base is not None and not draft.noun:
            draft.name, draft.subject, draft.how = bare + (base.noun or base.subject), base.subject, "carried"
        elif self._breakdown(draft):
            pass
        elif naming.needs_owner(bare):
            holder = context.body or (base.subject if base is not None else naming.topic_of(context.lead))
            if holder:
                draft.name, draft.how = holder + bare, "owned"
                draft.alternatives.append(bare)
                if base is not None and base.subject != holder:
                    draft.alternatives.append(base.subject + bare)
                # What comes next is as likely about the same owner (在校生…,毕业生…).
                draft.subject = holder
                if base is not None:
                    draft.name_start = min(draft.name_start, base.name_start)
        elif draft.verb in {"惠及", "覆盖", "涉及", "带动", "受益", "服务"} or re.match(r"^(?:惠及|覆盖|涉及|受益)", bare):
            holder = base.subject if base is not None else naming.topic_of(context.lead)
            if holder:
                draft.alternatives.append(bare)
                draft.name, draft.how = holder + bare, "owned"

    def _breakdown(self, draft: Draft) -> bool:
        """Complete the name of a part that leaves out what is measured: ``城镇实现747.1亿元`` of 零售总额."""
        whole = self._measured
        name = draft.name
        if whole is None or draft.noun or not name or naming.MEASURE_NOUN.search(name) or naming.VERB.search(name):
            return False
        number = draft.level or (draft.extra[0] if draft.extra else None)
        if number is None or len(name) > naming.LONG_NAME or name.endswith(("高于", "低于")):
            return False
        if draft.level is not None and (whole.level is None or whole.level.unit != number.unit or not is_money(number.unit)):
            return False
        if draft.level is None and number.unit not in PER_CENT:
            return False
        draft.alternatives.append(name)
        draft.name, draft.how = name + naming.measure_of(whole.name), "breakdown"
        return True

    # Shares and ranks --------------------------------------------------------------------------------------

    def _place(  # noqa: PLR0913 - see _read_run
        self,
        clause: Clause,
        context: _Context,
        run: list[Quantity],
        reading: Reading,
        name_start: int,
        base: Draft | None,
    ) -> list[Draft]:
        drafts: list[Draft] = []
        for q in run:
            if reading.role == "share":
                own = naming.strip_end(naming.strip_front(reading.rest))
                holder = own or (base.name if base else "")
                name = holder + reading.than
            else:
                found = re.search(
                    r"^(?P<own>.*?)(?:均|也|都|稳|连续|继续|首次|一直)*(?:排名|排位|排|位列|位居|名列|列|居|跃居|跃升|升至|上升到|上升至|升到|进入|保持|稳居|处于|达到|为|在|并列|获|获得|评为)+(?:了|到|至|在|为|入)*(?P<place>[^,;。]{0,10}?)(?:的)?$",
                    reading.rest,
                )
                if found is not None:
                    own, place = found["own"], found["place"]
                else:
                    own, place = reading.rest, ""
                    tail = re.search(r"(?:全[市省国区县州球]|[一-鿿]{1,4}[市省区县州国]|世界|亚洲|西部|东部|中部|西北|东北|华北)(?:各[一-鿿]{1,3})?$", own)
                    if tail is not None:
                        own, place = own[: tail.start()], tail[0]
                own = naming.strip_end(naming.strip_front(own))
                holder = own if own and not naming.needs_owner(own) else (base.name if base else "") + own
                name = f"{holder}{place}排名"
            draft = Draft(
                name=name,
                subject=holder,
                how=reading.role,
                level=q,
                change=None,
                name_start=min(name_start, base.name_start) if base is not None and not own else name_start,
                clause_start=clause.start,
                clause_end=clause.end,
            )
            draft.qualifiers = self._qualifiers(clause, q)
            drafts.append(draft)
        self.drafts.extend(drafts)
        return drafts

    def _qualifiers(self, clause: Clause, quantity: Quantity) -> list[str]:
        words = self._text[max(clause.start, quantity.start - 8) : quantity.start]
        found: list[str] = []
        if re.search(r"累计[^,;。、]*$", self._text[clause.start : quantity.start]):
            found.append("累计")
        match = re.search(r"(?:不低于|不少于|不小于|不超过|不高于|至少|将近|接近|超过了?|突破了?|大约|约为?|近|超|逾)(?:到|了)?$", words)
        if match is not None:
            found.append(_QUALIFIERS[re.sub(r"[了到]$", "", match[0])])
        if quantity.suffix and quantity.suffix not in found:
            found.append(quantity.suffix)
        return found

    def _add(self, context: _Context, drafts: list[Draft]) -> None:
        self.drafts.extend(drafts)
        context.levels.extend(drafts)
        for draft in drafts:
            if draft.how in {"plain", "joined", "change-plain"} and naming.MEASURE_NOUN.search(draft.name):
                self._measured = draft


_QUALIFIERS = {
    "不低于": "不低于", "至少": "不低于", "不少于": "不少于", "不小于": "不低于", "不超过": "不超过", "不高于": "不超过",
    "将近": "近", "接近": "近", "近": "近", "超过": "超", "超": "超", "突破": "超", "逾": "超", "大约": "约", "约": "约", "约为": "约",
}  # fmt: skip


def _finish(
    text: str, metadata: Metadata, sections: Sequence[Section], drafts: Sequence[Draft]
) -> tuple[Figure, ...]:
    starts = [s.start for s in sections]
    figures: list[Figure] = []
    for draft in sorted((d for d in drafts), key=lambda d: d.first):
        place = max(0, bisect_right(starts, draft.first) - 1)
        section = sections[place]
        sentence_start = max(text.rfind(mark, 0, draft.first) for mark in "。!?;\n") + 1
        status, status_sure = status_of(text, draft, section, sentence_start)
        default = metadata.plan_period if status == "target" and section.kind in {"plan", "targets", "requirements"} else metadata.period
        paragraph_start = text.rfind("。", 0, draft.first) + 1
        period = period_at(text[max(paragraph_start, text.rfind("\n", 0, draft.first) + 1) : draft.first], default)
        name = draft.name or section.heading or (metadata.title or "")
        end = max(draft.last, _noun_end(text, draft))
        start = min(draft.name_start, draft.first)
        while start < draft.first and text[start] in ",;:、。 和与及\n":
            start += 1
        figures.append(
            Figure(
                id=f"F{len(figures) + 1}",
                section=section.id,
                name=name,
                candidates=tuple(dict.fromkeys([name, *(a for a in draft.alternatives if a)])),
                name_sure=draft.how in _SURE,
                value=draft.level.value if draft.level else None,
                unit=draft.level.unit if draft.level else None,
                qualifier="/".join(dict.fromkeys(q for q in draft.qualifiers if q)),
                change=draft.change,
                status=status,
                status_sure=status_sure,
                period=period,
                start=start,
                end=end,
                anchor_start=draft.clause_start,
                anchor_end=max(end, draft.last),
                mentions=tuple(q.mention for q in draft.quantities),
            )
        )
    return tuple(figures)


_SURE = frozenset({"plain", "distributed", "joined", "counted", "share", "rank", "difference", "change-plain"})


def _noun_end(text: str, draft: Draft) -> int:
    if not draft.noun or draft.level is None:
        return draft.last
    found = text.find(draft.noun, draft.level.end, draft.level.end + 40)
    return found + len(draft.noun) if found >= 0 else draft.last
