"""Laws of the inequalities that bound frustration from below: each is of a negative cycle, or no bound would hold."""

from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mxus.measures.balance.cycle_relaxation import cycles_in_cover, cycles_through, triangles_with
from mxus.testing import signed_graphs

PARTS = st.sampled_from([0.0, 0.1, 0.25, 0.4])
"""How much of a tie is frustrated in a solution; no sum of these is near 1 but 1 itself, which violates nothing."""


@st.composite
def solutions(draw, most):
    """A signed graph with a part for each tie."""
    graph = draw(signed_graphs(max_nodes=most))
    return graph, np.array(draw(st.lists(PARTS, min_size=graph.n_ties, max_size=graph.n_ties)))


@st.composite
def frustrated_ties(draw, graph):
    """Whether each tie of a graph is frustrated by two camps."""
    sides = np.array(draw(st.lists(st.sampled_from([-1, 1]), min_size=graph.n_nodes, max_size=graph.n_nodes)))
    return sides[graph.source] * sides[graph.target] * graph.weight < 0


def is_negative_cycle(graph, ties):
    """Whether ties, each once, are as many at each node as an even number, and an odd number of them negative."""
    degree = np.bincount(np.concatenate([graph.source[ties], graph.target[ties]]), minlength=graph.n_nodes)
    return len(set(ties)) == len(ties) and not (degree % 2).any() and (graph.weight[ties] < 0).sum() % 2 == 1


def least_of_all(graph, x, counts=lambda _: True):
    """The smallest sum of parts over all negative cycles and unions of cycles that count, by every choice of ties."""
    choices = (np.flatnonzero(chosen).tolist() for chosen in product([False, True], repeat=graph.n_ties))
    return min((x[ties].sum() for ties in choices if is_negative_cycle(graph, ties) and counts(ties)), default=np.inf)


@given(solutions(most=5))
def test_a_search_of_all_cycles_finds_a_violated_one_where_there_is_one(drawn):
    graph, x = drawn
    found = cycles_in_cover(graph, x, most=1000)
    assert bool(found) == (least_of_all(graph, x) < 1 - 1e-3)


@given(solutions(most=12))
def test_what_is_found_are_violated_negative_cycles(drawn):
    graph, x = drawn
    for ties in cycles_in_cover(graph, x, most=1000):
        assert is_negative_cycle(graph, ties)
        assert x[ties].sum() < 1


@given(solutions(most=12), st.data())
def test_a_tie_that_is_frustrated_closes_negative_cycles(drawn, data):
    graph, x = drawn
    frustrated = data.draw(frustrated_ties(graph))
    for ties in cycles_through(graph, frustrated, x, hop=0.0):
        assert is_negative_cycle(graph, ties)
        assert frustrated[ties].sum() == 1
        assert x[ties].sum() < 1


@given(solutions(most=5), st.data())
def test_without_a_price_of_hops_one_is_found_where_there_is_one(drawn, data):
    graph, x = drawn
    frustrated = data.draw(frustrated_ties(graph))
    least = least_of_all(graph, x, lambda ties: frustrated[ties].sum() == 1)
    assert bool(cycles_through(graph, frustrated, x, hop=0.0)) == (least < 1 - 1e-3)


@given(signed_graphs(max_nodes=9), st.sets(st.integers(0, 3)))
def test_triangles_are_all_those_with_such_numbers_of_negative_ties(graph, numbers):
    tie = {frozenset(ends): number for number, ends in enumerate(zip(graph.source, graph.target, strict=True))}
    wanted = [
        [tie[frozenset(pair)] for pair in combinations(nodes, 2)]
        for nodes in combinations(range(graph.n_nodes), 3)
        if all(frozenset(pair) in tie for pair in combinations(nodes, 2))
    ]
    expected = [sorted(ties) for ties in wanted if (graph.weight[ties] < 0).sum() in numbers]
    assert sorted(map(sorted, triangles_with(graph, numbers))) == sorted(expected)
