"""Algebraic conflict of a signed graph: the smallest eigenvalue of its signed Laplacian."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.measures.balance.bracket import seconds_of
from mxus.measures.balance.literature import KUNEGIS_2010
from mxus.measures.balance.nodes import Node, labels_of, node_array
from mxus.measures.balance.parts import Part, sides_asked_for, ties_by_part
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind, total_weight
from mxus.measures.balance.traces import within_reach
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["AlgebraicConflict", "algebraic_conflict"]

Ids = NDArray[np.int64]

_NO_TIES: Final = "there are no ties"

_NO_TIME: Final = Undefined("known only within bounds when time was out")

_EXACT: Final = 1e-10
"""What rounding can take is told where it is more than this part of the value."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class AlgebraicConflict(Result):
    """Algebraic conflict of a graph and of each of its parts.

    ``value`` is that of the whole graph, which is that of its least conflicted part: one balanced part hides the rest.

    Parameters
    ----------
    largest : Result
        Of its most conflicted part.
    parts : tuple of (tuple of str, float or Undefined)
        Nodes and value of each connected part, isolated nodes left out. Undefined where time was out.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "d"], ["b", "c", "c", "e"], [1, 1, -1, 1])
    >>> found = algebraic_conflict(graph)
    >>> round(found, 6), round(found.largest, 6), found.parts[1][0]
    (0.0, 1.0, ('d', 'e'))
    """

    largest: Result
    parts: tuple[tuple[tuple[Node, ...], float | Undefined], ...]

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the least and most conflicted part, and each part."""
        facts = (("most conflicted part", self.largest.figures()),)
        rows = [
            (", ".join(labels_of(nodes)), str(value) if isinstance(value, Undefined) else f"{value:.4g}")
            for nodes, value in self.parts
        ]
        return Result.page(self).extended(facts, Table.of_first("parts", ("nodes", "conflict"), rows))


@cites(KUNEGIS_2010)
def algebraic_conflict(graph: SignedGraph, *, time_limit: float | None = None) -> AlgebraicConflict:
    r"""Algebraic conflict: the smallest eigenvalue of the signed Laplacian D - A, 0 where the graph is balanced.

    Parameters
    ----------
    graph : SignedGraph
        D holds the sums of the sizes of each node's weights.
    time_limit : float, optional
        Seconds after which to answer with what is known; as long as it takes where not given.

    Returns
    -------
    AlgebraicConflict
        From 0, for the whole graph and for each connected part; exactly 0 where it is balanced. The interval is as wide
        as rounding can make it, which is told where weights are very unlike. Undefined without ties. The value of a
        part too large for the time limit is undefined, and lies between 0 and the least of two quotients x'(D - A)x /
        x'x: of the sides that a tree of its ties asks for, and of its node with the least weight. ``exact`` is then
        False.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, its weights sum to more than a number can hold, or `time_limit` is not
        seconds from 0.

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
    until = time.monotonic() + seconds_of(time_limit)
    require_kind(graph, SignedGraph)
    total_weight(graph)
    sides = sides_asked_for(graph)
    agree = sides[graph.source] * sides[graph.target] == graph.sign
    parts: list[tuple[Ids, float | Undefined]] = []
    ends: list[Interval] = []
    for part in ties_by_part(graph):
        weight, fits = graph.weight[part.ties], agree[part.ties]
        value: float | Undefined = 0.0
        end = Interval(0.0, 0.0)
        if not fits.all():
            value = _NO_TIME
            if within_reach(part.nodes.size, until - time.monotonic()):
                value, off = _smallest(part, weight)
                end = Interval(max(0.0, value - off), value + off)
            else:
                end = Interval(0.0, _at_most(part, np.abs(weight), fits))
        parts.append((part.nodes, value))
        ends.append(end)
    known = [value for _, value in parts if not isinstance(value, Undefined)]
    isolated = graph.n_nodes - sum(nodes.size for nodes, _ in parts)
    names = node_array(graph.nodes)

    def result(measure: str, pick: Callable[[Iterable[float]], float], *, hidden: bool) -> Result:
        value: float | Undefined = Undefined(_NO_TIES)
        interval: Interval | None = None
        exact = True
        if parts:
            interval = Interval(pick(each.lower for each in ends), pick(each.upper for each in ends))
            interval = Interval(0.0, 0.0) if hidden else interval
            exact = len(known) == len(parts) or interval.width == 0
            value = _NO_TIME if not exact else pick(known) if interval.width else interval.lower
        return Result(
            measure=measure,
            value=value,
            interval=interval,
            n=graph.n_nodes,
            method="all eigenvalues" if exact else "eigenvalues of the parts for which there was time",
            exact=exact,
            references=references_of(algebraic_conflict),
        )

    return AlgebraicConflict.from_result(
        result("algebraic conflict", min, hidden=isolated > 0),
        largest=result("largest algebraic conflict of a part", max, hidden=False),
        parts=tuple((tuple(names[nodes]), value) for nodes, value in parts),
    )


def _at_most(part: Part, size: Array, fits: NDArray[np.bool_]) -> float:
    """Return the least of two quotients that no smallest eigenvalue exceeds, with what rounding can take."""
    of_sides = 4 * float(size[~fits].sum()) / part.nodes.size
    of_node = float(np.bincount(np.concatenate([part.source, part.target]), np.tile(size, 2)).min())
    return min(of_sides, of_node) * (1 + _EXACT)


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
