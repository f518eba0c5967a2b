"""Laws of sensitivity: what is tried one by one by hand gives the same, and no order, id or bystander matters."""

from codings import FEWER, codings, renamed
from hypothesis import given
from hypothesis import strategies as st
from making import event
from test_dataset_laws import datasets

import mxus
from mxus import Undefined
from mxus.analysis.sensitivity import sign_of_value
from mxus.exchange.json_document import dumps, loads
from mxus.vocabulary import Arena, EventType, Stance, Status

PAIR = ("ruritania", "sylvania")
QUESTIONS = st.sampled_from(
    [
        lambda ds: mxus.alignment(ds, *PAIR),
        lambda ds: mxus.alignment(ds, *PAIR, by="arena"),
        lambda ds: mxus.cooperation(ds, *PAIR),
        lambda ds: mxus.dependence(ds, PAIR[0]),
    ]
)


def rounded(value):
    return None if isinstance(value, Undefined) else round(value, 9)


def by_hand(ds, question):
    """Return what each change makes of the value, each dataset made from nothing and checked as a whole."""
    baseline = question(ds)
    parts = [baseline, *getattr(baseline, "groups", {}).values()]
    found = []
    for name in {name for part in parts for each in part.contributions for name in each.records}:
        rest = [record for record in ds.values() if name not in {record.id, getattr(record, "target", None)}]
        freed = [
            record.evolve(links=tuple(link for link in record.links if link.target != name))
            if getattr(record, "links", ())
            else record
            for record in rest
        ]
        datasets = [mxus.Dataset(freed, **ds.about())]
        record = ds[name]
        others = []
        if record.kind == "position":
            level = record.stance.level
            others += [{"stance": stance} for stance in Stance if abs(stance.level - level) == 1]
        others += [{"arena": arena} for arena in Arena if arena != record.arena]
        if any(passage.status is Status.ASSERTED for passage in record.evidence):
            alleged = [
                passage.evolve(status=Status.ALLEGED) if passage.status is Status.ASSERTED else passage
                for passage in record.evidence
            ]
            others += [{"evidence": tuple(alleged)}]
        for fields in others:
            records = [record.evolve(**fields) if each.id == name else each for each in ds.values()]
            datasets.append(mxus.Dataset(records, **ds.about()))
        found += [(name, rounded(question(each).value)) for each in datasets]
    return sorted(found, key=str)


@FEWER
@given(st.one_of(datasets(), codings()), QUESTIONS)
def test_every_change_is_what_it_is_by_hand(ds, question):
    found = mxus.sensitivity(ds, question)
    assert sorted(((each.record, rounded(each.value)) for each in found.changes), key=str) == by_hand(ds, question)


@given(st.one_of(datasets(), codings()), QUESTIONS)
def test_changes_are_ranked_and_decisive_where_the_sign_changes(ds, question):
    found = mxus.sensitivity(ds, question)
    distances = [round(change.distance, 9) for change in found.changes]
    assert distances == sorted(distances, reverse=True)
    for change in found.changes:
        sign = "undefined" if isinstance(change.value, Undefined) else sign_of_value(change_as_result(change))
        assert change.verdict == sign
        assert change.decisive == (sign != sign_of_value(found.baseline))
        assert (change.distance > 1e-9) or not change.decisive
        if not isinstance(change.value, Undefined):
            assert change.value in found.range
    assert max(map(len, found.explain().splitlines())) <= 80


def change_as_result(change):
    return mxus.Result.exactly("value", change.value, n=1, method="as changed")


@FEWER
@given(st.one_of(datasets(), codings()), QUESTIONS, st.randoms(use_true_random=False))
def test_neither_order_nor_ids_matter(ds, question, chance):
    def told(found):
        return [
            (rounded(each.value), each.change, each.gloss, each.passages, each.verdict, each.decisive)
            for each in found.changes
        ]

    found = told(mxus.sensitivity(ds, question))
    records = list(ds.values())
    shuffled = mxus.Dataset(chance.sample(records, len(records)), **ds.about())
    assert told(mxus.sensitivity(shuffled, question)) == found
    kept = {*PAIR, "chronicle", "scribe", "third"}
    other = renamed(ds, lambda name: name if name in kept else f"z-{name[::-1]}")
    assert sorted(told(mxus.sensitivity(other, question)), key=str) == sorted(found, key=str)


@given(datasets(), QUESTIONS)
def test_a_record_that_does_not_concern_the_pair_is_not_tried(ds, question):
    more = ds.replace(event("bystander", "third", "scribe", EventType.ASSAULT))
    assert mxus.sensitivity(more, question) == mxus.sensitivity(ds, question)


@FEWER
@given(codings(), st.data())
def test_what_is_left_out_leaves_a_sound_dataset_without_a_trace(ds, data):
    kinds = ("policies", "trade_links", "events", "positions", "claims")
    names = [record.id for kind in kinds for record in ds.select(kind)]
    gone = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    less = ds.without(*gone)
    assert loads(dumps(less)) == less
    assert not set(gone) & less.keys()
    positions = {each.id for each in ds.positions.values() if each.target in gone}
    assert ds.keys() - less.keys() == {*gone, *positions}


@FEWER
@given(st.one_of(datasets(), codings()), st.data())
def test_a_record_in_the_place_of_another_makes_the_dataset_that_is_made_from_nothing(ds, data):
    names = [*ds.positions, *ds.events]
    if not names:
        return
    record = ds[data.draw(st.sampled_from(names))].evolve(arena=data.draw(st.sampled_from(Arena)), note="Changed.")
    made = mxus.Dataset([record if each.id == record.id else each for each in ds.values()], **ds.about())
    replaced = ds.replace(record)
    assert replaced == made
    assert replaced.document == made.document
    for question in (mxus.cooperation, mxus.alignment):
        assert question(replaced, *PAIR) == question(made, *PAIR)


@given(st.one_of(datasets(), codings()), st.booleans())
def test_events_of_a_pair_are_those_that_a_search_of_all_finds(ds, acting_for):
    searched = [each.id for each in ds.events.values() if PAIR[0] in each.initiators and PAIR[1] in each.recipients]
    assert [each.id for each in ds.events_between(PAIR[:1], PAIR[1:])] == searched

    def side(actor, event, *, acting):
        return {actor, *(ds.agents_of(actor, event.period, acting=acting) if acting_for else ())}

    between = {
        event.id
        for event in ds.events.values()
        if side(PAIR[0], event, acting=True) & set(event.initiators)
        and side(PAIR[1], event, acting=False) & set(event.recipients)
    }
    result = mxus.cooperation(ds, *PAIR, acting_for=acting_for)
    assert {name for each in result.contributions for name in each.records} <= between
