"""Laws of the searches for camps, and of the packing of short cycles that they allow."""

import itertools
import math
import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mxus.measures.balance.camp_search import frustrated_by
from mxus.measures.balance.short_cycles import short_cycles
from mxus.measures.balance.tabu_search import tabu_searched
from mxus.testing import signed_graphs


def cost(graph, sides):
    return float(np.abs(graph.weight)[frustrated_by(sides, graph.source, graph.target, graph.weight)].sum())


@given(signed_graphs(max_nodes=8), st.integers(0, 1000))
def test_many_searches_that_may_not_go_back_find_the_best_camps_of_small_graphs(graph, seed):
    found = tabu_searched(graph.to_scipy(), seed=seed, until=math.inf)
    sides = (np.array(each) for each in itertools.product([-1, 1], repeat=graph.n_nodes))
    least = min(cost(graph, each) for each in sides)
    assert cost(graph, found) <= least + 1e-9 * np.abs(graph.weight).sum()
    assert (found == tabu_searched(graph.to_scipy(), seed=seed, until=math.inf)).all()


@given(signed_graphs(max_nodes=15), st.data())
def test_short_cycles_are_negative_and_use_no_tie_beyond_its_weight(graph, data):
    sides = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=graph.n_nodes, max_size=graph.n_nodes)))
    frustrated = frustrated_by(sides, graph.source, graph.target, graph.weight)
    left = np.abs(graph.weight)
    for ties in short_cycles(graph, frustrated, left, until=math.inf):
        degree = np.bincount(np.concatenate([graph.source[ties], graph.target[ties]]), minlength=graph.n_nodes)
        assert len(set(ties)) == len(ties)
        assert set(degree.tolist()) <= {0, 2}
        assert (graph.weight[ties] < 0).sum() % 2 == 1
        assert frustrated[ties].sum() == 1
        assert left[ties].min() > 0
        left[ties] -= left[ties].min()
    assert short_cycles(graph, frustrated, np.abs(graph.weight), until=time.monotonic() - 1) == []
