"""Walk balance of a signed graph: closed walks of every length, signed ones by all.

What is summed are exponentials of eigenvalues, part by part of the graph: of small parts of all of them, many parts at
a time; of large ones within a bracket (:mod:`mxus.measures.balance.traces`). In a balanced part every closed walk is
positive, so that the two sums are one and the same number, whatever it is.
"""

from __future__ import annotations

import math
import time
from typing import Any, Final

import attrs
import numpy as np

from mxus.errors import InvalidValueError, shown
from mxus.measures.arrays import ArrayResult, masked
from mxus.measures.balance.bracket import seconds_of
from mxus.measures.balance.exponential import KNOWN, ratios_of_diagonals
from mxus.measures.balance.literature import ESTRADA_2019
from mxus.measures.balance.parts import sides_asked_for, ties_by_part
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind
from mxus.measures.balance.sized_parts import SizedParts
from mxus.measures.balance.sparse import compressed
from mxus.measures.balance.traces import (
    Bracket,
    bracket_without_eigenvalues,
    log_traces,
    sampled_trace,
    within_reach,
)
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, real_number, whole_number
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result
from mxus.values.versions import made_with

__all__ = ["local_walk_balance", "walk_balance"]

_SMALL: Final = 2_000
"""Parts of no more nodes are computed from all eigenvalues: seconds at most."""

_MEDIUM: Final = 5_000
"""Parts of no more nodes are, too, where a first look is wider than asked for: half a minute at most."""

_LOOK: Final = 32
"""Random vectors of a first look."""

_MOST: Final = 256
"""Random vectors at most: a bracket shrinks with the square root of their number."""

_AT_LEAST: Final = 0.2
"""Seconds for small parts in any case."""

_STACK: Final = 4 * 10**6
"""Numbers of a stack of matrices."""

_EXACT: Final = 1e-10
"""What rounding can take is told where it is more than this part of the value."""

_ALL: Final = "all eigenvalues"

_LOST: Final = "lost in rounding, for weights are too large or too unlike"

_NO_TIME: Final = "known only within bounds when time was out"


@cites(ESTRADA_2019)
def walk_balance(
    graph: SignedGraph,
    *,
    beta: float = 1.0,
    tolerance: float = 1e-3,
    time_limit: float | None = None,
    seed: int = 0,
) -> Result:
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
        Above 0: width of the interval, as a part of the value, to aim at where a connected part has more than 2,000
        nodes.
    time_limit : float, optional
        Seconds after which to answer with what is known; as long as it takes where not given.
    seed : int, default 0
        Seed of random vectors, which parts of more than 2,000 nodes may need.

    Returns
    -------
    Result
        ``value`` from 0 to 1 (balanced), 0 only where it is too small for a number. ``n`` is the number of nodes;
        isolated ones count, each with the walk of length 0. Undefined without ties, and where weights of a graph that
        is not balanced are so large that rounding leaves less than six digits. Where not all eigenvalues were computed,
        ``exact`` is False, the value is an estimate within an interval that holds the index, and ``method`` says how
        both were found. Where time was out before there was an estimate, there is the interval alone. It can be wider
        than asked for: where very many eigenvalues weigh about the same, as of random signs, no more than 256 vectors
        are drawn.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, `beta` or the tolerance is not a number above 0, `time_limit` is not
        seconds from 0, or the seed not a whole number from 0.
    MissingExtraError
        If scipy, which large graphs need, is not installed (``mxus[balance]``).

    Notes
    -----
    Connected parts of up to 2,000 nodes are computed by all eigenvalues of both matrices; those of up to 5,000, too,
    where the following is too wide. Of larger ones the trace is estimated from random vectors and bracketed by two
    inequalities that hold for every spectrum: the bracket of a graph is missed with a probability below 1e-9.

    References
    ----------
    Estrada (2019), Discrete Applied Mathematics 268, 70-90. Quadrature from random vectors: Ubaru, Chen and Saad
    (2017), SIAM Journal on Matrix Analysis and Applications 38(4), 1075-1099. The inequalities: Kuczyński and
    Woźniakowski (1992), SIAM Journal on Matrix Analysis and Applications 13(4), 1094-1122; Laurent and Massart (2000),
    Annals of Statistics 28(5), 1302-1338.

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
    deadline = time.perf_counter() + seconds_of(time_limit)
    found: float | Undefined = Undefined("there are no ties")
    interval: Interval | None = None
    method = _ALL
    if graph.n_ties:
        parts = SizedParts.of(graph, beta)
        # Every closed walk of a balanced graph is positive, however heavy its ties.
        if not parts.frustrated.any():
            found, interval = 1.0, Interval(1.0, 1.0)
        elif not parts.lost <= KNOWN:
            found = Undefined(_LOST)
        else:
            traces = _Traces.of(parts, tolerance / 2, deadline, seed)
            found, interval, method = traces.balance(), traces.interval(), traces.method()
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
    for part in ties_by_part(graph):
        # Every closed walk of a balanced part is positive, however heavy its ties.
        if frustrated[part.ties].any():
            with np.errstate(over="ignore"):
                matrix = part.to_matrix(beta * graph.weight[part.ties])
            values[part.nodes], known[part.nodes] = ratios_of_diagonals(matrix)
    return ArrayResult(
        measure="walk balance",
        rows=graph.nodes,
        columns=("walk balance",),
        value=masked(values[:, None], known[:, None]),
        n=graph.n_ties,
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


@attrs.frozen(eq=False)
class _Traces:
    """Traces of each part, with signs and without, as logarithms: lower bound, estimate (NaN if none), upper bound."""

    parts: SizedParts
    signed: Array
    unsigned: Array
    vectors: int
    out_of_time: bool

    @classmethod
    def of(cls, parts: SizedParts, tolerance: float, deadline: float, seed: int) -> _Traces:
        """Compute the traces of the parts, the smallest first, as long as there is time."""
        count = parts.size.size
        signed, unsigned = np.full((3, count), np.nan), np.full((3, count), np.nan)
        vectors, out_of_time, first = 0, False, 0
        # Small parts are so quick that they are computed however little time there is.
        late = max(deadline, time.perf_counter() + _AT_LEAST)
        while first < count:
            size = int(parts.size[first])
            last = min(int(np.searchsorted(parts.size, size, side="right")), first + max(1, _STACK // size**2))
            left = late - time.perf_counter()
            if size <= _SMALL and within_reach(size, left / (2 * (last - first))):
                stack = parts.stack(first, last)
                uneven = parts.frustrated[first:last]
                unsigned[:, first:last] = log_traces(np.abs(stack))
                signed[:, first:last] = unsigned[:, first:last]
                if uneven.any():
                    signed[:, first:last][:, uneven] = log_traces(stack[uneven])
            else:
                for part in range(first, last):
                    both = _large(parts, part, tolerance, deadline, seed)
                    for row, bracket in zip((signed, unsigned), both, strict=True):
                        estimate = math.nan if bracket.estimate is None else bracket.estimate
                        row[:, part] = bracket.lower, estimate, bracket.upper
                    vectors = max(vectors, *(bracket.vectors for bracket in both))
                    out_of_time |= any(bracket.estimate is None for bracket in both)
            first = last
        return cls(parts, signed, unsigned, vectors, out_of_time)

    def interval(self) -> Interval:
        """Return what the index lies in."""
        ends = (self._ratio(0, 2), self._ratio(2, 0)) if self._bounded else (self._ratio(1, 1),) * 2
        off = 2 * self.parts.lost
        if off > _EXACT:
            ends = ends[0] * (1 - off), ends[1] * (1 + off)
        return Interval(min(1.0, ends[0]), min(1.0, ends[1]))

    def balance(self) -> float | Undefined:
        """Return the index, or an estimate of it."""
        if np.isnan(self.signed[1]).any() or np.isnan(self.unsigned[1]).any():
            return Undefined(_NO_TIME)
        ends = self.interval()
        return min(ends.upper, max(ends.lower, self._ratio(1, 1)))

    def method(self) -> str:
        """Say how the traces were found."""
        if not self._bounded:
            return _ALL
        told = ["bounds of sums of squares"]
        if self.vectors:
            told = [f"{self.vectors} random vectors, in an interval missed with a probability below 1e-9"]
        if self.out_of_time:
            told.append("time was out")
        return "; ".join(told)

    @property
    def _bounded(self) -> bool:
        return bool((self.signed[0] != self.signed[2]).any() or (self.unsigned[0] != self.unsigned[2]).any())

    def _ratio(self, above: int, below: int) -> float:
        """Return the index from a row of traces with signs and one of those without."""
        uneven = self.parts.frustrated
        # The walks of balanced parts are the same with signs and without: more of them bring the index nearer to 1.
        even = np.append(self.unsigned[above][~uneven], _log(self.parts.isolated))
        signed, unsigned = self.signed[above][uneven], self.unsigned[below][uneven]
        return math.exp(min(0.0, _log_sum(np.append(signed, even)) - _log_sum(np.append(unsigned, even))))


def _log_sum(logarithms: Array) -> float:
    """Return the logarithm of a sum of numbers given by theirs."""
    top = float(logarithms.max())
    return top + math.log(float(np.exp(logarithms - top).sum()))


def _large(parts: SizedParts, part: int, tolerance: float, deadline: float, seed: int) -> tuple[Bracket, Bracket]:
    """Return brackets of the traces of one part, with signs and without."""
    n, uneven = int(parts.size[part]), bool(parts.frustrated[part])
    squares, radius, middle = float(parts.squares[part]), float(parts.radius[part]), float(parts.middle[part])
    if time.perf_counter() >= deadline:
        unsigned = bracket_without_eigenvalues(n, squares, radius, middle)
        signed = bracket_without_eigenvalues(n, squares, radius, 0.0)
        return (signed if uneven else unsigned), unsigned
    ties = slice(int(parts.first_tie[part]), int(parts.first_tie[part + 1]))
    a, b, weight = parts.source[ties], parts.target[ties], parts.weight[ties]
    matrix = compressed(np.concatenate([a, b]), np.concatenate([b, a]), np.tile(weight, 2), n)
    sizes = abs(matrix)
    radius, middle = _perron(sizes, radius, middle, deadline)
    found: list[Bracket] = []
    for each, least in ((sizes, middle), *([(matrix, 0.0)] if uneven else [])):
        known = bracket_without_eigenvalues(n, squares, radius, least)
        chance = np.random.default_rng(seed)
        # Of two traces the first one gets half of the time that is left.
        now = time.perf_counter()
        half = now + (deadline - now) / (2 if uneven and not found else 1)
        bracket = sampled_trace(each, known, radius, tolerance, chance, half, _LOOK if n <= _MEDIUM else _MOST)
        if n <= _MEDIUM and bracket.width > tolerance:
            if within_reach(n, half - time.perf_counter()):
                exact = float(log_traces(each.toarray()[None])[0])
                bracket = Bracket(exact, exact, exact)
            else:
                bracket = sampled_trace(each, known, radius, tolerance, chance, half, _MOST)
        found.append(bracket)
    return found[-1], found[0]


def _perron(sizes: Any, radius: float, middle: float, deadline: float) -> tuple[float, float]:  # noqa: ANN401
    """Return bounds of the largest eigenvalue of a matrix without signs: of its ratios to any positive vector."""
    n: int = sizes.shape[0]
    vector: Array = np.ones(n)
    for _ in range(40):
        if time.perf_counter() >= deadline:
            break
        ahead: Array = sizes @ vector
        radius = min(radius, float((ahead / vector).max()) * (1 + 1e-12))
        middle = max(middle, float(vector @ ahead) / float(vector @ vector) * (1 - 1e-12))
        vector = ahead / float(ahead.max()) + vector / 2
    return radius, min(middle, radius)


def _log(number: float) -> float:
    return math.log(number) if number > 0 else -math.inf
