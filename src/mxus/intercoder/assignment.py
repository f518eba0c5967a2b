"""One-to-one assignment with the greatest sum of weights, where most pairs have none.

Pairs that hang together by a row or a column in common are assigned by themselves: no other choice bears on them. In
each such part rows are assigned one after the other, along the shortest path that frees a column, or that leaves the
row without one where this costs less (Jonker and Volgenant 1987, for pairs in place of a whole matrix). It is exact up
to the rounding of sums, and of several assignments as good it finds the same one each time. ``scipy`` has it, too; with
our own a base install matches two codings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from mxus.measures.balance.parts import labels_of_parts

__all__ = ["assigned"]

_Integers = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


def assigned(
    rows: _Integers, columns: _Integers, weights: _Floats, look: Callable[[], object] = lambda: None
) -> Iterator[tuple[int, int]]:
    """Yield the one-to-one assignment with the greatest sum of weights; a pair without a weight is none.

    Parameters
    ----------
    rows, columns : array of int
        The pairs that have a weight, each once.
    weights : array of float
        Their weights, above 0.
    look : callable, optional
        Called before each row is assigned, so that it can raise where time is out.

    References
    ----------
    Jonker and Volgenant (1987), Computing 38(4), 325-340.

    Examples
    --------
    >>> list(assigned(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3.0, 2.0, 2.0])))
    [(0, 1), (1, 0)]
    """
    if not weights.size:
        return
    first_column = int(rows.max()) + 1
    label = labels_of_parts(rows, first_column + columns, first_column + int(columns.max()) + 1)[rows]
    order = np.lexsort((columns, rows, label))
    for pairs in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        look()
        own_rows, row = np.unique(rows[pairs], return_inverse=True)
        own_columns, column = np.unique(columns[pairs], return_inverse=True)
        for one, other in best_of_part(row, column, weights[pairs], look):
            yield int(own_rows[one]), int(own_columns[other])


def best_of_part(
    row: _Integers, column: _Integers, weight: _Floats, look: Callable[[], object]
) -> list[tuple[int, int]]:
    """Return the best assignment of one part, of rows and columns numbered from 0 and pairs sorted by row."""
    if weight.size == 1:
        return [(0, 0)]
    part = _Part(row, column, weight)
    for one in part.first_choices():
        look()
        part.assign(one)
    return [(one, other) for one, other in enumerate(part.column_of.tolist()) if other >= 0]


class _Part:
    """Rows and columns, the pairs assigned so far, and prices that prove that no other pairs of these rows are better.

    The prices of a row and a column sum to no less than the weight of their pair, and to exactly that where the pair is
    assigned. None is below 0, and a column that is free costs nothing.
    """

    def __init__(self, row: _Integers, column: _Integers, weight: _Floats) -> None:
        starts = np.flatnonzero(np.diff(row)) + 1
        self._columns, self._weights = np.split(column, starts), np.split(weight, starts)
        n_columns = int(column.max()) + 1
        self._row_price: _Floats = np.array([each.max() for each in self._weights])
        self._column_price: _Floats = np.zeros(n_columns)
        self._row_of: _Integers = np.full(n_columns, -1)
        self.column_of: _Integers = np.full(len(self._weights), -1)

    def first_choices(self) -> list[int]:
        """Give each row the best of its columns where that is free, and return the rows that are left."""
        left: list[int] = []
        for row, (columns, weights) in enumerate(zip(self._columns, self._weights, strict=True)):
            best = columns[weights == self._row_price[row]]
            free = best[self._row_of[best] < 0]
            if free.size:
                self._pair(row, int(free[0]))
            else:
                left.append(row)
        return left

    def assign(self, row: int) -> None:
        """Assign one more row, or find that some row is better left alone, along the path that costs least."""
        away: _Floats = np.full(self._column_price.size, np.inf)  # of columns not passed yet
        before: _Integers = np.full(self._column_price.size, -1)
        open_ones = np.ones(self._column_price.size, dtype=bool)
        rows, row_away, columns, column_away = [row], [0.0], list[int](), list[float]()
        alone, cost = row, float(self._row_price[row])
        here, far = row, 0.0
        while True:
            near = self._columns[here]
            price = self._row_price[here] + self._column_price[near] - self._weights[here]
            reached = far + np.maximum(price, 0.0)
            nearer = (reached < away[near]) & open_ones[near]
            away[near[nearer]], before[near[nearer]] = reached[nearer], here
            column = int(away.argmin())
            far = float(away[column])
            if far > cost:
                far, column = cost, int(self.column_of[alone])
                self.column_of[alone] = -1
                break
            here = int(self._row_of[column])
            if here < 0:
                break
            away[column], open_ones[column] = np.inf, False
            columns.append(column)
            column_away.append(far)
            rows.append(here)
            row_away.append(far)
            if far + self._row_price[here] < cost:
                alone, cost = here, far + float(self._row_price[here])
        self._row_price[rows] -= far - np.array(row_away)
        self._column_price[columns] += far - np.array(column_away)
        while column >= 0:
            one = int(before[column])
            column_before = int(self.column_of[one])
            self._pair(one, column)
            column = column_before if one != row else -1

    def _pair(self, row: int, column: int) -> None:
        self.column_of[row], self._row_of[column] = column, row
