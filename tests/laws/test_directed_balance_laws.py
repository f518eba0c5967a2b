"""Laws of signed digraphs, against every triple of nodes and every pair of camps by brute force."""

import itertools
import math
from collections import Counter
from unittest.mock import patch

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mxus.measures import (
    SignedDiGraph,
    SignedGraph,
    frustration,
    pn_centrality,
    signed_degrees,
    signed_eigenvector_centrality,
    signed_triad_census,
    transitive_triad_balance,
)
from mxus.measures.balance import centrality
from mxus.testing import signed_digraphs

WEIGHTS = st.one_of(st.sampled_from([-1.0, 1.0]), st.sampled_from([-2.5, -1.0, 0.5, 3.0]))


def digraphs(most=7):
    """Signed digraphs of any density, with opposite arcs, isolated nodes and parts."""
    return signed_digraphs(max_nodes=most, weights=WEIGHTS)


def moved(graph, order):
    return SignedDiGraph.from_arrays(
        graph.nodes, [order[a] for a in graph.source], [order[b] for b in graph.target], graph.weight
    )


def turned(graph):
    return SignedDiGraph.from_arrays(graph.nodes, graph.target, graph.source, graph.weight)


def signs_of(graph, i, j, k):
    sign = np.sign(graph.to_matrix()).astype(int)
    return tuple(int(sign[a, b]) for a, b in ((i, j), (j, i), (i, k), (k, i), (j, k), (k, j)))


@given(digraphs())
def test_the_census_counts_every_three_nodes_by_every_reading(graph):
    census = signed_triad_census(graph)
    expected = Counter()
    for triple in itertools.combinations(range(graph.n_nodes), 3):
        readings = {
            "".join("0PN"[sign] for sign in signs_of(graph, *order)) for order in itertools.permutations(triple)
        }
        known = {name for name in census.counts if name.partition("-")[2] in readings}
        assert len(known) == 1
        (name,) = known
        assert all(census.of(f"{name.partition('-')[0]}-{reading}") == census.counts[name] for reading in readings)
        expected[name] += 1
    assert {name: count for name, count in census.counts.items() if count} == expected
    assert sum(census.counts.values()) == math.comb(graph.n_nodes, 3)


@given(digraphs())
def test_without_signs_the_census_is_networkxs(graph):
    assert dict(signed_triad_census(graph).by_dyads()) == networkx.triadic_census(graph.to_networkx())


@given(digraphs(), st.randoms(use_true_random=False))
def test_neither_names_nor_the_time_of_arrows_change_what_is_counted(graph, chance):
    order = chance.sample(range(graph.n_nodes), graph.n_nodes)
    assert signed_triad_census(moved(graph, order)) == signed_triad_census(graph)
    down = {"021D": "021U", "111D": "111U", "120D": "120U"}
    mirror = down | {up: name for name, up in down.items()}
    forward, back = signed_triad_census(graph).by_dyads(), signed_triad_census(turned(graph)).by_dyads()
    assert all(back[mirror.get(name, name)] == count for name, count in forward.items())
    balance, of_turned = transitive_triad_balance(graph), transitive_triad_balance(turned(graph))
    assert (balance.balanced, balance.unbalanced) == (of_turned.balanced, of_turned.unbalanced)


@given(digraphs())
def test_transitive_triads_are_those_whose_every_path_is_closed(graph):
    arcs = {(a, b): np.sign(w) for a, b, w in graph.edges.data("weight")}
    found = Counter()
    for triple in itertools.combinations(graph.nodes, 3):
        tied = all((a, b) in arcs or (b, a) in arcs for a, b in itertools.combinations(triple, 2))
        paths = [order for order in itertools.permutations(triple) if {order[:2], order[1:]} <= arcs.keys()]
        if tied and all((a, c) in arcs for a, _, c in paths):
            found[all(arcs[a, b] * arcs[b, c] * arcs[a, c] > 0 for a, b, c in paths)] += 1
    balance = transitive_triad_balance(graph)
    assert (balance.balanced, balance.unbalanced) == (found[True], found[False])
    assert balance.is_defined == bool(found)


@given(digraphs())
def test_frustration_of_arcs_is_the_least_of_all_camps(graph):
    def cost(sides):
        pairs = zip(graph.source, graph.target, graph.weight, strict=True)
        return math.fsum(abs(w) for a, b, w in pairs if sides[a] * sides[b] * w < 0)

    found = frustration(graph)
    least = min(cost((1, *rest)) for rest in itertools.product((1, -1), repeat=graph.n_nodes - 1))
    assert found.exact
    assert found.upper == pytest.approx(least)
    assert math.fsum(abs(weight) for *_, weight in found.frustrated) == pytest.approx(least)
    assert {(a, b) for a, b, _ in found.frustrated} <= set(graph.edges)


@given(digraphs())
def test_a_graph_made_directed_both_ways_is_twice_as_frustrated(graph):
    once = graph.to_undirected(duplicates="sum")
    both = SignedDiGraph.from_matrix(once.to_matrix(), nodes=once.nodes)
    assert frustration(both).upper == pytest.approx(2 * frustration(once).upper)
    degrees, of_arcs = signed_degrees(once), signed_degrees(both, direction="in")
    assert (degrees.value == of_arcs.value).all()
    assert both.to_undirected(duplicates="ambivalent-dropped").n_ties == once.n_ties


@given(digraphs())
def test_what_comes_in_goes_out_when_arcs_are_turned(graph):
    for one, other in (("in", "out"), ("out", "in"), ("all", "all")):
        degrees, of_turned = signed_degrees(graph, direction=one), signed_degrees(turned(graph), direction=other)
        assert (degrees.value == of_turned.value).all()
    first, second = pn_centrality(graph).value, pn_centrality(turned(graph)).value[:, ::-1]
    assert (first.mask == second.mask).all()
    assert first.filled(0) == pytest.approx(second.filled(0))


@given(digraphs())
def test_pn_solves_its_equation_or_has_no_inverse(graph):
    n = graph.n_nodes
    for each in (graph, graph.to_undirected(duplicates="sum")):
        sign = np.sign(each.to_matrix())
        ties = np.where(sign < 0, -2, sign) / (2 * max(n - 1, 1))
        system = np.eye(n) - (ties.T @ ties if each.directed else ties)
        found = pn_centrality(each).value[:, 0]
        if n < 2 or abs(np.linalg.det(system)) < 1e-9:
            assert found.mask.all()
        else:
            right = np.ones(n) + (ties.T @ np.ones(n) if each.directed else 0)
            assert system @ found.filled(0) == pytest.approx(right)


@given(digraphs())
def test_large_graphs_get_the_same_by_iteration(graph):
    once = graph.to_undirected(duplicates="sum")
    exact = [pn_centrality(graph).value, pn_centrality(once).value]
    with patch.object(centrality, "_DENSE", 0):
        iterated = [pn_centrality(graph).value, pn_centrality(once).value]
    for one, other in zip(exact, iterated, strict=True):
        assert (one.mask == other.mask).all()
        assert one.filled(0) == pytest.approx(other.filled(0), abs=1e-9)


@given(digraphs())
def test_the_eigenvector_is_one_of_the_largest_eigenvalue(graph):
    once = graph.to_undirected(duplicates="sum")
    found = signed_eigenvector_centrality(once)
    sizes = np.sort(np.abs(np.linalg.eigvalsh(once.to_matrix())))
    if once.n_ties == 0 or sizes[-2] > sizes[-1] * (1 - 1e-9):
        assert found.value.mask.all()
        return
    vector = found.value[:, 0].filled(0)
    image = once.to_matrix() @ vector
    assert abs(vector @ image) == pytest.approx(sizes[-1])
    assert np.abs(image) == pytest.approx(sizes[-1] * np.abs(vector), abs=1e-7)
    assert found.value[:, 1].max() == pytest.approx(1)
    assert np.abs(found.value[:, 1]).max() == pytest.approx(1)


def test_there_are_138_signed_types_of_triad():
    assert len(signed_triad_census(SignedDiGraph.from_edges([], [], [], nodes=[])).counts) == 138
    assert isinstance(SignedDiGraph.from_edges(["a"], ["b"], [1]).to_undirected(), SignedGraph)
