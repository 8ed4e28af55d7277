"""From quantities to drafts of figures: sentence by sentence, clause by clause, run by run."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.bases import read_base
from summarizer.structure.changes import counted_noun, read_changes
from summarizer.structure.drafts import Context, Draft, Run
from summarizer.structure.levels import read_aim, read_levels
from summarizer.structure.naming import VERB
from summarizer.structure.nouns import GIVES, NO_NOUN, SEPARATOR, body_before_money, verb_at_end, verb_inside
from summarizer.structure.offering import offer
from summarizer.structure.placing import read_places
from summarizer.structure.roles import Reading, growth_behind, read_role
from summarizer.structure.subjects import body_of
from summarizer.structure.units import PER_CENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.structure.clauses import Clause, Sentence
    from summarizer.structure.numbers import Quantity

_NEAR = 200
"""Characters on either side of a number that can have to do with it; few clauses are as long."""
_CONNECTOR = re.compile(r"^(?:、|:|和|与|及|以及|,)$")
_ON_THE_BASIS = re.compile(r"^的?基础上(?:再次?|又)?(?=.)")
_IMPROVED = re.compile(r"(?:提升|提高)(?:了)?$")
# What a percentage before it has been reached of (100%完成任务数).
_DONE_BEHIND = re.compile(r"^完成了?([^,;。]{0,8}(?:任务|目标|计划|指标)(?:数)?)$")
_PARTS = "其中"


class Assembler:
    """Goes through the sentences of a report once, left to right; the drafts are in ``context``."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._quantities = quantities
        self._starts = [q.start for q in quantities]
        self.context = Context(text=text)

    def read(self, sentence: Sentence) -> None:
        """Put together the figures of a sentence."""
        if self._between(sentence.start, sentence.end):
            if not self.context.text.startswith(_PARTS, sentence.start):
                opens = sentence.opens_paragraph
                goes_on = not opens and self.context.text.startswith(";", sentence.start - 1)
                self.context.new_sentence(opens_paragraph=opens, goes_on=goes_on)
            for clause in sentence.clauses:
                self._clause(clause, None)

    def _between(self, start: int, end: int) -> Sequence[Quantity]:
        return self._quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _clause(self, clause: Clause, owner: Draft | None) -> None:
        quantities = [q for q in self._between(clause.start, clause.end) if not clause.in_hole(q.start)]
        if owner is None:
            self._set_scene(clause, quantities)
        made: list[tuple[Quantity, Draft]] = []
        at = 0
        while at < len(quantities):
            run = self._run(clause, quantities, at, owner)
            made.extend(zip(run.quantities, self._read(run), strict=True))
            at += len(run.quantities)
        known, whole = len(self.context.levels), self.context.latest
        for inner in clause.inner:
            before = [draft for quantity, draft in made if quantity.start < inner.start]
            # A bracket explains the number before it, else the last figure of the sentence.
            self._clause(inner, before[-1] if before else whole)
        # What comes behind a bracket goes on about what stood before it.
        del self.context.levels[known:]

    def _set_scene(self, clause: Clause, quantities: Sequence[Quantity]) -> None:
        words = clause.words(
            self.context.text, clause.start, quantities[0].start if quantities else clause.end
        )
        self.context.body = body_of(words) or self.context.body
        if not quantities and words == _PARTS:
            self.context.takes_apart = True
        elif not quantities and words:
            self.context.lead, self.context.lead_end = words, clause.end

    def _run(self, clause: Clause, quantities: Sequence[Quantity], at: int, owner: Draft | None) -> Run:
        text = self.context.text
        end = at + 1
        while end < len(quantities):
            between = clause.words(text, quantities[end - 1].end, quantities[end].start).strip()
            if not _CONNECTOR.match(between) or quantities[end - 1].rank != quantities[end].rank:
                break
            end += 1
        following = quantities[end] if end < len(quantities) else None
        behind_end = following.start if following else clause.end
        behind = clause.words(text, quantities[end - 1].end, min(behind_end, quantities[end - 1].end + _NEAR))
        before, name_start = self._before(clause, quantities, at, behind)
        return Run(
            quantities=tuple(quantities[at:end]),
            clause=clause,
            before=before,
            behind=behind,
            beyond=clause.words(text, following.end, min(clause.end, following.end + _NEAR))
            if following
            else None,
            name_start=name_start,
            owner=owner,
        )

    def _before(
        self, clause: Clause, quantities: Sequence[Quantity], at: int, behind: str
    ) -> tuple[str, int]:
        """Words since the last number, or since the clause began, that belong to this number."""
        start = quantities[at - 1].end if at else clause.start
        start = max(start, quantities[at].start - _NEAR)
        words = clause.words(self.context.text, start, quantities[at].start)
        if at == 0:
            return words, start
        # After a number come the noun it counts and then what belongs to the next number.
        cut = max((m.end() for m in SEPARATOR.finditer(words)), default=0)
        if GIVES.match(words):
            # 8493人发放抚恤金和生活补助5580万元: all of it is the second number's.
            return words, start
        if cut == 0 and not NO_NOUN.match(words):
            body = body_before_money(words)
            verb = 0 if VERB.match(words) else body or verb_inside(words) or verb_at_end(words)
            if verb is not None:
                cut = verb
            elif behind and not NO_NOUN.match(behind):
                # 36个小区3.74万户居民: the noun between is the first number's; the second has its own.
                cut = len(words)
        return words[cut:], start + cut

    def _read(self, run: Run) -> list[Draft]:
        context = self.context
        known = read_base(context, run) or read_aim(context, run)
        if known is not None:
            return known
        if context.base is not None:
            run = replace(run, before=_ON_THE_BASIS.sub("", run.before))
        reading = self._reading(run)
        if reading.role in {"change", "difference"}:
            return read_changes(context, run, reading)
        if reading.role in {"rank", "share"}:
            return read_places(context, run, reading)
        base = run.owner or context.latest
        drafts = read_levels(context, run, reading)
        for draft in drafts:
            offer(context, draft, base)
        return drafts

    def _reading(self, run: Run) -> Reading:
        context, first = self.context, run.first
        if context.aim and run.before == "的" and first.unit in PER_CENT:
            aim, context.aim = context.aim, ""
            return Reading(role="share", than=f"占{aim}比重")
        outdone = _DONE_BEHIND.match(run.behind) if first.unit in PER_CENT else None
        if outdone is not None and not naming.core(run.before):
            return Reading(role="share", than=f"完成{outdone[1]}比例")
        reading = read_role(run.before, first.unit, rank=first.rank)
        last = context.latest
        goes_on = last is not None and last.level is None and not naming.core(reading.rest)
        if (
            goes_on
            and reading.role == "level"
            and first.unit in PER_CENT
            and last
            and last.change
            and (last.change.unit in PER_CENT)
        ):
            # 增长6%,力争实现6.5%
            return Reading(role="change", direction=last.change.direction)
        direction = growth_behind(run.behind) if run.quantities[-1].unit in PER_CENT else None
        if direction is not None and reading.role == "level":
            return Reading(role="change", direction=direction, rest=reading.rest)
        if reading.role == "change" and _IMPROVED.search(run.before) and counted_noun(run):
            # 改造提升40所学校: they are better, not more.
            return Reading(role="level", rest=run.before)
        return reading
