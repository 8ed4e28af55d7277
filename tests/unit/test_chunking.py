from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.chunking import LARGE, SMALL, Budget, ancestors, chunks, count_tokens, innermost, token_places
from summarizer.cleaning import clean
from summarizer.structure import outline
from summarizer.structure.model import Mention, Metadata, NumberClass, Outline, Section
from tests.support import outlines

WORDS = st.sampled_from(
    [
        "全区完成投资",
        "1,200.5亿元",
        "《槐湾区办法。一》",
        "“两不愁;三保障”",
        "(其中。甲)",
        ",",
        "。",
        ";",
        "\n",
    ]
)
PARAGRAPHS = st.sampled_from(
    [
        "栖岚县2023年工作总结",
        "一、主要工作",
        "(一)项目建设。全年完成投资1,200.5亿元,增长3.2%,出台《栖岚县办法(试行)》,建成“三馆一中心”(含场馆5个)。",
        "二、存在问题",
        "一是产业结构偏重,未完成12项任务;二是短板较多。",
        "新建学校3所、医院2家,开工率达98.5%,2023年5月12日投入使用,惠及群众1.2万人,满意率达99%,完成率居第一。",
        "三、2024年计划",
        "力争完成投资1,300亿元以上,增长8%左右。",
    ]
)


def bare(text: str) -> Outline:
    top = Section(id="S0", heading="", level=0, kind="preamble", parent=None, start=0, body=0, end=len(text))
    numbers = tuple(
        Mention(start=found.start(), end=found.end(), text=found.group(), kind=NumberClass.FIGURE, sure=True)
        for found in re.finditer(r"\d+(?:[.,]\d+)*", text)
    )
    return Outline(metadata=Metadata(), sections=(top,), points=(), titles=(), mentions=numbers, figures=())


@given(st.lists(WORDS, max_size=60).map("".join), st.integers(min_value=5, max_value=80))
def test_chunks_put_together_are_the_text_and_no_cut_divides_what_belongs_together(
    text: str, most: int
) -> None:
    made = chunks(text, bare(text), Budget(tokens=most, items=12))
    assert "".join(text[each.start : each.end] for each in made) == text
    whole = [found.span() for found in re.finditer(r"\d+(?:[.,]\d+)*|《[^》]*》|“[^”]*”|\([^)]*\)", text)]
    for each in made:
        assert not any(start < each.end < end for start, end in whole)
        # A cut falls behind a mark; behind a comma only where the sentence alone is over the budget.
        if each.end < len(text):
            assert text[each.end - 1] in "。;!?\n,"
        if each.end < len(text) and text[each.end - 1] == ",":
            marks = (found.end() for found in re.finditer(r"[。;\n]", text))
            free = (place for place in marks if not any(start < place < end for start, end in whole))
            borders = [0, *free, len(text)]
            start = max(place for place in borders if place < each.end)
            assert min(place for place in borders if place >= each.end) - start > most


@given(st.lists(PARAGRAPHS, min_size=1, max_size=14).map("\n".join), st.integers(min_value=40, max_value=300))
def test_reports_with_their_own_outline(text: str, most: int) -> None:
    cleaned = clean(outlines.raw(text))
    found = outline(cleaned)
    made = chunks(cleaned.text, found, Budget(tokens=most, items=12))
    assert "".join(cleaned.text[each.start : each.end] for each in made) == cleaned.text
    ends = {each.end for each in made}
    held = [(each.start, each.end) for each in found.mentions + found.figures + found.titles]
    assert not any(start < end < stop for start, stop in held for end in ends)
    assert [point for each in made for point in each.points] == list(found.points)
    assert {figure.id for each in made for figure in each.figures} == {each.id for each in found.figures}
    assert [each.section for each in made] == [innermost(found, each.start).id for each in made]
    tokens = token_places(cleaned.text)
    for each in made:
        # Paragraphs of one section stay together as long as there is room.
        if tokens[each.end] - tokens[each.start] > most:
            assert not re.search(r"[。;,!?\n](?=.)", cleaned.text[each.start + most : each.end - 1])


def test_a_bracket_that_is_never_closed_guards_nothing_and_frees_nothing() -> None:
    text = "(未闭合的一段。《甲。乙》印发,投资3亿元。" * 8
    made = chunks(text, bare(text), Budget(tokens=30, items=12))
    assert max(each.end - each.start for each in made) <= 30
    assert all(not re.search("《[^》]*$", text[each.start : each.end]) for each in made)


def test_a_chunk_for_any_but_the_embedded_model_holds_more() -> None:
    text = "全区完成投资三亿元,增长百分之五。\n" * 800
    small, large = chunks(text, bare(text), SMALL), chunks(text, bare(text), LARGE)
    assert len(large) * 3 < len(small)


@given(st.text(max_size=60))
def test_tokens_are_counted_from_the_start(text: str) -> None:
    places = token_places(text)
    assert (len(places), places[0]) == (len(text) + 1, 0)
    assert places == sorted(places)
    assert places[-1] == count_tokens(text)
    assert len(text) / 3 <= places[-1] <= len(text)


def test_every_point_and_figure_is_in_exactly_one_chunk() -> None:
    found = outlines.outline()
    made = chunks(outlines.TEXT, found, Budget(tokens=60, items=12))
    assert [point.id for each in made for point in each.points] == [point.id for point in found.points]
    assert [figure.id for each in made for figure in each.figures] == [figure.id for figure in found.figures]


def test_a_top_section_begins_a_chunk_of_its_own() -> None:
    found = outlines.outline()
    starts = {each.start for each in chunks(outlines.TEXT, found, Budget(tokens=10_000, items=12))}
    assert starts == {section.start for section in found.sections}


def test_parts_that_are_smaller_than_is_worth_a_question_share_one_which_names_the_first_and_the_last() -> (
    None
):
    found = outlines.outline()
    (made,) = chunks(outlines.TEXT, found, Budget(tokens=10_000, items=99, least=9_000))
    parts = [section.heading for section in found.sections if section.level == 1]
    assert made.last == parts[-1]
    apart = chunks(outlines.TEXT, found, Budget(tokens=10_000, items=99, least=100))
    tokens = token_places(outlines.TEXT)
    assert 1 < len(apart) < len(parts) + 1
    assert all(tokens[each.end] - tokens[each.start] >= 100 for each in apart[:-1])


def test_a_chunk_within_a_section_knows_the_headings_above_it_and_one_at_its_start_needs_none() -> None:
    made = chunks(outlines.TEXT, outlines.outline(), Budget(tokens=60, items=12))
    second = next(each for each in made if outlines.TEXT[each.start :].startswith("2.企业"))
    first = next(each for each in made if outlines.TEXT[each.start :].startswith("一、"))
    assert second.path == ("一、2023年主要工作",)
    assert first.path == ()
    assert first.label == second.label == "一、2023年主要工作"


def test_innermost_and_ancestors_follow_the_levels() -> None:
    def section(name: str, level: int, parent: str | None, start: int, end: int) -> Section:
        return Section(
            id=name, heading=name, level=level, kind="review", parent=parent, start=start, body=start, end=end
        )

    tree = (section("S0", 0, None, 0, 0), section("S1", 1, None, 0, 9), section("S2", 2, "S1", 4, 9))
    whole = Outline(metadata=Metadata(), sections=tree, points=(), titles=(), mentions=(), figures=())
    assert innermost(whole, 5).id == "S2"
    assert innermost(whole, 2).id == "S1"
    assert [each.id for each in ancestors(whole, tree[2])] == ["S1", "S2"]
