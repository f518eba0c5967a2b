"""Laws of the first measures."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import largest_share, net_cooperation, s_score

LEVELS = (-2, -1, 0, 1, 2)
STANCES = st.one_of(st.none(), st.sampled_from(LEVELS))
DISTANCES = st.sampled_from(["absolute", "squared"])


def portfolios(**sizes):
    """Two portfolios over the same items."""
    return st.lists(st.tuples(STANCES, STANCES), **sizes).map(
        lambda pairs: ([a for a, _ in pairs], [b for _, b in pairs])
    )


@given(portfolios(), DISTANCES)
def test_s_is_symmetric(pair, distance):
    x, y = pair
    assert (
        s_score(x, y, levels=LEVELS, distance=distance).value == s_score(y, x, levels=LEVELS, distance=distance).value
    )


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


@given(portfolios(min_size=1), st.randoms(use_true_random=False))
def test_s_does_not_depend_on_the_order_of_items(pair, chance):
    items = list(zip(*pair, strict=True))
    shuffled = chance.sample(items, len(items))
    x, y = ([item[side] for item in shuffled] for side in (0, 1))
    assert s_score(x, y, levels=LEVELS).value == s_score(*pair, levels=LEVELS).value


@given(portfolios(min_size=1), st.integers(-50, 50))
def test_s_does_not_change_when_the_scale_is_shifted(pair, shift):
    moved = [[None if value is None else value + shift for value in side] for side in pair]
    levels = [level + shift for level in LEVELS]
    assert s_score(*moved, levels=levels).value == s_score(*pair, levels=LEVELS).value


@given(portfolios(min_size=1), st.floats(0.001, 1000))
def test_only_proportions_of_weights_matter(pair, factor):
    first, second = s_score(*pair, levels=LEVELS), s_score(*pair, levels=LEVELS, item_weights=[factor] * len(pair[0]))
    assume(first.is_defined)
    assert second.value == pytest.approx(first.value)


COUNTS = st.integers(0, 6)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_net_cooperation_bounds_are_those_of_every_choice(cooperation, conflict, doubtful, feared):
    result = net_cooperation(cooperation, conflict, contested=(doubtful, feared))
    choices = [
        (cooperation + a - conflict - b) / (cooperation + a + conflict + b)
        for a, b in itertools.product(range(doubtful + 1), range(feared + 1))
        if cooperation + a + conflict + b
    ]
    if not choices:
        assert result.interval is None
    else:
        assert (result.interval.lower, result.interval.upper) == (min(choices), max(choices))


@given(COUNTS, COUNTS)
def test_net_cooperation_turns_its_sign_when_the_sorts_are_exchanged(cooperation, conflict):
    assume(cooperation + conflict)
    assert net_cooperation(cooperation, conflict).value == -net_cooperation(conflict, cooperation).value


TENTHS = st.integers(0, 10)


@given(st.lists(st.tuples(TENTHS, TENTHS).map(sorted), max_size=3))
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
