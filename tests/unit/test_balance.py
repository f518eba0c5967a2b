"""Structural balance: worked cases, limits of time, and what is refused."""

import math
import subprocess
import sys

import networkx
import numpy as np
import pandas
import polars
import pyarrow
import pytest
import scipy.sparse

from mxus.errors import InvalidValueError, MissingExtraError, MxusError, UnknownIdError
from mxus.measures import (
    SignedDiGraph,
    SignedGraph,
    algebraic_conflict,
    cohesiveness,
    divisiveness,
    frustrated_ties,
    frustration,
    local_triangle_balance,
    local_walk_balance,
    pn_centrality,
    signed_blockmodel,
    signed_eigenvector_centrality,
    triangle_balance,
    walk_balance,
)
from mxus.measures.balance.camp_search import annealed, settled

LISTING = sys.modules["mxus.measures.balance.triangle_listing"]


def planted(n, m, noise, seed):
    """Two camps with so many ties, some of them turned; returns the graph and how many were turned."""
    chance = np.random.default_rng(seed)
    pairs = chance.choice(n * n, 4 * m, replace=False)
    low, high = np.minimum(pairs // n, pairs % n), np.maximum(pairs // n, pairs % n)
    keys = chance.permutation(np.unique((low * n + high)[low != high]))[:m]
    low, high = keys // n, keys % n
    side = chance.choice([-1, 1], n)
    turned = chance.random(m) < noise
    return SignedGraph.from_arrays(
        [str(k) for k in range(n)], low, high, side[low] * side[high] * np.where(turned, -1, 1)
    ), int(turned.sum())


def test_a_graph_without_ties_is_balanced_and_has_no_score():
    graph = SignedGraph.from_edges([], [], [], nodes=["a", "b"])
    found = frustration(graph)
    assert (found.value, found.exact, found.camps) == (0.0, True, (("a", "b"), ()))
    assert found.score.value.reason == "there are no ties"
    assert triangle_balance(graph).value.reason == "there are no triangles"
    walks = walk_balance(graph)
    assert (walks.is_defined, walks.exact, walks.method) == (False, True, "all eigenvalues")
    assert not algebraic_conflict(graph).is_defined
    assert frustration(SignedGraph.from_edges([], [], [])).camps == ((), ())


def test_an_isolated_node_hides_conflict_from_the_whole():
    graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1], nodes=["a", "b", "c", "d"])
    found = algebraic_conflict(graph)
    assert found.value == 0
    assert found.largest.value == pytest.approx(1)


def test_planted_camps_are_found_and_proven():
    graph, turned = planted(180, 1357, 0.08, 3)
    found = frustration(graph)
    assert found.exact
    assert not found.branched
    assert found.value <= turned
    assert frustration(graph, seed=7).value == found.value


def test_a_program_that_stays_fractional_is_branched_on():
    """All ties of ten nodes negative: the best camps are halves, and cycles alone prove less."""
    nodes = [str(k) for k in range(10)]
    a, b = np.triu_indices(10, 1)
    found = frustration(SignedGraph.from_arrays(nodes, a, b, -np.ones(a.size)))
    assert found.value == 20
    assert found.branched
    assert sum(weight for _, weight in found.packing) < 20


def test_out_of_time_there_is_a_bracket_that_holds():
    chance = np.random.default_rng(0)
    a, b = np.triu_indices(60, 1)
    graph = SignedGraph.from_arrays([str(k) for k in range(60)], a, b, chance.choice([-1.0, 1.0], a.size))
    rounds = []
    found = frustration(graph, time_limit=0.5, progress=lambda lower, upper: rounds.append((lower, upper)))
    assert not found.exact
    assert not found.is_defined
    assert 0 < found.lower < found.upper
    assert (found.interval.lower, found.interval.upper) == (found.lower, found.upper)
    assert found.score.interval.lower == 1 - 2 * found.upper / graph.n_ties
    assert rounds == sorted(rounds, key=lambda bounds: (bounds[0], -bounds[1]))
    assert frustration(graph, time_limit=0).upper >= found.lower


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time_limit": -1}, "found time_limit -1; expected seconds from 0"),
        ({"time_limit": "1"}, "found time_limit '1'"),
        ({"seed": -1}, "found seed -1"),
        ({"seed": None}, "found seed None"),
    ],
)
def test_what_is_not_a_limit_or_a_seed_is_refused(options, words):
    with pytest.raises(InvalidValueError, match=words):
        frustration(SignedGraph.from_edges(["a"], ["b"], [1]), **options)


def test_numbers_of_numpy_are_numbers():
    graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    limits = {"time_limit": np.float32(5), "gap_limit": np.float32(0.5), "seed": np.int64(1)}
    assert frustration(graph, **limits).upper == 1
    assert signed_blockmodel(graph, camps=np.int64(2), seed=np.uint8(1)).value == 1
    found = walk_balance(graph, beta=np.int64(1), tolerance=np.float32(0.001), seed=np.int32(0))
    assert found.value == walk_balance(graph).value
    assert local_walk_balance(graph, beta=np.float32(1)).method == "all eigenvalues"


@pytest.mark.parametrize("seed", [np.True_, np.float64(1.0), np.datetime64("2020-01-01")])
def test_what_is_no_whole_number_of_numpy_is_no_seed(seed):
    with pytest.raises(InvalidValueError, match="expected a whole number from 0"):
        frustration(SignedGraph.from_edges(["a"], ["b"], [1]), seed=seed)


@pytest.mark.parametrize("package", ["scipy.sparse", "highspy"])
def test_packages_that_are_missing_are_named(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"mxus\[balance\]"):
        frustration(SignedGraph.from_edges(["a"], ["b"], [1]))


def test_triangles_are_the_same_in_small_blocks(monkeypatch):
    graph, _ = planted(40, 300, 0.2, 1)
    whole = triangle_balance(graph).by_negative_ties
    monkeypatch.setattr(LISTING, "_PAIRS", 7)
    assert triangle_balance(graph).by_negative_ties == whole


def test_triangles_come_in_the_same_order_however_many_threads_look_for_them(monkeypatch):
    graph, _ = planted(40, 300, 0.2, 1)
    monkeypatch.setattr(LISTING, "_PAIRS", 7)
    listings = []
    for workers in (1, 3):
        monkeypatch.setattr(LISTING, "_WORKERS", workers)
        listings.append([[ties.tolist() for ties in block] for block in LISTING.triangles(graph)])
    assert len(listings[0]) > 5
    assert listings[0] == listings[1]


def test_triangles_are_found_where_ties_have_the_same_place_in_the_table(monkeypatch):
    graph, _ = planted(40, 300, 0.2, 1)
    found = triangle_balance(graph).by_negative_ties
    monkeypatch.setattr(LISTING, "_SPREAD", np.uint32(0))
    assert triangle_balance(graph).by_negative_ties == found


def test_the_solver_prints_nothing():
    program = (
        "from mxus.measures import SignedGraph, frustration;"
        "print(frustration(SignedGraph.from_edges(['a', 'a', 'b'], ['b', 'c', 'c'], [1, 1, -1])).value)"
    )
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert (printed.stdout.split(), printed.stderr) == (["1.0"], "")


def test_a_gap_of_one_is_no_proof_however_much_all_ties_weigh() -> None:
    nodes = ["a", "b", "c", "d"]
    pairs = [(x, y) for place, x in enumerate(nodes) for y in nodes[place + 1 :]]
    ties = [*((x, y, -1) for x, y in pairs), ("e", "f", 2_000_000)]
    graph = SignedGraph.from_edges(*zip(*ties, strict=True))

    stopped = frustration(graph, time_limit=0)

    assert not stopped.exact
    assert stopped.lower <= 2 <= stopped.upper
    assert frustration(graph).value == 2


def test_interruption_returns_the_bracket_where_asked_for() -> None:
    graph = SignedGraph.from_matrix(np.ones((9, 9)) * -1 + np.eye(9))

    def stop(lower: float, upper: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        frustration(graph, progress=stop)
    found = frustration(graph, progress=stop, interrupt="return")
    assert found.lower <= 16 <= found.upper  # 9 nodes in camps of 4 and 5: 6 + 10 frustrated


def test_gap_limit_returns_a_bracket_that_is_near_enough() -> None:
    chance = np.random.default_rng(0)
    matrix = np.triu(np.where(chance.random((24, 24)) < 0.5, 1, -1) * (chance.random((24, 24)) < 0.5), 1)
    graph = SignedGraph.from_matrix(matrix + matrix.T)

    near, proven = frustration(graph, gap_limit=0.9), frustration(graph)

    assert not near.exact
    assert not near.is_defined
    assert near.upper - near.lower <= 0.9 * near.upper
    assert near.lower <= proven.value <= near.upper


def test_weights_of_any_size_give_the_same_score() -> None:
    chance = np.random.default_rng(1)
    matrix = np.triu(chance.normal(size=(12, 12)) * (chance.random((12, 12)) < 0.7), 1)
    matrix += matrix.T
    plain = frustration(SignedGraph.from_matrix(matrix))

    for scale in (1e-12, 1e12):
        scaled = frustration(SignedGraph.from_matrix(matrix * scale))
        assert scaled.exact
        assert scaled.score.value == pytest.approx(plain.score.value, rel=1e-6)
        packed = math.fsum(weight for _, weight in scaled.packing)
        assert packed == pytest.approx(scale * math.fsum(weight for _, weight in plain.packing), rel=1e-6)


@pytest.mark.parametrize("factor", [1e8, 1.8e8, 1e9 + 7, 1e18, 2.0**900, 1e100])
def test_the_same_graph_in_any_unit_has_the_same_camps(factor):
    chance = np.random.default_rng(0)
    matrix = np.triu(chance.integers(-9, 10, (14, 14)), 1).astype(float)
    matrix += matrix.T
    plain, scaled = (frustration(SignedGraph.from_matrix(each)) for each in (matrix, matrix * factor))
    assert scaled.exact
    assert scaled.camps == plain.camps
    assert scaled.value == pytest.approx(plain.value * factor, rel=1e-15)


@pytest.mark.parametrize("heavy", [1e9, 1e14, 1e15])
def test_a_tie_that_outweighs_all_others_hides_none_of_them(heavy):
    foes = [(a, b, -1) for place, a in enumerate("abcd") for b in "abcd"[place + 1 :]]
    found = frustration(SignedGraph.from_edges(*zip(*foes, ("e", "f", heavy), strict=True)))
    assert (found.exact, found.upper) == (True, 2)


def test_whole_weights_of_many_digits_are_proven_to_seven_of_them():
    chance = np.random.default_rng(0)
    matrix = np.triu(chance.integers(-(10**15), 10**15, (10, 10)), 1).astype(float)
    found = frustration(SignedGraph.from_matrix(matrix + matrix.T))
    assert found.exact
    assert found.upper == math.fsum(abs(weight) for *_, weight in found.frustrated)


def test_a_solver_whose_bound_contradicts_the_camps_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    module = sys.modules["mxus.measures.balance.frustration"]
    monkeypatch.setattr(module.CycleProgram, "disjoint", lambda _program: 7.0)

    with pytest.raises(MxusError, match="lower bound 7 lies above the upper bound 1"):
        frustration(graph)


def test_an_option_that_the_solver_does_not_know_is_an_error(monkeypatch):
    monkeypatch.setitem(sys.modules["mxus.measures.balance.cycle_relaxation"]._OPTIONS, "mip_relative_gap", 0.0)
    with pytest.raises(MxusError, match=r"^HiGHS does not take mip_relative_gap = 0\.0; expected a version"):
        frustration(SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1]))


def test_triangles_are_the_same_however_many_digits_nodes_are_sorted_by(monkeypatch):
    graph, _ = planted(40, 300, 0.2, 1)
    whole = local_triangle_balance(graph, per="tie").by_negative_ties
    monkeypatch.setattr(LISTING, "_DIGIT", 2)
    assert (local_triangle_balance(graph, per="tie").by_negative_ties == whole).all()


def test_what_is_in_no_triangle_or_not_there_is_told_apart():
    found = local_triangle_balance(SignedGraph.from_edges(["a"], ["b"], [1]))
    with pytest.raises(InvalidValueError, match="of a is undefined: there are no triangles"):
        found.at("a")
    with pytest.raises(UnknownIdError, match="no node or tie has the id 'c'"):
        found.at("c")


TIES = [("b", "a", 1.0), ("a", "c", -2.0), ("c", "d", 0.5)]


def test_a_graph_goes_to_other_packages_and_comes_back():
    graph = SignedGraph.from_edges(*zip(*TIES, strict=True), nodes=["d", "c", "b", "a", "alone"])
    assert SignedGraph.from_networkx(graph.to_networkx()) == graph
    assert SignedGraph.from_matrix(graph.to_scipy(), nodes=graph.nodes) == graph
    assert SignedGraph.from_matrix(graph.to_scipy().tocoo(), nodes=graph.nodes) == graph
    assert SignedGraph.from_matrix(graph.to_matrix(), nodes=graph.nodes) == graph
    again = networkx.parse_graphml(graph.to_graphml())
    assert SignedGraph.from_networkx(again) == graph
    assert again.edges["a", "c"] == {"sign": -1, "weight": -2.0}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", "lazy"])
def test_ties_are_read_off_any_dataframe(backend):
    columns = dict(zip(("ccode1", "ccode2", "sign"), ([2, 2, 40], [40, 70, 70], [-1, 1, -1]), strict=True))
    if backend == "pyarrow":
        frame = pyarrow.table(columns)
    elif backend == "pandas":
        frame = pandas.DataFrame(columns)
    else:
        frame = polars.DataFrame(columns) if backend == "polars" else polars.LazyFrame(columns)
    graph = SignedGraph.from_frame(frame, source="ccode1", target="ccode2", weight="sign")
    assert graph == SignedGraph.from_edges([2, 2, 40], [40, 70, 70], [-1, 1, -1])
    assert [type(node) for node in graph.nodes] == [int] * 3
    with pytest.raises(InvalidValueError, match="found no column 'source', 'target'; expected some of ccode1"):
        SignedGraph.from_frame(frame, weight="sign")


def test_what_is_doubtful_is_refused_all_at_once_or_dropped_by_rule():
    ties = [("a", "a", 1), ("a", "b", 0), ("b", "c", 1), ("c", "b", -1)]
    with pytest.raises(
        InvalidValueError, match=r"tie 0 \(a - a\) joins a node to itself; tie 1 \(a - b\) has weight 0"
    ):
        SignedGraph.from_edges(*zip(*ties, strict=True))
    with pytest.raises(InvalidValueError, match="b - c is tied more than once"):
        SignedGraph.from_edges(*zip(*ties, strict=True), self_loops="drop", zeros="drop")
    frame = polars.DataFrame(ties, schema=["source", "target", "weight"], orient="row")
    found = SignedGraph.from_frame(frame, self_loops="drop", zeros="drop", duplicates="ambivalent-dropped")
    assert (found.nodes, found.n_ties) == (("a", "b", "c"), 0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SignedGraph.from_frame([1]), "expected a dataframe"),
        (
            lambda: SignedGraph.from_frame(polars.DataFrame({"source": [None], "target": ["a"], "weight": [1]})),
            r"found source\[0\] = None; expected text, dates, or whole numbers",
        ),
        (lambda: SignedGraph.from_networkx([1]), "expected a graph of networkx"),
        (lambda: SignedGraph.from_networkx(networkx.DiGraph()), "found a directed graph; expected an undirected one"),
        (lambda: SignedGraph.from_networkx(networkx.path_graph(3)), "found no attribute 'weight' of 0 - 1, 1 - 2"),
        (
            lambda: SignedGraph.from_frame(polars.DataFrame({"source": [2.0], "target": ["a"], "weight": [1]})),
            r"found source\[0\] = 2.0; expected text, dates, or whole numbers",
        ),
        (lambda: SignedGraph.from_matrix([[0, 1], [2, 0]]), "0 - 1 is 1 in one direction only"),
        (lambda: SignedGraph.from_matrix([[0, 1]]), r"shape \(1, 2\)"),
        (lambda: SignedGraph.from_matrix([[1]]), "joins a node to itself"),
        (lambda: SignedGraph.from_matrix(scipy.sparse.csr_array([[0, np.nan], [np.nan, 0]])), "not finite"),
    ],
)
def test_what_is_no_graph_is_refused(make, message):
    with pytest.raises(InvalidValueError, match=message):
        make()


@pytest.mark.parametrize(("noise", "ties", "width"), [(0.02, 8000, 2e-3), (0.5, 1200, 0.6), (0.5, 8000, 0.8)])
def test_walk_balance_of_a_large_graph_is_bracketed(monkeypatch, noise, ties, width):
    graph, _ = planted(400, ties, noise, 1)
    exact = walk_balance(graph)
    monkeypatch.setattr(sys.modules["mxus.measures.balance.walks"], "_SMALL", 0)
    medium = walk_balance(graph, beta=0.5)
    monkeypatch.setattr(sys.modules["mxus.measures.balance.walks"], "_MEDIUM", 0)
    assert exact.exact
    assert medium.value == pytest.approx(walk_balance(graph, beta=0.5).value, rel=0.1)
    for seed in range(5):
        found = walk_balance(graph, seed=seed)
        assert not found.exact
        assert "random vectors" in found.method
        assert exact.value in found.interval
        assert found.value == pytest.approx(exact.value, rel=0.1)
        assert found.interval.width <= width * found.value
        assert walk_balance(graph, seed=seed) == found


def test_walk_balance_of_a_balanced_graph_is_one_however_large(monkeypatch):
    monkeypatch.setattr(sys.modules["mxus.measures.balance.walks"], "_SMALL", 0)
    monkeypatch.setattr(sys.modules["mxus.measures.balance.walks"], "_MEDIUM", 0)
    found = walk_balance(planted(200, 2000, 0, 1)[0])
    assert (found.value, str(found.interval), found.exact) == (1.0, "[1, 1]", True)


@pytest.mark.parametrize(
    "options",
    [{"beta": 0}, {"beta": float("inf")}, {"tolerance": -1}, {"tolerance": True}, {"seed": 0.5}, {"time_limit": -1}],
)
def test_walk_balance_refuses_what_is_no_number_above_0(options):
    with pytest.raises(InvalidValueError, match=next(iter(options))):
        walk_balance(SignedGraph.from_edges(["a"], ["b"], [1]), **options)


@pytest.mark.parametrize("camps", [[1, 2], 5, [["a", 1], ["b"]], [[["a"]], ["b"]]])
def test_what_is_no_division_into_camps_is_refused(camps):
    graph = SignedGraph.from_edges(["a"], ["b"], [1])
    for measure in (cohesiveness, divisiveness, frustrated_ties):
        with pytest.raises(InvalidValueError, match=r"found .*; expected (names|each node)"):
            measure(graph, camps)


@pytest.mark.parametrize("weight", [1e-300, 1e300, 5e307])
def test_the_algebraic_conflict_is_measured_in_any_unit(weight):
    graph = SignedGraph.from_edges("aab", "bcc", [-weight] * 3)
    assert algebraic_conflict(graph).largest.value == pytest.approx(weight)


@pytest.mark.parametrize("measure", [frustration, signed_blockmodel, algebraic_conflict])
@pytest.mark.parametrize("kind", [SignedGraph, SignedDiGraph])
def test_weights_whose_sum_is_too_large_for_a_number_are_refused(measure, kind):
    if measure is algebraic_conflict and kind is SignedDiGraph:
        return
    ties = kind.from_edges("aab", "bcc", [-1.7e308, 1.7e308, 1.7e308])
    with pytest.raises(InvalidValueError, match="found weights that sum to more than a number can hold"):
        measure(ties)


def test_a_division_that_leaves_nodes_out_or_counts_them_twice_is_refused():
    graph = SignedGraph.from_edges(["a", "b"], ["b", "c"], [1, 1])
    with pytest.raises(InvalidValueError, match="found 'x', which is no node, 'b' in 2 camps, 'c' in 0 camps"):
        frustrated_ties(graph, [{"a", "b"}, ["b", "x"]])


def test_a_node_settles_where_its_ties_weigh_most_by_however_little() -> None:
    # The first node is tied to the second by 1 and to the third, which is in the other camp, by 1.5.
    matrix = scipy.sparse.csr_array(np.array([[0, 1, 1.5], [1, 0, 0], [1.5, 0, 0]]))
    camps = settled(np.array([0, 0, 1]), matrix, 2)
    assert camps[0] == camps[2]
    # Where all its ties are hostile, it has a camp of its own if there may be one more.
    alone = settled(np.array([0, 0, 1]), -matrix, 3)
    assert (alone == alone[0]).tolist() == [True, False, False]
    assert camps.tolist() == settled(camps, matrix, 2).tolist()


def test_the_index_counts_the_ties_and_the_score_too() -> None:
    graph = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, -1, 1])
    found = frustration(graph)
    assert (found.value, found.n, found.score.n) == (1, 4, 4)
    assert found.score.value == 1 - 2 * 1 / 4


@pytest.mark.parametrize("measure", [signed_eigenvector_centrality, pn_centrality])
def test_sparse_and_dense_matrices_give_the_same_centrality(monkeypatch: pytest.MonkeyPatch, measure) -> None:
    graph, _ = planted(30, 120, 0.1, 1)
    dense = measure(graph)
    monkeypatch.setattr(sys.modules["mxus.measures.balance.centrality"], "_DENSE", 0)
    np.testing.assert_allclose(measure(graph).value.filled(np.nan), dense.value.filled(np.nan), atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_camps_that_are_cooled_slowly_frustrate_as_little_as_can_be(monkeypatch, seed):
    monkeypatch.setattr("mxus.measures.balance.camp_search._SWEEPS", 200)
    chance = np.random.default_rng(seed)
    low, high = np.triu_indices(12, 1)
    graph = SignedGraph.from_arrays(list("abcdefghijkl"), low, high, chance.choice([-1, 1], low.size))
    sides = annealed(graph.to_scipy(), seed=seed, until=math.inf)
    assert set(sides.tolist()) <= {-1, 1}
    assert (sides[low] * sides[high] != graph.sign).sum() == frustration(graph).value
