"""The best one-to-one assignment of two lists whose pairs have weights.

Taking the best pair first and going on from there depends on the order of ties and can cost a pair that a
better choice would have kept. Here the assignment is optimal: the Hungarian method on each connected part of
the graph.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def assign(weights: Mapping[tuple[int, int], int]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of the greatest total weight that use each left and each right at most once, sorted.

    Args:
        weights: (left, right) → weight above zero; pairs that are not named cannot be.
    """
    found: list[tuple[int, int]] = []
    for lefts, rights in parts(weights):
        turned = len(lefts) > len(rights)
        rows, columns = (rights, lefts) if turned else (lefts, rights)
        table = [
            [weights.get((column, row) if turned else (row, column), 0) for column in columns] for row in rows
        ]
        for i, j in enumerate(_hungarian(table)):
            if table[i][j]:
                found.append((columns[j], rows[i]) if turned else (rows[i], columns[j]))
    return tuple(sorted(found))


def parts(edges: Iterable[tuple[int, int]]) -> Iterable[tuple[list[int], list[int]]]:
    """Return the connected parts of a graph, each as its lefts and its rights."""
    neighbours: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for left, right in edges:
        neighbours[0, left].add((1, right))
        neighbours[1, right].add((0, left))
    seen: set[tuple[int, int]] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            fresh = neighbours[waiting.pop()] - part
            part |= fresh
            waiting += fresh
        seen |= part
        yield sorted(i for side, i in part if not side), sorted(i for side, i in part if side)


def _hungarian(table: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of every row in an assignment of the greatest sum; rows are no more than columns.

    The method of potentials with shortest augmenting paths, cubic in the size of the table; see R. Burkard,
    M. Dell'Amico, S. Martello, Assignment Problems, SIAM 2009, section 4.4. Row 0 and column 0 are sentinels.
    """
    rows, columns = len(table), len(table[0])
    of_row, of_column = [0] * (rows + 1), [0] * (columns + 1)
    row_in = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_in[0] = row
        came_from = [0] * (columns + 1)
        least: list[int | None] = [None] * (columns + 1)
        used = [False] * (columns + 1)
        column = 0
        while row_in[column]:
            used[column] = True
            at, nearest, step = row_in[column], 0, None
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                reduced = -table[at - 1][j - 1] - of_row[at] - of_column[j]
                known = least[j]
                if known is None or reduced < known:
                    known, came_from[j] = reduced, column
                    least[j] = reduced
                if step is None or known < step:
                    step, nearest = known, j
            for j in range(columns + 1):
                if used[j]:
                    of_row[row_in[j]] += step or 0
                    of_column[j] -= step or 0
                elif (known := least[j]) is not None:
                    least[j] = known - (step or 0)
            column = nearest
        while column:
            row_in[column] = row_in[came_from[column]]
            column = came_from[column]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if row_in[j]:
            chosen[row_in[j] - 1] = j - 1
    return chosen
