"""Strategies for what measures take: portfolios of two on a declared scale, and signed graphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from typing import TypeVar

from hypothesis import strategies as st

from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.vocabulary.statements import STANCE_LEVELS

__all__ = ["portfolios", "signed_digraphs", "signed_graphs"]

_G = TypeVar("_G", SignedGraph, SignedDiGraph)


def portfolios(
    *, levels: Sequence[float] = STANCE_LEVELS, gaps: bool = True, min_size: int = 0, max_size: int = 20
) -> st.SearchStrategy[tuple[list[float | None], list[float | None]]]:
    """Return a strategy for two portfolios on the same items.

    Parameters
    ----------
    levels : sequence of float, optional
        The declared scale; that of stances, -2 to 2, where not given.
    gaps : bool, default True
        Whether a side may take no position on an item (None).
    min_size, max_size : int
        Number of items.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(portfolios(levels=(1, 2, 3)), lambda pair: pair[0] != pair[1])
    ([1], [2])
    """
    position: st.SearchStrategy[float | None] = st.sampled_from([*levels, None] if gaps else levels)
    pairs = st.lists(st.tuples(position, position), min_size=min_size, max_size=max_size)
    return pairs.map(lambda items: ([x for x, _ in items], [y for _, y in items]))


def signed_graphs(
    *,
    min_nodes: int = 1,
    max_nodes: int = 8,
    weights: st.SearchStrategy[float] | None = None,
) -> st.SearchStrategy[SignedGraph]:
    """Return a strategy for signed graphs, with isolated nodes, several parts, and any density.

    Parameters
    ----------
    min_nodes, max_nodes : int
        Number of nodes, from 1; they are called ``n0``, ``n1``, ...
    weights : strategy of float, optional
        Weights of ties, never 0; signs, 1 and -1, where not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(signed_graphs(), lambda graph: graph.n_negative > 0)
    <SignedGraph: 2 nodes, 1 ties, 1 of them negative>
    """
    return _graphs(SignedGraph, min_nodes, max_nodes, weights)


def signed_digraphs(
    *,
    min_nodes: int = 1,
    max_nodes: int = 8,
    weights: st.SearchStrategy[float] | None = None,
) -> st.SearchStrategy[SignedDiGraph]:
    """Return a strategy for signed digraphs, as :func:`signed_graphs`.

    Parameters
    ----------
    min_nodes, max_nodes, weights
        As for :func:`signed_graphs`.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(signed_digraphs(), lambda graph: graph.n_ties > 1)
    <SignedDiGraph: 2 nodes, 2 ties, 0 of them negative>
    """
    return _graphs(SignedDiGraph, min_nodes, max_nodes, weights)


@st.composite
def _graphs(draw: st.DrawFn, kind: type[_G], fewest: int, most: int, weights: st.SearchStrategy[float] | None) -> _G:
    n = draw(st.integers(fewest, most))
    pairs = list((permutations if kind.directed else combinations)(range(n), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    each = st.sampled_from((1.0, -1.0)) if weights is None else weights
    return kind.from_arrays(
        [f"n{place}" for place in range(n)],
        [a for a, _ in chosen],
        [b for _, b in chosen],
        [draw(each) for _ in chosen],
    )
