"""The contingency table of two portfolios, and the sums over it that indices are made of.

Every index of :mod:`mxus.measures.indices` depends on two portfolios only through the table that counts, for each pair
of levels of the declared scale, the items on which the one side takes the first level and the other the second. The
table is built once, and indices are computed from any number of tables at a time. Counts are divided last, so that
with whole levels the sums are exact, and "nothing is expected to differ" is a comparison with 0 rather than with a
tolerance. Where an index has no value its array holds NaN, which callers turn into a reason or a mask.

Tables are stacked with the two levels *first*, ``(k, k, ...)``: each cell is then one long row in memory.

Symbols: T is the table, n its sum, a and b its margins, D the distances between levels.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Final, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown
from mxus.measures.indices import INDICES, Distance
from mxus.measures.inputs import Array, Numbers, Table, number_shown, numbers_of, refuse

__all__ = ["TableMoments", "count_pairs", "distances", "in_words", "level_numbers", "scale_of", "table_indices"]

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


def distances(scale: Array, distance: Distance) -> Array:
    """Return the distances between levels: 0 or 1, their difference, or its square.

    Examples
    --------
    >>> distances(scale_of((1, 2, 3)), "squared").tolist()
    [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    """
    place = _places(scale)
    apart = np.abs(place[:, None] - place[None, :])
    if distance == "nominal":
        return (apart > 0).astype(float)
    return apart if distance == "absolute" else apart**2


def _places(scale: Array) -> Array:
    """Return where levels stand: 0, 1, 2 where evenly spaced, so that sums of counts are exact, else within 0..1."""
    unit = scale / np.abs(scale).max()  # so that no difference is too large or too small
    steps = np.diff(unit)
    if np.allclose(steps, steps[0], rtol=1e-12, atol=0):
        return np.arange(scale.size, dtype=float)
    found: Array = (unit - unit[0]) / (unit[-1] - unit[0])
    return found


class TableMoments:
    """The sums over a stack of tables that indices are made of, each computed when it is first needed.

    Parameters
    ----------
    tables : array, shape (k, k, ...)
        Counts, or sums of item weights.
    scale : array, shape (k,)
        The declared scale.

    Examples
    --------
    >>> moments = TableMoments(np.array([[20.0, 5.0], [10.0, 15.0]]), scale_of((0, 1)))
    >>> float(moments.of("kappa_nominal")), moments.n.tolist()
    (0.4, [50.0])
    """

    def __init__(self, tables: Array, scale: Array) -> None:
        self._forms = _forms(tuple(scale.tolist()))
        self._k, self._stack = scale.size, tables.shape[2:]
        self._flat = np.ascontiguousarray(tables).reshape(self._k * self._k, -1)
        cells = self._flat.reshape(self._k, self._k, -1)
        self._a, self._b = cells.sum(axis=1), cells.sum(axis=0)
        self.n: Array = self._a.sum(axis=0)

    def of(self, name: str) -> Array:
        """Return an index of each table, NaN where it has no value."""
        with np.errstate(invalid="ignore", divide="ignore"):
            values: Array = INDICES[name].formula(self)
        # Rounding must not carry an index over its ends; adding 0 turns -0 into 0.
        return np.clip(values, -1.0, 1.0).reshape(self._stack) + 0.0

    def largest(self, distance: Distance) -> float:
        """Return the largest distance of the scale."""
        return self._forms.largest[_PLACES[distance]]

    def observed(self, distance: Distance) -> Array:
        """Return the sum of D T."""
        found: Array = self._observed[_PLACES[distance]]
        return found

    def by_margins(self, distance: Distance) -> Array:
        """Return the sum of D a b."""
        found: Array = self._by_margins[_PLACES[distance]]
        return found

    def by_pool(self, distance: Distance) -> Array:
        """Return the sum of D (a + b) (a + b)."""
        found: Array = self._by_pool[_PLACES[distance]]
        return found

    def beyond_chance(self, distance: Distance) -> Array:
        """Return the sum of D (a b - n T), exactly 0 where a side keeps to one level, whatever the rounding."""
        return np.where(self._flat_side, 0.0, self.by_margins(distance) - self.n * self.observed(distance))

    @property
    def concordant(self) -> Array:
        """Pairs of items that the sides order alike less those they order oppositely."""
        # For each cell: the counts beyond it on both sides less those beyond it on one and short of it on the other.
        above = (self._forms.above @ self._flat.reshape(self._k, -1)).reshape(self._k, self._k, -1)
        beyond = np.matmul(self._forms.turned, above).reshape(self._k * self._k, -1)
        found: Array = np.einsum("ip,ip->p", self._flat, beyond)
        return found

    @property
    def untied(self) -> Array:
        """Geometric mean of the ordered pairs untied on each side, 0 where a side keeps to one level."""
        squares = self.n * self.n
        one, other = (squares - np.einsum("ip,ip->p", side, side) for side in (self._a, self._b))
        found: Array = np.sqrt(np.where(self._flat_side, 0.0, one * other))
        return found

    def ratio(self, upper: Array, lower: Array) -> Array:
        """Return a ratio, NaN where both are 0."""
        return upper / lower

    @functools.cached_property
    def _observed(self) -> Array:
        return self._forms.distances.reshape(len(_PLACES), -1) @ self._flat

    @functools.cached_property
    def _by_margins(self) -> Array:
        return self._between(self._a, self._b)

    @functools.cached_property
    def _by_pool(self) -> Array:
        pooled = self._a + self._b
        return self._between(pooled, pooled)

    def _between(self, one: Array, other: Array) -> Array:
        far = (self._forms.distances.reshape(-1, self._k) @ other).reshape(len(_PLACES), self._k, -1)
        found: Array = np.einsum("dip,ip->dp", far, one)
        return found

    @functools.cached_property
    def _flat_side(self) -> NDArray[np.bool_]:
        """Whether a side keeps to one level, and so says nothing of the other."""
        found: NDArray[np.bool_] = ((self._a > 0).sum(axis=0) <= 1) | ((self._b > 0).sum(axis=0) <= 1)
        return found


def table_indices(tables: Array, scale: Array, names: Iterable[str] = INDICES) -> Mapping[str, Array]:
    """Return indices of a stack of tables by name, and ``n``, the sum of each table; NaN where one has no value.

    Parameters
    ----------
    tables : array, shape (k, k, ...)
        Counts, or sums of item weights.
    scale : array, shape (k,)
        The declared scale.
    names : iterable of str, optional
        Which indices; all of :data:`~mxus.measures.indices.INDICES` where not given.

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
    moments = TableMoments(tables, scale)
    return {"n": moments.n.reshape(tables.shape[2:]), **{name: moments.of(name) for name in names}}


_PLACES: Final[Mapping[Distance, int]] = {distance: place for place, distance in enumerate(get_args(Distance))}


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
    apart = np.stack([distances(scale, kind) for kind in _PLACES])
    above = np.triu(np.ones((k, k)), 1)
    return _Forms(
        distances=apart,
        largest=tuple(float(d.max()) for d in apart),
        above=above,
        turned=above - above.T,
    )
