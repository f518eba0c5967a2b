"""Results: what is no answer is refused, and how one is said in a line."""

import pytest

from mxus import Interval, InvalidValueError, Result, Undefined

BASIC = {"measure": "share", "n": 2, "method": "counted"}


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        (0.5, None),
        (0.5, Interval(0.6, 0.7)),
        (float("inf"), Interval(0, float("inf"))),
        (float("nan"), Interval(0, 1)),
    ],
)
def test_a_value_is_finite_and_lies_in_its_interval(value, interval):
    with pytest.raises(InvalidValueError, match=r"^found share .* expected a finite value in its interval$"):
        Result(**BASIC, value=value, interval=interval)


def test_zero_has_one_sign_in_an_interval():
    assert str(Interval(-0.0, -0.0)) == "[0, 0]"
    assert repr(Interval(-1, -0.0)) == "Interval(lower=-1, upper=0.0)"


@pytest.mark.parametrize(
    ("value", "interval", "line"),
    [
        (0.5, Interval(0.5, 0.5), "share: 0.5 (n=2)"),
        (0.5, Interval(0.25, 0.75), "share: 0.5 in [0.25, 0.75] (n=2)"),
        (Undefined("nothing is known"), None, "share: undefined: nothing is known"),
        (Undefined("only bounds are known"), Interval(0, 1), "share: undefined: only bounds are known, in [0, 1]"),
    ],
)
def test_a_result_is_said_in_a_line(value, interval, line):
    assert str(Result(**BASIC, value=value, interval=interval)) == line
