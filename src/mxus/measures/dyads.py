"""Every dyad at once: all indices for all pairs of units of a matrix of positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page
from mxus.display.cards import Table as PageTable
from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.arrays import SAME_ARRAY, SAME_ARRAYS, MaskedArray, masked
from mxus.measures.citing import cites, references_of
from mxus.measures.contingency import level_numbers, scale_of, table_indices
from mxus.measures.indices import INDICES, works_of
from mxus.measures.inputs import Table, named
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.typed import typed

__all__ = ["Dyads", "all_pairs"]

_SHOWN: Final = 20
"""Pairs on a page."""

_TOLD: Final = ("s_absolute", "kappa_squared", "alignment_absolute", "agreement")
"""Indices on a page: one of each family."""

_OPEN: Final = "positions are missing: ask the index of the two sides, such as s_score, for its interval"

_CELLS: Final = 1_000_000
"""Cells of tables that are worked on at a time."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class Dyads(ManyNumbers):
    """Indices of every pair of units.

    Parameters
    ----------
    units : tuple of str
        Names of the units.
    first, second : array of int, shape (pairs,)
        Numbers of each pair's units, the first below the second.
    n : array of int, shape (..., pairs)
        Items that both sides of a pair take a position on.
    items : int
        Number of items.
    indices : Mapping of str to masked array, shape (..., pairs)
        Each index of :data:`~mxus.measures.indices.INDICES`, masked where it is undefined: without an item in common,
        and where the scalar function of the same index says so. Masked entries hold NaN.

    Examples
    --------
    >>> dyads = all_pairs([[1, 2, 3], [1, 2, 2], [None, 3, 3]], levels=(1, 2, 3), units=["MEX", "CUB", "USA"])
    >>> dyads.pairs
    (('MEX', 'CUB'), ('MEX', 'USA'), ('CUB', 'USA'))
    >>> dyads.of("USA", "MEX")["agreement"]
    0.5
    """

    units: tuple[str, ...]
    first: NDArray[np.intp] = attrs.field(eq=SAME_ARRAY)
    second: NDArray[np.intp] = attrs.field(eq=SAME_ARRAY)
    n: NDArray[np.int64] = attrs.field(eq=SAME_ARRAY)
    items: int
    indices: Mapping[str, MaskedArray] = attrs.field(eq=SAME_ARRAYS)

    @property
    def measure(self) -> str:
        """What the indices are of."""
        return "similarity of every pair"

    @property
    def value(self) -> Mapping[str, MaskedArray]:
        """The indices."""
        return self.indices

    @property
    def interval(self) -> Mapping[str, tuple[MaskedArray, MaskedArray]] | None:
        """Lower and upper ends of each index, which are its values; None where a position is missing."""
        return None if self.no_interval else {name: (values, values) for name, values in self.indices.items()}

    @property
    def no_interval(self) -> str:
        """Why there are no intervals; empty where no position is missing."""
        return _OPEN if bool(self.n_missing.any()) else ""

    @property
    def references(self) -> tuple[Reference, ...]:
        """What to cite: the works of all indices."""
        return references_of(all_pairs)

    def __attrs_post_init__(self) -> None:
        pairs = len(self.units) * (len(self.units) - 1) // 2
        for name, numbers in {"first": self.first, "second": self.second}.items():
            if numbers.shape != (pairs,) or numbers.dtype.kind != "i":
                raise InvalidValueError(f"found {name} {shown(numbers)}; expected the number of a unit for each pair")

    @property
    def n_missing(self) -> NDArray[np.int64]:
        """Items that a side of the pair, or both, takes no position on, shape (..., pairs)."""
        return self.items - self.n

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names of each pair's units."""
        first: list[int] = self.first.tolist()
        second: list[int] = self.second.tolist()
        return tuple((self.units[a], self.units[b]) for a, b in zip(first, second, strict=True))

    def of(self, first: str, second: str) -> Mapping[str, Any]:
        """Return the indices of one pair, in either order: numbers, None where undefined, or arrays of a stack.

        Raises
        ------
        UnknownIdError
            If a name is not a unit's.
        InvalidValueError
            If both are the same.
        """
        for name in (first, second):
            if not isinstance(name, str) or name not in self.units:
                raise UnknownIdError.among(name, self.units, what="unit")
        low, high = sorted((self.units.index(first), self.units.index(second)))
        if low == high:
            message = f"found {first!r} twice; expected two different units"
            raise InvalidValueError(message)
        # Pairs stand row by row of the upper triangle.
        place = low * len(self.units) - low * (low + 1) // 2 + high - low - 1
        if next(iter(self.indices.values())).ndim > 1:
            return {name: values[..., place] for name, values in self.indices.items()}
        return {name: values[place : place + 1].tolist()[0] for name, values in self.indices.items()}

    def square(self, index: str) -> MaskedArray:
        """Return one index as a symmetric matrix, shape (..., units, units), its diagonal masked.

        Raises
        ------
        UnknownIdError
            If the index is not one of :data:`~mxus.measures.indices.INDICES`.
        """
        if not isinstance(index, str) or index not in self.indices:
            raise UnknownIdError.among(index, self.indices, what="index")
        values = self.indices[index]
        full = np.full((*values.shape[:-1], len(self.units), len(self.units)), np.nan)
        full[..., self.first, self.second] = full[..., self.second, self.first] = values.filled(np.nan)
        return np.ma.masked_invalid(full)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the first pairs with some of their indices."""
        facts = (("units", str(len(self.units))), ("pairs", str(len(self.first))), ("items", str(self.items)))
        if self.n.ndim > 1:
            return Page(self.measure, (*facts, ("stacked", " x ".join(map(str, self.n.shape[:-1])))))
        held: dict[str, list[float | None]] = {name: self.indices[name][:_SHOWN].tolist() for name in _TOLD}
        rows = tuple(
            (f"{first} - {second}", str(n), *("-" if value is None else f"{value:+.4f}" for value in values))
            for (first, second), n, *values in zip(self.pairs[:_SHOWN], self.n.tolist(), *held.values(), strict=False)
        )
        left = len(self.first) - len(rows)
        note = f"{left} more pairs are left out" if left else ""
        return Page(self.measure, facts, (PageTable("pairs", ("pair", "n", *_TOLD), rows, note),))

    def _line(self) -> str:
        return f"{self.measure}: {len(self.first)} pairs of {len(self.units)} units, {len(self.indices)} indices"


@cites(*works_of())
def all_pairs(
    matrix: Table,
    *,
    levels: Sequence[float],
    units: Sequence[str] | None = None,
) -> Dyads:
    """Return every alignment index for every pair of units of a matrix of positions.

    Parameters
    ----------
    matrix : array of float, shape (..., units, items)
        Positions; None or NaN where a unit takes none. Leading dimensions, such as years, are stacked matrices, each
        answered by itself.
    levels : sequence of float
        The declared scale, all its levels; at least two.
    units : sequence of str, optional
        Names of the units, such as country codes, all different; ``"0"``, ``"1"``, ... where not given.

    Returns
    -------
    Dyads
        The indices of each of the units x (units - 1) / 2 pairs, with numbers of items used and missing.

    Raises
    ------
    InvalidValueError
        If a value is not a level, the scale has one level, the matrix has fewer than two dimensions, or the names do
        not fit its units.

    Notes
    -----
    The tables of all pairs are products of 0-1 matrices, one for each two levels, so that no loop runs over pairs.
    Counts are exact as long as there are fewer than 16,777,216 items.

    Examples
    --------
    >>> votes = [[1, 2, 3, 1], [1, 2, 2, None], [3, 3, 1, 3]]
    >>> dyads = all_pairs(votes, levels=(1, 2, 3), units=["MEX", "CUB", "USA"])
    >>> dyads.indices["s_absolute"].round(4).tolist()
    [0.6667, -0.75, -0.3333]
    >>> dyads.n_missing.tolist()
    [1, 0, 1]
    >>> dyads.square("agreement").shape
    (3, 3)
    """
    scale = scale_of(levels)
    numbers = level_numbers(matrix, scale, "matrix")
    if numbers.ndim < 2:
        message = f"found a matrix with {numbers.ndim} dimensions; expected units x items, or a stack of such"
        raise InvalidValueError(message)
    *stack, count, items = numbers.shape
    names = named(units, count, "units")
    first, second = np.triu_indices(count, 1)
    indices = {name: np.empty((*stack, first.size)) for name in INDICES}
    n = np.empty((*stack, first.size), dtype=np.int64)
    # So many pairs at a time that their tables stay small, whatever the number of units.
    step = max(1, _CELLS // scale.size**2)
    parts = [slice(start, start + step) for start in range(0, first.size, step)]
    # Indices that can be undefined for one reason are so for the same tables: one of each is asked.
    asked = {index.undefined: name for name, index in reversed(list(INDICES.items()))}
    undefined = {reason: np.empty((*stack, first.size), dtype=bool) for reason in asked}
    cells = [_cells(count, scale.size, first[part], second[part]) for part in parts]
    for place in np.ndindex(*stack):
        products = _products(numbers[place], scale.size)
        for part, where in zip(parts, cells, strict=True):
            found = table_indices(products.take(where).astype(float), scale)
            n[place][part] = found["n"]
            for name in INDICES:
                indices[name][place][part] = found[name]
            for reason, name in asked.items():
                undefined[reason][place][part] = np.isnan(found[name])
    return Dyads(
        units=names,
        first=first,
        second=second,
        n=n,
        items=items,
        indices={name: masked(values, ~undefined[INDICES[name].undefined]) for name, values in indices.items()},
    )


def _cells(count: int, k: int, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the product of the 0-1 matrices holds each cell of each pair's table, shape (k, k, pairs)."""
    level = np.arange(k)[:, None] * count
    return (level[:, None] + first) * (k * count) + (level + second)


def _products(numbers: NDArray[np.intp], k: int) -> NDArray[np.float32]:
    """Return how often each unit at each level meets each unit at each level."""
    taken = numbers == np.arange(k)[:, None, None]
    flat = taken.reshape(k * len(numbers), numbers.shape[-1]).astype(np.float32)
    products: NDArray[np.float32] = flat @ flat.T
    return products
