"""The kinds of frame that tables take, behind one face: each test body runs on all of them."""

import contextlib
import importlib.util
import math
import os
import sys

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest

KINDS = ("pandas", "polars", "polars-lazy", "pyarrow", "duckdb", "pyspark")


class Backend:
    """One kind of frame: made of a polars frame, and read back as plain rows."""

    def __init__(self, kind, session=None):
        self.kind, self._session = kind, session

    def frame(self, data, schema=None):
        """Return a frame of this kind; `data` is a mapping of columns or a polars frame."""
        table = data if isinstance(data, pl.DataFrame) else pl.DataFrame(data, schema_overrides=schema)
        if self.kind == "pandas":
            return table.to_pandas()
        if self.kind == "pyarrow":
            return table.to_arrow()
        if self.kind == "duckdb":
            self._session = self._session or duckdb.connect()
            return self._session.from_arrow(table.to_arrow())
        if self.kind == "pyspark":
            return self._session.createDataFrame(table.to_arrow())
        return table.lazy() if self.kind == "polars-lazy" else table

    def table(self, native):
        """Return a frame of this kind as one of polars, after asserting that it is of this kind."""
        frame = nw.from_native(native)
        assert frame.implementation.value == self.kind.removesuffix("-lazy")
        assert isinstance(frame, nw.LazyFrame) == (self.kind in {"polars-lazy", "duckdb", "pyspark"})
        held = frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame
        return held.to_polars()

    def rows(self, native, *keys):
        """Return the rows as dictionaries, in the order of some columns; what is missing as None."""
        found = self.table(native)
        rows = found.sort(*keys).to_dicts() if keys else found.to_dicts()
        return [{name: None if _is_nan(value) else value for name, value in row.items()} for row in rows]


def _is_nan(value):
    return isinstance(value, float) and math.isnan(value)


@contextlib.contextmanager
def spark_session():
    """A session of Spark on this machine; skips where Spark is not installed."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed; the step of .ci/run for Spark installs it and runs this")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.default.parallelism", "2")
        .config("spark.driver.memory", "3g")
        .config("spark.driver.maxResultSize", "2g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.log.level", "ERROR")
        # Without notes on which line of Python made each column: they take longer than all else.
        .config("spark.python.sql.dataFrameDebugging.enabled", "false")
        .config("spark.sql.dataFrameQueryContext.enabled", "false")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()
