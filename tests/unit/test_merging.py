"""The passage of a point holds what its headline says, as far as no figure of it is cited for that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.merging import merge
from summarizer.settling import Headed, settle_figures, settle_headlines
from tests.support import outlines


def passage(headline: str, *, with_figures: bool = True) -> str:
    """Return the passage cited for the first point of the review under this headline."""
    outline = outlines.outline()
    if not with_figures:
        outline = replace(outline, figures=())
    headed = settle_headlines(outlines.TEXT, outline, {}, {})
    first = next(point for point in outline.points if point.kind == "achievement")
    headed[first.id] = Headed(text=headline, by="rule", flags=())
    parts = merge(outlines.clean(), outline, settle_figures(outline, {}, {}), headed)
    return parts.achievements[0].evidence.clean


@pytest.mark.parametrize("headline", ["投资持续较快增长", "工业投资20.5亿元", "工业投资99亿元"])
def test_the_first_clause_is_enough_where_figures_are_cited_for_the_numbers(headline: str) -> None:
    assert passage(headline) == "1.投资持续较快增长"


def test_a_number_that_no_figure_is_cited_for_is_in_the_passage() -> None:
    assert passage("技改投资7.1亿元", with_figures=False).endswith(",其中技改投资7.1亿元")
    assert passage("工业投资20.5亿元", with_figures=False) == "1.投资持续较快增长。全年完成工业投资20.5亿元"
