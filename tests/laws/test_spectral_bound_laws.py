"""Laws of the bound by an eigenvalue, its certificate checked from scratch, and of camps cooled slowly."""

import itertools
import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mxus.measures import SignedGraph, frustration
from mxus.measures.balance.camp_search import annealed, frustrated_by
from mxus.measures.balance.spectral_bound import spectral_bound

MODULE = "mxus.measures.balance.frustration"


def random_graph(nodes, density, seed, weights):
    chance = np.random.default_rng(seed)
    pairs = [pair for pair in itertools.combinations(range(nodes), 2) if chance.random() < density]
    weight = chance.choice(weights, len(pairs))
    return SignedGraph.from_arrays(
        list(map(str, range(nodes))), [a for a, _ in pairs], [b for _, b in pairs], weight.tolist()
    )


def least(graph):
    """Frustration by every pair of camps."""
    camp = np.arange(2 ** (graph.n_nodes - 1))[:, None] >> np.arange(graph.n_nodes) & 1
    apart = camp[:, graph.source] != camp[:, graph.target]
    return float(((apart != (graph.weight < 0)) @ np.abs(graph.weight)).min())


def proven(graph, bound):
    """Return what the certificate proves, by its definition alone."""
    assert (bound.weight >= 0).all()
    assert np.isin(bound.signs, (-1, 1)).all()
    assert all(len(set(triple)) == 3 for triple in bound.nodes.tolist())
    rows = np.zeros((len(bound.weight), graph.n_nodes))
    np.put_along_axis(rows, bound.nodes, bound.signs.astype(float), axis=1)
    matrix = graph.to_matrix() + rows.T @ (rows * bound.weight[:, None]) - np.diag(bound.diagonal)
    most = bound.diagonal.sum() + graph.n_nodes * np.linalg.eigvalsh(matrix)[-1] - bound.weight.sum()
    return (np.abs(graph.weight).sum() - most / 2) / 2


@settings(deadline=None)
@given(
    st.integers(3, 10),
    st.floats(0.2, 1),
    st.integers(0, 10_000),
    st.sampled_from([(-1.0, 1.0), (-1.0,), (-2.5, -0.5, 0.5, 3.0), (-2e6, 1e6)]),
)
def test_the_bound_lies_below_every_division_and_its_certificate_proves_it(nodes, density, seed, weights):
    graph = random_graph(nodes, density, seed, weights)
    if graph.n_ties == 0:
        return
    bound = spectral_bound(graph, until=math.inf, seed=seed)
    size = np.abs(graph.weight).sum()
    assert bound.value <= least(graph) + 1e-9 * size
    assert bound.value == pytest.approx(proven(graph, bound), abs=1e-6 * size)
    assert bound.value <= proven(graph, bound) + 1e-9 * size
    # Good bounds, not only true ones: two thirds of the frustration of whole weights, less rounding.
    assert bound.value >= 0.6 * least(graph) - 1e-2 * size


@settings(deadline=None, max_examples=20)
@given(st.integers(6, 12), st.integers(0, 10_000))
def test_a_run_that_asks_for_an_eigenvalue_still_finds_the_least(nodes, seed):
    graph = random_graph(nodes, 0.8, seed, (-1.0, 1.0))
    with patch(f"{MODULE}._PROGRAMS", 1), patch(f"{MODULE}._WIDE", 0.0):
        found = frustration(graph)
    assert found.exact
    assert found.upper == least(graph)


def test_random_signs_are_bracketed_within_an_eighth_and_the_bracket_says_by_what():
    """Of 200 nodes and 2,000 ties: cycles alone leave four tenths as much again."""
    graph = random_graph(200, 0.1, 1, (-1.0, 1.0))
    with patch(f"{MODULE}._SPECTRAL_NODES", 0):
        by_cycles = frustration(graph, time_limit=4)
    # It returns as soon as the gap is that small; the time is what a slow machine may take.
    found = frustration(graph, gap_limit=0.125, time_limit=120)
    assert found.spectral is not None
    assert "an eigenvalue" in found.method
    assert found.lower == math.ceil(found.spectral.value - 1e-3)
    assert found.lower > by_cycles.lower
    assert found.spectral.value == pytest.approx(proven(graph, found.spectral), abs=1e-3)
    assert found.upper - found.lower <= 0.125 * found.upper


def test_camps_are_cooled_the_same_way_twice_and_stop_in_time():
    graph = random_graph(60, 0.3, 2, (-1.0, 1.0))
    first, second = (annealed(graph.to_scipy(), seed=3, until=math.inf) for _ in range(2))
    assert (first == second).all()
    at_once = annealed(graph.to_scipy(), seed=3, until=-math.inf)
    cost = [frustrated_by(sides, graph.source, graph.target, graph.weight).sum() for sides in (first, at_once)]
    assert cost[0] <= cost[1]
    assert annealed(SignedGraph.from_edges([], [], [], nodes=["a"]).to_scipy(), seed=0, until=math.inf).size == 1
