"""Laws of comparison: a coding agrees with itself; order of coders, ids and order of records do not matter."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from codings import FEWER, codings, renamed
from hypothesis import given
from hypothesis import strategies as st
from likeness_reference import excesses
from making import TEXT, dataset, event, policy, position

import mxus
from mxus.analysis.coding import Coding
from mxus.analysis.spans import Spans
from mxus.intercoder.matching import KINDS_IN_ORDER, _Likeness, matched
from mxus.vocabulary import EventType, LinkType, Stance

OTHER = "x{}".format


def shape(both, first=str, second=str):
    """Return all that a comparison says, under other names."""
    return {
        collection: (
            {
                (first(match.first), second(match.second)): (match.overlap, [each.field for each in match.differences])
                for match in agreement.matches
            },
            {*map(first, agreement.only_first)},
            {*map(second, agreement.only_second)},
            (agreement.value, agreement.interval, agreement.n),
            agreement.sentences,
            dict(agreement.fields),
        )
        for collection, agreement in both.agreements.items()
    }


@FEWER
@given(codings())
def test_a_coding_agrees_with_itself_in_everything(ds):
    both = mxus.compare(ds, ds)
    assert dict(both.partners) == {record.id: record.id for record in ds.values() if record.kind != "source"}
    assert both.explain() == "no difference"
    for agreement in both.agreements.values():
        assert agreement.value == 1.0 or agreement.n == 0
        assert {match.overlap for match in agreement.matches} <= {1.0}
        for found in agreement.fields.values():
            assert found.agreement.value == 1.0 or found.agreement.n == 0
            assert found.value == 1.0 or not found.is_defined


def last_of_the_best(row, column, weight, look):
    """Stand in for our search in one part: of all assignments with the greatest sum, the one that comes last."""
    look()
    matrix = np.zeros((row.max() + 1, column.max() + 1))
    matrix[row, column] = weight
    turned = matrix.shape[0] > matrix.shape[1]
    matrix = matrix.T if turned else matrix
    rows, columns = matrix.shape
    best = max(
        permutations(range(columns), rows), key=lambda order: (round(matrix[range(rows), order].sum(), 9), order)
    )
    pairs = [pair for pair in enumerate(best) if matrix[pair] > 0]
    return [pair[::-1] for pair in pairs] if turned else pairs


@pytest.mark.parametrize("links", [(), (mxus.Link(type=LinkType.RESPONDS_TO, target="tariff"),)])
def test_records_alike_in_all_but_what_refers_to_them_or_they_refer_to_are_told_apart(links, monkeypatch):
    monkeypatch.setattr("mxus.intercoder.assignment.best_of_part", last_of_the_best)
    alike = [event(name, "ruritania", "sylvania", EventType.AID, gloss="An event.") for name in ("one", "two", "three")]
    ds = dataset(
        policy("tariff", "sylvania"),
        alike[0],
        alike[1].evolve(links=links),
        alike[2],
        position("for", "ruritania", "one", Stance.SUPPORTS),
        position("against", "ruritania", "two", Stance.OPPOSES),
        position("neither", "ruritania", "three", Stance.NEUTRAL),
    )
    both = mxus.compare(ds, ds)
    assert {name: both.partners[name] for name in ds.events} == {name: name for name in ds.events}
    assert both.explain() == "no difference"


@FEWER
@given(codings(), st.randoms(use_true_random=False))
def test_what_is_in_both_is_found_whichever_of_equally_good_assignments_is_computed(ds, chance):
    referred = {name for record in ds.events.values() for name in (link.target for link in record.links)}
    referred |= {position.target for position in ds.positions.values()}
    loose = [record.id for record in ds.values() if record.kind in {"event", "position"} and record.id not in referred]
    gone = chance.sample(loose, len(loose) // 2)
    less = mxus.Dataset([record for record in ds.values() if record.id not in gone], **ds.about())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mxus.intercoder.assignment.best_of_part", last_of_the_best)
        assert mxus.compare(ds, ds).explain() == "no difference"
        both = mxus.compare(ds, less)
    profiles = Counter(Coding.of(ds).profiles.values())
    for name, profile in Coding.of(ds).profiles.items():
        if profiles[profile] == 1 and ds[name].kind != "source":
            assert both.partners.get(name) == (None if name in gone else name)


@FEWER
@given(codings(), codings())
def test_swapping_the_coders_mirrors_the_comparison(first, second):
    both, turned = mxus.compare(first, second), mxus.compare(second, first)
    assert turned == both.swapped()
    assert turned.swapped() == both
    ask = mxus.cooperation, "ruritania", "sylvania"
    one, other = both.index(*ask), turned.index(*ask)
    assert (one.value, one.interval) == (other.value, other.interval)


@FEWER
@given(codings(), codings())
def test_ids_do_not_matter(first, second):
    both, other = mxus.compare(first, second), mxus.compare(first, renamed(second, OTHER))
    assert shape(other) == shape(both, second=OTHER)
    assert shape(mxus.compare(renamed(first, OTHER), second)) == shape(both, first=OTHER)


@FEWER
@given(codings(), codings(), st.randoms(use_true_random=False))
def test_the_order_of_records_matters_only_between_records_that_say_the_same(first, second, chance):
    profiles = list(Coding.of(first).profiles.values())
    records = list(first.values())
    shuffled = mxus.Dataset(chance.sample(records, len(records)), **first.about())
    both, other = mxus.compare(first, second), mxus.compare(shuffled, second)
    if len(set(profiles)) == len(profiles):
        assert shape(other) == shape(both)
    else:
        assert {name: len(each.matches) for name, each in other.agreements.items()} == {
            name: len(each.matches) for name, each in both.agreements.items()
        }


@FEWER
@given(codings(), codings())
def test_no_other_assignment_is_better(first, second):
    """Against every assignment there is, of events."""
    one, other = Coding.of(first), Coding.of(second)
    partners, _ = matched(one, other)
    mine, theirs = one.in_order("event"), other.in_order("event")
    actors = {name: partner for name, partner in partners.items() if first[name].kind in {"actor", "policy"}}
    weights = excesses(one, other, actors, mine, theirs)
    row, column = ({record.id: place for place, record in enumerate(side)} for side in (mine, theirs))
    found = sum(weights[row[event.id], column[partners[event.id]]] for event in mine if event.id in partners)
    gaps = [None] * len(mine)
    best = max(
        sum(weights.get(pair, 0) for pair in enumerate(order))
        for order in permutations([*range(len(theirs)), *gaps], len(mine))
    )
    assert found == pytest.approx(best)


@FEWER
@given(codings(), codings())
def test_likeness_is_what_it_is_pair_by_pair_and_character_by_character(first, second):
    one, other = Coding.of(first), Coding.of(second)
    every, _ = matched(one, other)
    partners = {}
    for kind in KINDS_IN_ORDER:
        mine, theirs = one.in_order(kind), other.in_order(kind)
        rows, columns, weights = _Likeness(one, other, dict(partners), lambda: None).of_pairs(mine, theirs)
        assert len({*zip(rows, columns, strict=True)}) == len(rows)
        found = dict(zip(zip(rows, columns, strict=True), weights, strict=True))
        assert found == pytest.approx(excesses(one, other, partners, mine, theirs), abs=1e-12)
        partners |= {record.id: every[record.id] for record in mine if record.id in every}


SPANS = st.lists(
    st.builds(
        lambda text, number, start, length: (text, number, start, start + length),
        st.sampled_from("ab"),
        st.integers(0, 1),
        st.integers(0, 12),
        st.integers(1, 6),
    ),
    max_size=6,
)


def characters(spans):
    return {(text, number, place) for text, number, start, end in spans for place in range(start, end)}


@given(SPANS, SPANS, SPANS)
def test_spans_are_the_characters_they_cover(first, second, others):
    one, other = Spans.of(first), Spans.of(second)
    mine, theirs = characters(first), characters(second)
    assert characters(one.spans) == mine
    assert (one.size, one.shared(other), one.joined(other).size) == (len(mine), len(mine & theirs), len(mine | theirs))
    if mine:
        assert one.ends == (min(mine), max(mine))
    for span in others:
        assert one.meets(span) == (not mine.isdisjoint(characters([span])))


@FEWER
@given(codings(), codings())
def test_the_interval_holds_what_either_coding_says_and_contributions_sum_to_the_difference(first, second):
    both = mxus.compare(first, second)
    for ask in (mxus.cooperation, mxus.alignment):
        result = both.index(ask, "ruritania", "sylvania")
        one, other = result.groups["first"], result.groups["second"]
        assert (result.interval is None) == (one.interval is None or other.interval is None)
        for group in (one, other):
            if result.interval is not None:
                assert group.interval.lower in result.interval
                assert group.interval.upper in result.interval
        if one.is_defined and other.is_defined:
            total = sum(each.weight for each in result.contributions)
            assert total == pytest.approx(float(one) - float(other))
            assert result.is_defined == (float(one) == pytest.approx(float(other)))
        elsewhere = mxus.compare(first, renamed(second, OTHER)).index(ask, "ruritania", "sylvania")
        assert [each.weight for each in elsewhere.contributions] == [each.weight for each in result.contributions]


@FEWER
@given(codings(), codings())
def test_every_record_is_matched_or_in_one_coding_alone(first, second):
    both = mxus.compare(first, second)
    for collection, agreement in both.agreements.items():
        one, other = getattr(first, collection), getattr(second, collection)
        assert sorted([*(match.first for match in agreement.matches), *agreement.only_first]) == sorted(one)
        assert sorted([*(match.second for match in agreement.matches), *agreement.only_second]) == sorted(other)
        assert agreement.sentences.agreement.n == sum(text.count(".") for text in TEXT)
