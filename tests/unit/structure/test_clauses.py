from __future__ import annotations

import pytest

from summarizer.structure.clauses import sentences


def clauses(text: str) -> list[list[str]]:
    return [[text[c.start : c.end] for c in s.clauses] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税收5亿元,增长3%。就业2万人;", [["税收5亿元", "增长3%"], ["就业2万人"]]),
        ("实现税收1,234万元,增长3%", [["实现税收1,234万元", "增长3%"]]),
        ("结构比为5:45:50", [["结构比为5:45:50"]]),
        ("其中:税收5亿元", [["其中", "税收5亿元"]]),
        ("投资(含省、市,不含县)5亿元,增长", [["投资(含省、市,不含县)5亿元", "增长"]]),
        ("投资(5亿元,增长", [["投资(5亿元,增长"]]),
        ("甲\n乙", [["甲"], ["乙"]]),
        ("", []),
        ("。;\n", []),
    ],
)
def test_where_sentences_and_clauses_end(text: str, expected: list[list[str]]) -> None:
    assert clauses(text) == expected


def test_a_bracket_is_left_out_of_the_words_and_read_on_its_own() -> None:
    text = "工业投资20亿元(同比增长4%,居首)和税收"
    clause = next(iter(sentences(text))).clauses[0]

    assert clause.words(text, clause.start, clause.end) == "工业投资20亿元和税收"
    assert [text[c.start : c.end] for c in clause.inner] == ["同比增长4%", "居首"]
    assert clause.in_hole(text.index("同"))
    assert not clause.in_hole(text.index("和"))


def test_paragraphs_open_after_a_line_end_only() -> None:
    assert [s.opens_paragraph for s in sentences("甲。乙。\n丙")] == [True, False, True]


def test_a_stretch_without_full_stops_is_cut_and_loses_nothing() -> None:
    text = "甲乙丙丁," * 900

    found = list(sentences(text))

    assert len(found) > 1
    assert "".join(text[s.start : s.end] for s in found) == text
    assert max(s.end - s.start for s in found) <= 1000
