"""What differs between the engines of dataframes: their errors, and how each makes a small table of constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import narwhals.stable.v2 as nw

from mxus.display.cards import visible
from mxus.errors import InvalidDataError, InvalidValueError, MissingExtraError, MxusError, Problem
from mxus.tables.frames import Frame

__all__ = ["constant_table", "with_our_errors"]

_ENGINES: Final = frozenset({"duckdb", "_duckdb", "narwhals", "pandas", "polars", "py4j", "pyarrow", "pyspark"})

_LONGEST: Final = 300
"""Characters of an engine's own message that are told."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


def with_our_errors(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make a function raise our error where a dataframe's engine raises its own, which becomes the cause of ours.

    Each engine has types of columns with which some of its own operations cannot work, more with every version.

    Examples
    --------
    >>> import pyarrow as pa
    >>> @with_our_errors
    ... def halved(column):
    ...     return pa.compute.divide(column, 2)
    >>> halved(pa.array(["a"]))
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: halved: 1 problem
      columns: found what the dataframe's engine cannot work with (ArrowNotImplementedError: Function 'divide' has no \
kernel matching input types (string, int64)); expected text, numbers or dates in its own plain types
    """

    @wraps(function)
    def asked(*args: _P.args, **options: _P.kwargs) -> _R:
        try:
            return function(*args, **options)
        except (MxusError, Warning, MemoryError):
            raise
        except Exception as error:
            if not _is_of_an_engine(error):
                raise
            told = " ".join(f"{type(error).__name__}: {error}".split())
            found = f"found what the dataframe's engine cannot work with ({visible(told[:_LONGEST])})"
            problem = Problem("columns", f"{found}; expected text, numbers or dates in its own plain types")
            raise InvalidDataError([problem], where=function.__name__) from error

    return asked


def _is_of_an_engine(error: Exception) -> bool:
    """Return whether an error was raised outside of this package."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    inside = place is not None and place.tb_frame.f_globals.get("__name__", "").startswith("mxus.")
    return not inside or type(error).__module__.partition(".")[0] in _ENGINES


def constant_table(like: Frame, columns: Mapping[str, Sequence[Any]], schema: Mapping[str, nw.dtypes.DType]) -> Frame:
    """Return a small table of ours in the same engine, and the same session of it, as another frame.

    Raises
    ------
    InvalidValueError
        If the engine is not one of those named in the message.
    """
    native, engine = like.to_native(), like.implementation
    if isinstance(like, nw.DataFrame):
        return nw.from_dict(columns, schema, backend=engine)
    if engine is nw.Implementation.POLARS:
        return nw.from_dict(columns, schema, backend=engine).lazy()
    rows = list(zip(*columns.values(), strict=True))
    if engine is nw.Implementation.DUCKDB:
        made = ", ".join(f"({', '.join(map(_sql, row))})" for row in rows)
        cast = ", ".join(
            f'CAST("{name}" AS {_SQL_TYPES[type(dtype).__name__]}) AS "{name}"' for name, dtype in schema.items()
        )
        names = ", ".join(f'"{name}"' for name in columns)
        # Asked of the relation, so that the table belongs to the connection that the relation does.
        return nw.from_native(native.query("like_this", f"SELECT {cast} FROM (VALUES {made}) AS t({names})"))  # noqa: S608 (values of ours)
    if engine is nw.Implementation.PYSPARK:
        types = MissingExtraError.importing("pyspark.sql.types", extra="spark")
        fields = [
            types.StructField(name, getattr(types, _SPARK_TYPES[type(dtype).__name__])())
            for name, dtype in schema.items()
        ]
        functions = MissingExtraError.importing("pyspark.sql.functions", extra="spark")
        return nw.from_native(functions.broadcast(native.sparkSession.createDataFrame(rows, types.StructType(fields))))
    message = f"found a frame of {engine.value}; expected one of pandas, polars, pyarrow, DuckDB or Spark"
    raise InvalidValueError(message)


_SQL_TYPES: Final = {"String": "VARCHAR", "Int64": "BIGINT", "Float64": "DOUBLE"}
_SPARK_TYPES: Final = {"String": "StringType", "Int64": "LongType", "Float64": "DoubleType"}


def _sql(value: str | float | None) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
