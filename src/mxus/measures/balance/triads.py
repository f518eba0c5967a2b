"""Triads of a signed digraph: the census of their signed types, and the share of transitive ones that is balanced."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations_with_replacement, permutations, product
from types import MappingProxyType
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import UnknownIdError
from mxus.measures.balance.literature import AREF_2020_LEVELS, BATAGELJ_MRVAR_2001, HOLLAND_LEINHARDT_1970
from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind
from mxus.measures.balance.triangle_listing import triangles
from mxus.measures.citing import cites, references_of
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["TransitiveTriads", "TriadCensus", "signed_triad_census", "transitive_triad_balance"]

Signs = tuple[int, int, int, int, int, int]
"""Signs of the arcs i-j, j-i, i-k, k-i, j-k and k-j of three nodes; 0 where there is none."""

Dyad = tuple[int, int]
"""Signs of the arcs of two nodes, as the first sees them: to the second, and back."""

_ARC: Final = {(0, 1): 0, (1, 0): 1, (0, 2): 2, (2, 0): 3, (1, 2): 4, (2, 1): 5}

_LETTERS: Final = "0PN"
"""Letter of the signs 0, 1 and -1, which as a place counts from the end."""

_DYADS: Final[Sequence[Dyad]] = [(out, back) for out in (0, 1, -1) for back in (0, 1, -1)]

_STATES: Final = len(_DYADS)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class TriadCensus(ManyNumbers):
    """How many triads of each of the 138 signed types there are.

    A type is named by its dyads, mutual, asymmetric and null with a letter where that is not enough (Holland and
    Leinhardt 1970), and by the signs P, N or 0 of its arcs i-j, j-i, i-k, k-i, j-k and k-j: ``030T-P0P0N0``. The same
    triad read from another node has another such name; listed is the first of them, with P before N before 0.

    Parameters
    ----------
    counts : mapping of str to int
        Number of triads of each type, those without any included. They add up to all triples of nodes.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> graph = SignedDiGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, 1])
    >>> census = signed_triad_census(graph)
    >>> len(census.counts), census.of("030T-P0N0P0"), census.of("030T-0P0PN0"), census.of("300-PPPPPP")
    (138, 1, 0, 0)
    """

    counts: Mapping[str, int]
    references: tuple[Reference, ...]
    measure: str = "census of signed triads"

    @property
    def value(self) -> Mapping[str, int]:
        """The counts."""
        return self.counts

    @property
    def interval(self) -> Mapping[str, Interval]:
        """Interval of each count: the count, since nothing is missing."""
        return MappingProxyType({name: Interval(count, count) for name, count in self.counts.items()})

    @property
    def no_interval(self) -> str:
        """Empty: every count has its interval."""
        return ""

    @property
    def n(self) -> int:
        """Number of triads: all triples of nodes."""
        return sum(self.counts.values())

    @property
    def n_missing(self) -> int:
        """0: an arc that is not there is not missing."""
        return 0

    def of(self, name: str) -> int:
        """Return how many triads there are of a type, named from any of its nodes.

        Raises
        ------
        UnknownIdError
            If there is no such type.
        """
        found = _types().get(name) if isinstance(name, str) else None
        if found is None:
            raise UnknownIdError.among(name, tuple(self.counts), what="signed type of triad")
        return self.counts[found]

    def by_dyads(self) -> Mapping[str, int]:
        """Return how many triads there are of each of the 16 types that signs do not tell apart.

        Examples
        --------
        >>> graph = SignedDiGraph.from_edges(["a", "b"], ["b", "a"], [1, -1], nodes=["a", "b", "c"])
        >>> {name: count for name, count in signed_triad_census(graph).by_dyads().items() if count}
        {'102': 1}
        """
        found: dict[str, int] = {}
        for name, count in self.counts.items():
            dyads = name.partition("-")[0]
            found[dyads] = found.get(dyads, 0) + count
        return MappingProxyType(found)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the types that occur, the most frequent first."""
        found = sorted(((count, kind) for kind, count in self.counts.items() if count), key=lambda each: -each[0])
        rows = [(kind, str(count)) for count, kind in found]
        facts = (("triads", str(self.n)), ("types that occur", f"{len(rows)} of {len(self.counts)}"))
        return Page(self.measure, facts, (Table.of_first("types", ("type", "triads"), rows),))

    def _line(self) -> str:
        occur = sum(count > 0 for count in self.counts.values())
        return f"{self.measure}: {self.n} triads of {occur} types"


@cites(HOLLAND_LEINHARDT_1970, BATAGELJ_MRVAR_2001)
def signed_triad_census(graph: SignedDiGraph) -> TriadCensus:
    """Census of the triads of a signed digraph: every three nodes, by the arcs among them and their signs.

    Parameters
    ----------
    graph : SignedDiGraph
        Only the signs of its arcs matter.

    Returns
    -------
    TriadCensus
        Counts of all 138 types.

    Notes
    -----
    Only triangles are listed. Triads with two tied dyads follow from how many dyads of each kind the nodes have, those
    with one or none from how many there are of each kind in all: time grows with the arcs and triangles, not with the
    number of triads.

    References
    ----------
    Holland and Leinhardt (1970), American Journal of Sociology 76(3), 492-513. Batagelj and Mrvar (2001), Social
    Networks 23(3), 237-243.

    Examples
    --------
    >>> graph = SignedDiGraph.from_edges(["a", "b", "c"], ["b", "a", "a"], [1, -1, 1], nodes=["a", "b", "c", "d"])
    >>> {name: count for name, count in signed_triad_census(graph).counts.items() if count}
    {'003-000000': 1, '012-P00000': 1, '102-PN0000': 1, '111D-PN0P00': 1}
    """
    counts = dict.fromkeys(sorted(set(_types().values())), 0)
    for signs, count in _counts(graph).items():
        counts[_types()[_name(signs)]] += count
    return TriadCensus(counts=MappingProxyType(counts), references=references_of(signed_triad_census))


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class TransitiveTriads(Result):
    """Share of balanced triads among the transitive ones.

    ``value`` is the number of balanced transitive triads by that of all transitive ones.

    Parameters
    ----------
    balanced, unbalanced : int
        How many there are.

    Examples
    --------
    >>> graph = SignedDiGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, 1])
    >>> found = transitive_triad_balance(graph)
    >>> found.balanced, found.unbalanced
    (0, 1)
    """

    balanced: int
    unbalanced: int

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the index and what it counts."""
        return Result.page(self).extended((("balanced", str(self.balanced)), ("unbalanced", str(self.unbalanced))))


@cites(AREF_2020_LEVELS)
def transitive_triad_balance(graph: SignedDiGraph) -> TransitiveTriads:
    r"""Balance of transitive triads: the share whose every transitive semicycle has a positive product of signs.

    .. math:: T = \frac{t^+}{t^+ + t^-}

    A triad is transitive if its three dyads are tied and whoever is tied to a second node, who is tied to a third, is
    tied to the third as well: types 030T, 120D, 120U and 300. A transitive semicycle is three such arcs.

    Parameters
    ----------
    graph : SignedDiGraph
        Only the signs of its arcs matter.

    Returns
    -------
    TransitiveTriads
        ``value`` from 0 to 1, and the two counts. Undefined without transitive triads.

    References
    ----------
    Aref, Dinh, Rezapour and Diesner (2020), Scientific Reports 10, 15228.

    Examples
    --------
    >>> arcs = ["a", "a", "b", "c"], ["b", "c", "c", "b"]
    >>> transitive_triad_balance(SignedDiGraph.from_edges(*arcs, [1, -1, -1, -1])).value
    1.0
    >>> transitive_triad_balance(SignedDiGraph.from_edges(*arcs, [1, -1, -1, 1])).value
    0.0
    """
    totals = {True: 0, False: 0}
    for signs, count in _counts(graph).items():
        semicycles = _transitive_semicycles(signs)
        if semicycles is not None:
            totals[all(product > 0 for product in semicycles)] += count
    balanced, unbalanced = totals[True], totals[False]
    total = balanced + unbalanced
    return TransitiveTriads.from_result(
        Result.exactly(
            "balance of transitive triads",
            balanced / total if total else Undefined("there are no transitive triads"),
            n=total,
            method="types 030T, 120D, 120U and 300",
            references=references_of(transitive_triad_balance),
        ),
        balanced=balanced,
        unbalanced=unbalanced,
    )


def _transitive_semicycles(signs: Signs) -> list[int] | None:
    """Return the product of signs of each transitive semicycle; None if the triad is not transitive."""
    if not all(signs[place] or signs[place + 1] for place in (0, 2, 4)):
        return None
    products: list[int] = []
    for x, y, z in permutations(range(3)):
        first, second, across = signs[_ARC[x, y]], signs[_ARC[y, z]], signs[_ARC[x, z]]
        if first and second:
            if not across:
                return None
            products.append(first * second * across)
    return products


def _counts(graph: SignedDiGraph) -> dict[Signs, int]:
    """Return how many triads have each combination of signs, each triad read once from some order of its nodes."""
    require_kind(graph, SignedDiGraph)
    n = graph.n_nodes
    dyads, state = _dyads(graph)
    closed = np.zeros(_STATES**3, dtype=np.int64)
    for block in triangles(dyads):
        # Ties are ordered by their nodes: of three nodes i, j and k in order, the first is i-j, then i-k, then j-k.
        ij, ik, jk = np.sort(np.stack(block), axis=0)
        closed += np.bincount((state[ij] * _STATES + state[ik]) * _STATES + state[jk], minlength=closed.size)
    kinds = product(_DYADS, repeat=3)
    found: dict[Signs, int] = {
        (*ij, *ik, *jk): count for (ij, ik, jk), count in zip(kinds, closed.tolist(), strict=True) if count
    }
    # Two dyads of a node are two sides of a triad. Where the third is not tied, no other node has two.
    sides = _sides(dyads, state)
    for (ij, ji, ik, ki, jk, kj), count in found.items():
        for one, other in (((ij, ji), (ik, ki)), ((ji, ij), (jk, kj)), ((ki, ik), (kj, jk))):
            sides[min(one, other), max(one, other)] -= count
    found |= {(*one, *other, 0, 0): count for (one, other), count in sides.items() if count}
    # A dyad is in one triad with each other node.
    single: Counter[Dyad] = Counter()
    for dyad, count in zip(_DYADS, np.bincount(state, minlength=_STATES).tolist(), strict=True):
        single[_one_way(dyad)] += count * (n - 2)
    for (ij, ji, ik, ki, jk, kj), count in found.items():
        for dyad in ((ij, ji), (ik, ki), (jk, kj)):
            single[_one_way(dyad)] -= count
    found |= {(*dyad, 0, 0, 0, 0): count for dyad, count in single.items() if count and any(dyad)}
    found[0, 0, 0, 0, 0, 0] = math.comb(n, 3) - sum(found.values())
    return found


def _dyads(graph: SignedDiGraph) -> tuple[SignedGraph, NDArray[np.int64]]:
    """Return the tied pairs of nodes as the ties of a graph, and the state of each, from its first to its second."""
    low, high = np.minimum(graph.source, graph.target), np.maximum(graph.source, graph.target)
    key, number = np.unique(low * graph.n_nodes + high, return_inverse=True)
    low, high = np.divmod(key, max(graph.n_nodes, 1))
    part = (graph.sign % 3) * np.where(graph.source < graph.target, 3, 1)
    state = np.bincount(number, weights=part, minlength=key.size).astype(np.int64)
    return SignedGraph(nodes=graph.nodes, source=low, target=high, weight=np.ones(key.size)), state


def _one_way(dyad: Dyad) -> Dyad:
    """Return the one of two readings of a dyad that sorts first."""
    return min(dyad, (dyad[1], dyad[0]))


def _sides(dyads: SignedGraph, state: NDArray[np.int64]) -> dict[tuple[Dyad, Dyad], int]:
    """Return how many pairs of dyads of one node there are of each two states, as that node sees them."""
    turned = state // 3 + state % 3 * 3
    seen = np.bincount(
        np.concatenate([dyads.source * _STATES + state, dyads.target * _STATES + turned]),
        minlength=dyads.n_nodes * _STATES,
    ).reshape(-1, _STATES)
    both = seen.T @ seen
    found: dict[tuple[Dyad, Dyad], int] = {}
    for a, b in combinations_with_replacement(range(_STATES), 2):
        pairs = int(both[a, b]) if a < b else (int(both[a, a]) - int(seen[:, a].sum())) // 2
        found[min(_DYADS[a], _DYADS[b]), max(_DYADS[a], _DYADS[b])] = pairs
    return found


@cache
def _types() -> Mapping[str, str]:
    """Return the type that each name of a triad, read from any of its nodes, is listed as."""
    found: dict[str, str] = {}
    for signs in product((0, 1, -1), repeat=6):
        readings = {tuple(signs[_ARC[order[a], order[b]]] for a, b in _ARC) for order in permutations(range(3))}
        names = ["".join(_LETTERS[sign] for sign in reading) for reading in readings]
        first = min(names, key=lambda name: ["PN0".index(letter) for letter in name])
        dyads = _dyads_of(signs)
        found |= {f"{dyads}-{name}": f"{dyads}-{first}" for name in names}
    return MappingProxyType(found)


def _name(signs: tuple[int, ...]) -> str:
    return f"{_dyads_of(signs)}-{''.join(_LETTERS[sign] for sign in signs)}"


def _dyads_of(signs: tuple[int, ...]) -> str:
    """Return the numbers of mutual, asymmetric and null dyads, and the letter that tells triads alike in them apart.

    Of two asymmetric dyads: D(own) if both arcs come from one node, U(p) if both go to one, C(hain) otherwise. Of
    three: C(yclic) or T(ransitive). Of one beside a mutual one: D if its arc goes to that, U if it comes from it.
    """
    dyads = [(signs[0], signs[1]), (signs[2], signs[3]), (signs[4], signs[5])]
    mutual, null = sum(all(dyad) for dyad in dyads), sum(not any(dyad) for dyad in dyads)
    asymmetric = 3 - mutual - null
    arcs = [(a, b) for (a, b), place in _ARC.items() if signs[place] and not signs[place ^ 1]]
    sources, targets = {a for a, _ in arcs}, {b for _, b in arcs}
    letter = ""
    if asymmetric == 3:
        letter = "C" if len(sources) == 3 else "T"
    elif asymmetric == 2:
        letter = "D" if len(sources) == 1 else "U" if len(targets) == 1 else "C"
    elif (mutual, null) == (1, 1):
        letter = "D" if any(signs[_ARC[b, other]] for _, b in arcs for other in {0, 1, 2} - {b} - sources) else "U"
    return f"{mutual}{asymmetric}{null}{letter}"
