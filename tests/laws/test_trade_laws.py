"""Laws of trade between countries."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import (
    asymmetry,
    grubel_lloyd,
    openness,
    relative_asymmetry,
    revealed_comparative_advantage,
    trade_dependence,
    trade_intensity,
    trade_share,
    weak_link,
)

AMOUNTS = st.floats(1e-3, 1e9)
MAYBE = st.one_of(st.just(0.0), AMOUNTS)


def tables(rows, columns):
    return st.lists(st.lists(MAYBE, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@given(st.floats(0, 1), AMOUNTS, AMOUNTS)
def test_dependence_is_share_times_openness(part, total, gdp):
    flow = part * total
    product = trade_share(flow, total).value * openness(total, gdp).value
    assert trade_dependence(flow, gdp).value == pytest.approx(product)


@given(MAYBE, MAYBE)
def test_asymmetry_is_symmetric_and_its_relative_form_turns_its_sign(a, b):
    assert asymmetry(a, b).value == asymmetry(b, a).value
    assert weak_link(a, b).value == weak_link(b, a).value == min(a, b)
    assume(a + b)
    assert relative_asymmetry(a, b).value == -relative_asymmetry(b, a).value
    assert -1 <= relative_asymmetry(a, b).value <= 1


@given(tables(4, 4), st.sampled_from(["world", "rest-of-world", "kojima1964"]), st.floats(0.001, 1000))
def test_intensity_does_not_know_the_unit(flows, convention, unit):
    once = trade_intensity(flows, convention=convention).value
    again = trade_intensity([[cell * unit for cell in row] for row in flows], convention=convention).value
    assert (once.mask == again.mask).all()
    assert once.filled(0) == pytest.approx(again.filled(0), rel=1e-6)


@given(tables(4, 4))
def test_intensity_of_the_world_averages_to_one_over_partners(flows):
    """Weighted by each partner's share of the world, an exporter's intensities sum to 1."""
    found = trade_intensity(flows).value.filled(0)
    x = np.array(flows) * (1 - np.eye(4))
    assume(x.sum() > 0)
    weights = x.sum(axis=0) / x.sum()
    for row, exports in zip(found, x.sum(axis=1), strict=True):
        if exports > 0:
            assert row @ weights == pytest.approx(1)


@given(tables(3, 4))
def test_comparative_advantage_averages_to_one_over_products(exports):
    x = np.array(exports)
    assume(x.sum() > 0)
    found = revealed_comparative_advantage(exports).value
    weights = x.sum(axis=0) / x.sum()
    for row, total in zip(found.filled(0), x.sum(axis=1), strict=True):
        if total > 0:
            assert row @ weights == pytest.approx(1)


@given(st.lists(st.tuples(MAYBE, MAYBE), min_size=1, max_size=6))
def test_grubel_lloyd_is_the_mean_of_industries_weighted_by_their_trade(industries):
    x, m = [a for a, _ in industries], [b for _, b in industries]
    whole = grubel_lloyd(x, m)
    assume(whole.is_defined)
    parts = [(grubel_lloyd(a, b), a + b) for a, b in industries if a + b]
    assert whole.value == pytest.approx(sum(part.value * size for part, size in parts) / sum(size for _, size in parts))
    assert whole.value == pytest.approx(grubel_lloyd(m, x).value)
    assert -1e-12 <= whole.value <= 1
