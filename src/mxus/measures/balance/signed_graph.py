"""Signed graphs: actors tied by friendship or hostility, each tie with a sign and a weight."""

from __future__ import annotations

from typing import ClassVar

import attrs

from mxus.measures.balance.signed_ties import SignedTies

__all__ = ["SignedGraph"]


@attrs.frozen(kw_only=True, hash=False, repr=False)
class SignedGraph(SignedTies):
    """An undirected graph whose ties are positive or negative.

    Immutable. Ties are stored once, the node with the lower number first, ordered by their nodes; so that two graphs
    made of the same ties in another order are alike.

    Parameters
    ----------
    nodes : tuple of hashable
        The nodes, isolated ones included: names, codes, tuples, whatever is hashable.
    source, target : array of int, shape (ties,)
        Numbers of each tie's nodes, the source below the target.
    weight : array of float, shape (ties,)
        Weight of each tie: its sign is the tie's, its size how strong it is; never 0.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["MEX", "MEX", "CUB"], ["USA", "CUB", "USA"], [1, 1, -1])
    >>> graph.n_nodes, graph.n_ties, graph.n_negative
    (3, 3, 1)
    >>> graph.sign_between("USA", "CUB"), "MEX" in graph, len(graph), list(graph.edges)
    (-1, True, 3, [('CUB', 'MEX'), ('CUB', 'USA'), ('MEX', 'USA')])
    """

    directed: ClassVar[bool] = False
