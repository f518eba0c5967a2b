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
import math
import numbers
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, Protocol, get_args, runtime_checkable

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown

__all__ = [
    "Array",
    "Numbers",
    "SupportsArray",
    "Table",
    "Weights",
    "amounts_of",
    "count_pairs",
    "distances",
    "level_numbers",
    "numbers_of",
    "one_of",
    "refuse",
    "scale_of",
    "table_indices",
]

Array = NDArray[np.float64]


@runtime_checkable
class SupportsArray(Protocol):
    """Anything that becomes an array: an array itself, a pandas or polars series or frame.

    Examples
    --------
    >>> isinstance(np.array([1.0]), SupportsArray)
    True
    """

    def __array__(self) -> NDArray[Any]:
        """Return the array."""
        ...


Numbers = Sequence[float | None] | SupportsArray
"""A number for each item: a sequence or a one-dimensional array; None or NaN where there is none."""

Table = Sequence[Sequence[float | None]] | SupportsArray
"""Rows of numbers: nested sequences or an array."""

Weights = Literal["nominal", "linear", "quadratic"]

_LISTED: Final = 5
"""How many wrong values an error lists."""


def one_of(value: str, choices: object, name: str) -> None:
    """Raise unless `value` is one of the strings of a Literal."""
    if value not in get_args(choices):
        message = f"found {name} {shown(value)}; expected one of {', '.join(map(repr, get_args(choices)))}"
        raise InvalidValueError(message)


def scale_of(levels: Sequence[float]) -> Array:
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
        levels = ", ".join(f"{level:g}" for level in scale)
        refuse(found, wrong, name, f"a missing value or one of {levels}")
    return np.where(missing, -1, places)


def amounts_of(values: Numbers | Table, name: str) -> Array:
    """Return finite numbers from 0 as an array, NaN where one is None.

    Raises
    ------
    InvalidValueError
        If one is negative or not finite; the message says which and where.

    Examples
    --------
    >>> amounts_of([1, None], "values").tolist()
    [1.0, nan]
    """
    found, missing = numbers_of(values, name)
    wrong = ~missing & ~((found >= 0) & np.isfinite(found))
    if wrong.any():
        refuse(found, wrong, name, "a finite number from 0, or None where it is missing")
    return found


def numbers_of(values: Numbers | Table, name: str) -> tuple[Array, NDArray[np.bool_]]:
    """Return values as floats, NaN for None, and where they were None; text is refused rather than read as a number.

    Examples
    --------
    >>> found, missing = numbers_of([2, None], "x")
    >>> found.tolist(), missing.tolist()
    ([2.0, nan], [False, True])
    """
    # An array made of a masked one would forget the mask; its list has None where it is masked.
    given: Any = values.tolist() if isinstance(values, np.ma.MaskedArray) else values
    found = np.asarray(given)
    if found.dtype.kind in "biuf":
        return found.astype(float), np.zeros(found.shape, dtype=bool)
    found = np.asarray(given, dtype=object)
    missing = np.array([_is_missing(value) for value in found.ravel()], dtype=bool).reshape(found.shape)
    wrong = [
        (place, value)
        for place, value in np.ndenumerate(found)
        if not (missing[place] or isinstance(value, numbers.Real))
    ]
    if wrong:
        listed = ", ".join(f"{name}{_where(place)} = {shown(value)}" for place, value in wrong[:_LISTED])
        message = f"found {listed}{_more(len(wrong))}; expected numbers"
        raise InvalidValueError(message)
    floats = [math.nan if gap else float(value) for value, gap in zip(found.ravel(), missing.ravel(), strict=True)]
    return np.array(floats, dtype=float).reshape(found.shape), missing


def _is_missing(value: object) -> bool:
    # pandas' NA is recognised by its name: it is not a float, and this layer knows no dataframe.
    return value is None or type(value).__name__ == "NAType"


def refuse(found: Array, wrong: NDArray[np.bool_], name: str, expected: str) -> None:
    """Raise an error that lists the values that are wrong, and where they are.

    Examples
    --------
    >>> refuse(np.array([1.0, -1.0]), np.array([False, True]), "x", "a number from 0")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found x[1] = -1; expected a number from 0
    """
    places = list(zip(*(indices.tolist() for indices in np.nonzero(wrong)), strict=True))
    listed = ", ".join(f"{name}{_where(place)} = {found[place]:g}" for place in places[:_LISTED])
    message = f"found {listed}{_more(len(places))}; expected {expected}"
    raise InvalidValueError(message)


def _where(place: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in place)


def _more(count: int) -> str:
    return f" and {count - _LISTED} more" if count > _LISTED else ""


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
    # Differences of consecutive levels are 1 where the scale is evenly spaced, whatever the unit: exact sums of counts.
    steps = np.diff(scale)
    apart = np.abs(scale[:, None] - scale[None, :])
    if np.allclose(steps, steps[0], rtol=1e-12, atol=0):
        place = np.arange(scale.size, dtype=float)
        apart = np.abs(place[:, None] - place[None, :])
    if weights == "nominal":
        return (apart > 0).astype(float)
    return apart if weights == "linear" else apart**2


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
    found = forms.sums @ flat
    n, a, b = found[0], found[1 : k + 1], found[k + 1 : 2 * k + 1]
    observed = found[2 * k + 1 :]
    pooled = a + b
    by_margins = np.einsum("dip,ip->dp", (forms.distances @ b).reshape(3, k, -1), a)
    by_pool = np.einsum("dip,ip->dp", (forms.distances @ pooled).reshape(3, k, -1), pooled)
    # For each cell: the counts beyond it on both sides less those beyond it on one and short of it on the other.
    beyond = np.matmul(forms.turned, (forms.above @ flat.reshape(k, -1)).reshape(k, k, -1)).reshape(k * k, -1)
    concordant = np.einsum("ip,ip->p", flat, beyond)
    squares = n * n
    untied = (squares - np.einsum("ip,ip->p", a, a)) * (squares - np.einsum("ip,ip->p", b, b))
    indices = {"n": n}
    with np.errstate(invalid="ignore", divide="ignore"):
        indices["tau_b"] = 2 * concordant / np.sqrt(untied)
        indices["agreement"] = 1 - observed[0] / n
        beyond_chance = by_margins - n * observed
        kappa = beyond_chance / by_margins
        pi = 1 - 4 * n * observed / by_pool
        for place, kind in enumerate(get_args(Weights)):
            indices[f"kappa_{kind}"], indices[f"pi_{kind}"] = kappa[place], pi[place]
        for place, name in enumerate(("absolute", "squared"), start=1):
            scaled = 2 / forms.largest[place]
            indices[f"s_{name}"] = 1 - scaled * observed[place] / n
            indices[f"alignment_{name}"] = scaled * beyond_chance[place] / squares
    return {name: values.reshape(stack) for name, values in indices.items()}


@attrs.frozen(eq=False)
class _Forms:
    """What depends on the scale alone.

    Parameters
    ----------
    sums : array, shape (2 k + 4, k k)
        All that is linear in the table in one product: n, both margins, and the sums of the three distances.
    distances : array, shape (3 k, k)
        The three matrices of distances, one below the other.
    largest : tuple of float
        The largest of each distance.
    above, turned : array, shape (k, k)
        Sums over the levels above one, and over those above it less those below it.
    """

    sums: Array
    distances: Array
    largest: tuple[float, ...]
    above: Array
    turned: Array


@functools.lru_cache(maxsize=16)
def _forms(levels: tuple[float, ...]) -> _Forms:
    scale, k = np.array(levels), len(levels)
    apart = [distances(scale, kind) for kind in get_args(Weights)]
    level = np.eye(k)
    above = np.triu(np.ones((k, k)), 1)
    return _Forms(
        sums=np.vstack([np.ones(k * k), np.repeat(level, k, axis=1), np.tile(level, k), *(d.ravel() for d in apart)]),
        distances=np.vstack(apart),
        largest=tuple(float(d.max()) for d in apart),
        above=above,
        turned=above - above.T,
    )
