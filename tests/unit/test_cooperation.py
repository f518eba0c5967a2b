"""Cooperation and conflict: worked cases, the tables of codes, and what is refused."""

import csv
import re

import numpy as np
import pytest

from mxus.errors import InvalidValueError, UnknownIdError
from mxus.measures import (
    CAMEO,
    CAMEO_GDELT,
    PLOVER,
    PLOVER_SANCTION_VERBAL,
    EventScheme,
    intensity,
    intensity_weighted_cooperation,
    net_cooperation,
    quad_counts,
)
from mxus.vocabulary import INTENSITY, QUAD_CLASSES, QUAD_CLASSES_MANUAL_TABLE, Context, EventMode, EventType, QuadClass


def test_net_cooperation_bounds_contested_events():
    result = net_cooperation(2, 2, contested=(1, 3))
    assert result.value == 0
    assert (result.interval.lower, result.interval.upper) == (-3 / 7, 1 / 5)
    assert not net_cooperation(0, 0).is_defined
    alone = net_cooperation(0, 0, contested=(0, 2))
    assert not alone.is_defined
    assert (alone.interval.lower, alone.interval.upper) == (-1, -1)


def test_contested_events_may_come_in_an_array():
    assert net_cooperation(3, 1, contested=np.array([0, 4])) == net_cooperation(3, 1, contested=(0, 4))
    with pytest.raises(InvalidValueError, match="expected a whole number from 0"):
        net_cooperation(3, 1, contested=np.array([0, 0.5]))
    with pytest.raises(InvalidValueError, match="expected two numbers"):
        net_cooperation(3, 1, contested=np.array(4))


def test_net_cooperation_takes_two_numbers_of_contested_events():
    with pytest.raises(InvalidValueError, match="expected two numbers"):
        net_cooperation(1, 1, contested=(1,))


@pytest.mark.parametrize("counts", [(-1, 0), (1.5, 0), (True, 0)])
def test_net_cooperation_counts_whole_events(counts):
    with pytest.raises(InvalidValueError, match="expected a whole number from 0"):
        net_cooperation(*counts)


@pytest.mark.parametrize("measure", [quad_counts, intensity, intensity_weighted_cooperation])
def test_codes_are_strings_and_those_of_the_scheme(measure):
    with pytest.raises(InvalidValueError, match=r"found codes\[1\] = 10; expected strings: '010' is not '10'"):
        measure(["010", 10], scheme=CAMEO)
    with pytest.raises(UnknownIdError, match="no code of CAMEO has the id '0631'; nearest: '063'"):
        measure(["0631"], scheme=CAMEO)
    with pytest.raises(UnknownIdError, match=r"found codes\[0\] = 'x', codes\[2\] = 'y'; expected codes of CAMEO"):
        measure(["x", "063", "y"], scheme=CAMEO)
    for codes in ("063", 63, None):
        with pytest.raises(InvalidValueError, match=r"expected several, as in \['063'\]"):
            measure(codes, scheme=CAMEO)
    with pytest.raises(InvalidValueError, match="found scheme 'CAMEO'; expected an EventScheme"):
        measure([], scheme="CAMEO")


def test_extradition_is_cooperation_and_deportation_is_not():
    assert (CAMEO.quad("063"), CAMEO.score("063")) == (QuadClass.MATERIAL_COOPERATION, 7.4)
    assert (CAMEO.quad("174"), CAMEO.score("174")) == (QuadClass.MATERIAL_CONFLICT, -5.0)
    assert CAMEO.quad("010") is QuadClass.VERBAL_COOPERATION
    assert CAMEO.quad("10") is QuadClass.VERBAL_CONFLICT


def test_a_result_names_the_reading_it_used():
    for scheme, verbal, material in ((PLOVER, 1, -1 / 3), (PLOVER_SANCTION_VERBAL, 0, 0)):
        counts = quad_counts(["SUPPORT", "SANCTION", "AID", "ASSAULT"], scheme=scheme)
        assert counts.net_verbal_cooperation().value == verbal
        assert counts.net_material_cooperation().value == pytest.approx(material)
        assert scheme.name in counts.net_cooperation().method
    assert quad_counts(["141"], scheme=CAMEO)[QuadClass.MATERIAL_CONFLICT] == 1
    assert quad_counts(["141"], scheme=CAMEO_GDELT)[QuadClass.VERBAL_CONFLICT] == 1


def test_coverage_decides_between_nothing_and_not_known():
    inside, outside = intensity([], scheme=CAMEO), intensity([], scheme=CAMEO, covered=False)
    assert (inside.value, inside.mean.is_defined) == (0, False)
    uncoded = intensity([None, float("nan")], scheme=CAMEO)
    assert (uncoded.value.reason, uncoded.n_missing) == ("no event has a code", 2)
    assert not outside.is_defined
    assert outside.mean.value.reason == "outside the coverage of the source"
    with pytest.raises(InvalidValueError, match="found 1 events with covered=False"):
        intensity(["063"], scheme=CAMEO, covered=False)


def test_weighing_by_intensity_needs_some():
    assert intensity_weighted_cooperation([], scheme=CAMEO).value.reason == "no events"
    assert intensity_weighted_cooperation(["010", None], scheme=CAMEO).value.reason == "all events have intensity 0"


def test_a_scheme_of_ones_own_is_checked():
    own = EventScheme(name="own", version="1", quads={"a": QuadClass(1)}, scores={"a": 1.0}, references=())
    assert quad_counts(["a"], scheme=own)[QuadClass.VERBAL_COOPERATION] == 1
    for quads, scores in (({}, {"a": 1.0}), ({"a": 1}, {"a": 1.0}), ({"a": QuadClass(1)}, {"a": float("nan")})):
        with pytest.raises(InvalidValueError, match="expected a quad class and a finite score for every code"):
            EventScheme(name="own", version="1", quads=quads, scores=scores, references=())


def test_the_tables_of_icews_and_gdelt_differ_where_it_is_said():
    differing = {code for code in CAMEO.scores if CAMEO.scores[code] != CAMEO_GDELT.scores.get(code)}
    assert differing == {"016", "022", "1213", "164", "165"}
    assert (len(CAMEO.scores), len(CAMEO_GDELT.scores)) == (312, 311)


def test_repeated_events_are_counted_as_often_as_they_are_given():
    assert quad_counts(["063"] * 3, scheme=CAMEO)[QuadClass.MATERIAL_COOPERATION] == 3
    assert "cameo2012" in quad_counts([], scheme=CAMEO).cite()
    assert "goldstein1992" in intensity([], scheme=CAMEO).cite()


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


@pytest.mark.parametrize(("count", "more"), [(2, ""), (5, ""), (6, " and 1 more")])
def test_up_to_five_unknown_codes_are_named(count, more):
    listed = ", ".join(f"codes[{place}] = 'x{place}'" for place in range(min(count, 5)))
    with pytest.raises(UnknownIdError, match=f"^{re.escape(f'found {listed}{more}; expected codes of ')}"):
        intensity([f"x{place}" for place in range(count)], scheme=CAMEO)
