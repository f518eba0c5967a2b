"""Laws of periods: the quick reading agrees with the edtf package, and order is an order."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mxus import InvalidValueError, Period
from mxus.values.period import _library_bounds, _quick_bounds

YEARS = st.integers(1000, 2999).map(str)
MONTHS = st.integers(1, 12).map("{:02}".format)
DAYS = st.integers(1, 31).map("{:02}".format)
SEASONS = st.integers(25, 28).map(str)
MARKS = st.sampled_from(["", "?", "~", "%"])
POINTS = st.one_of(
    st.builds("{}{}".format, YEARS, MARKS),
    st.builds("{}-{}{}".format, YEARS, MONTHS, MARKS),
    st.builds("{}-{}-{}{}".format, YEARS, MONTHS, DAYS, MARKS),
)
PLAIN = st.one_of(YEARS, st.builds("{}-{}".format, YEARS, MONTHS))
# The package refuses seasons at the ends of intervals, which we read.
FORMS = st.one_of(
    POINTS,
    st.builds("{}-{}".format, YEARS, SEASONS),
    st.builds("{}/{}".format, POINTS, POINTS),
    st.builds("{}/..".format, POINTS),
    st.builds("../{}".format, POINTS),
    st.builds("[{}..{}]".format, YEARS, YEARS),
    st.builds("[{}-{}..{}-{}]".format, YEARS, MONTHS, YEARS, MONTHS),
)


@given(FORMS)
def test_quick_reading_agrees_with_the_edtf_package(edtf):
    quick = _quick_bounds(edtf)
    try:
        full = _library_bounds(edtf)
    except InvalidValueError:
        assert quick is None
    else:
        assert quick is not None
        assert (quick.earliest, quick.latest, quick.qualified) == (full.earliest, full.latest, full.qualified)


def periods():
    """Periods with both ends, in order."""

    def make(pair):
        return Period("/".join(sorted(pair)))

    return st.one_of(PLAIN.map(Period), st.tuples(YEARS, YEARS).map(make))


@given(periods(), periods())
def test_precedence_is_of_every_day(first, second):
    if first.precedes(second):
        assert first.latest < second.earliest
        assert not second.precedes(first)
    else:
        assert first.latest >= second.earliest


@given(periods(), periods())
def test_overlap_is_symmetric_and_the_lack_of_precedence(first, second):
    assert first.may_overlap(second) == second.may_overlap(first)
    assert first.may_overlap(second) != (first.precedes(second) or second.precedes(first))


@given(periods())
def test_core_lies_within_the_bounds(period):
    if period.core is not None:
        assert period.earliest <= period.core[0] <= period.core[1] <= period.latest


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_our_error(text):
    try:
        period = Period(text)
    except InvalidValueError:
        return
    if period.earliest and period.latest:
        assert period.latest - period.earliest >= timedelta(0)
