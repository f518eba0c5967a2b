"""The gap of means: degenerate cases, drawn ways, what is refused."""

import math

import numpy as np
import pandas
import polars
import pytest

from mxus import Interval, InvalidValueError, Undefined
from mxus.measures import mean_bounds, mean_gap

FEW = Undefined("fewer than two values in a group")


def test_fewer_than_two_values_in_a_group_give_means_and_no_gap():
    found = mean_gap([1, 0.5, -1], [True, True, False], ["a", "a", "b"])
    assert (found.first.value, found.second.value) == (0.75, -1.0)
    assert (found.value, found.p_value, found.bootstrap) == (FEW, FEW, None)
    nothing = mean_gap([], [], [])
    assert (nothing.value, nothing.first.value, nothing.without, nothing.weakest) == (
        FEW,
        Undefined("no value"),
        (),
        None,
    )


def test_one_cluster_has_no_bootstrap_and_no_evidence():
    found = mean_gap([1, 1, -1, -1], [True, True, False, False], ["a"] * 4)
    assert (found.p_value, found.ways, found.bootstrap) == (0.5, 2, None)
    assert found.without == (("a", FEW),)


def test_many_ways_are_drawn_and_the_found_one_counts():
    values, first = [1.0] * 12 + [-1.0] * 12, [True] * 12 + [False] * 12
    found = mean_gap(values, first, [str(number) for number in range(24)], draws=999)
    assert (found.p_exact, found.ways, found.p_value) == (False, 999, 0.001)
    assert found.bootstrap.lower == found.bootstrap.upper == 2.0
    assert mean_gap(values, first, [str(number) for number in range(24)], draws=999) == found


def test_two_sided_counts_gaps_below_as_well():
    data = ([-1, -1, -1, 1, 1, 1], [True] * 3 + [False] * 3, list("abcdef"))
    assert mean_gap(*data).p_value == 1.0
    assert mean_gap(*data, alternative="two-sided").p_value == 0.1


def test_the_weakest_cluster_is_the_one_the_gap_hangs_on():
    found = mean_gap([1, 1, 1, 0, 0, -1, -1, -1], [True] * 3 + [False] * 5, list("abccdefg"))
    assert found.without[0][0] == "a"
    assert found.weakest[0] in {"e", "f", "g"}
    assert mean_gap([1, 2, 3], [True, False, False], list("abc")).weakest[0] == "a"  # without which there is none


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ([True, None, False, False], r"first\[1\] = None"),
        ([True, float("nan"), False, False], r"first\[1\] = nan"),
        (["yes", "no", "no", "no"], r"first\[0\] = 'yes', first\[1\] = 'no'"),
        ([1, 1, 0, 0], r"first\[0\] = 1"),
        (np.array([1.0, 1.0, 0.0, 0.0]), r"first\[0\] = 1\.0"),
        (np.ma.array([True, True, False, False], mask=[False, True, False, False]), r"first\[1\] = "),
        (pandas.Series([True, None, False, False], dtype="boolean"), r"first\[1\] = <NA>"),
        (polars.Series([True, None, False, False]), r"first\[1\] = None"),
        ("1100", r"first\[0\] = '1'"),
        (5, "first 5"),
    ],
)
def test_what_is_no_truth_value_is_no_group(first, words):
    with pytest.raises(InvalidValueError, match=f"found {words}.*; expected True or False for each value"):
        mean_gap([1, 2, 3, 4], first, list("abcd"))


@pytest.mark.parametrize(
    "first",
    [
        np.array([True, True, False, False]),
        np.ma.array([True, True, False, False]),
        pandas.Series([True, True, False, False]),
        pandas.Series([True, True, False, False], dtype="boolean"),
        polars.Series([True, True, False, False]),
        (np.True_, True, np.False_, False),
    ],
)
def test_groups_are_truth_values_of_any_kind(first):
    assert mean_gap([1, 2, 3, 4], first, list("abcd")) == mean_gap([1, 2, 3, 4], [True, True, False, False], "abcd")


def test_values_of_any_size_have_a_gap_unless_it_is_none_itself():
    found = mean_gap([1.5e308, 1.5e308, 1e308, 1e308], [True, True, False, False], list("abcd"))
    assert (found.value, found.first.value, found.p_value) == (pytest.approx(5e307), 1.5e308, pytest.approx(1 / 6))
    with pytest.raises(InvalidValueError, match=r"found values from -1\.5e\+308 to 1\.5e\+308; expected a range"):
        mean_gap([1.5e308, 1.5e308, -1.5e308, -1.5e308], [True, True, False, False], list("abcd"))
    assert mean_bounds([(1e308, 1.5e308)] * 3).interval == Interval(1e308, 1.5e308)


def test_both_infinities_at_one_end_have_no_mean():
    with pytest.raises(InvalidValueError, match="found bounds of -inf and inf at one end"):
        mean_bounds([(-math.inf, 0), (math.inf, math.inf)])
    assert mean_bounds([(-math.inf, 0), (0, math.inf)]).interval == Interval(-math.inf, math.inf)


def test_settings_may_be_numbers_of_numpy():
    data = ([1, 1, 1, 0, 0], [True] * 3 + [False] * 2, list("abcde"))
    found = mean_gap(*data, draws=np.int64(9), seed=np.int32(3), level=np.float32(0.5))
    assert found == mean_gap(*data, draws=9, seed=3, level=0.5)
    assert type(found.ways) is int


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([1, None], [True, False], ["a", "b"]), {}, "expected finite numbers"),
        (([1, 2], [True], ["a", "b"]), {}, "found 2 values, 1 groups and 2 clusters; expected as many"),
        (([1, 2], [True, False], ["a", ["b"]]), {}, r"found clusters\[1\] = \['b'\]; expected names"),
        (([1, 2], [True, False], ["a", "b"]), {"draws": 0}, "draws"),
        (([1, 2], [True, False], ["a", "b"]), {"level": 1}, "expected a part between 0 and 1"),
        (([1, 2], [True, False], ["a", "b"]), {"level": 0.0}, r"found level 0\.0; expected a part between 0 and 1"),
        (([1, 2], [True, False], ["a", "b"]), {"alternative": "less"}, "expected one of"),
        (([1, 2], [True, False], ["a", "b"]), {"seed": -1}, "seed"),
    ],
)
def test_what_is_malformed_is_refused(arguments, options, message):
    with pytest.raises(InvalidValueError, match=message):
        mean_gap(*arguments, **options)


def test_values_that_may_not_count_are_taken_while_they_help():
    assert mean_bounds([], [(-1, -1), (1, 1)]).interval.lower == -1
    assert mean_bounds([(0, 0)], [(0.5, 0.5), (-0.5, 0.25)]).interval.upper == 0.25
