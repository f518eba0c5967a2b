"""Centrality in signed graphs: degrees by sign, PN centrality and eigenvectors."""

from __future__ import annotations

from typing import Any, Final, Literal

import attrs
import numpy as np

from mxus.errors import InvalidValueError, MissingExtraError, MxusError
from mxus.measures.arrays import ArrayResult, masked
from mxus.measures.balance.literature import BONACICH_LLOYD_2004, EVERETT_BORGATTI_2014
from mxus.measures.balance.parts import Part, ties_by_part
from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import SignedTies, require_kind
from mxus.measures.balance.sparse import compressed
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, one_of
from mxus.values.versions import made_with

__all__ = ["pn_centrality", "signed_degrees", "signed_eigenvector_centrality"]

Direction = Literal["all", "in", "out"]

_DENSE: Final = 2_000
"""Nodes up to which all entries of a matrix are held: seconds, and 32 megabytes a matrix."""

_PRECISION: Final = 1e-13
"""Part of the right side that a solution by conjugate gradients may be off."""

_SAME: Final = 1e-9
"""Eigenvalues that differ by less than this part of the largest are taken for one."""


@cites(EVERETT_BORGATTI_2014)
def signed_degrees(graph: SignedGraph | SignedDiGraph, *, direction: Direction = "all") -> ArrayResult:
    """Signed degrees: how many friends and foes each node has, their difference, and the share of friends.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Only the signs of its ties matter.
    direction : {'all', 'in', 'out'}, default 'all'
        Of a digraph: which arcs of a node count, those that come in, that go out, or both.

    Returns
    -------
    ArrayResult
        Rows are nodes, columns ``positive``, ``negative``, ``net`` (positive minus negative, after which negative ties
        cancel positive ones) and ``ratio`` (positive by both, from 0 to 1; masked where a node has no ties).

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, the direction is not one of the three, or is asked of an undirected graph.

    References
    ----------
    Everett and Borgatti (2014), Social Networks 38, 111-120.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["MEX", "MEX", "CUB"], ["USA", "CUB", "USA"], [1, 1, -1])
    >>> found = signed_degrees(graph)
    >>> found.at("USA", "net"), found.at("MEX", "ratio")
    (0.0, 1.0)
    """
    require_kind(graph, SignedTies)
    one_of(direction, Direction, "direction")
    if direction != "all" and not graph.directed:
        message = f"found direction {direction!r} of an undirected graph; expected 'all'"
        raise InvalidValueError(message)
    ends = {"all": (graph.source, graph.target), "in": (graph.target,), "out": (graph.source,)}[direction]
    positive, negative = (
        np.bincount(np.concatenate([end[chosen] for end in ends]), minlength=graph.n_nodes).astype(np.float64)
        for chosen in (graph.weight > 0, graph.weight < 0)
    )
    both = positive + negative
    ratio = positive / np.maximum(both, 1)
    values = np.stack([positive, negative, positive - negative, ratio], axis=1)
    defined = np.stack([np.ones_like(both, dtype=bool)] * 3 + [both > 0], axis=1)
    return ArrayResult(
        measure="signed degree",
        rows=graph.nodes,
        columns=("positive", "negative", "net", "ratio"),
        value=masked(values, defined),
        n=graph.n_ties,
        undefined="the node has no such ties",
        method=f"ties counted, {direction}" if graph.directed else "ties counted",
        references=references_of(signed_degrees),
    )


@cites(EVERETT_BORGATTI_2014)
def pn_centrality(graph: SignedGraph | SignedDiGraph) -> ArrayResult:
    r"""PN centrality: being liked by those who are liked and disliked by those who are not, hostility counting double.

    .. math:: PN = \left(I - \frac{A}{2(n - 1)}\right)^{-1} \mathbf{1}, \quad A = P - 2N

    .. math:: PN_{in} = \left(I - \frac{A^T A}{4(n - 1)^2}\right)^{-1} \left(I + \frac{A^T}{2(n - 1)}\right) \mathbf{1}

    where P and N are the matrices of positive and negative ties; PN out is PN in with all arcs turned.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Only the signs of its ties matter.

    Returns
    -------
    ArrayResult
        Rows are nodes; one column ``PN``, or the two columns ``PN in`` and ``PN out`` of a digraph. 1 for a node
        without ties, 2 for all nodes where all are friends, less the more foes one has. Undefined for fewer than two
        nodes, and where the matrix has no inverse: if all arcs of a digraph are there and negative, or any tie of just
        two nodes.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph.
    MissingExtraError
        If there are more than 2,000 nodes and scipy is not installed (``mxus[balance]``).
    MxusError
        If conjugate gradients, which solve for that many, do not converge.

    References
    ----------
    Everett and Borgatti (2014), Social Networks 38, 111-120.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["MEX", "MEX", "CUB"], ["USA", "CUB", "USA"], [1, 1, -1])
    >>> found = pn_centrality(graph)
    >>> [round(found.at(name, "PN"), 4) for name in ("MEX", "USA", "CUB")]
    [1.4545, 0.9091, 0.9091]
    """
    require_kind(graph, SignedTies)
    n = graph.n_nodes
    columns = ("PN in", "PN out") if graph.directed else ("PN",)
    if n < 2 or _without_inverse(graph):
        values = np.full((n, len(columns)), np.nan)
    else:
        rescaled = attrs.evolve(graph, weight=np.where(graph.weight > 0, 1.0, -2.0) / (2 * (n - 1)))
        ties: Any = rescaled.to_matrix() if n <= _DENSE else rescaled.to_scipy()
        one = np.ones(n)
        if graph.directed:
            solved = [_solved(turned @ other, one + turned @ one) for turned, other in ((ties.T, ties), (ties, ties.T))]
        else:
            solved = [_solved(ties, one)]
        values = np.stack(solved, axis=1)
    return ArrayResult(
        measure="PN centrality",
        rows=graph.nodes,
        columns=columns,
        value=masked(values, ~np.isnan(values)),
        n=graph.n_ties,
        undefined="the matrix has no inverse",
        method="negative ties count double",
        references=references_of(pn_centrality),
        made_with=made_with() if graph.n_nodes <= _DENSE else made_with("scipy"),
    )


@cites(BONACICH_LLOYD_2004)
def signed_eigenvector_centrality(graph: SignedGraph) -> ArrayResult:
    """Eigenvector centrality of a signed graph: status from friends' status, and from foes' lack of it.

    Parameters
    ----------
    graph : SignedGraph
        With its weights.

    Returns
    -------
    ArrayResult
        Rows are nodes, columns ``unit length`` and ``scaled``, whose largest entry is 1: the eigenvector of the
        eigenvalue largest in size, the first of its entries largest in size positive. In a graph of two camps the
        entries of one are positive and those of the other negative. Undefined without ties, and where two eigenvalues
        are largest in size, as of several equal parts.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph.
    MissingExtraError
        If there are more than 2,000 nodes and scipy is not installed (``mxus[balance]``).
    MxusError
        If the Lanczos method does not converge.

    References
    ----------
    Bonacich and Lloyd (2004), Social Networks 26(4), 331-338.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, -1])
    >>> signed_eigenvector_centrality(graph).value[:, 1].round(6).tolist()
    [1.0, 1.0, -1.0]
    """
    require_kind(graph, SignedGraph)
    vector, unique = _largest_eigenvector(graph) if graph.n_ties else (np.zeros(graph.n_nodes), False)
    size = np.abs(vector)
    largest = vector[np.argmax(size >= (1 - _SAME) * size.max())] if graph.n_ties else 1.0
    scaled: Array = vector / largest
    return ArrayResult(
        measure="signed eigenvector centrality",
        rows=graph.nodes,
        columns=("unit length", "scaled"),
        value=masked(np.stack([vector * np.sign(largest), scaled], axis=1), np.array(unique)),
        n=graph.n_ties,
        undefined="no eigenvalue is largest in size" if graph.n_ties else "there are no ties",
        method="eigenvalue largest in size",
        references=references_of(signed_eigenvector_centrality),
        made_with=made_with() if graph.n_nodes <= _DENSE else made_with("scipy"),
    )


def _without_inverse(graph: SignedGraph | SignedDiGraph) -> bool:
    """Return whether the matrix of PN is singular.

    The sums of the sizes of rows and columns of A / 2 (n - 1) are 1 at most; its largest singular value is below 1
    unless those of all rows and columns that a singular vector reaches are 1: all ties there and negative. If so, an
    undirected graph of more than two nodes still has no eigenvalue 1, only -1.
    """
    n = graph.n_nodes
    return graph.n_negative > 0 if n == 2 else graph.directed and graph.n_negative == n * (n - 1)


def _solved(matrix: Any, right: Array) -> Array:  # noqa: ANN401 (dense or sparse)
    """Return the solution x of x = matrix x + right."""
    n = right.size
    if n <= _DENSE:
        less: Array = np.eye(n) - matrix
        return np.asarray(np.linalg.solve(less, right), dtype=np.float64)
    linear = MissingExtraError.importing("scipy.sparse.linalg", extra="balance")

    def apply(x: Array) -> Array:
        less: Array = x - matrix @ x
        return less

    # Symmetric with eigenvalues above 0: what conjugate gradients are for.
    operator: Any = linear.LinearOperator((n, n), matvec=apply)
    solution: tuple[Array, int] = linear.cg(operator, right, rtol=_PRECISION, atol=0.0)
    if solution[1]:
        message = "conjugate gradients have not converged: the matrix has hardly an inverse"
        raise MxusError(message)
    return solution[0]


def _largest_eigenvector(graph: SignedGraph) -> tuple[Array, bool]:
    """Return the eigenvector of the eigenvalue largest in size, and whether there is only one such.

    Part by part: the Lanczos method finds an eigenvalue that several equal parts have as if one of them had it.
    """
    sizes: list[float] = []
    vector: Array = np.zeros(graph.n_nodes)
    for part in ties_by_part(graph):
        first, second, found = _largest_of_part(part, graph.weight[part.ties])
        if first > max(sizes, default=0.0):
            vector = np.zeros(graph.n_nodes)
            vector[part.nodes] = found
        sizes += [first, second]
    second, first = sorted(sizes)[-2:]
    return vector, bool(second < (1 - _SAME) * first)


def _largest_of_part(part: Part, weight: Array) -> tuple[float, float, Array]:
    """Return the two largest sizes of eigenvalues of a connected part, and the eigenvector of the first."""
    n = part.nodes.size
    if n <= _DENSE:
        values, vectors = np.linalg.eigh(part.to_matrix(weight))
        order = np.argsort(-np.abs(values))
        first, second = np.abs(values[order[:2]]).tolist()
        return first, second, vectors[:, order[0]]
    a, b = part.source, part.target
    matrix = compressed(np.concatenate([a, b]), np.concatenate([b, a]), np.tile(weight, 2), n)
    chance = np.random.default_rng(0)
    value, vector = _lanczos(matrix, chance.standard_normal(n))

    def apply(x: Array) -> Array:
        less: Array = matrix @ x - value * vector * (vector @ x)
        return less

    # A second one as large would be found again once the first is taken out, from another start.
    operator = MissingExtraError.importing("scipy.sparse.linalg", extra="balance").LinearOperator((n, n), matvec=apply)
    return abs(value), abs(_lanczos(operator, chance.standard_normal(n))[0]), vector


def _lanczos(matrix: Any, start: Array) -> tuple[float, Array]:  # noqa: ANN401 (a sparse array, or an operator)
    linear = MissingExtraError.importing("scipy.sparse.linalg", extra="balance")
    try:
        values, vectors = linear.eigsh(matrix, k=1, which="LM", v0=start)
    except linear.ArpackError as error:
        message = f"the Lanczos method has not found the largest eigenvalues: {error}"
        raise MxusError(message) from error
    return float(values[0]), vectors[:, 0]
