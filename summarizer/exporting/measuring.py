"""Numbers in base units, and periods as days: what a spreadsheet can add up and a database can join on."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from summarizer.periods import span
from summarizer.quantities import parted

if TYPE_CHECKING:
    from summarizer.schemas import Change

_NUMBER: Final = re.compile(r"\d{1,24}(?:\.\d{1,12})?", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,12})/([1-9]\d{0,11})", re.ASCII)
_MONTHS: Final = 12
_AS_OF: Final = "as of "


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A number in its base unit."""

    low: float
    high: float
    """The upper end of a range; ``low`` again where it is none."""
    unit: str


def measure(value: str | None, unit: str | None) -> Measure | None:
    """Take the scale out of a unit: ``3.26``, ``亿元`` → 326000000 元. None where there is no number.

    Scaled in decimal and made a double at the end, so that the double is the one nearest to what is written.
    """
    if value is None:
        return None
    power, base = parted(unit or "")
    share = _SHARE.fullmatch(value)
    if share:
        whole = float(Decimal(share[1]).scaleb(power) / Decimal(share[2]))
        return Measure(low=whole, high=whole, unit=base)
    ends = value.replace(",", "").split("-")
    if len(ends) > 2 or not all(map(_NUMBER.fullmatch, ends)):  # noqa: PLR2004 - a range has two ends
        return None
    scaled = [float(Decimal(each).scaleb(power)) for each in ends]
    return Measure(low=scaled[0], high=scaled[-1], unit=base)


def signed(change: Change | None) -> tuple[float, str] | None:
    """Return a change in its base unit, negative where it is down, and that unit."""
    if change is None:
        return None
    read = measure(change.value, change.unit)
    if read is None:
        return None
    return (read.low if change.direction == "up" else -read.low), read.unit


def days(period: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period; of ``as of 2020-05`` the last alone."""
    months = span(period)
    if months is None:
        return None, None
    year, month = divmod(months.last, _MONTHS)
    last = date(year, month + 1, monthrange(year, month + 1)[1])
    if (period or "").startswith(_AS_OF):
        return None, last
    year, month = divmod(months.first, _MONTHS)
    return date(year, month + 1, 1), last


def day(written: str | None) -> date | None:
    """Return a date of the record as one; None where the record has none, or one that no calendar has."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
