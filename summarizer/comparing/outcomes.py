"""Plan against result: what an earlier report aims at beside what a later one tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from summarizer.comparing.amounts import Amount, to_decimals
from summarizer.comparing.goals import RATES, goal_of
from summarizer.comparing.growth import comparable_prices, growth, rounded
from summarizer.comparing.pairing import grew_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer import schemas
    from summarizer.comparing.views import Column, Seen

_SUSPICIOUS: Final = 5
"""Times by which a level may miss or exceed its target before a slip of the unit is likely."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What one result says about one target."""

    verdict: schemas.Verdict
    bound: schemas.Bound
    partial: bool
    reason: schemas.Reason = ""
    computed: str | None = None
    share: str | None = None


def due(target: Seen, earlier: Column, later: Column) -> bool:
    """Whether a report covers the time of a target of another of the same body, or a part of that time."""
    if earlier.body != later.body or target.span is None or later.span is None:
        return False
    if earlier.span is not None and later.span.last <= earlier.span.last:
        return False
    return later.span == target.span or later.span.is_part_of(target.span)


def judge(target: Seen, result: Seen | None, later: Column, before: Sequence[Seen]) -> Judged:
    """Say whether a target is met.

    Args:
        target: The target.
        result: What the later report tells of the same thing; None where it tells nothing.
        later: The later report.
        before: The same thing in other reports of the body, to work out a growth from.
    """
    wanted = [each for each in (target.level, target.change) if each is not None]
    bound = goal_of(target, wanted[0]).bound
    partial = later.span != target.span
    if result is None:
        return Judged(verdict="not-reported", bound=bound, partial=partial)
    share = _share(target, result, bound)
    if partial or (
        result.span is not None and target.span is not None and result.span.is_part_of(target.span)
    ):
        return Judged(verdict="progress", bound=bound, partial=partial, share=share)
    reason: schemas.Reason = "estimate" if result.record.figure.status == "forecast" else ""
    computed = None
    met = True
    below = "近" in result.record.figure.qualifier.split("/")
    for each in wanted:
        told = _told(each, target, result)
        if told is None:
            made = _worked_out(each, result, before)
            if isinstance(made, str):
                return Judged(verdict="not-comparable", bound=bound, partial=partial, reason=made)
            told, computed = made
        met = met and goal_of(target, each).is_met(told, below=below)
        if each is target.level and told.value and each.value and _is_slip(each.value, told.value):
            reason = "magnitude"
    return Judged(
        verdict="met" if met else "missed",
        bound=bound,
        partial=partial,
        reason=reason,
        computed=computed,
        share=share,
    )


def _told(wanted: Amount, target: Seen, result: Seen) -> Amount | None:
    """Return the number of the result that is of the target's kind."""
    if wanted is target.level and (grown := grew_by(target, result)) is not None:
        return grown
    told = result.level if wanted is target.level else result.change
    return told if told is not None and told.dimension == wanted.dimension else None


def _worked_out(wanted: Amount, result: Seen, before: Sequence[Seen]) -> tuple[Amount, str] | schemas.Reason:
    """Work out the growth that the later report does not tell, or say why it cannot be."""
    if result.level is None or result.span is None:
        return "no-level"
    if comparable_prices(result):
        return "comparable-prices"
    base = next(
        (each for each in before if each.level is not None and each.span == result.span.later(-1)), None
    )
    made = growth(base.level, result.level, wanted.dimension) if base is not None and base.level else None
    if made is None:
        return "no-level"
    told = Amount(
        first=made.value,
        last=made.value,
        low=made.low,
        high=made.high,
        unit=wanted.unit,
        dimension=wanted.dimension,
    )
    return told, rounded(made.value, result)


def _share(target: Seen, result: Seen, bound: schemas.Bound) -> str | None:
    """Say a result in per cent of its target; a rate and a ceiling have no such share."""
    wanted, told = target.level, result.level
    if wanted is None or told is None or bound in {"at-most", "about-at-most"}:
        return None
    if wanted.dimension != told.dimension or wanted.dimension in RATES or not wanted.value:
        return None
    return f"{to_decimals(told.value / wanted.value * 100, 1):f}"


def _is_slip(wanted: Decimal, told: Decimal) -> bool:
    ratio = abs(told / wanted)
    return ratio > _SUSPICIOUS or ratio < Decimal(1) / _SUSPICIOUS
