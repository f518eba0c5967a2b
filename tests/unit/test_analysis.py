"""Questions to a dataset: who counts, what counts, and what the answer rests on."""

import attrs
import pytest
from making import actor, at, dataset, event, policy, position, source, trade

import mxus
from mxus import InvalidValueError, Office, Period, Quantity, Undefined, UnknownIdError
from mxus.analysis._common import acts_between
from mxus.report.overview import main_pair
from mxus.vocabulary import (
    ActorType,
    Arena,
    EventMode,
    EventType,
    Expression,
    QuadClass,
    Stance,
    Status,
    TradeMeasure,
    Voice,
)


def test_alignment_compares_positions_on_shared_objects():
    ds = dataset(
        policy("tariff", "ruritania"),
        policy("pact", "ruritania"),
        policy("plan", "ruritania"),
        position("a", "ruritania", "tariff", Stance.SUPPORTS_STRONGLY),
        position("b", "sylvania", "tariff", Stance.OPPOSES_STRONGLY),
        position("c", "ruritania", "pact", Stance.SUPPORTS),
        position("d", "sylvania", "pact", Stance.SUPPORTS),
        position("e", "ruritania", "plan", Stance.SUPPORTS),
    )
    result = mxus.alignment(ds, "ruritania", "sylvania")
    assert (result.value, result.n, result.n_missing) == (0.0, 2, 1)
    assert [(each.records, each.weight) for each in result.contributions] == [(("a", "b"), -0.5), (("c", "d"), 0.5)]
    assert result.contributions[0].paragraphs == (1,)


def test_words_against_deeds_widen_the_interval():
    ds = dataset(
        policy("strikes", "sylvania"),
        position("words", "ruritania", "strikes", Stance.OPPOSES),
        position("deeds", "ruritania", "strikes", Stance.SUPPORTS, expression=Expression.MATERIAL),
        position("owner", "sylvania", "strikes", Stance.SUPPORTS_STRONGLY),
    )
    result = mxus.alignment(ds, "ruritania", "sylvania")
    assert (result.interval.lower, result.interval.upper) == (-0.5, 0.5)
    assert (result.value, result.n) == (0.0, 1)


def test_those_who_act_for_an_actor_count_while_they_do():
    def minister(period):
        return actor(
            "minister", ActorType.PERSON, offices=(Office(title="M", acts_for="ruritania", period=Period("2020/2022")),)
        ), position("says", "minister", "pact", Stance.SUPPORTS, period=Period(period))

    for period, shared in (("2021", 1), ("2025", 0)):
        ds = dataset(
            policy("pact", "sylvania"), position("own", "sylvania", "pact", Stance.SUPPORTS), *minister(period)
        )
        assert mxus.alignment(ds, "ruritania", "sylvania").n == shared
        assert mxus.alignment(ds, "ruritania", "sylvania", acting_for=False).n == 0


def test_what_is_alleged_denied_or_planned_does_not_count_unless_asked_for():
    alleged = (at(status=Status.ALLEGED),)
    ds = dataset(
        policy("pact", "sylvania"),
        position("own", "sylvania", "pact", Stance.SUPPORTS),
        position("said", "ruritania", "pact", Stance.SUPPORTS, evidence=alleged),
    )
    assert mxus.alignment(ds, "ruritania", "sylvania").value == Undefined("no object on which both take a position")
    assert mxus.alignment(ds, "ruritania", "sylvania", statuses=["asserted", "alleged"]).value == 1.0
    with pytest.raises(InvalidValueError, match="expected one of 'asserted'"):
        mxus.alignment(ds, "ruritania", "sylvania", statuses=["rumoured"])
    with pytest.raises(InvalidValueError, match="expected several"):
        mxus.alignment(ds, "ruritania", "sylvania", statuses="asserted")


def test_alignment_by_arena_keeps_each_arena_apart():
    ds = dataset(
        policy("pact", "sylvania"),
        policy("embargo", "sylvania", arena=Arena.REGIONAL_DIPLOMACY),
        position("a", "ruritania", "pact", Stance.SUPPORTS),
        position("b", "sylvania", "pact", Stance.SUPPORTS),
        position("c", "ruritania", "embargo", Stance.OPPOSES_STRONGLY, arena=Arena.REGIONAL_DIPLOMACY),
        position("d", "sylvania", "embargo", Stance.SUPPORTS_STRONGLY, arena=Arena.REGIONAL_DIPLOMACY),
    )
    groups = mxus.alignment(ds, "ruritania", "sylvania", by="arena").groups
    assert {name: group.value for name, group in groups.items()} == {
        "bilateral-agenda": 1.0,
        "regional-diplomacy": -1.0,
    }
    with pytest.raises(InvalidValueError, match="expected one of 'arena', 'issue'"):
        mxus.alignment(ds, "ruritania", "sylvania", by="mood")


def test_alignment_by_year_has_every_year_a_position_may_be_of():
    ds = dataset(
        policy("tariff", "ruritania"),
        policy("pact", "ruritania"),
        position("a", "ruritania", "tariff", Stance.SUPPORTS, period=Period("2019/2020")),
        position("b", "sylvania", "tariff", Stance.SUPPORTS, period=Period("2020-05")),
        position("c", "ruritania", "pact", Stance.SUPPORTS, period=Period("2022")),
        position("d", "sylvania", "pact", Stance.OPPOSES, period=Period("2022-01-31")),
        position("e", "ruritania", "sylvania", Stance.SUPPORTS),
    )
    groups = mxus.alignment(ds, "ruritania", "sylvania", by="year").groups
    assert {year: (each.n, each.n_missing) for year, each in groups.items()} == {
        "2019": (0, 1),
        "2020": (1, 0),
        "2022": (1, 0),
    }
    assert (groups["2020"].value, groups["2022"].value) == (1.0, 0.0)


def test_alignment_by_voice_tells_the_authors_words_from_those_reported():
    said = at(1, 0, 33, voice=Voice.REPORTED, speaker="scribe", status=Status.REPORTED)
    ds = dataset(
        policy("tariff", "ruritania"),
        policy("pact", "ruritania"),
        position("a", "ruritania", "tariff", Stance.SUPPORTS),
        position("b", "sylvania", "tariff", Stance.SUPPORTS),
        position("c", "ruritania", "pact", Stance.SUPPORTS, evidence=(said,)),
        position("d", "sylvania", "pact", Stance.OPPOSES, evidence=(said,)),
    )
    groups = mxus.alignment(ds, "ruritania", "sylvania", by="voice").groups
    assert {voice: (each.value, each.n) for voice, each in groups.items()} == {"author": (1.0, 1), "reported": (0.0, 1)}


@pytest.mark.parametrize("ask", [mxus.alignment, mxus.cooperation])
def test_a_pair_is_two_actors_that_are_there(ask):
    ds = dataset()
    with pytest.raises(UnknownIdError, match="no actor has the id 'ruritanya'; nearest: 'ruritania'"):
        ask(ds, "ruritanya", "sylvania")
    with pytest.raises(InvalidValueError, match="found 'ruritania' twice"):
        ask(ds, "ruritania", "ruritania")


def test_cooperation_is_directed_and_tells_words_from_deeds():
    ds = dataset(
        event("protest", "ruritania", "sylvania", EventType.ACCUSE),
        event("aid", "ruritania", "sylvania", EventType.AID),
        event("strike", "sylvania", "ruritania", EventType.ASSAULT, mode=EventMode.DRONE),
        event("flight", "ruritania", "sylvania", None),
    )
    result = mxus.cooperation(ds, "ruritania", "sylvania")
    assert (result.value, result.n, result.n_missing) == (0.0, 2, 1)
    assert (result.groups["verbal"].value, result.groups["material"].value) == (-1.0, 1.0)
    assert result.quad_counts[QuadClass.MATERIAL_COOPERATION] == 1
    assert result.intensity == (10 - 3) / 2
    assert mxus.cooperation(ds, "sylvania", "ruritania").value == -1.0


def test_contested_events_are_in_the_interval_alone():
    ds = dataset(
        event("aid", "ruritania", "sylvania", EventType.AID),
        event("rumour", "ruritania", "sylvania", EventType.ASSAULT, evidence=(at(status=Status.ALLEGED),)),
        event("plan", "ruritania", "sylvania", EventType.ASSAULT, evidence=(at(status=Status.PLANNED),)),
    )
    result = mxus.cooperation(ds, "ruritania", "sylvania")
    assert (result.value, str(result.interval), result.n, result.n_missing) == (1.0, "[0, 1]", 1, 1)


def test_cooperation_without_events_is_undefined():
    result = mxus.cooperation(dataset(), "ruritania", "sylvania")
    assert result.value == Undefined("no events")
    assert result.intensity == Undefined("no events")
    assert result.explain().startswith("net cooperation of ruritania towards sylvania: undefined: no events")


def test_dependence_gives_shares_with_their_bounds():
    ds = dataset(
        actor("third"),
        trade("a", "ruritania", "sylvania", Quantity.exactly(0.6, "share")),
        trade("b", "ruritania", "third", Quantity.less_than(0.1, "share")),
        trade("c", "ruritania", "third", Quantity.at_least(0.05, "share")),
        trade("d", "sylvania", "ruritania", Quantity.exactly(0.9, "share")),
        trade("e", "ruritania", "sylvania", Quantity.exactly(0.9, "share"), measure=TradeMeasure.SHARE_OF_EXPORTS),
    )
    result = mxus.dependence(ds, "ruritania")
    assert (result.value, result.n) == (0.6, 3)
    assert (result.groups["third"].interval.lower, result.groups["third"].interval.upper) == (0.05, 0.1)
    assert [each.records for each in result.contributions] == [("a",)]
    assert mxus.dependence(ds, "ruritania", measure="share-of-exports").value == 0.9


@pytest.mark.parametrize(
    "said",
    [
        (Quantity.exactly(0.8, "share"), Quantity.more_than(0.7, "share")),
        (Quantity.at_most(0.8, "share"), Quantity.at_least(0.8, "share")),
        (Quantity.exactly(0.8, "share"), Quantity.exactly(0.8, "share"), Quantity.at_least(0.5, "share")),
    ],
)
def test_links_that_say_a_share_together_contribute_all_of_it(said):
    ds = dataset(*(trade(f"t{number}", "ruritania", "sylvania", each) for number, each in enumerate(said)))
    result = mxus.dependence(ds, "ruritania")
    for part in (result, result.groups["sylvania"]):
        assert part.value == 0.8
        assert [each.weight for each in part.contributions] == pytest.approx([0.8 / len(said)] * len(said))
        assert "weights sum to the value" in part.explain()


def test_shares_that_exclude_each_other_have_no_value_unless_a_period_tells_them_apart():
    ds = dataset(
        trade("a", "ruritania", "sylvania", Quantity.exactly(0.8, "share"), period=Period("2019")),
        trade("b", "ruritania", "sylvania", Quantity.exactly(0.7, "share"), period=Period("2024")),
    )
    result = mxus.dependence(ds, "ruritania")
    assert result.value == Undefined("shares given for one partner exclude each other; ask for a period")
    assert result.groups["sylvania"].value == Undefined("a, b exclude each other; ask for a period")
    assert mxus.dependence(ds, "ruritania", period="2019").value == 0.8
    assert mxus.dependence(ds, "ruritania", period=Period("2024")).value == 0.7


def test_shares_of_several_partners_that_sum_to_too_much_have_no_largest():
    ds = dataset(
        actor("third"),
        trade("a", "ruritania", "sylvania", Quantity.exactly(0.8, "share")),
        trade("b", "ruritania", "third", Quantity.exactly(0.7, "share")),
    )
    result = mxus.dependence(ds, "ruritania")
    assert result.value == Undefined("the shares given sum to more than 1; ask for a period")
    assert result.groups["third"].value == 0.7


def test_shares_known_by_bounds_alone_have_bounds():
    ds = dataset(trade("a", "ruritania", "sylvania", Quantity.less_than(0.5, "share")))
    result = mxus.dependence(ds, "ruritania")
    assert (result.is_defined, str(result.interval), result.contributions) == (False, "[0, 1]", ())


def test_dependence_refuses_money_and_strangers():
    ds = dataset()
    with pytest.raises(InvalidValueError, match="expected a share"):
        mxus.dependence(ds, "ruritania", measure="trade-value")
    with pytest.raises(UnknownIdError):
        mxus.dependence(ds, "ruritanya")


def test_an_actor_is_not_compared_with_its_agent_unless_apart():
    ds = dataset(
        policy("pact", "sylvania"),
        actor("cabinet", ActorType.GOVERNMENT, principal="ruritania"),
        position("a", "ruritania", "pact", Stance.SUPPORTS),
        position("b", "cabinet", "pact", Stance.SUPPORTS),
    )
    for ask in (mxus.alignment, mxus.cooperation):
        with pytest.raises(InvalidValueError, match="'cabinet', which acts for 'ruritania'; expected acting_for=False"):
            ask(ds, "ruritania", "cabinet")
    assert mxus.alignment(ds, "ruritania", "cabinet", acting_for=False).value == 1.0


def test_who_acts_for_both_speaks_for_neither():
    offices = tuple(Office(title="Envoy", acts_for=state) for state in ("ruritania", "sylvania"))
    ds = dataset(
        actor("envoy", ActorType.PERSON, offices=offices),
        policy("pact", "sylvania"),
        position("a", "envoy", "pact", Stance.SUPPORTS),
        position("b", "sylvania", "pact", Stance.SUPPORTS),
    )
    result = mxus.alignment(ds, "ruritania", "sylvania")
    assert (result.n, result.n_missing) == (0, 1)


def test_contributions_name_their_source_where_there_are_several():
    other = source(id="letters")
    elsewhere = at(1, 0, 33).evolve(source="letters")
    ds = dataset(other, event("e", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33), elsewhere)))
    (contribution,) = mxus.cooperation(ds, "ruritania", "sylvania").contributions
    assert [passage.source for passage in contribution.passages] == ["chronicle", "letters"]
    assert str(contribution).endswith("(chronicle ¶1; letters ¶1)")


def test_dependence_without_figures_is_undefined():
    result = mxus.dependence(dataset(), "ruritania")
    assert result.value == Undefined("no share is known")
    assert result.interval is None


def test_results_explain_themselves_and_say_what_to_cite(ds):
    result = mxus.alignment(ds, "mexico", "united-states", by="arena")
    lines = result.explain().splitlines()
    assert any(line.startswith("  bilateral-agenda: ") for line in lines)
    before = lines.index("left out")
    assert "¶" in lines[before - 1]
    assert "@article{signorino1999" in result.cite()
    assert "author = {Rojas, Rafael}" in result.cite()
    assert "@software{mxus" in result.cite()


def test_the_main_pair_is_found_and_may_not_be_there():
    assert main_pair(dataset()) is None
    ds = dataset(actor("third"), event("e", "third", "sylvania", EventType.AID))
    assert main_pair(ds) == ("sylvania", "third")


def test_asylum_for_a_former_minister_is_no_kindness_to_the_state():
    ended = Office(title="M", acts_for="sylvania", period=Period("../2025"))
    ds = dataset(
        actor("minister", ActorType.PERSON, offices=(ended,)),
        event("asylum", "ruritania", "minister", EventType.AID, period=Period("2025")),
        event("word", "minister", "ruritania", EventType.ACCUSE, period=Period("2025")),
    )
    assert mxus.cooperation(ds, "ruritania", "sylvania").n == 0
    assert mxus.cooperation(ds, "sylvania", "ruritania").n == 1


@pytest.mark.parametrize("acting_for", [True, False])
def test_events_of_a_pair_are_those_that_a_search_of_all_finds(ds, acting_for):
    """Of every two actors of the article, with those who act for them at the time of each event."""

    def sides(actor, event, *, acting):
        return {actor, *(ds.agents_of(actor, event.period, acting=acting) if acting_for else ())}

    found = 0
    for one in ds.actors:
        acts = [each for each in ds.events.values() if sides(one, each, acting=True) & set(each.initiators)]
        for target in ds.actors:
            searched = [each for each in acts if sides(target, each, acting=False) & set(each.recipients)]
            assert acts_between(ds, one, target, acting_for=acting_for) == searched
            found += len(searched)
    assert found >= len(ds.events)


def test_a_grouped_result_evolves_and_keeps_its_groups(ds):
    result = mxus.alignment(ds, "mexico", "united-states", by="arena")
    evolved = attrs.evolve(result, measure="another name")
    assert evolved.measure == "another name"
    assert evolved.groups == result.groups
    assert attrs.evolve(result) == result


@pytest.mark.parametrize("name", ["usa", "USA", "us", "United States of America", "Estados Unidos", "EE. UU."])
def test_the_name_or_code_of_a_country_is_no_id_but_leads_to_it(name):
    with pytest.raises(UnknownIdError, match="the actor called so has the id 'united-states'"):
        mxus.alignment(mxus.load(), "mexico", name)
    with pytest.raises(UnknownIdError, match="the actor called so has the id 'united-states'"):
        mxus.load().agents_of(name)


def test_an_actor_that_is_unknown_in_a_coding_is_shown_with_the_actor_of_that_country():
    states = [actor("united-states", name="United States", iso3="USA"), actor("mexico", iso3="MEX")]
    with pytest.raises(
        mxus.InvalidDataError, match=r"found 'usa', which no record has as id.*nearest: 'united-states'"
    ):
        dataset(*states, actor("office", ActorType.INSTITUTION, country="usa"))
