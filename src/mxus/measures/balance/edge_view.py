"""The edges of a signed graph as networkx has them: pairs of nodes, each with a sign and a weight."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar, Literal, Protocol, TypedDict, cast, overload

import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.balance.nodes import Node
from mxus.measures.inputs import is_hashable

__all__ = ["Edges", "Signed"]


class Signed(TypedDict):
    """What an edge has: a sign, 1 or -1, and a weight of that sign."""

    sign: int
    weight: float


class _Graph(Protocol):
    """What the edges are read off: a graph, which is not imported here because it makes this view."""

    @property
    def nodes(self) -> tuple[Node, ...]: ...
    @property
    def numbers(self) -> Mapping[Node, int]: ...
    @property
    def source(self) -> NDArray[np.int64]: ...
    @property
    def target(self) -> NDArray[np.int64]: ...
    @property
    def weight(self) -> NDArray[np.float64]: ...

    directed: ClassVar[bool]

    @property
    def n_ties(self) -> int: ...


class Edges(Collection[tuple[Node, Node]]):
    """The edges of a graph: iterate for pairs of nodes, look one up by its pair, take its length.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> graph = SignedGraph.from_edges(["MEX", "USA"], ["USA", "CUB"], [2, -1])
    >>> list(graph.edges), len(graph.edges), ("USA", "MEX") in graph.edges
    ([('CUB', 'USA'), ('MEX', 'USA')], 2, True)
    >>> graph.edges["MEX", "USA"]
    {'sign': 1, 'weight': 2.0}
    >>> list(graph.edges.data("weight"))
    [('CUB', 'USA', -1.0), ('MEX', 'USA', 2.0)]
    """

    def __init__(self, graph: _Graph) -> None:
        self._graph = graph

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        """Iterate over the pairs of nodes."""
        return ((a, b) for a, b, _ in self.data("weight"))

    def __len__(self) -> int:
        """Return the number of edges."""
        return self._graph.n_ties

    def __contains__(self, edge: object) -> bool:
        """Return whether two nodes are joined, in a digraph from the first to the second."""
        return self._weight(edge) is not None

    def __getitem__(self, edge: tuple[Node, Node]) -> Signed:
        """Return the sign and the weight of an edge.

        Raises
        ------
        UnknownIdError
            If the two nodes are not joined.
        """
        weight = self._weight(edge)
        if weight is None:
            message = f"no edge {shown(edge)}; expected one of the {len(self)} in graph.edges"
            raise UnknownIdError(message)
        return {"sign": 1 if weight > 0 else -1, "weight": weight}

    def __repr__(self) -> str:
        """Return how many edges there are."""
        return f"<{len(self)} edges of {self._graph!r}>"

    @overload
    def data(self) -> Iterator[tuple[Node, Node, Signed]]: ...
    @overload
    def data(self, data: Literal["weight"]) -> Iterator[tuple[Node, Node, float]]: ...
    @overload
    def data(self, data: Literal["sign"]) -> Iterator[tuple[Node, Node, int]]: ...
    def data(self, data: Literal["weight", "sign"] | None = None) -> Iterator[tuple[Node, Node, Signed | float]]:
        """Return pairs of nodes with the weight or sign of each edge, or with both as a dict.

        Raises
        ------
        InvalidValueError
            If `data` is neither.
        """
        if data not in {None, "weight", "sign"}:
            message = f"found data {shown(data)}; expected 'weight' or 'sign'"
            raise InvalidValueError(message)
        return self._with(data)

    def _with(self, data: str | None) -> Iterator[tuple[Node, Node, Signed | float]]:
        graph, nodes = self._graph, self._graph.nodes
        for a, b, w in zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True):
            sign = 1 if w > 0 else -1
            both: Signed = {"sign": sign, "weight": w}
            yield nodes[a], nodes[b], both if data is None else w if data == "weight" else sign

    def _weight(self, edge: Any) -> float | None:  # noqa: ANN401 (whatever is looked up)
        graph, place = self._graph, self._graph.numbers
        if not isinstance(edge, tuple):
            return None
        ends: tuple[Any, ...] = cast("Any", edge)
        if len(ends) != 2 or not is_hashable(ends):
            return None
        a, b = (place.get(end, -1) for end in ends)
        if not graph.directed:
            a, b = min(a, b), max(a, b)
        found = graph.weight[(graph.source == a) & (graph.target == b)]
        return float(found[0]) if found.size else None
