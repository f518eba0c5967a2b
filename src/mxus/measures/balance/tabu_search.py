"""Camps of small and of dense graphs that leave few ties frustrated: many searches at once that may not go back."""

from __future__ import annotations

import math
import time
from typing import Any, Final

import numpy as np

from mxus.measures.balance.camp_search import Sides
from mxus.measures.inputs import Array

__all__ = ["suits_tabu_search", "tabu_searched"]

_SMALL: Final = 200
"""Nodes up to which it is the better search whatever the ties are."""

_LARGE: Final = 3_000
"""Nodes up to which it is, where ties are many: all of the matrix is held."""

_DENSE: Final = 0.1
"""Part of the pairs of nodes with a tie from which ties are many."""

_COPIES: Final = 32
"""How many searches are made at once."""

_MOVES: Final = 40
"""Moves of each search, for each node."""

_FEWEST_MOVES: Final = 2_000
"""Moves of each search at least, of graphs that are not so small that all camps are soon seen."""


def suits_tabu_search(adjacency: Any) -> bool:  # noqa: ANN401 (a sparse array)
    """Return whether this search is better for a graph than slow cooling."""
    n: int = adjacency.shape[0]
    return n <= _SMALL or (n <= _LARGE and adjacency.nnz >= _DENSE * n * n)


def tabu_searched(adjacency: Any, *, seed: int, until: float) -> Sides:  # noqa: ANN401 (a sparse array)
    """Return the best camps that many tabu searches see (Glover 1989).

    In each move the node changes sides that gains most, or loses least, of those that have not moved for a while.

    Parameters
    ----------
    adjacency : sparse array in compressed rows, shape (nodes, nodes)
        Symmetric weights.
    seed : int
        Seed of the starts, and of how long nodes may not move.
    until : float
        Reading of the monotonic clock at which to stop.
    """
    n: int = adjacency.shape[0]
    if n < 2:
        return np.ones(n, dtype=np.int64)
    chance = np.random.default_rng(seed)
    matrix: Array = adjacency.toarray()
    sides: Array = chance.choice([-1.0, 1.0], (_COPIES, n))
    field: Array = sides @ matrix
    copies = np.arange(_COPIES)
    agreement: Array = (sides * field).sum(axis=1)
    best, best_sides = agreement.copy(), sides.copy()
    free_from = np.zeros((_COPIES, n), dtype=np.int64)
    least, most = max(1, n // 20), max(2, n // 10 + 5)
    wait = chance.integers(least, most + 1, (min(1 << min(n, 30), max(_FEWEST_MOVES, _MOVES * n)), _COPIES))
    for move, waits in enumerate(wait):
        if time.monotonic() > until:
            break
        pull = sides * field
        # A node that may not move does so where that makes the best camps yet.
        barred = (free_from > move) & (agreement[:, None] - 4 * pull <= best[:, None])
        pull[barred] = math.inf
        node = pull.argmin(axis=1)
        gain = pull[copies, node]
        moves = np.flatnonzero(np.isfinite(gain))
        node, gain = node[moves], gain[moves]
        side = -sides[moves, node]
        sides[moves, node] = side
        field[moves] += (2 * side)[:, None] * matrix[node]
        agreement[moves] -= 4 * gain
        free_from[moves, node] = move + 1 + waits[moves]
        better = np.flatnonzero(agreement > best)
        best[better] = agreement[better]
        best_sides[better] = sides[better]
    # Counted anew: sums of many moves are rounded.
    counted = np.einsum("ij,ij->i", best_sides @ matrix, best_sides)
    found: Sides = best_sides[int(counted.argmax())].astype(np.int64)
    return found
