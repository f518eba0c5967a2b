"""The indices of agreement as expressions over the cells of a contingency table, one table a row.

The same indices as :func:`mxus.measures.contingency.table_indices`, for engines that hold the tables themselves: column
``cell_0_2`` counts the items on which the first side takes the first level and the second side the third. Counts are
whole numbers in floating point and divided last, so that "nothing is expected to differ" is a comparison with 0.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import add
from typing import Any, Final, get_args

import narwhals.stable.v2 as nw

from mxus.measures.contingency import Weights, distances
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
        The positions that are known, once with the unit as ``country1`` and once as ``country2``, the number of the
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

    first = sides[0].select(*by, *item, "country1", *(packed(pack) for pack in packs))
    second = sides[1].select(*by, *item, "country2", *(taken(number) for number in range(k)))
    sums = [
        (nw.col(f"pack_{pack}") * nw.col(f"level_{j}")).alias(f"sum_{pack}_{j}") for pack in packs for j in range(k)
    ]
    met = first.join(second, on=[*by, *item], how="inner").filter(nw.col("country1") < nw.col("country2"))
    grouped = (
        met.select(*by, "country1", "country2", *sums)
        .group_by(*by, "country1", "country2")
        .agg(*(nw.col(f"sum_{pack}_{j}").sum() for pack in packs for j in range(k)))
    )
    cells = [_digit(nw.col(f"sum_{i // width}_{j}"), i % width).alias(cell(i, j)) for i in range(k) for j in range(k)]
    return grouped.select(*by, "country1", "country2", *cells)


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
    k = scale.size
    kinds = get_args(Weights)
    apart = {kind: distances(scale, kind) for kind in kinds}
    a, b = [nw.col(f"first_{i}") for i in range(k)], [nw.col(f"second_{j}") for j in range(k)]
    margins = [
        *(_sum(nw.col(cell(i, j)) for j in range(k)).alias(f"first_{i}") for i in range(k)),
        *(_sum(nw.col(cell(i, j)) for i in range(k)).alias(f"second_{j}") for j in range(k)),
    ]
    pooled = [a[i] + b[i] for i in range(k)]
    moments = [_sum(a).alias("total"), _flat(a, b).alias("flat")]
    for kind in kinds:
        moments += [
            _weighted(apart[kind], [[nw.col(cell(i, j)) for j in range(k)] for i in range(k)]).alias(
                f"observed_{kind}"
            ),
            _weighted(apart[kind], [[a[i] * b[j] for j in range(k)] for i in range(k)]).alias(f"margins_{kind}"),
            _weighted(apart[kind], [[pooled[i] * pooled[j] for j in range(k)] for i in range(k)]).alias(f"pool_{kind}"),
        ]
    if "tau_b" in measures:
        moments += [
            _concordant(k).alias("concordant"),
            *(
                _sum(side * side for side in each).alias(name)
                for name, each in (("squares_first", a), ("squares_second", b))
            ),
        ]
    return frame.with_columns(*margins).with_columns(*moments).with_columns(*_indices(apart, measures))


def _indices(apart: dict[Any, Array], measures: Collection[str]) -> list[nw.Expr]:
    n, flat = nw.col("total"), nw.col("flat")
    indices: dict[str, nw.Expr] = {}
    for kind in apart:
        observed, margins, pool = (nw.col(f"{what}_{kind}") for what in ("observed", "margins", "pool"))
        beyond = nw.when(flat).then(nw.lit(0.0)).otherwise(margins - n * observed)
        indices[f"kappa_{kind}"] = _ratio(beyond, margins)
        indices[f"pi_{kind}"] = _ratio(pool - 4.0 * n * observed, pool)
    for kind, name in (("linear", "absolute"), ("quadratic", "squared")):
        scaled = 2.0 / float(apart[kind].max())
        observed, margins = nw.col(f"observed_{kind}"), nw.col(f"margins_{kind}")
        beyond = nw.when(flat).then(nw.lit(0.0)).otherwise(margins - n * observed)
        indices[f"s_{name}"] = _ratio(n - scaled * observed, n)
        indices[f"alignment_{name}"] = _ratio(scaled * beyond, n * n)
    indices["agreement"] = _ratio(n - nw.col("observed_nominal"), n)
    if "tau_b" in measures:
        squares = n * n
        untied = (squares - nw.col("squares_first")) * (squares - nw.col("squares_second"))
        some = nw.when(~flat).then(untied)
        indices["tau_b"] = _ratio(2.0 * nw.col("concordant"), some.sqrt())
    return [indices[name].alias(name) for name in measures]


def _sum(terms: Any) -> nw.Expr:  # noqa: ANN401 (an iterable of expressions)
    total: nw.Expr = reduce(add, terms)
    return total


def _ratio(upper: nw.Expr, lower: nw.Expr) -> nw.Expr:
    """Return a ratio within -1 to 1, null where it is one of 0; adding 0 turns -0 into 0."""
    value = nw.when(lower > 0.0).then(upper / lower)
    bounded = nw.when(value > 1.0).then(nw.lit(1.0)).otherwise(value)
    return nw.when(bounded < -1.0).then(nw.lit(-1.0)).otherwise(bounded) + 0.0


def _weighted(apart: Array, terms: Sequence[Sequence[nw.Expr]]) -> nw.Expr:
    k = len(apart)
    return _sum(terms[i][j] * float(apart[i, j]) for i in range(k) for j in range(k) if i != j)


def _flat(a: Sequence[nw.Expr], b: Sequence[nw.Expr]) -> nw.Expr:
    """Return whether a side keeps to one level: its largest margin is all of it."""
    n = _sum(a)
    return reduce(lambda found, side: found | (side == n), [*a, *b], nw.lit(False))  # noqa: FBT003 (a constant column)


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
