"""Limits of time are kept, and what comes back then says as much as there was time for."""

import math
import sys
import time

import attrs
import numpy as np
import pytest
from max_cut import cooled, grown, instance

from mxus.measures import SignedGraph, algebraic_conflict, frustration, signed_blockmodel
from mxus.measures.balance.camp_search import frustrated_by
from mxus.measures.balance.cycle_relaxation import CycleProgram, cycles_in_cover, triangles_with
from mxus.measures.balance.in_time import ended_by
from mxus.measures.balance.spectral_bound import spectral_bound
from mxus.measures.balance.tabu_search import tabu_searched


def random_signs(nodes, ties, seed=1):
    """A graph of so many nodes and ties by chance, half of them negative."""
    chance = np.random.default_rng(seed)
    key = np.unique(chance.integers(0, nodes, 3 * ties) * nodes + chance.integers(0, nodes, 3 * ties))
    low, high = np.divmod(key, nodes)
    pairs = chance.permutation(np.stack([low, high], axis=1)[low < high])[:ties]
    names = [str(node) for node in range(nodes)]
    return SignedGraph.from_arrays(names, pairs[:, 0], pairs[:, 1], chance.choice([-1.0, 1.0], len(pairs)))


GRAPHS = {
    "2,000 nodes, 20,000 ties": lambda: random_signs(2_000, 20_000),
    "all pairs of 300 nodes": lambda: instance("pm1d", 300, 0),
    "20,000 nodes, 200,000 ties": lambda: random_signs(20_000, 200_000),
    "two camps of 10,000 nodes": lambda: grown(10_000, 0.05),
}

CALLS = {
    "frustration": frustration,
    "signed_blockmodel": signed_blockmodel,
    "signed_blockmodel of three camps": lambda graph, time_limit: signed_blockmodel(
        graph, camps=3, time_limit=time_limit
    ),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", GRAPHS)
def test_a_limit_of_time_is_kept_on_every_graph(name, call):
    graph = GRAPHS[name]()
    begun = time.monotonic()
    found = CALLS[call](graph, time_limit=0.5)
    seconds = time.monotonic() - begun
    assert 0 <= found.lower <= found.upper
    # A second and a tenth more are promised, of a machine that does nothing else.
    assert seconds < 10 * (1.1 * 0.5 + 1)


def test_a_call_that_has_not_ended_in_time_is_asked_to_stop_and_left():
    told = []
    begun = time.monotonic()
    assert ended_by(lambda: time.sleep(3) or 1, until=begun + 0.1, stop=lambda: told.append("stop")) is None
    assert time.monotonic() - begun < 2.5
    assert told == ["stop"]
    assert ended_by(lambda: "done", until=begun, stop=lambda: told.append("again")) == "done"
    assert told == ["stop"]


def test_what_goes_wrong_in_a_call_is_raised():
    with pytest.raises(ZeroDivisionError):
        ended_by(lambda: 1 / 0, until=math.inf, stop=lambda: None)


def test_an_eigenvalue_without_time_for_it_proves_nothing_and_is_right():
    graph = random_signs(50, 200)
    found = spectral_bound(graph, until=time.monotonic())
    assert found.value == 0
    # Its certificate is one: no eigenvalue of the rest is above 0.
    rest = graph.to_matrix() - np.diag(found.diagonal)
    assert np.linalg.eigvalsh(rest)[-1] < 1e-9
    assert np.abs(graph.weight).sum() == found.diagonal.sum() / 2


def test_branch_and_bound_begins_with_the_best_camps():
    graph = random_signs(80, 316)
    sides = tabu_searched(graph.to_scipy(), seed=0, until=math.inf)
    frustrated = frustrated_by(sides, graph.source, graph.target, graph.weight)
    program = CycleProgram(np.abs(graph.weight))
    program.add(triangles_with(graph, (1, 3)))
    for _ in range(3):
        x, _ = program.solve(60)
        program.add(cycles_in_cover(graph, x, most=100))
    program.solve(60)
    program.start_from(frustrated.astype(float))
    # Without time for any search it has an answer, none worse than the start, that does not come of the fractions.
    solved = program.solve_whole(0.01)
    assert solved is not None
    x, bound = solved
    assert x.sum() <= frustrated.sum()
    assert (x == np.round(x)).all()
    assert bound <= x.sum()


def test_camps_of_a_blockmodel_are_a_start_that_the_solver_takes(monkeypatch):
    module = sys.modules["mxus.measures.balance.cycle_relaxation"]
    starts = []

    def started(program, solution):
        starts.append(solution)
        program._start = solution

    monkeypatch.setattr(module.CycleProgram, "start_from", started)
    mixed = random_signs(9, 30)
    # Foes only: no cycle has one negative tie, and that three camps do not do is for branch and bound to find.
    graph = attrs.evolve(mixed, weight=-np.abs(mixed.weight))
    found = signed_blockmodel(graph, camps=3)
    assert found.exact
    (start,) = starts
    camps = start[graph.n_ties :].reshape(graph.n_nodes, 3)
    assert (camps.sum(axis=1) == 1).all()
    # The node with the most ties is in the first camp, the next in the first or second.
    order = np.argsort(-np.bincount(np.concatenate([graph.source, graph.target])), kind="stable")
    assert camps[order[0], 0] == 1
    assert camps[order[1], 2] == 0
    camp = camps.argmax(axis=1)
    against = (camp[graph.source] == camp[graph.target]) == (graph.weight < 0)
    assert (against == start[: graph.n_ties]).all()


def test_small_dense_graphs_have_the_best_camps_and_a_bound_by_an_eigenvalue():
    graph = instance("g05", 40, 0)
    # It returns as soon as the gap is that small.
    found = frustration(graph, gap_limit=0.03, time_limit=60)
    assert found.spectral is not None
    assert found.upper - found.lower <= 0.03 * found.upper
    assert found.upper <= cooled(graph, seed=1)


def test_small_sparse_graphs_are_proven_and_have_the_best_camps():
    graph = instance("pm1s", 60, 0)
    found = frustration(graph)
    assert found.exact
    assert found.upper == cooled(graph, seed=1)


def test_a_planted_graph_is_bracketed_from_the_start():
    """By short cycles that share no tie: a bound within a twentieth, before any program is solved."""
    graph = grown(5_000, 0.05)
    rounds = []
    frustration(graph, gap_limit=0.0, time_limit=60, progress=lambda lower, upper: rounds.append((lower, upper)))
    lower, upper = rounds[0] if rounds else (1, 1)
    assert upper - lower <= 0.05 * upper


def beside_a_pair(n, seed):
    """Return a complete graph of random signs, with a balanced pair beside it."""
    chance = np.random.default_rng(seed)
    first, second = np.triu_indices(n, 1)
    names = [f"n{number}" for number in range(n + 2)]
    return SignedGraph.from_edges(
        [*(names[place] for place in first), names[n]],
        [*(names[place] for place in second), names[n + 1]],
        [*chance.choice([-1, 1], first.size).tolist(), -1],
    )


@pytest.mark.parametrize("n", [3, 8, 60, 300])
def test_algebraic_conflict_out_of_time_is_within_bounds_that_hold(n):
    graph = beside_a_pair(n, seed=1)
    known, late = algebraic_conflict(graph), algebraic_conflict(graph, time_limit=0)
    for one, other in ((known, late), (known.largest, late.largest)):
        assert other.interval.lower <= one.value <= other.interval.upper
    # The least of all parts is that of the balanced one, whatever the others'.
    assert (late.value, late.exact) == (0.0, True)
    assert not late.largest.is_defined
    assert not late.largest.exact
    assert [value for _, value in late.parts][1:] == [0.0]
    assert "within bounds when time was out" in str(late.parts[0][1])
    assert algebraic_conflict(graph, time_limit=1e6).largest == known.largest
