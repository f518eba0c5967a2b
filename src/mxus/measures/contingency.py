"""The contingency table of two portfolios, and the indices that are functions of it.

Every agreement index here depends on two portfolios only through the table that counts, for each pair of levels of the
declared scale, the items on which the one side takes the first level and the other the second. The table is built once,
and the indices are computed from any number of tables at a time. Counts are kept as they are and divided last, so that
with whole levels the sums are exact, and "nothing is expected to differ" is a comparison with 0 rather than with a
tolerance. Where an index has no value its array holds NaN, which callers turn into a reason or a mask.

Tables are stacked with the two levels *first*, ``(k, k, ...)``: each cell is then one long row in memory.

Symbols: T is the table, n its sum, a and b its margins, D the distances between levels.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final, Literal, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown
from mxus.measures.inputs import Array, Numbers, Table, number_shown, numbers_of, refuse

__all__ = ["Weights", "count_pairs", "distances", "in_words", "level_numbers", "scale_of", "table_indices"]

Weights = Literal["nominal", "linear", "quadratic"]

_LEVELS_SHOWN: Final = 10
"""Scales with more levels than this are told by their ends."""


def scale_of(levels: Numbers) -> Array:
    """Return the declared scale, ascending.

    Raises
    ------
    InvalidValueError
        If there are fewer than two different levels, or one is not a finite number.

    Examples
    --------
    >>> scale_of((3, 1, 2)).tolist()
    [1.0, 2.0, 3.0]
    """
    found, _ = numbers_of(levels, "levels")
    scale = np.unique(found)
    if found.ndim != 1 or scale.size < 2 or not np.isfinite(scale).all():
        message = f"found levels {shown(levels)}; expected at least two finite levels"
        raise InvalidValueError(message)
    return scale


def in_words(scale: Array) -> str:
    """Return a scale as text: all its levels, or how many there are where these are many.

    Examples
    --------
    >>> in_words(scale_of((1, 2, 3))), in_words(scale_of(range(101)))
    ('1, 2, 3', '101 levels from 0 to 100')
    """
    if scale.size > _LEVELS_SHOWN:
        return f"{scale.size} levels from {number_shown(float(scale[0]))} to {number_shown(float(scale[-1]))}"
    return ", ".join(number_shown(level) for level in scale.tolist())


def level_numbers(values: Numbers | Table, scale: Array, name: str) -> NDArray[np.intp]:
    """Return the number of each value's level, -1 where the value is missing (None, NaN or NA).

    Raises
    ------
    InvalidValueError
        If values are not levels; the message says which and where.

    Examples
    --------
    >>> level_numbers([3, None, 1], scale_of((1, 2, 3)), "x").tolist()
    [2, -1, 0]
    """
    found, _ = numbers_of(values, name)
    places = np.searchsorted(scale, found).clip(max=scale.size - 1)
    missing = np.isnan(found)
    wrong = ~missing & (scale[places] != found)
    if wrong.any():
        refuse(found, wrong, name, f"a missing value or one of {in_words(scale)}")
    return np.where(missing, -1, places)


def count_pairs(x: NDArray[np.intp], y: NDArray[np.intp], k: int, weights: Array | None = None) -> Array:
    """Return the k x k table of two rows of level numbers; missing pairs and those without a weight are left out.

    Examples
    --------
    >>> x, y = np.array([0, 1, -1]), np.array([0, 0, 1])
    >>> count_pairs(x, y, 2).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    known = (x >= 0) & (y >= 0)
    if weights is not None:
        known &= ~np.isnan(weights)
    cells = x[known] * k + y[known]
    return np.bincount(cells, None if weights is None else weights[known], k * k).astype(float).reshape(k, k)


def distances(scale: Array, weights: Weights) -> Array:
    """Return the distances between levels: 0 or 1, their difference, or its square.

    Examples
    --------
    >>> distances(scale_of((1, 2, 3)), "quadratic").tolist()
    [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    """
    place = _places(scale)
    apart = np.abs(place[:, None] - place[None, :])
    if weights == "nominal":
        return (apart > 0).astype(float)
    return apart if weights == "linear" else apart**2


def _places(scale: Array) -> Array:
    """Return where levels stand: 0, 1, 2 where evenly spaced, so that sums of counts are exact, else within 0..1."""
    unit = scale / np.abs(scale).max()  # so that no difference is too large or too small
    steps = np.diff(unit)
    if np.allclose(steps, steps[0], rtol=1e-12, atol=0):
        return np.arange(scale.size, dtype=float)
    found: Array = (unit - unit[0]) / (unit[-1] - unit[0])
    return found


def table_indices(tables: Array, scale: Array) -> Mapping[str, Array]:
    """Return every index that is a function of the table, for a stack of tables; NaN where it has no value.

    Parameters
    ----------
    tables : array, shape (k, k, ...)
        Counts, or sums of item weights.
    scale : array, shape (k,)
        The declared scale.

    Returns
    -------
    Mapping
        Arrays of the stack's shape by name of the index.

    Examples
    --------
    >>> table = np.array([[20.0, 5.0], [10.0, 15.0]])
    >>> float(table_indices(table, scale_of((0, 1)))["kappa_nominal"])
    0.4
    """
    forms = _forms(tuple(scale.tolist()))
    k, stack = scale.size, tables.shape[2:]
    flat = np.ascontiguousarray(tables).reshape(k * k, -1)
    cells = flat.reshape(k, k, -1)
    a, b = cells.sum(axis=1), cells.sum(axis=0)
    n = a.sum(axis=0)
    observed = forms.distances.reshape(3, k * k) @ flat
    pooled = a + b
    by_margins = np.einsum("dip,ip->dp", (forms.distances.reshape(3 * k, k) @ b).reshape(3, k, -1), a)
    by_pool = np.einsum("dip,ip->dp", (forms.distances.reshape(3 * k, k) @ pooled).reshape(3, k, -1), pooled)
    # For each cell: the counts beyond it on both sides less those beyond it on one and short of it on the other.
    beyond = np.matmul(forms.turned, (forms.above @ flat.reshape(k, -1)).reshape(k, k, -1)).reshape(k * k, -1)
    concordant = np.einsum("ip,ip->p", flat, beyond)
    squares = n * n
    untied = (squares - np.einsum("ip,ip->p", a, a)) * (squares - np.einsum("ip,ip->p", b, b))
    # A side that keeps to one level tells nothing of the other: exactly so, whatever the rounding of uneven distances.
    flat_side = ((a > 0).sum(axis=0) <= 1) | ((b > 0).sum(axis=0) <= 1)
    beyond_chance = np.where(flat_side, 0.0, by_margins - n * observed)
    indices = {"n": n}
    with np.errstate(invalid="ignore", divide="ignore"):
        indices["tau_b"] = 2 * concordant / np.sqrt(np.where(flat_side, 0.0, untied))
        indices["agreement"] = 1 - observed[0] / n
        kappa = beyond_chance / by_margins
        pi = 1 - 4 * n * observed / by_pool
        for place, kind in enumerate(get_args(Weights)):
            indices[f"kappa_{kind}"], indices[f"pi_{kind}"] = kappa[place], pi[place]
        for place, name in enumerate(("absolute", "squared"), start=1):
            scaled = 2 / forms.largest[place]
            indices[f"s_{name}"] = 1 - scaled * observed[place] / n
            indices[f"alignment_{name}"] = scaled * beyond_chance[place] / squares
    # Rounding must not carry an index over its ends; adding 0 turns -0 into 0.
    return {
        name: values.reshape(stack) if name == "n" else np.clip(values, -1.0, 1.0).reshape(stack) + 0.0
        for name, values in indices.items()
    }


@attrs.frozen(eq=False)
class _Forms:
    """What depends on the scale alone.

    Parameters
    ----------
    distances : array, shape (3, k, k)
        The three matrices of distances.
    largest : tuple of float
        The largest of each distance.
    above, turned : array, shape (k, k)
        Sums over the levels above one, and over those above it less those below it.
    """

    distances: Array
    largest: tuple[float, ...]
    above: Array
    turned: Array


@functools.lru_cache(maxsize=4)
def _forms(levels: tuple[float, ...]) -> _Forms:
    scale, k = np.array(levels), len(levels)
    apart = np.stack([distances(scale, kind) for kind in get_args(Weights)])
    above = np.triu(np.ones((k, k)), 1)
    return _Forms(
        distances=apart,
        largest=tuple(float(d.max()) for d in apart),
        above=above,
        turned=above - above.T,
    )
