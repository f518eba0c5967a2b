"""Triangles of a signed graph, each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mxus.measures.signed_graph import SignedGraph

__all__ = ["triangles"]

Ties = NDArray[np.int64]

_PAIRS: Final = 4_000_000
"""Pairs of ties looked at a time."""


def triangles(graph: SignedGraph) -> Iterator[tuple[Ties, Ties, Ties]]:
    """Return the numbers of the three ties of every triangle, in blocks.

    Each tie is directed from its node with fewer ties to the one with more, so that no node has many ties going out; a
    triangle is then two ties that leave one node, and a third that joins their ends.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, 1, 1])
    >>> [tuple(int(tie[0]) for tie in block) for block in triangles(graph)]
    [(0, 1, 2)]
    """
    n, m = graph.n_nodes, graph.n_ties
    if m == 0:
        return
    degree = np.bincount(graph.source, minlength=n) + np.bincount(graph.target, minlength=n)
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort((np.arange(n), degree))] = np.arange(n)
    low, high = rank[graph.source], rank[graph.target]
    low, high = np.minimum(low, high), np.maximum(low, high)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    key = low * n + high
    start = np.searchsorted(low, np.arange(n + 1))
    after = start[low + 1] - np.arange(m) - 1  # ties of the same node that follow each one
    done = np.concatenate([[0], np.cumsum(after)])
    begin = 0
    while begin < m:
        end = max(begin + 1, int(np.searchsorted(done, done[begin] + _PAIRS, side="right")) - 1)
        counts = after[begin:end]
        first = np.repeat(np.arange(begin, end), counts)
        second = first + 1 + np.arange(first.size) - np.repeat(done[begin:end] - done[begin], counts)
        wanted = high[first] * n + high[second]
        place = np.searchsorted(key, wanted).clip(max=m - 1)
        found = key[place] == wanted
        if found.any():
            yield order[first[found]], order[second[found]], order[place[found]]
        begin = end
