"""Dependence of every reporter and partner: the same as the measures, on every kind of frame."""

import random

import pandas as pd
import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, InvalidValueError
from mxus.measures import (
    asymmetry,
    effective_partners,
    herfindahl,
    normalised_herfindahl,
    openness,
    relative_asymmetry,
    trade_dependence,
    trade_share,
    weak_link,
)
from mxus.values.interval import Undefined

ASKED = {"reporter": "from", "partner": "to", "value": "usd", "by": "year"}
KEYS = ("year", "source", "target")


def some_flows(seed=0):
    """Two products of each pair, some flows 0 or not known, and one country whose trade is all 0."""
    chance = random.Random(seed)
    rows = [
        (year, a, b, product, chance.choice((None, 0.0, round(chance.random() * 1000, 2))))
        for year in (2001, 2002)
        for a in "abcd"
        for b in "abcde"
        if a != b and chance.random() < 0.9
        for product in ("8703", "2709")
    ]
    rows += [(2001, "z", "a", "8703", 0.0), (2001, "z", "b", "8703", None), (2002, "y", "a", "8703", None)]
    return pl.DataFrame(rows, schema=["year", "from", "to", "product", "usd"], orient="row")


def some_products():
    return pl.DataFrame(
        {"year": [2001, 2001, 2001, 2002, 2002], "from": list("abcab"), "gdp": [1e4, 2e4, None, 3e4, 0.0]}
    )


def value_of(function, *values):
    if any(value is None for value in values):
        return None
    found = function(*values).value
    return None if isinstance(found, Undefined) else found


def expected(flows, products=None):
    """The same by the scalar functions, country by country."""
    flow = {}
    for row in flows.to_dicts():
        flow.setdefault((row["year"], row["from"], row["to"]), []).append(row["usd"])
    flow = {
        key: sum(each for each in values if each is not None) if any(each is not None for each in values) else None
        for key, values in flow.items()
    }
    gdp = {} if products is None else {(row["year"], row["from"]): row["gdp"] for row in products.to_dicts()}
    sides, rows = {}, []
    for (year, a, b), amount in flow.items():
        all_of_a = [value for (y, reporter, _), value in flow.items() if (y, reporter) == (year, a)]
        known = [value for value in all_of_a if value is not None]
        total = sum(known) if known else None
        row = {"year": year, "source": a, "target": b, "flow": amount, "total": total}
        row["n"], row["n_missing"] = sum(value > 0 for value in known), len(all_of_a) - len(known)
        row["share"] = value_of(trade_share, amount, total)
        for name, function in (
            ("herfindahl", herfindahl),
            ("herfindahl_normalised", normalised_herfindahl),
            ("effective_partners", effective_partners),
        ):
            row[name] = value_of(function, all_of_a)
        if products is not None:
            row["openness"] = value_of(openness, total, gdp.get((year, a)))
            row["dependence"] = value_of(trade_dependence, amount, gdp.get((year, a)))
        sides[year, a, b] = row
        rows.append(row)
    for row in rows:
        other = sides.get((row["year"], row["target"], row["source"]), {})
        for measure in ("share", *(["dependence"] if products is not None else [])):
            pair = row[measure], other.get(measure)
            row[f"{measure}_weak_link"] = value_of(weak_link, *pair)
            row[f"{measure}_asymmetry"] = value_of(asymmetry, *pair)
            row[f"{measure}_relative_asymmetry"] = value_of(relative_asymmetry, *pair)
    return sorted(rows, key=lambda row: [row[key] for key in KEYS])


def assert_rows(found, wanted):
    assert len(found) == len(wanted)
    for ours, theirs in zip(found, wanted, strict=True):
        assert ours == {
            name: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
            for name, value in theirs.items()
        }


def test_is_the_same_as_the_scalar_measures(backend):
    flows = some_flows()
    found = backend.rows(tables.dependence(backend.frame(flows), **ASKED), *KEYS)
    assert_rows(found, expected(flows))
    assert any(row["herfindahl"] is None for row in found)


def test_countries_may_be_whole_numbers_and_one_flow_alone(backend):
    numbers = {"a": 2, "b": 20, "c": 40, "d": 70, "e": 90, "y": 91, "z": 92}
    flows = some_flows(seed=2).with_columns(pl.col("from", "to").replace_strict(numbers))
    found = backend.rows(tables.dependence(backend.frame(flows), **ASKED), *KEYS)
    assert_rows(found, expected(flows))
    (row,) = backend.rows(tables.dependence(backend.frame(flows.filter(pl.col("usd") > 0).head(1)), **ASKED))
    assert (row["share"], row["herfindahl"], row["share_asymmetry"]) == (1.0, 1.0, None)


def test_products_add_openness_and_dependence(backend):
    flows, products = some_flows(seed=1), some_products()
    asked = {**ASKED, "gdp": backend.frame(products)}
    found = backend.rows(tables.dependence(backend.frame(flows), **asked), *KEYS)
    assert_rows(found, expected(flows, products))
    assert all(
        row["dependence"] == pytest.approx(row["share"] * row["openness"])
        for row in found
        if row["dependence"] is not None and row["share"] is not None
    )


def test_all_periods_may_be_pooled(backend):
    flows = some_flows()
    found = backend.rows(tables.dependence(backend.frame(flows), **{**ASKED, "by": ()}), "source", "target")
    wanted = expected(flows.with_columns(pl.lit(0).alias("year")))
    assert_rows([{"year": 0, **row} for row in found], wanted)


def test_the_world_is_no_partner(backend):
    flows = {
        "year": [1] * 4,
        "from": ["MEX", "MEX", "MEX", "World"],
        "to": ["USA", "World", "MEX", "USA"],
        "usd": [8.0, 8.0, 1.0, 9.0],
    }
    with pytest.warns(tables.RowsLeftOutWarning) as caught:
        (row,) = backend.rows(tables.dependence(backend.frame(flows), **ASKED))
    assert [str(each.message) for each in caught] == [
        "2 rows of aggregates: left out",
        "1 row of a country with itself: left out",
    ]
    assert (row["share"], row["herfindahl"], row["total"]) == (1.0, 1.0, 8.0)


def test_the_world_of_comtrades_codes_is_0():
    flows = pl.DataFrame({"year": [1, 1], "from": [484, 484], "to": [842, 0], "usd": [8.0, 8.0]})
    with pytest.warns(tables.RowsLeftOutWarning, match="1 row of aggregates"):
        assert tables.dependence(flows, **ASKED)["target"].to_list() == [842]
    asked = {**ASKED, "aggregates": ()}
    assert tables.dependence(flows, **asked)["share"].to_list() == [0.5, 0.5]


def test_an_empty_table_has_no_rows(backend):
    schema = {"year": pl.Int64, "from": pl.String, "to": pl.String, "usd": pl.Float64}
    found = backend.table(tables.dependence(backend.frame(pl.DataFrame(schema=schema)), **ASKED))
    assert (found.height, found.columns) == (0, list(expected(some_flows())[0]))


def test_an_empty_table_of_nullable_columns_has_no_rows():
    flows = pl.DataFrame(schema={"year": pl.Int64, "from": pl.String, "to": pl.String, "usd": pl.Float64})
    empty = flows.to_pandas().convert_dtypes(dtype_backend="numpy_nullable").astype({"usd": "Float64"})
    assert len(tables.dependence(empty, **ASKED)) == 0


def test_values_that_cannot_be_are_refused(backend):
    flows = {
        "year": [1, 1, 1, 1],
        "from": ["a", "a", "a", None],
        "to": ["b", "c", None, "d"],
        "usd": [-1.0, float("inf"), 1.0, 1.0],
    }
    with pytest.raises(InvalidDataError) as caught:
        tables.dependence(backend.frame(flows), **ASKED)
    told = str(caught.value)
    assert "flows.from: found 1 row without a value" in told
    assert "flows.to: found 1 row without a value" in told
    assert "flows.usd: found 2 rows with a negative or infinite value; expected finite numbers from 0" in told


def test_products_that_cannot_be_are_refused():
    products = pl.DataFrame({"year": [1, 1, 2], "from": ["a", "a", "a"], "gdp": [1.0, 2.0, -1.0]})
    with pytest.raises(InvalidDataError) as caught:
        tables.dependence(some_flows(), **ASKED, gdp=products)
    assert "found several rows of year 1, from a; expected one of each" in str(caught.value)
    assert "found 1 row with a negative or infinite value" in str(caught.value)
    with pytest.raises(InvalidDataError, match=r"gdp\.gdp: found no such column"):
        tables.dependence(some_flows(), **ASKED, gdp=products.drop("gdp"))
    with pytest.raises(InvalidValueError, match="found flows of polars and gdp of pyarrow"):
        tables.dependence(some_flows(), **ASKED, gdp=some_products().to_arrow())
    with pytest.raises(InvalidValueError, match="expected different ones"):
        tables.dependence(some_flows(), **{**ASKED, "by": "from"})


def test_concentration_meets_the_values_of_others(reference, backend):
    """Of the national trade of the Correlates of War, each year's imports taken as the world's."""
    wanted = pl.read_csv(reference / "trade" / "expected_open_trade.csv")
    trade = pl.read_csv(reference / "trade" / "cow_trade.csv").filter(pl.col("imports") > 0)
    flows = trade.select(
        "year", pl.lit("everyone").alias("from"), pl.col("abb").alias("to"), pl.col("imports").alias("usd")
    )
    found = backend.table(tables.dependence(backend.frame(flows), **ASKED))
    of_year = {row["year"]: row for row in found.to_dicts()}
    names = {"hhi": "herfindahl", "hhi_normalized": "herfindahl_normalised", "effective_number": "effective_partners"}
    met = 0
    for row in wanted.filter(pl.col("flow") == "imports").to_dicts():
        if row["quantity"] in {*names, "n"}:
            ours = of_year[row["year"]][names.get(row["quantity"], row["quantity"])]
            assert ours == pytest.approx(row["value"], rel=1e-9)
            met += 1
    assert met > 20


def test_nan_among_nullable_numbers_is_missing():
    values = pd.Series([0, 5], dtype="Int64") / pd.Series([0, 1], dtype="Int64")
    flows = pd.DataFrame({"year": 1, "from": "A", "to": ["B", "C"], "usd": values})
    found = tables.dependence(flows, **ASKED)
    assert found[["total", "n_missing"]].to_numpy().tolist() == [[5, 1], [5, 1]]
    assert found["share"].fillna(-1).tolist() == [-1, 1]


def test_one_name_of_an_aggregate_is_one(backend):
    flows = backend.frame({"year": [1, 1], "from": ["A", "A"], "to": ["B", "World"], "usd": [1.0, 2.0]})
    with pytest.warns(tables.RowsLeftOutWarning, match="1 row of aggregates: left out"):
        found = tables.dependence(flows, **ASKED, aggregates="World")
    assert [row["share"] for row in backend.rows(found)] == [1.0]


@pytest.mark.parametrize(
    ("products", "told"),
    [
        ({"year": [1], "from": [10], "gdp": [1.0]}, "gdp.from: found values of type Int64; expected the type of flows"),
        ({"year": ["1"], "from": ["A"], "gdp": [1.0]}, "gdp.year: found values of type String; expected the type of"),
        ({"year": [1], "from": ["A"], "gdp": [float("inf")]}, "found 1 row with a negative or infinite value"),
    ],
)
def test_products_of_other_codes_are_refused(backend, products, told):
    flows = backend.frame({"year": [1], "from": ["A"], "to": ["B"], "usd": [1.0]})
    with pytest.raises(InvalidDataError, match=told):
        tables.dependence(flows, **ASKED, gdp=backend.frame(products))


def test_a_period_or_reporter_is_not_the_products_themselves():
    flows = pl.DataFrame({"gdp": [1], "from": ["A"], "to": ["B"], "usd": [1.0]})
    with pytest.raises(InvalidValueError, match="found by gdp, a column that the result has itself"):
        tables.dependence(flows, **{**ASKED, "by": "gdp"}, gdp=flows)
    with pytest.raises(InvalidValueError, match="of gdp; expected different ones"):
        tables.dependence(flows.cast({"gdp": pl.String}), reporter="gdp", partner="to", value="usd", by=(), gdp=flows)


@pytest.mark.parametrize(
    ("world", "given"),
    [
        *((world, {}) for world in ("0", 0, 0.0, "0.0", "W00", "w00", "wld", "world", " World ")),
        *(("97", {"aggregates": (97,)}), (97, {"aggregates": ("97",)}), ("eu", {"aggregates": "EU"})),
    ],
    ids=repr,
)
def test_the_world_is_no_partner_whatever_the_type_or_case_of_its_code(world, given):
    codes = [*(type(world)(each) for each in (842, 124)), world]
    frame = pl.DataFrame({"year": [1] * 3, "from": [484, 484, 484], "to": codes, "usd": [3.0, 1.0, 4.0]})
    frame = frame.with_columns(pl.col("from").cast(pl.String if isinstance(world, str) else pl.Int64))
    with pytest.warns(tables.RowsLeftOutWarning, match="1 row of aggregates: left out"):
        found = tables.dependence(frame, **ASKED, **given)
    assert dict(zip(found["target"].cast(pl.String), found["share"], strict=True)) == {"124": 0.25, "842": 0.75}


def test_numbers_of_countries_are_no_regions():
    """2 is Africa in M49, and the United States in the Correlates of War."""
    frame = pl.DataFrame({"year": [1] * 2, "from": [70, 70], "to": [2, 20], "usd": [3.0, 1.0]})
    assert tables.dependence(frame, **ASKED)["target"].to_list() == [2, 20]


def test_aggregates_are_names_and_whole_numbers():
    frame = pl.DataFrame({"year": [1], "from": [70], "to": [2], "usd": [3.0]})
    for given in (1.5, [True], [None], {"World": 1}, 5.0):
        with pytest.raises(InvalidValueError, match=r"found aggregates .*; expected names and codes"):
            tables.dependence(frame, **ASKED, aggregates=given)


def test_codes_of_floating_point_have_to_be_whole_and_there():
    frame = pl.DataFrame({"year": [1, 1], "from": [70, 70], "to": [2.5, 20.0], "usd": [3.0, 1.0]})
    with pytest.raises(
        InvalidDataError, match=r"flows\.to: found values of type Float64; expected text or whole numbers"
    ):
        tables.dependence(frame, **ASKED)
    gap = pd.DataFrame({"year": [1, 1], "from": [70, 70], "to": [2.0, None], "usd": [3.0, 1.0]})
    with pytest.raises(InvalidDataError, match=r"flows\.to: found 1 row without a value"):
        tables.dependence(gap, **ASKED)


def test_a_negative_flow_is_told_apart_from_a_deficit():
    frame = pl.DataFrame({"year": [1], "from": ["MEX"], "to": ["USA"], "usd": [-3.0]})
    with pytest.raises(InvalidDataError, match="a deficit is a balance: give exports and imports each by itself"):
        tables.dependence(frame, **ASKED)
