"""Laws of comparison: a coding agrees with itself; order of coders, ids and order of records do not matter."""

from itertools import permutations

import pytest
from codings import FEWER, codings, renamed
from hypothesis import given
from hypothesis import strategies as st
from making import TEXT

import mxus
from mxus.analysis.matching import Coding, _Likeness

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
            agreement.found,
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
    assert both.explain() == ""
    for agreement in both.agreements.values():
        assert agreement.found.value == 1.0 or agreement.found.n == 0
        assert {match.overlap for match in agreement.matches} <= {1.0}
        for found in agreement.fields.values():
            assert found.agreement.value == 1.0 or found.agreement.n == 0
            assert found.alpha.value == 1.0 or not found.alpha.is_defined


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
    partners = one.matched_with(other)
    mine, theirs = one.in_order("event"), other.in_order("event")
    actors = {name: partner for name, partner in partners.items() if first[name].kind in {"actor", "policy"}}
    weights = _Likeness(one, other, actors).of_candidates(mine, theirs)
    found = sum(weights[event.id, partners[event.id]] for event in mine if event.id in partners)
    gaps = [None] * len(mine)
    best = max(
        sum(weights.get((event.id, partner and partner.id), 0) for event, partner in zip(mine, order, strict=False))
        for order in permutations([*theirs, *gaps], len(mine))
    )
    assert found == pytest.approx(best)


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


@FEWER
@given(codings(), codings())
def test_every_record_is_matched_or_in_one_coding_alone(first, second):
    both = mxus.compare(first, second)
    for collection, agreement in both.agreements.items():
        one, other = getattr(first, collection), getattr(second, collection)
        assert sorted([*(match.first for match in agreement.matches), *agreement.only_first]) == sorted(one)
        assert sorted([*(match.second for match in agreement.matches), *agreement.only_second]) == sorted(other)
        assert agreement.sentences.agreement.n == sum(text.count(".") for text in TEXT)
