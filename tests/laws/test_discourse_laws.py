"""Laws of discourse networks and of signed graphs."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.errors import InvalidValueError
from mxus.measures import (
    SignedGraph,
    conflict_network,
    congruence_network,
    controversy,
    polarisation,
    subtract_network,
)

STATEMENTS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz"), st.sampled_from([-2, -1, 0, 1, 2])),
    min_size=1,
    max_size=25,
)
NORMS = st.sampled_from(["none", "average", "jaccard", "cosine"])


def columns(statements):
    return ([row[place] for row in statements] for place in range(3))


@given(STATEMENTS, NORMS)
def test_subtract_is_congruence_less_conflict(statements, norm):
    networks = [
        make(*columns(statements), norm=norm).weights
        for make in (subtract_network, congruence_network, conflict_network)
    ]
    subtract, congruence, conflict = networks
    assert (subtract.mask == congruence.mask).all()
    assert subtract.filled(0) == pytest.approx((congruence - conflict).filled(0))


@given(STATEMENTS, NORMS)
def test_networks_are_symmetric_and_congruence_is_bounded_where_normalised(statements, norm):
    for make in (subtract_network, congruence_network, conflict_network):
        weights = make(*columns(statements), norm=norm).weights
        assert weights.filled(0) == pytest.approx(weights.filled(0).T)
    congruence = congruence_network(*columns(statements), norm=norm).weights
    if norm in {"jaccard", "cosine"}:
        assert ((congruence.compressed() >= 0) & (congruence.compressed() <= 1 + 1e-12)).all()


@given(STATEMENTS)
def test_congruence_counts_shared_statements(statements):
    """Against sets: the sides of concepts that both actors take."""
    sets = {}
    for actor, concept, stance in statements:
        sets.setdefault(actor, set())
        if stance:
            sets[actor].add((concept, stance > 0))
    network = congruence_network(*columns(statements))
    jaccard = congruence_network(*columns(statements), norm="jaccard").weights
    for (i, a), (j, b) in itertools.combinations(enumerate(network.actors), 2):
        assert network.weights[i, j] == len(sets[a] & sets[b])
        union = sets[a] | sets[b]
        if union:
            assert jaccard[i, j] == pytest.approx(len(sets[a] & sets[b]) / len(union))
        else:
            assert jaccard.mask[i, j]


@given(STATEMENTS)
def test_opposing_all_turns_nothing(statements):
    """Who agrees with whom does not depend on which side is called support."""
    turned = [(actor, concept, -stance) for actor, concept, stance in statements]
    first, second = (subtract_network(*columns(each)).weights for each in (statements, turned))
    assert first.tolist() == second.tolist()


@given(STATEMENTS)
def test_the_signed_graph_has_the_signs_of_the_subtract_network(statements):
    network = subtract_network(*columns(statements))
    graph = network.to_signed_graph()
    for (i, a), (j, b) in itertools.combinations(enumerate(network.actors), 2):
        assert graph.sign_between(a, b) == np.sign(network.weights[i, j])


@given(STATEMENTS)
def test_polarisation_is_the_best_of_all_splits_by_networkx(statements):
    network = congruence_network(*columns(statements))
    found = polarisation(network)
    weights = network.weights.filled(0)
    assume(weights.any())
    graph = nx.from_numpy_array(weights)
    nodes = list(graph)
    best = max(
        nx.community.modularity(graph, [part for part in (set(side), set(nodes) - set(side)) if part])
        for size in range(len(nodes) // 2 + 1)
        for side in itertools.combinations(nodes, size)
    )
    assert found.exact
    assert found.value == pytest.approx(best, abs=1e-9)
    named = [{network.actors.index(actor) for actor in camp} for camp in found.camps if camp]
    assert nx.community.modularity(graph, named) == pytest.approx(best, abs=1e-9)


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=12))
def test_controversy_does_not_know_which_side_is_which(stances):
    found = controversy(stances)
    assert found.value == controversy([-stance for stance in stances]).value
    if found.is_defined:
        assert 0 <= found.value <= 1


TIES = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.sampled_from([-2.0, -1.0, 1.0, 3.0])), max_size=12
)


@given(TIES, st.randoms(use_true_random=False))
def test_a_signed_graph_does_not_know_the_order_of_its_ties(ties, chance):
    distinct = {frozenset(tie[:2]): tie for tie in ties if tie[0] != tie[1]}
    rows = list(distinct.values())
    turned = [(b, a, w) if chance.random() < 0.5 else (a, b, w) for a, b, w in chance.sample(rows, len(rows))]
    first, second = (
        SignedGraph.from_edges(*(columns(each) if each else ([], [], [])), nodes=list("abcde"))
        for each in (rows, turned)
    )
    assert list(first.edges.data()) == list(second.edges.data())
    assert (first.to_matrix() == SignedGraph.from_matrix(first.to_matrix(), nodes=list("abcde")).to_matrix()).all()


@given(TIES)
def test_repeated_ties_are_refused_or_resolved_by_the_rule_named(ties):
    rows = [tie for tie in ties if tie[0] != tie[1]]
    assume(len({frozenset(tie[:2]) for tie in rows}) < len(rows))
    with pytest.raises(InvalidValueError, match="tied more than once"):
        SignedGraph.from_edges(*columns(rows))
    groups = {}
    for a, b, weight in rows:
        groups.setdefault(frozenset((a, b)), []).append(weight)
    summed = SignedGraph.from_edges(*columns(rows), duplicates="sum")
    assert {frozenset(tie[:2]): tie[2] for tie in summed.edges.data("weight")} == {
        k: sum(v) for k, v in groups.items() if sum(v)
    }
    kept = SignedGraph.from_edges(*columns(rows), duplicates="ambivalent-dropped")
    alike = {k: sum(v) for k, v in groups.items() if len({w > 0 for w in v}) == 1}
    assert {frozenset(tie[:2]): tie[2] for tie in kept.edges.data("weight")} == alike
