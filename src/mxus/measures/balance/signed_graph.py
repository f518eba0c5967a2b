"""Signed graphs: actors tied by friendship or hostility, each tie with a sign and a weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.inputs import Array, Numbers, SupportsArray, Table, named, numbers_of, one_of

__all__ = ["Duplicates", "SignedGraph"]

Duplicates = Literal["refuse", "sum", "ambivalent-dropped"]

_LISTED: Final = 5

_ARRAY: Final[Any] = attrs.cmp_using(eq=cast("Any", np.array_equal))

_ROUNDING: Final = 1e-12
"""Weights that sum to less than this part of their size cancel each other."""


@attrs.frozen(kw_only=True, hash=False, repr=False)
class SignedGraph:
    """An undirected graph whose ties are positive or negative.

    Immutable. Ties are stored once, the node with the lower number first, ordered by their nodes; so that two graphs
    made of the same ties in another order are alike.

    Parameters
    ----------
    nodes : tuple of str
        Names of the nodes, isolated ones included.
    source, target : array of int, shape (ties,)
        Numbers of each tie's nodes, the source below the target.
    weight : array of float, shape (ties,)
        Weight of each tie: its sign is the tie's, its size how strong it is; never 0.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["MEX", "MEX", "CUB"], ["USA", "CUB", "USA"], [1, 1, -1])
    >>> graph.n_nodes, graph.n_ties, graph.n_negative
    (3, 3, 1)
    >>> graph.sign_between("USA", "CUB")
    -1
    """

    nodes: tuple[str, ...] = attrs.field(repr=False)
    source: NDArray[np.int64] = attrs.field(repr=False, eq=_ARRAY)
    target: NDArray[np.int64] = attrs.field(repr=False, eq=_ARRAY)
    weight: Array = attrs.field(repr=False, eq=_ARRAY)

    @classmethod
    def from_edges(
        cls,
        source: Iterable[str],
        target: Iterable[str],
        weight: Numbers,
        *,
        nodes: Sequence[str] | None = None,
        duplicates: Duplicates = "refuse",
    ) -> SignedGraph:
        """Make a graph of ties.

        Parameters
        ----------
        source, target : sequence of str
            Names of the nodes of each tie; the order of the two does not matter.
        weight : sequence of float
            Sign of each tie, or its weight: positive or negative, not 0.
        nodes : sequence of str, optional
            All nodes, isolated ones included, in the order wanted; those of the ties, sorted, where not given.
        duplicates : {'refuse', 'sum', 'ambivalent-dropped'}, default 'refuse'
            What to do with several ties between two nodes. ``refuse``: an error. ``sum``: one tie with the sum of
            their weights, none where it is 0. ``ambivalent-dropped``: one tie of the common sign with the sum of the
            weights, none where their signs differ.

        Returns
        -------
        SignedGraph
            The graph.

        Raises
        ------
        InvalidValueError
            If lengths differ, a weight is 0 or not finite, a tie joins a node to itself, nodes are tied twice and
            that is refused, a name is not a string or given twice, or a tie has a node that is not among `nodes`.

        Examples
        --------
        >>> SignedGraph.from_edges(["a", "b"], ["b", "a"], [1, 0.5], duplicates="sum").weight.tolist()
        [1.5]
        """
        one_of(duplicates, Duplicates, "duplicates")
        first, second = list(source), list(target)
        weights = _weights(weight, "weight")
        if weights.ndim != 1 or not len(first) == len(second) == weights.size:
            message = (
                f"found {len(first)} sources, {len(second)} targets and {weights.size} weights; expected equal numbers"
            )
            raise InvalidValueError(message)
        _raise([f"node {shown(name)} is not a string" for name in (*first, *second) if not isinstance(name, str)])
        names = tuple(sorted({*first, *second})) if nodes is None else named(nodes, len(nodes), "nodes")
        number = {name: place for place, name in enumerate(names)}
        problems: list[str] = []
        for place, (a, b, value) in enumerate(zip(first, second, weights.tolist(), strict=True)):
            where = f"tie {place} ({a} - {b})"
            if not np.isfinite(value) or value == 0:
                problems.append(f"{where} has weight {value:g}; expected a finite number, not 0")
            if a == b:
                problems.append(f"{where} joins a node to itself")
            problems += [
                f"{where} has a node {shown(end)} that is not among the nodes" for end in (a, b) if end not in number
            ]
        _raise(problems)
        ends = np.array([[number[a], number[b]] for a, b in zip(first, second, strict=True)], dtype=np.int64).reshape(
            -1, 2
        )
        return cls.from_arrays(names, ends[:, 0], ends[:, 1], weights, duplicates=duplicates)

    @classmethod
    def from_arrays(
        cls,
        nodes: Sequence[str],
        source: Sequence[int] | SupportsArray,
        target: Sequence[int] | SupportsArray,
        weight: Numbers,
        *,
        duplicates: Duplicates = "refuse",
    ) -> SignedGraph:
        """Make a graph of ties given by the numbers of their nodes.

        Parameters
        ----------
        nodes : sequence of str
            Names of the nodes.
        source, target : array of int
            Numbers of each tie's nodes.
        weight : array of float
            Sign or weight of each tie.
        duplicates : {'refuse', 'sum', 'ambivalent-dropped'}, default 'refuse'
            As for :meth:`from_edges`.

        Returns
        -------
        SignedGraph
            The graph.

        Raises
        ------
        InvalidValueError
            As for :meth:`from_edges`.

        Examples
        --------
        >>> SignedGraph.from_arrays(["a", "b", "c"], [1, 2], [0, 1], [1, -1]).source.tolist()
        [0, 1]
        """
        one_of(duplicates, Duplicates, "duplicates")
        names = named(nodes, len(nodes), "nodes")
        a, b = _whole(source, "source"), _whole(target, "target")
        w = _weights(weight, "weight")
        if not a.shape == b.shape == w.shape or a.ndim != 1:
            message = f"found {a.size} sources, {b.size} targets and {w.size} weights; expected equal numbers"
            raise InvalidValueError(message)
        low, high = np.minimum(a, b), np.maximum(a, b)
        for wrong, what in (
            (~np.isfinite(w) | (w == 0), "has a weight that is 0 or not finite"),
            (low == high, "joins a node to itself"),
            ((low < 0) | (high >= len(names)), "has a node that is not among the nodes"),
        ):
            _raise([f"tie {place} {what}" for place in np.flatnonzero(wrong)[: _LISTED + 1].tolist()])
        key = low * len(names) + high
        order = np.argsort(key, kind="stable")
        key, low, high, w = key[order], low[order], high[order], w[order]
        start = np.flatnonzero(np.diff(key, prepend=-1))
        if start.size < key.size:
            low, high, w = _merged(names, start, low, high, w, duplicates)
        for array in (low, high, w):
            array.flags.writeable = False
        return cls(nodes=names, source=low, target=high, weight=w)

    @classmethod
    def from_matrix(cls, matrix: Table, *, nodes: Sequence[str] | None = None) -> SignedGraph:
        """Make a graph of a symmetric matrix of signs or weights, 0 where there is no tie.

        Raises
        ------
        InvalidValueError
            If the matrix is not square and symmetric with 0 on its diagonal, or has an entry that is not finite.

        Examples
        --------
        >>> SignedGraph.from_matrix([[0, 1, -1], [1, 0, 0], [-1, 0, 0]]).weight.tolist()
        [1.0, -1.0]
        """
        found, _ = numbers_of(matrix, "matrix")
        if found.ndim != 2 or found.shape[0] != found.shape[1]:
            message = f"found a matrix of shape {found.shape}; expected as many rows as columns"
            raise InvalidValueError(message)
        names = named(nodes, len(found), "nodes")
        if not np.isfinite(found).all() or not np.array_equal(found, found.T) or np.diagonal(found).any():
            message = (
                "found a matrix that is not finite, not symmetric, or has ties of a node to itself; expected neither"
            )
            raise InvalidValueError(message)
        a, b = np.nonzero(np.triu(found, 1))
        return cls.from_arrays(names, a, b, found[a, b])

    def __repr__(self) -> str:
        """Return the size of the graph."""
        return f"<SignedGraph: {self.n_nodes} nodes, {self.n_ties} ties, {self.n_negative} of them negative>"

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

    def sign_between(self, first: str, second: str) -> int:
        """Return the sign of the tie of two nodes, 0 where there is none.

        Raises
        ------
        UnknownIdError
            If a name is not a node's.
        """
        place = self.numbers
        for name in (first, second):
            if name not in place:
                raise UnknownIdError.among(name, self.nodes, what="node")
        low, high = sorted((place[first], place[second]))
        found = self.weight[(self.source == low) & (self.target == high)]
        return int(np.sign(found[0])) if found.size else 0

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of each node by its name."""
        return {name: place for place, name in enumerate(self.nodes)}

    def to_matrix(self) -> Array:
        """Return the symmetric matrix of weights, 0 where there is no tie.

        Examples
        --------
        >>> SignedGraph.from_edges(["a"], ["b"], [-2]).to_matrix().tolist()
        [[0.0, -2.0], [-2.0, 0.0]]
        """
        matrix = np.zeros((self.n_nodes, self.n_nodes))
        matrix[self.source, self.target] = matrix[self.target, self.source] = self.weight
        return matrix


def _weights(values: Numbers, name: str) -> Array:
    return numbers_of(values, name)[0]


def _whole(values: Sequence[int] | SupportsArray, name: str) -> NDArray[np.int64]:
    found = numbers_of(values, name)[0]
    if not (np.isfinite(found) & (found == np.round(found))).all():
        message = f"found {name} {shown(values)}; expected numbers of nodes"
        raise InvalidValueError(message)
    return found.astype(np.int64)


def _raise(problems: Sequence[str]) -> None:
    if problems:
        more = f" and {len(problems) - _LISTED} more" if len(problems) > _LISTED else ""
        message = f"found {'; '.join(problems[:_LISTED])}{more}"
        raise InvalidValueError(message)


def _merged(  # noqa: PLR0913, PLR0917 (the columns of the ties)
    names: Sequence[str],
    start: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    weight: Array,
    duplicates: Duplicates,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return ties of which several join the same nodes as one each."""
    if duplicates == "refuse":
        twice: list[int] = np.setdiff1d(np.arange(low.size), start)[: _LISTED + 1].tolist()
        _raise([f"{names[int(low[place])]} - {names[int(high[place])]} is tied more than once" for place in twice])
    # The sum of each tie's weights in the order of their size, so that it does not depend on the order given.
    tie = np.repeat(np.arange(start.size), np.diff(np.append(start, low.size)))
    weight = weight[np.lexsort((weight, np.abs(weight), tie))]
    total = np.add.reduceat(weight, start)
    kept = np.abs(total) > _ROUNDING * np.add.reduceat(np.abs(weight), start)
    if duplicates == "ambivalent-dropped":
        kept = np.abs(np.add.reduceat(np.sign(weight), start)) == np.diff(np.append(start, low.size))
    return low[start][kept], high[start][kept], total[kept]
