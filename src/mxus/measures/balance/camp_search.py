"""Camps that leave few ties frustrated: local search, for an upper bound of frustration."""

from __future__ import annotations

import heapq
import itertools
import math
import time
from collections import deque
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mxus.measures.inputs import Array

__all__ = ["annealed", "frustrated_by", "improved", "searched", "settled"]

Sides = NDArray[np.int64]
"""A side, 1 or -1, for each node."""

_COPIES: Final = 32
"""How many copies are cooled at once."""

_SWEEPS: Final = 4_000
"""How often each node of each copy takes a side."""

_WORK: Final = 4_000_000_000
"""Ties and nodes, both ends, copies and sweeps multiplied, that there are no more of: some ten seconds."""

_FEWEST: Final = 4
"""Copies and sweeps there are however large the graph is."""

_HOT: Final = 3.0
"""Temperature at first, in the mean size of weights."""

_COLD: Final = 0.2
"""Temperature at last."""

_TURNS: Final = 500
"""Turns of nodes between two looks at the clock."""

_KICKS: Final = 30
"""How often the best camps are disturbed and improved again."""


def frustrated_by(
    sides: Sides, source: NDArray[np.int64], target: NDArray[np.int64], weight: Array
) -> NDArray[np.bool_]:
    """Return which ties two camps frustrate: positive ones between camps and negative ones within.

    Examples
    --------
    >>> frustrated_by(np.array([1, 1, -1]), np.array([0, 0]), np.array([1, 2]), np.array([1.0, 1.0])).tolist()
    [False, True]
    """
    frustrated: NDArray[np.bool_] = sides[source] * sides[target] * weight < 0
    return frustrated


def searched(adjacency: Any, *, seed: int, until: float) -> Sides:  # noqa: ANN401 (a sparse array)
    """Return good camps: the best local optimum of a walk of improvements and seeded disturbances.

    Parameters
    ----------
    adjacency : sparse array in compressed rows, shape (nodes, nodes)
        Symmetric weights.
    seed : int
        Seed of the disturbances.
    until : float
        Reading of the monotonic clock at which to stop.
    """
    n: int = adjacency.shape[0]
    chance: Any = np.random.default_rng(seed)
    together: Sides = np.ones(n, dtype=np.int64)
    best = improved(together, adjacency, until=until)
    best_value = _agreement(best, adjacency)
    for _ in range(_KICKS):
        if time.monotonic() > until:
            break
        # Power iterations from a random start lean towards the split along the leading eigenvector.
        vector: Array = chance.standard_normal(n)
        for _ in range(15):
            if time.monotonic() > until:
                return best
            vector = _leaning(adjacency, vector)
        for start in (np.where(vector >= 0, 1, -1), best * np.where(chance.random(n) < 0.03, -1, 1)):
            sides = improved(start.astype(np.int64), adjacency, until=until)
            value = _agreement(sides, adjacency)
            if value > best_value:
                best, best_value = sides, value
    return best


def _agreement(sides: Sides, adjacency: Any) -> float:  # noqa: ANN401 (a sparse array)
    """Return the weight of ties that camps respect less that of those they frustrate, twice."""
    return float(sides @ (adjacency @ sides))


def _leaning(adjacency: Any, vector: Array) -> Array:  # noqa: ANN401 (a sparse array)
    """Return the vector a step nearer to the leading eigenvector, its largest entry 1 in size."""
    turned: Any = adjacency @ vector + vector * 2
    largest = float(np.abs(turned).max(initial=0.0))
    found: Array = turned / largest if largest > 0 else vector
    return found


def improved(sides: Sides, adjacency: Any, *, until: float = math.inf) -> Sides:  # noqa: ANN401 (a sparse array)
    """Return camps from which no single node gains by moving, the node that gains most moving first.

    Where time is out before, some nodes may still gain.
    """
    sides = sides.copy()
    starts, columns, weights = adjacency.indptr, adjacency.indices, adjacency.data
    # A node that gains less than rounding may take away would move to and fro for ever.
    least = -1e-9 * float(np.abs(weights).max(initial=0.0))
    pull = sides * (adjacency @ sides)  # what each node's ties gain by its side; it moves where that is negative
    queue = [(value, node) for node, value in enumerate(pull.tolist()) if value < least]
    heapq.heapify(queue)
    for turn in itertools.count():
        if not queue or (turn % _TURNS == 0 and time.monotonic() > until):
            break
        value, node = heapq.heappop(queue)
        if value != pull[node] or value >= least:
            continue
        sides[node] = -sides[node]
        pull[node] = -pull[node]
        part = slice(starts[node], starts[node + 1])
        near = columns[part]
        pull[near] += 2 * weights[part] * sides[near] * sides[node]
        for other in near[pull[near] < least].tolist():
            heapq.heappush(queue, (float(pull[other]), other))
    return sides


def settled(
    camps: NDArray[np.int64],
    adjacency: Any,  # noqa: ANN401 (a sparse array)
    most: int,
    *,
    until: float = math.inf,
) -> NDArray[np.int64]:
    """Return camps, up to `most`, from which no single node gains by moving to another or to one of its own.

    Where time is out before, some nodes may still gain.

    Parameters
    ----------
    camps : array of int, shape (nodes,)
        Number of each node's camp, below `most`.
    adjacency : sparse array in compressed rows, shape (nodes, nodes)
        Symmetric weights.
    most : int
        Number of camps there may be.
    until : float
        Reading of the monotonic clock at which to stop.
    """
    camps = camps.copy()
    starts, columns, weights = adjacency.indptr, adjacency.indices, adjacency.data
    least = 1e-9 * float(np.abs(weights).max(initial=0.0))
    members = np.bincount(camps, minlength=most)
    empty: list[int] = np.flatnonzero(members == 0).tolist()
    waiting = deque(range(camps.size))
    waits = np.ones(camps.size, dtype=bool)
    for turn in itertools.count():
        if not waiting or (turn % _TURNS == 0 and time.monotonic() > until):
            break
        node = waiting.popleft()
        waits[node] = False
        part = slice(starts[node], starts[node + 1])
        near = columns[part]
        own = int(camps[node])
        # A camp without neighbours pulls with 0, and so does an empty one.
        pull = np.bincount(camps[near], weights=weights[part], minlength=own + 1 if empty else most)
        best = int(pull.argmax())
        if pull[best] <= least and empty and members[own] > 1:
            best, gain = empty[-1], -float(pull[own])
        else:
            gain = float(pull[best] - pull[own])
        if gain <= least:
            continue
        if members[best] == 0:
            empty.remove(best)
        camps[node] = best
        members[best] += 1
        members[own] -= 1
        if members[own] == 0:
            empty.append(own)
        for other in near[~waits[near]].tolist():
            waits[other] = True
            waiting.append(other)
    return camps


def annealed(adjacency: Any, *, seed: int, until: float) -> Sides:  # noqa: ANN401 (a sparse array)
    """Return good camps where signs have hardly any order: the best of many copies, cooled slowly.

    In each sweep every node takes a side with the odds that its neighbours' sides give it at the present temperature.
    Nodes of one colour, among which there are no ties, do so at once. Of large graphs there are fewer copies and
    sweeps; where time is short, copies are cooled as fast as it asks.

    Parameters
    ----------
    adjacency : sparse array in compressed rows, shape (nodes, nodes)
        Symmetric weights.
    seed : int
        Seed of the first sides and the odds.
    until : float
        Reading of the monotonic clock at which to be done.
    """
    begun = time.monotonic()
    n: int = adjacency.shape[0]
    chance = np.random.default_rng(seed)
    size = adjacency.nnz + n
    copies = max(_FEWEST, min(_COPIES, _WORK // (size * _SWEEPS)))
    sweeps = max(_FEWEST, min(_SWEEPS, _WORK // (size * copies)))
    classes = [(nodes, adjacency[nodes]) for nodes in _colours(adjacency, until)]
    sides: Array = chance.choice([-1.0, 1.0], (n, copies))
    unit = float(np.abs(adjacency.data).mean()) if adjacency.nnz else 1.0
    for sweep in range(sweeps):
        gone = max(sweep / sweeps, (time.monotonic() - begun) / max(until - begun, 1e-9))
        if gone > 1:
            break
        temperature = unit * _HOT * (_COLD / _HOT) ** gone
        for nodes, rows in classes:
            field: Array = rows @ sides
            # The odds of a side are logistic in the field; clipped, for beyond they are all or nothing.
            odds = np.exp(np.clip(-2 * field / temperature, -50, 50))
            sides[nodes] = np.where(chance.random(field.shape) * (1 + odds) < 1, 1.0, -1.0)
            if time.monotonic() > until:
                break
    best = sides[:, int((sides * (adjacency @ sides)).sum(axis=0).argmax())]
    return improved(best.astype(np.int64), adjacency, until=until)


def _colours(adjacency: Any, until: float) -> list[NDArray[np.int64]]:  # noqa: ANN401 (a sparse array)
    """Return sets of nodes without ties among them, found greedily, nodes with most ties first; none out of time."""
    starts, columns = adjacency.indptr, adjacency.indices
    colour = np.full(adjacency.shape[0], -1)
    for turn, node in enumerate(np.argsort(-np.diff(starts), kind="stable").tolist()):
        if turn % _TURNS == 0 and time.monotonic() > until:
            return []
        taken = set(colour[columns[starts[node] : starts[node + 1]]].tolist())
        colour[node] = next(number for number in itertools.count() if number not in taken)
    return [np.flatnonzero(colour == number) for number in range(int(colour.max(initial=-1)) + 1)]
