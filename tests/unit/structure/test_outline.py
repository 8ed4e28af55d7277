"""What holds for the outline of any text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.structure import outline
from summarizer.structure.headings import find_headings
from summarizer.structure.lines import split_lines
from summarizer.structure.points import find_points
from summarizer.structure.sections import build_sections
from summarizer.structure.titles import find_titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning.text import CleanText
    from summarizer.structure import Metadata, Section

PIECES = [
    *(
        "一、",
        "二、",
        "十一、",
        "(一)",
        "(二)",
        "1.",
        "2.",
        "3、",
        "(1)",
        "1)",
        "①",
        "②",
        "第一章 ",
        "第二部分",
        "第一,",
        "首先,",
        "其次,",
    ),
    *(
        "一是",
        "二是",
        "三是",
        "一要",
        "二要",
        "——",
        "# ",
        "## ",
        "1.1 ",
        "存在问题:",
        "总体要求:",
        "行政与民政:",
        "下半年工作打算",
    ),
    *(
        "2019年",
        "2020年主要工作",
        "工作总结",
        "附件",
        "注:",
        "印发《",
        "》",
        "“",
        "”",
        "(",
        ")",
        "。",
        ";",
        ",",
        ":",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "增长5.5%",
        "完成投资3亿元",
        "认识到,",
        "问题不少",
        "项目建设提速增效",
        "全县上下凝心聚力抓落实",
        "各位代表:",
        "县长 沐大山",
    ),
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def check_sections(text: str, sections: tuple[Section, ...]) -> None:
    assert [s.id for s in sections] == [f"S{i}" for i in range(len(sections))]
    assert (sections[0].start, sections[0].level) == (0, 0)
    main = [s for s in sections if s.level <= 1]
    assert [s.end for s in main] == [*(s.start for s in main[1:]), len(text)]
    known = {s.id: s for s in sections}
    for section in sections[1:]:
        assert 0 <= section.start <= section.body <= section.end <= len(text)
        assert section.heading
        assert section.heading in text[section.start : section.body]
        if section.parent is None:
            assert section.level == 1
        else:
            parent = known[section.parent]
            assert parent.level == section.level - 1
            assert parent.body <= section.start
            assert section.end <= parent.end
    for before, after in pairwise(sections):
        assert before.start <= after.start
        assert after.level <= before.level + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_any_text_has_an_outline_that_nests_and_covers_it(
    text: str, make_clean: Callable[..., CleanText]
) -> None:
    found = outline(make_clean(text))

    check_sections(text, found.sections)
    ids = {s.id: s for s in found.sections}
    assert [p.id for p in found.points] == [f"P{i}" for i in range(1, len(found.points) + 1)]
    for point in found.points:
        section = ids[point.section]
        assert section.start <= point.start <= point.quote_start < point.quote_end <= point.end <= section.end
        assert point.quote_end - point.quote_start <= 60
        assert "\n" not in text[point.quote_start : point.quote_end]
    for title in found.titles:
        assert text[title.start : title.end] == f"《{title.title}》"


@pytest.mark.parametrize("piece", ["“", "《", "印发《办法》、", "问题不少;", "年"])
def test_half_a_million_characters(piece: str, metadata: Metadata) -> None:
    """Shapes in which a search that starts over at every character would not end."""
    text = f"一、{piece * (500_000 // len(piece))}"

    sections = build_sections(text, find_headings(text, split_lines(text), 0), metadata)

    check_sections(text, sections)
    assert len(find_points(text, sections, title=metadata.title, begin=0)) == 1
    assert len(find_titles(text, sections)) == piece.count("》")


@pytest.mark.parametrize("text", ["", "\n", "一、", "一、\n二、", "#", "# ", "《》", "——"])
def test_texts_with_next_to_nothing(text: str, make_clean: Callable[..., CleanText]) -> None:
    check_sections(text, outline(make_clean(text)).sections)
