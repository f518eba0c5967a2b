"""Triangles of a signed graph: each listed once, and the share of them that is balanced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures.arrays import MaskedArray, masked
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import require_kind
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import one_of
from mxus.measures.literature import CARTWRIGHT_HARARY_1956, DAVIS_1967
from mxus.values.reference import Reference, bibtex
from mxus.values.result import Result, Undefined

__all__ = ["LocalTriangleBalance", "TriangleBalance", "local_triangle_balance", "triangle_balance", "triangles"]

Convention = Literal["strong", "weak"]

Per = Literal["node", "tie"]

Ties = NDArray[np.int64]

_NO_TRIANGLES: Final = "there are no triangles"

_DIGIT: Final = 16
"""Bits of the digits that keys are sorted by: numpy counts, rather than compares, whole numbers of up to 16 bits."""

_PAIRS: Final = 500_000
"""Pairs of ties looked at a time: few enough for the processor's cache."""

_SPREAD: Final = np.uint32(2_654_435_769)
"""An odd number near 2**32 over the golden ratio: multiples of it spread evenly (Knuth 1973, section 6.4)."""


def triangles(graph: SignedGraph) -> Iterator[tuple[Ties, Ties, Ties]]:
    """Return the numbers of the three ties of every triangle, in blocks.

    Each tie is directed from its node with fewer ties to the one with more, so that no node has many ties going out; a
    triangle is then two ties that leave one node, and a third that joins their ends. Of all such pairs, those whose
    ends are surely not joined are left out by two tables of one bit per hash before the rest are looked up (Bloom 1970,
    Communications of the ACM 13(7), 422-426).

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, 1, 1])
    >>> [tuple(int(tie[0]) for tie in block) for block in triangles(graph)]
    [(0, 1, 2)]
    """
    n, m = graph.n_nodes, graph.n_ties
    if m == 0:
        return
    order, key = _by_fewest_ties(graph)
    low, high = np.divmod(key, n)
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(low, minlength=n), out=start[1:])
    number = np.arange(m + 1)
    after = start[low + 1] - number[1:]  # ties of the same node that follow each one
    done: Ties = np.concatenate([[0], np.cumsum(after)])
    bits = min((8 * m - 1).bit_length(), 32)
    mask, shift = np.uint32((1 << bits) - 1), np.uint32(32 - bits)
    # The low digits of one mixture of two names, and the high digits of another.
    plain, spread = high.astype(np.uint32), high.astype(np.uint32) * _SPREAD
    other = spread * _SPREAD
    from_low = low.astype(np.uint32) * _SPREAD
    table = _bits((from_low + plain) & mask, bits)
    second_table = _bits((from_low + other) >> shift, bits)
    begin = 0
    while begin < m:
        end = max(begin + 1, int(np.searchsorted(done, done[begin] + _PAIRS, side="right")) - 1)
        counts, base = after[begin:end], int(done[begin])
        second = np.repeat(number[begin + 1 : end + 1] - (done[begin:end] - base), counts)
        second += np.arange(second.size)
        hashed = np.repeat(spread[begin:end], counts)
        hashed += plain[second]
        hashed &= mask
        maybe = np.flatnonzero(_has(table, hashed))
        second, first = second[maybe], np.repeat(number[begin:end], counts)[maybe]
        maybe = np.flatnonzero(_has(second_table, (spread[first] + other[second]) >> shift))
        second, first = second[maybe], first[maybe]
        wanted = high[first] * n + high[second]
        place = np.searchsorted(key, wanted).clip(max=m - 1)
        found = key[place] == wanted
        if found.any():
            yield order[first[found]], order[second[found]], order[place[found]]
        begin = end


def _bits(hashes: NDArray[np.uint32], bits: int) -> NDArray[np.uint8]:
    """Return a table of 2**bits bits, those of the hashes set."""
    taken = np.zeros(1 << bits, dtype=bool)
    taken[hashes] = True
    return np.packbits(taken, bitorder="little")


def _has(table: NDArray[np.uint8], hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    bit = np.left_shift(np.uint8(1), hashes.astype(np.uint8) & np.uint8(7))
    set_there: NDArray[np.bool_] = (table[hashes >> np.uint32(3)] & bit) != 0
    return set_there


def _by_fewest_ties(graph: SignedGraph) -> tuple[Ties, Ties]:
    """Return the numbers of the ties and their keys, nodes renumbered by how many ties they have, in order of keys."""
    n, m = graph.n_nodes, graph.n_ties
    degree = np.bincount(graph.source, minlength=n) + np.bincount(graph.target, minlength=n)
    rank = np.empty(n, dtype=np.int64)
    # Any order of the nodes finds every triangle; beyond this degree it no longer matters for speed.
    rank[np.argsort(np.minimum(degree, (1 << _DIGIT) - 1).astype(np.uint16), kind="stable")] = np.arange(n)
    a, b = rank[graph.source], rank[graph.target]
    key = np.minimum(a, b) * n + np.maximum(a, b)
    order: Ties = np.arange(m)
    for shift in range(0, (n * n).bit_length(), _DIGIT):
        order = order[np.argsort((key[order] >> shift).astype(np.uint16), kind="stable")]
    return order, key[order]


@attrs.frozen(kw_only=True)
class TriangleBalance:
    """Share of balanced triangles, and how many there are of each kind.

    Parameters
    ----------
    index : Result
        Balanced triangles by all.
    by_negative_ties : tuple of int
        Number of triangles with 0, 1, 2 and 3 negative ties.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, 1])
    >>> triangle_balance(graph).by_negative_ties
    (0, 0, 1, 0)
    """

    index: Result
    by_negative_ties: tuple[int, int, int, int]

    def cite(self) -> str:
        """Return the BibTeX of the index and mxus."""
        return self.index.cite()


@cites(CARTWRIGHT_HARARY_1956, DAVIS_1967)
def triangle_balance(graph: SignedGraph, *, convention: Convention = "strong") -> TriangleBalance:
    r"""Triangle index: the share of triangles that are balanced.

    .. math:: T = \frac{t_{+++} + t_{+--}}{t_{+++} + t_{++-} + t_{+--} + t_{---}}

    Parameters
    ----------
    graph : SignedGraph
        Only the signs of its ties matter.
    convention : {'strong', 'weak'}, default 'strong'
        Whether three mutual foes are unbalanced, as in Cartwright and Harary (1956), which allows two camps; or
        balanced, as in Davis (1967), which allows any number.

    Returns
    -------
    TriangleBalance
        ``index`` from 0 to 1, and the four counts. Undefined without triangles.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or the convention not one of the two.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Davis (1967), Human Relations 20(2), 181-187.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [-1, -1, -1])
    >>> triangle_balance(graph).index.value, triangle_balance(graph, convention="weak").index.value
    (0.0, 1.0)
    """
    require_kind(graph, SignedGraph)
    one_of(convention, Convention, "convention")
    counts = np.zeros(4, dtype=np.int64)
    for _, kind in _kinds(graph):
        counts += np.bincount(kind, minlength=4)
    kinds: list[int] = counts.tolist()
    total, balanced = sum(kinds), int(_balanced(counts, convention))
    return TriangleBalance(
        index=Result.exactly(
            "triangle index",
            balanced / total if total else Undefined(_NO_TRIANGLES),
            n=total,
            method=f"{convention} balance",
            references=references_of(triangle_balance),
        ),
        by_negative_ties=(kinds[0], kinds[1], kinds[2], kinds[3]),
    )


@attrs.frozen(kw_only=True, eq=False)
class LocalTriangleBalance:
    """Share of balanced triangles of each node, or of each tie.

    Parameters
    ----------
    units : tuple of str, or of pairs of str
        Names of the nodes, or of the two nodes of each tie.
    values : masked array, shape (units,)
        Balanced triangles of each unit by all of them, masked where it is in none.
    by_negative_ties : array of int, shape (units, 4)
        Number of triangles of each unit with 0, 1, 2 and 3 negative ties.
    method : str
        The convention.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [-1, -1, 1, 1])
    >>> found = local_triangle_balance(graph)
    >>> found.at("a"), found.values.tolist()
    (1.0, [1.0, 1.0, 1.0, None])
    """

    units: tuple[str, ...] | tuple[tuple[str, str], ...]
    values: MaskedArray = attrs.field(repr=False)
    by_negative_ties: NDArray[np.int64] = attrs.field(repr=False)
    method: str
    references: tuple[Reference, ...] = attrs.field(repr=False)

    def at(self, unit: str | tuple[str, str]) -> float:
        """Return the share of one node or tie, its nodes in either order.

        Raises
        ------
        UnknownIdError
            If there is no such node or tie.
        InvalidValueError
            If it is in no triangle.
        """
        turned = unit if isinstance(unit, str) else unit[::-1]
        place = next((place for place, found in enumerate(self.units) if found in {unit, turned}), None)
        if place is None:
            raise UnknownIdError.among(_shown(unit), [_shown(found) for found in self.units], what="node or tie")
        if np.ma.getmaskarray(self.values)[place]:
            message = f"triangle index of {_shown(unit)} is undefined: {_NO_TRIANGLES}"
            raise InvalidValueError(message)
        return float(self.values[place])

    def cite(self) -> str:
        """Return the BibTeX of the index and mxus."""
        return bibtex(self.references)


@cites(CARTWRIGHT_HARARY_1956, DAVIS_1967)
def local_triangle_balance(
    graph: SignedGraph, *, per: Per = "node", convention: Convention = "strong"
) -> LocalTriangleBalance:
    """Triangle index of each node or tie: the share of balanced ones among the triangles it is in.

    Parameters
    ----------
    graph : SignedGraph
        Only the signs of its ties matter.
    per : {'node', 'tie'}, default 'node'
        Whether triangles are counted for each node or for each tie.
    convention : {'strong', 'weak'}, default 'strong'
        As for :func:`triangle_balance`.

    Returns
    -------
    LocalTriangleBalance
        From 0 to 1 for each unit, in the order of the graph's nodes or ties, with the four counts.

    Raises
    ------
    InvalidValueError
        If it is not an undirected signed graph, or `per` or the convention not one of the two.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Davis (1967), Human Relations 20(2), 181-187.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "a", "b"], ["b", "c", "c", "d", "d"], [1, 1, 1, -1, 1])
    >>> local_triangle_balance(graph).values.tolist()
    [0.5, 0.5, 1.0, 0.0]
    >>> local_triangle_balance(graph, per="tie").at(("b", "a"))
    0.5
    """
    require_kind(graph, SignedGraph)
    one_of(convention, Convention, "convention")
    one_of(per, Per, "per")
    counts: NDArray[np.int64] = np.zeros(4 * graph.n_ties, dtype=np.int64)
    for ties, kind in _kinds(graph):
        for tie in ties:
            counts += np.bincount(4 * tie + kind, minlength=counts.size)
    counts = counts.reshape(-1, 4)
    units: tuple[str, ...] | tuple[tuple[str, str], ...] = graph.nodes
    if per == "tie":
        units = tuple((a, b) for a, b, _ in graph.ties)
    else:
        # Each triangle of a node is one of two of the node's ties.
        of_nodes = np.zeros((graph.n_nodes, 4), dtype=np.int64)
        np.add.at(of_nodes, graph.source, counts)
        np.add.at(of_nodes, graph.target, counts)
        counts = of_nodes // 2
    total = counts.sum(axis=1)
    counts.flags.writeable = False
    return LocalTriangleBalance(
        units=units,
        values=masked(_balanced(counts, convention) / np.maximum(total, 1), total > 0),
        by_negative_ties=counts,
        method=f"{convention} balance",
        references=references_of(local_triangle_balance),
    )


def _kinds(graph: SignedGraph) -> Iterator[tuple[tuple[Ties, Ties, Ties], NDArray[np.int8]]]:
    """Return the ties of triangles in blocks, and how many of the three are negative."""
    negative = (graph.weight < 0).astype(np.int8)
    for a, b, c in triangles(graph):
        yield (a, b, c), negative[a] + negative[b] + negative[c]


def _balanced(counts: NDArray[np.int64], convention: Convention) -> NDArray[np.int64]:
    """Return how many triangles are balanced, of counts by negative ties along the last axis."""
    balanced: NDArray[np.int64] = counts[..., 0] + counts[..., 2]
    return balanced + counts[..., 3] if convention == "weak" else balanced


def _shown(unit: str | tuple[str, str]) -> str:
    return unit if isinstance(unit, str) else " - ".join(unit)
