"""Connected parts of a signed graph, and the sides that its ties ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.signed_ties import SignedTies

__all__ = ["parts_with_ties", "sides_asked_for"]

Ids = NDArray[np.int64]


def parts_with_ties(graph: SignedTies) -> list[Ids]:
    """Return the nodes of each connected part with ties, in the order of their first node.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> graph = SignedGraph.from_edges(["a", "b"], ["c", "d"], [1, 1], nodes=["a", "b", "c", "d", "e"])
    >>> [nodes.tolist() for nodes in parts_with_ties(graph)]
    [[0, 2], [1, 3]]
    """
    label = np.arange(graph.n_nodes)
    changed = graph.n_ties > 0
    while changed:
        # Each end takes the lower label of the two, and labels point to labels, until nothing changes.
        low = np.minimum(label[graph.source], label[graph.target])
        fresh = label.copy()
        np.minimum.at(fresh, graph.source, low)
        np.minimum.at(fresh, graph.target, low)
        fresh = fresh[fresh]
        changed = bool((fresh != label).any())
        label = fresh
    tied = np.zeros(graph.n_nodes, dtype=bool)
    tied[graph.source] = tied[graph.target] = True
    order = np.flatnonzero(tied)
    roots = np.unique(label[order])
    return [order[label[order] == root] for root in roots.tolist()]


def sides_asked_for(graph: SignedTies) -> Ids:
    """Return a side, 1 or -1, for each node: the one that its first known neighbour's tie asks for.

    A part of the graph is balanced exactly if all of its ties agree with these sides.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> sides_asked_for(SignedGraph.from_edges(["a", "b"], ["b", "c"], [1, -1])).tolist()
    [1, 1, -1]
    """
    near: list[list[tuple[int, int]]] = [[] for _ in graph.nodes]
    for a, b, sign in zip(graph.source.tolist(), graph.target.tolist(), graph.sign.tolist(), strict=True):
        near[a].append((b, sign))
        near[b].append((a, sign))
    side = [0] * graph.n_nodes
    for first in range(graph.n_nodes):
        waiting = [] if side[first] else [first]
        side[first] = side[first] or 1
        while waiting:
            node = waiting.pop()
            for other, sign in near[node]:
                if side[other] == 0:
                    side[other] = side[node] * sign
                    waiting.append(other)
    return np.array(side, dtype=np.int64)
