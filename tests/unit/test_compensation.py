"""The compensation thesis: codes by hand, degenerate cases, placebos, verdicts, and what a reader sees."""

import pytest
from making import actor, at, dataset, event, policy, position

import mxus
from mxus import InvalidValueError, Undefined, UnknownIdError
from mxus.analysis.predictions import Finding, verdicts_on
from mxus.measures import mean_gap
from mxus.values.interval import Interval
from mxus.vocabulary import Arena, EventType, Expression, Stance, Status

FAR = {"arena": Arena.REGIONAL_DIPLOMACY}
DEEDS = {"expression": Expression.MATERIAL}
ALLEGED = {"evidence": (at(status=Status.ALLEGED),)}
FEW = Undefined("fewer than two codes on a stage")


def two_stages(*more):
    """At one on two objects near, opposed on one and neutral on another far."""
    return dataset(
        *(policy(name, "sylvania") for name in ("pact", "patrol")),
        *(policy(name, "sylvania", **FAR) for name in ("embargo", "summit")),
        position("a1", "ruritania", "pact", Stance.SUPPORTS_STRONGLY, evidence=(at(0, 0, 9),)),
        position("b1", "sylvania", "pact", Stance.SUPPORTS_STRONGLY),
        position("a2", "ruritania", "patrol", Stance.SUPPORTS, evidence=(at(1, 0, 9),), **DEEDS),
        position("b2", "sylvania", "patrol", Stance.SUPPORTS),
        position("a3", "ruritania", "embargo", Stance.OPPOSES_STRONGLY, evidence=(at(2, 0, 5),), **FAR),
        position("b3", "sylvania", "embargo", Stance.SUPPORTS_STRONGLY, evidence=(at(2, 0, 5),), **FAR),
        position("a4", "ruritania", "summit", Stance.NEUTRAL, evidence=(at(1, 34, 50),), **FAR),
        position("b4", "sylvania", "summit", Stance.SUPPORTS_STRONGLY, **FAR),
        *more,
    )


def ask(ds, **options):
    return mxus.compensation(ds, "ruritania", "sylvania", **options)


def test_the_gap_is_that_of_the_codes_by_hand():
    result = ask(two_stages())
    assert {code.about: code.value for code in result.codes} == {"pact": 1, "patrol": 1, "embargo": -1, "summit": 0}
    assert (result.near.value, result.far.value, result.value) == (1.0, -0.5, 1.5)
    assert [(code.about, code.cluster) for code in result.codes] == [
        ("pact", "chronicle ¶0"),
        ("patrol", "chronicle ¶1"),
        ("summit", "chronicle ¶1"),
        ("embargo", "chronicle ¶2"),
    ]
    assert dict(result.test.without) == {
        "chronicle ¶0": Undefined("fewer than two values in a group"),
        "chronicle ¶1": Undefined("fewer than two values in a group"),
        "chronicle ¶2": Undefined("fewer than two values in a group"),
    }
    assert (result.test.p_value, result.test.ways) == (pytest.approx(1 / 6), 6)
    assert sum(each.weight for each in result.contributions) == pytest.approx(result.value)
    assert (result.supported, result.robust) == (True, False)


def test_a_code_is_of_the_paragraph_in_which_the_text_first_tells_of_it():
    later = position("b5", "sylvania", "embargo", Stance.SUPPORTS, evidence=(at(2, 0, 5), at(0, 10, 28)), **FAR)
    codes = {code.about: code for code in ask(two_stages(later)).codes}
    assert codes["embargo"].records == ("a3", "b5", "b3")
    assert codes["embargo"].cluster == "chronicle ¶0"
    turned = mxus.compensation(two_stages(later), "sylvania", "ruritania").codes
    assert {code.about: code.cluster for code in turned} == {name: code.cluster for name, code in codes.items()}


def test_an_act_has_the_sign_of_its_quad_class_and_only_the_actors_own_count():
    more = (
        event("aid", "ruritania", "sylvania", EventType.AID),
        event("raid", "ruritania", "sylvania", EventType.ASSAULT, **FAR),
        event("theirs", "sylvania", "ruritania", EventType.ASSAULT),
        event("elsewhere", "ruritania", "sylvania", EventType.ASSAULT, arena=Arena.GLOBAL),
        event("untold", "ruritania", "sylvania", None),
    )
    result = ask(two_stages(*more))
    assert {code.about: code.value for code in result.codes if code.act} == {"aid": 1.0, "raid": -1.0}
    assert result.n_missing == 1
    assert result.deeds.value == FEW
    assert result.deeds.n == 3


def test_what_types_the_acts_is_cited():
    assert "@manual{plover," in ask(two_stages()).cite()


def test_words_against_deeds_and_alleged_records_widen_the_interval():
    more = (
        position("a5", "ruritania", "pact", Stance.OPPOSES_STRONGLY, **DEEDS),
        position("a6", "ruritania", "embargo", Stance.SUPPORTS_STRONGLY, **FAR, **ALLEGED),
        event("rumour", "ruritania", "sylvania", EventType.AID, **FAR, **ALLEGED),
    )
    result = ask(two_stages(*more))
    assert result.near.value == 0.5
    assert [(bound.interval.lower, bound.interval.upper) for bound in result.near.bounds[:2]] == [
        (0.0, 1.0),
        (0.0, 1.0),
    ]
    # The rumoured act may count (1), and the alleged support of the embargo may be taken for the position (1).
    far, gap = result.far.interval, result.interval
    assert (far.lower, far.upper) == pytest.approx((-0.5, 2 / 3))
    assert (gap.lower, gap.upper) == pytest.approx((0 - 2 / 3, 1.5))
    assert result.n_missing == 1
    assert ask(two_stages(*more), statuses=["asserted", "alleged"]).n == 5


def test_too_few_codes_leave_the_thesis_untested():
    result = ask(dataset(policy("pact", "sylvania"), position("a", "ruritania", "pact", Stance.SUPPORTS)))
    assert (result.value, result.interval, result.n) == (FEW, None, 0)
    assert result.near.value == Undefined("no code on this stage")
    assert [len(table.rows) for verdict in result.verdicts for table in verdict.page().tables] == [
        len(verdict.components) for verdict in result.verdicts
    ]
    assert str(result.verdicts[0]) == (
        "compensation   untested: too few codes (bilateral agenda, regional diplomacy, gap)"
    )
    assert (result.supported, result.test.bootstrap, result.bounds) == (False, None, ())
    assert "untested" in result.summary()


def test_placebos_are_all_other_states_each_with_its_reason():
    result = ask(two_stages(actor("third"), position("c", "third", "pact", Stance.SUPPORTS)))
    assert list(result.placebos) == ["third"]
    assert result.placebos["third"].value == FEW
    assert result.placebos["third"].n == 1


def test_a_period_leaves_out_what_is_surely_of_another_time():
    def dated(name, edtf, stance):
        return position(name, "ruritania", "pact", stance, period=mxus.Period(edtf))

    ds = two_stages(dated("old", "2001", Stance.OPPOSES_STRONGLY))
    assert ask(ds).near.value == 0.5
    assert ask(ds, period="2025").near.value == 1.0


def test_what_is_no_pair_of_actors_is_refused():
    with pytest.raises(UnknownIdError):
        mxus.compensation(two_stages(), "ruritania", "sylvannia")
    with pytest.raises(InvalidValueError, match="two different actors"):
        mxus.compensation(two_stages(), "ruritania", "ruritania")
    with pytest.raises(InvalidValueError, match="draws"):
        ask(two_stages(), draws=0)


SURE = {"drawn": Interval(0.2, 0.8), "left_open": Interval(0.3, 0.6)}


@pytest.mark.parametrize(
    ("change", "firm"),
    [
        ({}, True),
        ({"drawn": Interval(-0.1, 0.8)}, False),
        ({"left_open": Interval(-0.1, 0.6)}, False),
        ({"without": (0.4, -0.1)}, False),
        ({"without": (0.4, Undefined("too few"))}, False),
        ({"drawn": None}, False),
    ],
)
def test_a_sign_is_firm_only_if_nothing_turns_it(change, firm):
    found = Finding(**{"value": 0.5, **SURE, "without": (0.4, 0.6), **change})
    bandwagoning = verdicts_on({"bilateral agenda": found, "regional diplomacy": found, "gap": found})[1]
    assert (bandwagoning.agrees, bandwagoning.firm) == (True, firm)


def test_hedging_is_agreed_with_where_zero_is_not_excluded_and_is_never_firm():
    found = Finding(value=0.1, drawn=Interval(-0.2, 0.3), left_open=Interval(0.1, 0.1), without=(0.1,))
    hedging = verdicts_on({"bilateral agenda": found, "regional diplomacy": found, "gap": found})[3]
    assert (hedging.agrees, hedging.firm) == (True, False)


def test_the_answer_fits_a_terminal_and_says_what_it_cannot_bear(ds):
    text = mxus.compensation(ds, "mexico", "united-states").summary()
    assert max(map(len, text.splitlines())) <= 80
    assert "not how states behaved" in " ".join(text.split())


def test_the_article_bears_its_thesis_out_and_the_rivals_not(ds):
    result = mxus.compensation(ds, "mexico", "united-states")
    assert result.value == pytest.approx(1.1018, abs=1e-4)
    assert [verdict.agrees for verdict in result.verdicts] == [True, False, False, False]
    assert result == mxus.compensation(ds, "mexico", "united-states")


def joined(keys):
    """Number items by the connected sets that they make through what they share."""
    groups = []
    for key in keys:
        near = [group for group in groups if group & key]
        groups = [group for group in groups if not group & key] + [key.union(*near)]
    return [str(next(number for number, group in enumerate(groups) if group & key)) for key in keys]


def test_codes_joined_by_every_passage_of_the_article_leave_nothing_to_test(ds):
    codes = mxus.compensation(ds, "mexico", "united-states").codes
    mine = {"mexico", *ds.agents_of("mexico")}

    def paragraphs(code, holders=None):
        records = [ds[name] for name in code.records]
        kept = [each for each in records if holders is None or each.kind == "event" or each.holder in holders]
        return {passage.locator.paragraph for each in kept for passage in each.evidence}

    every, own = joined([paragraphs(code) for code in codes]), joined([paragraphs(code, mine) for code in codes])
    assert (len(set(every)), len(set(own)), len({code.cluster for code in codes})) == (1, 6, 10)
    near = [code.arena is Arena.BILATERAL_AGENDA for code in codes]
    test = mean_gap([code.value for code in codes], near, own)
    assert (test.p_value, test.ways) == (1 / 28, 28)
