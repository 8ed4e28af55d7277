"""Periods of the record as spans of months, to be put in order and laid beside each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_QUARTER: Final = 3
_YEAR: Final = 12
_FORM: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<half>H[12])|-(?P<quarter>Q[1-4])|-(?P<from>\d\d)(?:/(?P<last>\d{4})-(?P<to>\d\d))?)?"
    r"|as of (?P<until>\d{4})-(?P<month>\d\d)"
)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Months counted from the year 0, both ends included."""

    last: int
    first: int

    @property
    def is_year(self) -> bool:
        """Whether it is a calendar year."""
        return self.last - self.first == _YEAR - 1 and self.first % _YEAR == 0

    def is_part_of(self, other: Span) -> bool:
        """Whether it lies in another span, and is not all of it."""
        return self != other and self.first >= other.first and self.last <= other.last

    def later(self, years: int) -> Span:
        """Return the same months of a later year."""
        return Span(self.last + _YEAR * years, self.first + _YEAR * years)


def span(period: str | None) -> Span | None:
    """Read a period; a point in time counts as the months from January to it. None for unknown forms."""
    found = _FORM.fullmatch(period or "")
    if found is None:
        return None
    if found["until"]:
        start = int(found["until"]) * _YEAR
        return Span(start + int(found["month"]) - 1, start)
    start = int(found["year"]) * _YEAR
    if found["half"]:
        half = int(found["half"][1]) - 1
        return Span(start + half * 6 + 5, start + half * 6)
    if found["quarter"]:
        quarter = int(found["quarter"][1]) - 1
        return Span(start + quarter * _QUARTER + _QUARTER - 1, start + quarter * _QUARTER)
    if found["from"]:
        first = start + int(found["from"]) - 1
        last = int(found["last"]) * _YEAR + int(found["to"]) - 1 if found["last"] else first
        return Span(last, first)
    return Span(start + _YEAR - 1, start)
