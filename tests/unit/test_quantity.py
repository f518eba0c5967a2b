"""Quantities: what each qualifier allows, and what is refused."""

import itertools
import math
import operator
import re

import pytest

from mxus import InvalidValueError, Quantity
from mxus.report.wording import in_words
from mxus.vocabulary import Qualifier, Unit


def test_more_than_leaves_the_number_out_and_has_no_upper_bound():
    extradited = Quantity.more_than(26, "persons")
    assert 26 not in extradited
    assert 27 in extradited
    assert 10**9 in extradited
    assert extradited.upper == math.inf


def test_less_than_a_share_reaches_down_to_zero():
    share = Quantity.less_than(0.007, "share")
    assert 0 in share
    assert 0.007 not in share
    assert share.lower_closed


def test_nearly_is_below_and_within_a_tenth():
    dead = Quantity.nearly(70, "persons")
    assert (63 in dead, 69 in dead, 70 in dead, 62 in dead) == (True, True, False, False)


def test_far_below_keeps_only_the_bound_it_names():
    assert Quantity.far_below(0.007, "share").upper == 0.007
    assert 0.0069 in Quantity.far_below(0.007, "share")


def test_about_holds_what_is_as_far_from_it_on_either_side_of_0():
    above, below = Quantity.about(100, "usd"), Quantity.about(-100, "usd")
    assert (below.lower, below.upper) == (-above.upper, -above.lower)
    assert -100 in below


def test_an_end_is_possible_in_an_intersection_only_where_it_is_in_both():
    closed, opened = Quantity.at_least(1, "usd"), Quantity.more_than(1, "usd")
    assert not (closed & opened).lower_closed
    assert not (opened & closed).lower_closed
    closed, opened = Quantity.at_most(1, "usd"), Quantity.less_than(1, "usd")
    assert not (closed & opened).upper_closed
    assert not (opened & closed).upper_closed


@pytest.mark.parametrize(
    ("sign", "operation"),
    [("<", operator.lt), ("<=", operator.le), ("+", operator.add), ("-", operator.sub), ("&", operator.and_)],
)
def test_an_operation_on_two_units_names_both_and_itself(sign, operation):
    message = f"^found usd {re.escape(sign)} persons; expected two quantities of one unit$"
    with pytest.raises(InvalidValueError, match=message):
        operation(Quantity.exactly(1, "usd"), Quantity.exactly(1, "persons"))


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity.more_than(1, "count"), "more than once"),
        (Quantity.about(1, "count"), "about once"),
        (Quantity.about(0.29, "share"), "about 29 %"),
        (Quantity.about(0.95, "share"), "about 95 %"),  # whose upper end the unit cuts off
        (Quantity.about(-100, "usd"), "about -100 usd"),
        (Quantity.about(0.3, "share", within=0.2), "about 24 % to 36 %"),
        (Quantity.exactly(0.3, "share") * 0.5, "15 %, computed"),
        (Quantity.exactly(1, "count"), "once"),
        (Quantity.less_than(11, "count"), "less than 11 times"),
        (Quantity.exactly(1, "persons"), "1 person"),
        (Quantity.more_than(1, "persons"), "more than 1 person"),
        (Quantity.exactly(2.5, "usd"), "2.5 usd"),
        (Quantity.between(0.25, 0.5, "share"), "25 % or more and 50 % or less"),
    ],
)
def test_a_quantity_is_put_in_everyday_words(quantity, words):
    assert in_words(quantity) == words


def test_zero_has_one_sign():
    assert str(Quantity.at_most(-0.0, "usd")) == "at most 0 usd"
    negated = Quantity.exactly(0, "usd") - Quantity.exactly(0, "usd")
    for found in (Quantity.between(-0.0, -0.0, "usd"), negated, Quantity.about(-0.0, "usd")):
        assert [math.copysign(1, end) for end in (found.lower, found.upper)] == [1, 1]


def test_about_stays_inside_the_range_of_the_unit():
    assert Quantity.about(0.95, "share").upper == 1.0


def test_exact_value_is_known_and_bounds_are_not_a_value():
    assert Quantity.exactly(16, "count").value == 16
    assert Quantity.between(1, 2, "count").value is None


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Quantity.exactly(1.2, "share"), "expected values from 0 to 1"),
        (lambda: Quantity.exactly(29, "share"), r"share above 1: write 29 % as 0\.29"),
        (lambda: Quantity.about(29, "share"), r"share above 1: write 29 % as 0\.29"),
        (lambda: Quantity.nearly(29, "share"), r"share above 1: write 29 % as 0\.29"),
        (lambda: Quantity.more_than(80, "share"), r"share above 1: write 80 % as 0\.8"),
        (lambda: Quantity.less_than(0.7 * 10, "share"), r"share above 1: write 7 % as 0\.07"),
        (lambda: Quantity.between(20, 30.5, "share"), r"share above 1: write 30\.5 % as 0\.305"),
        (lambda: Quantity.exactly(100, "share"), "share above 1: write 100 % as 1"),
        (lambda: Quantity.exactly(129, "share"), "expected values from 0 to 1"),
        (lambda: Quantity.about(-70, "persons"), "found -70 persons; expected values from 0 to inf"),
        (lambda: Quantity.exactly(-1, "persons"), "expected values from 0 to inf"),
        (lambda: Quantity.exactly(0, "rank"), "expected values from 1 to inf"),
        (lambda: Quantity.between(2, 1, "count"), "expected a lower end not above the upper one"),
        (lambda: Quantity(1, 1, "count", lower_closed=False), "which is empty"),
        (lambda: Quantity(math.nan, 1, "count"), "expected numbers"),
        (lambda: Quantity(1, None, "count"), "expected an infinite end to be open"),
        (lambda: Quantity(1, 2, "count", Qualifier.EXACTLY), "expected equal ends"),
        (lambda: Quantity(1, 2, "count", "more-than"), "expected an open lower end alone"),
        (lambda: Quantity(3, 5, "count", "less-than", True, False), "expected an open upper end alone"),
        (lambda: Quantity.exactly(10**400, "count"), "an end of 401 digits"),
        (lambda: Quantity(1, 2, "dozens"), "expected one of 'share'"),
        (lambda: Quantity("1", 2, "count"), "expected a number"),
        (lambda: Quantity(True, 2, "count"), "expected a number"),
        (lambda: Quantity(1, 2, "count", lower_closed=1), "expected True or False"),
        (lambda: Quantity.exactly(1, "usd") + Quantity.exactly(1, "mxn"), "expected two quantities of one unit"),
        (lambda: Quantity.exactly(1, "usd") < Quantity.exactly(1, "mxn"), "expected two quantities of one unit"),
        (lambda: Quantity.exactly(1, "usd") * math.inf, "expected a finite number from 0"),
        (lambda: Quantity.exactly(0.9, "share") + Quantity.exactly(0.9, "share"), "no possible result"),
        (lambda: Quantity.exactly(0.1, "share") & Quantity.exactly(0.9, "share"), "no possible result"),
    ],
)
def test_impossible_quantity_is_refused_with_what_was_expected(make, words):
    with pytest.raises(InvalidValueError, match=words):
        make()


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity.exactly(16, "count"), "16 count"),
        (Quantity.exactly(26_000_001, "persons"), "26000001 persons"),
        (Quantity.more_than(26, "persons"), "more than 26 persons"),
        (Quantity.at_least(2, "count"), "at least 2 count"),
        (Quantity.less_than(0.007, "share"), "less than 0.007 share"),
        (Quantity.at_most(3, "rank"), "at most 3 rank"),
        (Quantity.nearly(70, "persons"), "nearly 70 persons"),
        (Quantity.about(100, "usd"), "about 90 to 110 usd"),
        (Quantity.far_below(0.5, "share"), "far below 0.5 share"),
        (Quantity.between(1, 2, "years"), "1 or more and 2 or less years"),
        (Quantity(None, None, "usd", "derived", lower_closed=False, upper_closed=False), "any number of usd"),
        (Quantity.exactly(1, "count") + Quantity.more_than(2, "count"), "more than 3 count"),
    ],
)
def test_quantity_is_said_as_the_text_says_it(quantity, words):
    assert str(quantity) == words


def test_comparison_is_true_only_where_it_is_certain():
    low, high = Quantity.less_than(0.5, "share"), Quantity.at_least(0.5, "share")
    assert low < high
    assert high > low
    assert not low > high
    assert not Quantity.at_most(0.5, "share") < high
    assert Quantity.at_most(0.5, "share") <= high
    assert high >= Quantity.at_most(0.5, "share")


def test_an_overflowing_end_stays_a_bound():
    huge = Quantity.between(1e308, 1.5e308, "usd")
    total = huge + huge
    assert total.lower < math.inf
    assert total.upper == math.inf
    assert not total.upper_closed


def test_unit_knows_its_range():
    assert (Unit.SHARE.minimum, Unit.SHARE.maximum) == (0, 1)
    assert Unit.USD.minimum == -math.inf


def test_quantities_combine_with_quantities_alone():
    ten = Quantity.exactly(10, "usd")
    for combine in (lambda: ten + 1, lambda: ten < 1, lambda: ten & 1, lambda: ten * "a", lambda: ten - None):
        with pytest.raises(TypeError):
            combine()


@pytest.mark.parametrize(("a", "b", "c", "d"), list(itertools.product([False, True], repeat=4)))
def test_an_end_of_a_sum_or_difference_is_possible_where_both_that_make_it_are(a, b, c, d):
    first = Quantity(1, 3, "usd", lower_closed=a, upper_closed=b)
    second = Quantity(10, 20, "usd", lower_closed=c, upper_closed=d)
    assert _ends(first + second) == (11, a and c, 23, b and d)
    # 1 - 20 takes the lower end of the one and the upper of the other.
    assert _ends(first - second) == (-19, a and d, -7, b and c)
    assert _ends(first * 2) == (2, a, 6, b)


def _ends(quantity):
    return quantity.lower, quantity.lower_closed, quantity.upper, quantity.upper_closed


def test_nothing_times_what_is_not_known_is_nothing():
    assert _ends(Quantity.more_than(3, "usd") * 0) == (0, True, 0, True)


def test_what_the_unit_cannot_hold_is_cut_off_and_its_own_ends_are_possible():
    rest = Quantity.less_than(0.1, "share") - Quantity.exactly(0.05, "share")
    assert (rest.lower, rest.lower_closed, rest.upper_closed) == (0, True, False)
    most = Quantity.at_least(0.5, "share") + Quantity.exactly(0.25, "share")
    assert _ends(most) == (0.75, True, 1, True)


@pytest.mark.parametrize("factor", [math.inf, math.nan, -1])
def test_a_factor_that_is_none_is_named(factor):
    with pytest.raises(InvalidValueError, match=f"^found factor {factor}; expected a finite number from 0"):
        Quantity.about(3, "count") * factor


@pytest.mark.parametrize("closed", [True, False])
def test_ends_are_told_with_what_is_possible_of_them(closed):
    with pytest.raises(InvalidValueError, match=re.escape("[3, 2]" if closed else "(3, 2)")):
        Quantity(3, 2, "count", "between", closed, closed)
