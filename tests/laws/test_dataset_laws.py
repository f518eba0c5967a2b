"""Laws of datasets: documents keep everything, order and irrelevant records change nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import actor, at, dataset, event, position

import mxus
from mxus import Period, Quantity
from mxus.exchange.json_document import dumps, loads
from mxus.vocabulary import Act, Arena, EventType, Expression, Issue, Stance, Status

STATES = ("ruritania", "sylvania", "third")
PAIRS = st.permutations(STATES).map(lambda states: states[:2])
PERIODS = st.one_of(st.none(), st.sampled_from(["2025", "2025-10~", "[2018..2024]", "2018/.."]).map(Period))
COUNTS = st.one_of(st.none(), st.integers(0, 50).map(lambda number: Quantity.more_than(number, "count")))


@st.composite
def datasets(draw):
    """Sound datasets with three states, some events and some positions on them."""

    def evidence():
        return (at(status=draw(st.sampled_from([Status.ASSERTED, Status.ALLEGED, Status.PLANNED, Status.DENIED]))),)

    made = [actor("third")]
    for number in range(draw(st.integers(0, 6))):
        source, target = draw(PAIRS)
        kind = draw(st.one_of(st.none(), st.sampled_from(EventType)))
        made.append(
            event(
                f"event-{number}",
                source,
                target,
                kind,
                act=Act.STATEMENT,
                period=draw(PERIODS),
                count=draw(COUNTS),
                evidence=evidence(),
            )
        )
    targets = ["third", *(record.id for record in made if record.kind == "event")]
    for number in range(draw(st.integers(0, 8))):
        made += [
            position(
                f"position-{number}",
                draw(st.sampled_from(STATES[:2])),
                draw(st.sampled_from(targets)),
                draw(st.sampled_from(Stance)),
                expression=draw(st.sampled_from(Expression)),
                arena=draw(st.sampled_from(Arena)),
                issue=draw(st.sampled_from(Issue)),
                evidence=evidence(),
            )
        ]
    return dataset(*made)


@given(datasets())
def test_a_document_keeps_a_dataset(ds):
    assert loads(dumps(ds)) == ds
    assert dumps(loads(dumps(ds))) == dumps(ds)


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
