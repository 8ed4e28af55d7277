from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.rendering.page.runs import Mark, lines
from summarizer.rendering.page.source import Fragment

TEXTS = st.text(alphabet="甲乙1.\n \r丙", max_size=40)
INTERVALS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12)), max_size=8)


@given(TEXTS, INTERVALS, st.integers(0, 9))
def test_every_character_keeps_its_place_and_its_marks(
    text: str, intervals: list[tuple[int, int]], offset: int
) -> None:
    marks = [
        Mark(start=start, end=start + size, name="figure", key=f"F{place}")
        for place, (start, size) in enumerate(intervals)
        if size
    ]
    found = lines([Fragment(start=offset, text=text)], marks)
    assert [line.start for line in found] == sorted(line.start for line in found)
    for line in found:
        assert "".join(run.text for run in line.runs) == text[line.start - offset : line.end - offset]
        place = line.start
        for run in line.runs:
            for character in range(place, place + len(run.text)):
                covering = {mark.key for mark in marks if mark.start <= character < mark.end}
                assert {mark.key for mark in run.marks} == covering
            sizes = [mark.end - mark.start for mark in run.marks]
            assert sizes == sorted(sizes)
            place += len(run.text)
    kept = {place for line in found for place in range(line.start, line.end)}
    assert all(not char.strip() for place, char in enumerate(text, start=offset) if place not in kept)
    begun = [key for line in found for run in line.runs for key in run.begins]
    assert len(begun) == len(set(begun))
    assert set(begun) == {mark.key for mark in marks if kept & set(range(mark.start, mark.end))}


def test_a_gap_is_told_between_fragments_only() -> None:
    fragments = [Fragment(start=3, text="甲\n乙"), Fragment(start=90, text="丙")]
    assert [line.after_gap for line in lines(fragments, [])] == [False, False, True]
