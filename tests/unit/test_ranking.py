from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.merging import Parts, merge
from summarizer.ranking import FEWEST, MOST, key_figures
from summarizer.settling import settle_figures, settle_headlines
from tests.support import outlines

if TYPE_CHECKING:
    from summarizer.structure.model import Figure


def parts(*figures: Figure) -> Parts:
    outline = replace(outlines.outline(), figures=figures)
    headed = settle_headlines(outlines.TEXT, outline, {}, {})
    return merge(outlines.clean(), outline, settle_figures(outline, {}, {}), headed)


def many(count: int, name: str = "走访企业") -> list[Figure]:
    place = outlines.span("新认定专精特新企业12家")
    return [outlines.figure(10 + n, f"{name}{n}", str(n), place, unit="家") for n in range(count)]


def test_headline_indicators_come_before_counts_however_late_they_stand() -> None:
    late = outlines.figure(1, "地区生产总值", "286.4", outlines.span("完成工业投资20.5亿元"))
    assert key_figures(parts(*many(40), late))[0] == "F1"


def test_a_share_of_an_indicator_is_not_the_indicator() -> None:
    place = outlines.span("完成工业投资20.5亿元")
    share = outlines.figure(1, "一般公共预算收入占比", "8", place, unit="%")
    whole = outlines.figure(2, "一般公共预算收入", "8", place)
    assert key_figures(parts(share, whole)) == ("F2", "F1")


def test_ten_to_twenty_are_chosen_and_all_where_there_are_fewer() -> None:
    assert len(key_figures(parts(*many(4)))) == 4
    assert len(key_figures(parts(*many(20)))) == FEWEST
    assert len(key_figures(parts(*many(200)))) == MOST


def test_one_name_is_not_chosen_twice() -> None:
    place = outlines.span("完成工业投资20.5亿元")
    twice = [outlines.figure(n, "税收", str(n), place) for n in (1, 2)]
    assert len(key_figures(parts(*twice))) == 1
