from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.rendering.budget import PAGE, TWO_PAGES, Choice, divide, page_size, pick
from summarizer.schemas import Section
from tests.support.records import empty

CHOICES = [
    Choice(key="g", cost=10, weight=0.0),
    Choice(key="g.1", cost=20, weight=5.0, needs="g"),
    Choice(key="g.2", cost=20, weight=3.0, needs="g"),
    Choice(key="g.1.1", cost=5, weight=4.0, needs="g.1"),
]


def test_what_matters_most_is_picked_first_with_what_it_needs() -> None:
    assert pick(CHOICES, 35) == {"g", "g.1", "g.1.1"}
    assert pick(CHOICES, None) == {"g", "g.1", "g.2", "g.1.1"}


def test_the_weightiest_is_said_even_without_room() -> None:
    assert pick(CHOICES, 1) == {"g", "g.1"}
    assert pick([], 1) == frozenset()


@given(
    st.integers(0, 500),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 400), max_size=4),
)
def test_room_is_divided_without_waste(total: int, wants: dict[str, int]) -> None:
    given_ = divide(total, wants, {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1})
    assert all(0 <= given_[part] <= wants[part] for part in wants)
    enough = min(total, sum(wants.values()))
    assert enough - len(wants) <= sum(given_.values()) <= total or sum(given_.values()) == enough


def _length(end: int) -> int | None:
    section = Section(id="S1", heading="一、总结", level=1, kind="review", start=0, end=end)
    return page_size(empty(sections=[section]), "standard")


def test_a_long_report_gets_at_most_two_pages_and_a_short_one_less_than_one() -> None:
    assert _length(5_000) == PAGE
    assert _length(200_000) == TWO_PAGES
    assert (_length(600) or 0) < PAGE
    assert page_size(empty(), "full") is None
