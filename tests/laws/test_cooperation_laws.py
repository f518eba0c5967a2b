"""Laws of cooperation and conflict."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.measures import (
    CAMEO,
    CAMEO_GDELT,
    PLOVER,
    PLOVER_SANCTION_VERBAL,
    intensity,
    intensity_weighted_cooperation,
    net_cooperation,
    quad_counts,
)
from mxus.vocabulary import QuadClass

COUNTS = st.integers(0, 6)
CODES = st.lists(st.one_of(st.none(), st.sampled_from(sorted(CAMEO.scores))), max_size=12)


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


@given(CODES)
def test_quad_counts_count_every_event_once(codes):
    counts = quad_counts(codes, scheme=CAMEO)
    assert sum(counts.values()) + counts.n_missing == len(codes)
    assert list(counts) == list(QuadClass)
    words, deeds, both = counts.net_verbal_cooperation(), counts.net_material_cooperation(), counts.net_cooperation()
    assert words.n + deeds.n == both.n
    assert sum(part.n * part.value for part in (words, deeds) if part.is_defined) == pytest.approx(
        both.n * both.value if both.is_defined else 0
    )


@given(CODES, CODES)
def test_intensity_adds_up(first, second):
    first, second = ([code for code in codes if code is not None] for codes in (first, second))
    parts, whole = (
        [intensity(codes, scheme=CAMEO) for codes in (first, second)],
        intensity(first + second, scheme=CAMEO),
    )
    assert whole.value == pytest.approx(sum(part.value for part in parts))
    assert whole.n == sum(part.n for part in parts)
    assert whole.mean.is_defined == bool(whole.n)
    if whole.n:
        assert whole.mean.value * whole.n == pytest.approx(whole.value)
        assert -10 <= whole.mean.value <= 10


@given(CODES)
def test_weighted_cooperation_is_bounded_by_one_and_has_the_sign_of_the_sum(codes):
    found = intensity_weighted_cooperation(codes, scheme=CAMEO)
    assume(found.is_defined)
    total = intensity(codes, scheme=CAMEO).value
    assert -1 <= found.value <= 1
    assert (found.value > 0) == (total > 0)


@given(CODES)
def test_the_two_readings_of_cameo_differ_for_investigations_and_protest_alone(codes):
    assume(not any(code is not None and (code[:2] in {"09", "14"} or code == "1213") for code in codes))
    assert dict(quad_counts(codes, scheme=CAMEO)) == dict(quad_counts(codes, scheme=CAMEO_GDELT))


@pytest.mark.parametrize("scheme", [CAMEO, CAMEO_GDELT, PLOVER, PLOVER_SANCTION_VERBAL], ids=str)
def test_every_code_of_a_scheme_has_both_class_and_score(scheme):
    assert scheme.quads.keys() == scheme.scores.keys()
    assert all(-10 <= score <= 10 for score in scheme.scores.values())
