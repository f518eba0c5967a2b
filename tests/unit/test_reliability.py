"""Agreement of coders."""

import sys

import numpy as np
import pandas as pd
import pytest

from mxus.errors import InvalidValueError, MissingExtraError
from mxus.measures import field_reliability, krippendorff_alpha, reliability


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ratings": [[1, 2]]}, "found 1 coder;"),
        ({"ratings": [[1, 2], [1]]}, "found coders with 2, 1 units"),
        ({"ratings": [[1], [2]], "level_of_measurement": "ordinal"}, "without levels"),
        ({"ratings": [[1], [2]], "level_of_measurement": "interval", "levels": (1, 2)}, "expected none"),
        ({"ratings": [["a"], ["b"]], "levels": ("a",)}, r"found ratings\[1\]\[0\] = 'b'; expected one of the levels"),
        (
            {"ratings": [["a"], [1]], "level_of_measurement": "ratio"},
            r"ratings\[0\]\[0\] = 'a'; expected finite numbers",
        ),
        ({"ratings": [[-1], [1]], "level_of_measurement": "ratio"}, r"\[0\] = -1; expected finite numbers from 0"),
        ({"ratings": "ab"}, "found ratings 'ab'"),
        ({"ratings": [1, 2, 3]}, r"found ratings \[1, 2, 3\]; expected a sequence of values for each coder"),
        ({"ratings": 5}, "found ratings 5; expected a sequence"),
        ({"ratings": [{1, 2}, {1, 3}]}, "expected a sequence of values for each coder"),
        ({"ratings": [[{1}], [{2}]]}, r"found ratings\[0\]\[0\] = \{1\}; expected values that can be told apart"),
        ({"ratings": [["a"], ["b"]], "levels": [["a"], "b"]}, r"found levels\[0\] = \['a'\]; expected values that"),
        (
            {"ratings": [[10**400, 1], [1, 1]], "level_of_measurement": "interval"},
            r"found ratings\[0\]\[0\] = 1000.*; expected finite numbers",
        ),
        ({"ratings": [range(3000), range(3000)], "level_of_measurement": "interval"}, "3000 different values"),
        ({"ratings": [[1], [2]], "level_of_measurement": "cardinal"}, "'nominal', 'ordinal', 'interval', 'ratio'"),
    ],
)
def test_what_is_not_a_coding_is_refused(fields, words):
    with pytest.raises(InvalidValueError, match=words):
        krippendorff_alpha(**fields)


@pytest.mark.parametrize("unit", [1e-300, 1e-200, 1e-160, 3.0, 1e160, 1e200, 4e307])
@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_alpha_of_numbers_is_the_same_in_any_unit(level, unit):
    ratings = [[1, 2, 3, 3, 2, None], [1, 2, 4, 3, 1, 0]]
    found = krippendorff_alpha(ratings, level_of_measurement=level)
    scaled = [[None if value is None else value * unit for value in coder] for coder in ratings]
    assert krippendorff_alpha(scaled, level_of_measurement=level).value == pytest.approx(found.value, rel=1e-12)


def test_ratios_of_very_large_and_small_numbers_count():
    large = krippendorff_alpha([[1e308, 1, 1, 1], [1.5e308, 1, 1e308, 1]], level_of_measurement="ratio")
    assert large.value == pytest.approx(0.5172, abs=1e-4)
    small = krippendorff_alpha([[1e-300, 1, 1, 1], [1.5e-300, 1, 1e-300, 1]], level_of_measurement="ratio")
    assert small.value == pytest.approx(large.value)


def test_alpha_is_undefined_where_it_can_say_nothing():
    assert krippendorff_alpha([["a", None], [None, "b"]]).value.reason == "no unit has two values"
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]).value.reason == "all values are one and the same"
    # A value that only one coder gave, of a unit that nobody else coded, is no variation.
    assert not krippendorff_alpha([["a", "b"], ["a", None]]).is_defined


@pytest.mark.parametrize("gap", [None, float("nan"), np.float32("nan"), pd.NA, pd.NaT], ids=str)
def test_what_is_missing_is_no_category(gap):
    found = krippendorff_alpha([["a", "b", gap], ["a", "b", "a"]])
    assert (found.value, found.n, found.n_missing) == (1.0, 2, 1)
    assert field_reliability({"x": ["a", gap]}, {"x": ["a", "b"]})["x"].agreement.n == 1


def test_where_nothing_is_coded_by_both_nobody_agrees_or_disagrees():
    (field,) = field_reliability({"x": ["a", None]}, {"x": [None, "b"]}).values()
    assert field.agreement.value.reason == "no unit has two values"
    assert (field.agreement.n, field.agreement.n_missing) == (0, 2)


def test_many_nominal_values_need_no_table_of_values_by_values(monkeypatch):
    chance = np.random.default_rng(7)
    for coders in (2, 3, 5):
        ratings = chance.integers(0, 6, (coders, 40)).astype(object)
        ratings[chance.random(ratings.shape) < 0.2] = None
        by_the_package = krippendorff_alpha(ratings.tolist())
        with monkeypatch.context() as patch:
            patch.setattr(reliability, "_QUICK_CELLS", 0)
            without = krippendorff_alpha(ratings.tolist())
        assert without.value == pytest.approx(by_the_package.value, abs=1e-12)
        assert without.n == by_the_package.n
    many = [*range(3000)], [*range(2999), 0]
    assert krippendorff_alpha(many).value == pytest.approx(2999 / 3000, abs=1e-3)


def test_what_a_coder_gave_comes_in_any_row_that_has_an_order():
    ratings = [["a", ("a", "b"), None], np.array(["a", "b", "c"]), pd.Series(["a", "b", "c"])]
    with pytest.raises(InvalidValueError, match="expected a sequence of values for each coder"):
        krippendorff_alpha([*ratings, dict.fromkeys("abc")])
    assert krippendorff_alpha([*ratings, {"x": "a", "y": "b", "z": "c"}.values()]).n == 3


def test_terms_may_be_anything_hashable():
    sets = [frozenset({"mexico"}), frozenset({"mexico", "cuba"})]
    assert krippendorff_alpha([sets, sets]).value == 1


def test_fields_must_be_the_same():
    with pytest.raises(InvalidValueError, match="found fields 'arena', 'issue' on one side alone"):
        field_reliability({"arena": []}, {"issue": []})
    with pytest.raises(InvalidValueError, match="found fields 'stance' on one side alone"):
        field_reliability({"arena": ["a"]}, {"arena": ["a"]}, ordinal={"stance": [1, 2]})
    with pytest.raises(InvalidValueError, match="found 1 and 2 units of arena"):
        field_reliability({"arena": ["a"]}, {"arena": ["a", "b"]})


def test_the_package_that_computes_it_is_named_where_it_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(MissingExtraError, match=r"mxus\[reliability\]"):
        krippendorff_alpha([["a", "b"], ["a", "a"]])
