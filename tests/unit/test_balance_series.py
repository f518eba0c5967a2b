"""Balance over periods: graphs of a dataframe with a column of the period, and their indices in a table."""

import importlib

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from mxus.errors import InvalidValueError
from mxus.measures import SignedGraph, balance_series, frustration, graphs_by_period, triangle_balance, walk_balance

ROWS = {"year": [1950, 1949, 1949, 1949], "a": [2, 2, 2, 40], "b": [40, 40, 70, 70], "sign": [1, 1, 1, -1]}
COLUMNS = {"source": "a", "target": "b", "weight": "sign"}


@pytest.mark.parametrize(
    "backend", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table], ids=["pandas", "polars", "lazy", "pyarrow"]
)
def test_any_dataframe_makes_a_graph_of_each_period_in_order(backend):
    graphs = graphs_by_period(backend(ROWS), **COLUMNS, nodes={"1950": [40, 2, 710]})
    assert list(graphs) == ["1949", "1950"]
    assert graphs["1949"] == SignedGraph.from_edges([2, 2, 40], [40, 70, 70], [1, 1, -1])
    assert graphs["1950"].nodes == (40, 2, 710)


def test_the_series_holds_what_each_measure_answers():
    graphs = graphs_by_period(pl.DataFrame(ROWS), **COLUMNS)
    series = balance_series(graphs)
    assert series.rows == ("1949", "1950")
    first = graphs["1949"]
    assert series.value[0].tolist() == [
        3,
        3,
        1,
        1,
        1,
        frustration(first).score.value,
        triangle_balance(first).value,
        walk_balance(first).value,
    ]
    assert series.at("1950", "score") == 1
    with pytest.raises(InvalidValueError, match="triangle index is undefined"):
        series.at("1950", "triangle index")
    assert "estrada2019" in series.cite()
    assert balance_series({}).rows == ()


def test_a_score_that_is_not_proven_is_masked_and_bracketed():
    chance = np.random.default_rng(0)
    pairs = np.array([(a, b) for a in range(40) for b in range(a) if chance.random() < 0.5])
    graph = SignedGraph.from_arrays(
        list(map(str, range(40))), pairs[:, 0], pairs[:, 1], np.where(chance.random(len(pairs)) < 0.5, 1, -1)
    )
    series = balance_series({"now": graph}, time_limit=0)
    lower, upper = series.at("now", "frustration lower"), series.at("now", "frustration upper")
    assert lower < upper
    with pytest.raises(InvalidValueError, match="known only within bounds"):
        series.at("now", "score")


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (3, "expected a dataframe"),
        (pl.DataFrame({"a": [1]}), "no column 'year'"),
        (pl.DataFrame({**ROWS, "year": [1.5, 1.5, 2.5, 2.5]}), r"year\[0\] = 1.5"),
        (pl.DataFrame({**ROWS, "year": [1949] * 4}), "2 - 40 is tied more than once"),
    ],
)
def test_what_is_no_table_of_periods_is_refused(frame, words):
    with pytest.raises(InvalidValueError, match=words):
        graphs_by_period(frame, **COLUMNS)


def test_progress_is_told_after_each_graph():
    graph, told = SignedGraph.from_edges(["a"], ["b"], [1]), []
    balance_series({"1914": graph, "1915": graph}, progress=lambda *counts: told.append(counts))
    assert told == [(1, 2), (2, 2)]


def test_every_period_is_searched_with_the_seed_that_is_given(monkeypatch):
    module = importlib.import_module("mxus.measures.balance.series")
    seeds = []

    def noted(graph, **options):
        seeds.append(options["seed"])
        return frustration(graph, **options)

    monkeypatch.setattr(module, "frustration", noted)
    balance_series(graphs_by_period(pl.DataFrame(ROWS), **COLUMNS), seed=7)
    assert seeds == [7, 7]
