"""Bargains: which links make one, who gives and who gets, whose they are."""

import pytest
from making import actor, at, claim, dataset, event, policy, position

import mxus
from mxus import InvalidValueError, Link, Office, Period, UnknownIdError
from mxus.values.contribution import Contribution
from mxus.vocabulary import ActorType, EventType, LinkType, Stance, Status, Voice


def link(target, kind=LinkType.IN_EXCHANGE_FOR):
    return Link(type=kind, target=target)


def records(parts):
    return [part.record for part in parts]


def test_what_was_given_for_what_and_by_whom():
    ds = dataset(
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33),)),
        event("arrest", "ruritania", "sylvania", EventType.COOPERATE),
        event("delay", "sylvania", "ruritania", EventType.CONCEDE, links=(link("coal"), link("arrest"))),
    )
    found = mxus.bargain(ds)
    (exchange,) = found.bargains
    assert (records(exchange.done), records(exchange.against)) == (["delay"], ["coal", "arrest"])
    assert (exchange.given_by("sylvania"), exchange.got_by("sylvania")) == (("delay",), ("coal", "arrest"))
    assert (exchange.given_by("ruritania"), exchange.got_by("ruritania")) == (("coal", "arrest"), ("delay",))
    assert exchange.parties == ("sylvania", "ruritania")
    assert found.contributions == exchange.contributions
    assert exchange.contributions[0] == Contribution(
        ("delay", "coal"), 0.5, "About delay. / About coal.", (at(1, 0, 33).passage,)
    )
    assert str(exchange).splitlines() == [
        "given",
        "    delay (sylvania to ruritania)",
        "      About delay. (¶1)",
        "  in exchange for",
        "    coal (ruritania to sylvania)",
        "      About coal. (¶1)",
        "    arrest (ruritania to sylvania)",
        "      About arrest. (¶1)",
    ]


def test_all_who_gave_and_got_are_named():
    both = ("ruritania", "sylvania")
    ds = dataset(
        actor("arcadia"),
        event("aid", "ruritania", "arcadia", EventType.AID, initiators=both),
        event("thanks", "arcadia", "ruritania", EventType.SUPPORT, recipients=both, links=(link("aid"),)),
    )
    told = str(mxus.bargain(ds).bargains[0])
    assert "aid (ruritania, sylvania to arcadia)" in told
    assert "thanks (arcadia to ruritania, sylvania)" in told


def test_every_status_of_a_record_is_named_where_one_is_less_than_asserted():
    twice = (at(1, 0, 33), at(0, voice=Voice.REPORTED, speaker="sylvania", status=Status.REPORTED))
    ds = dataset(
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=twice),
        event("delay", "sylvania", "ruritania", EventType.CONCEDE, links=(link("coal"),)),
    )
    told = str(mxus.bargain(ds).bargains[0])
    assert "delay (sylvania to ruritania)" in told
    assert "coal (ruritania to sylvania, asserted, reported)" in told


def test_links_that_share_a_record_on_the_same_side_are_one_bargain_and_chains_are_not():
    responds = LinkType.RESPONDS_TO
    ds = dataset(
        event("first", "ruritania", "sylvania", EventType.ASSAULT),
        event("second", "sylvania", "ruritania", EventType.PROTEST, links=(link("first", responds),)),
        event("third", "ruritania", "sylvania", EventType.REJECT, links=(link("second", responds),)),
        event("beside", "sylvania", "ruritania", EventType.ACCUSE, links=(link("first", responds),)),
        event("other", "sylvania", "ruritania", EventType.ACCUSE, links=(link("first"),)),
    )
    found = mxus.bargain(ds)
    assert [(each.type.value, records(each.done), records(each.against)) for each in found.bargains] == [
        ("in-exchange-for", ["other"], ["first"]),
        ("responds-to", ["second", "beside"], ["first"]),
        ("responds-to", ["third"], ["second"]),
    ]
    assert str(found) == (
        "bargains of all actors: 3 (n=4); by link: in-exchange-for 1, compensates-for 0, responds-to 2"
    )
    assert found.of_type("compensates-for") == ()
    with pytest.raises(InvalidValueError, match="expected one of"):
        found.of_type("in exchange")


def test_groups_that_a_later_link_joins_are_one():
    ds = dataset(
        event("a", "ruritania", "sylvania", EventType.AID),
        event("b", "ruritania", "sylvania", EventType.AID),
        event("for-a", "sylvania", "ruritania", EventType.CONCEDE, links=(link("a"),)),
        event("for-b", "sylvania", "ruritania", EventType.CONCEDE, links=(link("b"),)),
        event("for-both", "sylvania", "ruritania", EventType.CONCEDE, links=(link("a"), link("b"))),
    )
    (exchange,) = mxus.bargain(ds).bargains
    assert records(exchange.done) == ["for-a", "for-b", "for-both"]
    assert sum(each.weight for each in exchange.contributions) == pytest.approx(1)


def test_other_links_are_no_bargain():
    kinds = (LinkType.CONTINUES, LinkType.CONTRADICTS, LinkType.SUPPORTS)
    ds = dataset(
        event("a", "ruritania", "sylvania", EventType.AID),
        event("b", "sylvania", "ruritania", EventType.AID, links=tuple(link("a", kind) for kind in kinds)),
    )
    assert mxus.bargain(ds).bargains == ()


def test_policies_positions_and_claims_can_be_parts():
    compensates = LinkType.COMPENSATES_FOR
    ds = dataset(
        policy("pact", "sylvania", targets=("ruritania",)),
        position("friendly", "ruritania", "scribe", Stance.SUPPORTS, links=(link("pact", compensates),)),
        position("against", "ruritania", "pact", Stance.OPPOSES, links=(link("pact", compensates),)),
        claim("excuse", "scribe", links=(link("pact", compensates),)),
    )
    (found,) = mxus.bargain(ds).bargains
    assert [(part.record, part.givers, part.receivers) for part in (*found.done, *found.against)] == [
        ("friendly", ("ruritania",), ("scribe",)),
        ("against", ("ruritania",), ()),
        ("excuse", (), ()),
        ("pact", ("sylvania",), ("ruritania",)),
    ]
    assert "    excuse (nobody named)" in str(found).splitlines()


def test_an_actors_bargains_are_those_in_which_it_gives_or_gets():
    minister = actor(
        "minister", ActorType.PERSON, offices=(Office(title="M", acts_for="ruritania", period=Period("2020/2022")),)
    )
    ds = dataset(
        minister,
        actor("third"),
        event("coal", "minister", "sylvania", EventType.AID, period=Period("2021")),
        event("delay", "sylvania", "third", EventType.CONCEDE, links=(link("coal"),)),
        event("visit", "third", "sylvania", EventType.CONSULT, links=(link("delay"),)),
    )
    assert [records(each.done) for each in mxus.bargain(ds, actor="ruritania").bargains] == [["delay"]]
    assert mxus.bargain(ds, actor="ruritania", acting_for=False).bargains == ()
    assert [records(each.done) for each in mxus.bargain(ds, actor="third").bargains] == [["delay"], ["visit"]]
    with pytest.raises(UnknownIdError, match="nearest: 'third'"):
        mxus.bargain(ds, actor="thrid")


def left_out(found):
    return [(each.reason, each.records) for each in found.left_out]


def test_links_whose_records_do_not_name_who_acts_or_receives_are_left_out_of_an_actors_bargains():
    ds = dataset(
        actor("third"),
        event("gift", "third", "sylvania", EventType.AID),
        event("attack", "third", "sylvania", EventType.ASSAULT, initiators=(), links=(link("gift"),)),
        event("vow", "third", "sylvania", EventType.PROTEST, recipients=(), links=(link("gift"),)),
        event("visit", "third", "sylvania", EventType.CONSULT, links=(link("gift"),)),
        claim("reading", "ruritania", links=(link("other"),)),
        claim("other", "sylvania"),
    )
    found = mxus.bargain(ds, actor="ruritania")
    assert found.bargains == ()
    assert left_out(found) == [
        ("who acted is not named", ("attack", "gift")),
        ("directed at nobody who is named", ("vow", "gift")),
        ("neither record names who gives or receives", ("reading", "other")),
    ]
    assert "who acted is not named: attack, gift" in found.explain()
    assert "vow, gift" in str(found.page().tables)
    assert len(mxus.bargain(ds).contributions) == 4
    assert mxus.bargain(ds).left_out == ()


def test_links_to_what_is_only_planned_are_left_out_and_named():
    ds = dataset(
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=(at(status=Status.PLANNED),)),
        event("delay", "sylvania", "ruritania", EventType.CONCEDE, links=(link("coal"),)),
    )
    found = mxus.bargain(ds)
    assert (found.bargains, left_out(found)) == ((), [("no passage of a status that counts", ("delay", "coal"))])
    (planned,) = mxus.bargain(ds, statuses=["asserted", "planned"]).bargains
    assert "    coal (ruritania to sylvania, planned)" in str(planned).splitlines()


def test_what_did_mexico_get_in_exchange_for_what(ds):
    found = mxus.bargain(ds, actor="mexico")
    (exchange,) = found.exchanges
    assert exchange.got_by("mexico") == ("tariff-postponements",)
    assert exchange.given_by("mexico") == ("extraditions-to-us", "zhang-delivered", "migration-contained")
    assert exchange.given_by("united-states") == exchange.got_by("mexico")
    assert {paragraph for each in exchange.contributions for paragraph in each.paragraphs} == {11, 12}
    assert max(map(len, found.explain().splitlines())) <= 80
    asylum = next(each for each in found.of_type("compensates-for") if "asylum-to-evo-morales" in records(each.done))
    assert records(asylum.against) == ["military-collaboration"]
    assert "evo-morales" in asylum.parties
    assert [line for line in found.cite().splitlines() if line.startswith("@")] == [
        "@misc{rojas-2025,",
        "@software{mxus,",
    ]
