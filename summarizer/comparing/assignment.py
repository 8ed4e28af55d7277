"""The best pairing of the figures of two reports, as far as that can be worked out in reasonable time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import assignment

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 60
"""Items of a connected part that are still paired optimally; the work grows with the third power."""
_FINE = 1_000_000_000
"""Steps in which weights are told apart."""


def assign(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Choose pairs of the greatest total weight in which every item is used once at most.

    Args:
        weights: Positive weights of the pairs that may be; all others may not.

    Returns:
        The second item by the first.
    """
    whole = {pair: round(weight * _FINE) for pair, weight in weights.items()}
    found: dict[int, int] = {}
    for lefts, rights in assignment.parts(whole):
        inside = set(lefts)
        part = {pair: weight for pair, weight in whole.items() if pair[0] in inside}
        small = max(len(lefts), len(rights)) <= _MOST
        found |= dict(assignment.assign(part)) if small else _greedy(part)
    return found


def _greedy(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for row, column in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if row not in found and column not in taken:
            found[row] = column
            taken.add(column)
    return found
