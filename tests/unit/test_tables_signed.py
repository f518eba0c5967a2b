"""Signed ties and triangles: from events to graphs, on every kind of frame."""

import random
from itertools import combinations

import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, InvalidValueError
from mxus.measures import CAMEO, CAMEO_GDELT, SignedGraph, graphs_by_period, triangle_balance

KINDS = ["ppp", "ppm", "pmm", "mmm"]


def some_ties(seed=0, nodes=14, share=0.5):
    """Ties of two years, each written in either order; a third year with one tie."""
    chance = random.Random(seed)
    rows = [
        (year, *chance.sample((f"n{a:02}", f"n{b:02}"), 2), chance.choice((1, 1, -1)))
        for year in (2001, 2002)
        for a, b in combinations(range(nodes), 2)
        if chance.random() < share
    ]
    rows.append((2003, "n01", "n00", -1))
    return pl.DataFrame(rows, schema=["year", "source", "target", "sign"], orient="row")


def test_triangles_are_those_of_the_graphs(backend):
    ties = some_ties()
    found = backend.rows(tables.signed_triangles(backend.frame(ties), by="year"), "year")
    graphs = graphs_by_period(ties, weight="sign")
    assert [str(row["year"]) for row in found] == list(graphs)
    for row, graph in zip(found, graphs.values(), strict=True):
        strong, weak = triangle_balance(graph), triangle_balance(graph, convention="weak")
        assert (row["ties"], row["negative_ties"], row["n"]) == (graph.n_ties, graph.n_negative, strong.n)
        assert tuple(row[kind] for kind in KINDS) == strong.by_negative_ties
        for name, each in (("triangle_balance", strong), ("triangle_balance_weak", weak)):
            assert row[name] == (pytest.approx(float(each), abs=1e-12) if each.n else None)


def test_all_ties_may_be_one_graph_of_numbered_nodes(backend):
    ties = some_ties().filter(year=2001)
    numbers = ties.select(pl.col("source", "target").str.slice(1).cast(pl.Int64), pl.col("sign").cast(pl.Float64) * 0.5)
    (row,) = backend.rows(tables.signed_triangles(backend.frame(numbers)))
    graph = SignedGraph.from_frame(ties, weight="sign")
    assert tuple(row[kind] for kind in KINDS) == triangle_balance(graph).by_negative_ties


def test_no_ties_have_no_row(backend):
    schema = {"source": pl.String, "target": pl.String, "sign": pl.Int64}
    found = backend.table(tables.signed_triangles(backend.frame(pl.DataFrame(schema=schema))))
    assert found.height == 0
    assert found.columns == ["ties", "negative_ties", "n", *KINDS, "triangle_balance", "triangle_balance_weak"]


def test_no_dyads_and_dyads_of_nothing_known_have_no_ties(backend):
    columns = {"year": [1, 1], "source": [2, 70], "target": [70, 2], "intensity_sum": [None, None]}
    dyads = pl.DataFrame(columns, schema_overrides={"intensity_sum": pl.Float64})
    for frame in (dyads, dyads.clear()):
        found = backend.table(tables.signed_ties(backend.frame(frame), by="year", rule="intensity"))
        assert (found.height, found.columns) == (0, ["year", "source", "target", "weight", "sign"])


def test_ties_that_are_doubtful_are_refused(backend):
    ties = {"source": ["a", "b", "c", "a"], "target": ["b", "a", "c", "c"], "sign": [1, -1, 1, 0]}
    with pytest.raises(InvalidDataError) as caught:
        tables.signed_triangles(backend.frame(ties))
    told = str(caught.value)
    assert "found 1 ties of a node to itself" in told
    assert "found 1 ties of sign 0 or not finite" in told
    assert "found a - b tied more than once; expected each pair once in a period" in told


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("events", [("a", "b", 1.0, 1), ("b", "c", -1.0, -1)]),
        ("deeds", [("a", "b", -1.0, -1), ("b", "c", -1.0, -1)]),
        ("intensity", [("a", "b", 1.0, 1), ("b", "c", -10.0, -1)]),
    ],
)
def test_each_rule_says_what_the_sign_is_of(backend, rule, wanted):
    codes = {"036": 4.0, "051": 3.4, "160": -4.0, "195": -10.0, "040": 1.0}
    events = pl.DataFrame(
        [
            *[(1, "a", "b", "036"), (1, "b", "a", "040"), (1, "b", "a", "160")],
            *[(1, "b", "c", "195"), (1, "a", "a", "195"), (1, "a", "c", None)],
        ],
        schema=["year", "from", "to", "cameo"],
        orient="row",
    )
    assert all(CAMEO.scores[code] == score for code, score in codes.items())
    asked = {"source": "from", "target": "to", "by": "year", "code": "cameo", "scheme": CAMEO}
    dyads = tables.cooperation(backend.frame(events), **asked)
    ties = tables.signed_ties(dyads, by="year", rule=rule)
    found = backend.rows(ties, "source", "target")
    assert [tuple(row.values())[1:] for row in found] == wanted
    held = backend.table(ties)
    graphs = graphs_by_period(held, weight="sign")
    assert graphs["1"].n_ties == 2


def test_ties_of_all_time_need_no_period():
    events = pl.DataFrame({"from": ["a"], "to": ["b"], "cameo": ["063"]})
    dyads = tables.cooperation(events, source="from", target="to", by=(), code="cameo", scheme=CAMEO)
    assert tables.signed_ties(dyads, by=(), rule="events").rows() == [("a", "b", 1.0, 1)]


def test_there_is_no_other_rule():
    with pytest.raises(InvalidValueError, match="found rule 'net'; expected one of 'events', 'deeds', 'intensity'"):
        tables.signed_ties(pl.DataFrame(), by=(), rule="net")


def test_frames_without_quads_have_no_ties_by_events():
    events = pl.DataFrame({"from": ["a"], "to": ["b"], "s": [1.0]})
    dyads = tables.cooperation(events, source="from", target="to", by=(), score="s")
    with pytest.raises(InvalidDataError, match=r"dyads\.verbal_cooperation: found no such column"):
        tables.signed_ties(dyads, by=(), rule="events")


def test_what_is_not_known_decides_nothing(backend):
    intensity = [float("nan"), -2.0, float("nan"), None]
    dyads = {"y": [1] * 4, "source": list("ABCE"), "target": list("BADF"), "intensity_sum": intensity}
    found = backend.rows(tables.signed_ties(backend.frame(dyads), by="y", rule="intensity"), "source")
    assert [tuple(row.values()) for row in found] == [(1, "A", "B", -2.0, -1)]


def test_what_cancels_but_for_rounding_makes_neither_friends_nor_foes(backend):
    codes = ["154", "051", "053"]  # -7.2 + 3.4 + 3.8
    events = backend.frame({"y": [1] * 3, "s": ["A"] * 3, "t": ["B"] * 3, "c": codes})
    dyads = tables.cooperation(events, source="s", target="t", by="y", code="c", scheme=CAMEO_GDELT)
    assert [row["intensity_sum"] for row in backend.rows(dyads)] == [0.0]
    assert backend.rows(tables.signed_ties(dyads, by="y", rule="intensity")) == []
    both = {"y": [1] * 2, "source": ["A", "B"], "target": ["B", "A"], "intensity_sum": [0.1 + 0.2, -0.3]}
    assert backend.rows(tables.signed_ties(backend.frame(both), by="y", rule="intensity")) == []


def test_a_country_or_period_that_is_missing_is_refused(backend):
    dyads = {"y": [1, None], "source": ["A", None], "target": ["B", "D"], "intensity_sum": [1.0, -30.0]}
    table = pl.DataFrame(dyads)
    frame = backend.frame(table)
    if backend.kind == "pandas":
        frame["y"] = frame["y"].astype("Int64")
    with pytest.raises(InvalidDataError) as caught:
        tables.signed_ties(frame, by="y", rule="intensity")
    assert [problem.path for problem in caught.value.problems] == ["dyads.y", "dyads.source"]


def test_ends_of_two_types_are_refused():
    edges = pl.DataFrame({"source": [1, 2], "target": ["2", "1"], "sign": [1, -1]})
    with pytest.raises(InvalidDataError, match=r"target: found values of type String; expected the type of edges"):
        tables.signed_triangles(edges)


def test_a_sign_that_is_missing_is_counted_once(backend):
    edges = {"source": ["a", "a", "b"], "target": ["b", "c", "c"], "sign": [1.0, None, float("nan")]}
    with pytest.raises(InvalidDataError, match=r"edges\.sign: found 2 rows without a value"):
        tables.signed_triangles(backend.frame(edges))
