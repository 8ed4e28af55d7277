"""From quantities to drafts of figures: sentence by sentence, clause by clause, run by run."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from summarizer.structure.changes import read_changes
from summarizer.structure.drafts import Context, Draft, Run
from summarizer.structure.levels import draft_level, read_levels
from summarizer.structure.nouns import NO_NOUN, SEPARATOR, verb_inside
from summarizer.structure.offering import offer
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
_BASE_FOLLOWS = re.compile(
    r"^(?:左右|以上)?,?(?:的[^,;。]{0,6})?"
    r"(?:提高|提升|增加|增长|上升|增|升|扩大|下降|降低|减少|降|压缩|缩短|压减|调整|回落|回升|翻番|"
    r"延长|调增|上调|恢复|跃升|增至)+"
    r"(?:到|至|为|成)?(?:了)?(?:每人|每户|每月|每年|每天|人均|月均|年均)*$"
)
# 突破4000亿元、达到4211亿元: the round number on the way is no figure of its own.
_PASSED = re.compile(r"(?:突破|超过|跨过|迈上)了?$")
_REACHED = re.compile(r"^[、,]?(?:实际)?达到?$")
_FROM = re.compile(r"(?:自|由|从)[^自由从,;。]{0,14}$")
_HIGH_OR_LOW = re.compile(r"^的?(?:低位|高位|低点|高点|峰值|谷底)")


class Assembler:
    """Goes through the sentences of a report once, left to right; the drafts are in ``context``."""

    def __init__(self, text: str, quantities: Sequence[Quantity]) -> None:
        self._quantities = quantities
        self._starts = [q.start for q in quantities]
        self.context = Context(text=text)

    def read(self, sentence: Sentence) -> None:
        """Put together the figures of a sentence."""
        if self._between(sentence.start, sentence.end):
            self.context.new_sentence(opens_paragraph=sentence.opens_paragraph)
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
        for inner in clause.inner:
            before = [draft for quantity, draft in made if quantity.start < inner.start]
            # A bracket explains the number before it, else the last figure of the sentence.
            self._clause(inner, before[-1] if before else self.context.latest)

    def _set_scene(self, clause: Clause, quantities: Sequence[Quantity]) -> None:
        words = clause.words(
            self.context.text, clause.start, quantities[0].start if quantities else clause.end
        )
        self.context.body = body_of(words) or self.context.body
        if not quantities and words:
            self.context.lead = words

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
        if cut == 0 and not NO_NOUN.match(words):
            verb = verb_inside(words)
            if verb is not None:
                cut = verb
            elif behind and not NO_NOUN.match(behind):
                # 36个小区3.74万户居民: the noun between is the first number's; the second has its own.
                cut = len(words)
        return words[cut:], start + cut

    def _read(self, run: Run) -> list[Draft]:
        context, first = self.context, run.first
        is_base = (run.beyond is not None and bool(_BASE_FOLLOWS.match(run.behind))) or (
            bool(_FROM.search(run.before)) and bool(_HIGH_OR_LOW.match(run.behind))
        )
        if run.beyond is not None and _PASSED.search(run.before) and _REACHED.match(run.behind):
            is_base = True
        if is_base and not first.rank:
            context.bases.update(q.mention for q in run.quantities)
            words = _FROM.sub("", run.before)
            if words or context.base is None:
                context.base = draft_level(context, run, first, words)
            return [context.base] * len(run.quantities)
        reading = read_role(run.before, first.unit, rank=first.rank)
        direction = growth_behind(run.behind) if run.quantities[-1].unit in PER_CENT else None
        if direction is not None and reading.role == "level":
            reading = Reading(role="change", direction=direction, rest=reading.rest)
        if reading.role in {"change", "difference"}:
            return read_changes(context, run, reading)
        base = run.owner or context.latest
        drafts = read_levels(context, run, reading)
        for draft in drafts:
            offer(context, draft, base)
        return drafts
