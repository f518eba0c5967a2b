"""Periods: how texts date things, and what is not a date."""

from datetime import date

import pytest

from mxus import InvalidValueError, Period


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-26", date(2026, 6, 1), date(2026, 8, 31)),
        ("2025-10-31", date(2025, 10, 31), date(2025, 10, 31)),
        ("[2025-10-21..2025-10-31]", date(2025, 10, 21), date(2025, 10, 31)),
        ("[..2025-11]", None, date(2025, 11, 30)),
        ("[2018..]", date(2018, 1, 1), None),
        ("2018/..", date(2018, 1, 1), None),
        ("2018/", date(2018, 1, 1), None),
        ("../2024", None, date(2024, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("{2024,2026}", date(2024, 1, 1), date(2026, 12, 31)),
        ("2025-33", date(2025, 1, 1), date(2025, 3, 31)),
        ("Y17E2", date(1700, 1, 1), date(1700, 12, 31)),
    ],
)
def test_period_has_its_first_and_last_day(edtf, earliest, latest):
    period = Period(edtf)
    assert (period.earliest, period.latest) == (earliest, latest)


def test_an_interval_of_a_day_holds_that_day_for_certain():
    assert Period("2025-10-31/2025-10-31").core == (date(2025, 10, 31), date(2025, 10, 31))
    assert Period("2025-10/2025-11").core == (date(2025, 10, 31), date(2025, 11, 1))
    assert Period("2025-10/2025-10").core is None  # may begin on the last day and end on the first


def test_a_date_is_stated_or_inferred():
    with pytest.raises(InvalidValueError, match="found basis 'guessed'; expected 'stated' or 'inferred'"):
        Period("2025", basis="guessed")


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "banana",
        "2025-13",
        "2025-02-30",
        "2025-1",
        "0000",
        "Y170000002",
        "2025/2026/2027",
        "x" * 1000,
        "..",
        "[..]",
        "[2018..20245",
        "22018..2024]",
        " 2025",
        "2025\n",
        "2025-10-31T10:00:00Z",
        "1950S2",
        "Y-2E99999999",  # a number of a hundred million digits
        "Y44E720682018",
        "Y2E4",
    ],
)
def test_what_is_not_a_date_is_refused(edtf):
    with pytest.raises(InvalidValueError, match="is not an EDTF date; expected for instance"):
        Period(edtf)


@pytest.mark.parametrize("edtf", ["2004-0X", "../198E7-04"])
def test_refusals_print_nothing(edtf, capfd):
    with pytest.raises(InvalidValueError, match="not an EDTF date"):
        Period(edtf)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("edtf", ["2025-11/2025-10", "[2025..2024]", "2025-11-02/2025-11-01"])
def test_period_does_not_end_before_it_starts(edtf):
    with pytest.raises(InvalidValueError, match="ends before it starts"):
        Period(edtf)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"edtf": 2025}, "expected an EDTF string"),
        ({"edtf": "2025", "basis": "guessed"}, "expected 'stated' or 'inferred'"),
        ({"edtf": "2025", "phrase": ""}, "expected 1 to 40 characters"),
        ({"edtf": "2025", "phrase": "a" * 41}, "expected 1 to 40 characters"),
    ],
)
def test_malformed_period_is_refused(fields, words):
    with pytest.raises(InvalidValueError, match=words):
        Period(**fields)


def test_recently_and_end_of_october_are_sayable():
    assert (
        str(Period("[2025-09..2025-11]", basis="inferred", phrase="recently"))
        == "recently [2025-09..2025-11, year inferred]"
    )
    assert str(Period("[2025-10-21..2025-10-31]", phrase="end of October")).startswith("end of October")


def test_core_is_what_is_certainly_included():
    assert Period("2018/2024").core == (date(2018, 12, 31), date(2024, 1, 1))
    assert Period("2025-10-31").core == (date(2025, 10, 31), date(2025, 10, 31))
    assert Period("2018~/2024").core is None
    assert Period("[2018..2024]").core is None
    assert Period("2018/").core is None
    assert Period("2018/..").core == (date(2018, 12, 31), date.max)


def test_a_season_of_no_hemisphere_is_some_time_in_the_year():
    for season in range(21, 25):
        found = Period(f"2025-{season}")
        assert (found.earliest, found.latest) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_season_of_the_north_is_three_months_and_winter_december():
    seasons = [Period(f"2025-{season}") for season in range(25, 29)]
    assert [found.earliest.month for found in seasons] == [3, 6, 9, 12]
    assert [found.latest for found in seasons] == [date(2025, *last) for last in ((5, 31), (8, 31), (11, 30), (12, 31))]


def test_order_of_qualified_dates_needs_distance():
    assert Period("2024").precedes(Period("2025"))
    assert not Period("2024?").precedes(Period("2025"))
    assert not Period("2024").precedes(Period("2025?"))
    assert Period("2024?").precedes(Period("2030"))
    assert not Period("2024").precedes(Period("2023"))


def test_unbounded_periods_may_overlap_anything_on_their_side():
    assert Period("2018/..").may_overlap(Period("2999"))
    assert not Period("2018/..").may_overlap(Period("2017"))
