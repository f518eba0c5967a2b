"""Time limits of questions to a dataset, and what no longer grows with the square: same answers as the plain way."""

import inspect
import itertools
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import actor, dataset, event, position

import mxus
from mxus.dataset.coverage import coverage
from mxus.errors import InvalidDataError, InvalidValueError
from mxus.exchange.json_document import loads
from mxus.testing import datasets
from mxus.vocabulary import EventType, LinkType, Stance

PAIR = ("ruritania", "sylvania")


def quarrels(n):
    """Return a dataset of many actors whose signs have no order, so that balance is hard."""
    names = [f"land-{number}" for number in range(n)]
    pairs = enumerate(itertools.combinations(names, 2))
    kinds = [EventType.AID, EventType.ASSAULT]
    events = [event(f"e-{k}", *pair, kinds[(k * k * 2654435761 >> 7) % 2]) for k, pair in pairs]
    return dataset(*map(actor, names), *events)


def test_balance_keeps_its_time_limit_and_brackets_the_score():
    ds = quarrels(40)
    begun = time.monotonic()
    result = mxus.balance(ds, time_limit=1)
    assert time.monotonic() - begun < 10
    assert result.interval is not None
    assert result.interval.lower <= 1 - 2 * result.frustration.upper / result.n <= result.interval.upper
    if not result.frustration.exact:
        assert not result.is_defined
        assert "time_limit of 1 s reached" in result.method


def test_balance_has_a_limit_where_none_is_given_and_what_is_out_of_time_is_bracketed():
    assert inspect.signature(mxus.balance).parameters["time_limit"].default == 30
    ds = quarrels(12)
    late, whole = mxus.balance(ds, time_limit=0), mxus.balance(ds, time_limit=None)
    assert whole.exact
    assert "time_limit of 0 s reached" in late.method
    assert "time_limit" not in whole.method
    for one, other in (
        (late, whole),
        (late.walks, whole.walks),
        (late.conflict, whole.conflict),
        (late.conflict.largest, whole.conflict.largest),
    ):
        assert one.interval.lower <= other.value <= one.interval.upper


def test_without_time_every_question_answers_in_part_and_says_so(ds):
    result = mxus.sensitivity(ds, lambda asked: mxus.cooperation(asked, "mexico", "united-states"), time_limit=0)
    assert (result.changes, len(result.not_tried)) == ((), 8)
    assert "time_limit reached" in str(result)
    first, second = mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second")
    both = mxus.compare(first, second, time_limit=0)
    assert set(both.not_compared) == {"actors", "policies", "events", "positions", "claims", "trade_links"}
    assert "time_limit reached" in str(both)
    with pytest.raises(InvalidValueError, match="longer time_limit"):
        both.counterpart("mexico")
    with pytest.raises(InvalidValueError, match="time_limit"):
        mxus.balance(ds, time_limit=-1)


def test_with_time_enough_the_answers_are_whole(ds):
    def question(asked):
        return mxus.cooperation(asked, "mexico", "united-states")

    assert mxus.sensitivity(ds, question, time_limit=1e6) == mxus.sensitivity(ds, question)
    limited = mxus.balance(ds, time_limit=1e6)
    whole = mxus.balance(ds)
    assert (limited.value, limited.interval, limited.exact) == (whole.value, whole.interval, whole.exact)


def test_many_unknown_fields_are_all_reported_and_the_first_with_the_nearest():
    content = {"id": "x", "title": "X"} | {f"actor{number}": [] for number in range(3_000)}
    with pytest.raises(InvalidDataError) as error:
        loads(json.dumps(content))
    assert len(error.value.problems) == 3_000
    assert sum("nearest" in each.message for each in error.value.problems) == 25


@given(datasets(events=(0, 8), uncoded=(0, 4)))
def test_coverage_is_that_of_every_sentence_with_every_passage(ds):
    for source in ds.sources.values():
        for sentence in coverage(ds, source=source.id).sentences:
            places = set(range(sentence.start, sentence.end))

            def within(each, *, source=source, sentence=sentence, places=places):
                at = each.locator
                same = (each.source, at.paragraph) == (source.id, sentence.paragraph)
                return places & set(range(at.start, at.end)) if same else set()

            found = [(record.id, within(each)) for record in ds.values() for each in record.evidence]
            assert sentence.records == tuple(dict.fromkeys(name for name, inside in found if inside))
            assert sentence.coded == len(set().union(*(inside for _, inside in found))) / len(places)
            assert sentence.reason == next((each.reason for each in ds.uncoded if within(each)), None)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8, unique=True))
def test_links_of_bargains_are_grouped_as_those_that_share_a_record_on_one_side(pairs):
    pairs = [(a, b + 10) for a, b in pairs]
    groups = [[pair] for pair in pairs]
    while True:
        joined = next(
            (
                (one, other)
                for one, other in itertools.combinations(groups, 2)
                if any(a[side] == b[side] for a in one for b in other for side in (0, 1))
            ),
            None,
        )
        if joined is None:
            break
        groups = [group for group in groups if group not in joined] + [joined[0] + joined[1]]
    by_source = {}
    for a, b in pairs:
        by_source.setdefault(a, []).append(b)
    events = [event(f"e-{number}", *PAIR, EventType.AID) for number in {b for _, b in pairs}]
    events += [
        event(
            f"e-{a}",
            *PAIR,
            EventType.AID,
            links=tuple(mxus.Link(type=LinkType.IN_EXCHANGE_FOR, target=f"e-{b}") for b in targets),
        )
        for a, targets in by_source.items()
    ]
    found = mxus.bargain(dataset(*events))
    assert {frozenset(each.records for each in bargain.contributions) for bargain in found.bargains} == {
        frozenset((f"e-{a}", f"e-{b}") for a, b in group) for group in groups
    }


def test_many_positions_on_one_object_are_paired_each_with_each():
    sides = [position(f"{who}-{k}", who, "third", Stance.SUPPORTS) for who in PAIR for k in range(60)]
    result = mxus.alignment(dataset(actor("third"), *sides), *PAIR)
    assert (float(result), len(result.contributions)) == (1.0, 3_600)


WRONG = [None, 5, "mexico", [], {}, object, b"x", 1.5]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_what_is_no_dataset_is_an_error_of_ours_in_every_question(wrong):
    asked = {
        "alignment": PAIR,
        "cooperation": PAIR,
        "compensation": PAIR,
        "dependence": PAIR[:1],
        "balance": (),
        "signed_network": (),
        "discourse": (),
        "bargain": (),
        "coverage": (),
        "compare": (wrong,),
        "sensitivity": (lambda ds: ds,),
    }
    for name, rest in asked.items():
        with pytest.raises(mxus.MxusError):
            getattr(mxus, name)(wrong, *rest)


@pytest.mark.parametrize("wrong", [None, 5, [], {}, object, b"x", 1.5, "nobody"], ids=repr)
def test_what_is_no_actor_is_an_error_of_ours_in_every_question(wrong, ds):
    for ask, rest in (
        (mxus.alignment, ("mexico",)),
        (mxus.cooperation, ("mexico",)),
        (mxus.compensation, ("mexico",)),
        (mxus.dependence, ()),
    ):
        with pytest.raises(mxus.MxusError):
            ask(ds, wrong, *rest)
    for ask in (ds.agents_of, ds.stands_for, ds.without, ds.replace, ds.events_between):
        with pytest.raises(mxus.MxusError):
            ask(*([[wrong], ["mexico"]] if ask == ds.events_between else [wrong]))
