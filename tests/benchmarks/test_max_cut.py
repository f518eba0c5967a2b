"""27 classical max-cut instances, and large planted graphs: camps and brackets beside those of either method alone."""

import math
import time

import numpy as np
import pytest
from max_cut import INSTANCES, cooled, grown, instance

from mxus.measures import frustration
from mxus.measures.balance.spectral_bound import spectral_bound

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("recipe", "nodes", "seed"), INSTANCES)
def test_camps_are_the_best_known_and_the_bracket_is_no_wider_than_that_of_either_method(recipe, nodes, seed):
    graph = instance(recipe, nodes, seed)
    begun = time.monotonic()
    found = frustration(graph, time_limit=30)
    seconds = time.monotonic() - begun
    least = min(cooled(graph, seed) for seed in (1, 2))
    bound = math.ceil(spectral_bound(graph, until=math.inf).value - 1e-3)
    print(f"\n{recipe}_{nodes}.{seed}: [{found.lower:.0f}, {found.upper:.0f}] in {seconds:.0f} s, {bound}, {least}")
    assert found.upper <= least
    assert found.exact or found.lower >= bound


def test_a_planted_graph_of_a_hundred_thousand_ties_is_bracketed_in_twenty_seconds():
    """34,500 nodes that grew by three ties each, five percent of them turned."""
    graph = grown(34_500, 0.05)
    begun = time.monotonic()
    found = frustration(graph, time_limit=20)
    seconds = time.monotonic() - begun
    gap = (found.upper - found.lower) / found.upper
    print(f"\nplanted, {graph.n_ties:,} ties: [{found.lower:.0f}, {found.upper:.0f}], {gap:.1%} open, {seconds:.0f} s")
    assert np.isfinite(gap)
    assert gap <= 0.05
