"""Concentration and trade: worked cases, degenerate ones, and what is refused."""

import time

import numpy as np
import pytest

from mxus.errors import InvalidValueError
from mxus.measures import (
    asymmetry,
    effective_partners,
    grubel_lloyd,
    herfindahl,
    herfindahl_bounds,
    herfindahl_points,
    largest_share,
    normalised_herfindahl,
    openness,
    relative_asymmetry,
    revealed_comparative_advantage,
    trade_dependence,
    trade_intensity,
    trade_share,
    weak_link,
)

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize("measure", [herfindahl, herfindahl_points, normalised_herfindahl, effective_partners])
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1, -2, -3], r"found values\[1\] = -2, values\[2\] = -3; expected a finite number from 0"),
        ([INF], r"values\[0\] = inf"),
        (["1"], r"values\[0\] = '1'; expected numbers"),
        ([[1, 2]], "found values with 2 dimensions"),
    ],
)
def test_negative_and_other_trade_is_refused(measure, values, words):
    with pytest.raises(InvalidValueError, match=words):
        measure(values)


def test_unknown_trade_is_left_out_and_counted():
    found = herfindahl([1, None, 1, 0])
    assert (found.value, found.n, found.n_missing) == (0.5, 2, 1)


@pytest.mark.parametrize("values", [[], [0, 0], [None], [NAN]])
def test_concentration_of_nothing_is_undefined(values):
    reason = "there is nothing to share: the total is 0" if not values or values[0] == 0 else "no value is known"
    for measure in (herfindahl, herfindahl_points, normalised_herfindahl, effective_partners):
        assert measure(values).value.reason == reason


def test_amounts_may_be_as_large_as_numbers_go():
    assert herfindahl([1e308, 1e308]).value == 0.5


@pytest.mark.parametrize("measure", [herfindahl_bounds, largest_share])
@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (
            [(0.2, 1.2), (0.5, 0.4)],
            r"found shares\[0\] = \(0\.2, 1\.2\), shares\[1\] = \(0\.5, 0\.4\); expected bounds within",
        ),
        ([(NAN, 0.4)], "expected bounds within"),
        (
            [0.3, (None, 0.3), ("a", "b")],
            r"shares\[0\] = 0\.3, shares\[1\] = \(None, 0\.3\), shares\[2\] = \('a', 'b'\)",
        ),
        (5, "found shares 5; expected pairs of bounds"),
        ([(0.7, 0.7), (0.7, 0.7)], r"sum to 1\.4"),
    ],
)
def test_impossible_shares_are_refused(measure, shares, words):
    with pytest.raises(InvalidValueError, match=words):
        measure(shares)


def test_bounds_without_others_must_reach_the_whole():
    with pytest.raises(
        InvalidValueError, match=r"found upper bounds that sum to 0\.7; expected at least 1 without others"
    ):
        herfindahl_bounds([(0.3, 0.7)], others=0)
    for others in (-1, 1.5, True):
        with pytest.raises(InvalidValueError, match="expected a whole number from 0"):
            herfindahl_bounds([], others=others)


def test_bounds_of_nothing_known():
    assert str(herfindahl_bounds([]).interval) == "[0, 1]"
    assert str(herfindahl_bounds([], others=4).interval) == "[0.25, 1]"
    assert str(largest_share([]).interval) == "[0, 1]"


def test_rounding_of_shares_that_sum_to_one_is_forgiven():
    third = 1 / 3
    assert herfindahl_bounds([(third, third)] * 3).value == pytest.approx(third)


def test_shares_may_be_iterators_and_arrays():
    shares = [(0.5, 0.5), (0.3, 0.3)]
    for given in (iter(shares), np.array(shares)):
        assert str(herfindahl_bounds(given).interval) == "[0.34, 0.38]"
    assert str(largest_share(iter(shares)).value) == "0.5"


def test_printed_shares_need_not_sum_to_one():
    assert herfindahl_bounds([(0.3325, 0.3335)] * 3, others=0).interval.width < 0.001


def test_small_integers_do_not_wrap_and_extremes_do_not_warn():
    assert asymmetry(np.uint8(3), np.uint8(5)).value == 2
    assert trade_share(1.79e308, 1.79e308).value == 1
    assert grubel_lloyd([1e308, 1e308], [0, 0]).value == 0
    assert grubel_lloyd(np.int64(60), np.int64(40)).value == 0.8
    found = revealed_comparative_advantage([[1e300, 0], [0, 1e-300]]).value
    assert np.isfinite(found.compressed()).all()
    assert np.isfinite(trade_intensity([[0, 1e308], [1e308, 0]]).value.compressed()).all()


@pytest.mark.parametrize("others", [2, 100_000, np.int64(10**9), 10**400])
def test_very_many_others_are_counted_and_not_listed(others):
    begin = time.process_time()
    interval = herfindahl_bounds([(0.8, 0.8)], others=others).interval
    assert time.process_time() - begin < 1
    assert (interval.lower, interval.upper) == pytest.approx((0.64 + 0.04 * (1 / int(others)), 0.68), abs=1e-15)


def test_many_partners_with_wide_bounds_are_still_proven():
    shares = [(0.001 * (k % 7), 0.01 * (1 + k % 11)) for k in range(60)]
    found = herfindahl_bounds(shares, others=0)
    assert found.exact
    assert 0 < found.interval.lower < found.interval.upper < 1


def test_a_search_that_is_given_up_leaves_a_bound_that_is_not_said_to_be_exact(monkeypatch):
    shares = [(0.001 * (k % 7), 0.01 * (1 + k % 11)) for k in range(60)]
    proven = herfindahl_bounds(shares, others=0).interval
    monkeypatch.setattr("mxus.measures.herfindahl_completions._STEPS", 5)
    found = herfindahl_bounds(shares, others=0)
    assert not found.exact
    assert (found.interval.lower, found.interval.upper >= proven.upper) == (proven.lower, True)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: trade_dependence(1e300, 1e-300), "too large"),
        (lambda: trade_share(2, 1), "found flow = 2 above total = 1"),
        (lambda: trade_share(-1, INF), "found flow = -1, total = inf; expected finite numbers from 0"),
        (lambda: trade_dependence("1", 2), "found flow = '1'"),
        (lambda: openness(1, None), "found gdp = None"),
        (lambda: weak_link(True, 1), "found first = True"),
        (lambda: asymmetry(1, NAN), "found second = nan"),
        (lambda: relative_asymmetry(-0.1, 1), r"found first = -0\.1"),
        (lambda: trade_intensity([[0, 1]]), "found flows of 1 by 2 countries"),
        (lambda: trade_intensity([[0, -1], [1, 0]]), r"found flows\[0\]\[1\] = -1"),
        (lambda: trade_intensity([[0, None], [1, 0]]), r"found flows\[0\]\[1\] = None; expected a number from 0"),
        (lambda: trade_intensity([[0, 1], [1, 0]], convention="brown"), "'world', 'rest-of-world', 'kojima1964'"),
        (lambda: revealed_comparative_advantage([[1, 2]], columns=["cars"]), "found 1 names of columns"),
        (lambda: grubel_lloyd([1, 2], [1]), "found 2 exports and 1 imports"),
        (lambda: grubel_lloyd(-1, 1), r"found exports\[0\] = -1"),
    ],
)
def test_what_is_not_trade_is_refused(call, words):
    with pytest.raises(InvalidValueError, match=words):
        call()


@pytest.mark.parametrize(
    "result",
    [
        trade_share(0, 0),
        trade_dependence(1, 0),
        openness(0, 0),
        relative_asymmetry(0, 0),
        grubel_lloyd(0, 0),
        grubel_lloyd([], []),
    ],
)
def test_nothing_by_nothing_is_undefined(result):
    assert not result.is_defined


def test_conventions_of_intensity_differ_in_what_they_take_out():
    """Worked by hand: Mexico sends 80 of 100 to the US, which imports 250 of the world's 500."""
    flows, names = [[0, 80, 20], [60, 0, 140], [30, 170, 0]], ["MEX", "USA", "CAN"]
    expected = {"world": 0.8 / (250 / 500), "rest-of-world": 0.8 / (170 / 400), "kojima1964": 0.8 / (250 / 410)}
    for convention, value in expected.items():
        assert trade_intensity(flows, countries=names, convention=convention).at("MEX", "USA") == pytest.approx(value)


def test_a_country_that_exports_nothing_has_no_intensity():
    found = trade_intensity([[5, 0, 0], [1, 0, 2], [3, 4, 0]])
    assert found.value.mask[0].all()
    with pytest.raises(InvalidValueError, match="trade intensity of 0 and 1 is undefined"):
        found.at("0", "1")
    with pytest.raises(InvalidValueError, match="found '7'; expected one of 0, 1, 2"):
        found.at("7", "1")
    assert "@book{brown1949," in found.cite()


def test_a_large_table_says_how_much_of_it_is_left_out_and_what_has_no_value():
    flows = np.ones((30, 30)) - np.eye(30)
    flows[0] = 0  # the first sells nothing
    (table,) = trade_intensity(flows).page().tables
    assert table.rows[0][2] == "-"
    rows, columns, missing = table.note.split("; ")
    assert (rows, columns) == ("10 more rows are left out", "22 more columns are left out")
    assert missing.startswith("-: undefined")
