"""Connected parts of a signed graph, and the sides that its ties ask for."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.signed_ties import SignedTies

__all__ = ["Part", "labels_of_parts", "parts_with_ties", "sides_asked_for", "ties_by_part"]

Ids = NDArray[np.int64]


def labels_of_parts(source: Ids, target: Ids, size: int) -> Ids:
    """Return for each of so many nodes the least number of a node that it hangs together with.

    Examples
    --------
    >>> labels_of_parts(np.array([0, 1]), np.array([2, 3]), 5).tolist()
    [0, 1, 0, 1, 4]
    """
    label = np.arange(size)
    changed = source.size > 0
    while changed:
        # Each end takes the lower label of the two, and labels point to labels, until nothing changes.
        low = np.minimum(label[source], label[target])
        fresh = label.copy()
        np.minimum.at(fresh, source, low)
        np.minimum.at(fresh, target, low)
        fresh = fresh[fresh]
        changed = bool((fresh != label).any())
        label = fresh
    return label


def parts_with_ties(graph: SignedTies) -> list[Ids]:
    """Return the nodes of each connected part with ties, in the order of their first node.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> graph = SignedGraph.from_edges(["a", "b"], ["c", "d"], [1, 1], nodes=["a", "b", "c", "d", "e"])
    >>> [nodes.tolist() for nodes in parts_with_ties(graph)]
    [[0, 2], [1, 3]]
    """
    label = labels_of_parts(graph.source, graph.target, graph.n_nodes)
    tied = np.zeros(graph.n_nodes, dtype=bool)
    tied[graph.source] = tied[graph.target] = True
    order = np.flatnonzero(tied)
    order = order[np.argsort(label[order], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if order.size else []


@attrs.frozen(eq=False)
class Part:
    """A connected part of a graph.

    Parameters
    ----------
    nodes, ties : array of int
        Numbers of its nodes and ties in the graph, ascending.
    source, target : array of int
        Ends of each tie, as places among the nodes of the part.
    """

    nodes: Ids
    ties: Ids
    source: Ids
    target: Ids

    def to_matrix(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the symmetric matrix of the part, with these weights of its ties."""
        found: NDArray[np.float64] = np.zeros((self.nodes.size, self.nodes.size))
        found[self.source, self.target] = found[self.target, self.source] = weight
        return found


def ties_by_part(graph: SignedTies) -> Iterator[Part]:
    """Yield the connected parts with ties, in the order of their first node.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> graph = SignedGraph.from_edges(["a", "b"], ["c", "d"], [1, -1], nodes=["a", "b", "c", "d", "e"])
    >>> [(part.nodes.tolist(), part.ties.tolist(), part.target.tolist()) for part in ties_by_part(graph)]
    [([0, 2], [0], [1]), ([1, 3], [1], [1])]
    """
    parts = parts_with_ties(graph)
    number, place = np.zeros(graph.n_nodes, dtype=np.int64), np.zeros(graph.n_nodes, dtype=np.int64)
    for count, nodes in enumerate(parts):
        number[nodes], place[nodes] = count, np.arange(nodes.size)
    of_tie = number[graph.source]
    order = np.argsort(of_tie, kind="stable")
    cuts = np.searchsorted(of_tie[order], np.arange(1, len(parts)))
    for nodes, ties in zip(parts, np.split(order, cuts) if parts else [], strict=True):
        yield Part(nodes, ties, place[graph.source[ties]], place[graph.target[ties]])


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
