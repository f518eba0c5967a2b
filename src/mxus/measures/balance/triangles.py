"""The triangle index: the share of a signed graph's triangles that is balanced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.arrays import SAME_ARRAY, MaskedArray, masked
from mxus.measures.balance.literature import CARTWRIGHT_HARARY_1956, DAVIS_1967
from mxus.measures.balance.nodes import Node
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind
from mxus.measures.balance.triangle_listing import Ties, triangles
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import is_hashable, one_of
from mxus.values.interval import Undefined
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["LocalTriangleBalance", "TriangleBalance", "local_triangle_balance", "triangle_balance"]

Convention = Literal["strong", "weak"]

Per = Literal["node", "tie"]

_BY_NEGATIVE: Final = ("no negative tie", "one negative", "two negative", "three negative")

_NO_TRIANGLES: Final = "there are no triangles"


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class TriangleBalance(Result):
    """Share of balanced triangles, and how many there are of each kind.

    ``value`` is the number of balanced triangles by that of all, ``n`` the number of all.

    Parameters
    ----------
    by_negative_ties : tuple of int
        Number of triangles with 0, 1, 2 and 3 negative ties.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, 1])
    >>> triangle_balance(graph).by_negative_ties
    (0, 0, 1, 0)
    """

    by_negative_ties: tuple[int, int, int, int]

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the index, and the triangles of each kind."""
        counts = zip(_BY_NEGATIVE, map(str, self.by_negative_ties), strict=True)
        return Result.page(self).extended(tuple(counts))


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
        ``value`` from 0 to 1, and the four counts. Undefined without triangles.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or the convention not one of the two.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Davis (1967), Human Relations 20(2), 181-187.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> triangle_balance(graph).value, triangle_balance(graph, convention="weak").value
    (0.0, 1.0)
    """
    require_kind(graph, SignedGraph)
    one_of(convention, Convention, "convention")
    counts = np.zeros(4, dtype=np.int64)
    for _, kind in _kinds(graph):
        counts += np.bincount(kind, minlength=4)
    kinds: list[int] = counts.tolist()
    total, balanced = sum(kinds), int(_balanced(counts, convention))
    return TriangleBalance.from_result(
        Result.exactly(
            "triangle index",
            balanced / total if total else Undefined(_NO_TRIANGLES),
            n=total,
            method=f"{convention} balance",
            references=references_of(triangle_balance),
        ),
        by_negative_ties=(kinds[0], kinds[1], kinds[2], kinds[3]),
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class LocalTriangleBalance(ManyNumbers):
    """Share of balanced triangles of each node, or of each tie.

    Parameters
    ----------
    per : {'node', 'tie'}
        What the triangles are counted for.
    units : tuple
        The nodes, or the two nodes of each tie.
    value : masked array, shape (units,)
        Balanced triangles of each unit by all of them, masked where it is in none.
    by_negative_ties : array of int, shape (units, 4)
        Number of triangles of each unit with 0, 1, 2 and 3 negative ties.
    method : str
        The convention.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [-1, -1, 1, 1])
    >>> found = local_triangle_balance(graph)
    >>> found.at("a"), found.value.tolist()
    (1.0, [1.0, 1.0, 1.0, None])
    """

    per: Per
    units: tuple[Node, ...]
    value: MaskedArray = attrs.field(eq=SAME_ARRAY)
    by_negative_ties: NDArray[np.int64] = attrs.field(eq=SAME_ARRAY)
    method: str
    references: tuple[Reference, ...]
    measure: str = "local triangle balance"

    @property
    def interval(self) -> tuple[MaskedArray, MaskedArray]:
        """Lower and upper ends: the values, since nothing is missing."""
        return self.value, self.value

    @property
    def no_interval(self) -> str:
        """Empty: every value has its interval."""
        return ""

    @property
    def n(self) -> NDArray[np.int64]:
        """Number of triangles of each unit, shape (units,)."""
        return np.asarray(self.by_negative_ties.sum(axis=1), dtype=np.int64)

    @property
    def n_missing(self) -> int:
        """0: a tie that is not there is not missing."""
        return 0

    def __attrs_post_init__(self) -> None:
        shapes = {"value": (self.value, (len(self.units),)), "by_negative_ties": (self.by_negative_ties, None)}
        for name, (array, shape) in shapes.items():
            if array.shape != (shape or (len(self.units), 4)):
                raise InvalidValueError(f"found {name} {shown(array)}; expected a row for each unit")

    def at(self, unit: Node | tuple[Node, Node]) -> float:
        """Return the share of one node or tie, its nodes in either order.

        Raises
        ------
        UnknownIdError
            If there is no such node or tie.
        InvalidValueError
            If it is in no triangle.
        """
        turned: Any = unit[::-1] if self._is_tie(unit) else unit
        wanted: list[Any] = [unit, turned]
        known = is_hashable(unit)
        place = next((place for place, found in enumerate(self.units) if known and found in wanted), None)
        if place is None:
            raise UnknownIdError.among(self._label(unit), list(map(self._label, self.units)), what="node or tie")
        if np.ma.getmaskarray(self.value)[place]:
            message = f"triangle index of {self._label(unit)} is undefined: {_NO_TRIANGLES}"
            raise InvalidValueError(message)
        return float(self.value[place])

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the share of balanced triangles of each unit."""
        rows = [
            (
                self._label(unit),
                "undefined" if value is np.ma.masked else f"{value:.4g}",
                *(str(count) for count in counts),
            )
            for unit, value, counts in zip(self.units, self.value, self.by_negative_ties.tolist(), strict=True)
        ]
        columns = ("unit", "balance", *_BY_NEGATIVE)
        return Page(self.measure, (("method", self.method),), (Table.of_first("units", columns, rows),))

    def _line(self) -> str:
        return f"{self.measure} of {len(self.units)} nodes or ties"

    def _label(self, unit: Node) -> str:
        return " - ".join(map(str, unit)) if self._is_tie(unit) else str(unit)

    def _is_tie(self, unit: Node) -> bool:
        return self.per == "tie" and isinstance(unit, tuple)


@cites(CARTWRIGHT_HARARY_1956, DAVIS_1967)
def local_triangle_balance(
    graph: SignedGraph, *, per: Per = "node", convention: Convention = "strong"
) -> LocalTriangleBalance:
    """Triangle index of each node or tie: the share of balanced ones among the triangles it is in.

    Parameters
    ----------
    graph : SignedGraph
        Only the signs of its ties matter.
    per : {'node', 'tie'}, default 'node'
        Whether triangles are counted for each node or for each tie.
    convention : {'strong', 'weak'}, default 'strong'
        As for :func:`triangle_balance`.

    Returns
    -------
    LocalTriangleBalance
        From 0 to 1 for each unit, in the order of the graph's nodes or ties, with the four counts.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or `per` or the convention not one of the two.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Davis (1967), Human Relations 20(2), 181-187.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "a", "b"], ["b", "c", "c", "d", "d"], [1, 1, 1, -1, 1])
    >>> local_triangle_balance(graph).value.tolist()
    [0.5, 0.5, 1.0, 0.0]
    >>> local_triangle_balance(graph, per="tie").at(("b", "a"))
    0.5
    """
    require_kind(graph, SignedGraph)
    one_of(convention, Convention, "convention")
    one_of(per, Per, "per")
    counts: NDArray[np.int64] = np.zeros(4 * graph.n_ties, dtype=np.int64)
    for ties, kind in _kinds(graph):
        for tie in ties:
            counts += np.bincount(4 * tie + kind, minlength=counts.size)
    counts = counts.reshape(-1, 4)
    units: tuple[Node, ...] = graph.nodes
    if per == "tie":
        units = tuple(graph.edges)
    else:
        # Each triangle of a node is one of two of the node's ties.
        of_nodes = np.zeros((graph.n_nodes, 4), dtype=np.int64)
        np.add.at(of_nodes, graph.source, counts)
        np.add.at(of_nodes, graph.target, counts)
        counts = of_nodes // 2
    total = counts.sum(axis=1)
    counts.flags.writeable = False
    return LocalTriangleBalance(
        per=per,
        units=units,
        value=masked(_balanced(counts, convention) / np.maximum(total, 1), total > 0),
        by_negative_ties=counts,
        method=f"{convention} balance",
        references=references_of(local_triangle_balance),
    )


def _kinds(graph: SignedGraph) -> Iterator[tuple[tuple[Ties, Ties, Ties], NDArray[np.int8]]]:
    """Return the ties of triangles in blocks, and how many of the three are negative."""
    negative = (graph.weight < 0).astype(np.int8)
    for a, b, c in triangles(graph):
        yield (a, b, c), negative[a] + negative[b] + negative[c]


def _balanced(counts: NDArray[np.int64], convention: Convention) -> NDArray[np.int64]:
    """Return how many triangles are balanced, of counts by negative ties along the last axis."""
    balanced: NDArray[np.int64] = counts[..., 0] + counts[..., 2]
    return balanced + counts[..., 3] if convention == "weak" else balanced
