"""Laws of divisions into several camps, against every division by brute force."""

import itertools
import math

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mxus.errors import InvalidValueError
from mxus.measures import SignedDiGraph, SignedGraph, frustrated_ties, frustration, signed_blockmodel

WEIGHTS = st.one_of(st.sampled_from([-1.0, 1.0]), st.sampled_from([-2.5, -1.0, 0.5, 3.0]))


@st.composite
def graphs(draw, kind=SignedGraph, most=7):
    """Signed graphs or digraphs of any density, hostile ones included."""
    n = draw(st.integers(1, most))
    pairs = list((itertools.combinations if kind is SignedGraph else itertools.permutations)(range(n), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    if draw(st.booleans()):
        chosen = pairs
    names = [f"n{place}" for place in range(n)]
    weights = [draw(WEIGHTS) for _ in chosen]
    return kind.from_arrays(names, [a for a, _ in chosen], [b for _, b in chosen], weights)


def least(graph, most):
    """Weight of ties against the best of every division into so many camps."""
    found = math.inf
    for camps in itertools.product(range(most), repeat=graph.n_nodes - 1):
        camp = np.array((0, *camps))
        against = (camp[graph.source] == camp[graph.target]) == (graph.weight < 0)
        found = min(found, float(np.abs(graph.weight[against]).sum()))
    return found


@given(graphs(most=5), st.sampled_from([1, 2, 3]), st.sampled_from([1e-300, 1.8e8, 3e17, 1e19, 1e100, 1e306]))
def test_the_index_is_proven_in_any_unit_of_the_weights(graph, most, unit):
    found = signed_blockmodel(attrs.evolve(graph, weight=graph.weight * unit), camps=most)
    assert found.exact
    assert found.upper / unit == pytest.approx(least(graph, most))


@given(graphs(most=6), st.sampled_from([1, 2, 3, 4]))
def test_the_index_is_the_least_of_every_division_and_is_proven(graph, most):
    found = signed_blockmodel(graph, camps=most)
    assert found.exact
    assert found.upper == pytest.approx(least(graph, most))
    assert len(found.camps) <= most
    assert sorted(itertools.chain(*found.camps)) == sorted(graph.nodes)
    assert frustrated_ties(graph, found.camps) == found.frustrated
    assert math.fsum(abs(weight) for *_, weight in found.frustrated) == pytest.approx(found.upper)


@pytest.mark.parametrize(("nodes", "seed"), [(6, 1), (7, 3), (7, 10), (7, 20)])
def test_what_packing_leaves_open_is_closed_by_branching(nodes, seed):
    signs = np.triu(np.random.default_rng(seed).choice([-1, 1], (nodes, nodes)), 1)
    graph = SignedGraph.from_matrix(signs + signs.T)
    found = signed_blockmodel(graph, camps=3)
    assert found.exact
    assert found.upper == least(graph, 3)
    assert "branch and bound" in found.method


@given(graphs(most=6))
def test_any_number_of_camps_is_as_many_as_nodes(graph):
    found = signed_blockmodel(graph)
    assert found.exact
    assert found.upper == pytest.approx(least(graph, graph.n_nodes))


@given(graphs(SignedDiGraph, most=5), st.sampled_from([2, 3, None]))
def test_arcs_are_counted_each(graph, most):
    found = signed_blockmodel(graph, camps=most)
    assert found.exact
    assert found.upper == pytest.approx(least(graph, most or graph.n_nodes))


@given(graphs(most=9))
def test_more_camps_never_have_more_against_them_and_two_are_balance(graph):
    found = [signed_blockmodel(graph, camps=most).upper for most in (1, 2, 3, 4)] + [signed_blockmodel(graph).upper]
    assert found == sorted(found, reverse=True)
    assert found[1] == frustration(graph).upper


@given(graphs(most=9), st.randoms(use_true_random=False))
def test_names_do_not_matter(graph, chance):
    order = chance.sample(range(graph.n_nodes), graph.n_nodes)
    other = SignedGraph.from_arrays(
        graph.nodes, [order[a] for a in graph.source], [order[b] for b in graph.target], graph.weight
    )
    for most in (3, None):
        assert signed_blockmodel(other, camps=most).upper == pytest.approx(signed_blockmodel(graph, camps=most).upper)


def test_out_of_time_there_is_a_bracket_that_holds():
    chance = np.random.default_rng(3)
    pairs = np.array([pair for pair in itertools.combinations(range(60), 2) if chance.random() < 0.4])
    graph = SignedGraph.from_arrays(
        list(map(str, range(60))), pairs[:, 0], pairs[:, 1], np.where(chance.random(len(pairs)) < 0.5, -1, 1)
    )
    for most in (3, None):
        found = signed_blockmodel(graph, camps=most, time_limit=0.5)
        assert not found.exact
        assert not found.is_defined
        assert 0 < found.lower < found.upper
        assert len(found.frustrated) == found.upper
        none = signed_blockmodel(graph, camps=most, time_limit=0)
        assert none.lower <= found.upper
        assert none.upper >= found.lower


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"camps": 0}, "found camps 0; expected a whole number from 1"),
        ({"camps": 2.5}, "camps 2.5"),
        ({"camps": 3, "time_limit": -1}, "time_limit -1"),
        ({"time_limit": float("nan")}, "time_limit nan"),
        ({"seed": -1}, "seed -1"),
    ],
)
def test_what_is_no_number_of_camps_is_refused(options, words):
    with pytest.raises(InvalidValueError, match=words):
        signed_blockmodel(SignedGraph.from_edges(["a"], ["b"], [1]), **options)
