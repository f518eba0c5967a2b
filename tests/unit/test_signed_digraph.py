"""Signed digraphs: what is refused, what comes back from other packages, and sizes whose triads no list could hold."""

import math

import networkx
import numpy as np
import pytest

from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures import (
    SignedDiGraph,
    SignedGraph,
    algebraic_conflict,
    balanced_partition,
    cohesiveness,
    frustration,
    local_triangle_balance,
    pn_centrality,
    signed_degrees,
    signed_eigenvector_centrality,
    signed_triad_census,
    transitive_triad_balance,
    triangle_balance,
    walk_balance,
)

ARCS = SignedDiGraph.from_edges(["a", "b", "b", "c"], ["b", "a", "c", "a"], [1, -2, 1, -1], nodes=["c", "b", "a", "d"])
TIES = ARCS.to_undirected(duplicates="sum")


def test_opposite_arcs_are_two_ties():
    assert ARCS.n_ties == 4
    assert (ARCS.sign_between("a", "b"), ARCS.sign_between("b", "a"), ARCS.sign_between("a", "c")) == (1, -1, 0)
    assert sorted(ARCS.edges.data("weight")) == [("a", "b", 1.0), ("b", "a", -2.0), ("b", "c", 1.0), ("c", "a", -1.0)]
    assert repr(ARCS) == "<SignedDiGraph: 4 nodes, 4 ties, 2 of them negative>"
    with pytest.raises(InvalidValueError, match="b - a is tied more than once"):
        ARCS.to_undirected()


def test_a_digraph_goes_to_other_packages_and_comes_back():
    assert SignedDiGraph.from_networkx(ARCS.to_networkx()) == ARCS
    assert SignedDiGraph.from_matrix(ARCS.to_scipy(), nodes=ARCS.nodes) == ARCS
    assert SignedDiGraph.from_matrix(ARCS.to_matrix(), nodes=ARCS.nodes) == ARCS
    read = networkx.parse_graphml(ARCS.to_graphml())
    assert read.is_directed()
    assert SignedDiGraph.from_networkx(read) == ARCS


def test_a_graph_of_the_other_kind_is_refused_where_it_would_be_read_wrongly():
    for measure in (triangle_balance, local_triangle_balance, walk_balance, algebraic_conflict):
        with pytest.raises(InvalidValueError, match=r"found <SignedDiGraph.* expected a SignedGraph"):
            measure(ARCS)
    with pytest.raises(InvalidValueError, match="expected a SignedGraph"):
        signed_eigenvector_centrality(ARCS)
    for measure in (signed_triad_census, transitive_triad_balance):
        with pytest.raises(InvalidValueError, match=r"found <SignedGraph.* expected a SignedDiGraph"):
            measure(TIES)
    for measure in (frustration, pn_centrality, signed_degrees, balanced_partition):
        with pytest.raises(InvalidValueError, match="expected a SignedGraph or SignedDiGraph"):
            measure(ARCS.to_networkx())
    with pytest.raises(InvalidValueError, match="expected an undirected one"):
        SignedGraph.from_networkx(ARCS.to_networkx())
    with pytest.raises(InvalidValueError, match="expected a directed one"):
        SignedDiGraph.from_networkx(TIES.to_networkx())


def test_a_direction_is_one_of_three_and_only_of_arcs():
    with pytest.raises(InvalidValueError, match="'both'"):
        signed_degrees(ARCS, direction="both")
    with pytest.raises(InvalidValueError, match="undirected graph; expected 'all'"):
        signed_degrees(TIES, direction="in")
    found = signed_degrees(ARCS, direction="out")
    assert found.at("b", "net") == 0
    with pytest.raises(InvalidValueError, match="signed degree of d and ratio is undefined"):
        found.at("d", "ratio")


def test_camps_of_a_digraph_count_arcs():
    assert cohesiveness(ARCS, [{"a", "b", "c", "d"}]).value == 0.5
    assert balanced_partition(ARCS) is None


def test_a_census_has_no_type_but_the_138():
    with pytest.raises(UnknownIdError, match="030T-P0P0X0"):
        signed_triad_census(ARCS).of("030T-P0P0X0")


def test_triads_of_a_hundred_thousand_nodes_are_counted_without_being_listed():
    n = 100_000
    chance = np.random.default_rng(0)
    source, target = chance.integers(0, n, 300_000), chance.integers(0, n, 300_000)
    graph = SignedDiGraph.from_arrays(
        [str(node) for node in range(n)],
        source,
        target,
        np.where(chance.random(300_000) < 0.3, -1, 1),
        duplicates="ambivalent-dropped",
        self_loops="drop",
    )
    census = signed_triad_census(graph)
    assert sum(census.counts.values()) == math.comb(n, 3)
    assert min(census.counts.values()) >= 0
    pn = pn_centrality(graph)
    assert pn.value.shape == (n, 2)
    assert abs(float(pn.value.mean()) - 1) < 1e-3


@pytest.mark.parametrize(
    ("source", "target", "sign", "nodes"),
    [
        ([], [], [], ["a"]),
        (["a"], ["b"], [-1], ["a", "b"]),
        (["a", "b", "a", "c", "b", "c"], ["b", "a", "c", "a", "c", "b"], [-1] * 6, ["a", "b", "c"]),
    ],
)
def test_pn_of_a_matrix_without_inverse_is_undefined(source, target, sign, nodes):
    found = pn_centrality(SignedDiGraph.from_edges(source, target, sign, nodes=nodes))
    assert found.value.mask.all()
    with pytest.raises(InvalidValueError, match="no inverse"):
        found.at("a", "PN in")
