"""Laws of concentration, and of what it can be when shares are known within bounds only."""

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import (
    effective_partners,
    herfindahl,
    herfindahl_bounds,
    herfindahl_points,
    largest_share,
    normalised_herfindahl,
)

TENTHS = st.integers(0, 10)
BOXES = st.lists(st.tuples(TENTHS, TENTHS).map(sorted).map(tuple), max_size=3)
FLOWS = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1e9)), min_size=1, max_size=12)


@given(FLOWS)
def test_the_index_lies_between_equal_shares_and_one_partner(flows):
    found = herfindahl(flows)
    assume(found.is_defined)
    assert 1 / found.n - 1e-12 <= found.value <= 1 + 1e-12
    assert effective_partners(flows).value == pytest.approx(1 / found.value)
    assert herfindahl_points(flows).value == pytest.approx(10_000 * found.value)
    assert normalised_herfindahl(flows).is_defined == (found.n > 1)


@given(FLOWS, st.floats(1e-200, 1e200), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_matters(flows, unit, chance):
    assume(sum(flows))
    moved = [flow * unit for flow in chance.sample(flows, len(flows))]
    assert herfindahl(moved).value == pytest.approx(herfindahl(flows).value)


@given(FLOWS, st.integers(2, 5))
def test_splitting_every_partner_divides_the_index(flows, parts):
    assume(sum(flows))
    assert herfindahl(flows * parts).value == pytest.approx(herfindahl(flows).value / parts)


def completions(boxes, others):
    """Every way to give out ten tenths within the boxes and to so many others."""
    ranges = [range(lower, upper + 1) for lower, upper in boxes] + [range(11)] * others
    return [shares for shares in itertools.product(*ranges) if sum(shares) == 10]


@given(BOXES, st.integers(0, 3))
def test_bounds_hold_every_completion_and_the_upper_one_is_attained(boxes, others):
    known = [(lower / 10, upper / 10) for lower, upper in boxes]
    found = completions(boxes, others)
    assume(found)
    interval = herfindahl_bounds(known, others=others).interval
    indices = [math.fsum((share / 10) ** 2 for share in shares) for shares in found]
    assert interval.lower - 1e-9 <= min(indices)
    # The most is reached where all shares but one are at a bound, and bounds here are whole tenths.
    assert interval.upper == pytest.approx(max(indices))


@given(st.lists(st.tuples(TENTHS, TENTHS).map(sorted).map(tuple), max_size=2), st.integers(0, 2))
def test_the_lower_bound_is_approached_by_completions(boxes, others):
    """On a grid four times as fine, some completion comes as near as the grid allows."""
    ranges = [range(4 * lower, 4 * upper + 1) for lower, upper in boxes] + [range(41)] * others
    *free, last = ranges or [range(0)]
    shares = ((*some, 40 - sum(some)) for some in itertools.product(*free))
    found = [sum(share * share for share in each) / 1600 for each in shares if each[-1] in last]
    assume(found)
    lower = herfindahl_bounds([(a / 10, b / 10) for a, b in boxes], others=others).interval.lower
    assert lower <= min(found) + 1e-9
    assert min(found) - lower <= 2 * 0.025 * len(ranges)


@given(BOXES, st.integers(1, 4))
def test_any_number_of_others_allows_whatever_some_number_does(boxes, others):
    known = [(lower / 10, upper / 10) for lower, upper in boxes]
    assume(sum(lower for lower, _ in boxes) <= 10)
    any_number, some = herfindahl_bounds(known).interval, herfindahl_bounds(known, others=others).interval
    assert any_number.lower <= some.lower + 1e-9
    assert some.upper <= any_number.upper + 1e-9


@given(FLOWS)
def test_all_shares_known_leave_nothing_open(flows):
    assume(sum(flows))
    shares = [flow / math.fsum(flows) for flow in flows]
    found = herfindahl_bounds([(share, share) for share in shares], others=0)
    assert found.value == pytest.approx(herfindahl(flows).value)


@given(BOXES)
def test_largest_share_bounds_hold_and_are_reached_by_completions(bounds):
    """Every completion in tenths, with as many unknown partners as there is rest to share."""
    assume(sum(lower for lower, _ in bounds) <= 10)
    result = largest_share([(lower / 10, upper / 10) for lower, upper in bounds])
    largest = []
    for known in itertools.product(*(range(lower, upper + 1) for lower, upper in bounds)):
        rest = 10 - sum(known)
        if rest >= 0:
            # Unknown partners can be many and small, so the rest can be spread until none of them is the largest.
            largest += [max([*known, rest], default=rest), max(known, default=0)]
    assert min(largest) / 10 == pytest.approx(result.interval.lower)
    assert max(largest) / 10 == pytest.approx(result.interval.upper)
