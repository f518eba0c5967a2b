"""What an index of two portfolios can be when positions or weights are missing: over all completions.

A position that is missing can be any level of the declared scale, a weight that is missing any amount from 0. S and the
agreement share are means over the items, so that their ends are the means of the items' ends. Kappa, pi, tau-b and A
depend on all items together: all tables that completions lead to are looked at, or, where these are too many, nothing
is said.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mxus.measures.contingency import table_indices
from mxus.measures.inputs import Array
from mxus.values.interval import Interval

__all__ = ["bounds_of_mean", "bounds_of_table"]

_MOST: Final = 50_000
"""Tables that are looked at: half a second at most."""

Levels = NDArray[np.intp]

_Item = tuple[int, int, float]
"""Level numbers of both sides, -1 where missing, and a weight."""


def bounds_of_mean(x: Levels, y: Levels, scale: Array, weights: Array | None, index: str) -> Interval | None:
    """Return sharp bounds of S or the agreement share; None if no completion has a weight.

    Parameters
    ----------
    x, y : array of int
        Level numbers, -1 where missing.
    scale : array of float
        The declared scale.
    weights : array of float or None
        Weight of each item, NaN where missing.
    index : {'s_absolute', 's_squared', 'agreement'}
        Which index: one that is a mean over the items.

    Examples
    --------
    >>> print(bounds_of_mean(np.array([0, 0]), np.array([0, -1]), np.array([1.0, 2.0, 3.0]), None, "s_absolute"))
    [0, 1]
    """
    k = scale.size
    # The index of one item alone, for each two levels.
    cells = table_indices(np.eye(k * k).reshape(k, k, k * k), scale, [index])[index].reshape(k, k)
    ends: list[float] = []
    for end, pick in ((np.min, min), (np.max, max)):
        whole = np.full((k + 1, k + 1), end(cells))
        whole[:k, :k], whole[:k, k], whole[k, :k] = cells, end(cells, axis=1), end(cells, axis=0)
        of_item: Array = whole[x, y]  # what is missing, -1, is the last row or column
        if weights is None:
            means = [math.fsum(of_item.tolist()) / of_item.size] if of_item.size else []
        else:
            known = ~np.isnan(weights)
            heaviest = float(weights[known].max(initial=0.0))
            means = []
            if heaviest > 0:
                parts = weights[known] / heaviest
                means = [math.fsum((parts * of_item[known]).tolist()) / math.fsum(parts.tolist())]
            # An item of unknown weight can have all of it, or as good as all.
            means += of_item[~known].tolist()
        if not means:
            return None
        ends.append(min(1.0, max(-1.0, pick(means))))
    return Interval(min(ends), max(ends))


def bounds_of_table(  # noqa: PLR0913, PLR0917 (as for a mean, and what stands for no value)
    x: Levels,
    y: Levels,
    scale: Array,
    weights: Array | None,
    index: str,
    otherwise: float = math.nan,
) -> Interval | str | None:
    """Return sharp bounds of any index, over all completions that have a value, or why there are none.

    Parameters
    ----------
    x, y, scale, weights, index
        As for :func:`bounds_of_mean`, for any index of the table.
    otherwise : float
        What the index is for a table where it has no value; NaN where it has none.

    Examples
    --------
    >>> x, y = np.array([0, 0, 1, 1]), np.array([0, 1, 1, -1])
    >>> print(bounds_of_table(x, y, np.array([1.0, 2.0]), None, "kappa_nominal"))
    [0, 0.5]
    """
    if weights is not None and np.isnan(weights).any():
        return "a weight is missing"
    of_items = np.ones(x.size) if weights is None else weights
    gap = ((x < 0) | (y < 0)) & (of_items > 0)
    heaviest = float(of_items.max(initial=0.0)) or 1.0
    known = np.zeros((scale.size, scale.size))
    np.add.at(known, (x[~gap], y[~gap]), of_items[~gap] / heaviest)
    items = zip(x[gap].tolist(), y[gap].tolist(), (of_items[gap] / heaviest).tolist(), strict=True)
    found = _completed(tuple(scale.tolist()), tuple(known.ravel().tolist()), tuple(sorted(items)))
    if found is None:
        return "what is missing can be completed in too many ways to look at each of them"
    values = np.where(np.isnan(found[index]), otherwise, found[index])
    values = values[~np.isnan(values)]
    return Interval(float(values.min()), float(values.max())) if values.size else None


@functools.lru_cache(maxsize=1)
def _completed(
    levels: tuple[float, ...], known: tuple[float, ...], items: tuple[_Item, ...]
) -> Mapping[str, Array] | None:
    """Return the indices of all tables that completions lead to; None if these are too many."""
    k = len(levels)
    tables: Array = np.array([known])
    for (first, second, weight), same in itertools.groupby(items):
        rows = range(k) if first < 0 else [first]
        columns = range(k) if second < 0 else [second]
        cells = [row * k + column for row in rows for column in columns]
        count = len(list(same))
        # So many items on so many cells: items that are alike are not told apart.
        if len(tables) * math.comb(count + len(cells) - 1, count) > 4 * _MOST:
            return None
        ways = np.array(list(itertools.combinations_with_replacement(cells, count)), dtype=np.intp)
        added = np.zeros((len(ways), k * k))
        np.add.at(added, (np.arange(len(ways))[:, None], ways), weight)
        tables = np.unique((tables[:, None] + added).reshape(-1, k * k), axis=0)
        if len(tables) > _MOST:
            return None
    return table_indices(tables.T.reshape(k, k, -1), np.array(levels))
