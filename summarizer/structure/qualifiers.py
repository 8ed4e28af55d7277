"""Words that qualify a number: 约, 近, 超, 不低于, 以上, 累计."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.structure.clauses import Clause
    from summarizer.structure.numbers import Quantity

_BEFORE = {
    "不低于": "不低于",
    "不小于": "不低于",
    "至少": "不低于",
    "不少于": "不少于",
    "不超过": "不超过",
    "不高于": "不超过",
    "将近": "近",
    "接近": "近",
    "近": "近",
    "超过": "超",
    "突破": "超",
    "超": "超",
    "逾": "超",
    "大约": "约",
    "约为": "约",
    "约": "约",
}
_WORD = re.compile(
    rf"({'|'.join(sorted(_BEFORE, key=len, reverse=True))})"
    r"(?<!签约|集约|节约|预约|合约|履约|违约|附近|赶超)(?:[到了])?$"
)
_NEAR = 80
_ACCUMULATED = re.compile(r"累计[^,;。、]*$")


def qualifiers_of(text: str, clause: Clause, quantity: Quantity) -> list[str]:
    """Return the qualifiers of a number in the notation of the labelling guide."""
    found: list[str] = []
    before = text[max(clause.start, quantity.start - _NEAR) : quantity.start]
    if _ACCUMULATED.search(before):
        found.append("累计")
    word = _WORD.search(before)
    if word is not None:
        found.append(_BEFORE[word[1]])
    if quantity.suffix and quantity.suffix not in found:
        found.append(quantity.suffix)
    return found
