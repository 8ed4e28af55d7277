"""Figures while they are being put together, and what one clause leaves to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.structure import naming
from summarizer.structure.qualifiers import qualifiers_of

if TYPE_CHECKING:
    from summarizer.structure.clauses import Clause
    from summarizer.structure.model import Change
    from summarizer.structure.numbers import Quantity


@dataclass(kw_only=True, slots=True)
class Draft:
    """A figure in the making; mutable, since a change that comes later in the sentence joins its level."""

    name: str
    subject: str
    """What a following clause without a subject of its own is about: the name without verb and time."""
    how: str
    """Which rule made the name; decides whether it is sure."""
    name_start: int
    """Where the words that stand for the name begin."""
    clause_start: int
    level: Quantity | None = None
    change: Change | None = None
    change_quantity: Quantity | None = None
    qualifiers: list[str] = field(default_factory=list[str])
    follows: Draft | None = None
    """The figure it is a share, a rank or a difference of; it is done or aimed at like that one."""
    alternatives: list[str] = field(default_factory=list[str])
    is_task: bool = False
    """It is said to be a task or a goal (任务数, 年度任务)."""
    verb: str = ""
    noun: str = ""
    """The counted noun behind the number, where there is one."""

    @property
    def quantities(self) -> list[Quantity]:
        """Level and change, in that order."""
        return [q for q in (self.level, self.change_quantity) if q is not None]

    @property
    def first(self) -> int:
        """First character of the first number."""
        return min(q.start for q in self.quantities)

    @property
    def last(self) -> int:
        """After the last number."""
        return max(q.end for q in self.quantities)

    @property
    def level_unit(self) -> str | None:
        """Unit of the level, if it has one."""
        return self.level.unit if self.level else None

    def rename(self, name: str, how: str) -> None:
        """Take a fuller name and keep the old one as an alternative."""
        self.alternatives.append(self.name)
        self.name, self.how = name, how


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Quantities joined by nothing but 、 or 和 (``76.9%、29.3%``), and the words around them."""

    quantities: tuple[Quantity, ...]
    clause: Clause
    before: str
    """Words of the clause before the first number that belong to it."""
    behind: str
    """Words from the last number to the next one, or to the end of the clause."""
    beyond: str | None
    """Words behind the next number of the clause; None where there is none."""
    name_start: int
    """Where ``before`` begins in the text."""
    owner: Draft | None
    """The figure that a bracket around the run explains."""

    @property
    def first(self) -> Quantity:
        """The first quantity."""
        return self.quantities[0]

    def level(self, text: str, quantity: Quantity, name: str, how: str = "distributed") -> Draft:
        """Draft of a level of this run."""
        return Draft(
            name=name,
            subject=name,
            how=how,
            level=quantity,
            name_start=self.name_start,
            clause_start=self.clause.start,
            qualifiers=qualifiers_of(text, self.clause, quantity),
        )


@dataclass(kw_only=True, slots=True)
class Context:
    """What has been read so far, of the report and of the sentence."""

    text: str
    drafts: list[Draft] = field(default_factory=list[Draft])
    bases: set[int] = field(default_factory=set[int])
    """Mentions of the values that something rose or fell from."""
    measured: Draft | None = None
    """The last figure of the paragraph whose name ends in a measure (零售总额); breakdowns leave it out."""
    levels: list[Draft] = field(default_factory=list[Draft])
    """Figures of the sentence that a later clause may go on about."""
    body: str = ""
    """Body or event the sentence is about, where a clause starts with one."""
    lead: str = ""
    """The last clause of the sentence that held no number."""
    lead_end: int = 0
    """Where that clause ends."""
    placed: Draft | None = None
    """The last share or rank of the sentence; a change of its own kind joins it."""
    previous: Draft | None = None
    """The last figure before the semicolon; a verb alone goes on about it (``受理案件9件;审结8件``)."""
    turns: list[Draft] = field(default_factory=list["Draft"])
    """Levels whose changes are still to come, in their order (``分别上升1%、下降2%``)."""
    takes_apart: bool = False
    """The clause before was ``其中`` alone; the next figure is a part of the last."""
    aim: str = ""
    """The aim that the next share is of (占年度任务6.5亿元的105.7%)."""
    share: str = ""
    """Of what the last share of the paragraph was (占收案总数比重); a later one leaves it out."""
    ranked: str = ""
    """Words for the rank that something rose or fell from, in the order of ``产量居全国``."""
    before: Draft | None = None
    """The last figure of the sentence before in the paragraph; a measure alone goes on about it."""
    base: Draft | None = None
    """A value that something rose or fell from; the value it came to takes its name."""

    def new_sentence(self, *, opens_paragraph: bool, goes_on: bool = False) -> None:
        """Forget what only holds inside a sentence.

        Args:
            opens_paragraph: It is the first of its paragraph.
            goes_on: A semicolon parts it from the one before.
        """
        self.before = None if opens_paragraph else self.latest or self.previous
        self.previous = (self.latest or self.previous) if goes_on else None
        self.levels, self.body, self.lead, self.base, self.placed, self.ranked = [], "", "", None, None, ""
        self.takes_apart, self.turns, self.aim = False, [], ""
        if opens_paragraph:
            self.measured, self.share = None, ""

    @property
    def latest(self) -> Draft | None:
        """The last figure of the sentence."""
        return self.levels[-1] if self.levels else None

    def add(self, drafts: list[Draft]) -> None:
        """Take up figures that later clauses may go on about."""
        self.drafts.extend(drafts)
        self.levels.extend(drafts)
        for draft in drafts:
            if draft.how in {"plain", "joined", "change-plain"} and naming.MEASURE_NOUN.search(draft.name):
                self.measured = draft
