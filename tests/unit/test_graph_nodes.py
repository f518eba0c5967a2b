"""Nodes and edges of signed graphs: any hashable node, and the habits of networkx."""

import datetime

import networkx
import numpy as np
import polars as pl
import pytest

import mxus
from mxus import tables
from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures import (
    CAMEO,
    SignedDiGraph,
    SignedGraph,
    frustration,
    graphs_by_period,
    local_triangle_balance,
    pn_centrality,
    triangle_balance,
)

TIES = ([0, 0, 1], [1, 2, 2], [1, 1, -1])


def graph_of(nodes):
    return SignedGraph.from_edges(*([nodes[place] for place in ends] for ends in TIES[:2]), TIES[2])


@pytest.mark.parametrize(
    "nodes",
    [
        ("MEX", "USA", "CUB"),
        (2, 70, 40),
        (("MEX", 1), ("USA", 1), ("CUB", 2)),
        (2, "USA", ("CUB", 1)),
        (datetime.date(2020, 1, 1), datetime.date(2021, 1, 1), datetime.date(2019, 1, 1)),
        (frozenset("a"), frozenset("b"), frozenset("ab")),
    ],
    ids=["text", "codes", "pairs", "mixed", "days", "sets"],
)
def test_any_hashable_value_is_a_node(nodes):
    graph = graph_of(nodes)
    assert (len(graph), set(graph), nodes[0] in graph, "nobody" in graph, [] in graph) == (
        3,
        {*nodes},
        True,
        False,
        False,
    )
    assert graph.sign_between(nodes[2], nodes[1]) == -1
    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset(nodes[k] for k in pair) for pair in ((0, 1), (0, 2), (1, 2))
    }
    assert graph == SignedGraph.from_edges(*([nodes[k] for k in ends[::-1]] for ends in TIES[:2]), TIES[2][::-1])
    assert SignedGraph.from_networkx(graph.to_networkx()) == graph
    assert graph == SignedGraph.from_matrix(graph.to_matrix(), nodes=graph.nodes)
    found = frustration(graph)
    assert (found.upper, {*found.camps[0], *found.camps[1]}) == (1, {*nodes})
    assert triangle_balance(graph).value == 0
    assert local_triangle_balance(graph).at(nodes[1]) == 0
    assert local_triangle_balance(graph, per="tie").at((nodes[2], nodes[1])) == 0
    centrality = pn_centrality(graph)
    assert isinstance(centrality.at(nodes[0], "PN"), float)
    for answer in (found, local_triangle_balance(graph), centrality):
        assert str(answer)
        assert answer.page()


def test_edges_are_looked_up_and_listed_as_in_networkx():
    for graph in (graph_of(("a", "b", "c")), SignedDiGraph.from_edges(["a", "b", "b"], ["b", "a", "c"], [2, -1, 1])):
        theirs = graph.to_networkx()
        assert list(graph.edges) == list(theirs.edges)
        assert list(graph.edges.data("weight")) == list(theirs.edges.data("weight"))
        assert list(graph.edges.data("sign")) == list(theirs.edges.data("sign"))
        assert [graph.edges[edge] for edge in graph.edges] == [theirs.edges[edge] for edge in theirs.edges]
        for edge in (("a", "b"), ("b", "a"), ("a", "c"), ("c", "b"), ("a", "d"), "ab", ("a",), (["a"], "b")):
            assert (edge in graph.edges) == (
                isinstance(edge, tuple) and len(edge) == 2 and edge[0] != ["a"] and theirs.has_edge(*edge)
            )
        with pytest.raises(UnknownIdError, match=r"no edge \('a', 'd'\)"):
            graph.edges["a", "d"]
        with pytest.raises(InvalidValueError, match="found data 'color'; expected 'weight' or 'sign'"):
            graph.edges.data("color")


def test_numbers_of_numpy_become_those_of_python():
    graph = SignedGraph.from_edges(np.array([2, 2]), np.array([40, 70]), [1, -1])
    assert [type(node) for node in graph.nodes] == [int] * 3
    assert SignedGraph.from_matrix([[0, 1], [1, 0]]).nodes == (0, 1)


def test_whole_numbers_of_networkx_and_text_stay_two_nodes():
    theirs = networkx.Graph()
    theirs.add_edge(1, "1", weight=-1)
    graph = SignedGraph.from_networkx(theirs)
    assert graph.nodes == (1, "1")
    assert mxus.plot.network(graph).texts


def test_what_tables_make_graphs_read_without_renaming():
    events = pl.DataFrame(
        {"year": [1, 1, 2], "from": ["MEX", "USA", "USA"], "to": ["USA", "MEX", "CUB"], "code": ["063", "112", "163"]}
    )
    dyads = tables.cooperation(events, source="from", target="to", by="year", code="code", scheme=CAMEO)
    ties = tables.signed_ties(dyads, by="year", rule="intensity")
    graphs = graphs_by_period(ties)
    assert {year: list(graph.edges.data("weight")) for year, graph in graphs.items()} == {
        "1": [("MEX", "USA", 5.4)],
        "2": [("CUB", "USA", -8.0)],
    }
    assert SignedGraph.from_frame(ties).nodes == ("CUB", "MEX", "USA")
    assert tables.signed_triangles(ties, by="year").rows() == [
        (1, 1, 0, *[0] * 5, None, None),
        (2, 1, 1, *[0] * 5, None, None),
    ]
