"""Structural balance of a signed graph: by its triangles, by all its closed walks, and by its spectrum.

A graph is balanced if its nodes fall into two camps, friends within and foes between. The measures here say how far
it is from that, each in its own way: the share of triangles that are balanced, closed walks of every length with
short ones weighing most, and the smallest eigenvalue of the signed Laplacian. How few ties would have to turn is
:func:`mxus.measures.frustration.frustration`.
"""

from __future__ import annotations

from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.citing import cites, references_of
from mxus.measures.contingency import Array, one_of
from mxus.measures.literature import CARTWRIGHT_HARARY_1956, DAVIS_1967, ESTRADA_2019, KUNEGIS_2010
from mxus.measures.signed_graph import SignedGraph
from mxus.measures.triangles import triangles
from mxus.values.result import Result, Undefined

__all__ = ["AlgebraicConflict", "TriangleBalance", "algebraic_conflict", "triangle_balance", "walk_balance"]

_NO_TIES: Final = "there are no ties"

Convention = Literal["strong", "weak"]


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


@cites(ESTRADA_2019)
def walk_balance(graph: SignedGraph) -> Result:
    r"""Walk balance: closed walks of every length, signed ones by all, short ones weighing most.

    .. math:: K = \frac{\mathrm{tr}\, e^{A}}{\mathrm{tr}\, e^{|A|}}

    Parameters
    ----------
    graph : SignedGraph
        With its weights: the index is not scale-free, and doubling all weights lowers it for a graph that is not
        balanced.

    Returns
    -------
    Result
        ``value`` above 0 to 1 (balanced). ``n`` is the number of nodes; isolated ones count, each with the walk of
        length 0. Undefined without ties.

    Notes
    -----
    By all eigenvalues of both matrices, so that time grows with the cube of the nodes and memory with the square:
    seconds for two thousand nodes.

    References
    ----------
    Estrada (2019), Discrete Applied Mathematics 268, 70-90.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> round(walk_balance(graph).value, 6)
    0.685788
    """
    value: float | Undefined = Undefined(_NO_TIES)
    if graph.n_ties:
        matrix = graph.to_matrix()
        signed, unsigned = np.linalg.eigvalsh(matrix), np.linalg.eigvalsh(np.abs(matrix))
        # Both in parts of the larger trace's largest term, which can be too large for a number.
        top = float(unsigned[-1])
        value = min(1.0, float(np.exp(signed - top).sum() / np.exp(unsigned - top).sum()))
    return Result.exactly(
        "walk balance", value, n=graph.n_nodes, method="all eigenvalues", references=references_of(walk_balance)
    )


@attrs.frozen(kw_only=True)
class AlgebraicConflict:
    """Algebraic conflict of a graph and of each of its parts.

    Parameters
    ----------
    whole : Result
        Of the whole graph: that of its least conflicted part, so that one balanced part hides the rest.
    largest : Result
        Of its most conflicted part.
    parts : tuple of (tuple of str, float)
        Nodes and value of each connected part, isolated nodes left out.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "d"], ["b", "c", "c", "e"], [1, 1, -1, 1])
    >>> found = algebraic_conflict(graph)
    >>> found.whole.value.__round__(6), found.largest.value.__round__(6), found.parts[1][0]
    (0.0, 1.0, ('d', 'e'))
    """

    whole: Result
    largest: Result
    parts: tuple[tuple[tuple[str, ...], float], ...]

    def cite(self) -> str:
        """Return the BibTeX of the measure and mxus."""
        return self.whole.cite()


@cites(KUNEGIS_2010)
def algebraic_conflict(graph: SignedGraph) -> AlgebraicConflict:
    r"""Algebraic conflict: the smallest eigenvalue of the signed Laplacian D - A, 0 where the graph is balanced.

    Parameters
    ----------
    graph : SignedGraph
        D holds the sums of the sizes of each node's weights.

    Returns
    -------
    AlgebraicConflict
        From 0, for the whole graph and for each connected part. Undefined without ties.

    Notes
    -----
    By all eigenvalues of each part, so that time grows with the cube of its nodes.

    References
    ----------
    Kunegis et al. (2010), SIAM International Conference on Data Mining, 559-570.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, -1])
    >>> round(algebraic_conflict(graph).largest.value, 6)
    0.0
    """
    parts = [(nodes, _smallest(graph, nodes)) for nodes in _parts(graph)]
    isolated = graph.n_nodes - sum(nodes.size for nodes, _ in parts)
    names = np.array(graph.nodes, dtype=object)

    def result(measure: str, value: float | Undefined) -> Result:
        return Result.exactly(
            measure, value, n=graph.n_nodes, method="all eigenvalues", references=references_of(algebraic_conflict)
        )

    values: list[float] = [value for _, value in parts]
    smallest = min(values, default=0.0)
    return AlgebraicConflict(
        whole=result("algebraic conflict", (0.0 if isolated else smallest) if parts else Undefined(_NO_TIES)),
        largest=result("largest algebraic conflict of a part", max(values) if parts else Undefined(_NO_TIES)),
        parts=tuple((tuple(names[nodes]), value) for nodes, value in parts),
    )


def _parts(graph: SignedGraph) -> list[NDArray[np.int64]]:
    """Return the nodes of each connected part with ties, in the order of their first node."""
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


def _smallest(graph: SignedGraph, nodes: NDArray[np.int64]) -> float:
    place = np.full(graph.n_nodes, -1)
    place[nodes] = np.arange(nodes.size)
    inside = place[graph.source] >= 0
    a, b, weight = place[graph.source[inside]], place[graph.target[inside]], graph.weight[inside]
    laplacian: Array = np.zeros((nodes.size, nodes.size))
    laplacian[a, b] = laplacian[b, a] = -weight
    np.fill_diagonal(laplacian, np.abs(laplacian).sum(axis=1))
    return max(0.0, float(np.linalg.eigvalsh(laplacian)[0]))
