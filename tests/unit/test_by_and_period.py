"""`period=` and `by=` mean the same in every question that has them."""

import inspect

import pytest
from making import at, claim, dataset, event, position, trade

import mxus
from mxus import InvalidValueError, Period, Quantity
from mxus.vocabulary import Arena, EventType, LinkType, Stance, Voice

PAIR = ("ruritania", "sylvania")
QUESTIONS = {
    "alignment": lambda ds, **asked: mxus.alignment(ds, *PAIR, **asked),
    "alignment_matrix": lambda ds, **asked: mxus.alignment_matrix(ds, PAIR, **asked),
    "balance": mxus.balance,
    "bargain": mxus.bargain,
    "compensation": lambda ds, **asked: mxus.compensation(ds, *PAIR, **asked),
    "cooperation": lambda ds, **asked: mxus.cooperation(ds, *PAIR, **asked),
    "dependence": lambda ds, **asked: mxus.dependence(ds, "ruritania", **asked),
    "discourse": mxus.discourse,
    "signed_network": mxus.signed_network,
}
OTHER_TIME = "of another time"


@pytest.fixture(scope="module")
def dated():
    """Of each kind one record of 2010, one of 2020 and one without a period."""
    records = []
    for name, period in (("old", Period("2010")), ("new", Period("2020-05")), ("undated", None)):
        link = (mxus.Link(type=LinkType.RESPONDS_TO, target=f"act-{name}"),)
        voice = {"voice": Voice.REPORTED, "speaker": "sylvania"} if name == "old" else {}
        records += [
            event(f"act-{name}", *PAIR, EventType.AID, period=period, evidence=(at(**voice),)),
            event(f"answer-{name}", *PAIR[::-1], EventType.ASSAULT, period=period, links=link),
            position(f"mine-{name}", "ruritania", f"act-{name}", Stance.SUPPORTS, period=period),
            position(f"theirs-{name}", "sylvania", f"act-{name}", Stance.OPPOSES, period=period),
            trade(f"trade-{name}", "ruritania", "sylvania", Quantity.exactly(0.5, "share"), period=period),
        ]
    return dataset(*records, claim("reading", "ruritania"))


def out(answer):
    return {name for each in answer.left_out if each.reason == OTHER_TIME for name in each.records}


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"alignment_matrix"}))
def test_records_of_another_period_are_left_out_with_the_reason(dated, name):
    ask = QUESTIONS[name]
    assert out(ask(dated)) == set()
    both = {each.partition("-")[0] for each in out(ask(dated, period="2020"))}
    assert both  # something of it was of another time
    assert out(ask(dated, period="2020")) == {f"{each}-old" for each in both}
    assert out(ask(dated, period=Period("2010-03"))) == {f"{each}-new" for each in both}
    assert out(ask(dated, period="2015")) == {f"{each}-{when}" for each in both for when in ("old", "new")}


@pytest.mark.parametrize(("period", "n"), [(None, 3), ("2020", 2), ("2015", 1), ("2010/2020", 3)])
def test_what_is_of_the_period_or_without_one_counts(dated, period, n):
    assert mxus.alignment(dated, *PAIR, period=period).n == n
    assert mxus.alignment_matrix(dated, PAIR, period=period).of(*PAIR).n == n
    assert mxus.cooperation(dated, *PAIR, period=period).n == n
    assert len(mxus.bargain(dated, period=period).contributions) == n
    assert mxus.dependence(dated, "ruritania", period=period).n == n
    (tie,) = mxus.signed_network(dated, period=period).ties
    assert len(tie.records) == 2 * n
    assert mxus.balance(dated, period=period).network.ties == (tie,)
    (tie,) = mxus.discourse(dated, period=period).ties
    assert len(tie.records) == 2 * n


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("period", [7, b"2020", ["2020"], "yesterday", 2020.0])
def test_what_is_no_period_is_an_error_of_ours(dated, name, period):
    with pytest.raises(InvalidValueError):
        QUESTIONS[name](dated, period=period)


@pytest.mark.parametrize("name", ["alignment", "cooperation"])
def test_groups_have_the_same_names_in_both_questions(dated, name):
    ask = QUESTIONS[name]
    assert [*ask(dated, by="year").groups] == [*map(str, (2010, 2020))]
    assert [*ask(dated, by="year", period="2019/2021").groups] == ["2020"]
    assert {*ask(dated, by="arena").groups} <= {each.value for each in Arena}
    assert "author" in ask(dated, by="voice").groups
    for by in ("arena", "issue", "expression", "voice", "year"):
        answer = ask(dated, by=by)
        assert (answer.by, answer.value) == (by, ask(dated).value)
    with pytest.raises(InvalidValueError, match="found by 'partner'; expected one of 'arena', 'issue'"):
        ask(dated, by="partner")


def test_cooperation_by_year_and_by_voice_counts_each_event_where_it_belongs(dated):
    years = mxus.cooperation(dated, *PAIR, by="year").groups
    assert [each.contributions[0].records for each in years.values()] == [("act-old",), ("act-new",)]
    voices = mxus.cooperation(dated, *PAIR, by="voice").groups
    assert {name: each.n for name, each in voices.items()} == {"author": 2, "reported": 1}


def test_the_words_of_the_parameters_are_the_same_everywhere():
    asked = {name: inspect.signature(getattr(mxus, name)).parameters for name in QUESTIONS}
    assert {each["period"].annotation for each in asked.values()} == {"Period | str | None"}
    assert {each["by"].annotation for each in asked.values() if "by" in each} == {"By | None", "By"}
