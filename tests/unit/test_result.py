"""Results: what is no answer is refused, and how one is said in a line."""

import math

import attrs
import numpy as np
import pytest

import mxus
from mxus import Interval, InvalidValueError, Result, Undefined, measures
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.spectral_bound import spectral_bound

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
    with pytest.raises(
        InvalidValueError, match=r"^found share .* expected a finite value in its interval, or a reason"
    ):
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


def made_twice():
    """Return, by name, functions that make a result with arrays or other results in it."""
    edges = ["a", "a", "b", "c"], ["b", "c", "c", "d"]
    table = [[8, 2, 0], [2, 8, 0]]
    return {
        "discourse": lambda sign: mxus.discourse(mxus.load(), norm="none" if sign > 0 else "average"),
        "network": lambda sign: measures.subtract_network(["a", "a", "b"], ["x", "y", "x"], [sign, 1, 1]),
        "table": lambda sign: measures.revealed_comparative_advantage(
            table[::sign], rows=["a", "b"], columns=list("xyz")
        ),
        "pairs": lambda sign: measures.all_pairs([[1, 2, 3], [sign, 2, 2], [None] * 3], levels=(-1, 1, 2, 3)),
        "triangles": lambda sign: measures.local_triangle_balance(SignedGraph.from_edges(*edges, [sign, 1, 1, 1])),
        "bound": lambda sign: spectral_bound(SignedGraph.from_edges(*edges, [sign, -1, -1, 1]), until=math.inf),
        "camps": lambda sign: measures.signed_blockmodel(SignedGraph.from_edges(*edges, [sign, 1, 1, 1]), camps=2),
    }


@pytest.mark.parametrize("name", sorted(made_twice()))
def test_results_are_equal_that_say_the_same(name):
    make = made_twice()[name]
    assert make(1) == make(1)
    assert make(1) != make(-1)
    assert make(1) != "another thing"


def test_a_table_is_equal_whatever_made_it_and_wherever_it_is_masked():
    found = made_twice()["table"](1)
    assert found.value.mask.any()
    assert attrs.evolve(found, made_with=(("mxus", "0.0.1"),)) == found
    assert attrs.evolve(found, value=np.ma.masked_array(found.value.filled(0))) != found


def test_a_value_of_what_is_known_may_lie_outside_the_interval_of_all():
    found = Result.with_missing("share", 0.9, Interval(0.2, 0.4), n=4, n_missing=1, method="part of the whole")
    assert str(found) == "share: 0.9 of what is known, of all in [0.2, 0.4] (n=4, n_missing=1)"
    with pytest.raises(InvalidValueError, match="expected a finite value in its interval"):
        Result(measure="share", value=0.9, interval=Interval(0.2, 0.4), n=4, method="part of the whole")


def test_there_is_an_interval_or_a_reason_why_there_is_none():
    found = Result.with_missing("share", 0.9, "it could be anything", n=4, n_missing=1, method="part of the whole")
    assert (found.interval, found.no_interval) == (None, "it could be anything")
    assert "none: it could be anything" in str(found.page())
    with pytest.raises(InvalidValueError, match="a reason for no interval; expected one of the two"):
        Result(measure="s", value=1, interval=Interval(1, 1), n=1, method="m", no_interval="it could be anything")
    whole = Result.with_missing("share", 0.9, "it could be anything", n=4, n_missing=0, method="part of the whole")
    assert (str(whole), whole.no_interval) == ("share: 0.9 (n=4)", "")
