"""Laws of structural balance, against every pair of camps by brute force."""

import itertools
import math
import sys
from unittest.mock import patch

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.linalg import expm

from mxus.measures import (
    SignedGraph,
    algebraic_conflict,
    balanced_partition,
    cohesiveness,
    divisiveness,
    frustrated_ties,
    frustration,
    local_triangle_balance,
    local_walk_balance,
    triangle_balance,
    walk_balance,
)
from mxus.testing import signed_graphs

WEIGHTS = st.one_of(st.sampled_from([-1.0, 1.0]), st.sampled_from([-2.5, -1.0, 0.5, 3.0]))


def graphs(weights=WEIGHTS, most=8):
    """Signed graphs with isolated nodes, parts, and any density."""
    return signed_graphs(max_nodes=most, weights=weights)


def cost(graph, sides):
    return math.fsum(
        abs(w) for a, b, w in zip(graph.source, graph.target, graph.weight, strict=True) if sides[a] * sides[b] * w < 0
    )


def least(graph):
    """Frustration by every pair of camps, the first node in the first."""
    camp = np.arange(2 ** (graph.n_nodes - 1))[:, None] >> np.arange(graph.n_nodes) & 1
    apart = camp[:, graph.source] != camp[:, graph.target]
    return float(((apart != (graph.weight < 0)) @ np.abs(graph.weight)).min())


@given(graphs(most=14))
def test_frustration_is_the_least_of_all_camps_and_is_proven(graph):
    found = frustration(graph)
    assert found.exact
    assert found.upper == pytest.approx(least(graph))
    assert found.lower == pytest.approx(found.upper)
    if graph.n_ties:
        assert found.score.value == pytest.approx(1 - 2 * found.upper / np.abs(graph.weight).sum())
        assert 0 <= found.score.value <= 1
    else:
        assert not found.score.is_defined


UNITS = st.sampled_from([1e-300, 1e-9, 1e7, 1.8e8, 3e17, 1e18, 1e19, 1e100, 1e306])


@given(graphs(), UNITS)
def test_frustration_is_proven_in_any_unit_of_the_weights(graph, unit):
    found = frustration(attrs.evolve(graph, weight=graph.weight * unit))
    assert found.exact
    assert found.upper / unit == pytest.approx(least(graph))
    assert math.fsum(weight for _, weight in found.packing) <= found.upper * (1 + 1e-9)
    if graph.n_ties:
        assert found.score.value == pytest.approx(1 - 2 * least(graph) / np.abs(graph.weight).sum())


@given(graphs())
def test_camps_and_frustrated_ties_attain_the_upper_end(graph):
    found = frustration(graph)
    assert sorted(found.camps[0] + found.camps[1]) == sorted(graph.nodes)
    sides = [1 if name in found.camps[0] else -1 for name in graph.nodes]
    assert cost(graph, sides) == pytest.approx(found.upper)
    assert math.fsum(abs(weight) for *_, weight in found.frustrated) == pytest.approx(found.upper)


@given(graphs())
def test_the_packing_proves_its_total(graph):
    """Checked from scratch: each is a negative closed walk, and no tie is in cycles of more weight than its own."""
    found = frustration(graph)
    used = np.zeros(graph.n_ties)
    for ties, weight in found.packing:
        assert weight > 0
        assert np.prod(graph.sign[list(ties)]) == -1
        ends = np.concatenate([graph.source[list(ties)], graph.target[list(ties)]])
        assert (np.bincount(ends) % 2 == 0).all()
        used[list(ties)] += weight
    assert (used <= np.abs(graph.weight) * (1 + 1e-9)).all()
    total = math.fsum(weight for _, weight in found.packing)
    assert total <= found.upper + 1e-9
    if not found.branched and (graph.weight == np.round(graph.weight)).all():
        assert math.ceil(total - 1e-5) == found.lower


@given(graphs(), st.lists(st.booleans(), min_size=8, max_size=8), st.randoms(use_true_random=False))
def test_neither_names_nor_switching_change_balance(graph, flips, chance):
    sides = np.array([-1 if flip else 1 for flip in flips])
    order = chance.sample(range(graph.n_nodes), graph.n_nodes)
    moved = SignedGraph.from_arrays(
        graph.nodes,
        [order[a] for a in graph.source],
        [order[b] for b in graph.target],
        graph.weight * sides[graph.source] * sides[graph.target],
    )
    assert frustration(moved).upper == pytest.approx(frustration(graph).upper)
    for measure in (
        walk_balance,
        triangle_balance,
        lambda each: algebraic_conflict(each).largest,
    ):
        first, second = measure(graph), measure(moved)
        assert first.is_defined == second.is_defined
        if first.is_defined:
            assert first.value == pytest.approx(second.value, abs=1e-9)


@given(graphs())
def test_all_measures_agree_on_what_is_balanced(graph):
    assume(graph.n_ties)
    balanced = least(graph) == 0
    assert (frustration(graph).upper == 0) == balanced
    assert (algebraic_conflict(graph).largest.value < 1e-9) == balanced
    assert (walk_balance(graph).value > 1 - 1e-9) == balanced
    if balanced and triangle_balance(graph).is_defined:
        assert triangle_balance(graph).value == 1


@given(graphs(), graphs())
def test_frustration_adds_over_parts(first, second):
    n = first.n_nodes
    both = SignedGraph.from_arrays(
        [f"m{place}" for place in range(n + second.n_nodes)],
        np.concatenate([first.source, second.source + n]),
        np.concatenate([first.target, second.target + n]),
        np.concatenate([first.weight, second.weight]),
    )
    assert frustration(both).upper == pytest.approx(frustration(first).upper + frustration(second).upper)
    values = [algebraic_conflict(each).largest for each in (first, second)]
    known = [each.value for each in values if each.is_defined]
    if known:
        assert algebraic_conflict(both).largest.value == pytest.approx(max(known), abs=1e-9)


@given(graphs(), st.sampled_from([1.0, 0.3]))
def test_walk_balance_of_nodes_is_that_of_the_exponential_of_the_matrix(graph, beta):
    found = local_walk_balance(graph, beta=beta)
    signed, unsigned = (np.diag(expm(beta * each)) for each in (graph.to_matrix(), np.abs(graph.to_matrix())))
    assert found.value[:, 0].filled(0) == pytest.approx(signed / unsigned)
    assert found.value.max() <= 1
    if graph.n_ties:
        assert walk_balance(graph, beta=beta).value == pytest.approx(signed.sum() / unsigned.sum())


@given(graphs())
def test_triangles_are_those_of_every_three_nodes(graph):
    sign = np.sign(graph.to_matrix())
    counts = [0, 0, 0, 0]
    for a, b, c in itertools.combinations(range(graph.n_nodes), 3):
        ties = [sign[a, b], sign[a, c], sign[b, c]]
        if all(ties):
            counts[sum(tie < 0 for tie in ties)] += 1
    found = triangle_balance(graph)
    assert list(found.by_negative_ties) == counts
    assert found.n == sum(counts)


@given(graphs(), st.sampled_from(["strong", "weak"]))
def test_triangles_of_nodes_and_ties_are_counted_one_by_one(graph, convention):
    sign = np.sign(graph.to_matrix())
    at_nodes, at_ties = np.zeros((graph.n_nodes, 4), dtype=int), dict.fromkeys(list(graph.edges), ())
    for three in itertools.combinations(range(graph.n_nodes), 3):
        pairs = list(itertools.combinations(three, 2))
        if all(sign[pair] for pair in pairs):
            kind = sum(sign[pair] < 0 for pair in pairs)
            at_nodes[list(three), kind] += 1
            for a, b in pairs:
                at_ties[graph.nodes[a], graph.nodes[b]] += (kind,)
    by_node = local_triangle_balance(graph, convention=convention)
    by_tie = local_triangle_balance(graph, per="tie", convention=convention)
    assert by_node.by_negative_ties.tolist() == at_nodes.tolist()
    balanced = {0, 2, 3} if convention == "weak" else {0, 2}
    shares = [sum(kind in balanced for kind in kinds) / len(kinds) if kinds else None for kinds in at_ties.values()]
    assert by_tie.units == tuple(at_ties)
    assert by_tie.value.tolist() == pytest.approx(shares)


@given(graphs(), st.sampled_from([0.01, 0.5, 2.0]), st.integers(0, 5), st.integers(1, 4))
def test_brackets_of_the_walk_balance_hold_it_however_often_an_eigenvalue_is_repeated(graph, beta, seed, copies):
    """Copies side by side, or in one part that hardly any weight holds together: each eigenvalue several times."""
    n = graph.n_nodes
    assume(n and graph.n_ties)
    names = [f"{copy} {name}" for copy in range(copies) for name in graph.nodes]
    ends = [np.concatenate([end + n * copy for copy in range(copies)]) for end in (graph.source, graph.target)]
    weights = np.tile(graph.weight, copies)
    alone = SignedGraph.from_arrays(names, *ends, weights)
    chain = np.arange(copies - 1) * n
    joined = SignedGraph.from_arrays(
        names,
        np.concatenate([ends[0], chain]),
        np.concatenate([ends[1], chain + n]),
        np.concatenate([weights, np.full(chain.size, 1e-9)]),
    )
    module = sys.modules[walk_balance.__module__]
    assert walk_balance(alone, beta=beta).value == pytest.approx(walk_balance(graph, beta=beta).value)
    for each in (alone, joined):
        exact = walk_balance(each, beta=beta)
        assert exact.exact
        with patch.object(module, "_SMALL", 0), patch.object(module, "_MEDIUM", 0):
            for limit in (None, 0):
                found = walk_balance(each, beta=beta, seed=seed, time_limit=limit)
                assert found.interval.lower * (1 - 1e-9) <= exact.value <= found.interval.upper * (1 + 1e-9)
                assert found.is_defined or "time was out" in found.value.reason


@given(graphs())
def test_only_a_balanced_graph_has_camps_without_a_frustrated_tie(graph):
    camps, found = balanced_partition(graph), frustration(graph)
    assert (camps is not None) == (found.upper == 0)
    if camps is not None:
        assert frustrated_ties(graph, camps) == ()
    assert frustrated_ties(graph, found.camps) == found.frustrated


@given(graphs(), st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_cohesiveness_and_divisiveness_count_what_a_division_does_not_frustrate(graph, numbers):
    camps = [[name for name, number in zip(graph.nodes, numbers, strict=False) if number == camp] for camp in range(3)]
    within, between = cohesiveness(graph, camps), divisiveness(graph, camps)
    assert within.n + between.n == graph.n_ties
    kept = sum(each.n * each.value for each in (within, between) if each.is_defined)
    assert kept == pytest.approx(graph.n_ties - len(frustrated_ties(graph, camps)))
