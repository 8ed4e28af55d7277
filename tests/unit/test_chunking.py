from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.chunking import ancestors, chunks, innermost
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
    made = chunks(text, bare(text), max_chars=most)
    assert "".join(text[each.start : each.end] for each in made) == text
    whole = [found.span() for found in re.finditer(r"\d+(?:[.,]\d+)*|《[^》]*》|“[^”]*”|\([^)]*\)", text)]
    for each in made:
        assert not any(start < each.end < end for start, end in whole)


def test_every_point_and_figure_is_in_exactly_one_chunk() -> None:
    outline = outlines.outline()
    made = chunks(outlines.TEXT, outline, max_chars=60)
    assert [point.id for each in made for point in each.points] == [point.id for point in outline.points]
    assert [figure.id for each in made for figure in each.figures] == [
        figure.id for figure in outline.figures
    ]


def test_a_top_section_begins_a_chunk_of_its_own() -> None:
    outline = outlines.outline()
    starts = {each.start for each in chunks(outlines.TEXT, outline, max_chars=10_000)}
    assert starts == {section.start for section in outline.sections}


def test_a_chunk_within_a_section_knows_the_headings_above_it_and_one_at_its_start_needs_none() -> None:
    made = chunks(outlines.TEXT, outlines.outline(), max_chars=60)
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
    outline = Outline(metadata=Metadata(), sections=tree, points=(), titles=(), mentions=(), figures=())
    assert innermost(outline, 5).id == "S2"
    assert innermost(outline, 2).id == "S1"
    assert [each.id for each in ancestors(outline, tree[2])] == ["S1", "S2"]
