"""The same file gives the same shares by every road: by its schema, by each dataframe, codes as numbers or as text."""

import io
import tempfile
import warnings
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mxus import tables
from mxus.tables.schemas import COMTRADE

HEADER = "refYear,reporterCode,partnerCode,partner2Code,flowCode,cmdCode,customsCode,motCode,primaryValue"
ASKED = {"reporter": "reporterCode", "partner": "partnerCode", "value": "primaryValue", "by": "refYear"}
CODES = {"reporterCode", "partnerCode"}
FLOWS = st.dictionaries(
    st.tuples(st.sampled_from(["484", "842"]), st.sampled_from(["0", "124", "192", "484", "842"])),
    st.integers(1, 1000),
    min_size=1,
)


def shares(frame, **asked):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tables.RowsLeftOutWarning)
        found = tables.dependence(frame, **asked)
    rows = found.pl() if hasattr(found, "pl") else pl.DataFrame(found) if not isinstance(found, pl.DataFrame) else found
    return {(str(row["source"]), str(row["target"])): row["share"] for row in rows.to_dicts()}


def expected(flows):
    kept = {pair: value for pair, value in flows.items() if pair[1] != "0" and pair[0] != pair[1]}
    totals = {}
    for (reporter, _), value in kept.items():
        totals[reporter] = totals.get(reporter, 0) + value
    return {pair: value / totals[pair[0]] for pair, value in kept.items()}


@given(FLOWS)
def test_shares_are_the_same_by_every_road(flows):
    lines = [HEADER, *(f"2020,{a},{b},0,X,TOTAL,C00,0,{value}" for (a, b), value in flows.items())]
    text = "\n".join(lines) + "\n"
    known = expected(flows)
    numbers, words = pd.read_csv(io.StringIO(text)), pd.read_csv(io.StringIO(text), dtype=dict.fromkeys(CODES, str))
    floats = numbers.astype(dict.fromkeys(CODES, "float64"))
    padded = words.assign(partnerCode=words["partnerCode"].replace({"0": "000"}))
    decimal = words.assign(partnerCode=words["partnerCode"].replace({"0": "0.0"}))
    for frame in (numbers, words, floats, padded, decimal):
        roads = [frame, pl.from_pandas(frame), pl.from_pandas(frame).to_arrow(), duckdb.from_df(frame)]
        for road in roads:
            assert shares(road, **ASKED) == pytest.approx(known)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comtrade.csv"
        path.write_text(text)
        flows_of = COMTRADE.scan(path)
        asked = {"reporter": "reporter", "partner": "partner", "value": "value", "by": "year"}
        assert shares(flows_of, **asked) == pytest.approx(known)


@given(st.sampled_from(["World", "WLD", "W00", "Total", "European Union", "Latin America & Caribbean"]), st.data())
def test_the_world_is_the_world_in_any_case(name, data):
    change = data.draw(st.sampled_from([str.lower, str.upper, str.title, str.swapcase, lambda each: f" {each} "]))
    frame = pl.DataFrame({"y": [1, 1, 1], "r": ["MEX"] * 3, "p": ["USA", "CAN", change(name)], "v": [3.0, 1.0, 4.0]})
    found = shares(frame, reporter="r", partner="p", value="v", by="y")
    assert found == {("MEX", "CAN"): 0.25, ("MEX", "USA"): 0.75}
