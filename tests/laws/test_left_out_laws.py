"""Laws of what a question leaves out: what is used and what is left out are all that could bear on it."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import dataset, event, position

import mxus
from mxus import Period
from mxus.analysis.unused import MISSING, OTHER_TIME
from mxus.dataset.document import COLLECTIONS
from mxus.testing import datasets
from mxus.vocabulary import EventType, LinkType, Stance, Status, TradeMeasure

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


def require_whole(used, left_out, every):
    assert len(left_out) == len({*left_out})
    assert used.isdisjoint(left_out)
    assert used | {*left_out} == every


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


@given(CASES, st.booleans(), st.sampled_from(Status))
def test_every_position_and_claim_is_in_a_tie_or_left_out_of_discourse(ds, acting_for, status):
    talk = mxus.discourse(ds, acting_for=acting_for, statuses=[status])
    tied = {name for tie in talk.ties for name in tie.records}
    require_whole(tied, left(talk), {*ds.positions, *ds.claims})


LINKS = (LinkType.IN_EXCHANGE_FOR, LinkType.COMPENSATES_FOR, LinkType.RESPONDS_TO)


@given(datasets(states=PAIR, events=(1, 4), policies=(1, 2), claims=(1, 3)), st.booleans())
def test_every_link_is_of_an_actor_of_others_or_left_out_of_its_bargains(ds, acting_for):
    def links(found):
        assert all(len(each.records) == 2 for each in found.left_out)
        kept = [each.records for each in found.contributions]
        return kept, [each.records for each in found.left_out]

    every, out = links(mxus.bargain(ds, acting_for=acting_for))
    linked = [
        (each.id, link.target) for each in ds.values() for link in getattr(each, "links", ()) if link.type in LINKS
    ]
    assert sorted({*every, *out}) == sorted({*linked})
    for name in PAIR:
        kept, out = links(mxus.bargain(ds, actor=name, acting_for=acting_for))
        assert {*kept} <= {*every}
        for pair in {*linked} - {*kept, *out}:  # of others: who acts and receives is named, and it is not this one
            events = [ds[record] for record in pair if record in ds.events]
            assert all(each.initiators and each.recipients for each in events)
            whole = mxus.bargain(ds, acting_for=acting_for, statuses=tuple(Status))
            (bargain,) = [each for each in whole.bargains if pair in [made.records for made in each.contributions]][:1]
            parts = [part for part in (*bargain.done, *bargain.against) if part.record in pair]
            parties = {party for part in parts for party in (*part.givers, *part.receivers)}
            assert parties
            assert name not in parties


def in_annotations(text):
    return [each["id"].split(":")[3] for each in json.loads(text)["first"]["items"]]


HELD = {
    "plover": (lambda text: [json.loads(line)["id"] for line in text.splitlines()], ("events",)),
    "dna": (lambda text: [row["record"] for row in csv.DictReader(io.StringIO(text), delimiter=";")], ("positions",)),
    "graphml": (
        lambda text: [each.text for each in ElementTree.fromstring(text).iter() if each.get("key") == "record"],  # noqa: S314 (just made)
        ("events", "positions"),
    ),
    "annotations": (in_annotations, tuple(name for name in COLLECTIONS)),
    "prov": (lambda text: [name.split(":")[1] for name in json.loads(text)["entity"]], COLLECTIONS),
    "ftm": (
        lambda text: [row["entity_id"] for row in csv.DictReader(io.StringIO(text))],
        ("sources", "actors", "events"),
    ),
    "qdc": (lambda text: [each.get("name") for each in ElementTree.fromstring(text).iter()], COLLECTIONS),  # noqa: S314 (just made)
}
"""Formats with the ids of the records in their file, and the collections of which they hold records."""


@pytest.mark.parametrize("name", HELD)
@given(ds=datasets(states=PAIR, events=(0, 4), positions=(0, 4)))
def test_every_record_is_in_an_export_or_left_out_with_a_reason_or_of_a_kind_that_is_lost(name, ds):
    read, collections = HELD[name]
    made = mxus.exported(ds, name)
    (text,) = made.files.values()
    expected = {each for collection in collections for each in getattr(ds, collection)}
    out = left(made.report)
    require_whole({*read(text)} & {*ds}, out, expected)
    assert made.report.lossless <= (not out)
    told = " ".join(made.report.explain().split())
    assert all(record in told for record in out)
    # Of other kinds nothing is held, and that is said of their very ids.
    lost = {loss.field for loss in made.report.lost if not loss.partly}
    others = [each for each in COLLECTIONS if each not in collections and getattr(ds, each)]
    if name in {"plover", "dna", "ftm"}:
        assert all(f"{each}.gloss" in lost for each in others)


def test_what_an_export_leaves_out_is_said_with_its_reason():
    mutual = event("accord", *PAIR, EventType.AGREE, initiators=PAIR, recipients=(), period=Period("2020-01-01"))
    undated = event("aid", *PAIR, EventType.AID)
    untyped = event("remark", *PAIR, None, contexts=())
    ds = dataset(mutual, undated, untyped, position("shrug", *PAIR, Stance.NEUTRAL))
    assert reasons(ds, "plover") == {"no first or last day": ("aid",), "no PLOVER type": ("remark",)}
    assert reasons(ds, "graphml") == {
        "mutual: several actors and no recipient, so no direction": ("accord",),
        "no PLOVER type": ("remark",),
    }
    assert reasons(ds, "dna") == {"neutral: takes no side": ("shrug",)}
    assert reasons(ds, "annotations") == {"no passage of its own": ("chronicle",)}
    assert "and 2 records out" in str(mxus.exported(ds, "plover").report)
    shown = str(mxus.exported(ds, "plover").page().tables)
    assert "remark" in shown


def reasons(ds, name):
    return {each.reason: each.records for each in mxus.exported(ds, name).report.left_out}


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
