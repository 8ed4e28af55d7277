"""The best one-to-one pairing of two lists whose pairs have weights."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = 60
"""Items of a component that are still paired optimally; the work grows with the third power."""


def assign(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Choose pairs of the greatest total weight in which every item is used once at most.

    Args:
        weights: Positive weights of the pairs that may be; all others may not.

    Returns:
        The second item by the first.
    """
    found: dict[int, int] = {}
    for component in _components(weights):
        rows = sorted({row for row, _ in component})
        columns = sorted({column for _, column in component})
        if len(rows) > _MOST or len(columns) > _MOST:
            found |= _greedy({pair: weights[pair] for pair in component})
            continue
        # One column a row more, of weight nothing: a row may stay alone.
        costs = [[-weights.get((row, column), 0.0) for column in columns] + [0.0] * len(rows) for row in rows]
        for place, chosen in enumerate(_cheapest(costs)):
            if chosen < len(columns) and (rows[place], columns[chosen]) in weights:
                found[rows[place]] = columns[chosen]
    return found


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part the pairs into groups that share no item."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    by_column: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in pairs:
        by_row[row].append(column)
        by_column[column].append(row)
    seen: set[int] = set()
    groups: list[list[tuple[int, int]]] = []
    for first in by_row:
        if first in seen:
            continue
        seen.add(first)
        waiting, group = [first], list[tuple[int, int]]()
        while waiting:
            row = waiting.pop()
            group += [(row, column) for column in by_row[row]]
            fresh = {other for column in by_row[row] for other in by_column[column]} - seen
            seen |= fresh
            waiting += sorted(fresh)
        groups.append(group)
    return groups


def _greedy(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for row, column in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if row not in found and column not in taken:
            found[row] = column
            taken.add(column)
    return found


def _cheapest(costs: list[list[float]]) -> list[int]:
    """Return each row's column in the cheapest assignment (Jonker and Volgenant's shortest paths).

    There must be at least as many columns as rows. Follows the formulation with potentials: rows enter one
    after another, each by the cheapest augmenting path.
    """
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for entering in range(1, rows + 1):
        owner[0] = entering
        column = 0
        least = [float("inf")] * (columns + 1)
        came_from = [0] * (columns + 1)
        used = [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            row, step, following = owner[column], float("inf"), 0
            for each in range(1, columns + 1):
                if used[each]:
                    continue
                reduced = costs[row - 1][each - 1] - row_price[row] - column_price[each]
                if reduced < least[each]:
                    least[each], came_from[each] = reduced, column
                if least[each] < step:
                    step, following = least[each], each
            for each in range(columns + 1):
                if used[each]:
                    row_price[owner[each]] += step
                    column_price[each] -= step
                else:
                    least[each] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen
