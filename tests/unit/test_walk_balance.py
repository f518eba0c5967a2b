"""Walk balance where weights are large or unlike: right, or said to be unknown, and never silently wrong."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from mxus.measures import SignedGraph, local_walk_balance, walk_balance

TRIANGLE = [("x", "y", 1), ("x", "z", 1), ("y", "z", -1)]
OF_A_TRIANGLE = 0.685787793690944


def graph_of(ties, **options):
    return SignedGraph.from_edges(*zip(*ties, strict=True), **options)


def clique(size, weight=1):
    return [(f"c{a}", f"c{b}", weight) for a, b in itertools.combinations(range(size), 2)]


def by_walks(matrix, node, steps):
    """The entry of the diagonal of the exponential of a matrix of whole numbers, from closed walks counted exactly."""
    near = [[(column, int(row[column])) for column in np.flatnonzero(row).tolist()] for row in matrix]
    walks = [int(place == node) for place in range(len(near))]
    total, factorial = Fraction(1), 1
    for step in range(1, steps):
        walks = [sum(weight * walks[other] for other, weight in row) for row in near]
        factorial *= step
        total += Fraction(walks[node], factorial)
    return total


@pytest.mark.parametrize("weight", [25, 30, 40, 1000])
def test_a_heavy_part_does_not_change_the_walk_balance_of_nodes_of_another(weight):
    heavy = [*clique(3, weight), ("c0", "c3", -weight), ("c1", "c3", weight), ("c2", "c3", weight)]
    found = local_walk_balance(graph_of([*TRIANGLE, *heavy]))
    assert [found.at(name, "walk balance") for name in "xyz"] == pytest.approx([OF_A_TRIANGLE] * 3)


def test_an_isolated_node_beside_a_heavy_tie_is_balanced():
    found = local_walk_balance(graph_of([("a", "b", 1000)], nodes=["a", "b", "c"]))
    assert found.values[:, 0].tolist() == [1.0, 1.0, 1.0]


def test_the_end_of_a_chain_from_a_clique_is_as_counted_walk_by_walk():
    chain = ["c0", *(f"p{place}" for place in range(8)), "x"]
    graph = graph_of([*clique(40), *((a, b, 1) for a, b in itertools.pairwise(chain)), *TRIANGLE])
    found = local_walk_balance(graph)
    for name in ("p4", "p7", "x", "y"):
        signed, unsigned = (
            by_walks(matrix, graph.nodes.index(name), 200) for matrix in (graph.to_matrix(), np.abs(graph.to_matrix()))
        )
        assert found.at(name, "walk balance") == pytest.approx(float(signed / unsigned), rel=1e-9)


@pytest.mark.parametrize("weight", [1e12, 1e308])
def test_what_is_lost_in_rounding_is_masked_and_what_is_balanced_is_one_however_heavy(weight):
    heavy = [(a, b, sign * weight) for a, b, sign in TRIANGLE]
    found = local_walk_balance(graph_of([*heavy, ("a", "b", -weight)]))
    assert found.values[:, 0].tolist() == [1.0, 1.0, None, None, None]
    assert "lost in rounding" in found.undefined


def test_a_heavy_core_can_leave_nothing_of_the_end_of_its_chain():
    chain = [(a, b, 1e-30) for a, b in itertools.pairwise(["c0", "p0", "p1", "p2", "p3", "p4", "x"])]
    found = local_walk_balance(graph_of([*clique(3, 1000), *chain, *TRIANGLE]))
    assert found.values[: found.rows.index("p4"), 0].count() > 0
    assert found.values[found.rows.index("x"), 0] is np.ma.masked


@pytest.mark.parametrize("weight", [1e12, 1e20, 1e308])
def test_the_walk_balance_of_weights_too_large_to_be_told_apart_is_undefined(weight):
    found = walk_balance(graph_of([(a, b, sign * weight) for a, b, sign in TRIANGLE]))
    assert "lost in rounding" in found.value.reason
    balanced = [("x", "y", weight), ("x", "z", -weight), ("y", "z", -weight)]
    assert walk_balance(graph_of(balanced)).value == 1


def test_walk_balance_is_0_where_it_is_too_small_for_a_number():
    graph = graph_of([(a, b, -1000) for a, b, _ in TRIANGLE])
    assert walk_balance(graph).value == 0
    assert local_walk_balance(graph).values.tolist() == [[0.0]] * 3
