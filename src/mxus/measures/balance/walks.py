"""Walk balance of a signed graph: closed walks of every length, signed ones by all.

What is summed are exponentials of eigenvalues. Of small graphs all are computed. Of large ones the largest are, for
they weigh most; what the rest adds is held between bounds that follow from the number of the eigenvalues, their sum and
the sum of their squares, all three of which are known without computing any. Where these bounds are too far apart the
rest is estimated from random vectors, with a confidence interval.
"""

from __future__ import annotations

import math
from typing import Any, Final

import attrs
import numpy as np

from mxus.errors import InvalidValueError, MissingExtraError, MxusError, shown
from mxus.measures.arrays import ArrayResult, masked
from mxus.measures.balance.exponential import KNOWN, lost_in_rounding, ratios_of_diagonals
from mxus.measures.balance.literature import ESTRADA_2019
from mxus.measures.balance.parts import parts_with_ties, sides_asked_for
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind
from mxus.measures.balance.subgroups import balanced_partition
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, real_number, whole_number
from mxus.values.result import Interval, Result, Undefined
from mxus.values.versions import made_with

__all__ = ["local_walk_balance", "walk_balance"]

_SMALL: Final = 2_000
"""Graphs of no more nodes are computed from all eigenvalues: seconds at most."""

_MEDIUM: Final = 5_000
"""Graphs of no more nodes are, too, where bounds are wider than asked for: half a minute at most."""

_LEADING: Final = (6, 24)
"""How many of the largest eigenvalues are computed; the next number where the bracket is too wide."""

_STEPS: Final = 60
"""Most steps of the Lanczos process from a random vector; it ends where another step no longer changes the answer."""

_BLOCK: Final = 16
"""Random vectors at a time."""

_MOST_VECTORS: Final = 256
"""Random vectors at most: a confidence interval shrinks with the square root of their number."""

_ROUNDING: Final = 1e-12
"""Added to both sides of a bracket, as a part of it, for what the sums lose in rounding."""

_ALL: Final = "all eigenvalues"

_LOST: Final = "lost in rounding, for weights are too large or too unlike"

_ERRORS: Final = 3.0
"""Standard errors on each side of an estimate: with 32 vectors or more, beyond 99 % of Student's distribution."""


@attrs.frozen
class _Trace:
    """Bounds of the trace of a matrix exponential, as logarithms: the trace itself can be too large for a number."""

    lower: float
    upper: float
    method: str

    @property
    def width(self) -> float:
        """Upper end by lower, less 1."""
        return math.expm1(min(self.upper - self.lower, 700.0))


@cites(ESTRADA_2019)
def walk_balance(graph: SignedGraph, *, beta: float = 1.0, tolerance: float = 1e-3, seed: int = 0) -> Result:
    r"""Walk balance: closed walks of every length, signed ones by all, short ones weighing most.

    .. math:: K = \frac{\mathrm{tr}\, e^{\beta A}}{\mathrm{tr}\, e^{\beta |A|}}

    Parameters
    ----------
    graph : SignedGraph
        With its weights: the index is not scale-free, and doubling all weights lowers it for a graph that is not
        balanced.
    beta : float, default 1
        Above 0: the smaller, the less long walks weigh.
    tolerance : float, default 1e-3
        Above 0: width of the interval, as a part of the value, to aim at for graphs of more than 2,000 nodes.
    seed : int, default 0
        Seed of random vectors, which graphs of more than 5,000 nodes may need.

    Returns
    -------
    Result
        ``value`` from 0 to 1 (balanced), 0 only where it is too small for a number. ``n`` is the number of nodes;
        isolated ones count, each with the walk of length 0. Undefined without ties, and where weights of a graph that
        is not balanced are so large that rounding leaves less than six digits. Where not all eigenvalues were computed,
        ``exact`` is false, the value is within an interval, and ``method`` says whether that is one of bounds or of
        confidence (99 %). The latter can be wider than asked for: where very many eigenvalues weigh about the same, as
        of random signs, no more than 256 vectors are drawn.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, `beta` or the tolerance is not a number above 0, or the seed not a
        whole number from 0.
    MissingExtraError
        If scipy, which finds the largest eigenvalues of large graphs, is not installed (``mxus[balance]``).
    MxusError
        If the Lanczos method does not converge.

    Notes
    -----
    To 2,000 nodes by all eigenvalues of both matrices; to 5,000 where the following is too wide. Beyond, with k of
    the largest eigenvalues at hand and x the least of them, the others, which sum to minus the sum of those and have
    squares that sum to what is left of tr A², have exponentials that sum to at least (n - k) times that of their
    mean, by convexity, and to at most the sum of 1 + y + y² (eˣ - 1 - x) / x² over all of them, as (eʸ - 1 - y) / y²
    grows with y. The bounds rest on the largest eigenvalues being found, which the Lanczos method does from a random
    start but does not prove.

    References
    ----------
    Estrada (2019), Discrete Applied Mathematics 268, 70-90. Quadrature from random vectors: Ubaru, Chen and Saad
    (2017), SIAM Journal on Matrix Analysis and Applications 38(4), 1075-1099.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> round(walk_balance(graph).value, 6), round(walk_balance(graph, beta=0.1).value, 6)
    (0.685788, 0.999339)
    """
    require_kind(graph, SignedGraph)
    beta = _positive(beta, "beta")
    tolerance = _positive(tolerance, "tolerance")
    seed = whole_number(seed, "seed")
    found: float | Undefined = Undefined("there are no ties")
    interval: Interval | None = None
    method = _ALL
    if graph.n_ties and not lost_in_rounding(graph.n_nodes, beta * _radius(graph)) <= KNOWN:
        # Every closed walk of a balanced graph is positive, however heavy its ties.
        if balanced_partition(graph) is None:
            found = Undefined(_LOST)
        else:
            found, interval = 1.0, Interval(1.0, 1.0)
    elif graph.n_ties:
        signed, unsigned = _both(graph, beta, tolerance / 2, seed)
        method = signed.method if signed.method == unsigned.method else f"{signed.method}; {unsigned.method}"
        # No closed walk counts more with its sign than without.
        lower = min(1.0, math.exp(signed.lower - unsigned.upper))
        upper = min(1.0, math.exp(signed.upper - unsigned.lower))
        found, interval = (lower + upper) / 2, Interval(lower, upper)
    return Result(
        measure="walk balance",
        value=found,
        interval=interval,
        n=graph.n_nodes,
        method=method if beta == 1 else f"{method}; beta = {beta:g}",
        exact=method == _ALL,
        references=references_of(walk_balance),
        made_with=made_with() if method == _ALL else made_with("scipy"),
    )


@cites(ESTRADA_2019)
def local_walk_balance(graph: SignedGraph, *, beta: float = 1.0) -> ArrayResult:
    r"""Walk balance of each node: closed walks from it, signed ones by all.

    .. math:: K_i = \frac{(e^{\beta A})_{ii}}{(e^{\beta |A|})_{ii}}

    Parameters
    ----------
    graph : SignedGraph
        With its weights.
    beta : float, default 1
        Above 0: the smaller, the less long walks weigh.

    Returns
    -------
    ArrayResult
        Rows are nodes; the one column is ``walk balance``, from 0 to 1 (the part of the graph that the node is in is
        balanced). 0 only where it is too small for a number. 1 for an isolated node. Masked where it is lost in
        rounding: where less than six digits are known.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or `beta` not a number above 0.

    Notes
    -----
    By all eigenvalues and eigenvectors of each connected part; of nodes that others of their part outweigh so far that
    these leave too little, by a series and repeated squaring. Time grows with the cube of the nodes of a part, memory
    with their square.

    References
    ----------
    Estrada (2019), Discrete Applied Mathematics 268, 70-90.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, -1, 1])
    >>> found = local_walk_balance(graph)
    >>> found.at("a", "walk balance") < found.at("d", "walk balance")
    True
    """
    require_kind(graph, SignedGraph)
    beta = _positive(beta, "beta")
    values, known = np.ones(graph.n_nodes), np.ones(graph.n_nodes, dtype=bool)
    sides = sides_asked_for(graph)
    frustrated = sides[graph.source] * sides[graph.target] != graph.sign
    for nodes in parts_with_ties(graph):
        place = np.full(graph.n_nodes, -1)
        place[nodes] = np.arange(nodes.size)
        inside = place[graph.source] >= 0
        # Every closed walk of a balanced part is positive, however heavy its ties.
        if frustrated[inside].any():
            a, b = place[graph.source[inside]], place[graph.target[inside]]
            matrix: Array = np.zeros((nodes.size, nodes.size))
            with np.errstate(over="ignore"):
                matrix[a, b] = matrix[b, a] = beta * graph.weight[inside]
            values[nodes], known[nodes] = ratios_of_diagonals(matrix)
    return ArrayResult(
        measure="walk balance",
        rows=graph.nodes,
        columns=("walk balance",),
        values=masked(values[:, None], known[:, None]),
        undefined=_LOST,
        method=_ALL if beta == 1 else f"{_ALL}; beta = {beta:g}",
        references=references_of(local_walk_balance),
    )


def _positive(value: object, name: str) -> float:
    found = real_number(value)
    if not 0 < found < math.inf:
        message = f"found {name} {shown(value)}; expected a finite number above 0"
        raise InvalidValueError(message)
    return found


def _radius(graph: SignedGraph) -> float:
    """Return the largest weight of all ties of a node, which no eigenvalue exceeds."""
    ends, sizes = np.concatenate([graph.source, graph.target]), np.tile(np.abs(graph.weight), 2)
    return float(np.bincount(ends, weights=sizes).max())


def _both(graph: SignedGraph, beta: float, tolerance: float, seed: int) -> tuple[_Trace, _Trace]:
    """Return bounds of the traces with and without signs."""
    if graph.n_nodes <= _SMALL:
        dense = beta * graph.to_matrix()
        return _of_all(dense), _of_all(np.abs(dense))
    sparse: Any = beta * graph.to_scipy()
    return _bracketed(sparse, tolerance, seed), _bracketed(abs(sparse), tolerance, seed)


def _of_all(matrix: Array) -> _Trace:
    values = np.linalg.eigvalsh(matrix)
    top = float(values[-1])
    found = top + math.log(math.fsum(np.exp(values - top).tolist()))
    return _Trace(found, found, _ALL)


def _bracketed(matrix: Any, tolerance: float, seed: int) -> _Trace:  # noqa: ANN401 (a sparse array)
    """Return bounds of the trace of the exponential of a symmetric matrix with an empty diagonal."""
    chance = np.random.default_rng(seed)
    linalg = MissingExtraError.importing("scipy.sparse.linalg", extra="balance")
    n: int = matrix.shape[0]
    start: Array = chance.standard_normal(n)
    found, vectors = _Trace(-math.inf, math.inf, ""), np.zeros((0, 0))
    values = np.zeros(0)
    for leading in _LEADING:
        try:
            values, vectors = linalg.eigsh(matrix, k=leading, which="LA", v0=start)
        except linalg.ArpackError as error:
            message = f"the largest eigenvalues were not found: {error}"
            raise MxusError(message) from error
        found = _by_moments(matrix, values, vectors)
        if found.width <= tolerance:
            return found
    if n <= _MEDIUM:
        return _of_all(matrix.toarray())
    estimated = _by_vectors(matrix, values, vectors, tolerance, chance)
    # The bounds hold whatever the vectors say.
    lower, upper = max(found.lower, estimated.lower), min(found.upper, estimated.upper)
    return _Trace(lower, upper, estimated.method) if lower <= upper else found


def _by_moments(matrix: Any, values: Array, vectors: Array) -> _Trace:  # noqa: ANN401 (a sparse array)
    n, k = matrix.shape[0], values.size
    # Each computed eigenvalue is this near to a true one.
    missed: Array = matrix @ vectors - vectors * values
    off: Array = np.sqrt((missed * missed).sum(axis=0))
    top = float((values + off).max())
    square = math.fsum((matrix.data**2).tolist())
    high: Array = values + off
    low: Array = values - off
    total, squares = float(values.sum()), float((np.maximum(np.abs(values) - off, 0) ** 2).sum())
    rest = n - k
    lower = math.fsum(np.exp(low - top).tolist()) + rest * math.exp(-(total + float(off.sum())) / rest - top)
    x = float(high.min())
    # (e^x - 1 - x) / x^2, which is 1/2 at 0, times e^-top.
    growth = (math.exp(x - top) - (1 + x) * math.exp(-top)) / x**2 if abs(x) > 1e-4 else math.exp(x - top) / 2
    beyond = (rest - total + float(off.sum())) * math.exp(-top) + growth * max(0.0, square - squares)
    upper = math.fsum(np.exp(high - top).tolist()) + beyond
    method = f"{k} largest eigenvalues and bounds of the rest"
    return _Trace(top + math.log(lower) - _ROUNDING, top + math.log(upper) + _ROUNDING, method)


def _by_vectors(
    matrix: Any,  # noqa: ANN401 (a sparse array)
    values: Array,
    vectors: Array,
    tolerance: float,
    chance: np.random.Generator,
) -> _Trace:
    """Return a confidence interval: the largest eigenvalues, and the others from random vectors without their part."""
    n, k = vectors.shape
    top = float(values.max())
    known = math.fsum(np.exp(values - top).tolist())
    samples: list[float] = []
    mean = error = 0.0
    while len(samples) < _MOST_VECTORS:
        block = np.where(chance.random((n, _BLOCK)) < 0.5, -1.0, 1.0)
        block -= vectors @ (vectors.T @ block)
        samples += _quadrature(matrix, block, top).tolist()
        mean = float(np.mean(samples))
        error = _ERRORS * float(np.std(samples, ddof=1)) / math.sqrt(len(samples))
        if len(samples) > _BLOCK and 2 * error <= tolerance * (known + mean - error):
            break
    lower, upper = known + max(mean - error, 0.0), known + mean + error
    method = f"{k} largest eigenvalues and {len(samples)} random vectors, 99 % confidence"
    return _Trace(top + (math.log(lower) if lower > 0 else -math.inf), top + math.log(upper), method)


def _quadrature(matrix: Any, block: Array, top: float) -> Array:  # noqa: ANN401 (a sparse array)
    """Return z' e^(A - top) z for each column z, by Gauss quadrature of the Lanczos process."""
    size: Array = (block * block).sum(axis=0)
    current, before = block / np.sqrt(size), np.zeros_like(block)
    diagonal, beside = np.zeros((0, block.shape[1])), np.zeros((0, block.shape[1]))
    found = np.zeros(block.shape[1])
    for _ in range(_STEPS):
        ahead: Array = matrix @ current
        along = (current * ahead).sum(axis=0)
        ahead -= current * along
        if beside.size:
            ahead -= before * beside[-1]
        diagonal = np.vstack([diagonal, along])
        last, found = found, _tridiagonal(diagonal, beside, top)
        if len(diagonal) > 1 and np.allclose(found, last, rtol=1e-8, atol=0):
            break
        length = np.sqrt((ahead * ahead).sum(axis=0))
        beside = np.vstack([beside, length])
        before, current = current, ahead / np.maximum(length, 1e-300)
    return found * size


def _tridiagonal(diagonal: Array, beside: Array, top: float) -> Array:
    """Return the first entry of e^(T - top) of tridiagonal matrices T given by columns."""
    steps = len(diagonal)
    place = np.arange(steps)
    matrices = np.zeros((diagonal.shape[1], steps, steps))
    matrices[:, place, place] = diagonal.T
    matrices[:, place[1:], place[:-1]] = matrices[:, place[:-1], place[1:]] = beside.T
    values, vectors = np.linalg.eigh(matrices)
    found: Array = (vectors[:, 0, :] ** 2 * np.exp(values - top)).sum(axis=1)
    return found
