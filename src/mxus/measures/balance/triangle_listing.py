"""Triangles of a signed graph, each listed once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mxus.measures.balance.signed_graph import SignedGraph

__all__ = ["Ties", "triangles"]

Ties = NDArray[np.int64]
"""Numbers of ties."""

Block = tuple[Ties, Ties, Ties]

_DIGIT: Final = 16
"""Bits of the digits that keys are sorted by: numpy counts, rather than compares, whole numbers of up to 16 bits."""

_PAIRS: Final = 500_000
"""Pairs of ties looked at a time: few enough for the processor's cache."""

_SPREAD: Final = np.uint32(2_654_435_769)
"""An odd number near 2**32 over the golden ratio: multiples of it spread evenly (Knuth 1973, section 6.4)."""

_WORKERS: Final = min(os.cpu_count() or 1, 4)
"""Threads that look through the pairs: numpy lets others work while it computes. More would only wait for memory."""


def triangles(graph: SignedGraph) -> Iterator[Block]:
    """Return the numbers of the three ties of every triangle, in blocks, the same blocks in the same order each time.

    Each tie is directed from its node with fewer ties to the one with more, so that no node has many ties going out; a
    triangle is then two ties that leave one node, and a third that joins their ends.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, 1, 1])
    >>> [tuple(int(tie[0]) for tie in block) for block in triangles(graph)]
    [(0, 1, 2)]
    """
    if graph.n_ties == 0:
        return
    ties = _DirectedTies(graph)
    blocks = ties.blocks()
    if _WORKERS == 1 or len(blocks) == 1:
        for block in blocks:
            yield from _unless_empty(ties.closed(*block))
        return
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[Block]] = deque()
        for block in blocks:
            waiting.append(pool.submit(ties.closed, *block))
            # No more blocks ahead than keep all at work, so that triangles do not pile up.
            if len(waiting) > 2 * _WORKERS:
                yield from _unless_empty(waiting.popleft().result())
        for future in waiting:
            yield from _unless_empty(future.result())


def _unless_empty(block: Block) -> Iterator[Block]:
    if block[0].size:
        yield block


class _DirectedTies:
    """Ties in order of their two nodes, the one with fewer ties first, and a table to find them by the two."""

    def __init__(self, graph: SignedGraph) -> None:
        n, m = graph.n_nodes, graph.n_ties
        self._n = n
        self._order, self._key = _by_fewest_ties(graph)
        low, high = np.divmod(self._key, n)
        start = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(low, minlength=n), out=start[1:])
        self._number: Ties = np.arange(m + 1)
        # Ties of the same node that follow each one.
        self._after: Ties = start[low + 1] - self._number[1:]
        self._done: Ties = np.concatenate([[0], np.cumsum(self._after)])
        self._high: Ties = high
        # The place of a tie in the table: its second node, from where its first node's places begin.
        bits = min((4 * m - 1).bit_length(), 32)
        self._mask = np.uint32((1 << bits) - 1)
        self._plain, self._begins = high.astype(np.uint32), high.astype(np.uint32) * _SPREAD
        place = (low.astype(np.uint32) * _SPREAD + self._plain) & self._mask
        self._table = np.zeros(1 << bits, dtype=np.int32 if m < 1 << 31 else np.int64)
        self._table[place] = self._number[:-1]
        taken = np.zeros(1 << bits, dtype=bool)
        taken[place] = True
        self._taken = np.packbits(taken, bitorder="little")
        # Where another tie has the place, only looking through all keys tells whether a tie is there.
        crowded = np.zeros(1 << bits, dtype=bool)
        crowded[place[self._table[place] != self._number[:-1]]] = True
        self._crowded = np.packbits(crowded, bitorder="little")

    def blocks(self) -> list[tuple[int, int]]:
        """Return where each block of first ties begins and ends."""
        m, done = self._after.size, self._done
        found: list[tuple[int, int]] = []
        begin = 0
        while begin < m:
            end = max(begin + 1, int(np.searchsorted(done, done[begin] + _PAIRS, side="right")) - 1)
            found.append((begin, end))
            begin = end
        return found

    def closed(self, begin: int, end: int) -> Block:
        """Return the triangles whose first tie is from `begin` to before `end`."""
        counts, number, high = self._after[begin:end], self._number, self._high
        second = np.repeat(number[begin + 1 : end + 1] - (self._done[begin:end] - self._done[begin]), counts)
        second += np.arange(second.size)
        place = np.repeat(self._begins[begin:end], counts)
        place += self._plain[second]
        place &= self._mask
        # Most pairs have no third tie: a table of bits, small enough for the cache, leaves them out.
        maybe = np.flatnonzero(_has(self._taken, place))
        place, second, first = place[maybe], second[maybe], np.repeat(number[begin:end], counts)[maybe]
        wanted = high[first] * self._n + high[second]
        third: Ties = self._table[place].astype(np.int64)
        found: NDArray[np.bool_] = self._key[third] == wanted
        missed = np.flatnonzero(~found)
        missed = missed[_has(self._crowded, place[missed])]
        third[missed] = np.searchsorted(self._key, wanted[missed]).clip(max=self._key.size - 1)
        found[missed] = self._key[third[missed]] == wanted[missed]
        there = np.flatnonzero(found)
        return self._order[first[there]], self._order[second[there]], self._order[third[there]]


def _has(table: NDArray[np.uint8], places: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Return whether the bits at these places are set."""
    bit = np.left_shift(np.uint8(1), places.astype(np.uint8) & np.uint8(7))
    set_there: NDArray[np.bool_] = (table[places >> np.uint32(3)] & bit) != 0
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
