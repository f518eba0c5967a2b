"""What signed graphs and signed digraphs have in common: nodes, and ties that each have a sign and a weight."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Self

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.arrays import SAME_ARRAY
from mxus.measures.balance.edge_view import Edges
from mxus.measures.balance.graph_making import MadeFromData
from mxus.measures.balance.interchange import graphml_of, networkx_of
from mxus.measures.balance.nodes import Node, labels_of, node_array
from mxus.measures.balance.sparse import compressed
from mxus.measures.inputs import (
    Array,
    is_hashable,
)
from mxus.values.typed import typed

__all__ = ["SignedTies", "named_ties", "require_kind", "total_weight"]


@attrs.frozen(kw_only=True, hash=False, repr=False, field_transformer=typed)
class SignedTies(MadeFromData):
    """Nodes, and ties between them that are positive or negative: the base of the two kinds of signed graph.

    Immutable. Ties are ordered by their nodes, so that two graphs made of the same ties in another order are alike.

    Parameters
    ----------
    nodes : tuple of hashable
        The nodes, isolated ones included: names, codes, tuples, whatever is hashable.
    source, target : array of int, shape (ties,)
        Numbers of each tie's nodes.
    weight : array of float, shape (ties,)
        Weight of each tie: its sign is the tie's, its size how strong it is; never 0.
    """

    nodes: tuple[Node, ...] = attrs.field(repr=False)
    source: NDArray[np.int64] = attrs.field(repr=False, eq=SAME_ARRAY)
    target: NDArray[np.int64] = attrs.field(repr=False, eq=SAME_ARRAY)
    weight: Array = attrs.field(repr=False, eq=SAME_ARRAY)

    def __attrs_post_init__(self) -> None:
        columns = {"source": (self.source, "i"), "target": (self.target, "i"), "weight": (self.weight, "f")}
        for name, (array, kind) in columns.items():
            if array.dtype.kind != kind or array.shape != (self.source.size,):
                expected = f"{'whole ' if kind == 'i' else ''}numbers in one column as long as source; see from_edges"
                raise InvalidValueError(f"found {name} {shown(array)}; expected {expected}")
        for name, array in (("source", self.source), ("target", self.target)):
            if array.size and not 0 <= array.min() <= array.max() < len(self.nodes):
                message = f"found {name} {shown(array)}; expected numbers of the {len(self.nodes)} nodes, from 0"
                raise InvalidValueError(message)

    @classmethod
    def _of(cls, nodes: tuple[Node, ...], source: NDArray[np.int64], target: NDArray[np.int64], weight: Array) -> Self:
        return cls(nodes=nodes, source=source, target=target, weight=weight)

    def __repr__(self) -> str:
        """Return the size of the graph."""
        return f"<{type(self).__name__}: {self.n_nodes} nodes, {self.n_ties} ties, {self.n_negative} of them negative>"

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @property
    def n_ties(self) -> int:
        """Number of ties."""
        return int(self.source.size)

    @property
    def n_negative(self) -> int:
        """Number of negative ties."""
        return int((self.weight < 0).sum())

    @property
    def sign(self) -> NDArray[np.int8]:
        """Sign of each tie."""
        return np.sign(self.weight).astype(np.int8)

    @property
    def edges(self) -> Edges:
        """The edges, as networkx has them: pairs of nodes, with signs and weights."""
        return Edges(self)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        """Iterate over the nodes."""
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        """Return whether there is such a node."""
        return is_hashable(node) and node in self.numbers

    def sign_between(self, first: Node, second: Node) -> int:
        """Return the sign of the tie of two nodes (from the first to the second), 0 where there is none.

        Raises
        ------
        UnknownIdError
            If there is no such node.
        """
        for node in (first, second):
            if node not in self:
                raise UnknownIdError.among(node, labels_of(self.nodes), what="node")
        edge = first, second
        return self.edges[edge]["sign"] if edge in self.edges else 0

    @property
    def numbers(self) -> Mapping[Node, int]:
        """Number of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    def to_matrix(self) -> Array:
        """Return the matrix of weights, symmetric if undirected, 0 where there is no tie.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a"], ["b"], [-2]).to_matrix().tolist()
        [[0.0, -2.0], [-2.0, 0.0]]
        """
        matrix = np.zeros((self.n_nodes, self.n_nodes))
        matrix[self.source, self.target] = self.weight
        if not self.directed:
            matrix[self.target, self.source] = self.weight
        return matrix

    def to_scipy(self) -> Any:  # noqa: ANN401 (scipy is an extra)
        """Return the matrix of weights, symmetric if undirected, as a sparse array of scipy in compressed rows.

        Raises
        ------
        MissingExtraError
            If scipy is not installed (``mxus[balance]``).

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a"], ["b"], [-2]).to_scipy().toarray().tolist()
        [[0.0, -2.0], [-2.0, 0.0]]
        """
        rows, columns, weight = self.source, self.target, self.weight
        if not self.directed:
            rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
            weight = np.concatenate([weight, weight])
        return compressed(rows, columns, weight, self.n_nodes)

    def to_networkx(self) -> Any:  # noqa: ANN401 (networkx is an extra)
        """Return the graph as one of networkx, whose edges have a ``sign`` (1 or -1) and the signed ``weight``.

        Raises
        ------
        MissingExtraError
            If networkx is not installed (``mxus[networks]``).

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a"], ["b"], [-2]).to_networkx().edges["a", "b"]
        {'sign': -1, 'weight': -2.0}
        """
        return networkx_of(self.nodes, self.edges.data("weight"), directed=self.directed)

    def to_graphml(self) -> str:
        """Return the graph as GraphML, which Gephi, visone, igraph and Cytoscape read.

        Raises
        ------
        MissingExtraError
            If networkx, which writes it, is not installed (``mxus[networks]``).

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a"], ["b"], [-2]).to_graphml().splitlines()[-1]
        '</graphml>'
        """
        return graphml_of(self.to_networkx())


def total_weight(graph: SignedTies) -> float:
    """Return what the sizes of all weights sum to.

    Raises
    ------
    InvalidValueError
        If that is too large for a number.

    Examples
    --------
    >>> from mxus.measures import SignedGraph
    >>> total_weight(SignedGraph.from_edges(["a", "b"], ["b", "c"], [-2, 1]))
    3.0
    """
    try:
        return math.fsum(np.abs(graph.weight).tolist())
    except OverflowError:
        message = "found weights that sum to more than a number can hold; expected them in a larger unit"
        raise InvalidValueError(message) from None


def require_kind(graph: object, kind: type[SignedTies]) -> None:
    """Refuse a graph of the other kind, whose ties would be read wrongly, and what is no graph of ours.

    Raises
    ------
    InvalidValueError
        If it is not of that kind.
    """
    if not isinstance(graph, kind):
        wanted = "SignedGraph or SignedDiGraph" if kind is SignedTies else kind.__name__
        message = f"found {shown(graph)}; expected a {wanted}"
        raise InvalidValueError(message)


def named_ties(graph: SignedTies, ties: NDArray[np.int64]) -> tuple[tuple[Node, Node, float], ...]:
    """Return nodes and weight of some ties of a graph, by their numbers."""
    nodes = node_array(graph.nodes)
    ends = nodes[graph.source[ties]].tolist(), nodes[graph.target[ties]].tolist()
    return tuple(zip(*ends, graph.weight[ties].tolist(), strict=True))
