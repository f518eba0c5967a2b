"""Discourse networks and signed graphs: worked cases and what is refused."""

import numpy as np
import pytest
import scipy.sparse

from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures import SignedGraph, conflict_network, congruence_network, controversy, polarisation, subtract_network

ACTORS, CONCEPTS, STANCES = ["MEX", "MEX", "USA", "USA"], ["embargo", "tariffs"] * 2, [-1, 0, 1, None]


def test_positions_that_take_no_side_are_counted_and_not_used():
    network = conflict_network(ACTORS, CONCEPTS, STANCES)
    assert network.n_missing == 2
    assert network.weights[0, 1] == 1
    assert network.concepts == ("embargo", "tariffs")
    assert "leifeld2017" in network.cite()


def test_statements_count_once_or_each_time():
    twice = ["a", "a", "b"], ["x"] * 3, [1, 1, 1]
    assert congruence_network(*twice).weights[0, 1] == 1
    assert congruence_network(*twice, statements="all").weights[0, 1] == 2
    with pytest.raises(InvalidValueError, match="compares sets"):
        congruence_network(*twice, norm="jaccard", statements="all")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ((["a"], ["x", "y"], [1]), "found 1 actors, 2 concepts and 1 stances"),
        ((["a"], ["x"], ["+"]), r"stances\[0\] = '\+'; expected numbers"),
        ((["a"], ["x"], [[1]]), "found stances with 2 dimensions"),
        (([1, "1"], ["x", None], [1, 1]), r"found actors\[0\] = 1; expected strings"),
        ((["a", "b"], ["x", 2], [1, 1]), r"found concepts\[1\] = 2; expected strings"),
        ((["a"], ["x"], [float("inf")]), r"stances\[0\] = inf"),
    ],
)
def test_what_is_not_a_statement_is_refused(fields, words):
    with pytest.raises(InvalidValueError, match=words):
        subtract_network(*fields)


def test_jaccard_is_as_far_from_0_for_foes_as_for_friends():
    concepts = ["x", "y"] * 2
    for stances, weight in (([1, 1, 1, 1], 1), ([1, 1, -1, -1], -1)):
        assert subtract_network(["a", "a", "b", "b"], concepts, stances, norm="jaccard").weights[0, 1] == weight


def test_a_conflict_network_has_neither_signs_nor_camps():
    network = conflict_network(ACTORS, CONCEPTS, STANCES)
    with pytest.raises(InvalidValueError, match="expected a subtract network"):
        network.to_signed_graph()
    with pytest.raises(InvalidValueError, match="found a conflict network"):
        polarisation(network)


def test_nothing_said_is_undefined():
    network = congruence_network([], [], [])
    assert str(polarisation(network)) == "polarisation: undefined: there are no ties"
    assert controversy([0, None]).value.reason == "nobody takes a side"


@pytest.mark.parametrize("seed", [True, -1, 1.0, None])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(InvalidValueError, match=f"^found seed {seed!r}; expected a whole number from 0"):
        polarisation(congruence_network(ACTORS, CONCEPTS, STANCES), seed=seed)


def test_many_actors_get_a_bracket_that_holds_their_planted_camps():
    chance = np.random.default_rng(1)
    actors, concepts, stances = [], [], []
    for actor in range(40):
        for concept in range(12):
            side = 1 if actor < 20 else -1
            actors.append(f"actor {actor:02}")
            concepts.append(f"concept {concept}")
            stances.append(side if chance.random() < 0.9 else -side)
    found = polarisation(subtract_network(actors, concepts, stances))
    assert not found.exact
    assert found.value <= found.interval.upper < 1
    assert found.camps[0] == tuple(f"actor {actor:02}" for actor in range(20))
    again = polarisation(subtract_network(actors, concepts, stances))
    assert again == found


@pytest.mark.parametrize(
    ("source", "target", "weight", "words"),
    [
        (["a"], ["a"], [1], r"tie 0 \(a - a\) joins a node to itself"),
        (
            ["a", "a"],
            ["b", "c"],
            [0, float("nan")],
            r"tie 0 \(a - b\) has weight 0; tie 1 \(a - c\) has weight nan; expected each pair",
        ),
        (["a"], ["b"], [1, 2], "found 1 sources, 1 targets and 2 weights"),
        ([None], ["b"], [1], r"found source\[0\] = None; expected nodes that are hashable and not missing"),
        (["a"], [["b"]], [1], r"found target\[0\] = \['b'\]; expected nodes that are hashable"),
    ],
)
def test_what_is_not_a_tie_is_refused(source, target, weight, words):
    with pytest.raises(InvalidValueError, match=words):
        SignedGraph.from_edges(source, target, weight)


def test_nodes_named_beforehand_include_isolated_ones_and_no_others():
    graph = SignedGraph.from_edges(["a"], ["b"], [1], nodes=["c", "b", "a"])
    assert (graph.n_nodes, graph.n_ties, graph.sign_between("c", "a")) == (3, 1, 0)
    with pytest.raises(InvalidValueError, match="has a node 'b' that is not among the nodes"):
        SignedGraph.from_edges(["a"], ["b"], [1], nodes=["a"])
    with pytest.raises(InvalidValueError, match="found 2 nodes, 1 of them different"):
        SignedGraph.from_edges([], [], [], nodes=["a", "a"])
    with pytest.raises(UnknownIdError, match="no node has the id 'd'"):
        graph.sign_between("a", "d")


@pytest.mark.parametrize(
    "matrix", [[[0, 1]], [[0, 1], [2, 0]], [[1, 0], [0, 0]], [[0, float("inf")], [float("inf"), 0]]]
)
def test_what_is_not_a_signed_matrix_is_refused(matrix):
    with pytest.raises(InvalidValueError, match="expected"):
        SignedGraph.from_matrix(matrix)


def test_what_is_no_number_in_a_sparse_matrix_is_named():
    with pytest.raises(InvalidValueError, match=r"found matrix\[0\] = 1j, matrix\[1\] = 1j; expected numbers"):
        SignedGraph.from_matrix(scipy.sparse.coo_array([[0, 1j], [1j, 0]]))


def test_a_number_beyond_the_nodes_is_refused():
    for source, target in ((0, 2), (-1, 1)):
        with pytest.raises(InvalidValueError, match="tie 0 has a node that is not among the nodes"):
            SignedGraph.from_arrays(["a", "b"], [source], [target], [1])


def test_a_graph_cannot_be_changed():
    graph = SignedGraph.from_edges(["a"], ["b"], [1])
    with pytest.raises(ValueError, match="read-only"):
        graph.weight[0] = 2
    assert graph == SignedGraph.from_edges(["b"], ["a"], [1])
    assert graph != SignedGraph.from_edges(["b"], ["a"], [-1])


def test_a_graph_takes_nothing_for_what_it_is_not():
    with pytest.raises(InvalidValueError, match="expected numbers of nodes"):
        SignedGraph.from_arrays(["a", "b"], [0.9], [1], [1])
    with pytest.raises(InvalidValueError, match=r"weight\[0\] = '-1'; expected numbers"):
        SignedGraph.from_arrays(["a", "b"], [0], [1], ["-1"])
    with pytest.raises(InvalidValueError, match="not finite"):
        SignedGraph.from_matrix(np.ma.array([[0, 1.0], [1, 0]], mask=[[0, 1], [1, 0]]))
    for order in ([0.1, 0.2, -0.3], [-0.3, 0.1, 0.2]):
        assert SignedGraph.from_edges(["a"] * 3, ["b"] * 3, order, duplicates="sum").n_ties == 0


@pytest.mark.parametrize("network", [5, None, "congruence"])
def test_what_is_no_network_has_no_polarisation(network):
    with pytest.raises(InvalidValueError, match=r"found .*; expected a DiscourseNetwork"):
        polarisation(network)


def test_the_seed_of_a_polarisation_may_be_a_number_of_numpy():
    network = congruence_network(ACTORS, CONCEPTS, STANCES)
    assert polarisation(network, seed=np.int64(1)).camps == polarisation(network, seed=1).camps
