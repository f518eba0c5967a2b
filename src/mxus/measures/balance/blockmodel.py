"""More camps than two: how few ties would have to turn for friends to share a camp and foes not to."""

from __future__ import annotations

import math
import time
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.measures.balance.bracket import Bracket, seconds_of
from mxus.measures.balance.camp_search import settled
from mxus.measures.balance.cycle_relaxation import (
    CycleProgram,
    by_most_ties,
    cycles_through,
    triangles_with,
)
from mxus.measures.balance.frustration import frustration
from mxus.measures.balance.literature import DAVIS_1967, DOREIAN_MRVAR_1996
from mxus.measures.balance.nodes import Node, labels_of
from mxus.measures.balance.short_cycles import short_cycles
from mxus.measures.balance.signed_digraph import SignedDiGraph, netted
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import SignedTies, named_ties, require_kind, total_weight
from mxus.measures.balance.sparse import components
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, whole_number
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["SignedBlockmodel", "signed_blockmodel"]

Camps = NDArray[np.int64]
"""Number of each node's camp."""

_MEASURE: Final = "ties against camps"

_DISTURBED: Final = 0.1
"""Part of the nodes that a disturbance moves."""

_KICKS: Final = 30
"""How often camps are disturbed and improved again before anything is proven."""

_SEARCH: Final = 0.2
"""Part of the time that is left which this may take."""

_PACKING: Final = 0.4
"""Part of it which the first packing may take."""

_ROW: Final = 5e-6
"""Seconds to tell the solver of a tie and a camp, at most: where there are fewer left, it is not asked."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class SignedBlockmodel(Result):
    """Fewest ties against a division into camps, with the camps that attain it.

    ``value`` is the index: the fewest positive ties between camps and negative ones within, or the least weight of
    them. It is undefined where it is only bracketed: the interval then holds it. ``exact`` says whether the two ends
    meet and the index is proven: to 7 digits where weights are not whole or very large.

    Parameters
    ----------
    camps : tuple of tuples of str
        The camps found, in the order of their first nodes.
    frustrated : tuple of (str, str, float)
        The ties against them, with their weights.
    lower, upper : float
        No camps have less against them than the one; those found have the other.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> found = signed_blockmodel(graph, camps=3)
    >>> found.camps, found.frustrated
    ((('a',), ('b',), ('c',)), ())
    """

    camps: tuple[tuple[Node, ...], ...]
    frustrated: tuple[tuple[Node, Node, float], ...]
    lower: float
    upper: float

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the index, the camps, and the ties against them."""
        camps = tuple((f"camp {number}", ", ".join(labels_of(camp))) for number, camp in enumerate(self.camps, 1))
        rows = [(first, second, f"{weight:+.4g}") for first, second, weight in self.frustrated]
        against = Table.of_first("ties against the camps", ("from", "to", "weight"), rows)
        return Result.page(self).extended(camps, against)


@cites(DAVIS_1967, DOREIAN_MRVAR_1996)
def signed_blockmodel(
    graph: SignedGraph | SignedDiGraph, *, camps: int | None = None, time_limit: float | None = None, seed: int = 0
) -> SignedBlockmodel:
    """Fewest ties against a division into several camps: generalised balance, or weak balance.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Ties may have weights; what is summed is then their sizes. Of a digraph every arc counts.
    camps : int, optional
        How many camps there may be at most, from 1; any number where not given, which is weak balance (Davis 1967).
        Two is balance: the index is that of :func:`frustration`.
    time_limit : float, optional
        Seconds after which the best bracket so far is returned; until it is proven where not given.
    seed : int, default 0
        Seed of the search for camps. It can change which of several best divisions is found, never a proven index.

    Returns
    -------
    SignedBlockmodel
        The index, with camps that attain it and the ties that would have to turn. 0 without ties.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, its weights sum to more than a number can hold, the number of camps is not a whole
        number from 1, the limit negative, or the seed not a whole number from 0.
    MissingExtraError
        If scipy or highspy, which solve the program, are not installed (``mxus[balance]``).
    MxusError
        If the solver fails.

    Notes
    -----
    A graph has a division without frustrated ties exactly if no cycle has just one negative tie (Davis 1967): for any
    number of camps, the least weight of ties that meets all such cycles is found and proven as for :func:`frustration`.
    It is a bound for a given number of camps, too; where no such division attains it, branch and bound over which node
    is in which camp goes on from there.

    References
    ----------
    Davis (1967), Human Relations 20(2), 181-187. Doreian and Mrvar (1996), Social Networks 18(2), 149-168.

    Examples
    --------
    >>> a, b = ["a", "a", "a", "b", "b", "c"], ["b", "c", "d", "c", "d", "d"]
    >>> foes = SignedGraph.from_edges(a, b, [-1] * 6)
    >>> [signed_blockmodel(foes, camps=most).value for most in (1, 2, 3, None)]
    [6.0, 2.0, 1.0, 0.0]
    """
    require_kind(graph, SignedTies)
    if camps is not None:
        camps = whole_number(camps, "camps", least=1)
    begun, seconds = time.monotonic(), seconds_of(time_limit)
    seed = whole_number(seed, "seed")
    if camps == 2:
        two = frustration(graph, time_limit=time_limit, seed=seed)
        return SignedBlockmodel.from_result(
            two,
            measure=_MEASURE,
            references=references_of(signed_blockmodel),
            camps=tuple(camp for camp in two.camps if camp),
            frustrated=two.frustrated,
            lower=two.lower,
            upper=two.upper,
        )
    run = _Run(graph, graph.n_nodes if camps is None else min(camps, graph.n_nodes), seconds, begun)
    run.bracket(seed)
    return run.result()


class _Run:
    """One run: the bracket, and the camps that hold it from above."""

    def __init__(self, ties: SignedGraph | SignedDiGraph, most: int, seconds: float, begun: float) -> None:
        total_weight(ties)
        graph, always = netted(ties)
        self._ties, self._graph, self._always, self._most = ties, graph, always, most
        self._bracket = Bracket(graph.weight, seconds=seconds, begun=begun)
        self._adjacency: Any = attrs.evolve(graph, weight=graph.weight / self._bracket.unit).to_scipy()
        self._program = CycleProgram(self._bracket.size, until=self._bracket.until)
        self._camps: Camps = np.zeros(graph.n_nodes, dtype=np.int64)
        self._bracket.lower_to(self._cost(self._camps))
        self._method = "cycle packing"

    def bracket(self, seed: int) -> None:
        """Raise the lower and lower the upper bound until they meet or time is out."""
        bracket, program = self._bracket, self._program
        if self._most <= 1:
            bracket.raise_to(bracket.upper)
        if bracket.met:
            return
        self._search(seed, bracket.until_part(_SEARCH))
        until = bracket.until_part(_PACKING)
        program.add(short_cycles(self._graph, self._graph.weight < 0, bracket.size, until=until))
        program.add(triangles_with(self._graph, (1,), until=until))
        bracket.raise_to(program.disjoint())
        while not bracket.enough:
            x, bound = program.solve(bracket.left)
            bracket.raise_to(bound)
            if not bracket.enough:
                self._try(self._parts(x) % self._most, bracket.until)
            if not bracket.enough and not program.add(self._violated(x)):
                self._branch()
                return

    def _branch(self) -> None:
        """Close what is left by branch and bound: over the ties, or where camps are few over the nodes' camps."""
        bracket, program, graph = self._bracket, self._program, self._graph
        self._method = "cycle packing and branch and bound"
        few = self._most < graph.n_nodes
        if few:
            if graph.n_ties * self._most * _ROW > bracket.left:
                return
            program.assign(graph, self._most)
        while not bracket.enough:
            program.start_from(self._start(few=few))
            solved = program.solve_whole(bracket.left)
            if solved is None:
                return
            values, bound = solved
            bracket.raise_to(bound)
            x, places = values[: graph.n_ties], values[graph.n_ties :]
            if few:
                self._try(places.reshape(graph.n_nodes, self._most).argmax(axis=1), bracket.until)
                return
            self._try(self._parts(x), bracket.until)
            if bracket.enough or not program.add(self._violated(np.round(x))):
                return

    def _start(self, *, few: bool) -> Array:
        """Return the best camps as a solution of the program, with the numbers of camps that it asks for where few."""
        against = self._against(self._camps).astype(np.float64)
        if not few:
            return against
        # Camps are numbered in the order of their first nodes, the nodes with most ties first.
        order = by_most_ties(self._graph)
        _, first, number = np.unique(self._camps[order], return_index=True, return_inverse=True)
        camps = np.empty_like(self._camps)
        camps[order] = np.argsort(np.argsort(first))[number]
        return np.concatenate([against, (camps[:, None] == np.arange(self._most)).ravel().astype(np.float64)])

    def _violated(self, x: Array) -> list[list[int]]:
        """Return violated cycles with one negative tie: none only if there is none, or time is out."""
        negative, until = self._graph.weight < 0, self._bracket.until
        through = cycles_through(self._graph, negative, x, until=until)
        return through or cycles_through(self._graph, negative, x, hop=0.0, until=until)

    def _parts(self, x: Array) -> Camps:
        """Return the parts of the graph that positive ties hold together which a solution hardly frustrates."""
        held = (self._graph.weight > 0) & (x < 0.5)
        return components(self._graph.source[held], self._graph.target[held], self._graph.n_nodes)

    def _search(self, seed: int, until: float) -> None:
        """Look for good camps: apart, then from disturbances of the best."""
        n = self._graph.n_nodes
        chance = np.random.default_rng(seed)
        self._try(np.arange(n) % self._most, until)
        for _ in range(_KICKS):
            if self._bracket.enough or time.monotonic() > until:
                return
            elsewhere = chance.integers(0, min(self._most, int(self._camps.max()) + 2), n)
            self._try(np.where(chance.random(n) < _DISTURBED, elsewhere, self._camps), until)

    def _try(self, camps: Camps, until: float) -> None:
        """Take camps for the best if they are, once no node gains by moving."""
        camps = settled(camps, self._adjacency, self._most, until=until)
        if (cost := self._cost(camps)) < self._bracket.upper:
            self._camps = camps
            self._bracket.lower_to(cost)

    def _cost(self, camps: Camps) -> float:
        return math.fsum(self._bracket.size[self._against(camps)].tolist())

    def _against(self, camps: Camps) -> NDArray[np.bool_]:
        """Return which ties are against camps."""
        against: NDArray[np.bool_] = (camps[self._graph.source] == camps[self._graph.target]) == (
            self._graph.weight < 0
        )
        return against

    def result(self) -> SignedBlockmodel:
        """Return what has been found."""
        ties, camps = self._ties, self._camps
        against = (camps[ties.source] == camps[ties.target]) == (ties.weight < 0)
        upper = math.fsum(np.abs(ties.weight[against]).tolist())
        index = self._bracket.index(
            _MEASURE,
            upper,
            always=self._always,
            n=ties.n_ties,
            method=self._method,
            references=references_of(signed_blockmodel),
        )
        lower = index.interval.lower if index.interval is not None else upper
        members: dict[int, list[str]] = {}
        for name, camp in zip(ties.nodes, camps.tolist(), strict=True):
            members.setdefault(camp, []).append(name)
        return SignedBlockmodel.from_result(
            index,
            camps=tuple(map(tuple, members.values())),
            frustrated=named_ties(ties, np.flatnonzero(against)),
            lower=lower,
            upper=upper,
        )
