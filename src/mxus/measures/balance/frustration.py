"""Frustration: how few ties would have to change their sign for the whole network to be balanced."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import InvalidValueError, shown
from mxus.measures.balance.bracket import UNKNOWN, Bracket, seconds_of
from mxus.measures.balance.camp_search import Sides, annealed, frustrated_by, improved, searched
from mxus.measures.balance.cycle_relaxation import (
    CycleProgram,
    Packing,
    cycles_in_cover,
    cycles_through,
    triangles_with,
)
from mxus.measures.balance.literature import AREF_2020, AREF_WILSON_2018, GROETSCHEL_PULLEYBLANK_1981, HARARY_1959
from mxus.measures.balance.nodes import Node, labels_of, node_array
from mxus.measures.balance.short_cycles import short_cycles
from mxus.measures.balance.signed_digraph import SignedDiGraph, netted
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import SignedTies, named_ties, require_kind, total_weight
from mxus.measures.balance.sparse import tree_order
from mxus.measures.balance.spectral_bound import SpectralBound, spectral_bound
from mxus.measures.balance.tabu_search import suits_tabu_search, tabu_searched
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, one_of, real_number, whole_number
from mxus.values.interval import Interval, Undefined
from mxus.values.progress import Progress
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["Frustration", "frustration"]

Interrupt = Literal["raise", "return"]

_SPECTRAL_NODES: Final = 3_000
"""Nodes up to which an eigenvalue is asked for a bound: it takes all of a dense matrix, some seconds each time."""

_WIDE: Final = 0.1
"""Gap, as a part of the upper bound, that is wide enough to ask for it after the first programs."""

_PROGRAMS: Final = 8
"""How many programs are solved before it is asked for: where signs have some order, they nearly close the gap."""

_WITH_LIMIT: Final = (0.1, 0.25)
"""Parts of a time limit after which it is asked for where the gap is wide, and whatever it is."""

_SEARCH: Final = 0.15
"""Part of the time that is left which the first search for camps may take."""

_PACKING: Final = 0.3
"""Part of it which the first packing may take."""

_CAMPS: Final = 0.25
"""Part of it which the better search for camps may take."""

_FIRST_BRANCH: Final = 0.15
"""Part of it which branch and bound may take before."""

_SPECTRAL: Final = 0.8
"""Part of it which the eigenvalue may take."""

_AT_ONCE: Final = 1.0
"""Seconds that branch and bound may take at first, or half as many as have gone by, before more is asked for."""

_CUTS: Final = 500
"""Cycles of the whole graph looked for at a time, once those of one frustrated tie are used up."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Frustration(Result):
    """The frustration index, with the camps that prove it from above and the cycles that prove it from below.

    ``value`` is the index L: the fewest ties (or the least weight of ties) whose sign must flip for balance. It is
    undefined where it is only bracketed: the interval then holds it. ``exact`` says whether the two ends meet and the
    index is proven: to 7 digits where weights are not whole or very large.

    Parameters
    ----------
    score : Result
        1 - 2 L / m, from 0 to 1 (balanced), m the ties or their weight.
    camps : tuple of two tuples of str
        Two camps that frustrate as much as the upper end says; the camp of the first node first.
    frustrated : tuple of (str, str, float)
        The ties they frustrate: the relations that would have to turn, with their weights.
    packing : tuple of (tuple of int, float)
        Negative cycles, as numbers of their ties, with weights: no tie is in cycles of more weight than its own, so
        that no camps frustrate less than the total. It proves the lower end, but for what branch and bound added. Of a
        digraph, the cycles are those of ``to_undirected(duplicates="sum")``; to their total comes what opposite arcs
        of different signs frustrate in any case.
    spectral : SpectralBound or None
        A bound by an eigenvalue of the graph that the packing is of, where it was higher when it was asked for: of
        signs without much order. The lower end is the higher of the two, or what branch and bound raised it to.
    branched : bool
        Whether branch and bound was needed beyond the packing.
    lower, upper : float
        No camps frustrate less than the one; the camps found frustrate the other.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> found = frustration(graph)
    >>> found.value, found.exact, len(found.frustrated)
    (1.0, True, 1)
    """

    score: Result
    camps: tuple[tuple[Node, ...], tuple[Node, ...]]
    frustrated: tuple[tuple[Node, Node, float], ...]
    packing: Packing
    spectral: SpectralBound | None
    branched: bool
    lower: float
    upper: float

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the two ends, the camps, and the ties that do not fit them."""
        facts = (
            ("score", self.score.figures()),
            *((f"camp {number}", ", ".join(labels_of(camp)) or "nobody") for number, camp in enumerate(self.camps, 1)),
        )
        rows = [(first, second, f"{weight:+.4g}") for first, second, weight in self.frustrated]
        table = Table.of_first("ties that would have to turn", ("from", "to", "weight"), rows)
        return Result.page(self).extended(facts, table)


@cites(HARARY_1959, AREF_WILSON_2018, AREF_2020, GROETSCHEL_PULLEYBLANK_1981)
def frustration(  # noqa: PLR0913 (the limits of a solver)
    graph: SignedGraph | SignedDiGraph,
    *,
    time_limit: float | None = None,
    gap_limit: float = 0.0,
    seed: int = 0,
    progress: Progress | None = None,
    interrupt: Interrupt = "raise",
) -> Frustration:
    r"""Frustration index: fewest ties (of a digraph: arcs) whose sign must flip for the graph to be balanced.

    .. math:: L = \min_{s \in \{-1, 1\}^n} \sum_{ij} |w_{ij}| \, [\, s_i s_j w_{ij} < 0 \,], \quad F = 1 - 2 L / m

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Ties may have weights; what is summed is then their sizes, and m is the sum of all. Of a digraph every arc
        counts: of two opposite arcs whose signs differ, one is frustrated whatever the camps.
    time_limit : float, optional
        Seconds after which the best bracket so far is returned; until it is proven where not given.
    gap_limit : float, default 0
        Part of the upper bound that the two bounds may differ by for the bracket to be returned before it is closed.
    seed : int, default 0
        Seed of the search for camps. It can change which of several best camps are found, never a proven index.
    progress : callable, optional
        ``progress(done, total)`` is called after each round: the lower bound, which is proven, and the upper one, the
        least found. Both move; when they are equal, the index is proven.
    interrupt : {'raise', 'return'}, default 'raise'
        What an interruption (Ctrl-C) does: raise ``KeyboardInterrupt``, or return the best bracket so far.

    Returns
    -------
    Frustration
        The index, with camps that attain it, the ties that would have to turn, and cycles that prove that fewer will
        not do. Without ties the index is 0 and the score undefined.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, its weights sum to more than a number can hold, a limit is negative, the seed not a
        whole number, or `interrupt` not one of the two.
    MissingExtraError
        If scipy or highspy, which solve the program, are not installed (``mxus[balance]``).
    MxusError
        If the solver fails.

    Notes
    -----
    Every negative cycle has a frustrated tie. The least weight of ties that meets all negative cycles is a linear
    program with a row for each cycle; rows are added as they are violated, and its dual is a packing of cycles that
    anyone can check. Where the program leaves fractions that rounding does not close, branch and bound does. Where
    signs have hardly any order and cycles prove little, a semidefinite program gives a bound that one eigenvalue
    proves. Of two opposite arcs whose signs differ, the lighter is frustrated in any case, and what the heavier weighs
    more exactly if the tie of their sum is.

    References
    ----------
    Harary (1959), Behavioral Science 4(4), 316-323. Aref and Wilson (2018), Journal of Complex Networks 6(4), 566-595.
    Aref, Mason and Wilson (2020), Networks 75(1), 95-110. Grötschel and Pulleyblank (1981), Operations Research Letters
    1(1), 23-27.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "a", "b", "b", "c"], ["b", "c", "d", "c", "d", "d"], [-1] * 6)
    >>> found = frustration(graph)
    >>> found.value, round(found.score.value, 4)
    (2.0, 0.3333)
    >>> frustration(SignedDiGraph.from_edges(["a", "b", "b"], ["b", "a", "c"], [1, -1, 1])).value
    1.0
    """
    begun, seconds = time.monotonic(), seconds_of(time_limit)
    part = real_number(gap_limit)
    if not part >= 0:
        message = f"found gap_limit {shown(gap_limit)}; expected a part of the upper bound, from 0"
        raise InvalidValueError(message)
    require_kind(graph, SignedTies)
    seed = whole_number(seed, "seed")
    one_of(interrupt, Interrupt, "interrupt")
    run = _Run(graph, part, seconds, begun, progress)
    try:
        run.bracket(seed)
    except KeyboardInterrupt:
        if interrupt == "raise":
            raise
    return run.result()


class _Run:
    """One run: the bracket, and what has been found to hold it."""

    def __init__(
        self,
        ties: SignedGraph | SignedDiGraph,
        gap_limit: float,
        seconds: float,
        begun: float,
        progress: Progress | None,
    ) -> None:
        self._total = total_weight(ties)
        graph, always = netted(ties)
        self._ties, self._graph, self._progress = ties, graph, progress
        self._always = always
        self._bracket = Bracket(graph.weight, seconds=seconds, begun=begun, gap_limit=gap_limit)
        self._scaled = attrs.evolve(graph, weight=graph.weight / self._bracket.unit)
        self._adjacency: Any = self._scaled.to_scipy()
        self._program = CycleProgram(self._bracket.size, until=self._bracket.until)
        self._sides: Sides = np.ones(graph.n_nodes, dtype=np.int64)
        self._bracket.lower_to(self._cost(self._sides))
        self._branched = False
        self._spectral: SpectralBound | None = None

    def bracket(self, seed: int) -> None:
        """Raise the lower and lower the upper bound until they meet or time is out."""
        bracket = self._bracket
        if bracket.met:
            return
        self._take(searched(self._adjacency, seed=seed, until=bracket.until_part(_SEARCH)))
        self._pack()
        asked = False
        for programs in itertools.count():
            if not asked and self._is_hard(programs):
                asked = True
                self._without_order(seed)
            if bracket.enough:
                return
            # Where a program takes long, time is kept for what else there is.
            x, bound = self._program.solve(bracket.left if asked else self._until_hard())
            bracket.raise_to(bound)
            self._try(x)
            if bracket.enough:
                return
            if not self._program.add(self._violated(x)):
                self._close(seed, asked=asked)
                return

    def _is_hard(self, programs: int) -> bool:
        """Return whether more is asked for than programs, so many of which are solved."""
        return not self._bracket.enough and ((self._is_wide() and programs >= _PROGRAMS) or self._until_hard() <= 0)

    def _until_hard(self) -> float:
        """Return the seconds until more is asked for, whatever programs are solved until then."""
        bracket, (early, late) = self._bracket, _WITH_LIMIT
        if not self._is_wide() and self._graph.n_nodes > _SPECTRAL_NODES:
            return max(bracket.left, 1e-9)
        return (early if self._is_wide() else late) * (bracket.spent + bracket.left) - bracket.spent

    def _is_wide(self) -> bool:
        return self._bracket.upper - self._bracket.lower > _WIDE * self._bracket.upper

    def _pack(self) -> None:
        """Have short negative cycles for the first program, and the bound of those that share no tie."""
        graph, bracket = self._graph, self._bracket
        until = bracket.until_part(_PACKING)
        self._program.add(short_cycles(graph, self._frustrated(), bracket.size, until=until))
        self._program.add(triangles_with(graph, (1, 3), until=until))
        bracket.raise_to(self._program.disjoint())

    def _close(self, seed: int, *, asked: bool) -> None:
        """Close what the cycles leave open by branch and bound, and where that is not done at once by all there is."""
        bracket = self._bracket
        if not asked:
            most = max(_AT_ONCE, 0.5 * bracket.spent)
            self._branch(min(time.monotonic() + most, bracket.until_part(_FIRST_BRANCH)))
            if not bracket.enough:
                self._without_order(seed)
        self._branch(bracket.until)

    def _without_order(self, seed: int) -> None:
        """Where signs have hardly any order, a longer search for camps and an eigenvalue say more than cycles do."""
        graph, bracket = self._graph, self._bracket
        search = tabu_searched if suits_tabu_search(self._adjacency) else annealed
        self._take(search(self._adjacency, seed=seed, until=bracket.until_part(_CAMPS)))
        if bracket.enough or graph.n_nodes > _SPECTRAL_NODES:
            return
        found = spectral_bound(self._scaled, until=bracket.until_part(_SPECTRAL), seed=seed)
        if found > bracket.lower:
            self._spectral = found.times(bracket.unit)
            bracket.raise_to(float(found))

    def _branch(self, until: float) -> None:
        """Close what is left by branch and bound over the cycles found, adding those that its answers violate."""
        bracket = self._bracket
        self._branched = self._branched or not bracket.enough
        while not bracket.enough and (seconds := until - time.monotonic()) > 0:
            self._program.start_from(self._frustrated().astype(np.float64))
            solved = self._program.solve_whole(seconds)
            if solved is None:
                return
            x, bound = solved
            bracket.raise_to(bound)
            self._try(x)
            # An answer that meets every negative cycle has camps that frustrate no more than it.
            if bracket.enough or not self._program.add(self._violated(np.round(x))):
                return

    def _violated(self, x: Array) -> list[list[int]]:
        graph, until = self._graph, self._bracket.until
        through = cycles_through(graph, self._frustrated(), x, until=until)
        return through or cycles_in_cover(graph, x, most=_CUTS, until=until)

    def _frustrated(self) -> NDArray[np.bool_]:
        """Return which ties the best camps frustrate."""
        return frustrated_by(self._sides, self._graph.source, self._graph.target, self._graph.weight)

    def _try(self, x: Array) -> None:
        """Round a solution to camps: along a tree of the ties it weighs least, then by local search."""
        if not self._bracket.enough:
            self._take(improved(self._along_a_tree(x), self._adjacency, until=self._bracket.until))
        if self._progress is not None:
            bracket = self._bracket
            self._progress(*(bound * bracket.unit + self._always for bound in (bracket.lower, bracket.upper)))

    def _take(self, sides: Sides) -> None:
        if (cost := self._cost(sides)) < self._bracket.upper:
            self._sides = sides
            self._bracket.lower_to(cost)

    def _along_a_tree(self, x: Array) -> Sides:
        graph = self._graph
        # Lengths of 0 would be no ties to a sparse graph.
        nodes, above = tree_order(graph.source, graph.target, x + 1e-6, graph.n_nodes)
        hanging = above >= 0
        sides = np.ones(graph.n_nodes, dtype=np.int64)
        sides[nodes[hanging]] = np.sign(np.asarray(self._adjacency[nodes[hanging], above[hanging]])).astype(np.int64)
        ahead = np.arange(graph.n_nodes)
        ahead[nodes[hanging]] = above[hanging]
        # Each node's side is the product of signs up to its root, of twice as many ties each time.
        while (ahead[ahead] != ahead).any():
            sides *= sides[ahead]
            ahead = ahead[ahead]
        return sides

    def _cost(self, sides: Sides) -> float:
        graph = self._graph
        return math.fsum(self._bracket.size[frustrated_by(sides, graph.source, graph.target, graph.weight)].tolist())

    def result(self) -> Frustration:
        """Return what has been found."""
        ties, exact = self._ties, self._bracket.met
        total = self._total
        frustrated = frustrated_by(self._sides, ties.source, ties.target, ties.weight)
        upper = math.fsum(np.abs(ties.weight[frustrated]).tolist())
        ways = {
            "cycle packing": True,
            "an eigenvalue": self._spectral is not None,
            "branch and bound": self._branched,
        }
        index = self._bracket.index(
            "frustration index",
            upper,
            always=self._always,
            n=ties.n_ties,
            method=" and ".join(way for way, used in ways.items() if used),
            references=references_of(frustration),
        )
        lower = index.interval.lower if index.interval is not None else upper
        score = attrs.evolve(
            index,
            measure="frustration score",
            value=(1 - 2 * (upper / total) if exact else UNKNOWN) if total else Undefined("there are no ties"),
            interval=Interval(1 - 2 * (upper / total), 1 - 2 * (lower / total)) if total else None,
        )
        names = node_array(ties.nodes)
        first = self._sides == self._sides[:1]
        return Frustration.from_result(
            index,
            score=score,
            camps=(tuple(names[first]), tuple(names[~first])),
            frustrated=named_ties(ties, np.flatnonzero(frustrated)),
            packing=tuple((cycle, size * self._bracket.unit) for cycle, size in self._program.packing()),
            spectral=self._spectral,
            branched=self._branched,
            lower=lower,
            upper=upper,
        )
