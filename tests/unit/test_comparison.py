"""Two codings of one text: what is matched, what is not, and what the indices make of it."""

import sys

import pytest
from codings import renamed
from making import TEXT, actor, at, claim, dataset, event, paragraph, policy, position, source, trade

import mxus
from mxus import InvalidDataError, InvalidValueError, MissingExtraError, Quantity, Undefined, UnknownIdError
from mxus.analysis.coding import FIELDS, Coding
from mxus.records.union import RECORD_TYPES
from mxus.vocabulary import ActorType, Arena, EventType, Expression, LinkType, Stance, Status


def matches(both, collection):
    return [(match.first, match.second) for match in both.agreements[collection].matches]


def differences(both, collection):
    return [str(each) for match in both.agreements[collection].matches for each in match.differences]


def test_records_are_matched_by_passage_and_content_whatever_their_ids():
    first = dataset(
        event("shipment", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33),)),
        event("strike", "sylvania", "ruritania", EventType.ASSAULT, evidence=(at(1, 34, 63),)),
        event("protest", "ruritania", "sylvania", EventType.PROTEST, evidence=(at(1, 64, 84),)),
    )
    second = dataset(
        event("attack", "sylvania", "ruritania", EventType.COERCE, evidence=(at(1, 34, 58),)),
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 20),), arena=Arena.GLOBAL),
    )
    both = mxus.compare(first, second)
    events = both.agreements["events"]
    assert matches(both, "events") == [("shipment", "coal"), ("strike", "attack")]
    assert [round(match.overlap, 4) for match in events.matches] == [round(20 / 33, 4), round(24 / 29, 4)]
    assert differences(both, "events") == ["arena: bilateral-agenda | global", "type: ASSAULT | COERCE"]
    assert (events.only_first, events.only_second) == (("protest",), ())
    assert (events.value, events.n) == (2 / 3, 3)
    assert both.counterpart("strike") == "attack"


def test_what_tells_a_record_from_others_does_not_hang_on_ids(full):
    first, second = Coding.of(full), Coding.of(renamed(full, "other-{}".format))
    assert {f"other-{name}": profile for name, profile in first.profiles.items()} == second.profiles
    assert first.key == second.key


def test_agreement_is_asked_field_by_field_and_sentence_by_sentence():
    def coding(*stances):
        passages = ((0, 0, 28), (1, 0, 33), (1, 34, 63), (1, 64, 84))
        return dataset(
            *(policy(f"policy-{n}", "sylvania", evidence=(at(*where),)) for n, where in enumerate(passages)),
            *(
                position(f"position-{n}", "ruritania", f"policy-{n}", stance, evidence=(at(*passages[n]),))
                for n, stance in enumerate(stances)
            ),
        )

    first = coding(Stance.SUPPORTS, Stance.OPPOSES, Stance.NEUTRAL, Stance.SUPPORTS)
    positions = mxus.compare(first, coding(Stance.SUPPORTS, Stance.OPPOSES, Stance.OPPOSES)).agreements["positions"]
    assert (positions.fields["stance"].agreement.value, positions.fields["stance"].agreement.n) == (2 / 3, 3)
    # Krippendorff's ordinal metric by hand: values 1, 1 | -1, -1 | 0, -1, so that n(-1) = 3, n(0) = 1, n(1) = 2.
    # From -1 to 0 it is (3/2 + 1/2)^2 = 4, from 0 to 1 (1/2 + 2/2)^2 = 2.25, from -1 to 1 (3/2 + 1 + 2/2)^2 = 12.25.
    expected = 1 - 5 * (1 * 4) / (3 * 1 * 4 + 1 * 2 * 2.25 + 3 * 2 * 12.25)
    assert positions.fields["stance"].value == pytest.approx(expected)
    assert positions.fields["arena"].value == Undefined("all values are one and the same")
    # Five sentences: three carry a position in both codings, one in the first alone, one in neither.
    assert (positions.sentences.agreement.value, positions.sentences.agreement.n) == (4 / 5, 5)


def spans(**places):
    return dataset(
        *(
            event(name.replace("_", "-"), "ruritania", "sylvania", EventType.AID, evidence=(at(1, *place),))
            for name, place in places.items()
        )
    )


def test_the_matching_is_the_best_of_all_and_not_greedy():
    both = mxus.compare(spans(whole=(0, 63), start=(0, 33)), spans(most=(0, 50), end=(34, 63)))
    assert matches(both, "events") == [("start", "most"), ("whole", "end")]
    assert both.agreements["events"].value == 1


def test_what_is_the_same_is_not_given_up_for_two_that_are_somewhat_alike():
    both = mxus.compare(spans(whole=(0, 63), start=(0, 33)), spans(same=(0, 63), end=(34, 63)))
    assert matches(both, "events") == [("whole", "same")]
    assert (both.agreements["events"].only_first, both.agreements["events"].only_second) == (("start",), ("end",))


def told(*glosses, **fields):
    return dataset(
        *(
            event(f"event-{n}", "ruritania", "sylvania", EventType.AID, gloss=gloss, **fields)
            for n, gloss in enumerate(glosses)
        )
    )


def test_the_gloss_decides_where_nothing_else_does():
    alleged = {"evidence": (at(1, 0, 33, status=Status.ALLEGED),)}
    first, second = told("One.", "Two.", "Three.", "Four."), told("Four.", "Three.", "Two.", "One.", **alleged)
    both = mxus.compare(first, second)
    assert {first[name].gloss: second[other].gloss for name, other in matches(both, "events")} == {
        gloss: gloss for gloss in ("One.", "Two.", "Three.", "Four.")
    }


def test_where_nothing_decides_the_order_of_records_does_not_either():
    first, second = told("One.", "Two.", "Three."), told("Four.", "Five.", "Six.")
    found = {first[name].gloss: second[other].gloss for name, other in matches(mxus.compare(first, second), "events")}
    turned = told("Three.", "Two.", "One.")
    again = {turned[name].gloss: second[other].gloss for name, other in matches(mxus.compare(turned, second), "events")}
    assert found == again


def test_records_no_more_than_half_alike_are_not_the_same():
    first = dataset(event("a", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33),)))
    other = event("b", "sylvania", "ruritania", None, evidence=(at(1, 32, 63),), arena=Arena.GLOBAL)
    assert matches(mxus.compare(first, dataset(other)), "events") == []


def test_actors_are_matched_by_codes_and_names_before_passages():
    def coding(**ids):
        return dataset(
            actor(ids["code"], iso3="BRN", name=ids["code"]),
            actor(ids["alias"], ActorType.PERSON, name=ids["alias"], aliases=("The Minister",)),
            actor(ids["place"], ActorType.BLOC, name=ids["place"], evidence=(at(2, 0, 7),)),
            actor("arcadia", iso3=ids["arcadia"], evidence=(at(2, 8, 20),)),
        )

    both = mxus.compare(
        coding(code="borduria", alias="minister", place="pact", arcadia="ARM"),
        coding(code="republic", alias="official", place="league", arcadia="AZE"),
    )
    assert both.counterpart("borduria") == "republic"
    assert both.counterpart("minister") == "official"
    assert both.counterpart("pact") == "league"
    assert (both.agreements["actors"].only_first, both.agreements["actors"].only_second) == (("arcadia",), ("arcadia",))


def test_a_position_is_the_same_if_its_holders_stand_for_the_same_and_its_object_is():
    government = actor("government", ActorType.GOVERNMENT, principal="ruritania")

    def coding(holder, target):
        return dataset(
            government,
            policy("tariff", "sylvania"),
            policy("pact", "sylvania", evidence=(at(2, 0, 34),)),
            position("says", holder, target, Stance.OPPOSES),
        )

    state = coding("ruritania", "tariff")
    assert differences(mxus.compare(state, coding("government", "tariff")), "positions") == [
        "holder: ruritania | government"
    ]
    assert matches(mxus.compare(state, coding("sylvania", "tariff")), "positions") == []
    assert matches(mxus.compare(state, coding("ruritania", "pact")), "positions") == []


def test_words_and_deeds_of_one_actor_find_their_own_partners():
    def coding(*names):
        held = zip(names, (Expression.VERBAL, Expression.MATERIAL), strict=True)
        return dataset(
            policy("tariff", "sylvania"),
            *(position(name, "ruritania", "tariff", Stance.OPPOSES, expression=how) for name, how in held),
        )

    both = mxus.compare(coding("words", "deeds"), coding("said", "done"))
    assert sorted(matches(both, "positions")) == [("deeds", "done"), ("words", "said")]
    assert differences(both, "positions") == []


def test_links_voices_and_statuses_are_compared_through_the_partners():
    def coding(tariff, pact, claimed, **fields):
        return dataset(
            policy(tariff, "sylvania"),
            policy(
                pact, "sylvania", evidence=(at(2, 0, 34),), links=(mxus.Link(type=LinkType.CONTINUES, target=tariff),)
            ),
            claim(claimed, "scribe", about=(tariff,), evidence=(at(0, 0, 9, **fields),)),
        )

    first = coding("tariff", "pact", "reading")
    both = mxus.compare(first, coding("duty", "treaty", "view", status=Status.ALLEGED))
    assert differences(both, "policies") == []
    assert differences(both, "claims") == ["statuses: asserted | alleged"]
    turned = coding("pact", "tariff", "reading")
    assert [match.first for match in mxus.compare(first, turned).agreements["policies"].matches] == ["tariff", "pact"]
    assert both.agreements["claims"].matches[0].passages == (at(0, 0, 9).passage,)


def test_every_field_is_compared_that_is_no_wording():
    wording = {"kind", "id", "gloss", "note", "evidence", "name", "aliases", "place", "scope"}
    for name, model in RECORD_TYPES.items():
        if name != "source":
            assert set(FIELDS[name]) == set(model.model_fields) - wording, name


def test_trade_links_are_of_the_same_two():
    def coding(partner, share):
        return dataset(actor("third"), trade("share", "ruritania", partner, Quantity.exactly(share, "share")))

    assert differences(mxus.compare(coding("sylvania", 0.6), coding("sylvania", 0.5)), "trade_links") == [
        "quantity: 0.6 share | 0.5 share"
    ]
    assert matches(mxus.compare(coding("sylvania", 0.6), coding("third", 0.6)), "trade_links") == []


def test_codings_of_different_texts_are_refused_with_the_paragraphs_that_differ():
    elsewhere = (at().evolve(source="annals"),)

    def coding(*texts):
        written = source(id="annals", paragraphs=tuple(map(paragraph, texts)))
        return mxus.Dataset([written, actor("scribe", ActorType.PERSON, evidence=elsewhere)], id="other", title="Other")

    assert mxus.compare(dataset(), coding(*TEXT)).counterpart("scribe") == "scribe"
    with pytest.raises(InvalidDataError) as caught:
        mxus.compare(dataset(), coding(TEXT[0], TEXT[1], "Fifty percent of trade goes there."))
    assert str(caught.value) == (
        "two codings: 2 problems\n"
        "  test: $.sources[0]: found paragraphs 2 of 'chronicle', which no source of the second coding has; "
        "expected two codings of the same text\n"
        "  other: $.sources[0]: found paragraphs 2 of 'annals', which no source of the first coding has; "
        "expected two codings of the same text"
    )
    with pytest.raises(InvalidDataError, match="in another order"):
        mxus.compare(dataset(), coding(TEXT[0], TEXT[2], TEXT[1]))


def test_several_texts_are_told_apart_and_may_have_other_ids():
    def coding(*names):
        """Two sources, and an event at the same offsets of each."""
        texts = {names[0]: TEXT[0], names[1]: TEXT[1]}
        passages = {
            name: (mxus.Evidence(source=name, locator=mxus.Locator.of(text, paragraph=0, start=0, end=9)),)
            for name, text in texts.items()
        }
        return mxus.Dataset(
            [
                *(source(id=name, paragraphs=(paragraph(text),)) for name, text in sorted(texts.items())),
                *(actor(name, evidence=passages[names[0]]) for name in ("scribe", "ruritania", "sylvania")),
                event("talk", "ruritania", "sylvania", EventType.CONSULT, evidence=passages[names[0]]),
                event("trade", "ruritania", "sylvania", EventType.AID, evidence=passages[names[1]]),
            ],
            id="test",
            title="Two texts",
        )

    both = mxus.compare(coding("annals", "letters"), coding("y", "x"))
    assert both.partners["talk"] == "talk"
    assert differences(both, "events") == []
    assert both.agreements["events"].sentences.agreement.n == 4
    other = coding("y", "x")
    moved = other.replace(other.events["talk"].evolve(evidence=other.events["trade"].evidence))
    assert mxus.compare(both.first, moved).explain().splitlines()[:2] == [
        "annals ¶0",
        "  event talk, in the first alone",
    ]


def test_nothing_coded_is_nothing_to_agree_on():
    both = mxus.compare(*(mxus.Dataset([], id=name, title="Nothing yet") for name in ("a", "b")))
    assert both.agreements["events"].value == Undefined("neither coding has any")
    assert both.explain() == "no difference"


def two_codings():
    def coding(*kinds):
        passages = ((1, 0, 33), (1, 34, 63), (1, 64, 84))
        return dataset(
            *(
                event(f"event-{n}", "ruritania", "sylvania", kind, evidence=(at(*passages[n]),))
                for n, kind in enumerate(kinds)
            ),
            actor("alone" if len(kinds) > 2 else "elsewhere", evidence=(at(2, 0, 34),)),
        )

    return mxus.compare(coding(EventType.AID, EventType.ACCUSE, EventType.AID), coding(EventType.AID, EventType.ACCUSE))


def test_an_index_of_both_codings_is_an_interval_and_names_what_makes_the_difference():
    result = two_codings().index(mxus.cooperation, "ruritania", "sylvania")
    assert (result.by, list(result.groups)) == ("coding", ["first", "second"])
    assert result.value == Undefined("the codings differ")
    assert (result.interval.lower, result.interval.upper) == (0.0, pytest.approx(1 / 3))
    assert [group.n for group in result.groups.values()] == [3, 2]
    assert sum(each.weight for each in result.contributions) == pytest.approx(1 / 3)
    both = two_codings()
    renamed_second = mxus.compare(both.first, renamed(both.second, "x{}".format))
    elsewhere = renamed_second.index(mxus.cooperation, "ruritania", "sylvania")
    assert elsewhere.contributions == result.contributions
    assert {each.records: round(each.weight, 4) for each in result.contributions} == {
        ("event-0",): -0.1667,
        ("event-1",): 0.1667,
        ("event-2",): 0.3333,
    }
    assert result.summary().splitlines() == [
        "net cooperation of ruritania towards sylvania",
        "  first   0.3333 (n=3)",
        "  second  0 (n=2)",
        "  both    in [0, 0.3333]",
    ]


def test_where_the_codings_agree_the_index_has_a_value_and_where_one_has_none_it_has_no_interval():
    both = two_codings()
    same = both.index(mxus.cooperation, "sylvania", "ruritania")
    assert (same.value, same.interval, same.n) == (Undefined("without a value in either coding"), None, 0)
    assert same.summary().splitlines()[-1] == "  both    undefined: without a value in either coding"
    agreed = both.index(
        lambda ds, first, second: mxus.cooperation(ds, first, second).groups["verbal"], "ruritania", "sylvania"
    )
    assert agreed.value == -1.0
    assert agreed.contributions == ()
    one = mxus.compare(both.first, dataset()).index(mxus.cooperation, "ruritania", "sylvania")
    assert (one.value, one.interval, one.n_missing) == (Undefined("without a value in one coding"), None, 1)


def test_what_both_codings_know_only_by_bounds_is_known_by_the_bounds_of_both():
    def coding(share):
        return dataset(trade("share", "ruritania", "sylvania", share))

    both = mxus.compare(coding(Quantity.less_than(0.1, "share")), coding(Quantity.between(0.05, 0.2, "share")))
    result = both.index(lambda ds, name: mxus.dependence(ds, name).groups["sylvania"], "ruritania")
    assert result.value == Undefined("known only by bounds in either coding")
    assert (result.interval.lower, result.interval.upper) == (0.0, 0.2)


def test_only_what_both_have_can_be_asked_of_both():
    both = two_codings()
    with pytest.raises(UnknownIdError, match="nearest: 'ruritania'"):
        both.index(mxus.dependence, "ruritannia")
    with pytest.raises(InvalidValueError, match="'event-2', which the first coding alone has"):
        both.counterpart("event-2")


def test_what_shows_no_alpha_does_without_what_computes_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    positions = both.agreements["positions"]
    assert round(float(positions), 2) == 0.7
    assert str(both)
    assert both.explain()
    for shows in (lambda: positions.fields, lambda: positions.sentences, both.page, positions.page):
        with pytest.raises(MissingExtraError, match=r"krippendorff is not installed.*mxus\[reliability\]"):
            shows()
    monkeypatch.undo()
    assert round(positions.fields["stance"], 2) == 0.96


@pytest.fixture(scope="module")
def article():
    return mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))


def test_coders_who_shared_a_list_of_ids_are_matched_as_it_says(article):
    """Ids are not looked at, so that those the coders shared are a check that nobody here computed."""
    for collection, missed in (("actors", set()), ("policies", {"asylum-practice"}), ("events", set())):
        shared = set(getattr(article.first, collection)) & set(getattr(article.second, collection))
        assert {name for name in shared if article.partners.get(name) != name} == missed
    claims = set(article.first.claims) & set(article.second.claims)
    assert {name: article.partners[name] for name in claims} == {name: name for name in claims}
    policies = (coding.policies["asylum-practice"] for coding in (article.first, article.second))
    passages = [{(each.locator.start, each.locator.end) for each in record.evidence} for record in policies]
    assert not any(a < d and c < b for a, b in passages[0] for c, d in passages[1])


def test_the_thesis_holds_by_either_coding(article):
    def in_arena(ds, *pair, arena):
        return mxus.alignment(ds, *pair, by="arena").groups[arena]

    near, far = (
        article.index(in_arena, "mexico", "united-states", arena=arena)
        for arena in ("bilateral-agenda", "regional-diplomacy")
    )
    assert near.interval.lower > 0 > far.interval.upper
    assert "signorino1999" in near.cite()


def test_every_index_is_asked_of_both(article):
    results = article.indices("mexico", "united-states")
    assert [result.measure.split(" of ")[0] for result in results] == [
        "alignment",
        "net cooperation",
        "net cooperation",
        "largest partner's share",
        "largest partner's share",
        "frustration score",
    ]
    for result in results:
        for group in result.groups.values():
            if group.interval is not None and result.interval is not None:
                assert group.interval.lower in result.interval
                assert group.interval.upper in result.interval


def test_the_comparison_is_readable_in_80_columns_and_cites(article):
    for text in (str(article), article.explain()):
        assert max(map(len, text.splitlines())) <= 80
    assert "  event de-la-fuente-silence, in the second alone" in article.explain().splitlines()
    assert [line for line in article.cite().splitlines() if line.startswith("@")] == [
        "@misc{rojas-2025,",
        "@misc{krippendorff2011,",
        "@software{mxus,",
    ]


def test_progress_is_told_after_each_record_that_is_compared():
    told = []
    one = dataset(event("e", "ruritania", "sylvania", EventType.AID))
    mxus.compare(one, one, progress=lambda *counts: told.append(counts))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
