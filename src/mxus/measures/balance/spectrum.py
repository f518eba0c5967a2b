"""Algebraic conflict of a signed graph: the smallest eigenvalue of its signed Laplacian."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Shown, Table
from mxus.measures.balance.literature import KUNEGIS_2010
from mxus.measures.balance.nodes import Node, labels_of, node_array
from mxus.measures.balance.parts import Part, sides_asked_for, ties_by_part
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind, total_weight
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result

__all__ = ["AlgebraicConflict", "algebraic_conflict"]

Ids = NDArray[np.int64]

_NO_TIES: Final = "there are no ties"

_EXACT: Final = 1e-10
"""What rounding can take is told where it is more than this part of the value."""


@attrs.frozen(kw_only=True)
class AlgebraicConflict(Shown):
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
    parts: tuple[tuple[tuple[Node, ...], float], ...]

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the least and most conflicted part, and each part."""
        facts = (("whole", str(self.whole)), ("most conflicted part", str(self.largest)))
        rows = [(", ".join(labels_of(nodes)), f"{value:.4g}") for nodes, value in self.parts]
        return Page("algebraic conflict", facts, (Table.of_first("parts", ("nodes", "conflict"), rows),))

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
        From 0, for the whole graph and for each connected part; exactly 0 where it is balanced. The interval is as wide
        as rounding can make it, which is told where weights are very unlike. Undefined without ties.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or its weights sum to more than a number can hold.

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
    require_kind(graph, SignedGraph)
    total_weight(graph)
    sides = sides_asked_for(graph)
    agree = sides[graph.source] * sides[graph.target] == graph.sign
    parts: list[tuple[Ids, float]] = []
    ends: list[Interval] = []
    for part in ties_by_part(graph):
        value, off = (0.0, 0.0) if agree[part.ties].all() else _smallest(part, graph.weight[part.ties])
        parts.append((part.nodes, value))
        ends.append(Interval(max(0.0, value - off), value + off))
    isolated = graph.n_nodes - sum(nodes.size for nodes, _ in parts)
    names = node_array(graph.nodes)

    def result(measure: str, pick: Callable[[Iterable[float]], float], *, hidden: bool) -> Result:
        value: float | Undefined = Undefined(_NO_TIES)
        interval: Interval | None = None
        if parts:
            value = 0.0 if hidden else pick(value for _, value in parts)
            interval = Interval(pick(each.lower for each in ends), pick(each.upper for each in ends))
            interval = Interval(0.0, 0.0) if hidden else interval
        return Result(
            measure=measure,
            value=value,
            interval=interval,
            n=graph.n_nodes,
            method="all eigenvalues",
            references=references_of(algebraic_conflict),
        )

    return AlgebraicConflict(
        whole=result("algebraic conflict", min, hidden=isolated > 0),
        largest=result("largest algebraic conflict of a part", max, hidden=False),
        parts=tuple((tuple(names[nodes]), value) for nodes, value in parts),
    )


def _smallest(part: Part, weight: Array) -> tuple[float, float]:
    """Return the smallest eigenvalue of a part, and how far off it may be."""
    laplacian = part.to_matrix(-weight)
    np.fill_diagonal(laplacian, np.abs(laplacian).sum(axis=1))
    # In the largest entry, so that no other eigenvalue is too large for a number.
    unit = float(laplacian.max())
    found = max(0.0, float(np.linalg.eigvalsh(laplacian / unit)[0]))
    # No eigenvalue exceeds twice the largest entry.
    off = 2 * part.nodes.size * float(np.finfo(float).eps)
    return found * unit, (off if off > _EXACT * found else 0.0) * unit
