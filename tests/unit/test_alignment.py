"""Alignment of two portfolios: worked cases, degenerate ones, and what is refused."""

import inspect

import numpy as np
import pandas as pd
import polars as pl
import pytest

from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures import (
    agreement_share,
    all_pairs,
    benati_capurri_a,
    cite,
    cohen_kappa,
    kendall_tau_b,
    lijphart_agreement,
    s_score,
    scott_pi,
    specification_curve,
)
from mxus.measures.alignment import similarity
from mxus.measures.specification import SpecificationCurve
from mxus.values.interval import Undefined

MEASURES = [agreement_share, benati_capurri_a, cohen_kappa, kendall_tau_b, lijphart_agreement, s_score, scott_pi]
VOTES = (1, 2, 3)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([1], [1, 2], "found 1 and 2 positions"),
        ([5], [1], r"found x\[0\] = 5; expected a missing value or one of 1, 2, 3"),
        ([1, 2, 3], [1, 8, 9], r"found y\[1\] = 8, y\[2\] = 9"),
        ([0] * 9, [1] * 9, r"x\[4\] = 0 and 4 more"),
        (["1", "yes"], [1, 1], r"found x\[0\] = '1', x\[1\] = 'yes'; expected numbers"),
        ([float("inf")], [1], r"found x\[0\] = inf"),
        ([[1, 2]], [[1, 2]], "found x with 2 dimensions; expected one"),
        ([1, 2], [[1, 2]], "found y with 2 dimensions; expected one"),
    ],
)
def test_what_is_not_a_portfolio_is_refused(measure, x, y, words):
    with pytest.raises(InvalidValueError, match=words):
        measure(x, y, levels=VOTES)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("levels", [(1,), (), (1, float("inf"), 2), (1, None, 2), "123"])
def test_what_is_not_a_scale_is_refused(measure, levels):
    with pytest.raises(InvalidValueError, match="levels"):
        measure([1], [1], levels=levels)


@pytest.mark.parametrize("measure", [s_score, benati_capurri_a])
@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([-1, 1], r"found item_weights\[0\] = -1; expected a finite number from 0"),
        ([1, float("inf")], r"found item_weights\[1\] = inf"),
        ([1], "found 2 and 2 positions and 1 weights"),
    ],
)
def test_what_is_not_a_weight_is_refused(measure, weights, words):
    with pytest.raises(InvalidValueError, match=words):
        measure([1, 1], [1, 2], levels=VOTES, item_weights=weights)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: s_score([], [], levels=VOTES, distance="manhattan"), "expected one of 'absolute', 'squared'"),
        (lambda: cohen_kappa([], [], levels=VOTES, distance="cubic"), "'nominal', 'absolute', 'squared'"),
        (lambda: scott_pi([], [], levels=VOTES, convention="zero"), "'undefined', 'haege2011'"),
        (lambda: lijphart_agreement([], [], levels=(0, 1)), "found 2 levels; expected three"),
        (lambda: all_pairs([1, 2], levels=VOTES), "found a matrix with 1 dimensions"),
        (
            lambda: all_pairs([[1], [2]], levels=VOTES, units=["MEX", "MEX"]),
            "found 2 names of units, 1 of them different",
        ),
        (lambda: all_pairs([[1, 2], [4, 5]], levels=VOTES), r"matrix\[1\]\[0\] = 4, matrix\[1\]\[1\] = 5"),
    ],
)
def test_what_is_not_a_convention_or_a_matrix_is_refused(call, words):
    with pytest.raises(InvalidValueError, match=words):
        call()


def test_weights_may_be_as_large_or_small_as_numbers_go():
    for weight in (1e308, 5e-324):
        assert s_score([1, 1], [1, 2], levels=(1, 2), item_weights=[weight, weight]).value == 0.0


def test_undefined_indices_say_why():
    nothing, flat = "no observation in common", "no disagreement is expected: both sides keep to one level"
    curve = specification_curve([None], [2], levels=VOTES)
    assert {result.value for result in curve.values()} == {Undefined(nothing)}
    curve = specification_curve([1, 1], [1, 1], levels=VOTES)
    assert curve["kappa_absolute"].value == curve["pi_squared"].value == Undefined(flat)
    assert curve["tau_b"].value == Undefined("a side keeps to one level")
    assert curve["alignment_squared"].value == 0
    assert curve["s_absolute"].value == 1
    assert s_score([1], [2], levels=VOTES, item_weights=[0]).value == Undefined("all weights are 0")
    assert "a side keeps to one level" in curve.explain()
    with pytest.raises(UnknownIdError, match="no result has the id 's_abslute'; nearest: 's_absolute'"):
        curve["s_abslute"]


def test_haeges_convention_answers_zero_and_is_cited():
    result = cohen_kappa([1, 1], [1, 1], levels=VOTES, convention="haege2011")
    assert result.value == 0
    assert "haege2011" in result.cite()
    assert "haege2011" not in cohen_kappa([1, 2], [1, 1], levels=VOTES).cite()
    assert not cohen_kappa([None], [1], levels=VOTES, convention="haege2011").is_defined


def test_a_missing_weight_drops_the_item_from_weighted_indices_only():
    curve = specification_curve([1, 2, 3], [1, 2, 1], levels=VOTES, item_weights=[1, None, 1])
    assert (curve["s_absolute"].n, curve["s_absolute_weighted"].n) == (3, 2)
    assert curve["s_absolute_weighted"].value == 0
    assert len(curve) == 16
    assert list(curve)[2] == "s_absolute_weighted"


def test_each_variant_cites_its_own_works_and_the_curve_those_of_all():
    x, y = [1, 3, 2], [1, 1, 2]
    whole = specification_curve(x, y, levels=VOTES, item_weights=[1, 1, 1])
    for curve in (whole, SpecificationCurve.of_parts(x, y, [0.5, 0.5, 1], levels=VOTES)):
        works = {name: [reference.key for reference in result.references] for name, result in curve.items()}
        assert works["s_squared"] == ["signorino1999", "mxus"]
        assert works["kappa_absolute"] == ["cohen1960", "cohen1968", "mxus"]
        assert works["pi_squared"] == ["scott1955", "haege2011", "mxus"]
        assert works["tau_b"] == ["kendall1938", "kendall1945", "mxus"]
        assert works["alignment_absolute"] == ["benati2026", "mxus"]
        assert works["agreement"] == ["mxus"]
        assert all(f"{{{key}," in curve.cite() for keys in works.values() for key in keys)
    assert all(f"{{{key}," in cite(specification_curve) for key in ("kendall1938", "cohen1968", "scott1955"))


def test_the_range_of_a_curve_leaves_the_share_out():
    curve = specification_curve([1, 3], [3, 1], levels=VOTES)
    assert str(curve.range) == "[-1, -1]"
    assert specification_curve([], [], levels=VOTES).range is None
    assert {"signorino1999", "scott1955", "mxus"} <= {
        line.split("{")[1].rstrip(",") for line in curve.cite().splitlines() if line.startswith("@")
    }


@pytest.mark.parametrize(
    "series",
    [
        np.array([1, 2, np.nan]),
        np.ma.array([1, 2, 3], mask=[False, False, True]),
        pd.Series([1, 2, None]),
        pd.Series([1, 2, None], dtype="Int64"),
        pl.Series([1, 2, None]),
        (1, 2, None),
    ],
    ids=["numpy", "masked", "pandas", "pandas-Int64", "polars", "tuple"],
)
def test_portfolios_come_as_users_have_them(series):
    result = s_score(series, [1, 3, 3], levels=VOTES)
    assert (result.value, result.n, result.n_missing) == (0.5, 2, 1)


def test_truth_values_are_a_scale_of_two():
    assert cohen_kappa([True, False], [True, True], levels=(0, 1)).n == 2


def test_many_levels_are_no_burden():
    levels = range(101)
    assert kendall_tau_b(levels, levels, levels=levels).value == 1
    assert cohen_kappa(levels, levels[::-1], levels=levels, distance="squared").value == pytest.approx(-1)


def test_dyads_are_found_by_name_in_either_order():
    dyads = all_pairs([[1, 2], [1, 2], [1, None]], levels=VOTES, units=["MEX", "USA", "CUB"])
    assert dyads.of("CUB", "MEX")["tau_b"] is None
    assert dyads.n_missing.tolist() == [0, 1, 1]
    assert dyads.square("agreement").tolist() == [[None, 1.0, 1.0], [1.0, None, 1.0], [1.0, 1.0, None]]
    with pytest.raises(UnknownIdError, match="nearest: 'MEX'"):
        dyads.of("MX", "USA")
    with pytest.raises(UnknownIdError, match="no index has the id 'kappa'"):
        dyads.square("kappa")
    with pytest.raises(InvalidValueError, match="twice"):
        dyads.of("MEX", "MEX")


def test_one_unit_has_no_dyads():
    assert all_pairs([[1, 2]], levels=VOTES).indices["s_absolute"].shape == (0,)


def test_every_measure_says_what_to_cite():
    from mxus import measures

    for name in measures.__all__:
        function = getattr(measures, name)
        # What reads graphs or cites is no measure.
        if inspect.isfunction(function) and name not in {"cite", "graphs_by_period"}:
            assert "@software{mxus," in cite(function), name
    with pytest.raises(InvalidValueError, match=r"expected a function of mxus\.measures"):
        cite(len)
    with pytest.raises(InvalidValueError, match=r"expected a function of mxus\.measures"):
        cite([])


@pytest.mark.parametrize("levels", [(0, 1e200, 3e200), (0, 1e-200, 3e-200), (-1e308, 0, 1e308)])
def test_extreme_scales_are_measured_like_any(levels):
    x, y = [levels[0], levels[1], levels[2]], [levels[0], levels[2], levels[2]]
    unit = {3e200: (0, 1, 3), 3e-200: (0, 1, 3), 1e308: (-1, 0, 1)}[levels[2]]
    plain = dict(zip(levels, unit, strict=True))
    extreme = specification_curve(x, y, levels=levels)
    usual = specification_curve([plain[a] for a in x], [plain[b] for b in y], levels=unit)
    assert {name: result.value for name, result in extreme.items()} == pytest.approx(
        {name: result.value for name, result in usual.items()}
    )


def test_a_thousand_levels_fit_in_memory():
    assert s_score([1, 2], [2, 3], levels=range(500)).n == 2


def test_uneven_scales_give_an_exact_zero_where_a_side_tells_nothing():
    y = [7.3, 2.1, 7.3, 1.5, 2.1, 7.3]
    assert benati_capurri_a([1.5] * 6, y, levels=(1.5, 2.1, 7.3)).value == 0
    x = [0.4, 0.7, 0.4, 0.43, 0.43, 0.7, 0.4, 0.7, 0.4]
    assert benati_capurri_a([0.43] * 9, x, levels=(0.4, 0.43, 0.7)).value == 0
    dyads = all_pairs([y, [1.5] * 6, [*y[1:], 1.5]], levels=(1.5, 2.1, 7.3))
    assert dyads.of("0", "1")["alignment_absolute"] == dyads.of("1", "2")["alignment_absolute"] == 0
    assert dyads.of("0", "2")["alignment_absolute"] != 0
    dyads = all_pairs([[-0.88] * 5, [0.51] * 5], levels=(-0.88, -0.12, 0.51))
    assert dyads.of("0", "1")["s_absolute"] == -1


def test_dyads_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        all_pairs([[1], [2]], levels=VOTES).indices["tau_b"][0] = 99


def test_blocks_of_pairs_are_put_together(monkeypatch):
    votes = np.random.default_rng(0).integers(1, 4, (12, 20))
    whole = all_pairs(votes, levels=VOTES)
    monkeypatch.setattr("mxus.measures.dyads._CELLS", 45)
    for name, values in all_pairs(votes, levels=VOTES).indices.items():
        assert values.tolist() == whole.indices[name].tolist()


def test_numbers_are_told_with_all_their_digits():
    with pytest.raises(InvalidValueError, match=r"x\[0\] = 0\.30000000000000004; expected .* 0\.1, 0\.2, 0\.3"):
        s_score([0.1 + 0.2], [0.1], levels=(0.1, 0.2, 0.3))
    with pytest.raises(InvalidValueError, match="101 levels from 0 to 100"):
        s_score([101], [1], levels=range(101))
    for ragged in ([[1, 2], [1]], [10**400]):
        with pytest.raises(InvalidValueError, match="found matrix"):
            all_pairs(ragged, levels=VOTES)


def test_similarity_is_one_less_twice_the_distance_or_its_square():
    # Three of the four steps of the scale lie between.
    levels = (-2, -1, 0, 1, 2)
    assert similarity(-1, 2, levels=levels, distance="absolute") == 1 - 2 * 0.75
    assert similarity(-1, 2, levels=levels, distance="squared") == 1 - 2 * 0.75**2
    assert s_score([-1, 0], [2, 0], levels=levels, distance="squared").value == (1 - 2 * 0.75**2 + 1) / 2


@pytest.mark.parametrize("distance", [np.array(["absolute"]), np.array("absolute"), ["absolute"], None])
def test_what_only_looks_like_a_choice_is_refused(distance):
    with pytest.raises(InvalidValueError, match=r"found distance .*; expected one of 'absolute', 'squared'"):
        s_score([1, 2], [1, 2], levels=(1, 2), distance=distance)


def test_the_weight_of_a_missing_item_shrinks_no_other():
    x, y, levels = [1, 2, 3, None], [1, 2, 1, 1], (1, 2, 3)
    for measure in (s_score, benati_capurri_a):
        for heavy in (1e200, 1e308):
            found = measure(x, y, levels=levels, item_weights=[1, 1, 1, heavy])
            assert found.value == measure(x, y, levels=levels, item_weights=[1, 1, 1, 1]).value
    assert not s_score([1, None], [1, 1], levels=levels, item_weights=[0, 1]).is_defined


def test_weighted_variants_of_the_family_are_the_measures_themselves():
    x, y, weights = [1, 2, 3, 1, 3], [1, 3, 1, 2, 3], [1.0, 4.0, 2.0, 0.5, 3.0]
    family = specification_curve(x, y, levels=VOTES, item_weights=weights)
    for name, measure in (("s", s_score), ("alignment", benati_capurri_a)):
        for distance in ("absolute", "squared"):
            found = family[f"{name}_{distance}_weighted"]
            assert found == measure(x, y, levels=VOTES, distance=distance, item_weights=weights)
            assert found.value != family[f"{name}_{distance}"].value
    assert family.explain().count("Signorino and Ritter 1999") == 4


def test_what_is_missing_is_in_the_interval():
    """Distances of the three that are missing: up to 1 from the middle level, up to 2 from the ends."""
    found = s_score([1, None, None, None], [1, 2, 3, 1], levels=(1, 2, 3))
    assert (found.value, found.interval.lower, found.interval.upper) == (1, -0.25, 1)
    assert str(found) == "Signorino-Ritter S: 1 in [-0.25, 1] (n=1, n_missing=3)"
