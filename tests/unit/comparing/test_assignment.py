from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.comparing import assignment
from summarizer.comparing.assignment import assign

Weights = dict[tuple[int, int], float]
weights = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 100).map(float), max_size=12
)


@given(weights)
def test_no_other_pairing_weighs_more(offered: Weights) -> None:
    found = assign(offered)
    assert len(set(found.values())) == len(found)
    assert all(pair in offered for pair in found.items())
    greedy = assignment._greedy(offered)
    total = sum(offered[pair] for pair in found.items())
    assert total >= sum(offered[pair] for pair in greedy.items())
    assert total == best(offered)


def best(offered: Weights, row: int = 0, taken: frozenset[int] = frozenset()) -> float:
    """The greatest total, row by row."""
    if row > 4:
        return 0.0
    return max(
        best(offered, row + 1, taken),
        *(
            offered[row, column] + best(offered, row + 1, taken | {column})
            for column in range(5)
            if (row, column) in offered and column not in taken
        ),
        0.0,
    )


def test_the_second_best_is_given_up_for_the_best_whole() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85}) == {0: 1, 1: 0}


def test_a_crowd_is_paired_the_quick_way() -> None:
    crowd = {(row, column): 1.0 + (row == column) for row in range(70) for column in range(70)}
    assert assign(crowd) == {place: place for place in range(70)}
