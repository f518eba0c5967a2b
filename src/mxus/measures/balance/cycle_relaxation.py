"""A lower bound of frustration: every negative cycle has at least one frustrated tie.

The fewest ties to flip, over all camps, is the least total of weights x of ties such that each cycle with an odd
number of negative ties has x of at least 1 in sum: whatever camps there are, their frustrated ties meet each such
cycle. As a linear program it is a bound, and its dual a packing: weights of negative cycles, no tie used beyond its
own weight, whose total no camps can undercut. Cycles are found as they are violated, as shortest paths: first through
the ties that the best known camps frustrate, then, where there are none left, in the signed double cover, in which a
path from a node to its other self is a negative cycle (Grötschel and Pulleyblank 1981).
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import sys
import time
from collections.abc import Collection, Generator, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mxus.errors import MissingExtraError, MxusError
from mxus.measures.balance.in_time import ended_by
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.sparse import compressed, shortest_paths
from mxus.measures.balance.triangle_listing import triangles
from mxus.measures.inputs import Array

__all__ = ["CycleProgram", "Packing", "by_most_ties", "cycles_in_cover", "cycles_through", "triangles_with"]

Packing = tuple[tuple[tuple[int, ...], float], ...]
"""Negative cycles, as numbers of their ties, with weights."""

_ENOUGH: Final = 1e-6
"""A cycle is violated if its ties sum to less than 1 by more than this."""

HOP: Final = 0.01
"""Added to each tie's weight, so that of equally violated cycles the shorter is found: short ones bind more."""

_MOST_TRIANGLES: Final = 20_000
"""Triangles that the first program starts with, at most."""

_PATIENCE: Final = 5.0
"""Seconds that the simplex method may take for one program before the interior point method takes over."""

_TELLING: Final = 1e-6
"""Seconds a tie that are too few to tell the solver of the program."""

_OPTIONS: Final = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,  # the bound of branch and bound is to meet what is found, not to come near it
    "mip_abs_gap": 1e-6,
}

_CELLS: Final = 5_000_000
"""Distances of shortest paths at a time: sources times nodes, about."""


class CycleProgram:
    """The linear program of the cycles found so far, in HiGHS.

    Parameters
    ----------
    weight : array of float, shape (ties,)
        Size of each tie's weight.
    until : float
        Reading of the monotonic clock at which time is out: the solver, where it goes on, is left alone from then.
    """

    def __init__(self, weight: Array, *, until: float = math.inf) -> None:
        highspy = MissingExtraError.importing("highspy", extra="balance")
        self._weight = weight
        self._cycles: dict[tuple[int, ...], None] = {}
        self._untold: list[tuple[int, ...]] = []
        self._packing: Packing = ()
        self._by_simplex = True
        self._start: Array = np.zeros(0)
        self._until = until
        with _silent():
            self._solver: Any = highspy.Highs()
        self._ok: Any = highspy.HighsStatus.kOk
        for option, value in _OPTIONS.items():
            self._set(option, value)
        self._solver.HandleUserInterrupt = True
        self._kinds: Any = highspy.HighsVarType
        self._status: Any = highspy.HighsModelStatus

    def _set(self, option: str, value: object) -> None:
        """Set an option of the solver, which answers and goes on where it has none of that name."""
        if self._solver.setOptionValue(option, value) != self._ok:
            message = f"HiGHS does not take {option} = {value!r}; expected a version that mxus[balance] names"
            raise MxusError(message)

    @property
    def cycles(self) -> Sequence[tuple[int, ...]]:
        """The cycles, as numbers of their ties."""
        return tuple(self._cycles)

    def add(self, cycles: Iterable[Sequence[int]]) -> int:
        """Add cycles that are not there yet; return how many these are."""
        new = [cycle for cycle in dict.fromkeys(tuple(sorted(cycle)) for cycle in cycles) if cycle not in self._cycles]
        self._cycles.update(dict.fromkeys(new))
        self._untold += new
        return len(new)

    def _tell(self) -> None:
        """Tell the solver of the ties, once, and of the cycles that it does not know yet."""
        size = self._weight.size
        if self._solver.getNumCol() == 0:
            self._solver.addVars(size, np.zeros(size), np.full(size, np.inf))
            self._solver.changeColsCost(size, np.arange(size, dtype=np.int32), self._weight)
        if self._untold:
            ties = np.fromiter(itertools.chain.from_iterable(self._untold), dtype=np.int32)
            starts = np.cumsum([0, *map(len, self._untold[:-1])]).astype(np.int32)
            ones = np.ones(len(self._untold))
            self._solver.addRows(ones.size, ones, ones * np.inf, ties.size, starts, ties, np.ones(ties.size))
            self._untold = []

    def disjoint(self) -> float:
        """Return the total of a packing made greedily of the cycles, a bound to have before the program is solved."""
        room: list[float] = self._weight.tolist()
        y = np.zeros(len(self._cycles))
        for place, cycle in enumerate(self._cycles):
            y[place] = least = min(room[tie] for tie in cycle)
            if least > 0:
                for tie in cycle:
                    room[tie] -= least
        return self._packed(y)

    def solve(self, seconds: float) -> tuple[Array, float]:
        """Return the weights of the ties and a bound that holds whatever the solver's tolerances, and out of time, too.

        Raises
        ------
        MxusError
            If the solver fails.
        """
        until = time.monotonic() + seconds
        if seconds < _TELLING * self._weight.size:
            return np.zeros(self._weight.size), 0.0
        self._tell()
        ended = True
        if self._by_simplex:
            ended = self._run(min(seconds, _PATIENCE))
            if ended and self._out_of_time() and seconds > _PATIENCE:
                # Of random signs the simplex takes many steps that gain nothing. The bound needs no vertex.
                self._by_simplex = False
                self._set("solver", "ipm")
                self._set("run_crossover", "off")
        if ended and not self._by_simplex:
            ended = self._run(until - time.monotonic())
        if not ended:
            return np.zeros(self._weight.size), 0.0
        solution = self._solver.getSolution()
        # Stopped early, some values may lie outside their bounds, and paths with negative lengths have no shortest.
        x, y = np.maximum(solution.col_value, 0.0), np.array(solution.row_dual)
        # There may be no solution yet; what there is of the dual is made a packing in any case.
        bound = self._packed(y) if y.size == len(self._cycles) else 0.0
        return (x if x.size == self._weight.size else np.zeros(self._weight.size)), bound

    def assign(self, graph: SignedGraph, camps: int) -> None:
        """Add which node is in which of a number of camps, as whole numbers after those of the ties."""
        self._tell()
        m, n = graph.n_ties, graph.n_nodes
        ties, negative = np.arange(m), graph.weight < 0
        place = m + np.arange(n * camps).reshape(n, camps)
        # Camps that only change numbers are the same: the node with the most ties is in the first, the next in the
        # first or second, and so on.
        rank = np.empty(n, dtype=np.int64)
        rank[by_most_ties(graph)] = range(n)
        self._solver.addVars(n * camps, np.zeros(n * camps), (np.arange(camps) <= rank[:, None]).ravel().astype(float))
        self._solver.changeColsIntegrality(
            n * camps, place.ravel().astype(np.int32), np.full(n * camps, self._kinds.kInteger)
        )
        self._rows(place, np.ones((n, camps)), 1.0, 1.0)
        for camp in range(camps):
            first, second = place[graph.source, camp], place[graph.target, camp]
            columns = np.stack([ties, first, second], axis=1)
            self._rows(columns[negative], np.tile([1.0, -1.0, -1.0], (int(negative.sum()), 1)), -1.0, np.inf)
            for sign in (1.0, -1.0):
                self._rows(columns[~negative], np.tile([1.0, sign, -sign], (int((~negative).sum()), 1)), 0.0, np.inf)

    def _rows(self, columns: NDArray[np.int64], values: Array, least: float, most: float) -> None:
        """Add rows of equal length."""
        count, length = columns.shape
        starts = np.arange(0, count * length, length, dtype=np.int32)
        self._solver.addRows(
            count,
            np.full(count, least),
            np.full(count, most),
            count * length,
            starts,
            columns.ravel().astype(np.int32),
            values.ravel(),
        )

    def start_from(self, solution: Array) -> None:
        """Have branch and bound begin with a solution: whole numbers for all ties, and for what `assign` added."""
        self._start = solution

    def solve_whole(self, seconds: float) -> tuple[Array, float] | None:
        """Return whole numbers for the ties that meet the cycles found so far, and the bound of branch and bound.

        None where there are none when time is out.
        """
        self._tell()
        ties = np.arange(self._weight.size, dtype=np.int32)
        # The fractions of the program before would be taken for a start, and completed in a search of its own that
        # has its own limit of time.
        self._solver.clearSolver()
        self._set("solver", "choose")
        self._solver.changeColsIntegrality(ties.size, ties, np.full(ties.size, self._kinds.kInteger))
        places = np.arange(self._start.size, dtype=np.int32)
        if places.size and self._solver.setSolution(places.size, places, self._start) != self._ok:
            message = "HiGHS does not take the best camps for a start of branch and bound; it has failed"
            raise MxusError(message)
        if not self._run(seconds):
            return None
        info, solution = self._solver.getInfo(), self._solver.getSolution()
        bound = float(info.mip_dual_bound)
        return (np.array(solution.col_value), bound) if solution.value_valid and np.isfinite(bound) else None

    def packing(self) -> Packing:
        """Return the best packing so far."""
        return self._packing

    def _out_of_time(self) -> bool:
        return bool(self._solver.getModelStatus() == self._status.kTimeLimit)

    def _run(self, seconds: float) -> bool:
        """Run the solver for some seconds; return False where it goes on when time is out, and is to be left alone."""
        self._set("time_limit", float(self._solver.getRunTime() + max(seconds, 0.01)))

        # Not in the thread of highspy's startSolve, whose locks are shared by all solvers of a process: two could not
        # run at once.
        def run() -> bool:
            self._solver.run()
            return True

        if ended_by(run, until=self._until, stop=self._solver.cancelSolve) is None:
            return False
        status = self._solver.getModelStatus()
        # An answer that misses the solver's tolerances is good enough: the packing made of it holds in any case.
        if status not in (self._status.kOptimal, self._status.kTimeLimit, self._status.kUnknown):
            message = f"the solver HiGHS stopped with {self._solver.modelStatusToString(status)}"
            raise MxusError(message)
        return True

    def _packed(self, dual: Array) -> float:
        """Return the total of the dual as a packing, its weights lowered until no tie is used beyond its own weight."""
        y = np.maximum(dual, 0.0)
        used = np.zeros_like(self._weight)
        cycles = list(self._cycles)
        ties = np.concatenate([np.array(cycle) for cycle in cycles]) if cycles else np.zeros(0, dtype=np.int64)
        owner = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
        np.add.at(used, ties, y[owner])
        room, over = np.ones_like(used), used > self._weight
        room[over] = self._weight[over] / used[over]
        part = np.ones(len(cycles))
        np.minimum.at(part, owner, room[ties])
        y = y * part
        packing = tuple((cycle, size) for cycle, size in zip(cycles, y.tolist(), strict=True) if size > 0)
        total = math.fsum(size for _, size in packing)
        if total > math.fsum(size for _, size in self._packing):
            self._packing = packing
        return total


@contextlib.contextmanager
def _silent() -> Generator[None, None, None]:
    """Keep the banner off the standard output that HiGHS prints, past Python, when the first solver is made."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 (a device)
            if sys.stdout is not None:  # as under pythonw
                sys.stdout.flush()
            os.dup2(nowhere.fileno(), 1)
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def by_most_ties(graph: SignedGraph) -> NDArray[np.int64]:
    """Return the nodes in the order of how many ties they have, those with most first."""
    degree = np.bincount(np.concatenate([graph.source, graph.target]), minlength=graph.n_nodes)
    return np.argsort(-degree, kind="stable")


def triangles_with(graph: SignedGraph, negative: Collection[int], *, until: float = math.inf) -> list[list[int]]:
    """Return triangles with such numbers of negative ties, for the first program: short cycles bind most."""
    is_negative = graph.weight < 0
    found: list[list[int]] = []
    if time.monotonic() > until:
        return found
    for block in triangles(graph):
        ties = np.stack(block, axis=1)
        wanted = np.isin(is_negative[ties].sum(axis=1), list(negative))
        found += ties[wanted][: _MOST_TRIANGLES - len(found)].tolist()
        if len(found) >= _MOST_TRIANGLES or time.monotonic() > until:
            break
    return found


def cycles_through(
    graph: SignedGraph, frustrated: NDArray[np.bool_], x: Array, *, hop: float = HOP, until: float = math.inf
) -> list[list[int]]:
    """Return violated cycles of one frustrated tie each, closed by the shortest path of ties that are not.

    A `hop` is added to the length of each tie. Cycles of many hops may be left out for it; with a hop of 0 none are,
    but those that there is no time for.
    """
    if time.monotonic() > until:
        return []
    source, target, n = graph.source, graph.target, graph.n_nodes
    a, b = source[~frustrated], target[~frustrated]
    # Lengths of 0 would be no ties to a sparse graph.
    hop = hop or 0.1 * _ENOUGH / n
    length = x[~frustrated] + hop
    rest = compressed(np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([length, length]), n)
    wanted = np.flatnonzero(frustrated & (x < 1 - _ENOUGH))
    # The end that more of these ties share is where paths start, so that there are fewer starts.
    often = np.bincount(np.concatenate([source[wanted], target[wanted]]), minlength=n)
    start = np.where(often[source[wanted]] >= often[target[wanted]], source[wanted], target[wanted])
    end = source[wanted] + target[wanted] - start
    starts, which = np.unique(start, return_inverse=True)
    number = _tie_numbers(source, target, n)
    found: list[list[int]] = []
    batch = _at_once(n)
    for begin in range(0, starts.size, batch):
        if time.monotonic() > until:
            break
        # Paths that are longer, hops counted in, are left out.
        distance, before = shortest_paths(rest, starts[begin : begin + batch], limit=1 + 5 * hop)
        for place in np.flatnonzero((which >= begin) & (which < begin + batch)).tolist():
            row = int(which[place]) - begin
            if np.isfinite(distance[row, end[place]]):
                path = _path(before[row], int(starts[which[place]]), int(end[place]))
                found.append([int(wanted[place]), *_ties_of(path, number, n)])
    return [cycle for cycle in found if x[cycle].sum() < 1 - _ENOUGH]


def cycles_in_cover(graph: SignedGraph, x: Array, *, most: int, until: float = math.inf) -> list[list[int]]:
    """Return violated negative cycles, up to about `most`; none only if none is in the whole graph, or time is out."""
    if time.monotonic() > until:
        return []
    source, target, weight, n = graph.source, graph.target, graph.weight, graph.n_nodes
    # Node v has the selves v and v + n; a negative tie leads from one self to the other's other.
    across = np.where(weight < 0, n, 0)
    rows = np.concatenate([source, target, source + n, target + n])
    columns = np.concatenate([target + across, source + across, target + n - across, source + n - across])
    # Lengths of 0 would be no ties to a sparse graph. What so small a length adds to a cycle of all nodes stays below
    # the tolerance, so that no violated cycle escapes.
    length = np.tile(np.maximum(x, 0.1 * _ENOUGH / n), 4)
    cover = compressed(rows, columns, length, 2 * n)
    number = _tie_numbers(source, target, n)
    found: list[list[int]] = []
    batch = _at_once(2 * n)
    for begin in range(0, n, batch):
        if time.monotonic() > until:
            break
        nodes = np.arange(begin, min(begin + batch, n))
        distance, before = shortest_paths(cover, nodes, limit=1.0)
        for row in np.flatnonzero(distance[np.arange(nodes.size), nodes + n] < 1 - _ENOUGH).tolist():
            walk = [node % n for node in _path(before[row], begin + row, begin + row + n)]
            ties = _ties_of(walk, number, n)
            # A closed walk may pass a tie twice; the ties that it passes once hold a negative cycle no longer than it.
            once = [tie for tie in dict.fromkeys(ties) if ties.count(tie) % 2]
            if x[once].sum() < 1 - _ENOUGH:
                found.append(once)
        if len(found) >= most:
            break
    return found


def _at_once(nodes: int) -> int:
    """Return from how many nodes shortest paths are looked for at once."""
    return max(1, min(128, _CELLS // max(nodes, 1)))


def _path(before: NDArray[np.int32], start: int, end: int) -> list[int]:
    path = [end]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return path


def _tie_numbers(source: NDArray[np.int64], target: NDArray[np.int64], n: int) -> dict[int, int]:
    return dict(zip((source * n + target).tolist(), range(source.size), strict=True))


def _ties_of(path: Sequence[int], number: dict[int, int], n: int) -> list[int]:
    return [number[min(a, b) * n + max(a, b)] for a, b in pairwise(path)]
