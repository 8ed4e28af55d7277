"""What a pair of something labelled and something found weighs in the assignment of the one to the other.

Weights are whole numbers made of criteria in order of importance, so that the sum of every criterion is the
same in all optimal assignments and no score depends on the order of the input.
"""

from __future__ import annotations

_DIGIT = 1 << 48
"""More than any criterion can add up to over all pairs of a report."""
_FINE = 1_000_000
"""Steps in which likeness is told apart."""


def weight(*criteria: float) -> int:
    """Return one whole number for criteria between 0 and some thousands, the most important first.

    Every pair counts first of all: more pairs always weigh more than better ones.
    """
    total = 1
    for criterion in criteria:
        total = total * _DIGIT + round(criterion * _FINE)
    return total
