"""How a target is to be read, and whether a result meets it.

A target is a floor unless its words (以内, 不超过, 控制在, 降至) or the nature of the thing (a jobless rate,
a rise of prices) make it a ceiling. 左右 leaves half a percentage point on rates and a twentieth on levels.
Of a range the nearer end counts: 增长5%—6% is met from 5% on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summarizer.comparing.amounts import Amount
    from summarizer.comparing.views import Seen
    from summarizer.schemas import Bound

ABOUT_RATE: Final = Decimal("0.5")
"""What 左右 leaves on a rate or a growth, in percentage points."""
ABOUT_LEVEL: Final = Decimal("0.05")
"""What it leaves on a level, as a share of it."""
_FLOORS: Final = frozenset({"以上", "不低于", "不少于", "超"})
_CEILINGS: Final = frozenset({"以内", "不超过"})
RATES: Final = frozenset({"%", "百分点", "‰"})
_UNWANTED: Final = re.compile(
    r"失业率|消费价格|物价|能耗|PM25|浓度|负债率|负债|漏损|死亡|事故|发案|排放|赤字|不良(?:贷款)?率|贫困|投诉|致死"
)
_LOWERED: Final = re.compile(
    r"(?:降低|下降|压减|压缩|压降|减少|控制|稳定控制|降|缩短)[至到在][约近不超过低于]*$|不高于$|低于$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """Between what a result must lie; None is open."""

    floor: Decimal | None
    ceiling: Decimal | None
    bound: Bound

    def is_met(self, result: Amount, *, below: bool = False) -> bool:
        """Whether a result meets it, as its digits are written.

        Args:
            result: The result.
            below: Whether the result is said to be less than its digits (近).
        """
        if self.floor is not None and (result.value < self.floor or (below and result.value == self.floor)):
            return False
        return self.ceiling is None or result.value <= self.ceiling


def goal_of(target: Seen, wanted: Amount) -> Goal:
    """Read one number of a target: its level or its change."""
    words = set(target.record.figure.qualifier.split("/"))
    falls = wanted.value < 0
    if words & _FLOORS:
        ceiling = falls
    elif words & _CEILINGS:
        ceiling = not falls
    else:
        ceiling = falls or bool(_UNWANTED.search(target.key.text)) or _is_lowered(target)
    about = "约" in words
    spare = (ABOUT_RATE if wanted.dimension in RATES else abs(wanted.value) * ABOUT_LEVEL) if about else 0
    if ceiling:
        bound: Bound = "range" if wanted.is_range else "about-at-most" if about else "at-most"
        return Goal(floor=None, ceiling=wanted.last + spare, bound=bound)
    bound = "range" if wanted.is_range else "about-at-least" if about else "at-least"
    return Goal(floor=wanted.first - spare, ceiling=None, bound=bound)


def _is_lowered(target: Seen) -> bool:
    """Whether the words before the number lower it: 降至62%."""
    value = target.record.figure.value
    if value is None:
        return False
    number = re.search(rf"(?<![\d.]){re.escape(value)}", target.record.figure.evidence.clean)
    return (
        number is not None
        and _LOWERED.search(target.record.figure.evidence.clean[: number.start()]) is not None
    )
