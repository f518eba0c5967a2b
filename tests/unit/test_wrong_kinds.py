"""Whatever is given to a public function, what comes of it is an answer or an error of ours."""

import datetime
import decimal
import importlib
import inspect
import warnings
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from public_api import modules

import mxus
from mxus import tables
from mxus.measures import CAMEO

WRONG = {
    "None": None, "number": 5, "text": "no such\0name", "bytes": b"x", "float": 1.5, "list": [1, "a", None],
    "nested": [[1], [2, 3]], "dict": {"a": [1]}, "object": object(), "path": Path("/no/such"), "NaN": float("nan"),
    "array": np.array([[1, 2], [3, 4]]), "texts": np.array(["a"]), "objects": np.array([object()]),
    "days": np.array(["2020-01-01"], dtype="datetime64[D]"), "pandas": pd.DataFrame({0: [1], "b": ["x"]}),
    "polars": pl.DataFrame({"a": [1]}), "lazy": pl.LazyFrame({"a": [[1]]}),
    "pyarrow": pa.table({"a": [decimal.Decimal("1.5")]}), "boolean": pd.Series([True, None], dtype="boolean"),
    "float16": pd.Series([1, 2], dtype="float16"), "generator": (each for each in [1]), "large": 10**400,
    "set": {1, 2}, "below 0": -1, "empty": [], "twice": ["a", "a"], "class": dict, "error": ValueError("x"),
}  # fmt: skip


NOT_TRIED = {
    *("mxus.selftest.golden", "mxus.testing", "mxus.vocabulary"),
    *("mxus.drawing.network_layout", "mxus.values.text"),  # parts of which others are made, which check first
}


def functions():
    """Return every public function by its name."""
    found = {}
    for package, names in modules().items():
        if package in NOT_TRIED:
            continue
        module = importlib.import_module(package)
        for name in names:
            if inspect.isfunction(getattr(module, name)):
                found[f"{package}.{name}"] = getattr(module, name)
    return found


FUNCTIONS = functions()
GIVEN_FUNCTIONS = {"progress", "rule", "question", "verdict"}
"""Parameters that take a function of the caller's, which raises what it raises."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_wrong_argument_is_an_answer_or_an_error_of_ours(name, ds, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = FUNCTIONS[name]
    result = mxus.alignment(ds, "mexico", "united-states")
    wrong = {**WRONG, "dataset": ds, "result": result, "record": ds["mexico"]}
    good = {"dataset": ds, "result": result, "path": "x.json"}
    asked = [each for each in inspect.signature(function).parameters.values() if each.kind not in {2, 4}]
    needed = {each.name: good.get(each.name, "mexico") for each in asked if each.default is each.empty}
    for parameter in asked:
        for kind, value in wrong.items():
            if parameter.name in GIVEN_FUNCTIONS and callable(value):
                continue
            given = {**needed, parameter.name: value}
            first = [given.pop(each.name) for each in asked if each.kind == 0 and each.name in given]
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    function(*first, **given)
            except mxus.MxusError:
                pass
            except Exception as error:
                raise AssertionError(f"{name}({parameter.name}: {kind})") from error


TABLES = {
    "agreement": (
        {"when": [1] * 4, "item": [1, 1, 2, 2], "unit": list("abab"), "vote": [1, 1, 2, 1]},
        lambda t: tables.agreement(t, unit="unit", item="item", value="vote", by="when", levels=(1, 2, 3)),
    ),
    "cooperation": (
        {"when": [1] * 4, "source": list("abab"), "target": list("baca"), "score": [1.0, 2.0, 3.0, 4.0]},
        lambda t: tables.cooperation(t, source="source", target="target", by="when", score="score"),
    ),
    "cooperation by code": (
        {"when": [1] * 4, "source": list("abab"), "target": list("baca"), "code": ["010", "190", "010", "020"]},
        lambda t: tables.cooperation(t, source="source", target="target", by="when", code="code", scheme=CAMEO),
    ),
    "dependence": (
        {"when": [1] * 4, "from": list("abab"), "to": list("baca"), "usd": [1.0, 2.0, 3.0, 4.0]},
        lambda t: tables.dependence(t, reporter="from", partner="to", value="usd", by="when"),
    ),
    "signed_ties": (
        {"when": [1] * 4, "source": list("aabb"), "target": list("bccd"), "intensity_sum": [1.0, 2.0, -1.0, 3.0]},
        lambda t: tables.signed_ties(t, by="when", rule="intensity"),
    ),
    "signed_triangles": (
        {"when": [1] * 4, "source": list("aabb"), "target": list("bccd"), "sign": [1, -1, 1, 1]},
        lambda t: tables.signed_triangles(t, by="when"),
    ),
    "with_iso3": (
        {"code": [2, 70, 20, 2], "when": [2000] * 4},
        lambda t: tables.with_iso3(t, "code", codes="cow", year="when"),
    ),
}


def columns_of_arrow():
    """Yield columns of four rows of every type that pyarrow has."""
    day, one = datetime.date(2020, 1, 1), decimal.Decimal(1)
    for kind, value in (
        (pa.decimal128(10, 2), one), (pa.decimal256(50, 2), one), (pa.float16(), np.float16(1)), (pa.float32(), 1.0),
        (pa.bool_(), True), (pa.date32(), day), (pa.timestamp("s"), 0), (pa.timestamp("ns", "UTC"), 0),
        (pa.time32("s"), 1), (pa.duration("s"), 1), (pa.binary(), b"a"), (pa.binary(1), b"a"),
        (pa.large_string(), "a"), (pa.string_view(), "a"), (pa.list_(pa.int64()), [1]), (pa.null(), None),
        (pa.struct([("a", pa.int64())]), {"a": 1}), (pa.uint64(), 2**63), (pa.int8(), 1),
        (pa.map_(pa.string(), pa.int64()), [("a", 1)]), (pa.month_day_nano_interval(), (1, 2, 3)),
    ):  # fmt: skip
        yield str(kind), pa.array([value, None, value, value], type=kind)
        yield f"{kind}, all known", pa.array([value] * 4, type=kind)
    yield "dictionary", pa.array(["a", "b", None, "c"]).dictionary_encode()
    yield "dictionary of numbers", pa.array([1, 2, None, 3]).dictionary_encode()


def columns_of_pandas():
    """Yield columns of four rows of every type that pandas has."""
    for kind, values in {
        "boolean": [True, None, False, True], "bool": [True, False, True, True], "float16": [1, 2, 3, 1],
        "Int64": [1, None, 2, 1], "Float32": [1, None, 2, 1], "UInt8": [1, 2, 3, 1], "string": ["a", None, "b", "1"],
        "category": ["a", "b", None, "c"], "complex128": [1j, 1, 2, 3],
        "timedelta64[ns]": pd.to_timedelta([1, 2, 3, 4]),
        "datetime64[ns]": pd.to_datetime(["2020-01-01"] * 4),
        "datetime64[ns, UTC]": pd.to_datetime(["2020-01-01"] * 4, utc=True),
    }.items():  # fmt: skip
        yield kind, pd.Series(values, dtype=kind)
    yield "category of numbers", pd.Series(pd.Categorical([1, 2, None, 3]))
    yield "period", pd.Series(pd.period_range("2020", periods=4, freq="D"))
    yield "interval", pd.Series(pd.interval_range(0, 4))
    yield "sparse", pd.Series(pd.arrays.SparseArray([1.0, 0, 0, 2.0]))
    for value in ([1], decimal.Decimal(1), b"a", datetime.date(2020, 1, 1), datetime.time(1), {}, 10**30, None, "a", 1):
        yield f"object: {value!r}", pd.Series([value, None, value, value], dtype=object)
    yield "mixed", pd.Series([1, "a", None, 2.5], dtype=object)
    yield "mixed truth", pd.Series([True, None, "no", True], dtype=object)
    for name, column in columns_of_arrow():
        yield f"arrow {name}", pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([column])))


def columns_of_polars():
    """Yield columns of four rows of every type that polars has."""
    day = datetime.date(2020, 1, 1)
    for kind, value in (
        (pl.Boolean, True), (pl.Date, day), (pl.Time, datetime.time(1)), (pl.Duration, datetime.timedelta(1)),
        (pl.Datetime, datetime.datetime(2020, 1, 1)), (pl.Binary, b"a"), (pl.Categorical, "a"), (pl.Enum(["a"]), "a"),  # noqa: DTZ001
        (pl.List(pl.Int64), [1]), (pl.Array(pl.Int64, 1), [1]), (pl.Struct({"a": pl.Int64}), {"a": 1}), (pl.Null, None),
        (pl.UInt64, 2**63), (pl.Int128, 1), (pl.Object, object()), (pl.Float32, 1.0), (pl.Int8, 1),
        (pl.Decimal(10, 2), decimal.Decimal(1)),
    ):  # fmt: skip
        yield str(kind), pl.Series([value, None, value, value], dtype=kind)


OF_DUCKDB = (
    *("1::DECIMAL(10, 2)", "true", "DATE '2020-01-01'", "TIMESTAMP '2020-01-01'", "TIMESTAMPTZ '2020-01-01'"),
    *("TIME '01:00'", "INTERVAL 1 DAY", "'a'::BLOB", "'a'::ENUM('a')", "[1]", "{'a': 1}", "NULL", "1::HUGEINT"),
    *("1::UBIGINT", "uuid()", "MAP {'a': 1}", "'1'::BIT", "1::FLOAT", "1::TINYINT", "NULL::INTEGER", "'nan'::DOUBLE"),
)


def frames(data, column):
    """Yield frames in which one column is of each type of each library."""
    for kind, values in columns_of_pandas():
        yield f"pandas {kind}", pd.DataFrame(data).assign(**{column: values.array})
    for kind, values in columns_of_polars():
        yield f"polars {kind}", pl.DataFrame(data).with_columns(values.alias(column))
    table = pa.table(data)
    for kind, values in columns_of_arrow():
        yield f"pyarrow {kind}", table.set_column(table.column_names.index(column), column, values)
    relation = duckdb.connect(config={"threads": 1}).from_arrow(table)
    for kind in OF_DUCKDB:
        yield (
            f"duckdb {kind}",
            relation.project(", ".join(f'{kind} AS "{name}"' if name == column else f'"{name}"' for name in data)),
        )
    for name in (7, None, ("a", "b"), 1.5):
        yield f"pandas, a column named {name!r}", pd.DataFrame(data).rename(columns={column: name})
    yield (
        "pandas, names of two levels",
        pd.DataFrame(data).set_axis(pd.MultiIndex.from_product([["x"], list(data)]), axis=1),
    )


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name, (data, _) in TABLES.items() for column in data], ids=str
)
def test_a_column_of_any_type_is_an_answer_or_an_error_of_ours(name, column):
    data, ask = TABLES[name]
    for kind, frame in frames(data, column):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = ask(frame)
                if isinstance(found, duckdb.DuckDBPyRelation):
                    found.fetchall()
        except mxus.MxusError:
            pass
        except Exception as error:
            raise AssertionError(f"{name}: {column} of {kind}") from error


@pytest.mark.parametrize("kind", ["decimal", "float16", "Float32", "Int64"])
def test_votes_of_every_type_of_number_agree_alike(kind):
    data, ask = TABLES["agreement"]
    expected = ask(pl.DataFrame(data)).rows()
    if kind == "decimal":
        votes = pa.array([decimal.Decimal(vote) for vote in data["vote"]], type=pa.decimal128(10, 2))
        found = pl.from_arrow(ask(pa.table({**data, "vote": votes})))
    else:
        found = pl.from_pandas(ask(pd.DataFrame(data).astype({"vote": kind})))
    assert found.rows() == expected


def test_a_misspelt_column_beside_one_named_by_a_number_is_named():
    data, ask = TABLES["dependence"]
    frame = pd.DataFrame(data).rename(columns={"usd": "uds"}).assign(other=1).rename(columns={"other": 0})
    with pytest.raises(mxus.InvalidDataError, match=r"flows.usd: found no such column; nearest: 'uds'"):
        ask(frame)


@pytest.mark.parametrize("unit", ["rows of mxus", "_rows", "_ROWS", "__rows", "c\n", 'a"b', "a'b", "ñ", "select"])
@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "duckdb"])
def test_a_unit_may_stand_in_a_column_of_any_name(unit, kind):
    data, _ = TABLES["agreement"]
    table = pa.table({unit if name == "unit" else name: values for name, values in data.items()})
    made = {"pandas": table.to_pandas, "polars": lambda: pl.from_arrow(table), "pyarrow": lambda: table}
    frame = duckdb.connect().from_arrow(table) if kind == "duckdb" else made[kind]()
    try:
        found = tables.agreement(frame, unit=unit, item="item", value="vote", by="when", levels=(1, 2, 3))
    except mxus.MxusError:
        assert kind == "duckdb"
        assert not unit.isidentifier()
        assert " " not in unit
        return
    rows = found.fetchall() if kind == "duckdb" else pl.DataFrame(found).rows()
    assert [row[1:4] for row in rows] == [("a", "b", 2)]


@pytest.mark.parametrize("draw", ["bounds", "contributions", "alignment", "network", "timeline"])
def test_a_plot_of_another_kind_of_thing_says_what_it_draws(draw, ds):
    other = mxus.alignment(ds, "mexico", "united-states") if draw in {"alignment", "network", "timeline"} else ds
    with pytest.raises(mxus.InvalidValueError, match="expected a"):
        getattr(mxus.plot, draw)(other)
