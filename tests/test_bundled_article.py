"""The bundled coding: complete, honest about who says what, and without the article's words."""

import re

import pytest

import mxus
from mxus.values.text import normalise
from mxus.vocabulary import Act, ActorType, Arena, ClaimType, LinkType, PolicyStatus, Stance, Status, Unit, Voice

PASSES = mxus.available()


@pytest.mark.parametrize("name", PASSES)
def test_every_sentence_is_coded_or_excused(name):
    found = mxus.coverage(mxus.load(name))
    assert len(found.sentences) == 53
    assert found.count("open") == 0


@pytest.mark.parametrize("name", PASSES)
def test_every_passage_verifies(name, article):
    from mxus.dataset.verification import verify_text

    assert verify_text(mxus.load(name), article).ok


@pytest.mark.parametrize("name", PASSES)
def test_every_record_has_a_passage_and_a_gloss_of_our_own(name):
    for record in mxus.load(name).values():
        assert record.evidence
        assert record.gloss.strip()


@pytest.mark.parametrize("name", PASSES)
def test_no_run_of_seven_words_is_the_articles(name, article):
    """Names and titles are facts; sentences are not ours."""
    words = re.findall(r"\w+", normalise(article).lower())
    runs = {tuple(words[place : place + 7]) for place in range(len(words) - 6)}
    ds = mxus.load(name)
    titles = {source.title for source in ds.sources.values()}
    for record in ds.values():
        for text in _texts(record.model_dump(mode="json")):
            if text not in titles:
                own = re.findall(r"\w+", text.lower())
                assert not runs & {tuple(own[place : place + 7]) for place in range(len(own) - 6)}, record.id


def _texts(content):
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for inner in content.values():
            yield from _texts(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from _texts(inner)


def test_the_people_have_their_offices(ds):
    offices = {name: [office.title for office in actor.offices] for name, actor in ds.actors.items() if actor.offices}
    for name, title in {
        "claudia-sheinbaum": "President of Mexico",
        "marco-rubio": "Secretary of State",
        "juan-ramon-de-la-fuente": "Foreign Minister",
        "marcelo-ebrard": "Secretary of the Economy",
        "raymundo-morales": "Secretary of the Navy",
        "ronald-johnson": "Ambassador to Mexico",
        "carlos-manzo": "Mayor of Uruapan",
        "betssy-chavez": "Prime Minister of Peru",
        "jorge-glas": "Vice President of Ecuador",
        "evo-morales": "President of Bolivia",
        "gustavo-petro": "President of Colombia",
    }.items():
        assert title in offices[name]


def test_states_have_their_codes(ds):
    codes = {name: (actor.iso3, actor.cow) for name, actor in ds.actors.items() if actor.type is ActorType.STATE}
    assert all(iso3 and cow for iso3, cow in codes.values())
    assert codes["mexico"] == ("MEX", 70)
    assert codes["united-states"] == ("USA", 2)


def test_the_plan_has_its_parts_goals_and_omissions(ds):
    parts = {name for name, policy in ds.policies.items() if policy.part_of == "plan-mexico"}
    assert {"north-american-integration", "deregulated-economy", "nearshoring", "investment-growth"} < parts
    goals = {name: ds.policies[name].parameters[0].quantity for name in ("top-ten-economy", "top-five-destination")}
    assert {name: (goal.upper, goal.unit) for name, goal in goals.items()} == {
        "top-ten-economy": (10, Unit.RANK),
        "top-five-destination": (5, Unit.RANK),
    }
    omitted = {name for name, policy in ds.policies.items() if policy.status is PolicyStatus.NOT_PURSUED}
    assert {
        "trade-diversification",
        "china-southeast-asia-reengagement",
        "brics-alignment",
        "brazil-left-relationship",
    } <= omitted


def test_figures_keep_their_qualifiers(ds):
    shares = {link.partner: str(link.quantity) for link in ds.trade_links.values()}
    assert shares == {
        "united-states": "0.8 share",
        **dict.fromkeys(("brazil", "chile", "peru", "colombia"), "less than 0.007 share"),
        "cuba": "far below 0.007 share",
    }
    strikes = ds.events["vessel-strikes"]
    assert (str(strikes.count), str(strikes.casualties)) == ("16 count", "nearly 70 persons")
    assert str(ds.events["extraditions-to-us"].count) == "more than 26 persons"
    assert str(ds.events["tariff-postponements"].count) == "4 count"
    rate = {parameter.name: parameter.quantity for parameter in ds.policies["tariffs-on-china"].parameters}["rate"]
    assert str(rate) == "0.5 ad-valorem"


def test_dates_are_as_precise_as_the_text(ds):
    assert ds.events["usmca-review"].period.edtf == "2026-26"
    assert ds.events["usmca-review"].evidence[0].status is Status.PLANNED
    assert ds.events["meeting-requested"].period.phrase == "at the end of October"
    assert ds.events["china-tariffs-raised"].period.basis == "inferred"
    assert ds.events["china-tariffs-raised"].note


def test_what_was_given_for_what_is_linked(ds):
    given = {link.target for link in ds.events["tariff-postponements"].links if link.type is LinkType.IN_EXCHANGE_FOR}
    assert {"extraditions-to-us", "zhang-delivered", "migration-contained"} <= given


def test_zhangs_route_and_each_asylum_are_told(ds):
    assert [ds.events[name].act for name in ("zhang-flight", "zhang-arrest", "zhang-delivered")] == [
        Act.FLIGHT,
        Act.ARREST,
        Act.EXTRADITION,
    ]
    assert ds.events["zhang-arrest"].place == "Cuba"
    protected = {event.recipients for event in ds.events.values() if event.act is Act.ASYLUM}
    assert protected == {("betssy-chavez",), ("jorge-glas",), ("evo-morales",)}
    assert ds.events["glas-arrested-in-embassy"].initiators == ("ecuadorian-police",)


def test_who_says_so_is_coded(ds):
    claim = ds.claims["mexico-controlled-by-traffickers"]
    assert {(each.voice, each.speaker, each.status) for each in claim.evidence} == {
        (Voice.REPORTED, "donald-trump", Status.ALLEGED)
    }
    complicity = ds.claims["government-complicit-with-traffickers"]
    assert set(complicity.holders) == {"white-house", "mexican-opposition"}
    assert all(each.status is Status.ALLEGED for each in complicity.evidence)


def test_rival_readings_and_the_thesis_are_there(ds):
    readings = {
        "gestures-show-mexican-humanism": "government-supporters",
        "gestures-show-cuban-venezuelan-model": "mexican-opposition",
        "gestures-are-ideological-compensation": "rafael-rojas",
    }
    for name, holder in readings.items():
        assert holder in ds.claims[name].holders
        assert set(readings) - {name} <= set(ds.claims[name].rivals)
    assert [claim.id for claim in ds.claims.values() if claim.type is ClaimType.THESIS] == [
        "thesis-common-cause-and-distance"
    ]
    assert sum(link.type is LinkType.SUPPORTS for claim in ds.claims.values() for link in claim.links) >= 5


def test_silence_and_stronger_protest_are_stances(ds):
    def stance(holder, target):
        return {
            position.stance
            for position in ds.positions.values()
            if position.holder == holder and position.target == target
        }

    assert Stance.NEUTRAL in stance("juan-ramon-de-la-fuente", "us-vessel-strikes")
    assert stance("gustavo-petro", "us-vessel-strikes") == {Stance.OPPOSES_STRONGLY}
    assert stance("claudia-sheinbaum", "us-vessel-strikes") == {Stance.OPPOSES}


def test_the_articles_pattern_is_in_the_data(ds):
    groups = mxus.alignment(ds, "mexico", "united-states", by="arena").groups
    near, far = groups[Arena.BILATERAL_AGENDA.value], groups[Arena.REGIONAL_DIPLOMACY.value]
    assert near.interval.lower > 0 > far.interval.upper
    towards = mxus.cooperation(ds, "mexico", "united-states").groups
    assert float(towards["material"]) > float(towards["verbal"])
