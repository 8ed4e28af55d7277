"""The assignment is optimal, and nobody's order changes it."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.assignment import assign
from summarizer.evaluation.matching import weight

graphs = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 50), max_size=14)


def best(weights: dict[tuple[int, int], int]) -> int:
    """Try every assignment."""
    lefts = sorted({i for i, _ in weights})
    rights = [*sorted({j for _, j in weights}), *([None] * len(lefts))]
    return max(
        (
            sum(weights.get((i, j), 0) for i, j in zip(lefts, order, strict=True) if j is not None)
            for order in permutations(rights, len(lefts))
        ),
        default=0,
    )


@settings(max_examples=60)
@given(graphs)
def test_no_assignment_weighs_more(weights: dict[tuple[int, int], int]) -> None:
    small = {edge: value for edge, value in weights.items() if edge[0] < 4 and edge[1] < 4}
    pairs = assign(small)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(pair in small for pair in pairs)
    assert sum(small[pair] for pair in pairs) == best(small)


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_no_sum(weights: dict[tuple[int, int], int], random: object) -> None:
    shuffle = getattr(random, "shuffle")  # noqa: B009 - hypothesis types its randoms as objects
    lefts, rights = list(range(5)), list(range(5))
    shuffle(lefts)
    shuffle(rights)
    moved = {(lefts[i], rights[j]): value for (i, j), value in weights.items()}
    assert sum(weights[pair] for pair in assign(weights)) == sum(moved[pair] for pair in assign(moved))


@given(graphs)
def test_swapped_sides_give_swapped_pairs_of_the_same_weight(weights: dict[tuple[int, int], int]) -> None:
    turned = {(j, i): value for (i, j), value in weights.items()}
    assert sum(weights[pair] for pair in assign(weights)) == sum(turned[pair] for pair in assign(turned))


def test_a_greedy_choice_would_lose_a_pair() -> None:
    # The best single pair, (0, 0), leaves nothing for the other two.
    assert assign({(0, 0): weight(1.0), (0, 1): weight(0.9), (1, 0): weight(0.9)}) == ((0, 1), (1, 0))


def test_more_pairs_weigh_more_than_better_ones_and_first_criteria_more_than_later() -> None:
    assert weight(0.0) * 2 > weight(1.0)
    assert weight(0.6, 0.0) > weight(0.5, 1.0)
    assert assign({}) == ()
