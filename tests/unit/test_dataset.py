"""Datasets: sound as a whole, found again exactly, never changed."""

import copy
import pickle
import time

import pytest
from making import actor, at, basis, claim, dataset, event, policy, position, source, trade, unchecked

from mxus import (
    Dataset,
    InvalidDataError,
    InvalidValueError,
    Link,
    Locator,
    Membership,
    Office,
    Period,
    Quantity,
    Reference,
    UnknownIdError,
)
from mxus.dataset.document import COLLECTIONS, Document, Uncoded
from mxus.vocabulary import ActorType, Arena, EventType, Issue, LinkType, Stance, Status, Voice


def refused(*records, **fields):
    """Return the problems, as text, for which a dataset of the basis and `records` is refused."""
    with pytest.raises(InvalidDataError) as caught:
        Dataset([*basis(), *records], id="test", title="Test", **fields)
    return "\n".join(map(str, caught.value.problems))


def test_ids_are_unique_over_all_kinds():
    found = refused(policy("sylvania", "ruritania"))
    assert "$.policies[0].id: found 'sylvania', the id of another actor" in found


def test_every_reference_resolves_and_the_nearest_id_is_named():
    found = refused(event("e", "ruritanya", "sylvania", EventType.SUPPORT, concerns=("nothing-like-it",)))
    assert "$.events[0].initiators[0]: found 'ruritanya', which no record has as id; expected an actor" in found
    assert "(nearest: 'ruritania')" in found
    assert "$.events[0].concerns[0]: found 'nothing-like-it'" in found


def test_a_reference_is_to_the_right_kind():
    found = refused(policy("p", "ruritania"), policy("q", "p"), claim("c", "ruritania", rivals=("p",)))
    assert "$.policies[1].owners[0]: found 'p', a policy; expected an actor" in found
    assert "$.claims[0].rivals[0]: found 'p', a policy; expected a claim" in found


def test_references_inside_parts_resolve():
    links = (Link(type=LinkType.CONTINUES, target="x"),)
    found = refused(
        event(
            "e",
            "ruritania",
            "sylvania",
            EventType.SUPPORT,
            links=links,
            evidence=(at(voice=Voice.REPORTED, speaker="y"),),
        ),
        actor(
            "m", ActorType.PERSON, offices=(Office(title="Chair", acts_for="z"),), memberships=(Membership(group="w"),)
        ),
    )
    for place in (
        "$.events[0].links[0].target: found 'x'",
        "$.events[0].evidence[0].speaker: found 'y'",
        "$.actors[3].offices[0].acts_for: found 'z'",
        "$.actors[3].memberships[0].group: found 'w'",
    ):
        assert place in found


def test_a_record_is_not_linked_to_itself():
    links = (Link(type=LinkType.CONTINUES, target="e"),)
    assert "$.events[0].links[0].target: found the record itself" in refused(
        event("e", "ruritania", "sylvania", EventType.SUPPORT, links=links)
    )


def test_a_passage_lies_inside_its_source():
    far = at().evolve(locator=Locator(9, 0, 3, "a" * 64))
    long = at().evolve(locator=Locator(0, 0, 29, "a" * 64))
    uncoded = (Uncoded(source="chronicle", locator=far.locator, reason="no"),)
    found = refused(actor("x", evidence=(far,)), actor("y", evidence=(long,)), uncoded=uncoded)
    assert "$.actors[3].evidence[0].locator.paragraph: found 9; expected 0 to 2 in 'chronicle'" in found
    assert "$.actors[4].evidence[0].locator.end: found 29; expected at most 28" in found
    assert "$.uncoded[0].locator.paragraph" in found


def test_principals_and_parts_make_no_circles():
    found = refused(
        actor("a", ActorType.PARTY, principal="b"),
        actor("b", ActorType.PARTY, principal="a"),
        policy("p", "ruritania", part_of="q"),
        policy("q", "ruritania", part_of="p"),
    )
    assert "$.actors[3].principal: found a circle (a → b → a)" in found
    assert "$.policies[0].part_of: found a circle (p → q → p)" in found


def test_of_a_long_circle_the_ends_are_named():
    found = refused(*(actor(f"a{n}", ActorType.PARTY, principal=f"a{(n + 1) % 3000}") for n in range(3000)))
    assert found.count("found a circle") == 3000
    assert "found a circle (a5 → a6 → a7 → a8 → a9 → a10 → a11 → a12 → a13 → a14 → … → a4 → a5)" in found


def test_no_group_belongs_to_itself_by_way_of_its_members():
    def group(name, *of, when=None):
        memberships = tuple(Membership(group=each, period=when and Period(when)) for each in of)
        return actor(name, ActorType.BLOC, memberships=memberships)

    found = refused(group("a", "d", "b"), group("b", "c"), group("c", "d", "a"), group("d"), group("e", "a"))
    assert found.splitlines() == [
        "$.actors[3].memberships[1].group: found a circle (a → b → c → a); expected a chain that ends",
        "$.actors[4].memberships[0].group: found a circle (b → c → a → b); expected a chain that ends",
        "$.actors[5].memberships[1].group: found a circle (c → a → b → c); expected a chain that ends",
    ]
    with pytest.raises(InvalidDataError, match=r"\$\.memberships: found the actor itself \('a'\); expected another"):
        group("a", "a")
    assert "found a circle" in refused(group("a", "b", when="2010/.."), group("b", "a", when="2020"))
    assert dataset(group("a", "b", when="2010/2019"), group("b", "a", when="2020/.."))
    chain = [group(f"g{n}", *([f"g{n + 1}"] if n < 1999 else [])) for n in range(2000)]
    assert len(dataset(*chain)) == 2004


def test_an_office_has_one_holder_at_a_time_unless_shared():
    def holder(name, period, **fields):
        office = Office(title="President", acts_for="ruritania", period=Period(period), **fields)
        return actor(name, ActorType.PERSON, offices=(office,))

    found = refused(holder("a", "2018/2024"), holder("b", "2020/.."))
    assert "$.actors[4].offices[0].period: found 'President' for 'ruritania' held by two at once" in found
    for periods in (("2018/2020-06-01", "2020-06-01/.."), ("2020-06-01/..", "2018/2020-06-01")):
        refused(*(holder(name, period) for name, period in zip("ab", periods, strict=True)))
    assert dataset(holder("a", "2018/2024-09"), holder("b", "2024-10/.."))
    assert dataset(holder("a", "2018/2024"), holder("b", "[2020..2024]"))
    assert dataset(holder("a", "2018/2024", shared=True), holder("b", "2020/..", shared=True))


def test_each_holder_of_a_seat_that_another_holds_is_told_once_in_order():
    def holder(name, period):
        return actor(name, ActorType.PERSON, offices=(Office(title="Chair", acts_for="ruritania", period=period),))

    periods = ["2010/2012", "2016/2018", "2013-06-01", "2011/2017", "2012-06-01/2013-01-01", "2019-06-01", None]
    found = refused(*(holder(f"a{n}", edtf and Period(edtf)) for n, edtf in enumerate(periods)))
    assert [line.partition(":")[0] for line in found.splitlines()] == [
        "$.actors[6].offices[0].period",
        "$.actors[7].offices[0].period",
    ]


def test_checking_takes_time_in_proportion_to_what_is_checked():
    began = time.process_time()
    many = tuple(f"x{n}" for n in range(50_000))
    found = refused(event("e", "ruritania", "sylvania", EventType.SUPPORT, recipients=many))
    assert found.count("which no record has as id") == 50_000
    period = Period("2018/2024")
    offices = tuple(Office(title="Chair", acts_for="ruritania", period=period) for _ in range(5_000))
    assert refused(actor("a", ActorType.PERSON, offices=offices)).count("held by two at once") == 4_999
    assert time.process_time() - began < 5


def test_groups_principals_and_countries_are_what_they_can_be():
    found = refused(
        actor("x", ActorType.PERSON, memberships=(Membership(group="ruritania"),), country="scribe"),
        actor("y", ActorType.PERSON, offices=(Office(title="Aide", acts_for="x"),)),
    )
    assert "$.actors[3].memberships[0].group: found 'ruritania', a state; expected a group" in found
    assert "$.actors[3].country: found 'scribe', a person; expected a state" in found
    assert "$.actors[4].offices[0].acts_for: found 'x', a person" in found


def test_rivals_name_each_other():
    found = refused(claim("a", "ruritania", rivals=("b",)), claim("b", "ruritania"))
    assert "$.claims[0].rivals[0]: found 'b', which does not name 'a' as its rival" in found


def test_only_records_make_a_dataset():
    with pytest.raises(InvalidValueError, match="expected records"):
        Dataset(["mexico"], id="x", title="X")


def test_lookup_is_exact_and_suggests():
    ds = dataset()
    assert ds["ruritania"].name == "Ruritania"
    with pytest.raises(UnknownIdError, match="no record has the id 'ruritanya'; nearest: 'ruritania'"):
        ds["ruritanya"]
    with pytest.raises(KeyError):
        ds["zzz"]
    assert ds.get("zzz") is None
    assert "zzz" not in ds


def test_lookup_in_a_collection_suggests_too():
    ds = dataset()
    with pytest.raises(UnknownIdError, match="nearest: 'ruritania'"):
        ds.actors["ruritanya"]
    assert ds.actors.get("ruritanya") is None
    assert ds.get(7) is None
    with pytest.raises(UnknownIdError):
        ds[None]
    assert repr(ds.actors) == "<3 records: scribe, ruritania, sylvania>"


def test_a_record_copied_past_its_checks_does_not_get_in():
    forged = unchecked(actor("forged"), name="", cow="five")
    with pytest.raises(InvalidDataError, match=r"\$\.actors\[3\]\.name(.|\n)*\$\.actors\[3\]\.cow"):
        dataset(forged)


def test_pydantics_doors_raise_our_error():
    from mxus import Actor

    with pytest.raises(InvalidDataError, match="found nothing"):
        Actor.model_validate({})
    with pytest.raises(InvalidDataError, match="well-formed JSON"):
        Actor.model_validate_json("{")


def test_a_bundled_dataset_is_read_once():
    import mxus

    assert mxus.load() is mxus.load("rojas-2025") is mxus.load(name="rojas-2025")
    with pytest.raises(UnknownIdError):
        mxus.load("1")
    with pytest.raises(InvalidValueError, match="expected a text"):
        mxus.load(1)


def test_coders_are_several():
    with pytest.raises(InvalidValueError, match="expected several"):
        Dataset([], id="x", title="X", coders="Jane")


def test_a_long_chain_of_principals_is_no_circle():
    chain = [actor("a0", ActorType.PARTY)]
    chain += [actor(f"a{n}", ActorType.PARTY, principal=f"a{n - 1}") for n in range(1, 2000)]
    assert len(dataset(*chain)) == 2004


def test_order_is_of_collections_and_then_as_given():
    ds = dataset(
        event("z", "ruritania", "sylvania", EventType.SUPPORT), event("y", "ruritania", "sylvania", EventType.SUPPORT)
    )
    assert list(ds) == ["chronicle", "scribe", "ruritania", "sylvania", "z", "y"]
    assert list(ds.events) == ["z", "y"]


def test_equality_is_of_content_whatever_the_order():
    one, two = (event(name, "ruritania", "sylvania", EventType.SUPPORT) for name in "ab")
    assert dataset(one, two) == dataset(two, one)
    assert hash(dataset(one, two)) == hash(dataset(two, one))
    assert dataset(one) != dataset(two)
    assert dataset(one) != "dataset"


def test_a_dataset_cannot_be_changed():
    ds = dataset()
    with pytest.raises(AttributeError):
        ds.document = None
    with pytest.raises(TypeError):
        ds.actors["ruritania"] = None


def test_replacing_makes_another_dataset():
    ds = dataset()
    other = ds.replace(ds.actors["ruritania"].evolve(name="Rurik"), actor("strelsau", ActorType.INSTITUTION))
    assert (ds["ruritania"].name, other["ruritania"].name, len(other) - len(ds)) == ("Ruritania", "Rurik", 1)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"target": "nothing"}, r"\$\.positions\[0\]\.target: found 'nothing'"),
        (
            {"evidence": (at(0, 0, 9).evolve(source="chronicles"),)},
            r"\$\.positions\[0\]\.evidence\[0\]\.source",
        ),
        ({"stance": "sideways"}, r"\$\.positions\[0\]\.stance: found 'sideways'; expected one of 'opposes-strongly'"),
        ({"holder": "sylvania"}, r"\$\.positions\[0\]\.target: found the holder itself"),
    ],
)
def test_what_takes_the_place_of_a_record_is_checked_like_any(broken, told):
    """Whichever way the record was made, the error is that of a dataset made from nothing."""
    stand = position("p", "ruritania", "sylvania", Stance.SUPPORTS)
    ds = dataset(stand)
    new = unchecked(stand, **broken)
    with pytest.raises(InvalidDataError, match=told) as caught:
        ds.replace(new)
    with pytest.raises(InvalidDataError) as made:
        dataset(new)
    assert str(caught.value) == str(made.value)


def test_what_takes_the_place_of_a_record_is_the_same_as_if_made_from_nothing():
    stand, act = position("p", "ruritania", "sylvania", Stance.SUPPORTS), event("e", "ruritania", "sylvania", None)
    ds = dataset(stand, act)
    new = stand.evolve(stance=Stance.OPPOSES), act.evolve(recipients=("scribe",))
    replaced = ds.replace(*new)
    assert replaced == dataset(*new)
    assert (replaced.document, list(replaced)) == (dataset(*new).document, list(dataset(*new)))
    assert (replaced.positions["p"], replaced["p"]) == (new[0], new[0])
    assert replaced.events_between(["ruritania"], ["scribe"]) == [new[1]]
    assert ds.events_between(["ruritania"], ["scribe"]) == []
    assert ds.positions["p"] == stand


def test_of_two_records_with_one_id_the_last_takes_the_place():
    stand = position("p", "ruritania", "sylvania", Stance.SUPPORTS)
    last = stand.evolve(stance=Stance.NEUTRAL)
    assert dataset(stand).replace(stand.evolve(stance=Stance.OPPOSES), last) == dataset(last)


def test_a_record_of_another_kind_takes_the_place_only_where_it_fits():
    ds = dataset(event("e", "ruritania", "sylvania", None), position("p", "ruritania", "e", Stance.SUPPORTS))
    assert ds.replace(policy("e", "ruritania")).policies["e"].owners == ("ruritania",)
    with pytest.raises(InvalidDataError, match="found 'e', a trade_link; expected"):
        ds.replace(trade("e", "ruritania", "sylvania", Quantity.exactly(0.5, "share")))


def test_leaving_a_record_out_takes_positions_on_it_and_frees_all_else_of_it():
    links = (Link(type=LinkType.CONTINUES, target="e"), Link(type=LinkType.SUPPORTS, target="c"))
    ds = dataset(
        event("e", "ruritania", "sylvania", None),
        policy("whole", "ruritania"),
        policy("part", "ruritania", part_of="whole"),
        position("p", "ruritania", "e", Stance.SUPPORTS),
        position("q", "ruritania", "whole", Stance.SUPPORTS, links=links),
        event("f", "ruritania", "sylvania", None, concerns=("e", "part"), links=links),
        claim("c", "ruritania", about=("e", "f"), rivals=("d",)),
        claim("d", "ruritania", rivals=("c",)),
    )
    less = ds.without("e")
    assert ds.keys() - less.keys() == {"e", "p"}
    assert less.events["f"].concerns == ("part",)
    assert less.positions["q"].links == less.events["f"].links == links[1:]
    assert less.claims["c"].about == ("f",)
    assert ds.without("c").claims["d"].rivals == ()
    least = ds.without("whole", "c")
    assert ds.keys() - least.keys() == {"whole", "q", "c"}
    assert least.policies["part"].part_of is None
    assert ds.without() == ds


def test_who_acts_and_what_is_read_are_not_left_out():
    for name, kind in (("ruritania", "an actor"), ("chronicle", "a source")):
        with pytest.raises(InvalidValueError, match=f"found '{name}', {kind}; expected policies"):
            dataset().without(name)
    with pytest.raises(UnknownIdError, match="nothing"):
        dataset().without("nothing")


def test_events_between_are_each_told_once_in_order():
    several = {"initiators": ("ruritania", "scribe"), "recipients": ("sylvania", "third")}
    made = [
        event("b", "ruritania", "sylvania", None),
        event("a", "", "", None, **several),
        event("c", "sylvania", "ruritania", None),
    ]
    ds = dataset(actor("third"), *made)
    assert ds.events_between(["scribe", "ruritania"], ["third", "sylvania"]) == made[:2]
    assert ds.events_between(["scribe"], ["sylvania"]) == made[1:2]
    assert ds.events_between([], ["sylvania"]) == []


def test_events_are_between_several_actors_of_the_dataset():
    ds = dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT))
    with pytest.raises(
        InvalidValueError, match=r"found initiators 'ruritania'; expected several, as in \('ruritania',\)"
    ):
        ds.events_between("ruritania", ["sylvania"])
    with pytest.raises(InvalidValueError, match=r"found recipients 'sylvania'; expected several"):
        ds.events_between(["ruritania"], "sylvania")
    with pytest.raises(UnknownIdError, match="no actor has the id 'ruritanya'; nearest: 'ruritania'"):
        ds.events_between(["ruritanya"], ["sylvania"])
    with pytest.raises(UnknownIdError, match="no actor has the id 'e'"):
        ds.events_between(["ruritania"], ["e"])


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (lambda ds: ds.replace([ds["scribe"]]), InvalidValueError, "expected records"),
        (lambda _: Dataset(None, id="x", title="X"), InvalidValueError, "found records None; expected several"),
        (lambda _: Dataset([], id="x", title="X", coders=None), InvalidValueError, "found coders None"),
        (lambda _: Dataset([], id="x", title="X", uncoded=5), InvalidValueError, "found uncoded 5"),
        (lambda ds: ds[["scribe"]], UnknownIdError, r"no record has the id \['scribe'\]"),
        (lambda ds: ds.without(["scribe"]), UnknownIdError, r"no record has the id \['scribe'\]"),
        (lambda ds: ds.select(actor=["scribe"]), UnknownIdError, r"no actor has the id \['scribe'\]"),
        (lambda ds: ds.agents_of(["scribe"]), UnknownIdError, r"no actor has the id \['scribe'\]"),
    ],
)
def test_what_no_argument_can_be_is_our_error(asked, error, message):
    with pytest.raises(error, match=message):
        asked(dataset())


def test_datasets_pickle_and_copy(ds):
    assert pickle.loads(pickle.dumps(ds)) == ds  # noqa: S301 (made here)
    assert copy.deepcopy(ds) == ds


def test_repr_says_what_is_in_it():
    assert repr(dataset()).startswith("<Dataset 'test': 1 source, 3 actors, 0 policies")


def small():
    """A dataset with something to select."""
    minister = actor(
        "minister",
        ActorType.PERSON,
        offices=(Office(title="Minister", acts_for="ruritania", period=Period("2020/2022")),),
    )
    return dataset(
        minister,
        event("early", "minister", "sylvania", EventType.SUPPORT, period=Period("2021")),
        event("late", "minister", "sylvania", EventType.SUPPORT, period=Period("2025"), arena=Arena.GLOBAL),
        event(
            "undated",
            "minister",
            "sylvania",
            EventType.ACCUSE,
            issue=Issue.DRUGS,
            evidence=(at(status=Status.ALLEGED),),
        ),
        position("stance", "sylvania", "early", Stance.OPPOSES, evidence=(at(voice=Voice.REPORTED, speaker="scribe"),)),
    )


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"collection": "events"}, ["early", "late", "undated"]),
        ({"collection": "events", "actor": "ruritania"}, ["early", "undated"]),
        ({"collection": "events", "actor": "ruritania", "acting_for": False}, []),
        ({"collection": "events", "actor": "minister"}, ["early", "late", "undated"]),
        ({"arena": "global"}, ["late"]),
        ({"issue": Issue.DRUGS}, ["undated"]),
        ({"collection": "events", "period": "2021"}, ["early", "undated"]),
        ({"voice": "reported"}, ["stance"]),
        ({"status": "alleged"}, ["undated"]),
        ({"status": "alleged", "voice": "reported"}, []),
        ({"collection": "actors", "actor": "scribe"}, ["scribe"]),
        ({"actor": "scribe", "collection": "sources"}, ["chronicle"]),
    ],
)
def test_selection(conditions, expected):
    assert [record.id for record in small().select(**conditions)] == expected


def test_selection_refuses_what_it_does_not_know():
    ds = small()
    with pytest.raises(UnknownIdError, match="no actor has the id 'ministre'; nearest: 'minister'"):
        ds.select("events", actor="ministre")
    with pytest.raises(InvalidValueError, match="expected one of 'bilateral-agenda'"):
        ds.select("events", arena="bilateral")
    with pytest.raises(InvalidValueError, match="expected one of 'sources'"):
        ds.select("event")
    with pytest.raises(InvalidValueError, match="EDTF"):
        ds.select("events", period="never")


def test_agency_is_transitive_and_dated():
    ds = dataset(
        actor("cabinet", ActorType.GOVERNMENT, principal="ruritania"),
        actor("m", ActorType.PERSON, offices=(Office(title="Minister", acts_for="cabinet", period=Period("2020")),)),
    )
    assert ds.agents_of("ruritania") == ("cabinet", "m")
    assert ds.agents_of("ruritania", Period("2025")) == ("cabinet",)
    with pytest.raises(UnknownIdError):
        ds.agents_of("nobody")


def test_collections_have_one_mapping_each(ds):
    for collection in COLLECTIONS:
        mapping = getattr(ds, collection)
        assert all(mapping[name].id == name for name in mapping)


def test_sources_give_references():
    assert str(dataset().references()[0]) == "Scribe, Chronicle, The Annals"
    ministry = actor("scribe", ActorType.INSTITUTION, name="Ministry of Foreign Affairs")
    assert dataset().replace(ministry).references()[0].authors == ("Ministry of Foreign Affairs",)
    translated = source(published=Period("2025-11"), original_outlet="Anales", original_language="es")
    assert dataset().replace(translated).references()[0] == Reference(
        key=translated.id,
        entry="misc",
        authors=("Scribe",),
        title="Chronicle",
        year=2025,
        container="The Annals",
        note="Published in es by Anales",
    )
    dated = source(published=Period("[2019..2024]"))
    assert dataset().replace(dated).references()[0].year is None
    with pytest.raises(InvalidValueError, match="expected 0 to 2"):
        source().paragraph_start(3)


def test_whoever_acts_for_two_stands_for_all_above_both():
    agent = actor("agent", ActorType.PERSON, principal="cabinet", offices=(Office(title="Envoy", acts_for="council"),))
    ds = dataset(
        actor("union"),
        actor("cabinet", ActorType.GOVERNMENT, principal="ruritania"),
        actor("council", ActorType.INSTITUTION, principal="union"),
        agent,
    )
    assert ds.stands_for("agent") == ("ruritania", "union")
    assert ds.agents_of("union") == ("council", "agent")


@pytest.mark.parametrize(
    ("authors", "title", "words"), [((), "T", r"\(\) and title 'T'"), (("A",), "", r"\('A',\) and")]
)
def test_a_work_has_an_author_and_a_title(authors, title, words):
    with pytest.raises(InvalidValueError, match=f"found authors {words}"):
        Reference(key="a", entry="misc", authors=authors, title=title)
    with pytest.raises(InvalidValueError, match=r"found authors \['A'\]; expected a tuple, each a text"):
        Reference(key="a", entry="misc", authors=["A"], title="T")


def test_a_document_without_collections_has_empty_ones():
    bare = Document.model_validate_json('{"schema_version": 1, "id": "x", "title": "T"}')
    assert (bare.description, bare.coders, bare.uncoded) == ("", (), ())
    assert all(getattr(bare, collection) == () for collection in COLLECTIONS)


def test_whoever_a_stance_is_about_takes_part_in_it():
    about = position("p", "ruritania", "third", Stance.OPPOSES)
    ds = dataset(actor("third"), about, position("q", "ruritania", "sylvania", Stance.OPPOSES))
    assert ds.select("positions", actor="third") == (about,)


def test_ids_are_offered_after_an_opening_bracket(ds):
    """IPython and Jupyter ask for them at `ds["` and a tabulator."""
    assert ds._ipython_key_completions_() == list(ds)
    assert ds.events._ipython_key_completions_() == list(ds.events)
