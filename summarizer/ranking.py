"""Chooses the figures a reader wants first: headline indicators, then what the report itself stresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.merging import Parts
    from summarizer.schemas import Figure

FEWEST = 10
MOST = 20
SHARE = 0.3
"""Of a report's figures, as far as :data:`FEWEST` and :data:`MOST` allow."""

_INDICATORS = (
    r"^(?:地区)?生产总值$|GDP",
    r"(?:规模?以?上)?工业(?:总产值|增加值)",
    r"固定资产投资|工业投资|社会投资",
    r"一般公共预算收入|财政收入|税收",
    r"社会消费品零售总额|营业收入",
    r"进出口|出口总额|外贸",
    r"(?:实际)?(?:利用|使用)?外资",
    r"可支配收入",
    r"城镇新增就业|失业率|就业",
    r"专利|高新技术企业|国高|研发",
    r"旅游(?:总|综合)?收入|游客",
    r"总投资|完成投资|投资",
    r"产值|总产量|产量|成交额|销售额",
    r"办结率|结案率|满意度|达标率|优良率|覆盖率|受理|审结",
)


def key_figures(parts: Parts) -> tuple[str, ...]:
    """Return the ids of ten to twenty figures, most important first; all of them where there are fewer."""
    heads = {section.id: place for place, section in enumerate(parts.sections)}
    stressed = _stressed(parts)
    scores = {
        figure.id: _score(figure, place, len(parts.figures), heads, stressed)
        for place, figure in enumerate(parts.figures)
    }
    ranked = sorted(parts.figures, key=lambda figure: -scores[figure.id])
    wanted = max(FEWEST, min(MOST, round(SHARE * len(parts.figures))))
    chosen: list[Figure] = []
    for figure in ranked:
        known = any(
            (other.name, other.status, other.period, other.unit)
            == (figure.name, figure.status, figure.period, figure.unit)
            for other in chosen
        )
        if len(chosen) < wanted and not known:
            chosen.append(figure)
    return tuple(figure.id for figure in chosen)


def _score(
    figure: Figure, place: int, count: int, heads: dict[str, int], stressed: dict[str, float]
) -> float:
    score = 0.0
    for rank, pattern in enumerate(_INDICATORS):
        if re.search(pattern, figure.name):
            # A share or an average of an indicator is not the indicator.
            score += (60 - 2 * rank) * (0.5 if re.search(r"占|比重|人均|高于|低于|增速", figure.name) else 1)
            break
    if figure.unit and figure.unit.endswith("元"):
        score += 14 if figure.unit.startswith(("亿", "万亿")) else 9
    if figure.change is not None:
        score += 10
    if figure.status != "actual":
        score += 6
    if figure.places:
        score += 8
    if figure.section in heads:
        score += 3 / (1 + heads[figure.section])
    if figure.value is None:
        score -= 6
    score += stressed.get(figure.id, 0.0)
    score -= 8 * len(figure.flags)
    score -= max(0, len(figure.name) - 14)
    return score + 5 * (1 - place / max(1, count))


def _stressed(parts: Parts) -> dict[str, float]:
    """Return a bonus for figures that a headline names and for those first in their point."""
    found: dict[str, float] = {}
    by_id = {figure.id: figure for figure in parts.figures}
    points: Sequence[tuple[str, list[str]]] = [
        (point.headline, point.figures) for point in (*parts.achievements, *parts.actions)
    ]
    for headline, figures in points:
        numbers = set(re.findall(r"\d+(?:\.\d+)?", headline))
        for place, each in enumerate(figures):
            if by_id[each].value in numbers:
                found[each] = 12.0
            elif place == 0:
                found[each] = 4.0
    return found
