"""Rules for ties that are doubtful: given twice, of a node to itself, of weight 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown
from mxus.measures.balance.nodes import Node
from mxus.measures.inputs import Array, SupportsArray, listed, numbers_of

__all__ = ["ROUNDING", "Duplicates", "Refused", "Rules", "refuse", "require_equal_lengths", "resolved", "whole_numbers"]

_EXPECTED: Final = "each pair of nodes at most once, both among `nodes`, with a finite, non-zero weight"

ROUNDING: Final = 1e-12
"""Weights that sum to less than this part of their size cancel each other."""

Duplicates = Literal["refuse", "sum", "ambivalent-dropped"]

Refused = Literal["refuse", "drop"]


class Rules(TypedDict, total=False):
    """What to do with what is doubtful among ties; ``SignedGraph.from_edges`` tells the choices."""

    duplicates: Duplicates
    self_loops: Refused
    zeros: Refused


def require_equal_lengths(sources: int, targets: int, weight: Array) -> None:
    """Refuse columns of ties of different lengths."""
    if weight.ndim != 1 or not sources == targets == weight.size:
        message = f"found {sources} sources, {targets} targets and {weight.size} weights; expected equal numbers"
        raise InvalidValueError(message)


def whole_numbers(values: Sequence[int] | SupportsArray, name: str) -> NDArray[np.int64]:
    """Return numbers of nodes, refused unless whole."""
    found = numbers_of(values, name)[0]
    if found.ndim != 1 or not (np.isfinite(found) & (found == np.round(found))).all():
        message = f"found {name} {shown(values)}; expected numbers of nodes"
        raise InvalidValueError(message)
    return found.astype(np.int64)


def refuse(problems: Sequence[str], expected: str = _EXPECTED) -> None:
    """Raise all the problems there are, as one error."""
    if problems:
        message = f"found {listed(problems, separator='; ')}; expected {expected}"
        raise InvalidValueError(message)


def resolved(  # noqa: PLR0913 (the ties, and the rules)
    names: Sequence[Node],
    ties: tuple[NDArray[np.int64], NDArray[np.int64], Array],
    *,
    directed: bool,
    duplicates: Duplicates,
    self_loops: Refused,
    zeros: Refused,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return ties ordered by their nodes, each pair of nodes tied once; what is doubtful refused or resolved.

    Raises
    ------
    InvalidValueError
        If lengths differ, a weight is not finite, a node is not among the names, or what is doubtful is refused.
    """
    a, b, w = ties
    require_equal_lengths(a.size, b.size, w)
    n = len(names)
    outside = (np.minimum(a, b) < 0) | (np.maximum(a, b) >= n)
    refuse([f"tie {place} has a node that is not among the nodes" for place in np.flatnonzero(outside).tolist()])
    loop, zero = a == b, w == 0
    refused_loop, refused_zero = loop & (self_loops == "refuse"), zero & (zeros == "refuse")
    refuse(
        [
            f"tie {place} ({names[a[place]]} - {names[b[place]]}) {what}"
            for place in np.flatnonzero(~np.isfinite(w) | refused_zero | refused_loop).tolist()
            for wrong, what in (
                (~np.isfinite(w[place]) | refused_zero[place], f"has weight {w[place]:g}"),
                (refused_loop[place], "joins a node to itself"),
            )
            if wrong
        ]
    )
    kept = ~(loop | zero)
    a, b, w = a[kept], b[kept], w[kept]
    if not directed:
        a, b = np.minimum(a, b), np.maximum(a, b)
    key = a * n + b
    order = np.argsort(key, kind="stable")
    key, a, b, w = key[order], a[order], b[order], w[order]
    start = np.flatnonzero(np.diff(key, prepend=-1))
    if start.size < key.size:
        a, b, w = _merged(names, start, a, b, w, duplicates)
    return a, b, w


def _merged(  # noqa: PLR0913, PLR0917 (the columns of the ties)
    names: Sequence[Node],
    start: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    weight: Array,
    duplicates: Duplicates,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Return ties of which several join the same nodes as one each."""
    if duplicates == "refuse":
        twice: list[int] = np.setdiff1d(np.arange(low.size), start).tolist()
        refuse([f"{names[int(low[place])]} - {names[int(high[place])]} is tied more than once" for place in twice])
    # The sum of each tie's weights in the order of their size, so that it does not depend on the order given.
    tie = np.repeat(np.arange(start.size), np.diff(np.append(start, low.size)))
    weight = weight[np.lexsort((weight, np.abs(weight), tie))]
    total = np.add.reduceat(weight, start)
    kept = np.abs(total) > ROUNDING * np.add.reduceat(np.abs(weight), start)
    if duplicates == "ambivalent-dropped":
        kept = np.abs(np.add.reduceat(np.sign(weight), start)) == np.diff(np.append(start, low.size))
    return low[start][kept], high[start][kept], total[kept]
