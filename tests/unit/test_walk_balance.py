"""Walk balance where weights are large or unlike, or eigenvalues repeated: right, or said to be unknown."""

import itertools
import math
import time
from fractions import Fraction

import numpy as np
import pytest

from mxus.measures import (
    SignedGraph,
    algebraic_conflict,
    local_walk_balance,
    signed_eigenvector_centrality,
    walk_balance,
)

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
    assert found.value[:, 0].tolist() == [1.0, 1.0, 1.0]


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
    assert found.value[:, 0].tolist() == [1.0, 1.0, None, None, None]
    assert "lost in rounding" in found.undefined


def test_a_heavy_core_can_leave_nothing_of_the_end_of_its_chain():
    chain = [(a, b, 1e-30) for a, b in itertools.pairwise(["c0", "p0", "p1", "p2", "p3", "p4", "x"])]
    found = local_walk_balance(graph_of([*clique(3, 1000), *chain, *TRIANGLE]))
    assert found.value[: found.rows.index("p4"), 0].count() > 0
    assert found.value[found.rows.index("x"), 0] is np.ma.masked


@pytest.mark.parametrize("weight", [1e12, 1e20, 1e308])
def test_the_walk_balance_of_weights_too_large_to_be_told_apart_is_undefined(weight):
    found = walk_balance(graph_of([(a, b, sign * weight) for a, b, sign in TRIANGLE]))
    assert "lost in rounding" in found.value.reason
    balanced = [("x", "y", weight), ("x", "z", -weight), ("y", "z", -weight)]
    assert walk_balance(graph_of(balanced)).value == 1


def test_walk_balance_is_0_where_it_is_too_small_for_a_number():
    graph = graph_of([(a, b, -1000) for a, b, _ in TRIANGLE])
    assert walk_balance(graph).value == 0
    assert local_walk_balance(graph).value.tolist() == [[0.0]] * 3


def copies_of_a_clique(size, count, weight):
    """So many cliques side by side; `weight` gives that of all ties of each."""
    pairs = np.array(list(itertools.combinations(range(size), 2)))
    ends = (np.arange(count)[:, None, None] * size + pairs).reshape(-1, 2)
    weights = np.repeat([float(weight(place)) for place in range(count)], len(pairs))
    return SignedGraph.from_arrays([str(place) for place in range(size * count)], ends[:, 0], ends[:, 1], weights)


def of_a_clique(size, sign):
    """The trace of the exponential of a clique of weight 1: an eigenvalue of size - 1, the others -1, or turned."""
    return math.exp(sign * (size - 1)) + (size - 1) * math.exp(-sign)


@pytest.mark.parametrize("count", [1400, 600])
def test_walk_balance_of_many_equal_cliques_is_that_of_their_formula(count):
    found = walk_balance(copies_of_a_clique(5, count, lambda place: -1 if place % 2 else 1))
    expected = (of_a_clique(5, 1) + of_a_clique(5, -1)) / 2 / of_a_clique(5, 1)
    assert expected == pytest.approx(0.597, abs=5e-4)
    assert (found.exact, found.method) == (True, "all eigenvalues")
    assert found.value == pytest.approx(expected)


def test_walk_balance_of_many_negative_triangles_is_that_of_one():
    found = walk_balance(copies_of_a_clique(3, 1500, lambda _: -1))
    assert found.value == pytest.approx(of_a_clique(3, -1) / of_a_clique(3, 1))
    assert found.value == pytest.approx(OF_A_TRIANGLE)


def test_the_eigenvector_of_many_equal_parts_is_undefined_and_that_of_a_heavier_one_is_its_own():
    equal = signed_eigenvector_centrality(copies_of_a_clique(5, 600, lambda _: 1))
    assert np.ma.getmaskarray(equal.value).all()
    one = signed_eigenvector_centrality(copies_of_a_clique(5, 600, lambda place: 2 if place == 7 else 1))
    assert one.value[:, 1].nonzero()[0].tolist() == [35, 36, 37, 38, 39]
    # Two cliques of one part whose eigenvalues differ by nothing that rounding leaves.
    ties = [*clique(1100), *((a.replace("c", "d"), b.replace("c", "d"), w) for a, b, w in clique(1100))]
    joined = signed_eigenvector_centrality(graph_of([*ties, ("c0", "d0", 1e-12)]))
    assert np.ma.getmaskarray(joined.value).all()


@pytest.mark.parametrize("limit", [0, 1])
def test_walk_balance_keeps_its_time_limit_and_says_what_it_knows(limit):
    chance = np.random.default_rng(1)
    ends = np.unique(np.sort(chance.integers(0, 10_000, (310_000, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    graph = SignedGraph.from_arrays(list(map(str, range(10_000))), *ends.T, chance.choice([-1.0, 1.0], len(ends)))
    start = time.perf_counter()
    found = walk_balance(graph, time_limit=limit)
    assert time.perf_counter() - start < 10 * (limit + 1)
    assert walk_balance(graph, seed=1).value in found.interval
    assert not found.exact
    assert found.is_defined or "time was out" in found.value.reason


def test_parts_that_there_is_time_for_are_computed_though_a_large_one_is_not():
    """A large part known only within bounds, beside heavy parts that outweigh it, hardly matters."""
    large = [(f"l{place}", f"l{place + 1}", 1) for place in range(6000)] + [("l0", "l2", -1)]
    heavy = [(f"{a} {copy}", f"{b} {copy}", 15 * sign) for copy in range(30) for a, b, sign in TRIANGLE]
    found = walk_balance(graph_of([*large, *heavy]), time_limit=0)
    apart = walk_balance(graph_of(heavy)).value
    assert not found.exact
    assert found.interval.width < 1e-5
    assert apart == pytest.approx(found.interval.lower, abs=1e-5)


@pytest.mark.parametrize("small", [1e-9, 1e-15])
def test_the_interval_of_an_algebraic_conflict_that_rounding_outweighs_holds_it(small):
    """A triangle with one foe whose tie is light: the conflict is about 4/3 of its weight."""
    whole = algebraic_conflict(graph_of([("x", "y", 1e6), ("x", "z", 1e6), ("y", "z", -small)]))
    assert 4 * small / 3 == pytest.approx(min(max(4 * small / 3, whole.interval.lower), whole.interval.upper))
    assert whole.interval.lower >= 0
    assert whole.value in whole.interval
    balanced = algebraic_conflict(graph_of([("x", "y", 1e6), ("x", "z", -1e-9)]))
    assert (balanced.value, str(balanced.interval)) == (0.0, "[0, 0]")
