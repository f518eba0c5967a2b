"""One shape of answer: every public measure and question returns a Result, or many numbers with its attributes."""

import importlib
import inspect
import math
import pkgutil

import attrs
import numpy as np
import pytest
from making import at, dataset, event

import mxus
from mxus import Interval, InvalidValueError, Result, Undefined, measures, tables
from mxus.intercoder.comparison import Comparison
from mxus.measures import CAMEO, SignedDiGraph, SignedGraph
from mxus.measures.balance.spectral_bound import spectral_bound
from mxus.measures.literature import MXUS
from mxus.values.many import ManyNumbers, ResultsByName
from mxus.values.result import GroupedResult
from mxus.vocabulary import EventType

GRAPH = SignedGraph.from_edges(["a", "a", "b", "c"], ["b", "c", "c", "d"], [1, 1, -1, 1])
DIGRAPH = SignedDiGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, 1])
SIDES = ["a", "b"], ["c", "d"]
X, Y, LEVELS = (1, 2, 3, 3), (1, 3, 3, None), (1, 2, 3)
SPEECH = ["a", "a", "b", "b"], ["x", "y", "x", "y"], [1, -1, 1, None]
CODES = ["042", "063", "190", None]
PAIR = "ruritania", "sylvania"

SHARE = Result.exactly("share", 0.25, n=4, method="part of the whole", references=(MXUS,))

ON_PORTFOLIOS = (
    "agreement_share benati_capurri_a cohen_kappa kendall_tau_b lijphart_agreement s_score scott_pi specification_curve"
)

ON_A_GRAPH = (
    "algebraic_conflict frustration local_triangle_balance local_walk_balance pn_centrality signed_blockmodel"
    " signed_degrees signed_eigenvector_centrality triangle_balance walk_balance"
)

ON_AMOUNTS = (
    "concentration_ratio effective_partners gini herfindahl herfindahl_points normalised_herfindahl shannon_entropy"
    " theil_t"
)

BY_ARGUMENTS = [
    ((GRAPH,), ON_A_GRAPH),
    ((DIGRAPH,), "signed_triad_census transitive_triad_balance"),
    ((GRAPH, SIDES), "cohesiveness divisiveness"),
    (SPEECH, "conflict_network congruence_network subtract_network"),
    ((0.3, 0.6), "asymmetry openness relative_asymmetry trade_dependence trade_share weak_link"),
    (((3.0, 1.0, None),), ON_AMOUNTS),
    ((((0.5, 0.6), (0.1, 0.2)),), "herfindahl_bounds largest_share mean_bounds"),
]

ASKED = {
    **{
        name: (lambda name=name, asked=asked: getattr(measures, name)(*asked))
        for asked, names in BY_ARGUMENTS
        for name in names.split()
    },
    **{name: (lambda name=name: getattr(measures, name)(X, Y, levels=LEVELS)) for name in ON_PORTFOLIOS.split()},
    **{
        name: (lambda name=name: getattr(measures, name)(CODES, scheme=CAMEO))
        for name in ("intensity", "intensity_weighted_cooperation", "quad_counts")
    },
    "all_pairs": lambda: measures.all_pairs([X, (1, 3, 3, math.nan)], levels=LEVELS),
    "balance_series": lambda: measures.balance_series({"1914": GRAPH}),
    "controversy": lambda: measures.controversy([1, 1, -1, None]),
    "field_reliability": lambda: measures.field_reliability({"x": ["a", "b", None]}, {"x": ["a", "a", "b"]}),
    "grubel_lloyd": lambda: measures.grubel_lloyd([3.0, 1.0], [1.0, 1.0]),
    "krippendorff_alpha": lambda: measures.krippendorff_alpha([X, Y]),
    "mean_gap": lambda: measures.mean_gap([1, 2, 3, 5], [True, True, False, False], list("abcd")),
    "net_cooperation": lambda: measures.net_cooperation(3, 1, contested=(0, 1)),
    "polarisation": lambda: measures.polarisation(measures.congruence_network(*SPEECH)),
    "revealed_comparative_advantage": lambda: measures.revealed_comparative_advantage([[8, 2], [2, 8]]),
    "trade_intensity": lambda: measures.trade_intensity([[0, 80, 20], [60, 0, 140], [30, 170, 0]]),
    "alignment_matrix": lambda: mxus.alignment_matrix(mxus.load(), ["mexico", "united-states"]),
    "alignment": lambda: mxus.alignment(mxus.load(), "mexico", "united-states", by="year"),
    "balance": lambda: mxus.balance(mxus.load()),
    "bargain": lambda: mxus.bargain(mxus.load()),
    "compare": lambda: mxus.compare(small(), small()),
    "compensation": lambda: mxus.compensation(mxus.load(), "mexico", "united-states"),
    "cooperation": lambda: mxus.cooperation(mxus.load(), "mexico", "united-states"),
    "dependence": lambda: mxus.dependence(mxus.load(), "mexico"),
    "discourse": lambda: mxus.discourse(mxus.load()),
    "sensitivity": lambda: mxus.sensitivity(small(), lambda ds: mxus.cooperation(ds, *PAIR)),
}
"""How each public measure and question is asked for an answer."""

HELD_BY_ANSWERS = {
    "two codings": lambda: mxus.compare(small(), small()).index(mxus.cooperation, *PAIR),
    "agreement": lambda: mxus.compare(small(), small()).agreements["events"],
    "spectral bound": lambda: spectral_bound(GRAPH, until=math.inf),
    "group of years": lambda: GroupedResult.from_result(
        SHARE, by="year", groups=dict.fromkeys(map(str, range(50)), SHARE)
    ),
}

NO_ANSWERS = {
    "parts of a graph: names and ties, no numbers": {"balanced_partition", "frustrated_ties"},
    "graphs and networks, of which measures are asked": {"graphs_by_period", "signed_network"},
    "text": {"cite", "codebook", "explain", "report_page"},
    "datasets and files": {
        "available", "export", "export_as", "exported", "load", "lock", "merge", "read", "schema", "start_project",
        "write",
    },
    "checks of a coding against its text": {"coverage", "relocate", "verify"},
}  # fmt: skip
"""Public functions that measure nothing, by what they return."""

ATTRIBUTES = ("measure", "value", "interval", "no_interval", "n", "n_missing", "references")


def small():
    return dataset(event("a", *PAIR, EventType.AID), event("b", *PAIR, EventType.ASSAULT, evidence=(at(1, 34, 60),)))


def public_functions():
    for module in (mxus, measures):
        yield from (name for name in module.__all__ if inspect.isfunction(getattr(module, name)))


def subclasses(kind):
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_public_function_is_asked_or_measures_nothing():
    others = set().union(*NO_ANSWERS.values())
    assert set(public_functions()) == set(ASKED) | others
    assert not set(ASKED) & others


@pytest.mark.parametrize("name", sorted(ASKED | HELD_BY_ANSWERS))
def test_every_answer_has_one_shape(name):
    answer = (ASKED | HELD_BY_ANSWERS)[name]()
    assert isinstance(answer, Result | ManyNumbers)
    for attribute in ATTRIBUTES:
        assert hasattr(answer, attribute), attribute
    assert answer.cite().startswith("@")
    assert [work.key for work in answer.references][-1] == "mxus"
    assert answer.explain().strip()
    assert len(str(answer).splitlines()) == 1
    assert len(repr(answer)) < 200
    assert "\n" not in repr(answer)
    assert repr(answer).startswith(f"<{type(answer).__name__} ")
    assert answer.page().title
    assert answer.interval is not None or answer.no_interval or not answer.is_defined
    if isinstance(answer, Result):
        assert isinstance(answer.value, float | int | Undefined)
        assert str(answer).startswith(f"{answer.measure}: {answer.figures()}")
        told = isinstance(answer, Comparison) or answer.summary().split()[:3] == answer.explain().split()[:3]
        assert told


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_result_formats_rounds_and_compares(name):
    answer = ASKED[name]()
    if not isinstance(answer, Result):
        return
    if answer.is_defined:
        assert float(answer) == answer.value
        assert format(answer, ".2f") == format(answer.value, ".2f")
        assert round(answer, 2) == round(answer.value, 2)
        assert answer < answer.value + 1 > answer
        assert answer > answer.value - 1 < answer
    else:
        assert f"{answer:.2f}" == "undefined"
        for act in (float, lambda each: round(each, 2), lambda each: each < 1, lambda each: each > 1):
            with pytest.raises(InvalidValueError, match=answer.value.reason):
                act(answer)


def test_no_subclass_makes_its_own_repr_or_order():
    for found in pkgutil.walk_packages(mxus.__path__, "mxus."):
        if not found.name.startswith("mxus.plot") and "__main__" not in found.name:
            importlib.import_module(found.name)
    for base in (Result, ManyNumbers):
        kinds = {each for each in subclasses(base) if each.__module__.startswith("mxus.")}
        assert len(kinds) > 5
        for kind in kinds:
            assert kind.__repr__ is base.__repr__, f"{kind.__name__}: pass repr=False to attrs.frozen"
            assert not {"__lt__", "__gt__", "__float__", "__format__"} & set(vars(kind)) or kind is base, kind
            assert attrs.has(kind)


def test_tables_return_the_frame_that_they_were_given():
    returned = {
        name: inspect.signature(getattr(tables, name)).return_annotation
        for name in tables.__all__
        if inspect.isfunction(getattr(tables, name))
    }
    assert set(returned.values()) == {"IntoFrameT", "str"}


@pytest.mark.parametrize(
    ("ask", "value"),
    [
        (lambda: measures.frustration(GRAPH), 1),
        (lambda: measures.signed_blockmodel(GRAPH, camps=1), 1),
        (lambda: measures.triangle_balance(GRAPH), 0),
        (lambda: measures.transitive_triad_balance(DIGRAPH), 0),
        (lambda: measures.algebraic_conflict(SignedGraph.from_edges(["a"], ["b"], [-1])), 0),
        (lambda: measures.mean_gap([1, 2, 3, 5], [True, True, False, False], list("abcd")), -2.5),
        (lambda: measures.polarisation(measures.congruence_network(list("abcd"), list("xxyy"), [1] * 4)), 0.5),
        (lambda: measures.intensity(["063", "112"], scheme=CAMEO), 5.4),
        (lambda: measures.mean_bounds([(1, 1), (2, 2)]), 1.5),
        (lambda: mxus.compare(small(), small()), 1),
        (lambda: mxus.bargain(mxus.load(), actor="mexico"), 10),
        (lambda: mxus.sensitivity(small(), lambda ds: mxus.cooperation(ds, *PAIR), verdict=lambda _: 1), 0),
    ],
)
def test_the_headline_number_is_the_value(ask, value):
    assert float(ask()) == pytest.approx(value)


def test_many_numbers_have_intervals_or_a_reason_why_there_are_none():
    pairs = measures.all_pairs([[1, 2, 3], [1, 2, None]], levels=LEVELS)
    assert (pairs.interval, pairs.n_missing.tolist()) == (None, [1])
    assert "positions are missing" in pairs.no_interval
    whole = measures.all_pairs([[1, 2, 3], [1, 2, 2]], levels=LEVELS)
    lower, upper = whole.interval["agreement"]
    assert (lower.tolist(), upper.tolist(), whole.no_interval) == (pytest.approx([2 / 3]), pytest.approx([2 / 3]), "")
    counts = measures.quad_counts(CODES, scheme=CAMEO)
    assert {str(each) for each in counts.interval.values()} == {"[1, 2]", "[0, 1]"}
    assert (counts.n, counts.n_missing, sum(counts.value.values())) == (3, 1, 3)
    degrees = measures.signed_degrees(GRAPH)
    assert (degrees.interval, degrees.n) == ((degrees.value, degrees.value), 4)
    assert measures.balance_series({"1914": GRAPH}).interval is None
    network = measures.subtract_network(*SPEECH)
    assert (network.interval, network.n, network.n_missing) == (None, 3, 1)
    triangles = measures.local_triangle_balance(GRAPH)
    assert triangles.n.tolist() == [1, 1, 1, 0]
    assert np.ma.allequal(triangles.interval[0], triangles.value)
    census = measures.signed_triad_census(DIGRAPH)
    assert (census.n, census.n_missing, sum(census.value.values())) == (1, 0, 1)


def test_results_by_name_are_a_mapping_with_the_attributes_of_each():
    found = measures.field_reliability({"x": ["a", "b", None]}, {"x": ["a", "a", "b"]})
    assert isinstance(found, ResultsByName)
    assert (list(found), dict(found.n), dict(found.n_missing)) == (["x"], {"x": 2}, {"x": 1})
    assert found.value["x"] == found["x"].value
    assert "could be any value" in found.no_interval
    with pytest.raises(mxus.UnknownIdError, match="no result has the id 'y'"):
        found["y"]


def test_a_line_is_one_line_and_short_for_any_names():
    odd = Result.exactly("a\nb", 1.0, n=1, method="m")
    assert str(odd) == "a b: 1 (n=1)"
    grouped = GroupedResult.from_result(odd, by="year", groups={f"y\n{year}": SHARE for year in range(20)})
    assert str(grouped).endswith("y 7 0.25, and 12 more")
    assert len(grouped.summary().splitlines()) == 21
    bounded = Result(measure="m", value=Undefined("r"), interval=Interval(0, 1), n=1, method="m")
    both = {"one": bounded, "two": Result(measure="m", value=Undefined("r"), interval=None, n=1, method="m")}
    assert str(GroupedResult.from_result(SHARE, by="arena", groups=both)) == (
        "share: 0.25 (n=4); by arena: one in [0, 1], two undefined"
    )
    long = Result.exactly("x" * 500, 1.0, n=1, method="m")
    assert len(repr(long)) == 199
    assert repr(long).endswith("...>")
