"""Laws of what a question leaves out: what is used and what is left out are all that could bear on it."""

from hypothesis import given
from hypothesis import strategies as st
from making import dataset, event

import mxus
from mxus.analysis.unused import MISSING, OTHER_TIME
from mxus.testing import datasets
from mxus.vocabulary import EventType, TradeMeasure

PAIR = ("ruritania", "sylvania")
WHEN = st.sampled_from([None, "2025", "2025-10-03", "1990"])
CASES = datasets(states=PAIR, others=(0, 2), events=(0, 6), positions=(0, 6), trade_links=(0, 4))


def used(result):
    return {name for each in result.contributions for name in each.records}


def left(result):
    return [name for each in result.left_out for name in each.records]


def require_apart(result):
    assert len(left(result)) == len({*left(result)})
    assert used(result).isdisjoint(left(result))


def standing(ds, names, record):
    return {top for name in names for top in (name, *ds.stands_for(name, record.period))}


@given(CASES, st.booleans(), WHEN)
def test_every_event_of_the_two_is_used_or_left_out_of_cooperation(ds, acting_for, period):
    if any(b in ds.agents_of(a) for a, b in (PAIR, PAIR[::-1])):
        return
    result = mxus.cooperation(ds, *PAIR, acting_for=acting_for, period=period)
    require_apart(result)
    source, target = PAIR
    for each in ds.events.values():
        directed = source in each.initiators and target in each.recipients
        mutual = {source, target} <= {*each.initiators}
        unnamed = not each.initiators and target in each.recipients
        if directed or mutual or unnamed or (source in each.initiators and not each.recipients):
            assert each.id in used(result) | {*left(result)}
    missing = sum(len(each.records) for each in result.left_out if each.reason in MISSING)
    assert (result.n, result.n_missing) == (len(used(result)), missing)


@given(CASES, st.booleans(), WHEN)
def test_every_event_and_position_is_in_a_tie_or_left_out_of_balance(ds, acting_for, period):
    network = mxus.signed_network(ds, acting_for=acting_for, period=period)
    ties = {name for tie in network.ties for name in tie.records}
    out = {name for each in network.left_out for name in each.records}
    assert ties | out == {*ds.events, *ds.positions}
    assert {name for tie in network.ties for name in tie.contested} <= out
    result = mxus.balance(ds, acting_for=acting_for, period=period)
    assert result.left_out == network.left_out


@given(CASES, WHEN)
def test_every_position_of_the_two_is_used_or_left_out_of_alignment_and_compensation(ds, period):
    if any(b in ds.agents_of(a) for a, b in (PAIR, PAIR[::-1])):
        return
    aligned = mxus.alignment(ds, *PAIR, period=period)
    require_apart(aligned)
    compensated = mxus.compensation(ds, *PAIR, period=period, draws=9)
    require_apart(compensated)
    coded = {name for code in compensated.codes for name in code.records}
    for each in ds.positions.values():
        if each.holder in PAIR:
            assert each.id in used(aligned) | {*left(aligned)}
            assert each.id in coded | {*left(compensated)}
    for each in ds.events.values():
        if PAIR[0] in each.initiators and PAIR[1] in each.recipients:
            assert each.id in coded | {*left(compensated)}


@given(CASES, WHEN)
def test_every_position_and_claim_is_in_the_discourse_or_left_out_of_it(ds, period):
    found = mxus.discourse(ds, period=period)
    out = left(found)
    assert len(out) == len({*out})
    assert {name for tie in found.ties for name in tie.records}.isdisjoint(out)
    dated = [each for each in ds.positions.values() if period and each.period]
    late = {each.id for each in dated if not each.period.may_overlap(mxus.Period(period))}
    told = {name for each in found.left_out if each.reason == OTHER_TIME for name in each.records}
    assert told == late


@given(CASES, st.sampled_from([each for each in TradeMeasure if each.is_share]), WHEN)
def test_every_trade_link_of_a_reporter_is_used_or_left_out_of_dependence(ds, measure, period):
    result = mxus.dependence(ds, PAIR[0], measure=measure, period=period)
    groups = {name for group in result.groups.values() for name in used(group)}
    assert groups.isdisjoint(left(result))
    assert groups | {*left(result)} == {link.id for link in ds.trade_links.values() if link.reporter == PAIR[0]}


def test_an_agreement_of_two_initiators_is_counted_as_missing_everywhere():
    mutual = event("accord", *PAIR, EventType.AGREE, initiators=PAIR, recipients=())
    ds = dataset(mutual, event("aid", *PAIR, EventType.AID))
    for answer in (mxus.cooperation(ds, *PAIR), mxus.compensation(ds, *PAIR), mxus.balance(ds)):
        assert answer.n_missing == 1
        assert left(answer) == ["accord"]
        assert "accord" in answer.explain()
        assert "accord" in mxus.explain(answer, ds)
    assert mxus.cooperation(ds, *PAIR).groups["verbal"].n_missing == 1
    assert ds.to_networkx().graph["left_out"] == ("accord",)


def test_an_act_of_which_nobody_is_named_is_missing_and_one_at_nobody_is_left_out():
    ds = dataset(
        event("attack", *PAIR, EventType.ASSAULT, initiators=()),
        event("election", *PAIR, EventType.CONSULT, recipients=()),
    )
    result = mxus.cooperation(ds, *PAIR)
    assert (result.n, result.n_missing) == (0, 1)
    assert sorted(left(result)) == ["attack", "election"]
