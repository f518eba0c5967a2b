"""Laws of the alignment of two portfolios, and of every dyad at once."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from mxus.measures import (
    agreement_share,
    all_pairs,
    benati_capurri_a,
    cohen_kappa,
    kendall_tau_b,
    lijphart_agreement,
    s_score,
    scott_pi,
    specification_curve,
)
from mxus.measures.contingency import table_indices
from mxus.measures.indices import INDICES
from mxus.testing import portfolios

LEVELS = (-2, -1, 0, 1, 2)
DISTANCES = st.sampled_from(["absolute", "squared"])
WITH_NOMINAL = st.sampled_from(["nominal", "absolute", "squared"])


def values(x, y, levels=LEVELS):
    """Every index of the family, None where undefined."""
    curve = specification_curve(x, y, levels=levels)
    return {name: result.value if result.is_defined else None for name, result in curve.items()}


@given(portfolios())
def test_every_index_is_symmetric(pair):
    x, y = pair
    assert values(x, y) == pytest.approx(values(y, x), abs=1e-12)


@given(portfolios(min_size=1), DISTANCES)
def test_s_is_in_range_and_one_only_where_all_is_equal(pair, distance):
    x, y = pair
    result = s_score(x, y, levels=LEVELS, distance=distance)
    common = [(a, b) for a, b in zip(x, y, strict=True) if a is not None and b is not None]
    assert result.n == len(common)
    assert result.n + result.n_missing == len(x)
    if common:
        assert -1 <= result.value <= 1
        assert (result.value == 1) == all(a == b for a, b in common)
    else:
        assert not result.is_defined


@given(portfolios(min_size=1))
def test_every_index_is_in_range_and_none_is_nan(pair):
    for name, value in values(*pair).items():
        assert value is None or (0 if name == "agreement" else -1) <= value <= 1


@given(portfolios(min_size=1), st.randoms(use_true_random=False))
def test_no_index_depends_on_the_order_of_items(pair, chance):
    items = list(zip(*pair, strict=True))
    shuffled = chance.sample(items, len(items))
    assert values(*([item[side] for item in shuffled] for side in (0, 1))) == values(*pair)


@given(portfolios(min_size=1), st.integers(-50, 50), st.sampled_from([0.25, 1, 3]))
def test_no_index_changes_when_the_scale_is_shifted_or_stretched(pair, shift, factor):
    moved = [[None if value is None else value * factor + shift for value in side] for side in pair]
    levels = [level * factor + shift for level in LEVELS]
    assert values(*moved, levels=levels) == values(*pair)


@given(portfolios(min_size=1), st.permutations(LEVELS))
def test_nominal_indices_do_not_know_the_order_of_levels(pair, order):
    other = dict(zip(LEVELS, order, strict=True))
    renamed = [[None if value is None else other[value] for value in side] for side in pair]
    for measure in (cohen_kappa, scott_pi, agreement_share):
        assert measure(*renamed, levels=LEVELS).value == measure(*pair, levels=LEVELS).value


@given(portfolios(min_size=1), st.data(), st.floats(1e-300, 1e300))
def test_only_proportions_of_weights_matter(pair, data, factor):
    weights = data.draw(st.lists(st.floats(0.01, 1), min_size=len(pair[0]), max_size=len(pair[0])))
    for measure in (s_score, benati_capurri_a):
        once = measure(*pair, levels=LEVELS, item_weights=weights)
        scaled = measure(*pair, levels=LEVELS, item_weights=[factor * weight for weight in weights])
        equal = measure(*pair, levels=LEVELS, item_weights=[factor] * len(weights))
        assume(once.is_defined)
        assert scaled.value == pytest.approx(once.value, abs=1e-9)
        assert equal.value == pytest.approx(measure(*pair, levels=LEVELS).value, abs=1e-9)


@given(portfolios(min_size=1), st.data())
def test_whole_weights_are_repetitions(pair, data):
    times = data.draw(st.lists(st.integers(0, 4), min_size=len(pair[0]), max_size=len(pair[0])))
    repeated = [[value for value, many in zip(side, times, strict=True) for _ in range(many)] for side in pair]
    for measure in (s_score, benati_capurri_a):
        weighted = measure(*pair, levels=LEVELS, item_weights=times)
        plain = measure(*repeated, levels=LEVELS)
        assert weighted.is_defined == plain.is_defined
        if plain.is_defined:
            assert weighted.value == pytest.approx(plain.value, abs=1e-12)


@given(portfolios(min_size=1), DISTANCES, st.sampled_from(LEVELS))
def test_a_is_zero_where_a_side_keeps_to_one_level(pair, distance, level):
    assume(any(value is not None for value in pair[1]))
    assert benati_capurri_a([level] * len(pair[1]), pair[1], levels=LEVELS, distance=distance).value == 0


@given(portfolios(min_size=1), WITH_NOMINAL)
def test_kappa_is_zero_where_one_side_keeps_to_one_level(pair, distance):
    known = {value for value in pair[1] if value is not None}
    assume(len(known) > 1)
    assert cohen_kappa([1] * len(pair[1]), pair[1], levels=LEVELS, distance=distance).value == 0


@given(portfolios(min_size=1), WITH_NOMINAL)
def test_kappa_and_pi_are_defined_for_the_same_pairs_and_one_only_where_all_is_equal(pair, distance):
    kappa = cohen_kappa(*pair, levels=LEVELS, distance=distance)
    pi = scott_pi(*pair, levels=LEVELS, distance=distance)
    assert kappa.is_defined == pi.is_defined
    assume(kappa.is_defined)
    common = [(a, b) for a, b in zip(*pair, strict=True) if a is not None and b is not None]
    assert (kappa.value == 1) == (pi.value == 1) == all(a == b for a, b in common)


@given(portfolios(gaps=False, min_size=2, max_size=25))
def test_tau_b_is_scipys(pair):
    ours, theirs = kendall_tau_b(*pair, levels=LEVELS), kendalltau(*pair).statistic
    assert ours.is_defined == (not math.isnan(theirs))
    if ours.is_defined:
        assert ours.value == pytest.approx(theirs, abs=1e-12)


@given(portfolios(levels=(1, 2, 3), gaps=False, min_size=1))
def test_lijpharts_index_is_half_of_s_and_one(pair):
    s = s_score(*pair, levels=(1, 2, 3)).value
    assert lijphart_agreement(*pair, levels=(1, 2, 3)).value == pytest.approx((1 + s) / 2)


@given(portfolios(gaps=False, min_size=1, max_size=12))
def test_a_is_s_less_the_s_of_every_pairing_of_items(pair):
    """Independent sides with the same habits: each position of the one against each of the other, in fractions."""
    x, y = pair
    largest = Fraction(4)
    seen = sum(Fraction(abs(a - b)) for a, b in zip(x, y, strict=True)) / len(x)
    chance = sum(Fraction(abs(a - b)) for a in x for b in y) / len(x) ** 2
    expected = (1 - 2 * seen / largest) - (1 - 2 * chance / largest)
    assert benati_capurri_a(x, y, levels=LEVELS).value == pytest.approx(float(expected), abs=1e-12)


def matrices(levels):
    """Matrices of positions with gaps: units x items."""
    shape = st.tuples(st.integers(2, 5), st.integers(0, 8))
    cell = st.one_of(st.none(), st.sampled_from(levels))
    return shape.flatmap(
        lambda size: st.lists(st.lists(cell, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


@given(matrices((1, 2, 3)))
def test_all_pairs_answers_what_the_pairwise_functions_do(matrix):
    dyads = all_pairs(matrix, levels=(1, 2, 3))
    for place, (a, b) in enumerate(zip(dyads.first, dyads.second, strict=True)):
        expected = values(matrix[a], matrix[b], levels=(1, 2, 3))
        found = {name: dyads.indices[name][place : place + 1].tolist()[0] for name in INDICES}
        assert found == pytest.approx(expected, abs=1e-12)
        assert dyads.of(str(a), str(b)) == found == dyads.of(str(b), str(a))
        assert dyads.n[place] + dyads.n_missing[place] == len(matrix[a])


@given(matrices((0, 1)), st.randoms(use_true_random=False))
def test_a_stack_of_matrices_is_answered_one_by_one(first, chance):
    second = chance.sample(first, len(first))
    stack = all_pairs([first, second], levels=(0, 1))
    for place, matrix in enumerate((first, second)):
        alone = all_pairs(matrix, levels=(0, 1))
        for name in INDICES:
            assert stack.indices[name][place].tolist() == alone.indices[name].tolist()


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3))
def test_indices_of_a_table_are_those_of_the_portfolios_it_counts(counts):
    x = [float(a + 1) for a in range(3) for b in range(3) for _ in range(counts[a][b])]
    y = [float(b + 1) for a in range(3) for b in range(3) for _ in range(counts[a][b])]
    found = table_indices(np.array(counts, dtype=float), np.array([1.0, 2.0, 3.0]))
    for name, value in values(x, y, levels=(1, 2, 3)).items():
        assert math.isnan(found[name]) if value is None else found[name] == pytest.approx(value, abs=1e-12)
