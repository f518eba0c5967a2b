"""Laws of datasets: documents keep everything, order and irrelevant records change nothing."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import event

import mxus
from mxus import testing
from mxus.exchange.json_document import dumps, loads
from mxus.vocabulary import EventType

STATES = ("ruritania", "sylvania", "third")


def datasets():
    """Sound datasets with three states, some events and some positions on them."""
    return testing.datasets(
        states=STATES, others=0, policies=0, trade_links=0, claims=0, events=(0, 6), positions=(0, 8)
    )


@given(testing.datasets())
def test_a_document_keeps_a_dataset(ds):
    assert loads(dumps(ds)) == ds
    assert dumps(loads(dumps(ds))) == dumps(ds)


@given(testing.datasets())
def test_exports_in_xml_are_well_formed(ds):
    for name in ("graphml", "qdc"):
        for text in mxus.exported(ds, name).files.values():
            assert ElementTree.fromstring(text.encode()) is not None  # noqa: S314 (just made)


@given(datasets())
def test_contributions_sum_to_the_value(ds):
    for result in (
        mxus.alignment(ds, "ruritania", "sylvania"),
        mxus.cooperation(ds, "ruritania", "sylvania"),
        mxus.cooperation(ds, "ruritania", "sylvania").groups["verbal"],
    ):
        total = sum(contribution.weight for contribution in result.contributions)
        assert total == (0 if not result.is_defined else pytest.approx(float(result)))


@given(datasets(), st.randoms(use_true_random=False))
def test_order_of_records_does_not_change_answers(ds, chance):
    records = list(ds.values())
    shuffled = mxus.Dataset(chance.sample(records, len(records)), **ds.about())
    for by in (None, "arena", "issue"):
        first, second = (mxus.alignment(each, "ruritania", "sylvania", by=by) for each in (ds, shuffled))
        assert str(first) == str(second)
    first, second = (mxus.cooperation(each, "ruritania", "sylvania") for each in (ds, shuffled))
    assert (str(first), first.quad_counts) == (str(second), second.quad_counts)


@given(datasets())
def test_alignment_is_symmetric(ds):
    first, second = mxus.alignment(ds, "ruritania", "sylvania"), mxus.alignment(ds, "sylvania", "ruritania")
    assert (str(first.value), str(first.interval), first.n) == (str(second.value), str(second.interval), second.n)


@given(datasets())
def test_a_record_that_concerns_others_changes_nothing(ds):
    bystander = event("bystander", "third", "scribe", EventType.ASSAULT)
    for ask in (mxus.alignment, mxus.cooperation):
        assert ask(ds.replace(bystander), "ruritania", "sylvania") == ask(ds, "ruritania", "sylvania")


@given(datasets())
def test_words_and_deeds_make_up_the_whole(ds):
    whole = mxus.cooperation(ds, "ruritania", "sylvania")
    assert whole.n == sum(group.n for group in whole.groups.values()) == sum(whole.quad_counts.values())


@given(datasets())
def test_issues_and_arenas_divide_no_more_than_there_is(ds):
    whole = mxus.alignment(ds, "ruritania", "sylvania", by="arena")
    for group in whole.groups.values():
        assert group.n <= whole.n
        assert {name for each in group.contributions for name in each.records} <= {
            name for each in whole.contributions for name in each.records
        }
