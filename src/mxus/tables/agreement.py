"""Agreement of every two units in every period: long votes in, one row a dyad and period out.

All indices are functions of one table, which counts for each two levels of the scale the items on which one side takes
the first and the other the second. A frame in memory is counted by products of matrices, and its indices are those of
:func:`mxus.measures.all_pairs` itself; a query is counted by its engine, in one join and one aggregation, and has the
same indices as expressions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.stable.v2.typing import IntoFrameT
from numpy.typing import NDArray

from mxus.errors import InvalidDataError, InvalidValueError, Problem, UnknownIdError
from mxus.measures.citing import cites
from mxus.measures.contingency import in_words, scale_of
from mxus.measures.dyads import Dyads, all_pairs
from mxus.measures.indices import INDICES, works_of
from mxus.measures.inputs import Array, listed, number_shown
from mxus.tables.contingency import LARGEST_SCALE, cell, counted, with_indices
from mxus.tables.engines import with_our_errors
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    held,
    is_missing,
    names_of,
    opened,
    plain_columns,
    require_columns,
    require_no_gaps,
    rows_name,
)
from mxus.tables.grouping import Grouping

__all__ = ["agreement"]

_MADE: Final = ("source", "target", "n", "n_missing")

_LISTED: Final = 5
"""How many repeated votes an error lists."""


@cites(*works_of())
@with_our_errors
def agreement(  # noqa: PLR0913 (the columns)
    votes: IntoFrameT,
    *,
    unit: str,
    item: str,
    value: str,
    by: str | Sequence[str],
    levels: Sequence[float],
    measures: Sequence[str] = tuple(INDICES),
    directed: bool = False,
) -> IntoFrameT:
    """Return the alignment indices of every two units in every period.

    Parameters
    ----------
    votes : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark. One row for each position that a unit takes on an
        item, such as a state's vote on a resolution; null, NaN or no row where it takes none.
    unit, item, value : str
        Names of the columns: who (text or whole numbers), on what (the same), and the position (numbers).
    by : str or sequence of str
        Columns of the period, such as ``"year"``, or of anything else within which units are compared; none (an empty
        sequence) to pool everything.
    levels : sequence of float
        The declared scale, all its levels; at least two, and at most 12 where an engine counts.
    measures : sequence of str, optional
        Which indices, by their names in :func:`mxus.measures.specification_curve`; all twelve where not given.
    directed : bool, default False
        Whether each dyad is to have two rows, one in each order, for joins with directed data. The indices are
        symmetric, so that both have the same ones.

    Returns
    -------
    frame
        Of the same kind as `votes`: the columns of `by`, ``source``, ``target`` (the first below the second), ``n``
        (items that both take a position on), ``n_missing`` (the period's other items) and the indices, null where
        undefined. In the order of periods and units from a frame in memory; a query has no order until it is given one.

        *Coverage*: a unit belongs to a period in which it has a row, with or without a position, and an item to a
        period in which any unit has a row for it. Every two units of a period have a row; without an item in common
        their indices are null. Whoever is not in a period has no row there.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, a unit has two rows for an item in a period, a value is not a
        level, or a unit, item or period is missing; every problem is listed.
    InvalidValueError
        If it is no frame, or the scale has one level.
    UnknownIdError
        If an index is not one of the twelve.

    Notes
    -----
    Of a query, the checks are run at once (distinct values, repeated votes), the rest when its result is asked for.

    References
    ----------
    As for the functions of the same indices in :mod:`mxus.measures`.

    Examples
    --------
    >>> import polars as pl
    >>> votes = pl.DataFrame(
    ...     {
    ...         "year": [2018] * 6,
    ...         "rcid": [1, 2, 3, 1, 2, 3],
    ...         "country": ["MEX", "MEX", "MEX", "USA", "USA", "USA"],
    ...         "vote": [1, 2, 3, 1, 3, None],
    ...     }
    ... )
    >>> found = agreement(
    ...     votes, unit="country", item="rcid", value="vote", by="year", levels=(1, 2, 3), measures=["s_absolute"]
    ... )
    >>> found.rows()
    [(2018, 'MEX', 'USA', 2, 1, 0.5)]
    """
    chosen = _chosen(measures)
    scale = scale_of(levels)
    grouping = Grouping.of(by, made=(*_MADE, *chosen))
    periods = grouping.by
    frame = opened(votes, "votes")
    columns: list[tuple[str, Kind]] = [(unit, "name"), (item, "name"), (value, "number")]
    require_columns(frame, [*columns, *grouping.kinds], "votes")
    if len({unit, item, value, *periods}) < 3 + len(periods):
        message = f"found the columns {listed([unit, item, value, *periods])}; expected different ones"
        raise InvalidValueError(message)
    frame = plain_columns(frame, [*periods, item, unit, value])
    _check(frame, (unit, item, value), periods, scale)
    names = nw.col(unit).alias("_unit"), nw.col(item).alias("_item"), nw.col(value).alias("_value")
    frame = grouping.hide(frame, *names)
    found = (_in_memory if held(frame) else _by_engine)(frame, grouping.within, scale, chosen)
    if directed:
        turned = found.with_columns(nw.col("target").alias("source"), nw.col("source").alias("target"))
        found = nw.concat([found, turned])
    native: IntoFrameT = grouping.native(found, [*_MADE, *chosen], ["source", "target"])
    return native


def _chosen(measures: Sequence[str]) -> list[str]:
    chosen = names_of(measures, "measures")
    if not chosen:
        raise InvalidValueError("found no measures; expected one or more")
    for name in chosen:
        if name not in INDICES:
            raise UnknownIdError.among(name, INDICES, what="index")
    return chosen


def _check(frame: Frame, columns: tuple[str, str, str], periods: list[str], scale: Array) -> None:
    """Raise all that is wrong with the rows: missing names, values off the scale, repeated votes."""
    unit, item, value = columns
    require_no_gaps(frame, [*periods, item, unit], "votes")
    count = rows_name(frame.collect_schema())
    values = collected(frame.filter(~is_missing(frame, value)).group_by(value).agg(nw.len().alias(count)))
    found = sorted(zip(map(float, values[value].to_list()), values[count].to_list(), strict=True))
    strange = [f"{number_shown(number)} ({rows:,} rows)" for number, rows in found if number not in scale.tolist()]
    problems: list[Problem] = []
    if strange:
        expected = f"a missing value or one of {in_words(scale)}"
        problems.append(Problem(f"votes.{value}", f"found {listed(strange)}; expected {expected}"))
    keys = [*periods, item, unit]
    repeated = frame.group_by(*keys).agg(nw.len().alias(count)).filter(nw.col(count) > 1)
    twice = collected(repeated.sort(*keys).head(_LISTED + 1))
    if len(twice):
        each = [", ".join(f"{key} {name}" for key, name in zip(keys, row, strict=False)) for row in twice.rows()]
        more = " and more" if len(each) > _LISTED else ""
        problems.append(
            Problem(
                "votes", f"found several rows of {'; '.join(each[:_LISTED])}{more}; expected one of a unit on an item"
            )
        )
    if problems:
        raise InvalidDataError(problems, where="votes")


def _in_memory(frame: Frame, periods: list[str], scale: Array, chosen: list[str]) -> Frame:
    """Return the rows of all dyads, counted by products of matrices, one period at a time."""
    units = frame.select("_unit").unique().sort("_unit").with_row_index("_unit_number")
    of_period = frame.select(*periods).unique().sort(*periods).with_row_index("_period_number")
    of_item = frame.select(*periods, "_item").unique().with_row_index("_item_number")
    numbered = frame.join(units, on="_unit", how="left").join(of_period, on=periods, how="left")
    numbered = numbered.join(of_item, on=[*periods, "_item"], how="left")
    rows = [numbered[f"_{name}_number"].to_numpy().astype(np.int64) for name in ("period", "unit", "item")]
    parts = list(_dyads(rows, numbered["_value"].cast(nw.Float64()).to_numpy().astype(float), scale))

    def column(name: str, values: list[NDArray[Any]], dtype: nw.dtypes.DType) -> nw.Series[Any]:
        joined = np.concatenate(values) if values else np.empty(0)
        return nw.new_series(name, joined, dtype, backend=frame.implementation)

    made = [
        column("_period_number", [np.full(len(part.n), number) for number, _, part in parts], nw.Int64()),
        column("_first", [present[part.first] for _, present, part in parts], nw.Int64()),
        column("_second", [present[part.second] for _, present, part in parts], nw.Int64()),
        column("n", [part.n for *_, part in parts], nw.Int64()),
        column("n_missing", [part.n_missing for *_, part in parts], nw.Int64()),
        *(column(name, [part.indices[name].data for *_, part in parts], nw.Float64()) for name in chosen),
    ]
    table = nw.from_dict({each.name: each for each in made})
    # Where an index is undefined, its array holds NaN.
    table = table.with_columns(*(nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name) for name in chosen))
    # Row numbers have a type of their own in each library.
    of_period = of_period.with_columns(nw.col("_period_number").cast(nw.Int64()))
    units = units.with_columns(nw.col("_unit_number").cast(nw.Int64()))
    for side, name in (("_first", "source"), ("_second", "target")):
        table = table.join(units.rename({"_unit_number": side, "_unit": name}), on=side, how="left")
    table = table.join(of_period, on="_period_number", how="left").sort("_period_number", "_first", "_second")
    return table.select(*periods, *_MADE, *chosen)


def _dyads(
    rows: Sequence[NDArray[np.int64]], values: Array, scale: Array
) -> Iterator[tuple[int, NDArray[np.int64], Dyads]]:
    """Return the number of each period with two units or more, the numbers of these, and their dyads."""
    order = np.argsort(rows[0], kind="stable")
    value = values[order]
    period, unit, item = (column[order] for column in rows)
    starts = np.flatnonzero(np.diff(period, prepend=-1))
    for start, end in pairwise([*starts.tolist(), period.size]):
        present, place = np.unique(unit[start:end], return_inverse=True)
        items, column = np.unique(item[start:end], return_inverse=True)
        matrix = np.full((present.size, items.size), np.nan)
        matrix[place, column] = value[start:end]
        yield int(period[start]), present, all_pairs(matrix, levels=scale.tolist())


def _by_engine(frame: Frame, periods: list[str], scale: Array, chosen: list[str]) -> Frame:
    """Return the rows of all dyads as a query."""
    k = scale.size
    if k > LARGEST_SCALE:
        message = f"found {k} levels; expected at most {LARGEST_SCALE} of a query (a frame in memory may have more)"
        raise InvalidValueError(message)
    level = nw.lit(0)
    for number, value in enumerate(scale.tolist()):
        level = nw.when(nw.col("_value") == value).then(nw.lit(number)).otherwise(level)
    known = frame.filter(~is_missing(frame, "_value")).with_columns(level.alias("_level"))
    items = frame.group_by(*periods).agg(nw.col("_item").n_unique().cast(nw.Int64()).alias("_items"))
    most = collected(items.select(nw.col("_items").max()))["_items"].to_list()[0] or 0
    sides = known.rename({"_unit": "source"}), known.rename({"_unit": "target"})
    tables = counted(sides, (periods, ["_item"]), k, items=most)
    present = frame.select(*periods, nw.col("_unit").alias("source")).unique()
    dyads = present.join(present.rename({"source": "target"}), on=periods, how="inner")
    dyads = dyads.filter(nw.col("source") < nw.col("target"))
    found = dyads.join(tables, on=[*periods, "source", "target"], how="left").join(items, on=periods, how="left")
    found = found.with_columns(*(nw.col(cell(i, j)).fill_null(0.0) for i in range(k) for j in range(k)))
    found = with_indices(found, scale, chosen)
    n = nw.col("total").cast(nw.Int64())
    return found.with_columns(n=n, n_missing=nw.col("_items") - n).select(*periods, *_MADE, *chosen)
