"""How figures are placed: sections, quotes, candidates and certainty."""

from __future__ import annotations

import pytest

from summarizer.structure import Section
from summarizer.structure.figures import find_figures
from tests.support.figures import METADATA, figures, read, untouched


def _section(identifier: str, text: str, start: int, body: int) -> Section:
    return Section(
        id=identifier,
        heading=text[start:body].strip(),
        level=int(body > start),
        kind="review",
        parent=None,
        start=start,
        body=body,
        end=len(text),
    )


def test_figures_know_their_section_and_headings_keep_their_numbers() -> None:
    text = "新建公园3个。\n2.绿化\n新建公园12个。"
    start = text.index("2.")
    sections = [_section("S0", text, 0, 0), _section("S1", text, start, start + 4)]

    mentions, found = find_figures(untouched(text), METADATA, sections)

    assert [(f.id, f.section) for f in found] == [("F1", "S0"), ("F2", "S1")]
    assert [m.kind.value for m in mentions] == ["figure", "section", "figure"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("全年完成工业投资20.9亿元,增长41.8%。", "完成工业投资20.9亿元,增长41.8%"),
        ("新引进26个项目,", "新引进26个项目"),
        ("城市低保标准由690元提高到720元。", "城市低保标准由690元提高到720元"),
        ("税收5亿元、增长3%。", "税收5亿元、增长3%"),
    ],
)
def test_the_quote_holds_the_name_and_every_number(text: str, quote: str) -> None:
    (figure,) = figures(text)

    assert text[figure.start : figure.end].endswith(quote)


def test_a_figure_without_words_of_its_own_is_named_after_its_section() -> None:
    text = "一、绿地率\n达到41%。"

    _, (figure,) = find_figures(
        untouched(text), METADATA, [_section("S0", text, 0, 0), _section("S1", text, 0, 5)]
    )

    assert figure.name == "一、绿地率"
    assert not figure.name_sure


def test_plain_names_are_sure_and_put_together_ones_are_not() -> None:
    assert figures("完成工业投资20.9亿元。")[0].name_sure
    plain, part = figures("建成平台26个,其中国家级4个。")
    assert plain.name_sure
    assert not part.name_sure


def test_the_best_name_leads_the_candidates_and_all_are_words_of_the_report() -> None:
    for figure in figures("青石产业园新签约项目12个,总投资额62.3亿元;其中外资8亿元。"):
        assert figure.candidates[0] == figure.name
        assert len(set(figure.candidates)) == len(figure.candidates)


def test_one_number_said_of_two_things_is_accounted_for_by_both() -> None:
    mentions, found = read("旅游收入和接待人次均增长20%。")

    assert [f.mentions for f in found] == [(0,), (0,)]
    assert len(mentions) == 1
