"""The door to other people's dataframes: columns checked before anything runs, all problems at once.

Everything behind it is written once, in narwhals, for frames that are held in memory (pandas, polars, pyarrow) and for
queries that are not (polars' lazy frames, DuckDB's relations, Spark's frames). What comes in as one kind goes out as
the same; a query stays a query. Only checks that need the data run at once: small aggregations over the columns they
are about.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from mxus.display.cards import visible
from mxus.errors import InvalidDataError, InvalidValueError, Problem, nearest_names, shown
from mxus.measures.inputs import listed

__all__ = [
    "Frame",
    "Kind",
    "RowsLeftOutWarning",
    "collected",
    "distinct",
    "gaps_told",
    "held",
    "is_missing",
    "left_out",
    "looked_at",
    "names_of",
    "native_of",
    "one_kind",
    "opened",
    "passing",
    "plain_columns",
    "require_alike",
    "require_columns",
    "require_no_gaps",
    "require_unused",
    "rows_name",
    "rows_told",
    "whole_names",
]

Frame = Any
"""A frame behind narwhals, eager or lazy: its two classes have the methods used here in common."""

Kind = Literal["name", "period", "number", "text", "whole number"]

_EXPECTED: Final[Mapping[Kind, str]] = {
    "name": "text or whole numbers",
    "period": "text, whole numbers or dates",
    "number": "numbers",
    "text": "text, since '010' is not 10",
    "whole number": "whole numbers",
}

_EXACT: Final = 2.0**53
"""Up to where floating point has every whole number."""

_LISTED: Final = 12
"""How many columns an error lists."""


class RowsLeftOutWarning(UserWarning):
    """Rows were left out by a rule that the function states; the message says how many, and which.

    ``warnings.simplefilter("error", RowsLeftOutWarning)`` makes an error of it.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     left_out("2 events without source")
    >>> print(caught[0].message)
    2 events without source: left out
    """


def left_out(what: str) -> None:
    """Warn that rows are left out."""
    warnings.warn(f"{what}: left out", RowsLeftOutWarning, stacklevel=_caller())


def _caller() -> int:
    """Return how many frames up the code is that called us from outside of the package."""
    level = 1
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").startswith("mxus."):
        frame, level = frame.f_back, level + 1
    return level - 1


def opened(native: Any, name: str) -> Frame:  # noqa: ANN401 (any dataframe)
    """Return a dataframe behind narwhals.

    Raises
    ------
    InvalidValueError
        If it is no dataframe that narwhals knows.

    Examples
    --------
    >>> opened([1, 2], "votes")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found votes [1, 2]; expected a frame of pandas, polars, pyarrow, DuckDB or Spark
    """
    try:
        frame = nw.from_native(native)
        frame.collect_schema()
    except TypeError:
        message = f"found {name} {shown(native)}; expected a frame of pandas, polars, pyarrow, DuckDB or Spark"
        raise InvalidValueError(message) from None
    except DuplicateError:
        raise InvalidDataError([Problem(name, "found several columns of one name; expected different ones")]) from None
    # An index that has the name of a column would leave it open which of the two is meant.
    return nw.maybe_reset_index(frame) if frame.implementation is nw.Implementation.PANDAS else frame


def names_of(columns: str | Sequence[str], name: str) -> list[str]:
    """Return the names of columns, of which there may be one, several or none.

    Examples
    --------
    >>> names_of("year", "by"), names_of((), "by")
    (['year'], [])
    """
    found = [columns] if isinstance(columns, str) else columns
    if not isinstance(found, list | tuple) or not all(isinstance(each, str) for each in found):
        message = f"found {name} {shown(columns)}; expected the name of a column, or several"
        raise InvalidValueError(message)
    if len(set(found)) < len(found):
        message = f"found {name} {shown(columns)}; expected different columns"
        raise InvalidValueError(message)
    return list(found)


def require_columns(frame: Frame, wanted: Iterable[tuple[str, Kind]], where: str) -> None:
    """Raise unless all columns are there and of the right kind.

    Raises
    ------
    InvalidDataError
        With every column that is missing (and the nearest ones there are) or of another type.

    Examples
    --------
    >>> import polars as pl
    >>> require_columns(nw.from_native(pl.DataFrame({"yaer": [1], "vote": ["yes"]})), [("year", "period")], "votes")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: votes: 1 problem
      votes.year: found no such column; nearest: 'yaer'; expected one of yaer, vote
    """
    schema = frame.collect_schema()
    problems: list[Problem] = []
    for column, kind in dict.fromkeys(wanted):
        path = f"{where}.{column}"
        if column not in schema:
            # Columns of pandas may be named by anything: a number, a tuple, nothing.
            there = list(map(str, schema))
            nearest = nearest_names(column, there)
            hint = f"; nearest: {', '.join(map(repr, nearest))}" if nearest else ""
            shown_columns = ", ".join(visible(each) for each in there[:_LISTED])
            more = f" and {len(schema) - _LISTED} more" if len(schema) > _LISTED else ""
            problems.append(Problem(path, f"found no such column{hint}; expected one of {shown_columns}{more}"))
        elif not _is_kind(schema[column], kind):
            problems.append(Problem(path, f"found values of type {schema[column]}; expected {_EXPECTED[kind]}"))
        elif _is_mixed(frame, column):
            problems.append(Problem(path, "found values of several types; expected one"))
    if problems:
        raise InvalidDataError(problems, where=where)


def _is_kind(dtype: nw.dtypes.DType, kind: Kind) -> bool:
    text = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if kind == "text":
        return text
    if kind == "whole number":
        return dtype.is_integer()
    if kind == "number":
        return dtype.is_numeric()
    return text or dtype.is_integer() or (kind == "period" and isinstance(dtype, nw.Date | nw.Datetime | nw.Boolean))


def _is_mixed(frame: Frame, column: str) -> bool:
    """Return whether a column of Python objects, which only pandas has, holds others than strings."""
    if frame.implementation is not nw.Implementation.PANDAS or frame[column].to_native().dtype != object:
        return False
    kind = frame.implementation.to_native_namespace().api.types.infer_dtype(frame[column].to_native(), skipna=True)
    return kind not in {"string", "empty", "date", "datetime", "boolean"}


def require_alike(columns: Mapping[str, nw.dtypes.DType]) -> None:
    """Raise unless columns that are compared with each other hold values of one kind.

    Raises
    ------
    InvalidDataError
        With the type of each of the others.

    Examples
    --------
    >>> require_alike({"flows.reporter": nw.Int64(), "gdp.reporter": nw.String()})
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: gdp: 1 problem
      gdp.reporter: found values of type String; expected the type of flows.reporter, Int64
    """
    (first, expected), *others = columns.items()
    problems = [
        Problem(name, f"found values of type {dtype}; expected the type of {first}, {expected}")
        for name, dtype in others
        if _family(dtype) != _family(expected)
    ]
    if problems:
        raise InvalidDataError(problems, where=problems[0].path.partition(".")[0])


def _family(dtype: nw.dtypes.DType) -> object:
    """Return what values of a type can be compared with."""
    if isinstance(dtype, nw.String | nw.Categorical | nw.Enum):
        return "text"
    return "whole numbers" if dtype.is_integer() else type(dtype)


def require_unused(names: Collection[str], taken: Collection[str], what: str) -> None:
    """Raise if columns that are kept have the names of columns that are made.

    Examples
    --------
    >>> require_unused(["n"], ["n", "source"], "by")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found by n, a column that the result has itself; expected another name
    """
    both = [name for name in names if name.lower() in {str(each).lower() for each in taken}]
    if both:
        message = f"found {what} {listed(both)}, a column that the result has itself; expected another name"
        raise InvalidValueError(message)


def one_kind(**frames: Frame) -> None:
    """Raise unless all frames are of one kind and can be joined.

    Raises
    ------
    InvalidValueError
        If one is of another library, or one is lazy and another not.

    Examples
    --------
    >>> import pandas as pd, polars as pl
    >>> one_kind(flows=nw.from_native(pl.DataFrame()), gdp=nw.from_native(pd.DataFrame()))
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found flows of polars and gdp of pandas; expected frames of one kind
    """
    kinds = {name: _kind_of(frame) for name, frame in frames.items()}
    if len(set(kinds.values())) > 1:
        told = " and ".join(f"{name} of {kind}" for name, kind in kinds.items())
        message = f"found {told}; expected frames of one kind"
        raise InvalidValueError(message)


def _kind_of(frame: Frame) -> str:
    name = frame.implementation.value
    return f"{name} (lazy)" if name == "polars" and isinstance(frame, nw.LazyFrame) else str(name)


def plain_columns(frame: Frame, columns: Iterable[str]) -> Frame:
    """Return a frame with columns of few types, so that they compare, add up and join alike in every engine.

    Categories become text, compared by letter; numbers that are not whole (decimals, those of 16 and 32 bits) become
    floating-point numbers of 64 bits.
    """
    schema = frame.collect_schema()
    kinds: tuple[type[nw.dtypes.DType], ...] = (nw.Categorical, nw.Enum)
    if frame.implementation is nw.Implementation.PYARROW:
        kinds = (*kinds, nw.String)  # of which it has two types that do not join
    # Asked beforehand what is missing: pandas before 3 makes the word 'nan' of it.
    cast: list[nw.Expr] = [
        nw.when(~nw.col(each).is_null()).then(nw.col(each).cast(nw.String())).alias(each)
        for each in dict.fromkeys(columns)
        if isinstance(schema[each], kinds)
    ]
    cast += [
        nw.col(each).cast(nw.Float64()).alias(each)
        for each in dict.fromkeys(columns)
        if schema[each].is_numeric() and not schema[each].is_integer() and not isinstance(schema[each], nw.Float64)
    ]
    return frame.with_columns(*cast) if cast else frame


def whole_names(frame: Frame, columns: Iterable[str], where: str) -> Frame:
    """Return a frame whose codes are whole numbers where they were stored as floating-point ones, as 484.0.

    Raises
    ------
    InvalidDataError
        If such a column has missing values, which is often why its codes are stored so.
    """
    schema = frame.collect_schema()
    floats = [each for each in dict.fromkeys(columns) if each in schema and schema[each].is_float()]
    if not floats:
        return frame
    gaps, seen = looked_at(frame, floats, **{f"x{n}": passing(~_is_whole(each)) for n, each in enumerate(floats)})
    problems = gaps_told(gaps, where)
    if problems:
        raise InvalidDataError(problems, where=where)
    whole = [each for n, each in enumerate(floats) if not seen[f"x{n}"]]
    return frame.with_columns(*(nw.col(each).cast(nw.Int64()) for each in whole)) if whole else frame


def _is_whole(column: str) -> nw.Expr:
    return nw.col(column).is_finite() & (nw.col(column).round(0) == nw.col(column)) & (nw.col(column).abs() < _EXACT)


def is_missing(frame: Frame, column: str) -> nw.Expr:
    """Return whether a value is null or, among floating-point numbers, NaN."""
    missing = nw.col(column).is_null()
    return missing | nw.col(column).is_nan() if frame.collect_schema()[column].is_float() else missing


def held(frame: Frame) -> bool:
    """Return whether a frame is in memory, and not a query."""
    return isinstance(frame, nw.DataFrame)


def native_of(frame: Frame, order: Sequence[str]) -> Any:  # noqa: ANN401 (the caller's kind)
    """Return a frame of the caller's kind, one in memory in the order of some columns."""
    return (frame.sort(*order) if held(frame) and order else frame).to_native()


def collected(frame: Frame) -> nw.DataFrame[Any]:
    """Return a frame in memory; for results that are small whatever the data."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def distinct(frame: Frame, columns: Sequence[str]) -> Frame:
    """Return each combination of values that there is, once: what engines do sooner by groups than by ``unique``."""
    return frame.group_by(*columns).agg(nw.len().alias(rows_name(columns))).select(*columns)


def rows_name(columns: Iterable[str]) -> str:
    """Return a name for a count beside columns of the caller's: one that none of them has, in any case of letters.

    Examples
    --------
    >>> rows_name(["year"]), rows_name(["_ROWS"])
    ('_rows', '__rows')
    """
    name, taken = "_rows", {each.lower() for each in columns}
    while name in taken:
        name = f"_{name}"
    return name


def looked_at(frame: Frame, columns: Sequence[str], **asked: nw.Expr) -> tuple[dict[str, int], dict[str, Any]]:
    """Return in how many rows each column has no value, and what else is asked of all rows, in one look at them.

    Examples
    --------
    >>> import polars as pl
    >>> frame = nw.from_native(pl.DataFrame({"year": [1, None], "x": [2.0, 3.0]}))
    >>> looked_at(frame, ["year"], most=nw.col("x").max())
    ({'year': 1}, {'most': 3.0})
    """
    schema = frame.collect_schema()
    floats = [each for each in columns if schema[each].is_float()]

    def nan(column: str) -> nw.Expr:
        found = nw.col(column).is_nan()
        # Some of pandas' types count it as missing already, others do not.
        return found & ~nw.col(column).is_null() if frame.implementation is nw.Implementation.PANDAS else found

    seen = collected(
        frame.select(
            nw.len().alias("_rows"),
            *(nw.col(each).count().alias(f"_known_{place}") for place, each in enumerate(columns)),
            *(passing(nan(each)).alias(f"_nan_{place}") for place, each in enumerate(floats)),
            *(each.alias(f"_asked_{name}") for name, each in asked.items()),
        )
    )
    # Of no rows pandas has its NA there, which cannot be compared.
    known = {name: not seen[name].is_null().to_list()[0] for name in seen.columns}
    found: dict[str, Any] = {name: seen[name].to_list()[0] if known[name] else None for name in seen.columns}
    gaps = {each: int(found["_rows"] - found[f"_known_{place}"]) for place, each in enumerate(columns)}
    gaps |= {each: gaps[each] + int(found[f"_nan_{place}"] or 0) for place, each in enumerate(floats)}
    return gaps, {name: found[f"_asked_{name}"] for name in asked}


def passing(test: nw.Expr) -> nw.Expr:
    """Return the number of rows that pass a test, which is null where there are no rows."""
    return test.cast(nw.Int64()).sum()


def rows_told(number: int) -> str:
    """Return a number of rows in words.

    Examples
    --------
    >>> rows_told(1), rows_told(2000)
    ('1 row', '2,000 rows')
    """
    return f"{number:,} row{'' if number == 1 else 's'}"


def gaps_told(gaps: Mapping[str, int], where: str) -> list[Problem]:
    """Return a problem for each column with missing values, with the number of their rows."""
    return [
        Problem(f"{where}.{each}", f"found {rows_told(rows)} without a value; expected one in each")
        for each, rows in gaps.items()
        if rows
    ]


def require_no_gaps(frame: Frame, columns: Sequence[str], where: str) -> None:
    """Raise if a column that names something has missing values.

    Raises
    ------
    InvalidDataError
        With the number of rows of each such column.
    """
    problems = gaps_told(looked_at(frame, columns)[0], where)
    if problems:
        raise InvalidDataError(problems, where=where)
