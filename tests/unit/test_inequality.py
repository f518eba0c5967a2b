"""Gini, Theil, entropy and concentration ratio: known values, degenerate cases, and amounts that are not known."""

import math

import numpy as np
import pandas as pd
import pytest

from mxus.errors import InvalidValueError
from mxus.measures import concentration_ratio, effective_partners, gini, herfindahl, shannon_entropy, theil_t
from mxus.values.interval import Interval


def ends(result):
    return pytest.approx((result.interval.lower, result.interval.upper))


@pytest.mark.parametrize("n", [2, 5, 50])
def test_values_worked_out_by_hand(n):
    """Of 1 to n the Gini coefficient is (n - 1) / (3 n); all with one and all alike are the ends of each index."""
    assert gini(range(1, n + 1)).value == pytest.approx((n - 1) / (3 * n))
    one, alike = [0] * (n - 1) + [3], [2] * n
    assert [gini(one).value, gini(alike).value] == pytest.approx([(n - 1) / n, 0])
    assert [theil_t(one).value, theil_t(alike).value] == pytest.approx([math.log(n), 0])
    assert [shannon_entropy(one).value, shannon_entropy(alike).value] == pytest.approx([0, math.log(n)])
    assert [concentration_ratio(one, k=1).value, concentration_ratio(alike, k=1).value] == pytest.approx([1, 1 / n])


def test_values_are_those_of_scipy_and_of_the_definition():
    entropy = pytest.importorskip("scipy.stats").entropy
    values = np.random.default_rng(3).pareto(1.5, 40)
    assert shannon_entropy(values).value == pytest.approx(entropy(values))
    assert theil_t(values).value == pytest.approx(entropy(values, np.ones(40)))
    apart = np.abs(values[:, None] - values).mean()
    assert gini(values).value == pytest.approx(apart / 2 / values.mean())
    assert concentration_ratio(pd.Series(values), k=4).value == pytest.approx(np.sort(values)[-4:].sum() / values.sum())


def test_nothing_to_share_and_nothing_known_are_undefined():
    for measure in (gini, theil_t, shannon_entropy, concentration_ratio):
        nothing = measure([0, 0])
        assert (nothing.value.reason, nothing.interval) == ("there is nothing to share: the total is 0", None)
        assert measure([]).value.reason == "there is nothing to share: the total is 0"
        unknown = measure([None, None])
        assert unknown.value.reason == "no value is known"
        assert (unknown.n, unknown.n_missing) == (0, 2)
    assert gini([None, None]).interval == Interval(0, 0.5)
    assert gini([3]).value == 0


def test_what_is_missing_can_be_anything_from_nothing_to_everything():
    """Of 1, 1 and one unknown all can be alike, or one have as good as all."""
    assert ends(gini([1, 1, None])) == (0, 2 / 3)
    assert ends(theil_t([1, 1, None])) == (0, math.log(3))
    assert ends(shannon_entropy([1, 1, None])) == (0, math.log(3))
    assert ends(concentration_ratio([1, 1, None], k=1)) == (1 / 3, 1)
    # 80 and 20 with a third of 68, which is S2 / S1.
    found = herfindahl([80, None, 20])
    assert found.value == pytest.approx(0.68)
    assert ends(found) == (sum(v * v for v in (80, 20, 68)) / 168**2, 1)
    assert ends(effective_partners([80, None, 20])) == (1, 1 / 0.68 + 1)
    assert str(found) == "Herfindahl-Hirschman index: 0.68 in [0.4048, 1] (n=2, n_missing=1)"


def test_amounts_within_bounds_leave_an_interval_and_no_value():
    found = gini([1, (1, 3)])
    assert found.value.reason == "known only within bounds"
    assert ends(found) == (0, 0.25)
    assert ends(shannon_entropy([1, (1, 3)])) == (shannon_entropy([1, 3]).value, math.log(2))
    assert gini([1, (3, 3)]).value == gini([1, 3]).value
    assert ends(concentration_ratio([40, 30, 20, (0, 10)], k=2)) == (0.7, 70 / 90)
    many = gini([1] + [(1, 2)] * 15)
    assert many.interval is None
    assert many.no_interval == "more than 14 values are known only within bounds"
    assert many.no_interval in str(many)
    # With one that is missing the most is known without looking at all of them.
    assert gini([1, None] + [(1, 2)] * 15).interval is not None


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ([1, -1], r"values\[1\] = -1"),
        ([1, (2, 1)], r"values\[1\] = \(2, 1\)"),
        ([1, (0, math.inf)], r"values\[1\] = \(0, inf\)"),
        ([(1, 2, 3)], r"values\[0\]"),
        (["a"], r"values\[0\]"),
        ("12", "a sequence of amounts"),
        (5, "a sequence of amounts"),
        (np.ones((2, 2)), "2 dimensions"),
    ],
)
@pytest.mark.parametrize("measure", [gini, theil_t, shannon_entropy, concentration_ratio])
def test_what_is_no_amount_is_refused(measure, values, where):
    with pytest.raises(InvalidValueError, match=where):
        measure(values)


@pytest.mark.parametrize("k", [0, -1, 1.5, True])
def test_the_number_of_the_largest_is_a_whole_one(k):
    with pytest.raises(InvalidValueError, match="found k"):
        concentration_ratio([1, 2], k=k)
