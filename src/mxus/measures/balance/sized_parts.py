"""Connected parts of a signed graph by their size, so that many small ones are computed at a time."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.exponential import lost_in_rounding
from mxus.measures.balance.parts import parts_with_ties, sides_asked_for
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.sparse import components
from mxus.measures.inputs import Array

__all__ = ["SizedParts"]

Ids = NDArray[np.int64]

_MANY_TIES: Final = 20_000
"""Graphs of more ties are divided into parts by scipy."""


@attrs.frozen(eq=False)
class SizedParts:
    """Connected parts with ties, the smallest first; their ties in the same order.

    Parameters
    ----------
    isolated : int
        Nodes without ties.
    size, frustrated, squares, radius, middle
        Of each part: its nodes, whether it is not balanced, the sum of squares of its eigenvalues, what none of them
        exceeds, and what the largest without signs is not below.
    first_tie : array of int
        Where the ties of each part begin, and where the last end.
    source, target, weight
        Ends of each tie, as numbers within its part, and its weight.
    lost : float
        What part of a sum rounding may take.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "b", "b", "c"], ["e", "c", "d", "d"], [1, 1, 1, -1], nodes=list("abcdef"))
    >>> parts = SizedParts.of(graph, 1.0)
    >>> parts.isolated, parts.size.tolist(), parts.frustrated.tolist(), parts.stack(1, 2)[0].tolist()
    (1, [2, 3], [False, True], [[0.0, 1.0, 1.0], [1.0, 0.0, -1.0], [1.0, -1.0, 0.0]])
    """

    isolated: int
    size: Ids
    frustrated: NDArray[np.bool_]
    squares: Array
    radius: Array
    middle: Array
    first_tie: Ids
    source: Ids
    target: Ids
    weight: Array
    lost: float

    @classmethod
    def of(cls, graph: SignedGraph, beta: float) -> SizedParts:
        """Divide a graph."""
        n = graph.n_nodes
        label, uneven = _labels(graph)
        tied = np.zeros(n, dtype=bool)
        tied[graph.source] = tied[graph.target] = True
        numbers, size = np.unique(label[tied], return_counts=True)
        order = np.argsort(size, kind="stable")
        rank = np.full(n, -1)
        rank[numbers[order]] = np.arange(order.size)
        part = np.where(tied, rank[label], -1)
        size = size[order]
        # Nodes by part, and the number of each within its own.
        by_part = np.argsort(part, kind="stable")[n - int(tied.sum()) :]
        place: Ids = np.zeros(n, dtype=np.int64)
        place[by_part] = np.arange(by_part.size) - np.repeat(np.cumsum(size) - size, size)
        of_tie = part[graph.source]
        ties = np.argsort(of_tie, kind="stable")
        of_tie = of_tie[ties]
        source, target = graph.source[ties], graph.target[ties]
        with np.errstate(over="ignore"):
            weight: Array = beta * graph.weight[ties]
            size_of = np.abs(weight)
            heavy = np.bincount(source, size_of, n) + np.bincount(target, size_of, n)
            radius: Array = np.zeros(size.size)
            np.maximum.at(radius, part[by_part], heavy[by_part])
            squares: Array = np.bincount(of_tie, 2 * weight**2, size.size).astype(np.float64)
            middle: Array = np.bincount(of_tie, 2 * size_of, size.size) / size
        frustrated = np.zeros(size.size, dtype=bool)
        frustrated[part[uneven & tied]] = True
        uncertain = size[frustrated] * radius[frustrated]
        return cls(
            isolated=n - by_part.size,
            size=size,
            frustrated=frustrated,
            squares=squares,
            radius=radius,
            middle=np.minimum(middle, radius),
            first_tie=np.searchsorted(of_tie, np.arange(size.size + 1)).astype(np.int64),
            source=place[source],
            target=place[target],
            weight=weight,
            lost=lost_in_rounding(int(size.max()), float(radius.max())) if uncertain.size else 0.0,
        )

    def stack(self, first: int, last: int) -> Array:
        """Return the matrices of parts of one size."""
        size = int(self.size[first])
        found: Array = np.zeros((last - first, size, size))
        ties = slice(int(self.first_tie[first]), int(self.first_tie[last]))
        each = np.repeat(np.arange(last - first), np.diff(self.first_tie[first : last + 1]))
        a, b = self.source[ties], self.target[ties]
        found[each, a, b] = found[each, b, a] = self.weight[ties]
        return found


def _labels(graph: SignedGraph) -> tuple[Ids, NDArray[np.bool_]]:
    """Return the number of each node's part, and whether that is not balanced."""
    n = graph.n_nodes
    if graph.n_ties > _MANY_TIES:
        # Each node twice, once on either side: a friend is on the same side, a foe on the other. In a part that is not
        # balanced a way leads from a node to itself on the other side.
        same = graph.sign > 0
        doubled = components(
            np.concatenate([graph.source, graph.source + n]),
            np.concatenate(
                [np.where(same, graph.target, graph.target + n), np.where(same, graph.target + n, graph.target)]
            ),
            2 * n,
        )
        return components(graph.source, graph.target, n), doubled[:n] == doubled[n:]
    label: Ids = np.arange(n, dtype=np.int64)
    for nodes in parts_with_ties(graph):
        label[nodes] = nodes[0]
    sides = sides_asked_for(graph)
    wrong = sides[graph.source] * sides[graph.target] != graph.sign
    uneven = np.zeros(n, dtype=bool)
    uneven[label[graph.source[wrong]]] = True
    return label, uneven[label]
