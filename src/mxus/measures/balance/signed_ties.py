"""What signed graphs and signed digraphs have in common: nodes, and ties that each have a sign and a weight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Self, Unpack

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, UnknownIdError, several, shown
from mxus.measures.arrays import SAME_ARRAY
from mxus.measures.balance.edge_policy import (
    Duplicates,
    Refused,
    Rules,
    refuse,
    require_equal_lengths,
    resolved,
    whole_numbers,
)
from mxus.measures.balance.interchange import (
    SparseMatrix,
    graphml_of,
    networkx_of,
    ties_of_frame,
    ties_of_matrix,
    ties_of_networkx,
)
from mxus.measures.balance.sparse import compressed
from mxus.measures.inputs import Array, Numbers, SupportsArray, Table, named, number_shown, numbers_of, one_of
from mxus.values.typed import typed

__all__ = ["SignedTies", "require_kind", "total_weight"]


@attrs.frozen(kw_only=True, hash=False, repr=False, field_transformer=typed)
class SignedTies:
    """Nodes, and ties between them that are positive or negative: the base of the two kinds of signed graph.

    Immutable. Ties are ordered by their nodes, so that two graphs made of the same ties in another order are alike.

    Parameters
    ----------
    nodes : tuple of str
        Names of the nodes, isolated ones included.
    source, target : array of int, shape (ties,)
        Numbers of each tie's nodes.
    weight : array of float, shape (ties,)
        Weight of each tie: its sign is the tie's, its size how strong it is; never 0.
    """

    directed: ClassVar[bool]
    """Whether a tie goes from its source to its target, or joins the two."""

    nodes: tuple[str, ...] = attrs.field(repr=False)
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
    def from_edges(  # noqa: PLR0913 (three columns, and what to do with what is doubtful)
        cls,
        source: Iterable[str],
        target: Iterable[str],
        weight: Numbers,
        *,
        nodes: Sequence[str] | None = None,
        duplicates: Duplicates = "refuse",
        self_loops: Refused = "refuse",
        zeros: Refused = "refuse",
    ) -> Self:
        """Make a graph of ties.

        Parameters
        ----------
        source, target : sequence of str
            Names of the nodes of each tie, whose order matters only in a digraph.
        weight : sequence of float
            Sign of each tie, or its weight: positive or negative.
        nodes : sequence of str, optional
            All nodes, isolated ones included, in the order wanted; those of the ties, sorted, where not given.
        duplicates : {'refuse', 'sum', 'ambivalent-dropped'}, default 'refuse'
            What to do with several ties between two nodes (in a digraph, from one to the other). ``refuse``: an error.
            ``sum``: one tie with the sum of their weights, none where it is 0. ``ambivalent-dropped``: one tie of the
            common sign with the sum of the weights, none where their signs differ.
        self_loops, zeros : {'refuse', 'drop'}, default 'refuse'
            What to do with ties of a node to itself, and with ties of weight 0: an error, or leave them out.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph.

        Raises
        ------
        InvalidValueError
            If lengths differ, a weight is not finite, a name is not a string or given twice, or a tie has a node that
            is not among `nodes`; if a weight is 0, a tie joins a node to itself or nodes are tied twice, and that is
            refused.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a", "b"], ["b", "a"], [1, 0.5], duplicates="sum").weight.tolist()
        [1.5]
        """
        first, second = several(source, "source"), several(target, "target")
        nodes = None if nodes is None else several(nodes, "nodes")
        weights = numbers_of(weight, "weight")[0]
        require_equal_lengths(len(first), len(second), weights)
        refuse([f"node {shown(name)} is not a string" for name in (*first, *second) if not isinstance(name, str)])
        names = tuple(sorted({*first, *second})) if nodes is None else named(nodes, len(nodes), "nodes")
        number = {name: place for place, name in enumerate(names)}
        refuse(
            [
                f"tie {place} has a node {shown(end)} that is not among the nodes"
                for place, ends in enumerate(zip(first, second, strict=True))
                for end in ends
                if end not in number
            ]
        )
        return cls.from_arrays(
            names,
            np.array([number[name] for name in first], dtype=np.int64),
            np.array([number[name] for name in second], dtype=np.int64),
            weights,
            duplicates=duplicates,
            self_loops=self_loops,
            zeros=zeros,
        )

    @classmethod
    def from_arrays(  # noqa: PLR0913 (as from_edges)
        cls,
        nodes: Sequence[str],
        source: Sequence[int] | SupportsArray,
        target: Sequence[int] | SupportsArray,
        weight: Numbers,
        *,
        duplicates: Duplicates = "refuse",
        self_loops: Refused = "refuse",
        zeros: Refused = "refuse",
    ) -> Self:
        """Make a graph of ties given by the numbers of their nodes.

        Parameters
        ----------
        nodes : sequence of str
            Names of the nodes.
        source, target : array of int
            Numbers of each tie's nodes.
        weight : array of float
            Sign or weight of each tie.
        duplicates, self_loops, zeros
            As for :meth:`from_edges`.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph.

        Raises
        ------
        InvalidValueError
            As for :meth:`from_edges`.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_arrays(["a", "b", "c"], [1, 2], [0, 1], [1, -1]).source.tolist()
        [0, 1]
        """
        one_of(duplicates, Duplicates, "duplicates")
        one_of(self_loops, Refused, "self_loops")
        one_of(zeros, Refused, "zeros")
        nodes = several(nodes, "nodes")
        names = named(nodes, len(nodes), "nodes")
        found = resolved(
            names,
            (whole_numbers(source, "source"), whole_numbers(target, "target"), numbers_of(weight, "weight")[0]),
            directed=cls.directed,
            duplicates=duplicates,
            self_loops=self_loops,
            zeros=zeros,
        )
        for array in found:
            array.flags.writeable = False
        first, second, weights = found
        return cls(nodes=names, source=first, target=second, weight=weights)

    @classmethod
    def from_matrix(
        cls,
        matrix: Table | SparseMatrix,
        *,
        nodes: Sequence[str] | None = None,
        self_loops: Refused = "refuse",
    ) -> Self:
        """Make a graph of a matrix of signs or weights, 0 where there is no tie.

        Parameters
        ----------
        matrix : array, dataframe or scipy sparse array, shape (nodes, nodes)
            Rows are sources and columns targets; symmetric if the graph is undirected.
        nodes : sequence of str, optional
            Names of rows and columns; their numbers where not given.
        self_loops : {'refuse', 'drop'}, default 'refuse'
            What to do with entries on the diagonal that are not 0.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph.

        Raises
        ------
        InvalidValueError
            If the matrix is not square (and symmetric, if the graph is undirected), an entry is missing or not finite,
            or one on the diagonal is not 0 and that is refused.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_matrix([[0, 1, -1], [1, 0, 0], [-1, 0, 0]]).weight.tolist()
        [1.0, -1.0]
        """
        names, a, b, w = ties_of_matrix(matrix, nodes)
        if cls.directed:
            return cls.from_arrays(names, a, b, w, self_loops=self_loops)
        # An entry and its mirror image have the same weight. Place and weight are compared as one number of two parts.
        one_sided = ~np.isin(a * len(names) + b + w * 1j, b * len(names) + a + w * 1j)
        refuse(
            [
                f"{names[a[place]]} - {names[b[place]]} is {number_shown(float(w[place]))} in one direction only"
                for place in np.flatnonzero(one_sided).tolist()
            ],
            "a symmetric matrix",
        )
        upper = a <= b
        return cls.from_arrays(names, a[upper], b[upper], w[upper], self_loops=self_loops)

    @classmethod
    def from_frame(
        cls,
        frame: Any,  # noqa: ANN401 (any dataframe)
        *,
        source: str = "source",
        target: str = "target",
        weight: str = "weight",
        nodes: Sequence[str] | None = None,
        **rules: Unpack[Rules],
    ) -> Self:
        """Make a graph of a dataframe with one row for each tie.

        Parameters
        ----------
        frame : dataframe
            Of pandas, polars, pyarrow or any other library that narwhals knows, lazy ones included.
        source, target, weight : str
            Names of the columns: the two nodes, as text or as whole numbers such as the codes of states, and the sign
            or weight.
        nodes, **rules
            As for :meth:`from_edges`: ``duplicates``, ``self_loops`` and ``zeros``.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph; nodes are named in text.

        Raises
        ------
        InvalidValueError
            If it is not a dataframe, a column is not there, or as for :meth:`from_edges`.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> import polars as pl
        >>> frame = pl.DataFrame({"ccode1": [2, 2], "ccode2": [40, 70], "sign": [-1, 1]})
        >>> graph = SignedGraph.from_frame(frame, source="ccode1", target="ccode2", weight="sign")
        >>> list(graph.ties)
        [('2', '40', -1.0), ('2', '70', 1.0)]
        """
        found = ties_of_frame(frame, source, target, weight)
        return cls.from_edges(found.source, found.target, found.weight, nodes=nodes, **rules)

    @classmethod
    def from_networkx(
        cls,
        graph: Any,  # noqa: ANN401 (networkx is an extra)
        *,
        weight: str = "weight",
        **rules: Unpack[Rules],
    ) -> Self:
        """Make a graph of a graph or multigraph of networkx.

        Parameters
        ----------
        graph : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
            Directed if this graph is. Its nodes are text, or whole numbers such as the codes of states.
        weight : str, default 'weight'
            Name of the edges' attribute that holds the sign or weight.
        **rules
            As for :meth:`from_edges`: ``duplicates``, ``self_loops`` and ``zeros``.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph, its nodes in the same order and named in text.

        Raises
        ------
        InvalidValueError
            If the graph is directed and this one is not or the other way round, an edge lacks the attribute, or as for
            :meth:`from_edges`.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> import networkx as nx
        >>> found = nx.Graph()
        >>> found.add_edge("MEX", "USA", sign=-1)
        >>> SignedGraph.from_networkx(found, weight="sign").sign_between("USA", "MEX")
        -1
        """
        found = ties_of_networkx(graph, weight, directed=cls.directed)
        return cls.from_edges(found.source, found.target, found.weight, nodes=found.nodes, **rules)

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
    def ties(self) -> Iterator[tuple[str, str, float]]:
        """Names and weight of each tie."""
        for a, b, w in zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True):
            yield self.nodes[a], self.nodes[b], w

    def named(self, ties: NDArray[np.int64]) -> tuple[tuple[str, str, float], ...]:
        """Return names and weight of some ties, by their numbers."""
        names = np.array(self.nodes, dtype=object)
        ends = names[self.source[ties]].tolist(), names[self.target[ties]].tolist()
        return tuple(zip(*ends, self.weight[ties].tolist(), strict=True))

    def sign_between(self, first: str, second: str) -> int:
        """Return the sign of the tie of two nodes (from the first to the second), 0 where there is none.

        Raises
        ------
        UnknownIdError
            If a name is not a node's.
        """
        place = self.numbers
        for name in (first, second):
            if not isinstance(name, str) or name not in place:
                raise UnknownIdError.among(name, self.nodes, what="node")
        a, b = place[first], place[second]
        if not self.directed:
            a, b = min(a, b), max(a, b)
        found = self.weight[(self.source == a) & (self.target == b)]
        return int(np.sign(found[0])) if found.size else 0

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of each node by its name."""
        return {name: place for place, name in enumerate(self.nodes)}

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
        return networkx_of(self.nodes, self.ties, directed=self.directed)

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
