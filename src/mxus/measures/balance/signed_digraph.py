"""Signed digraphs: who is friendly or hostile towards whom, each arc with a sign and a weight."""

from __future__ import annotations

import math
from typing import ClassVar

import attrs
import numpy as np

from mxus.measures.balance.edge_policy import Duplicates
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import SignedTies

__all__ = ["SignedDiGraph", "netted"]


@attrs.frozen(kw_only=True, hash=False, repr=False)
class SignedDiGraph(SignedTies):
    """A directed graph whose ties, its arcs, are positive or negative.

    Immutable. Two nodes may be tied in both directions, with signs that differ. Arcs are ordered by their nodes, so
    that two graphs made of the same arcs in another order are alike.

    Parameters
    ----------
    nodes : tuple of hashable
        The nodes, isolated ones included: names, codes, tuples, whatever is hashable.
    source, target : array of int, shape (arcs,)
        Numbers of the nodes each arc comes from and goes to.
    weight : array of float, shape (arcs,)
        Weight of each arc: its sign is the arc's, its size how strong it is; never 0.

    Examples
    --------
    >>> graph = SignedDiGraph.from_edges(["MEX", "USA", "USA"], ["CUB", "CUB", "MEX"], [1, -1, 1])
    >>> graph.sign_between("USA", "CUB"), graph.sign_between("CUB", "USA")
    (-1, 0)
    """

    directed: ClassVar[bool] = True

    def to_undirected(self, *, duplicates: Duplicates = "refuse") -> SignedGraph:
        """Return the undirected graph of the same ties.

        Parameters
        ----------
        duplicates : {'refuse', 'sum', 'ambivalent-dropped'}, default 'refuse'
            What to do with two nodes tied in both directions, as for :meth:`from_edges`.

        Returns
        -------
        SignedGraph
            The graph, its nodes in the same order.

        Raises
        ------
        InvalidValueError
            If nodes are tied in both directions and that is refused.

        Examples
        --------
        >>> graph = SignedDiGraph.from_edges(["a", "b", "b"], ["b", "a", "c"], [1, 2, -1])
        >>> list(graph.to_undirected(duplicates="sum").edges.data("weight"))
        [('a', 'b', 3.0), ('b', 'c', -1.0)]
        """
        return SignedGraph.from_arrays(self.nodes, self.source, self.target, self.weight, duplicates=duplicates)


def netted(ties: SignedGraph | SignedDiGraph) -> tuple[SignedGraph, float]:
    """Return the undirected graph of the sums of opposite arcs, and the weight that is frustrated in any case.

    Of two opposite arcs whose signs differ, camps frustrate the one or the other: always the lighter, and of the
    heavier what it weighs more exactly if they frustrate the tie of their sum.

    Examples
    --------
    >>> graph, always = netted(SignedDiGraph.from_edges(["a", "b"], ["b", "a"], [3, -1]))
    >>> list(graph.edges.data("weight")), always
    ([('a', 'b', 2.0)], 1.0)
    """
    if isinstance(ties, SignedGraph):
        return ties, 0.0
    graph = ties.to_undirected(duplicates="sum")
    arcs, sums = (math.fsum(np.abs(weight).tolist()) for weight in (ties.weight, graph.weight))
    return graph, (arcs - sums) / 2
