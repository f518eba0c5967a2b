"""Discourse of a dataset: who counts as whom, which records make a tie, what is contested."""

import pytest
from making import actor, at, claim, dataset, event, policy, position

import mxus
from mxus import InvalidValueError, Office, Period
from mxus.measures import subtract_network
from mxus.values.contribution import LeftOut
from mxus.vocabulary import ActorType, EventType, Expression, Stance, Status


def test_a_tie_is_made_of_the_concepts_on_which_two_take_sides():
    ds = dataset(
        actor("borduria"),
        policy("tariff", "sylvania"),
        policy("pact", "ruritania"),
        event("strike", "sylvania", "borduria", EventType.ASSAULT),
        position("a", "ruritania", "tariff", Stance.OPPOSES),
        position("b", "sylvania", "tariff", Stance.SUPPORTS_STRONGLY),
        position("c", "ruritania", "pact", Stance.SUPPORTS),
        position("d", "sylvania", "pact", Stance.SUPPORTS),
        position("e", "ruritania", "strike", Stance.OPPOSES),
        position("f", "sylvania", "strike", Stance.SUPPORTS),
        position("g", "borduria", "strike", Stance.NEUTRAL),
    )
    found = mxus.discourse(ds)
    (tie,) = found.ties
    assert tie is found.tie("sylvania", "ruritania")
    assert (tie.congruence, tie.conflict, tie.net) == (1.0, 2.0, -1.0)
    assert [(each.records, each.weight, each.gloss) for each in tie.contributions] == [
        (("a", "b"), -1.0, "tariff: the first against, the second for"),
        (("c", "d"), 1.0, "pact: both for"),
        (("e", "f"), -1.0, "strike: the first against, the second for"),
    ]
    assert tie.contributions[0].paragraphs == (1,)
    assert (found.actors, found.subtract.n_neutral) == (("ruritania", "sylvania", "borduria"), 1)
    assert found.tie("ruritania", "borduria") is None
    assert found.ties_of("borduria") == ()
    assert str(found).splitlines()[-1] == "  tied to nobody: borduria"
    assert found.explain().splitlines()[-4:] == [
        "ruritania - sylvania: -1 (1 with, 2 against)",
        "  +1  pact: both for (¶1)",
        "  -1  tariff: the first against, the second for (¶1)",
        "  -1  strike: the first against, the second for (¶1)",
    ]


def test_who_holds_a_claim_supports_it_and_opposes_its_rivals():
    ds = dataset(
        actor("party", ActorType.PARTY),
        claim("humanism", "party", rivals=("copy",)),
        claim("copy", "sylvania", rivals=("humanism",)),
        claim("calm", "scribe"),
        position("a", "ruritania", "humanism", Stance.SUPPORTS),
    )
    found = mxus.discourse(ds)
    tie = found.tie("party", "sylvania")
    assert (tie.congruence, tie.conflict, tie.records) == (0.0, 2.0, ("humanism", "copy"))
    assert set(found.tie("party", "ruritania").records) == {"humanism", "a"}
    assert [found.controversy[name].value for name in ("humanism", "copy", "calm")] == [pytest.approx(8 / 9), 1.0, 0.0]


def test_ministers_are_their_states_while_they_act_for_them():
    minister = actor(
        "minister", ActorType.PERSON, offices=(Office(title="M", acts_for="ruritania", period=Period("2020/2022")),)
    )
    own = position("own", "sylvania", "pact", Stance.SUPPORTS)
    for period, holder in (("2021", "ruritania"), ("2025", "minister")):
        said = position("said", "minister", "pact", Stance.SUPPORTS, period=Period(period))
        ds = dataset(minister, policy("pact", "sylvania"), own, said)
        assert mxus.discourse(ds).tie(holder, "sylvania").records == ("own", "said")
        assert set(mxus.discourse(ds).actors) == {holder, "sylvania"}
        assert set(mxus.discourse(ds, acting_for=False).actors) == {"minister", "sylvania"}


def test_an_actor_on_both_sides_is_tied_by_both_and_counts_on_neither_in_controversy():
    ds = dataset(
        policy("pact", "sylvania"),
        position("words", "ruritania", "pact", Stance.OPPOSES),
        position("deeds", "ruritania", "pact", Stance.SUPPORTS, expression=Expression.MATERIAL),
        position("own", "sylvania", "pact", Stance.SUPPORTS),
    )
    found = mxus.discourse(ds)
    (tie,) = found.ties
    assert (tie.congruence, tie.conflict, set(tie.records)) == (1.0, 1.0, {"words", "deeds", "own"})
    controversy = found.controversy["pact"]
    assert (controversy.value, controversy.n, controversy.n_missing) == (0.0, 1, 1)


def test_controversy_says_what_it_would_lose_without_each_actor():
    ds = dataset(
        actor("borduria"),
        policy("pact", "sylvania"),
        position("a", "ruritania", "pact", Stance.SUPPORTS),
        position("b", "sylvania", "pact", Stance.OPPOSES),
        position("c", "borduria", "pact", Stance.OPPOSES),
    )
    result = mxus.discourse(ds).controversy["pact"]
    assert result.value == pytest.approx(8 / 9)
    assert {each.records: round(each.weight, 4) for each in result.contributions} == {
        ("a",): round(8 / 9, 4),
        ("b",): round(8 / 9 - 1, 4),
        ("c",): round(8 / 9 - 1, 4),
    }
    assert "leaving out one actor" in result.method
    assert result.decomposition == "leave-one-out"
    assert [each.gloss for each in result.contributions] == ["Ruritania for", "Sylvania against", "Borduria against"]


def test_what_is_alleged_or_planned_is_left_out_and_named():
    ds = dataset(
        policy("pact", "sylvania"),
        position("a", "ruritania", "pact", Stance.SUPPORTS, evidence=(at(status=Status.PLANNED),)),
        position("b", "sylvania", "pact", Stance.SUPPORTS),
        claim("c", "sylvania", evidence=(at(status=Status.ALLEGED),)),
    )
    reason = "no passage of a status that counts"
    assert (mxus.discourse(ds).ties, mxus.discourse(ds).left_out) == ((), (LeftOut(reason, ("a", "c")),))
    both = mxus.discourse(ds, statuses=["asserted", "planned"])
    assert (both.tie("ruritania", "sylvania").records, both.left_out) == (("a", "b"), (LeftOut(reason, ("c",)),))
    with pytest.raises(InvalidValueError, match="expected one of 'none'"):
        mxus.discourse(ds, norm="largest")


def test_without_positions_there_is_nothing_to_tie():
    found = mxus.discourse(dataset())
    assert (found.actors, found.ties, dict(found.controversy)) == ((), (), {})
    assert not found.polarisation.modularity.is_defined


def test_the_article_has_mexico_with_the_united_states_at_home_and_against_it_on_the_embargo(ds):
    found = mxus.discourse(ds)
    tie = found.tie("mexico", "united-states")
    weights = {each.gloss.partition(":")[0]: each.weight for each in tie.contributions}
    assert {weights[name] for name in ("migration-collaboration", "anti-drug-collaboration", "usmca")} == {1.0}
    assert {weights[name] for name in ("us-embargo-on-cuba", "us-vessel-strikes", "us-tariffs-on-mexico")} == {-1.0}
    assert found.tie("government-supporters", "mexican-opposition").conflict == 3.0
    assert max(map(len, found.explain().splitlines())) <= 80
    assert found.polarisation.modularity.exact
    assert [line for line in found.cite().splitlines() if line.startswith("@")] == [
        "@misc{rojas-2025,",
        "@article{newman2006,",
        "@article{gomez2009,",
        "@incollection{leifeld2017,",
        "@software{mxus,",
    ]


def test_without_agency_the_network_is_that_of_the_positions(ds):
    """Against the measure, asked with what the article's positions and claims say themselves."""
    statuses = {Status.ASSERTED, Status.REPORTED}
    rows = [
        (each.holder, each.target, each.stance.level)
        for each in ds.positions.values()
        if statuses & {passage.status for passage in each.evidence}
    ]
    for each in ds.claims.values():
        if statuses & {passage.status for passage in each.evidence}:
            for holder in each.holders:
                rows += [(holder, each.id, 1), *((holder, rival, -1) for rival in each.rivals)]
    network = subtract_network(*zip(*rows, strict=True))
    found = mxus.discourse(ds, acting_for=False)
    assert found.actors == network.actors
    assert found.subtract.weights.tolist() == network.weights.tolist()
