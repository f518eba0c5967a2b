"""Laws of the discourse and the bargains of a dataset: they add up, and ids, order and bystanders change nothing."""

import pytest
from codings import FEWER, codings, renamed
from hypothesis import given
from hypothesis import strategies as st
from making import actor, claim, event, position

import mxus
from mxus.vocabulary import EventType, LinkType, Stance, Status

OTHER = "x{}".format
NORMS = st.sampled_from(["none", "average", "jaccard", "cosine"])
ALL = tuple(Status)


@st.composite
def readings(draw):
    """Codings with claims that are rivals and links of every type."""
    ds = draw(codings())
    states = st.sampled_from(["ruritania", "sylvania", "third"])
    names = [f"reading-{number}" for number in range(draw(st.integers(0, 3)))]
    rivals = (
        {pair for pair in draw(st.sets(st.tuples(*[st.sampled_from(names)] * 2), max_size=3)) if len(set(pair)) == 2}
        if names
        else set()
    )
    made = [
        claim(
            name,
            draw(states),
            rivals=tuple(other for other in names if (name, other) in rivals or (other, name) in rivals),
        )
        for name in names
    ]
    for record in ds.events.values():
        links = {each.target for each in record.links}
        kind = draw(st.sampled_from(LinkType))
        made.append(record.evolve(links=tuple(mxus.Link(type=kind, target=name) for name in sorted(links))))
    return ds.replace(*made)


@FEWER
@given(readings(), NORMS, st.booleans())
def test_what_makes_a_tie_sums_to_its_weight_and_the_ties_are_those_of_the_networks(ds, norm, acting_for):
    found = mxus.discourse(ds, norm=norm, acting_for=acting_for)
    tied = {}
    for tie in found.ties:
        assert sum(each.weight for each in tie.contributions) == pytest.approx(tie.net, abs=1e-12)
        assert sum(each.weight for each in tie.contributions if each.weight > 0) == pytest.approx(tie.congruence)
        assert all(each.passages and each.records for each in tie.contributions)
        tied[frozenset(tie.actors)] = tie.net
    weights = found.subtract.weights.filled(0.0)
    for i, first in enumerate(found.actors):
        for j, second in enumerate(found.actors[:i]):
            assert tied.get(frozenset((first, second)), 0.0) == pytest.approx(weights[i, j])


@FEWER
@given(readings())
def test_ids_of_records_change_no_tie_and_no_bargain(ds):
    first, second = mxus.discourse(ds), mxus.discourse(renamed(ds, OTHER))
    assert second.actors == tuple(map(OTHER, first.actors))
    assert [(tuple(map(OTHER, tie.actors)), tie.net, tuple(map(OTHER, tie.records))) for tie in first.ties] == [
        (tie.actors, tie.net, tie.records) for tie in second.ties
    ]
    one, other = mxus.bargain(ds, statuses=ALL), mxus.bargain(renamed(ds, OTHER), statuses=ALL)
    assert [tuple(map(OTHER, each.records)) for each in one.contributions] == [
        each.records for each in other.contributions
    ]


@FEWER
@given(readings(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_tie_and_no_bargain(ds, chance):
    records = list(ds.values())
    shuffled = mxus.Dataset(chance.sample(records, len(records)), **ds.about())
    first, second = (
        {frozenset(tie.actors): (tie.congruence, tie.conflict, set(tie.records)) for tie in mxus.discourse(each).ties}
        for each in (ds, shuffled)
    )
    assert first == second
    one, other = (
        {frozenset(each.records for each in bargain.contributions) for bargain in mxus.bargain(each).bargains}
        for each in (ds, shuffled)
    )
    assert one == other


@FEWER
@given(readings())
def test_a_side_on_something_nobody_else_takes_a_side_on_ties_nobody(ds):
    aside = [actor("bystander"), event("aside", "third", "scribe", EventType.PROTEST)]
    more = ds.replace(*aside, position("own-view", "bystander", "aside", Stance.SUPPORTS))
    assert mxus.discourse(more).ties == mxus.discourse(ds).ties
    assert mxus.bargain(more).bargains == mxus.bargain(ds).bargains


@FEWER
@given(readings(), st.sampled_from([ALL, ("asserted",), ("alleged", "planned")]))
def test_every_link_is_in_one_bargain_or_left_out(ds, statuses):
    found = mxus.bargain(ds, statuses=statuses)
    links = [
        (record.id, link.target)
        for record in ds.values()
        for link in getattr(record, "links", ())
        if link.type in {"in-exchange-for", "compensates-for", "responds-to"}
    ]
    assert sorted(
        [*(each.records for each in found.contributions), *(each.records for each in found.left_out)]
    ) == sorted(links)
    for bargain in found.bargains:
        assert sum(each.weight for each in bargain.contributions) == pytest.approx(1)
        done, against = ({part.record for part in side} for side in (bargain.done, bargain.against))
        assert {each.records[0] for each in bargain.contributions} == done
        assert {each.records[1] for each in bargain.contributions} == against
        assert {(part.record, party) for part in bargain.done for party in part.givers} == {
            (name, party) for party in bargain.parties for name in bargain.given_by(party) if name in done
        }


@FEWER
@given(readings())
def test_an_actors_bargains_are_made_of_the_links_that_concern_it(ds):
    whole = {each.records for each in mxus.bargain(ds).contributions}
    parts = [{each.records for each in mxus.bargain(ds, actor=name).contributions} for name in ds.actors]
    assert whole == set().union(*parts)
