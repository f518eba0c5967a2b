"""Similarity indices as expressions over the cells of contingency tables, one table a row, for any engine.

The formulas are those of :mod:`mxus.measures.indices`; the sums they are made of are columns here. Column ``cell_0_2``
counts the items on which the first side takes the first level and the second side the third. Counts are
whole numbers in floating point and divided last, so that "nothing is expected to differ" is a comparison with 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import reduce
from operator import add
from typing import Any, Final

import narwhals.stable.v2 as nw

from mxus.measures.contingency import distances
from mxus.measures.indices import INDICES, Distance
from mxus.measures.inputs import Array
from mxus.tables.frames import Frame

__all__ = ["LARGEST_SCALE", "cell", "counted", "with_indices"]

LARGEST_SCALE: Final = 12
"""Levels of the largest scale that is counted by an engine: it makes a column for each two levels."""

_DIGITS: Final = 2.0**17
"""Counts below this are packed three to a floating-point number, which is exact up to 2**53."""


def cell(i: int, j: int) -> str:
    """Return the name of the column that counts the items at two levels.

    Examples
    --------
    >>> cell(0, 2)
    'cell_0_2'
    """
    return f"cell_{i}_{j}"


def counted(sides: tuple[Frame, Frame], keys: tuple[list[str], list[str]], k: int, *, items: int) -> Frame:
    """Return the contingency table of every pair of units that meet on an item, counted in one join.

    Parameters
    ----------
    sides : tuple of frame
        The positions that are known, once with the unit as ``source`` and once as ``target``, the number of the
        level as ``_level``.
    keys : tuple of list of str
        Columns of the period, and those that name an item within it.
    k : int
        Levels of the scale.
    items : int
        Items there are at most in a period.

    Notes
    -----
    A sum for each two levels would be k squared. Instead, the first side's level is turned into a power of a base that
    no count reaches, so that one sum holds the counts of several levels: as many as fit a floating-point number
    exactly.
    """
    by, item = keys
    width = 3 if items < _DIGITS else 1
    level = nw.col("_level")
    packs = range(-(-k // width))

    def packed(pack: int) -> nw.Expr:
        made = nw.lit(0.0)
        for place, number in enumerate(range(pack * width, min(k, (pack + 1) * width))):
            made = nw.when(level == number).then(nw.lit(_DIGITS**place)).otherwise(made)
        return made.alias(f"pack_{pack}")

    def taken(number: int) -> nw.Expr:
        return nw.when(level == number).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias(f"level_{number}")

    first = sides[0].select(*by, *item, "source", *(packed(pack) for pack in packs))
    second = sides[1].select(*by, *item, "target", *(taken(number) for number in range(k)))
    sums = [
        (nw.col(f"pack_{pack}") * nw.col(f"level_{j}")).alias(f"sum_{pack}_{j}") for pack in packs for j in range(k)
    ]
    met = first.join(second, on=[*by, *item], how="inner").filter(nw.col("source") < nw.col("target"))
    grouped = (
        met.select(*by, "source", "target", *sums)
        .group_by(*by, "source", "target")
        .agg(*(nw.col(f"sum_{pack}_{j}").sum() for pack in packs for j in range(k)))
    )
    cells = [_digit(nw.col(f"sum_{i // width}_{j}"), i % width).alias(cell(i, j)) for i in range(k) for j in range(k)]
    return grouped.select(*by, "source", "target", *cells)


def _digit(packed: nw.Expr, place: int) -> nw.Expr:
    """Return one of the counts that are packed into a sum."""
    at = (packed / _DIGITS**place).floor()
    return at - (at / _DIGITS).floor() * _DIGITS


def with_indices(frame: Frame, scale: Array, measures: Collection[str]) -> Frame:
    """Add the indices to a frame that has the cells of tables; null where an index has no value.

    Examples
    --------
    >>> import polars as pl
    >>> from mxus.measures.contingency import scale_of
    >>> cells = {"cell_0_0": [20.0], "cell_0_1": [5.0], "cell_1_0": [10.0], "cell_1_1": [15.0]}
    >>> found = with_indices(nw.from_native(pl.DataFrame(cells)), scale_of((0, 1)), ["kappa_nominal"])
    >>> found["kappa_nominal"].to_list()
    [0.4]
    """
    table = _Columns(scale)
    # First the formulas: they say which sums they need.
    indices = [_bounded(INDICES[name].formula(table)).alias(name) for name in measures]
    return frame.with_columns(*table.margins()).with_columns(*table.sums()).with_columns(*indices)


class _Columns:
    """The sums that formulas ask for (:class:`~mxus.measures.indices.Moments`), as columns that are to be made."""

    def __init__(self, scale: Array) -> None:
        self._scale, levels = scale, range(scale.size)
        self._cells = [[nw.col(cell(i, j)) for j in levels] for i in levels]
        self._a, self._b = ([nw.col(f"{side}_{i}") for i in levels] for side in ("first", "second"))
        self._made: dict[str, nw.Expr] = {"total": _sum(self._a)}
        self.n = nw.col("total")

    def margins(self) -> list[nw.Expr]:
        """Return the margins of the tables, from their cells."""
        rows, columns = self._cells, zip(*self._cells, strict=True)
        return [
            *(_sum(row).alias(f"first_{i}") for i, row in enumerate(rows)),
            *(_sum(column).alias(f"second_{j}") for j, column in enumerate(columns)),
        ]

    def sums(self) -> list[nw.Expr]:
        """Return all that was asked for, from margins and cells."""
        return [each.alias(name) for name, each in self._made.items()]

    def _column(self, name: str, make: Callable[[], nw.Expr]) -> nw.Expr:
        if name not in self._made:
            self._made[name] = make()
        return nw.col(name)

    def _weighted(self, distance: Distance, terms: Sequence[Sequence[nw.Expr]]) -> nw.Expr:
        apart, levels = distances(self._scale, distance), range(self._scale.size)
        return _sum(terms[i][j] * float(apart[i, j]) for i in levels for j in levels if i != j)

    def _between(self, distance: Distance, one: Sequence[nw.Expr], other: Sequence[nw.Expr]) -> nw.Expr:
        return self._weighted(distance, [[a * b for b in other] for a in one])

    def largest(self, distance: Distance) -> float:
        return float(distances(self._scale, distance).max())

    def observed(self, distance: Distance) -> nw.Expr:
        return self._column(f"observed_{distance}", lambda: self._weighted(distance, self._cells))

    def by_margins(self, distance: Distance) -> nw.Expr:
        return self._column(f"margins_{distance}", lambda: self._between(distance, self._a, self._b))

    def by_pool(self, distance: Distance) -> nw.Expr:
        pooled = [a + b for a, b in zip(self._a, self._b, strict=True)]
        return self._column(f"pool_{distance}", lambda: self._between(distance, pooled, pooled))

    def beyond_chance(self, distance: Distance) -> nw.Expr:
        beyond = self.by_margins(distance) - self.n * self.observed(distance)
        return nw.when(self._flat).then(nw.lit(0.0)).otherwise(beyond)

    @property
    def _flat(self) -> nw.Expr:
        """Whether a side keeps to one level: its largest margin is all of it."""
        n, none = _sum(self._a), nw.lit(False)  # noqa: FBT003 (a constant column)
        return self._column("flat", lambda: reduce(lambda found, side: found | (side == n), [*self._a, *self._b], none))

    @property
    def concordant(self) -> nw.Expr:
        return self._column("concordant", lambda: _concordant(self._scale.size))

    @property
    def untied(self) -> nw.Expr:
        one = self._column("squares_first", lambda: _sum(each * each for each in self._a))
        other = self._column("squares_second", lambda: _sum(each * each for each in self._b))
        squares = self.n * self.n
        return nw.when(~self._flat).then((squares - one) * (squares - other)).sqrt()

    def ratio(self, upper: nw.Expr, lower: nw.Expr) -> nw.Expr:
        return nw.when(lower > 0.0).then(upper / lower)


def _sum(terms: Any) -> nw.Expr:  # noqa: ANN401 (an iterable of expressions)
    total: nw.Expr = reduce(add, terms)
    return total


def _bounded(value: nw.Expr) -> nw.Expr:
    """Return an index that rounding does not carry over -1 and 1; adding 0 turns -0 into 0."""
    bounded = nw.when(value > 1.0).then(nw.lit(1.0)).otherwise(value)
    return nw.when(bounded < -1.0).then(nw.lit(-1.0)).otherwise(bounded) + 0.0


def _concordant(k: int) -> nw.Expr:
    """Return the pairs of items ordered alike less those ordered otherwise."""
    terms: list[nw.Expr] = []
    for i in range(k - 1):
        for j in range(k):
            above = [nw.col(cell(upper, right)) for upper in range(i + 1, k) for right in range(j + 1, k)]
            short = [nw.col(cell(upper, left)) for upper in range(i + 1, k) for left in range(j)]
            beyond = _sum(above) if above else nw.lit(0.0)
            terms.append(nw.col(cell(i, j)) * (beyond - _sum(short) if short else beyond))
    return _sum(terms)
