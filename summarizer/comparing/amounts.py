"""Numbers as written, exact in decimal, with what their last digit leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from summarizer.quantities import parted

if TYPE_CHECKING:
    from summarizer.schemas import Change

_NUMBER: Final = re.compile(r"\d{1,24}(?:\.\d{1,12})?", re.ASCII)
_DECIMALS: Final = 12
_PRECISION: Final = 100
"""Digits for the largest numbers that are read, in the largest scale, with all decimals."""
_ALIKE: Final = {
    "人民币": "元",
    "元人民币": "元",
    "公里": "千米",
    "名": "人",
    "个点": "百分点",
    "个百分点": "百分点",
    "千克": "公斤",
    "标准箱": "标箱",
    "台套": "台",
}
COUNTED: Final = "个"
_COUNTERS: Final = frozenset("个家户所处项座条件台套块支只批场期宗例起门幢栋对组部艘辆张")
"""Measure words of which two reports may use different ones for the same things."""
_CONVERTED: Final = {
    "平方公里": ("平方米", Decimal(1_000_000)),
    "公顷": ("平方米", Decimal(10_000)),
    "亩": ("平方米", Decimal(10_000) / Decimal(15)),
    "公斤": ("吨", Decimal("0.001")),
    "斤": ("吨", Decimal("0.0005")),
    "米": ("千米", Decimal("0.001")),
}
"""Units of one dimension; 15 mu are a hectare."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number with its unit, in base units."""

    first: Decimal
    last: Decimal
    """The ends of a range; both the number where it is none."""
    low: Decimal
    high: Decimal
    """Between what the number lies if its last digit is rounded."""
    unit: str
    """The unit as written."""
    dimension: str
    """What can be compared with what: the unit without its scale, counted things as one."""

    @property
    def value(self) -> Decimal:
        """The number; the middle of a range."""
        return (self.first + self.last) / 2

    @property
    def is_range(self) -> bool:
        """Whether it is written with two ends."""
        return self.first != self.last


def amount(value: str | None, unit: str | None) -> Amount | None:
    """Read a number with its unit; None for shares, ranks and numbers of absurd length."""
    if value is None:
        return None
    ends = value.replace(",", "").split("-")
    if len(ends) > 2 or not all(map(_NUMBER.fullmatch, ends)):  # noqa: PLR2004 - a range has two ends
        return None
    factor, dimension = scale(unit or "")
    numbers = [Decimal(each) for each in ends]
    steps = [_half_step(each) for each in numbers]
    return Amount(
        low=(numbers[0] - steps[0]) * factor,
        high=(numbers[-1] + steps[-1]) * factor,
        first=numbers[0] * factor,
        last=numbers[-1] * factor,
        unit=unit or "",
        dimension=dimension,
    )


def signed(change: Change) -> Amount | None:
    """Read a change; a decline is negative."""
    read = amount(change.value, change.unit)
    if read is None or change.direction == "up":
        return read
    return Amount(
        low=-read.high,
        high=-read.low,
        first=-read.last,
        last=-read.first,
        unit=read.unit,
        dimension=read.dimension,
    )


def scale(unit: str) -> tuple[Decimal, str]:
    """Return what a unit is worth in base units, and its dimension."""
    power, base = parted(unit)
    base = _ALIKE.get(base, base)
    dimension, factor = _CONVERTED.get(base, (base, Decimal(1)))
    if dimension in _COUNTERS:
        dimension = COUNTED
    return factor.scaleb(power), dimension


def in_unit(read: Amount, unit: str) -> str:
    """Say a level in another unit of its dimension, exactly up to twelve decimals."""
    return plain(read.value / scale(unit)[0])


def plain(number: Decimal) -> str:
    """Write a number without exponent and without zeros at its end."""
    text = f"{to_decimals(number, _DECIMALS):f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def to_decimals(number: Decimal, places: int) -> Decimal:
    """Round to so many decimals, however large the number."""
    with localcontext(prec=_PRECISION):
        return number.quantize(Decimal(1).scaleb(-places))


def _half_step(number: Decimal) -> Decimal:
    """Half a unit of the last digit written."""
    exponent = number.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
