"""The measure of extracted figures: which numbers were found, and what of their meaning is right.

Every figure is taken apart into its numbers: the level (``value``, ``unit``) and the ``change``. A predicted
number is a labelled one when amount and unit agree after conversion, a change has the same direction, and the
quotes overlap; the assignment is one to one and optimal. Over the pairs the name, the role (level or change),
the status, the period and the qualifier are compared. The strict F1 counts a pair only where name, role and
status are all right.

Figures are taken in the shape of the labels, in that of a record (``evidence`` instead of ``quote``), and
with the change as a short text such as ``+41.8%``, which other tools find easier to answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, cast

from summarizer.assignment import assign
from summarizer.evaluation.amounts import Amount, amount
from summarizer.evaluation.matching import weight
from summarizer.evaluation.texts import likeness, overlap, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RIGHT_NAME = 0.65
"""Character F1 from which on a name is right: it has the words that matter, if not the same ones."""
SAME_PLACE = 0.3
"""Overlap of two quotes from which on they are of one place; below it only the number is the same."""
_ROLE_BONUS = 0.3
"""Prefers, among pairs equally near, the one of the same role."""

Role = Literal["level", "change"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One number of a figure, in the form in which numbers are compared."""

    amount: Amount
    direction: Direction | None
    """Of a change; None for a level."""
    role: Role
    name: str
    status: str | None
    period: str
    qualifier: frozenset[str]
    quote: str
    figure: int
    """Place of the figure it is a number of."""
    written: str
    """The number and its unit as they were given, for messages."""

    def is_the_number(self, found: Number) -> bool:
        """Whether a found number is this labelled one, wherever it stands and whatever it is called."""
        turned = self.direction and found.direction and self.direction != found.direction
        return not turned and self.amount.agrees(found.amount)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Counts of one report or, added up, of several."""

    labelled: int = 0
    predicted: int = 0
    matched: int = 0
    likeness: float = 0.0
    """Sum of the names' character F1 over the matched."""
    names: int = 0
    roles: int = 0
    statuses: int = 0
    periods: int = 0
    qualifiers: int = 0
    strict: int = 0
    """Matched with name, role and status right."""

    def __add__(self, other: Score) -> Score:
        return Score(
            **{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Score)}
        )

    @property
    def precision(self) -> float | None:
        """Share of the predicted numbers that are labelled; None where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the labelled numbers that were found; None where nothing was labelled."""
        return self.matched / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """F1 of the numbers; None where there was nothing to find and nothing was found."""
        return self._f1(self.matched)

    @property
    def strict_f1(self) -> float | None:
        """F1 of the numbers whose name, role and status are all right."""
        return self._f1(self.strict)

    @property
    def name_likeness(self) -> float | None:
        """Mean character F1 of the names of the matched."""
        return self._share(self.likeness)

    @property
    def name_share(self) -> float | None:
        """Share of the matched whose name is right."""
        return self._share(self.names)

    @property
    def role_share(self) -> float | None:
        """Share of the matched whose role is right."""
        return self._share(self.roles)

    @property
    def status_share(self) -> float | None:
        """Share of the matched whose status is right."""
        return self._share(self.statuses)

    def _f1(self, right: int) -> float | None:
        everything = self.labelled + self.predicted
        return 2 * right / everything if everything else None

    def _share(self, right: float) -> float | None:
        return right / self.matched if self.matched else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A labelled number and the predicted one that was taken for it."""

    label: Number
    found: Number

    @property
    def name_likeness(self) -> float:
        """Character F1 of the names."""
        return likeness(self.label.name, self.found.name)

    @property
    def name_is_right(self) -> bool:
        """Whether the names share enough characters."""
        return self.name_likeness >= RIGHT_NAME

    @property
    def role_is_right(self) -> bool:
        """Whether both are levels or both changes."""
        return self.label.role == self.found.role

    @property
    def status_is_right(self) -> bool:
        """Whether both are done, planned or expected."""
        return self.label.status == self.found.status

    @property
    def period_is_right(self) -> bool:
        """Whether both are of one time."""
        return self.label.period == self.found.period

    @property
    def qualifier_is_right(self) -> bool:
        """Whether both are qualified alike, in whatever order."""
        return self.label.qualifier == self.found.qualifier

    @property
    def is_right(self) -> bool:
        """Whether name, role and status are right."""
        return self.name_is_right and self.role_is_right and self.status_is_right


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The labels of one report beside what was found."""

    pairs: tuple[Pair, ...]
    missed: tuple[Number, ...]
    spurious: tuple[Number, ...]
    mistaken: tuple[Pair, ...] = field(default=())
    """Of the missed and the spurious, those taken for each other: in one place, with something changed."""

    @property
    def score(self) -> Score:
        """The counts."""
        matched = len(self.pairs)
        return Score(
            labelled=matched + len(self.missed),
            predicted=matched + len(self.spurious),
            matched=matched,
            likeness=sum(pair.name_likeness for pair in self.pairs),
            names=sum(pair.name_is_right for pair in self.pairs),
            roles=sum(pair.role_is_right for pair in self.pairs),
            statuses=sum(pair.status_is_right for pair in self.pairs),
            periods=sum(pair.period_is_right for pair in self.pairs),
            qualifiers=sum(pair.qualifier_is_right for pair in self.pairs),
            strict=sum(pair.is_right for pair in self.pairs),
        )


def compare(labelled: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Comparison:
    """Pair the numbers of labelled and predicted figures of one report."""
    labels = [number for place, figure in enumerate(labelled) for number in numbers_of(figure, place)]
    found = [number for place, figure in enumerate(predicted) for number in numbers_of(figure, place)]
    chosen = assign(_candidates(labels, found))
    missed = [label for i, label in enumerate(labels) if i not in {i for i, _ in chosen}]
    spurious = [number for j, number in enumerate(found) if j not in {j for _, j in chosen}]
    return Comparison(
        pairs=tuple(Pair(label=labels[i], found=found[j]) for i, j in chosen),
        missed=tuple(missed),
        spurious=tuple(spurious),
        mistaken=tuple(
            Pair(label=missed[i], found=spurious[j]) for i, j in assign(_lookalikes(missed, spurious))
        ),
    )


def numbers_of(figure: Mapping[str, Any], place: int = 0) -> tuple[Number, ...]:
    """Take a figure apart; a level or change without a number in it is left out."""
    found: list[Number] = []
    evidence = cast("Mapping[str, str]", figure.get("evidence") or {})
    quote = squash(figure.get("quote") or evidence.get("clean") or evidence.get("quote"))

    def add(value: str, unit: str, role: Role, direction: Direction | None) -> None:
        read = amount(value, unit)
        if read is not None:
            found.append(
                Number(
                    amount=read,
                    direction=direction,
                    role=role,
                    name=squash(figure.get("name")),
                    status=figure.get("status"),
                    period=figure.get("period") or "",
                    qualifier=frozenset(filter(None, (figure.get("qualifier") or "").split("/"))),
                    quote=quote,
                    figure=place,
                    written=f"{'-' if direction == 'down' else ''}{value}{unit}",
                )
            )

    value = figure.get("value")
    if value is not None and value != "":
        add(str(value), figure.get("unit") or "", "level", None)
    change = figure.get("change")
    if isinstance(change, str):
        told = re.search(r"(\d[\d.]*)\s*(.*)", change)
        down = re.search("[-降减]", change)
        change = {"value": told[1], "unit": told[2], "direction": "down" if down else "up"} if told else None
    if change:
        direction = cast("Direction | None", change.get("direction"))
        add(str(change["value"]), change.get("unit") or "%", "change", direction)
    return tuple(found)


def total(scores: Iterable[Score]) -> Score:
    """Add scores of several reports: every number counts the same."""
    return sum(scores, Score())


def figures_in(record: object) -> list[Mapping[str, Any]]:
    """Return the figures of a parsed label file, record, or answer of another tool."""
    return cast("Mapping[str, list[Mapping[str, Any]]]", record)["figures"]


def _candidates(labels: Sequence[Number], found: Sequence[Number]) -> dict[tuple[int, int], int]:
    """Weigh the pairs that can be: nearness first, then how much of the meaning is right."""
    weights: dict[tuple[int, int], int] = {}
    for i, label in enumerate(labels):
        for j, number in enumerate(found):
            if not label.is_the_number(number):
                continue
            near = overlap(label.quote, number.quote)
            if near >= SAME_PLACE:
                pair = Pair(label=label, found=number)
                alike = pair.name_likeness + near + _ROLE_BONUS * pair.role_is_right
                weights[i, j] = weight(
                    alike,
                    pair.is_right,
                    pair.name_is_right,
                    pair.role_is_right,
                    pair.status_is_right,
                    pair.period_is_right,
                    pair.qualifier_is_right,
                    pair.name_likeness,
                )
    return weights


def _lookalikes(missed: Sequence[Number], spurious: Sequence[Number]) -> dict[tuple[int, int], int]:
    """Weigh pairs in which one number was taken for the other: one place and role, one name or amount."""
    weights: dict[tuple[int, int], int] = {}
    for i, label in enumerate(missed):
        for j, number in enumerate(spurious):
            near, alike = overlap(label.quote, number.quote), likeness(label.name, number.name)
            same = label.amount.agrees(number.amount)
            if near >= SAME_PLACE and label.role == number.role and (same or alike >= RIGHT_NAME):
                weights[i, j] = weight(same, near + alike)
    return weights
