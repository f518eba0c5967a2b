"""Frustration: how few ties would have to change their sign for the whole network to be balanced."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, Final

import attrs
import numpy as np

from mxus.errors import InvalidValueError, shown
from mxus.measures.camp_search import Sides, frustrated_by, improved, searched
from mxus.measures.citing import cites, references_of
from mxus.measures.contingency import Array
from mxus.measures.cycle_relaxation import CycleProgram, Packing, cycles_in_cover, cycles_through
from mxus.measures.literature import AREF_2020, AREF_WILSON_2018, GROETSCHEL_PULLEYBLANK_1981, HARARY_1959
from mxus.measures.signed_graph import SignedGraph
from mxus.measures.sparse import compressed, tree_order
from mxus.measures.triangles import triangles
from mxus.values.result import Interval, Result, Undefined

__all__ = ["Frustration", "frustration"]

_ROUNDING: Final = 1e-6
"""Bounds nearer than this, as a part of the weight of all ties, have met."""

_MOST_ROWS: Final = 20_000
"""Unbalanced triangles that the first program starts with, at most."""

_CUTS: Final = 500
"""Cycles of the whole graph looked for at a time, once those of one frustrated tie are used up."""


@attrs.frozen(kw_only=True, eq=False)
class Frustration:
    """The frustration index, with the camps that prove it from above and the cycles that prove it from below.

    Parameters
    ----------
    index : Result
        Fewest ties (or least weight of ties) whose sign must flip for balance, L. Undefined where it is only bracketed:
        the interval then holds it.
    score : Result
        1 - 2 L / m, from 0 to 1 (balanced), m the ties or their weight.
    camps : tuple of two tuples of str
        Two camps that frustrate as much as the upper end says; the camp of the first node first.
    frustrated : tuple of (str, str, float)
        The ties they frustrate: the relations that would have to turn, with their weights.
    packing : tuple of (tuple of int, float)
        Negative cycles, as numbers of their ties, with weights: no tie is in cycles of more weight than its own, so
        that no camps frustrate less than the total. It proves the lower end, but for what branch and bound added.
    branched : bool
        Whether branch and bound was needed beyond the packing.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> found = frustration(graph)
    >>> found.index.value, found.exact, len(found.frustrated)
    (1.0, True, 1)
    """

    index: Result
    score: Result
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[tuple[str, str, float], ...]
    packing: Packing = attrs.field(repr=False)
    branched: bool

    @property
    def lower(self) -> float:
        """No camps frustrate less."""
        return self._bounds.lower

    @property
    def upper(self) -> float:
        """What the camps found frustrate."""
        return self._bounds.upper

    @property
    def exact(self) -> bool:
        """Whether the two ends meet, so that the index is proven."""
        return self.index.exact

    @property
    def _bounds(self) -> Interval:
        return self.index.interval or Interval(0.0, 0.0)

    def cite(self) -> str:
        """Return the BibTeX of the index and the method."""
        return self.index.cite()


@cites(HARARY_1959, AREF_WILSON_2018, AREF_2020, GROETSCHEL_PULLEYBLANK_1981)
def frustration(
    graph: SignedGraph,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    progress: Callable[[float, float], object] | None = None,
) -> Frustration:
    r"""Frustration index: fewest ties whose sign must flip for the graph to be balanced.

    .. math:: L = \min_{s \in \{-1, 1\}^n} \sum_{ij} |w_{ij}| \, [\, s_i s_j w_{ij} < 0 \,], \quad F = 1 - 2 L / m

    Parameters
    ----------
    graph : SignedGraph
        Ties may have weights; what is summed is then their sizes, and m is the sum of all.
    time_limit : float, optional
        Seconds after which the best bracket so far is returned; until it is proven where not given.
    seed : int, default 0
        Seed of the search for camps. It can change which of several best camps are found, never a proven index.
    progress : callable, optional
        Called with the lower and the upper bound after each round.

    Returns
    -------
    Frustration
        The index, with camps that attain it, the ties that would have to turn, and cycles that prove that fewer will
        not do. Without ties the index is 0 and the score undefined.

    Raises
    ------
    InvalidValueError
        If the time limit is negative or the seed not a whole number.
    MissingExtraError
        If scipy or highspy, which solve the program, are not installed (``mxus[balance]``).

    Notes
    -----
    Every negative cycle has a frustrated tie. The least weight of ties that meets all negative cycles is a linear
    program with a row for each cycle; rows are added as they are violated, and its dual is a packing of cycles that
    anyone can check. Where the program leaves fractions that rounding does not close, branch and bound does.

    References
    ----------
    Harary (1959), Behavioral Science 4(4), 316-323. Aref and Wilson (2018), Journal of Complex Networks 6(4), 566-595.
    Aref, Mason and Wilson (2020), Networks 75(1), 95-110. Grötschel and Pulleyblank (1981), Operations Research Letters
    1(1), 23-27.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "a", "b", "b", "c"], ["b", "c", "d", "c", "d", "d"], [-1] * 6)
    >>> found = frustration(graph)
    >>> found.index.value, round(found.score.value, 4)
    (2.0, 0.3333)
    """
    if time_limit is not None and not (isinstance(time_limit, int | float) and time_limit >= 0):
        message = f"found time_limit {shown(time_limit)}; expected seconds from 0, or None"
        raise InvalidValueError(message)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        message = f"found seed {shown(seed)}; expected a whole number from 0"
        raise InvalidValueError(message)
    if graph.n_ties == 0:
        return _result(graph, np.ones(graph.n_nodes, dtype=np.int64), 0.0, (), branched=False)
    run = _Run(graph, seed, math.inf if time_limit is None else time_limit, progress)
    run.bracket()
    return _result(graph, run.sides, run.lower, run.program.packing(), branched=run.branched)


class _Run:
    """One run: the bracket, and what has been found to hold it."""

    def __init__(
        self, graph: SignedGraph, seed: int, seconds: float, progress: Callable[[float, float], object] | None
    ) -> None:
        self._graph, self._progress = graph, progress
        self._until = time.monotonic() + seconds
        self._size: Array = np.abs(graph.weight)
        self._whole = bool((self._size == np.round(self._size)).all())
        rows = np.concatenate([graph.source, graph.target])
        columns = np.concatenate([graph.target, graph.source])
        weights = np.concatenate([graph.weight, graph.weight])
        self._adjacency: Any = compressed(rows, columns, weights, graph.n_nodes)
        self.program = CycleProgram(self._size)
        self.sides: Sides = searched(self._adjacency, seed=seed)
        self.upper = self._cost(self.sides)
        self.lower = 0.0
        self.branched = False

    def bracket(self) -> None:
        """Raise the lower and lower the upper bound until they meet or time is out."""
        self.program.add(self._unbalanced_triangles())
        self._raise(self.program.disjoint())
        while not self._met() and self._left() > 0:
            x, bound = self.program.solve(self._left())
            self._raise(bound)
            self._try(x)
            if self._met() or self._left() <= 0:
                return
            if not self.program.add(self._violated(x)):
                self._branch()
                return

    def _branch(self) -> None:
        """Close what is left by branch and bound over the cycles found, adding those that its answers violate."""
        self.branched = True
        while not self._met() and self._left() > 0 and (solved := self.program.solve_whole(self._left())) is not None:
            x, bound = solved
            self._raise(bound)
            self._try(x)
            if not self.program.add(self._violated(np.round(x))) and self._left() > 0:
                # The answer meets every negative cycle, so that its camps frustrate no more than it.
                self._raise(bound)
                return

    def _violated(self, x: Array) -> list[list[int]]:
        graph = self._graph
        frustrated = frustrated_by(self.sides, graph.source, graph.target, graph.weight)
        return cycles_through(graph, frustrated, x) or cycles_in_cover(graph, x, most=_CUTS)

    def _unbalanced_triangles(self) -> list[list[int]]:
        negative = self._graph.weight < 0
        found: list[list[int]] = []
        for a, b, c in triangles(self._graph):
            odd = negative[a] ^ negative[b] ^ negative[c]
            found += np.stack([a[odd], b[odd], c[odd]], axis=1)[: _MOST_ROWS - len(found)].tolist()
            if len(found) >= _MOST_ROWS:
                break
        return found

    def _try(self, x: Array) -> None:
        """Round a solution to camps: along a tree of the ties it weighs least, then by local search."""
        sides = improved(self._along_a_tree(x), self._adjacency)
        if (cost := self._cost(sides)) < self.upper:
            self.sides, self.upper = sides, cost
        if self._progress is not None:
            self._progress(self.lower, self.upper)

    def _along_a_tree(self, x: Array) -> Sides:
        graph = self._graph
        # Lengths of 0 would be no ties to a sparse graph.
        nodes, above = tree_order(graph.source, graph.target, x + 1e-6, graph.n_nodes)
        hanging = above >= 0
        turn = np.ones(nodes.size, dtype=np.int64)
        turn[hanging] = np.sign(np.asarray(self._adjacency[nodes[hanging], above[hanging]])).astype(np.int64)
        sides = np.ones(graph.n_nodes, dtype=np.int64)
        for node, parent, sign in zip(nodes.tolist(), above.tolist(), turn.tolist(), strict=True):
            if parent >= 0:
                sides[node] = sides[parent] * sign
        return sides

    def _cost(self, sides: Sides) -> float:
        graph = self._graph
        return math.fsum(self._size[frustrated_by(sides, graph.source, graph.target, graph.weight)].tolist())

    def _raise(self, bound: float) -> None:
        slack = _ROUNDING * max(1.0, abs(bound)) if self._whole else 0.0
        raised = float(math.ceil(bound - slack)) if self._whole else bound
        self.lower = min(max(self.lower, raised), self.upper)

    def _met(self) -> bool:
        return self.upper - self.lower <= (0.0 if self._whole else _ROUNDING * float(self._size.sum()))

    def _left(self) -> float:
        return self._until - time.monotonic()


def _result(graph: SignedGraph, sides: Sides, lower: float, packing: Packing, *, branched: bool) -> Frustration:
    frustrated = frustrated_by(sides, graph.source, graph.target, graph.weight)
    total = math.fsum(np.abs(graph.weight).tolist())
    upper = math.fsum(np.abs(graph.weight[frustrated]).tolist())
    exact = upper - lower <= _ROUNDING * total
    method = "cycle packing and branch and bound" if branched else "cycle packing"
    index = Result(
        measure="frustration index",
        value=upper if exact else Undefined("known only within bounds"),
        interval=Interval(lower, upper),
        n=graph.n_ties,
        method=method,
        exact=exact,
        references=references_of(frustration),
    )
    value: float | Undefined = Undefined("known only within bounds")
    if exact:
        value = 1 - 2 * upper / total if total else Undefined("there are no ties")
    score = attrs.evolve(
        index,
        measure="frustration score",
        value=value,
        interval=Interval(1 - 2 * upper / total, 1 - 2 * lower / total) if total else None,
    )
    names = np.array(graph.nodes, dtype=object)
    first = sides[0] if sides.size else 1
    return Frustration(
        index=index,
        score=score,
        camps=(tuple(names[sides == first]), tuple(names[sides != first])),
        frustrated=tuple(tie for tie, bad in zip(graph.ties, frustrated.tolist(), strict=True) if bad),
        packing=packing,
        branched=branched,
    )
