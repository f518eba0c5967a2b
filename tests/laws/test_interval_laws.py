"""The rule for intervals: one holds the value under every completion of what is missing, and its ends are attained."""

import itertools
import math
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import (
    PLOVER,
    agreement_share,
    benati_capurri_a,
    cohen_kappa,
    concentration_ratio,
    controversy,
    effective_partners,
    field_reliability,
    gini,
    herfindahl,
    herfindahl_points,
    intensity,
    intensity_weighted_cooperation,
    kendall_tau_b,
    krippendorff_alpha,
    lijphart_agreement,
    normalised_herfindahl,
    quad_counts,
    s_score,
    scott_pi,
    shannon_entropy,
    specification_curve,
    theil_t,
)

LEVELS = (1, 2, 4)
POSITIONS = st.lists(st.tuples(*[st.sampled_from([None, None, *LEVELS])] * 2), min_size=1, max_size=4)
SIMILARITY = {
    "S": s_score,
    "S squared": partial(s_score, distance="squared"),
    "kappa": cohen_kappa,
    "kappa quadratic": partial(cohen_kappa, distance="squared"),
    "kappa by Häge": partial(cohen_kappa, convention="haege2011"),
    "pi": scott_pi,
    "pi linear": partial(scott_pi, distance="absolute"),
    "tau-b": kendall_tau_b,
    "A": benati_capurri_a,
    "A squared": partial(benati_capurri_a, distance="squared"),
    "agreement": agreement_share,
    "Lijphart": lijphart_agreement,
}
CODES = sorted(PLOVER.scores)


def completed(values, choices):
    """Every completion of a sequence, or so many that are far apart."""
    places = [place for place, value in enumerate(values) if value is None]
    for chosen in itertools.product(choices, repeat=len(places)):
        given_to = dict(zip(places, chosen, strict=True))
        yield [given_to.get(place, value) for place, value in enumerate(values)]


def require_sharp(result, completions):
    """The interval is from the least to the greatest value of the completions that have one."""
    values = [float(each) for each in completions if each.is_defined]
    assert result.n_missing > 0
    if not values:
        assert result.interval is None
        return
    assert result.interval is not None, result
    assert result.interval.lower == pytest.approx(min(values), abs=1e-9)
    assert result.interval.upper == pytest.approx(max(values), abs=1e-9)
    assert f"n_missing={result.n_missing}" in str(result)


@pytest.mark.parametrize("name", SIMILARITY)
@given(pairs=POSITIONS)
def test_intervals_of_similarity_are_those_of_all_completions(name, pairs):
    flat = [value for pair in pairs for value in pair]
    assume(1 <= flat.count(None) <= 5)
    measure = partial(SIMILARITY[name], levels=LEVELS)
    require_sharp(measure(flat[::2], flat[1::2]), (measure(one[::2], one[1::2]) for one in completed(flat, LEVELS)))


@given(POSITIONS, st.data())
def test_intervals_of_weighted_similarity_hold_every_completion_of_positions_and_weights(pairs, data):
    x, y = zip(*pairs, strict=True)
    weights = [data.draw(st.sampled_from([None, 0, 1, 3])) for _ in pairs]
    measure = partial(s_score, levels=LEVELS)
    result = measure(x, y, item_weights=weights)
    assume(result.n_missing and (*x, *y).count(None) <= 3)
    found = [
        float(one)
        for sides in completed([*x, *y], LEVELS)
        for filled in completed(weights, [0, 2, 1e12])
        if (one := measure(sides[: len(x)], sides[len(x) :], item_weights=filled)).is_defined
    ]
    if not found:
        assert result.interval is None
        return
    assert result.interval.lower == pytest.approx(min(found), abs=1e-9)
    assert result.interval.upper == pytest.approx(max(found), abs=1e-9)


@given(POSITIONS, st.data())
def test_intervals_of_weighted_a_are_those_of_all_completions_unless_a_weight_is_missing(pairs, data):
    x, y = zip(*pairs, strict=True)
    weights = [data.draw(st.sampled_from([1, 2.5, 3])) for _ in pairs]
    assume(1 <= (*x, *y).count(None) <= 4)
    measure = partial(benati_capurri_a, levels=LEVELS)
    both = (measure(one[: len(x)], one[len(x) :], item_weights=weights) for one in completed([*x, *y], LEVELS))
    require_sharp(measure(x, y, item_weights=weights), both)
    without = measure(x, y, item_weights=[None, *weights[1:]])
    assert (without.interval, without.no_interval) == (None, "a weight is missing")


@given(POSITIONS)
def test_every_variant_of_a_specification_curve_has_the_interval_of_its_measure(pairs):
    x, y = zip(*pairs, strict=True)
    curve = specification_curve(x, y, levels=LEVELS)
    assert curve["kappa_nominal"].interval == cohen_kappa(x, y, levels=LEVELS).interval
    assert curve["s_absolute"].interval == s_score(x, y, levels=LEVELS).interval


def test_where_there_are_too_many_completions_there_is_no_interval_and_a_reason():
    x, y = [None] * 60, [1, 2, 3] * 20
    found = cohen_kappa([1, 2, *x], [1, 1, *y], levels=(1, 2, 3))
    assert found.value == 0
    assert found.interval is None
    assert "too many ways" in found.no_interval
    assert str(found) == f"Cohen's kappa: 0 (n=2, n_missing=60; no interval: {found.no_interval})"
    assert s_score([1, 2, *x], [1, 1, *y], levels=(1, 2, 3)).interval is not None


@pytest.mark.parametrize("measurement", ["nominal", "ordinal"])
@given(st.lists(st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * 3), min_size=1, max_size=3))
def test_intervals_of_alpha_are_those_of_all_completions(measurement, units):
    flat = [value for unit in units for value in unit]
    assume(1 <= flat.count(None) <= 4)
    measure = partial(krippendorff_alpha, level_of_measurement=measurement, levels=["a", "b", "c"])
    result = measure([flat[0::3], flat[1::3], flat[2::3]])
    require_sharp(result, (measure([one[0::3], one[1::3], one[2::3]]) for one in completed(flat, "abc")))
    open_ended = krippendorff_alpha([flat[0::3], flat[1::3], flat[2::3]])
    assert open_ended.interval is None
    assert open_ended.no_interval == "without levels, what is missing could be any value"


@given(st.lists(st.tuples(*[st.sampled_from([None, 1, 2])] * 2), min_size=1, max_size=4), st.booleans())
def test_intervals_of_agreement_of_coders_are_those_of_all_completions(units, ordinal):
    flat = [value for unit in units for value in unit]
    assume(None in flat)
    levels = {"ordinal": {"f": [1, 2, 3]}} if ordinal else {}

    def measure(values):
        return field_reliability({"f": values[::2]}, {"f": values[1::2]}, **levels)["f"].agreement

    require_sharp(measure(flat), map(measure, completed(flat, [1, 2])))


@given(st.lists(st.sampled_from([None, None, -2, 0, 1]), min_size=1, max_size=6))
def test_intervals_of_controversy_are_those_of_all_completions(stances):
    assume(None in stances)
    require_sharp(controversy(stances), map(controversy, completed(stances, [-1, 0, 1])))


@given(st.lists(st.sampled_from(CODES[::5]), max_size=3), st.integers(1, 2))
def test_intervals_of_cooperation_are_those_of_all_codes(known, missing):
    codes = [*known, *[None] * missing]
    every = list(completed(codes, CODES))
    for measure in (
        lambda each: quad_counts(each, scheme=PLOVER).net_cooperation(),
        lambda each: quad_counts(each, scheme=PLOVER).net_verbal_cooperation(),
        lambda each: quad_counts(each, scheme=PLOVER).net_material_cooperation(),
        lambda each: intensity(each, scheme=PLOVER),
        lambda each: intensity(each, scheme=PLOVER).mean,
        lambda each: intensity_weighted_cooperation(each, scheme=PLOVER),
    ):
        require_sharp(measure(codes), map(measure, every))


AMOUNTS = st.lists(st.sampled_from([None, 0.0, 1.0, 2.0, 3.0, 7.0]), min_size=1, max_size=5)
INEQUALITY = {
    "Gini": gini,
    "Theil": theil_t,
    "entropy": shannon_entropy,
    "CR-1": partial(concentration_ratio, k=1),
    "CR-2": partial(concentration_ratio, k=2),
}
CONCENTRATION = {
    "H": herfindahl,
    "points": herfindahl_points,
    "normalised": normalised_herfindahl,
    "effective": effective_partners,
    **INEQUALITY,
}
FEW = [0.0, 1e-9, *np.linspace(0.4, 8, 20).tolist(), 1e9]
MANY = [*FEW, *np.linspace(0.05, 8, 60).tolist()]


@pytest.mark.parametrize("name", CONCENTRATION)
@given(values=AMOUNTS)
def test_intervals_of_concentration_hold_every_amount_and_are_approached(name, values):
    assume(1 <= values.count(None) <= 2)
    measure = CONCENTRATION[name]
    result = measure(values)
    tried = MANY if values.count(None) == 1 else FEW
    found = [float(each) for each in map(measure, completed(values, tried)) if each.is_defined]
    if not found:
        assert result.interval is None
        return
    width = result.interval.upper - result.interval.lower
    assert min(found) >= result.interval.lower - 1e-9 * result.interval.upper
    assert max(found) <= result.interval.upper + 1e-9 * result.interval.upper
    assert min(found) <= result.interval.lower + 0.1 * width + 1e-6
    assert max(found) >= result.interval.upper - 0.1 * width - 1e-6


BOUNDS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted).map(tuple)


@pytest.mark.parametrize("name", INEQUALITY)
@given(values=st.lists(st.one_of(BOUNDS, st.integers(0, 5)), min_size=1, max_size=4))
def test_intervals_of_amounts_within_bounds_hold_every_choice_and_are_attained(name, values):
    measure = INEQUALITY[name]
    result = measure(values)
    pairs = [value if isinstance(value, tuple) else (value, value) for value in values]
    whole = [np.linspace(*pair, 4 * (pair[1] - pair[0]) + 1).tolist() for pair in pairs]
    found = [float(each) for each in map(measure, itertools.product(*whole)) if each.is_defined]
    if not found:
        assert result.interval is None
        return
    if result.is_defined:
        assert result.value == pytest.approx(found[0])
    assert result.interval.lower - 1e-9 <= min(found)
    assert max(found) <= result.interval.upper + 1e-9
    rises, falls = (result.interval.upper, max(found)), (result.interval.lower, min(found))
    # Uneven amounts are whole numbers; even ones come as near as a grid of quarters allows.
    uneven, even = (falls, rises) if measure is shannon_entropy else (rises, falls)
    assert uneven[0] == pytest.approx(uneven[1])
    assert even[0] == pytest.approx(even[1], abs=0.05)


@pytest.mark.parametrize("name", INEQUALITY)
@given(
    values=st.lists(st.floats(0, 1e6), min_size=2, max_size=8),
    unit=st.sampled_from([1e-300, 0.1, 7.0, 1e290]),
    chance=st.randoms(use_true_random=False),
)
def test_neither_unit_nor_order_matters_to_inequality(name, values, unit, chance):
    assume(max(values) > 1e-3)
    measure = INEQUALITY[name]
    moved = [value * unit for value in chance.sample(values, len(values))]
    assert measure(moved).value == pytest.approx(measure(values).value, abs=1e-9)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=8), st.data())
def test_a_transfer_to_one_who_has_less_lowers_inequality(values, data):
    poor, rich = sorted(data.draw(st.permutations(range(len(values))))[:2], key=lambda place: values[place])
    assume(values[rich] - values[poor] >= 2)
    given_away = data.draw(st.integers(1, (values[rich] - values[poor]) // 2))
    after = list(values)
    after[rich] -= given_away
    after[poor] += given_away
    assert gini(after).value < gini(values).value
    assert theil_t(after).value < theil_t(values).value
    assert shannon_entropy(after).value > shannon_entropy(values).value
    assert concentration_ratio(after, k=2).value <= concentration_ratio(values, k=2).value + 1e-12


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.integers(2, 4))
def test_a_population_put_beside_itself_is_as_unequal(values, copies):
    assume(any(values))
    assert gini(values * copies).value == pytest.approx(gini(values).value, abs=1e-12)
    assert theil_t(values * copies).value == pytest.approx(theil_t(values).value, abs=1e-12)
    entropy = shannon_entropy(values).value
    assert shannon_entropy(values * copies).value == pytest.approx(entropy + math.log(copies))
    assert theil_t(values).value == pytest.approx(math.log(len(values)) - entropy, abs=1e-12)
    assert concentration_ratio(values * copies, k=copies).value == pytest.approx(concentration_ratio(values, k=1).value)
