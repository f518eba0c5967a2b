"""How signed graphs are made: of edges, arrays, matrices, dataframes and graphs of networkx."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self, Unpack

import numpy as np
from numpy.typing import NDArray

from mxus.errors import several, shown
from mxus.measures.balance.edge_policy import (
    Duplicates,
    Refused,
    Rules,
    refuse,
    require_equal_lengths,
    resolved,
    whole_numbers,
)
from mxus.measures.balance.interchange import SparseMatrix, ties_of_frame, ties_of_matrix, ties_of_networkx
from mxus.measures.balance.nodes import Node, nodes_of, ordered_nodes, plain_nodes
from mxus.measures.inputs import Array, Numbers, SupportsArray, Table, number_shown, numbers_of, one_of

__all__ = ["MadeFromData"]


class MadeFromData:
    """The constructors that the two kinds of signed graph share."""

    __slots__ = ()

    directed: ClassVar[bool]  # whether a tie goes from its source to its target, or joins the two

    @classmethod
    @abstractmethod
    def _of(cls, nodes: tuple[Node, ...], source: NDArray[np.int64], target: NDArray[np.int64], weight: Array) -> Self:
        """Return the graph of checked columns."""

    @classmethod
    def from_edges(  # noqa: PLR0913 (three columns, and what to do with what is doubtful)
        cls,
        source: Iterable[Node],
        target: Iterable[Node],
        weight: Numbers,
        *,
        nodes: Sequence[Node] | None = None,
        duplicates: Duplicates = "refuse",
        self_loops: Refused = "refuse",
        zeros: Refused = "refuse",
    ) -> Self:
        """Make a graph of ties.

        Parameters
        ----------
        source, target : sequence of hashable
            Nodes of each tie: names, codes, tuples. Their order matters only in a digraph.
        weight : sequence of float
            Sign of each tie, or its weight: positive or negative.
        nodes : sequence of hashable, optional
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
            If lengths differ, a weight is not finite, a node is missing, not hashable or given twice, a tie has a node
            that is not among `nodes`; or if what is doubtful is refused.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_edges(["a", "b"], ["b", "a"], [1, 0.5], duplicates="sum").weight.tolist()
        [1.5]
        """
        first, second = plain_nodes(source, "source"), plain_nodes(target, "target")
        weights = numbers_of(weight, "weight")[0]
        require_equal_lengths(len(first), len(second), weights)
        listed = None if nodes is None else several(nodes, "nodes")
        names = ordered_nodes((*first, *second)) if listed is None else nodes_of(listed, len(listed))
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
        nodes: Sequence[Node],
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
        nodes : sequence of hashable
            The nodes.
        source, target : array of int
            Numbers of each tie's nodes.
        weight : array of float
            Sign or weight of each tie.
        duplicates, self_loops, zeros
            As for :meth:`from_edges`, and so are the errors.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph.

        Examples
        --------
        >>> from mxus.measures import SignedGraph
        >>> SignedGraph.from_arrays(["a", "b", "c"], [1, 2], [0, 1], [1, -1]).source.tolist()
        [0, 1]
        """
        one_of(duplicates, Duplicates, "duplicates")
        one_of(self_loops, Refused, "self_loops")
        one_of(zeros, Refused, "zeros")
        listed = several(nodes, "nodes")
        names = nodes_of(listed, len(listed))
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
        return cls._of(names, first, second, weights)

    @classmethod
    def from_matrix(
        cls,
        matrix: Table | SparseMatrix,
        *,
        nodes: Sequence[Node] | None = None,
        self_loops: Refused = "refuse",
    ) -> Self:
        """Make a graph of a matrix of signs or weights, 0 where there is no tie.

        Parameters
        ----------
        matrix : array, dataframe or scipy sparse array, shape (nodes, nodes)
            Rows are sources and columns targets; symmetric if the graph is undirected.
        nodes : sequence of hashable, optional
            The nodes of rows and columns; 0, 1, 2, ... where not given.
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
        nodes: Sequence[Node] | None = None,
        **rules: Unpack[Rules],
    ) -> Self:
        """Make a graph of a dataframe with one row for each tie.

        Parameters
        ----------
        frame : dataframe
            Of pandas, polars, pyarrow or any other library that narwhals knows, lazy ones included.
        source, target, weight : str
            Columns of the two nodes (text, dates, or whole numbers such as the codes of states) and of the sign or
            weight. :func:`mxus.tables.signed_ties` makes columns of these names.
        nodes, **rules
            As for :meth:`from_edges`: ``duplicates``, ``self_loops`` and ``zeros``.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph.

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
        >>> list(graph.edges.data("sign"))
        [(2, 40, -1), (2, 70, 1)]
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
            Directed if this graph is.
        weight : str, default 'weight'
            Name of the edges' attribute that holds the sign or weight.
        **rules
            As for :meth:`from_edges`: ``duplicates``, ``self_loops`` and ``zeros``.

        Returns
        -------
        SignedGraph or SignedDiGraph
            The graph, its nodes in the same order.

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
