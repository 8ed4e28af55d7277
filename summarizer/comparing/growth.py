"""Growth that a report claims, beside the growth from level to level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from summarizer import schemas
from summarizer.comparing.amounts import scale, to_decimals
from summarizer.comparing.goals import RATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.comparing.amounts import Amount
    from summarizer.comparing.views import Seen

_COMPARABLE_PRICES: Final = re.compile(r"生产总值|增加值|总产出")
_SAID_SO: Final = re.compile(r"可比价|不变价|可比口径|同口径|扣除(?:价格|通胀|物价)|实际增长")
_SCOPE: Final = re.compile(r"规上|限上|固定资产投资|民间投资")
_APPROXIMATE: Final = frozenset({"约", "近", "余", "超", "以上", "以内", "不低于", "不少于", "不超过"})
_OWN_UNIT: Final = {"%": "%", "百分点": "个百分点"}
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """The growth from one level to another, and between what rounding leaves it."""

    value: Decimal
    low: Decimal
    high: Decimal


def growth(earlier: Amount, later: Amount, dimension: str) -> Growth | None:
    """Work out a growth in per cent, in percentage points, or in the levels' own base unit.

    Args:
        earlier: The level before.
        later: The level after.
        dimension: That of the growth wanted.

    Returns:
        None where there is no such growth of these levels.
    """
    if dimension == "%" and earlier.dimension != "%":
        if earlier.low <= 0:
            return None
        return Growth(
            value=(later.value / earlier.value - 1) * _HUNDRED,
            low=(later.low / earlier.high - 1) * _HUNDRED,
            high=(later.high / earlier.low - 1) * _HUNDRED,
        )
    if dimension == earlier.dimension or (dimension == "百分点" and earlier.dimension == "%"):
        return Growth(
            value=later.value - earlier.value,
            low=later.low - earlier.high,
            high=later.high - earlier.low,
        )
    return None


def comparable_prices(figure: Seen) -> bool:
    """Whether its growth leaves out prices or changes of scope, so that levels as written do not give it."""
    if _SAID_SO.search(figure.record.figure.evidence.clean):
        return True
    is_share = figure.level is not None and figure.level.dimension in RATES
    return not is_share and bool(_COMPARABLE_PRICES.search(figure.key.text))


def is_approximate(figure: Seen) -> bool:
    """Whether its level is said as more, less or about what is written."""
    return not _APPROXIMATE.isdisjoint(figure.record.figure.qualifier.split("/"))


def claims(indicator: str, figures: Sequence[Seen]) -> list[schemas.Claim]:
    """Check what the later of two years claims, for every two that follow one another."""
    found: list[schemas.Claim] = []
    for earlier in figures:
        for later in figures:
            same_body = earlier.body == later.body
            if same_body and earlier.span is not None and later.span == earlier.span.later(1):
                claim = _claim(indicator, earlier, later)
                if claim is not None:
                    found.append(claim)
    return found


def _claim(indicator: str, earlier: Seen, later: Seen) -> schemas.Claim | None:
    if earlier.level is None or later.level is None or earlier.level.is_range or later.level.is_range:
        return None
    told = later.change
    dimension = told.dimension if told is not None else "百分点" if later.level.dimension == "%" else "%"
    made = growth(earlier.level, later.level, dimension)
    if made is None:
        return None
    verdict, reason = _verdict(earlier, later, made)
    unit = later.record.figure.change.unit if later.record.figure.change is not None else _OWN_UNIT[dimension]
    return schemas.Claim(
        indicator=indicator,
        earlier=earlier.id,
        later=later.id,
        computed=rounded(made.value, later),
        unit=unit,
        low=rounded(made.low, later),
        high=rounded(made.high, later),
        verdict=verdict,
        reason=reason,
    )


def _verdict(earlier: Seen, later: Seen, made: Growth) -> tuple[schemas.ClaimVerdict, schemas.Reason]:
    if comparable_prices(later):
        return "not-comparable", "comparable-prices"
    approximate = is_approximate(earlier) or is_approximate(later)
    if later.change is None:
        return ("not-comparable", "approximate") if approximate else ("not-claimed", "")
    if made.low <= later.change.high and later.change.low <= made.high:
        return "agrees", ""
    if approximate:
        return "not-comparable", "approximate"
    if _SCOPE.search(later.key.text):
        return "not-comparable", "scope"
    if "forecast" in {earlier.record.figure.status, later.record.figure.status}:
        return "not-comparable", "estimate"
    return "contradicts", ""


def rounded(number: Decimal, later: Seen) -> str:
    """Write a growth in the unit of the claim with one decimal more than the claim has, signed."""
    change = later.record.figure.change
    decimals = 1
    if change is not None:
        number /= scale(change.unit)[0]
        decimals = len(change.value.partition(".")[2]) + 1
    shown = to_decimals(number, decimals)
    return f"{shown:+f}"
