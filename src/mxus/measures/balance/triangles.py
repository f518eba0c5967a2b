"""Triangles of a signed graph: each listed once, and the share of them that is balanced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import one_of
from mxus.measures.literature import CARTWRIGHT_HARARY_1956, DAVIS_1967
from mxus.values.result import Result, Undefined

__all__ = ["TriangleBalance", "triangle_balance", "triangles"]

Convention = Literal["strong", "weak"]

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


@attrs.frozen(kw_only=True)
class TriangleBalance:
    """Share of balanced triangles, and how many there are of each kind.

    Parameters
    ----------
    index : Result
        Balanced triangles by all.
    by_negative_ties : tuple of int
        Number of triangles with 0, 1, 2 and 3 negative ties.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, 1])
    >>> triangle_balance(graph).by_negative_ties
    (0, 0, 1, 0)
    """

    index: Result
    by_negative_ties: tuple[int, int, int, int]

    def cite(self) -> str:
        """Return the BibTeX of the index and mxus."""
        return self.index.cite()


@cites(CARTWRIGHT_HARARY_1956, DAVIS_1967)
def triangle_balance(graph: SignedGraph, *, convention: Convention = "strong") -> TriangleBalance:
    r"""Triangle index: the share of triangles that are balanced.

    .. math:: T = \frac{t_{+++} + t_{+--}}{t_{+++} + t_{++-} + t_{+--} + t_{---}}

    Parameters
    ----------
    graph : SignedGraph
        Only the signs of its ties matter.
    convention : {'strong', 'weak'}, default 'strong'
        Whether three mutual foes are unbalanced, as in Cartwright and Harary (1956), which allows two camps; or
        balanced, as in Davis (1967), which allows any number.

    Returns
    -------
    TriangleBalance
        ``index`` from 0 to 1, and the four counts. Undefined without triangles.

    Raises
    ------
    InvalidValueError
        If the convention is not one of the two.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Davis (1967), Human Relations 20(2), 181-187.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> triangle_balance(graph).index.value, triangle_balance(graph, convention="weak").index.value
    (0.0, 1.0)
    """
    one_of(convention, Convention, "convention")
    negative = (graph.weight < 0).astype(np.int8)
    counts = np.zeros(4, dtype=np.int64)
    for a, b, c in triangles(graph):
        counts += np.bincount(negative[a] + negative[b] + negative[c], minlength=4)
    kinds: list[int] = counts.tolist()
    total = sum(kinds)
    balanced = kinds[0] + kinds[2] + (kinds[3] if convention == "weak" else 0)
    return TriangleBalance(
        index=Result.exactly(
            "triangle index",
            balanced / total if total else Undefined("there are no triangles"),
            n=total,
            method=f"{convention} balance",
            references=references_of(triangle_balance),
        ),
        by_negative_ties=(kinds[0], kinds[1], kinds[2], kinds[3]),
    )
