"""A lower bound of frustration by one eigenvalue, for graphs whose signs have hardly any order.

With W the matrix of weights and sides s, what camps frustrate is half of sum |w| - s'Ws / 2. For any numbers d, s'Ws
is at most sum(d) + n times the largest eigenvalue of W - diag(d), since entries of s are 1 in size. And of three nodes,
whatever their sides, p's with p of 1 or -1 is odd: its square is 1 at least, so that y (p's)^2 - y, with y of 0 or
more, may be added to s'Ws. For any d, rows p and weights y this is a bound; good ones come of a semidefinite program,
whose unknown matrix is held as a product of two thin ones (Burer and Monteiro 2003), with triangle inequalities added
as they are violated.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page
from mxus.errors import MissingExtraError, require_number
from mxus.measures.arrays import SAME_ARRAY
from mxus.measures.balance.in_time import ended_by
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.sparse import compressed
from mxus.measures.inputs import Array
from mxus.measures.literature import MXUS
from mxus.values.interval import Interval
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.values.versions import made_with

__all__ = ["SpectralBound", "spectral_bound"]

_ROUNDS: Final = 12
"""How often violated rows are looked for: beyond, the bound hardly rises."""

_FEW: Final = 0.01
"""Part of the rows below which newly violated ones no longer raise the bound."""

_NEW_ROWS: Final = 6_000
"""Rows added at a time, the most violated, of large graphs."""

_NEW_ROWS_OF_A_NODE: Final = 20
"""Rows added at a time for each node, of small ones."""

_VIOLATED: Final = 0.02
"""By how much at least a row is violated to be added."""

_PACE: Final = 0.05
"""How fast rows' weights follow violations, in the mean size of the ties' weights."""

_STEPS: Final = 20
"""Steps of each ascent: weights that follow soon do more than a factor that is settled well."""

_ASCENTS: Final = 10
"""Ascents before further rows are looked for."""

_SETTLED: Final = 1e-2
"""By how much no weight changes any more, in their pace, when they have settled."""

_NUDGE: Final = 1e-3
"""Size of the random numbers added to the factor before each ascent."""

_LOOKED_THROUGH: Final = 100_000_000
"""Pairs of a tie and a node that are looked through for violated rows: ties by chance where there are more."""

_AT_ONCE: Final = 5_000_000
"""Such pairs that are looked through at once."""

_DENSE: Final = 0.1
"""Part of the pairs of nodes with a tie from which products with all of the matrix are faster."""

_LAST_STEPS: Final = 200
"""Steps of the last ascent, of which the diagonal is made."""

_EIGENVALUE: Final = 3e-10
"""Seconds that an eigenvalue takes, less than, for each node to the third power."""

_ROUNDING: Final = 1e-12
"""What an eigenvalue may be off, as a part of the order of the matrix times the largest sum of sizes of a row."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class SpectralBound(Result):
    """A lower bound of frustration, and all that is needed to check it.

    With M the matrix of weights plus, of each row p, its weight times the outer product of p with itself, and t the
    largest eigenvalue of M less the diagonal, no camps frustrate less than half of what the sizes of weights sum to,
    less a quarter of sum(diagonal) + n t - sum(weight).

    ``value`` is the bound: no camps frustrate less weight. ``n`` is the number of nodes.

    Parameters
    ----------
    diagonal : array of float, shape (nodes,)
        The numbers d.
    nodes : array of int, shape (rows, 3)
        The three nodes of each row p.
    signs : array of int, shape (rows, 3)
        Their entries, 1 or -1.
    weight : array of float, shape (rows,)
        The numbers y, from 0.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> bool((spectral_bound(graph, until=math.inf).weight >= 0).all())
    True
    """

    diagonal: Array = attrs.field(eq=SAME_ARRAY)
    nodes: NDArray[np.int64] = attrs.field(eq=SAME_ARRAY)
    signs: NDArray[np.int64] = attrs.field(eq=SAME_ARRAY)
    weight: Array = attrs.field(eq=SAME_ARRAY)

    def times(self, factor: float) -> SpectralBound:
        """Return the bound of the graph with weights so many times as large."""
        require_number(factor, "factor")
        value = float(self) * factor
        return attrs.evolve(
            self,
            value=value,
            interval=Interval(value, value),
            diagonal=self.diagonal * factor,
            weight=self.weight * factor,
        )

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the bound, and how much proves it."""
        facts = (("nodes", str(len(self.diagonal))), ("rows", str(len(self.weight))))
        return Result.page(self).extended(facts)


def _bound(
    value: float, diagonal: Array, nodes: NDArray[np.int64], signs: NDArray[np.int64], weight: Array
) -> SpectralBound:
    return SpectralBound(
        measure="spectral bound of frustration",
        value=value,
        interval=Interval(value, value),
        n=len(diagonal),
        method="largest eigenvalue of the matrix of weights with rows of three nodes added",
        references=(MXUS,),
        made_with=made_with("scipy"),
        diagonal=diagonal,
        nodes=nodes,
        signs=signs,
        weight=weight,
    )


def spectral_bound(graph: SignedGraph, *, until: float, seed: int = 0) -> SpectralBound:
    """Return a lower bound of the frustration of a graph, the best found by a time.

    Parameters
    ----------
    graph : SignedGraph
        Of some thousand nodes at most: all eigenvalues of a dense matrix vouch for the bound.
    until : float
        Reading of the monotonic clock at which to be done. Where that is too soon for the eigenvalues, the bound is 0.
    seed : int, default 0
        Seed of the start.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> round(spectral_bound(graph, until=math.inf).value, 2)
    1.0
    >>> spectral_bound(graph, until=time.monotonic()).value
    0.0
    """
    # A part of the time is for the bound that is made of what has been found: a last ascent and the eigenvalue.
    eigenvalue = until - _EIGENVALUE * graph.n_nodes**3
    now = time.monotonic()
    if now < eigenvalue:
        search = _Search(graph, now + 0.8 * (eigenvalue - now), seed)
        search.settle()
        for _ in range(_ROUNDS):
            if search.out_of_time or not search.add_rows():
                break
            search.settle()
        bound = search.bound(eigenvalue, until)
        if bound is not None:
            return bound
    return _nothing(graph)


def _nothing(graph: SignedGraph) -> SpectralBound:
    """Return a bound of 0: no row of the matrix of weights sums to more than its sizes, nor is an eigenvalue larger."""
    ends, sizes = np.concatenate([graph.source, graph.target]), np.tile(np.abs(graph.weight), 2)
    none = np.zeros((0, 3), dtype=np.int64)
    diagonal: Array = np.bincount(ends, weights=sizes, minlength=graph.n_nodes).astype(np.float64)
    return _bound(0.0, diagonal, none, none, np.zeros(0))


class _Search:
    """The thin factor of the semidefinite program's matrix, and the rows with their weights."""

    def __init__(self, graph: SignedGraph, until: float, seed: int) -> None:
        self._graph, self._until, n = graph, until, graph.n_nodes
        self._optimize: Any = MissingExtraError.importing("scipy.optimize", extra="balance")
        # With half as many columns local optima of the product are optima of the program without rows (Barvinok 1995,
        # Pataki 1998). Rows that bind ask for more: with half as many, weights never settle.
        thin = 2 * math.ceil(math.sqrt(2 * n))
        self._most = min(_NEW_ROWS, _NEW_ROWS_OF_A_NODE * n)
        self._chance = np.random.default_rng(seed)
        self._factor = _unit(self._chance.standard_normal((n, thin)))
        self._nodes: NDArray[np.int64] = np.zeros((0, 3), dtype=np.int64)
        self._signs: NDArray[np.int64] = np.zeros((0, 3), dtype=np.int64)
        self._weight: Array = np.zeros(0)
        self._pace = _PACE * float(np.abs(graph.weight).mean()) if graph.n_ties else 1.0
        self._matrix: Any = self._handy(graph.to_scipy())

    @property
    def out_of_time(self) -> bool:
        """Whether no further rows are to be added."""
        return time.monotonic() > self._until

    def _handy(self, matrix: Any) -> Any:  # noqa: ANN401 (an array, sparse or not)
        """Return a sparse array, with all its zeros where it has few."""
        return matrix.toarray() if matrix.nnz > _DENSE * self._graph.n_nodes**2 else matrix

    def _ascend(self, matrix: Any, steps: int, *, penalised: bool, until: float) -> Array:  # noqa: ANN401 (an array)
        """Return the factor after some steps towards the largest total of matrix times its product with itself."""
        shape = self._factor.shape
        rows = self._rows()

        def cost(flat: Array) -> tuple[float, Array]:
            raw = flat.reshape(shape)
            length = np.linalg.norm(raw, axis=1)[:, None]
            factor: Array = raw / length
            image: Array = matrix @ factor
            value, slope = -float((factor * image).sum()), -2 * image
            if penalised:
                sums: Array = rows @ factor
                pull = np.maximum(self._weight - self._pace * ((sums**2).sum(axis=1) - 1), 0.0)
                value += float((pull**2 - self._weight**2).sum()) / (2 * self._pace)
                slope = slope - 2 * (rows.T @ (pull[:, None] * sums))
            slope = slope - (slope * factor).sum(axis=1)[:, None] * factor
            return value, (slope / length).ravel()

        def step(_: Array) -> None:
            if time.monotonic() > until:
                raise StopIteration

        found: Any = self._optimize.minimize(
            cost, self._factor.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": steps}, callback=step
        )
        return _unit(np.asarray(found.x, dtype=np.float64).reshape(shape))

    def _rows(self) -> Any:  # noqa: ANN401 (a sparse array)
        count = self._weight.size
        square = compressed(
            np.repeat(np.arange(count), 3),
            self._nodes.ravel(),
            self._signs.ravel().astype(np.float64),
            max(count, self._graph.n_nodes),
        )
        return square[:count, : self._graph.n_nodes]

    def settle(self) -> None:
        """Move factor and weights towards the optimum with the rows there are (the augmented Lagrangian)."""
        for _ in range(_ASCENTS):
            if self.out_of_time:
                return
            # Where a row's sum is 0 nothing would move it: a nudge does.
            self._factor = _unit(self._factor + _NUDGE * self._chance.standard_normal(self._factor.shape))
            self._factor = self._ascend(self._matrix, _STEPS, penalised=True, until=self._until)
            excess = ((self._rows() @ self._factor) ** 2).sum(axis=1) - 1
            before, self._weight = self._weight, np.maximum(self._weight - self._pace * excess, 0.0)
            if float(np.abs(self._weight - before).max(initial=0.0)) <= _SETTLED * self._pace:
                return

    def bound(self, last: float, until: float) -> SpectralBound | None:
        """Return the bound of the rows' weights, with the diagonal that suits them; None where it came too late.

        Parameters
        ----------
        last : float
            Reading of the monotonic clock at which the diagonal has to be known.
        until : float
            Reading at which the bound has to be.
        """
        graph, rows, n = self._graph, self._rows(), self._graph.n_nodes
        weighted = self._handy(graph.to_scipy() + rows.T @ (rows * self._weight[:, None]))
        factor = self._ascend(weighted, _LAST_STEPS, penalised=False, until=last)
        diagonal: Array = ((weighted @ factor) * factor).sum(axis=1)
        dense: Array = np.array(weighted.todense() if hasattr(weighted, "todense") else weighted)
        dense[np.arange(n), np.arange(n)] -= diagonal
        eigenvalues = ended_by(lambda: np.linalg.eigvalsh(dense), until=until, stop=lambda: None)
        if eigenvalues is None:
            return None
        largest = float(eigenvalues[-1]) + _ROUNDING * n * float(np.abs(dense).sum(axis=1).max())
        most = math.fsum(diagonal.tolist()) + n * largest - math.fsum(self._weight.tolist())
        value = (math.fsum(np.abs(graph.weight).tolist()) - most / 2) / 2
        return _bound(value, diagonal, self._nodes, self._signs, self._weight)

    def add_rows(self) -> bool:
        """Add the most violated rows of a tie and a third node, drop those without weight; False if hardly any is."""
        kept = self._weight > 0
        nodes, signs, weight = self._nodes[kept], self._signs[kept], self._weight[kept]
        gram = self._factor @ self._factor.T
        found = [self._violated(ties, gram) for ties in self._looked_through()]
        size, triples, turns = (np.concatenate(parts) for parts in zip(*found, strict=True))
        worst = np.argsort(size)[: self._most]
        # One name for each row: nodes in order, the first with sign 1.
        order = np.argsort(triples[worst], axis=1)
        fresh = np.take_along_axis(triples[worst], order, axis=1)
        turned = np.take_along_axis(turns[worst], order, axis=1)
        turned = turned * turned[:, :1]
        nodes, signs = np.concatenate([nodes, fresh]), np.concatenate([signs, turned])
        _, first = np.unique(np.concatenate([nodes, signs], axis=1), axis=0, return_index=True)
        first.sort()
        weight = np.concatenate([weight, np.zeros(len(fresh))])[first]
        self._nodes, self._signs, self._weight = nodes[first], signs[first], weight
        return bool(worst.size > _FEW * self._weight.size)

    def _looked_through(self) -> Iterator[NDArray[np.int64]]:
        """Return ties to look through for violated rows, until time is out: at least some."""
        m, n = self._graph.n_ties, self._graph.n_nodes
        ties, most = np.arange(m), max(1, _LOOKED_THROUGH // n)
        if m > most:
            ties = np.sort(self._chance.choice(m, most, replace=False))
        for part in np.array_split(ties, math.ceil(ties.size * n / _AT_ONCE)):
            yield part
            if self.out_of_time:
                return

    def _violated(self, ties: NDArray[np.int64], gram: Array) -> tuple[Array, NDArray[np.int64], NDArray[np.int64]]:
        """Return the most violated rows of these ties and a third node: their sums, nodes and signs."""
        a, b, other = self._graph.source[ties], self._graph.target[ties], np.arange(self._graph.n_nodes)
        between, first, last = gram[a, b][:, None], gram[a], gram[b]
        found: list[tuple[Array, NDArray[np.int64], NDArray[np.int64]]] = []
        for second, third in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            total = second * between + third * first + second * third * last
            total[(other == a[:, None]) | (other == b[:, None])] = 0.0
            tie, node = np.nonzero(total < -1 - _VIOLATED)
            size = total[tie, node]
            worst = np.argsort(size)[: self._most]
            tie, node = tie[worst], node[worst]
            triple = np.stack([a[tie], b[tie], node], axis=1)
            found.append((size[worst], triple, np.tile([1, second, third], (tie.size, 1))))
        size, triples, turns = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return size, triples, turns


def _unit(factor: Array) -> Array:
    unit: Array = factor / np.linalg.norm(factor, axis=1)[:, None]
    return unit
