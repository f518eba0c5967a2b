"""A packing of short negative cycles, found at once in the whole graph: a lower bound to have from the start.

Each tie that two camps frustrate closes a negative cycle with any path of ties that they do not. Paths are looked for
from both ends, of many ties at a time, shortest first; a cycle takes from each of its ties as much weight as the least
of them has left, and what is used up is no longer there for others.
"""

from __future__ import annotations

import time
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.inputs import Array

__all__ = ["short_cycles"]

Ids = NDArray[np.int64]

_LONGEST: Final = 12
"""Ties of the longest cycles looked for: beyond, most of a graph is near both ends."""

_SEARCHES: Final = 64
"""Ties whose paths are looked for at once, at first; then as many as keep within the next."""

_STEPS: Final = 1_000_000
"""Steps from node to node that are taken at once, about."""


_MOST_STEPS: Final = 200_000_000
"""Places that are looked at before no more cycles are looked for: of dense graphs they prove little."""


@attrs.frozen
class _Level:
    """Where searches are after some steps: each (search, node) once, in order, and how it came there."""

    search: Ids
    node: Ids
    before: Ids
    tie: Ids


class _Ties:
    """The ties that are not frustrated, from each node, and the weight that all ties have left."""

    def __init__(self, graph: SignedGraph, frustrated: NDArray[np.bool_], weight: Array) -> None:
        kept = np.flatnonzero(~frustrated)
        a, b = graph.source[kept], graph.target[kept]
        start = np.concatenate([a, b])
        order = np.argsort(start, kind="stable")
        self.n = graph.n_nodes
        self._node: Ids = np.concatenate([b, a])[order]
        self._tie: Ids = np.concatenate([kept, kept])[order]
        self._first: Ids = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=self.n))])
        self.left = weight.copy()

    def at(self, nodes: Ids) -> _Level:
        """Return where searches from each of these nodes begin."""
        nothing = np.full(nodes.size, -1)
        return _Level(np.arange(nodes.size), nodes, nothing, nothing)

    def after(self, level: _Level) -> _Level:
        """Return where searches are after one more step along ties that have weight left."""
        begin = self._first[level.node]
        counts = self._first[level.node + 1] - begin
        before = np.repeat(np.arange(level.node.size), counts)
        step = np.arange(before.size) + np.repeat(begin - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        there = self.left[self._tie[step]] > 0
        before, step = before[there], step[there]
        key, once = np.unique(level.search[before] * self.n + self._node[step], return_index=True)
        search, node = np.divmod(key, self.n)
        return _Level(search, node, before[once], self._tie[step[once]])


def short_cycles(graph: SignedGraph, frustrated: NDArray[np.bool_], weight: Array, *, until: float) -> list[list[int]]:
    """Return negative cycles of one frustrated tie each, whose weights, taken in this order, make a packing.

    Parameters
    ----------
    graph : SignedGraph
        Only the signs of its ties matter.
    frustrated : array of bool, shape (ties,)
        Those that two camps frustrate.
    weight : array of float, shape (ties,)
        Sizes of the ties' weights.
    until : float
        Reading of the monotonic clock after which no more are looked for.

    Examples
    --------
    >>> square = SignedGraph.from_edges(["a", "b", "c", "a"], ["b", "c", "d", "d"], [1, 1, 1, -1])
    >>> short_cycles(square, square.weight < 0, np.ones(4), until=time.monotonic() + 60)
    [[0, 1, 2, 3]]
    """
    found: list[list[int]] = []
    if time.monotonic() > until:
        return found
    ties = _Ties(graph, frustrated, weight)
    places = 0
    waiting = np.flatnonzero(frustrated)
    for steps in range(2, _LONGEST):
        missed: list[Ids] = []
        at_once = _SEARCHES
        while waiting.size:
            if places > _MOST_STEPS or time.monotonic() > until:
                return found
            part, waiting = waiting[:at_once], waiting[at_once:]
            ends = ties.at(graph.source[part]), ties.at(graph.target[part])
            search, paths, taken = _meeting(ties, *ends, steps)
            places += taken
            # Of what crosses another of the same batch, another path may be left.
            again = _take(ties, part[search], paths, found)
            has_path = np.zeros(part.size, dtype=bool)
            has_path[search] = True
            missed.append(part[~has_path])
            waiting = np.concatenate([again, waiting])
            at_once = max(1, min(2 * at_once, int(at_once * _STEPS / max(taken, 1))))
        waiting = np.concatenate([*missed, waiting])
    return found


def _meeting(ties: _Ties, first: _Level, second: _Level, steps: int) -> tuple[Ids, Ids, int]:
    """Return the searches whose ends are so many steps apart, a path of each, and how many places were looked at."""
    levels: tuple[list[_Level], list[_Level]] = ([first], [second])
    for step in range(steps):
        levels[step % 2].append(ties.after(levels[step % 2][-1]))
    one, other = (each[-1] for each in levels)
    keys, others = one.search * ties.n + one.node, other.search * ties.n + other.node
    place = np.searchsorted(others, keys).clip(max=max(others.size - 1, 0))
    met = np.flatnonzero(others[place] == keys) if others.size else np.zeros(0, dtype=np.int64)
    search, once = np.unique(one.search[met], return_index=True)
    met = met[once]
    columns: list[Ids] = []
    for side, at in zip(levels, (met, place[met]), strict=True):
        for level in side[:0:-1]:
            columns.append(level.tie[at])
            at = level.before[at]  # noqa: PLW2901 (a step back)
    looked_at = sum(level.node.size for side in levels for level in side)
    return search, np.stack(columns, axis=1), looked_at


def _take(ties: _Ties, closing: Ids, paths: Ids, found: list[list[int]]) -> Ids:
    """Take cycles one after the other while there is weight left; return the ties that still have some themselves."""
    left = ties.left
    for cycle in np.sort(np.concatenate([closing[:, None], paths], axis=1), axis=1):
        room = left[cycle].min()
        if room > 0:
            left[cycle] -= room
            found.append(cycle.tolist())
    return closing[left[closing] > 0]
