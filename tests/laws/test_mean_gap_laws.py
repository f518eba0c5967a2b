"""Laws of the gap of means: what may not change it, its test against every way by hand, its size and its power."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import mean_bounds, mean_gap
from mxus.values.interval import Undefined

CODES = st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0])


@st.composite
def clustered(draw, most=8):
    n = draw(st.integers(4, most))
    values = draw(st.lists(CODES, min_size=n, max_size=n))
    first = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    clusters = draw(st.lists(st.sampled_from("abcde"), min_size=n, max_size=n))
    return values, first, clusters


def by_hand(values, first, clusters):
    """The p-value over every way to deal the labels to the blocks, by its definition."""
    blocks = list(dict.fromkeys(zip(clusters, first, strict=True)))
    members = {
        block: [v for v, f, c in zip(values, first, clusters, strict=True) if (c, f) == block] for block in blocks
    }

    def gap(chosen):
        one = [v for block in chosen for v in members[block]]
        other = [v for block in blocks if block not in chosen for v in members[block]]
        return sum(one) / len(one) - sum(other) / len(other)

    observed = gap([block for block in blocks if block[1]])
    ways = list(itertools.combinations(blocks, sum(block[1] for block in blocks)))
    return sum(gap(way) >= observed - 1e-9 for way in ways) / len(ways), len(ways)


@given(clustered())
def test_the_p_value_is_that_of_every_way_by_hand(data):
    found = mean_gap(*data, draws=20_000)
    if isinstance(found.value, Undefined):
        assert isinstance(found.p_value, Undefined)
        assert found.bootstrap is None
        return
    p, ways = by_hand(*data)
    assert (found.p_exact, found.ways) == (True, ways)
    assert found.p_value == pytest.approx(p)


@given(clustered(), st.randoms(use_true_random=False), st.floats(-2, 2))
def test_neither_order_nor_names_nor_a_shift_change_the_gap(data, chance, shift):
    found = mean_gap(*data, draws=200)
    rows = list(zip(*data, strict=True))
    chance.shuffle(rows)
    values, first, clusters = zip(*rows, strict=True)
    other = mean_gap([v + shift for v in values], first, [c.upper() for c in clusters], draws=200)
    assert isinstance(found.value, Undefined) == isinstance(other.value, Undefined)
    if found.is_defined:
        assert other.value == pytest.approx(found.value, abs=1e-9)
    assert {
        name.upper(): value if isinstance(value, Undefined) else round(value, 9) + 0.0 for name, value in found.without
    } == {name: value if isinstance(value, Undefined) else round(value, 9) + 0.0 for name, value in other.without}


@given(clustered())
def test_turning_the_groups_turns_the_gap(data):
    values, first, clusters = data
    found, turned = (mean_gap(values, [f is side for f in first], clusters, draws=50) for side in (True, False))
    assume(found.is_defined)
    assert turned.value == pytest.approx(-found.value)
    assert found.value == pytest.approx(found.first.value - found.second.value)


@given(clustered(), st.sampled_from([2.0**-1060, 1e-300, 1e-13, 3.0, 1e300]), st.sampled_from(["greater", "two-sided"]))
def test_the_unit_of_the_values_changes_neither_p_value_nor_proportions(data, unit, alternative):
    values, first, clusters = data
    found = mean_gap(values, first, clusters, draws=50, alternative=alternative)
    other = mean_gap([v * unit for v in values], first, clusters, draws=50, alternative=alternative)
    assert (other.p_value, other.ways) == (found.p_value, found.ways)
    if found.is_defined:
        assert other.value == pytest.approx(found.value * unit, rel=1e-4)
    if found.bootstrap is not None:
        ends = (found.bootstrap.lower * unit, found.bootstrap.upper * unit)
        assert (other.bootstrap.lower, other.bootstrap.upper) == pytest.approx(ends, rel=1e-4, abs=1e-9 * unit)


BOUNDS = st.lists(st.tuples(CODES, CODES).map(lambda pair: (min(pair), max(pair))), max_size=5)


@given(BOUNDS, BOUNDS)
def test_bounds_of_a_mean_are_its_least_and_greatest_by_brute_force(certain, possible):
    found = mean_bounds(certain, possible).interval
    means = [
        math.fsum(values) / len(values)
        for taken in itertools.product(*[(None, bounds) for bounds in possible])
        for values in itertools.product(*certain, *[bounds for bounds in taken if bounds is not None])
        if values
    ]
    if not means:
        assert found is None
        return
    assert (found.lower, found.upper) == (pytest.approx(min(means)), pytest.approx(max(means)))


def rejections(gap, clusters, *, runs, shared):
    """Part of simulated texts in which the gap is significant at 5 %: clusters of three codes with something shared."""
    found = 0
    for seed in range(runs):
        chance = np.random.default_rng(seed)
        first = np.repeat(np.arange(clusters) < clusters // 2, 3)
        own = chance.normal(0, 1, 3 * clusters) * math.sqrt(1 - shared)
        values = own + np.repeat(chance.normal(0, 1, clusters), 3) * math.sqrt(shared) + gap * first
        names = [str(number) for number in np.repeat(np.arange(clusters), 3)]
        found += mean_gap(values.tolist(), first.tolist(), names, draws=400, seed=seed).p_value <= 0.05
    return found / runs


@pytest.mark.parametrize("shared", [0.0, 0.6])
def test_without_a_gap_one_text_in_twenty_shows_one_however_much_codes_of_a_paragraph_share(shared):
    # 5 % of 600: three standard errors are 2.7 %.
    assert 0.023 <= rejections(0.0, 12, runs=600, shared=shared) <= 0.077


def test_a_planted_gap_is_found_and_a_greater_one_more_often():
    small, great = (rejections(gap, 12, runs=150, shared=0.3) for gap in (0.6, 1.5))
    assert small < great
    assert great > 0.9
