"""Measures against values that nobody here computed, and what they refuse."""

import csv

import pytest

from mxus import InvalidValueError, Undefined
from mxus.measures import largest_share, net_cooperation, s_score
from mxus.vocabulary import INTENSITY, QUAD_CLASSES, QUAD_CLASSES_MANUAL_TABLE, Context, EventMode, EventType, QuadClass


def votes(pairs):
    """Return two portfolios from counts of pairs of votes (1 yes, 2 abstain, 3 no)."""
    x = [a for (a, _), count in pairs.items() for _ in range(count)]
    y = [b for (_, b), count in pairs.items() for _ in range(count)]
    return x, y


def test_s_meets_signorinos_worked_example():
    """Example 1 of the program S.g: distances all 1 on a scale of range 3."""
    result = s_score([3, 3, 2, 2], [2, 2, 3, 3], levels=(0, 1, 2, 3), item_weights=[0.5, 0.3, 0.1, 0.1])
    assert result.value == pytest.approx(1 / 3)


def test_s_meets_germany_and_russia_in_1914(reference):
    """Table 6 of Signorino and Ritter 1999: 0.4 absolute, -0.46 weighted; fpsim prints 0.4444444 squared."""
    with (reference / "similarity" / "gmyrus14.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    germany, russia = ([int(row[name]) for row in rows] for name in ("gmy", "rus"))
    weights = [float(row["syscap"]) for row in rows]
    levels = (0, 1, 2, 3)
    assert s_score(germany, russia, levels=levels).value == pytest.approx(0.4)
    assert s_score(germany, russia, levels=levels, distance="squared").value == pytest.approx(0.4444444, abs=5e-8)
    weighted = s_score(germany, russia, levels=levels, item_weights=weights).value
    assert weighted == pytest.approx(-0.46, abs=5e-3)


def test_s_meets_the_dyads_of_the_united_nations(reference):
    """Values computed with other software, kept in a file that is not ours to ship: S over declared levels."""
    import json

    cases = json.loads((reference / "similarity" / "vectors.json").read_text(encoding="utf-8"))
    with (reference / "similarity" / "expected_open_vectors.csv").open(encoding="utf-8") as file:
        expected = {(row["id"], row["quantity"]): row["value"] for row in csv.DictReader(file)}
    met = 0
    for case in cases:
        levels = case["levels"]
        for quantity, distance in (("s_absolute", "absolute"), ("s_squared", "squared")):
            value = expected.get((str(case["id"]), quantity))
            if value is None or len(set(levels)) < 2 or max(levels) - min(levels) != case["range"]:
                continue
            found = s_score(case["x"], case["y"], levels=levels, distance=distance).value
            if value == "":
                assert isinstance(found, Undefined), case["id"]
            else:
                assert found == pytest.approx(float(value), rel=1e-9, abs=1e-12), case["id"]
            met += 1
    assert met >= 20


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x": [1], "y": [1, 2], "levels": (1, 2)}, "found 1 and 2 positions"),
        ({"x": [5], "y": [1], "levels": (1, 2)}, r"found x\[0\] = 5"),
        ({"x": [1], "y": [1], "levels": (1, 2), "distance": "manhattan"}, "expected one of 'absolute', 'squared'"),
        ({"x": [], "y": [], "levels": (1, 2), "distance": "manhattan"}, "expected one of 'absolute', 'squared'"),
        ({"x": [1], "y": [1], "levels": (1,)}, "at least two finite levels"),
        ({"x": [1], "y": [1], "levels": (1, float("inf"))}, "at least two finite levels"),
        ({"x": [1], "y": [1], "levels": (1, 2), "item_weights": [-1]}, r"found item_weights\[0\] = -1"),
        ({"x": [1], "y": [1], "levels": (1, 2), "item_weights": [float("nan")]}, "expected a finite number from 0"),
    ],
)
def test_s_refuses_what_it_cannot_compare(fields, words):
    with pytest.raises(InvalidValueError, match=words):
        s_score(**fields)


def test_weights_may_be_as_large_or_small_as_numbers_go():
    for weight in (1e308, 5e-324):
        assert s_score([1, 1], [1, 2], levels=(1, 2), item_weights=[weight, weight]).value == 0.0


def test_s_is_undefined_without_weight_or_items():
    assert s_score([1], [2], levels=(1, 2), item_weights=[0]).value == Undefined("all weights are 0")
    assert s_score([None], [2], levels=(1, 2)).value == Undefined("no observation in common")


def test_net_cooperation_bounds_contested_events():
    result = net_cooperation(2, 2, contested=(1, 3))
    assert result.value == 0
    assert (result.interval.lower, result.interval.upper) == (-3 / 7, 1 / 5)
    assert not net_cooperation(0, 0).is_defined
    alone = net_cooperation(0, 0, contested=(0, 2))
    assert not alone.is_defined
    assert (alone.interval.lower, alone.interval.upper) == (-1, -1)


def test_net_cooperation_takes_two_numbers_of_contested_events():
    with pytest.raises(InvalidValueError, match="expected two numbers"):
        net_cooperation(1, 1, contested=(1,))


@pytest.mark.parametrize("counts", [(-1, 0), (1.5, 0), (True, 0)])
def test_net_cooperation_counts_whole_events(counts):
    with pytest.raises(InvalidValueError, match="expected a whole number from 0"):
        net_cooperation(*counts)


def test_largest_share_refuses_impossible_shares():
    with pytest.raises(InvalidValueError, match=r"within 0\.\.1"):
        largest_share([(0.2, 1.2)])
    with pytest.raises(InvalidValueError, match=r"sum to 1\.4"):
        largest_share([(0.7, 0.7), (0.7, 0.7)])


def test_largest_share_without_partners_is_anything():
    assert str(largest_share([]).interval) == "[0, 1]"


# The tables of PLOVER, against a retyped copy of the manual's


def test_plover_contexts_are_those_of_the_manual(reference):
    lines = (reference / "plover_contexts.csv").read_text(encoding="utf-8").split()
    assert [context.value for context in Context] == lines[1:]


def test_plover_scores_and_quad_classes_are_those_of_the_manual_but_for_accuse(reference):
    with (reference / "plover_scores.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {
        (kind.value, "" if mode is None else mode.value): score
        for kind, modes in INTENSITY.items()
        for mode, score in modes.items()
    }
    expected = {(row["type"], row["mode"]): float(row["score"]) for row in rows}
    assert {key for key in expected if found[key] != expected[key]} == {("ACCUSE", "")}
    assert found[("ACCUSE", "")] == -expected[("ACCUSE", "")]
    assert found.keys() == expected.keys()
    assert {row["type"]: int(row["quad"]) for row in rows} == {
        kind.value: int(quad) for kind, quad in QUAD_CLASSES.items()
    }


def test_the_two_readings_of_sanction_differ_in_nothing_else():
    differing = {kind for kind in EventType if QUAD_CLASSES[kind] is not QUAD_CLASSES_MANUAL_TABLE[kind]}
    assert differing == {EventType.SANCTION}
    assert QUAD_CLASSES_MANUAL_TABLE[EventType.SANCTION] is QuadClass.VERBAL_CONFLICT


def test_every_mode_belongs_to_a_type():
    assert {mode for modes in INTENSITY.values() for mode in modes if mode} == set(EventMode)
