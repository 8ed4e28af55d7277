"""The measure of extracted figures: which numbers were found, and what of their meaning is right.

Every figure is taken apart into its numbers: the level (``value``, ``unit``) and the ``change``. A predicted
number is a labelled one when number and unit agree and the quotes overlap; each is used once, the best pairs
first. Over the pairs the name, the role (level or change) and the status are compared. The strict F1 counts a
pair only where all three are right.

Figures are taken in the shape of the labels, in that of a record (``evidence`` instead of ``quote``), and
with the change as a short text such as ``+41.8%``, which other tools find easier to answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RIGHT_NAME = 0.65
"""Character F1 from which on a name is right: it has the words that matter, if not the same ones."""
SAME_PLACE = 0.3
"""Overlap of two quotes from which on they are of one place; below it only the number is the same."""
_ROLE_BONUS = 0.3
"""Prefers, among pairs equally near, the one of the same role."""
_GRAM = 3
_TABLE = str.maketrans("，。；：、“”‘’（）《》！？", ",.;:,\"\"''()<>!?")
_UNITS = {"个点": "个百分点", "百分点": "个百分点", "亿": "亿元"}

Role = Literal["level", "change"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One number of a figure, in the form in which numbers are compared."""

    number: str
    unit: str
    role: Role
    name: str
    status: str | None
    quote: str
    figure: Mapping[str, Any] = field(default_factory=dict[str, Any], compare=False, repr=False)
    """The figure it is a number of, for measures of one script alone."""


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
    strict: int = 0
    """Matched with name, role and status right."""

    def __add__(self, other: Score) -> Score:
        return Score(
            **{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Score)}
        )

    @property
    def precision(self) -> float:
        """Share of the predicted numbers that are labelled."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the labelled numbers that were found."""
        return self.matched / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """F1 of the numbers; 1 where there was nothing to find and nothing was found."""
        return self._f1(self.matched)

    @property
    def strict_f1(self) -> float:
        """F1 of the numbers whose name, role and status are all right."""
        return self._f1(self.strict)

    @property
    def name_likeness(self) -> float:
        """Mean character F1 of the names of the matched."""
        return self._share(self.likeness)

    @property
    def name_share(self) -> float:
        """Share of the matched whose name is right."""
        return self._share(self.names)

    @property
    def role_share(self) -> float:
        """Share of the matched whose role is right."""
        return self._share(self.roles)

    @property
    def status_share(self) -> float:
        """Share of the matched whose status is right."""
        return self._share(self.statuses)

    def _f1(self, right: int) -> float:
        everything = self.labelled + self.predicted
        return 2 * right / everything if everything else 1.0

    def _share(self, right: float) -> float:
        return right / self.matched if self.matched else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A labelled number and the predicted one that was taken for it."""

    label: Number
    found: Number

    @property
    def name_is_right(self) -> bool:
        """Whether the names share enough characters."""
        return likeness(self.label.name, self.found.name) >= RIGHT_NAME

    @property
    def role_is_right(self) -> bool:
        """Whether both are levels or both changes."""
        return self.label.role == self.found.role

    @property
    def status_is_right(self) -> bool:
        """Whether both are done, planned or expected."""
        return self.label.status == self.found.status

    @property
    def is_right(self) -> bool:
        """Whether all of this is right."""
        return self.name_is_right and self.role_is_right and self.status_is_right


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The labels of one report beside what was found."""

    pairs: tuple[Pair, ...]
    missed: tuple[Number, ...]
    spurious: tuple[Number, ...]

    @property
    def score(self) -> Score:
        """The counts."""
        matched = len(self.pairs)
        return Score(
            labelled=matched + len(self.missed),
            predicted=matched + len(self.spurious),
            matched=matched,
            likeness=sum(likeness(pair.label.name, pair.found.name) for pair in self.pairs),
            names=sum(pair.name_is_right for pair in self.pairs),
            roles=sum(pair.role_is_right for pair in self.pairs),
            statuses=sum(pair.status_is_right for pair in self.pairs),
            strict=sum(pair.is_right for pair in self.pairs),
        )


def compare(labelled: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Comparison:
    """Pair the numbers of labelled and predicted figures of one report."""
    labels = [number for figure in labelled for number in numbers_of(figure)]
    found = [number for figure in predicted for number in numbers_of(figure)]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(_candidates(labels, found), reverse=True):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return Comparison(
        pairs=tuple(Pair(label=labels[i], found=found[j]) for i, j in taken.items()),
        missed=tuple(label for i, label in enumerate(labels) if i not in taken),
        spurious=tuple(number for j, number in enumerate(found) if j not in used),
    )


def numbers_of(figure: Mapping[str, Any]) -> tuple[Number, ...]:
    """Take a figure apart; a level or change without a number in it is left out."""
    found: list[Number] = []
    evidence = cast("Mapping[str, str]", figure.get("evidence") or {})
    quote = squash(figure.get("quote") or evidence.get("clean") or evidence.get("quote"))

    def add(number: str | None, unit: str, role: Role) -> None:
        if number:
            found.append(
                Number(
                    number=number,
                    unit=_plain_unit(unit),
                    role=role,
                    name=squash(figure.get("name")),
                    status=figure.get("status"),
                    quote=quote,
                    figure=figure,
                )
            )

    value = figure.get("value")
    if value is not None and value != "":
        add(_plain_number(str(value)), figure.get("unit") or _unit_within(str(value)), "level")
    change = figure.get("change")
    if isinstance(change, str):
        told = re.search(r"(\d[\d.]*)\s*(.*)", change)
        change = {"value": told[1], "unit": told[2]} if told else None
    if change:
        add(_plain_number(str(change["value"])), change.get("unit") or "%", "change")
    return tuple(found)


def squash(text: str | None) -> str:
    """Return the text without spaces, width and kinds of punctuation."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "").translate(_TABLE))


def likeness(a: str, b: str) -> float:
    """Return the F1 of the characters of two names, whatever their order."""
    x, y = Counter(a), Counter(b)
    common = (x & y).total()
    return 2 * common / (x.total() + y.total()) if common else 0.0


def overlap(a: str, b: str) -> float:
    """Return the share of the shorter quote, in runs of three characters, that is in the other."""
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    x, y = ({text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1))} for text in (a, b))
    return len(x & y) / min(len(x), len(y))


def total(scores: Iterable[Score]) -> Score:
    """Add scores of several reports: every number counts the same."""
    return sum(scores, Score())


def figures_in(record: object) -> list[Mapping[str, Any]]:
    """Return the figures of a parsed label file, record, or answer of another tool."""
    return cast("Mapping[str, list[Mapping[str, Any]]]", record)["figures"]


def _candidates(labels: Sequence[Number], found: Sequence[Number]) -> Iterable[tuple[float, int, int]]:
    for i, label in enumerate(labels):
        for j, number in enumerate(found):
            if label.number != number.number or label.unit not in {"", number.unit}:
                continue
            near = overlap(label.quote, number.quote)
            if near >= SAME_PLACE:
                alike = likeness(label.name, number.name)
                yield alike + near + _ROLE_BONUS * (label.role == number.role), i, j


def _plain_number(text: str) -> str | None:
    text = squash(text).replace(",", "").lstrip("+-")
    whole = re.fullmatch(r"(\d+(?:\.\d+)?)(?:[-~至](\d+(?:\.\d+)?))?", text)
    if whole:
        return f"{float(whole[1]):g}" + (f"-{float(whole[2]):g}" if whole[2] else "")
    part = re.search(r"\d+(?:\.\d+)?(?:/\d+)?", text)
    return part[0] if part else None


def _plain_unit(text: str) -> str:
    text = re.sub(r"[余多]", "", squash(text))
    return _UNITS.get(text, text)


def _unit_within(value: str) -> str:
    told = re.search(r"(\d[\d.,]*)\s*[余多]?([^\d\s].*)$", value)
    return told[2] if told else ""
