"""Records: rules that hold at construction, and the one error that names all broken ones."""

import contextlib
import copy
import inspect
import pickle
from types import SimpleNamespace

import pytest
from making import actor, at, claim, event, full_dataset, policy, position, source, trade
from pydantic import TypeAdapter, ValidationError

import mxus
from mxus import (
    Evidence,
    InvalidDataError,
    InvalidValueError,
    Link,
    Locator,
    Membership,
    Office,
    Paragraph,
    Parameter,
    Period,
    Quantity,
)
from mxus.dataset.document import Document
from mxus.records._problems import problems_of
from mxus.records.cards import fields_as_text
from mxus.records.event import Event
from mxus.records.union import RECORD_TYPES, AnyRecord
from mxus.vocabulary import (
    Act,
    ActorType,
    EventMode,
    EventType,
    LinkType,
    QuadClass,
    Stance,
    Status,
    TradeMeasure,
    Voice,
)


def refused(make, *words):
    """Assert that `make` raises our error naming each of `words`."""
    with pytest.raises(InvalidDataError) as caught:
        make()
    message = str(caught.value)
    for word in words:
        assert word in message
    return caught.value


def test_a_reported_voice_names_its_speaker():
    refused(lambda: at(voice=Voice.REPORTED), "$.speaker", "expected the actor whose words are reported")
    assert at(voice=Voice.REPORTED, speaker="ruritania").speaker == "ruritania"


def test_the_author_has_no_other_speaker_and_reports_nothing_in_their_own_voice():
    error = refused(lambda: at(speaker="ruritania", status=Status.REPORTED), "$.speaker", "$.status")
    assert len(error.problems) == 2


def test_an_extradition_has_a_recipient():
    refused(
        lambda: event("e", "ruritania", "sylvania", EventType.COOPERATE, act=Act.EXTRADITION, recipients=()),
        "$.recipients",
        "found none for an extradition",
    )


def test_an_event_has_someone_in_it():
    refused(
        lambda: event("e", "a", "b", EventType.SUPPORT, initiators=(), recipients=()),
        "found neither initiators nor recipients",
    )


def test_nobody_acts_on_themselves():
    refused(lambda: event("e", "a", "a", EventType.SUPPORT), "$.recipients", "['a']")


def test_a_mode_belongs_to_its_type():
    refused(
        lambda: event("e", "a", "b", EventType.REQUEST, mode=EventMode.DRONE),
        "$.mode",
        "expected one of 'assist', 'change', 'yield', 'meet'",
    )
    refused(lambda: event("e", "a", "b", None, mode=EventMode.DRONE), "$.mode", "expected none")


def test_counts_and_casualties_have_their_units():
    refused(
        lambda: event(
            "e", "a", "b", EventType.ASSAULT, count=Quantity.exactly(1, "usd"), casualties=Quantity.exactly(1, "count")
        ),
        "$.count: found unit 'usd'",
        "$.casualties: found unit 'count'",
    )


def test_quad_class_and_intensity_follow_from_the_codes():
    strike = event("e", "a", "b", EventType.ASSAULT, mode=EventMode.DRONE)
    assert (strike.quad_class, strike.intensity) == (QuadClass.MATERIAL_CONFLICT, -9.5)
    sanction = event("e", "a", "b", EventType.SANCTION)
    assert sanction.quad_class is QuadClass.MATERIAL_CONFLICT
    untyped = event("e", "a", "b", None)
    assert untyped.quad_class is None
    assert untyped.intensity is None


def test_a_share_lies_between_zero_and_one_and_money_does_not():
    refused(
        lambda: trade("t", "a", "b", Quantity.exactly(5, "usd")), "$.quantity", "expected 'share' for 'share-of-trade'"
    )
    refused(
        lambda: trade("t", "a", "b", Quantity.exactly(0.5, "share"), measure=TradeMeasure.TRADE_VALUE), "expected money"
    )
    refused(lambda: trade("t", "a", "a", Quantity.exactly(0.5, "share")), "$.partner", "the reporter itself")


def test_codes_belong_to_states_and_offices_to_persons():
    refused(lambda: actor("x", ActorType.PARTY, iso3="MEX", cow=70), "$.iso3", "$.cow")
    refused(lambda: actor("x", ActorType.STATE, country="mexico"), "$.country")
    refused(lambda: actor("x", ActorType.PARTY, offices=(Office(title="Chair", acts_for="y"),)), "$.offices")


def test_nobody_belongs_to_a_group_twice_at_a_time():
    twice = (Membership(group="g"), Membership(group="g", period=Period("2020")))
    for both in (twice, twice[::-1]):
        refused(lambda both=both: actor("x", ActorType.PERSON, memberships=both), "$.memberships", "found 'g' twice")
    apart = (Membership(group="g", period=Period("2018")), Membership(group="g", period=Period("2020")))
    assert len(actor("x", ActorType.PERSON, memberships=apart).memberships) == 2


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: actor("x", principal="x"), "$.principal"),
        (lambda: policy("p", "a", part_of="p"), "$.part_of"),
        (lambda: policy("p", "a", targets=("a",)), "$.targets"),
        (lambda: position("p", "a", "a", Stance.NEUTRAL), "$.target"),
        (lambda: claim("c", "a", rivals=("c",)), "$.rivals"),
        (lambda: Parameter(name="rate"), "$: found both or neither"),
        (lambda: source(original_outlet="X"), "$.original_language"),
        (lambda: Paragraph(length=9, digest="a" * 64, sentences=(4, 8)), "$.sentences"),
        (lambda: Paragraph(length=9, digest="a" * 64, sentences=(9, 9)), "$.sentences"),
        (lambda: Paragraph(length=9, digest="a" * 64, sentences=(8, 9)), "$.sentences"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(make, path):
    refused(make, path)


def test_every_problem_is_named_with_its_path():
    error = refused(
        lambda: Event(
            id="An Event",
            gloss="",
            act="extradition",
            issue="trade",
            arena="bilateral",
            evidence=(),
            recipient=("x",),
        ),
        "$.id: found 'An Event'; expected lower-case words joined by hyphens",
        "$.gloss: found ''; expected at least 1 character(s)",
        "$.evidence",
        "$.recipient: found unknown field 'recipient'",
        "(nearest: 'recipients')",
    )
    assert [problem.path for problem in error.problems] == ["$.id", "$.gloss", "$.arena", "$.evidence", "$.recipient"]
    assert [problem.path for problem in error.problems[:2]] == ["$.id", "$.gloss"]


def test_pydantics_own_words_come_after_what_was_found_and_expected():
    with pytest.raises(InvalidDataError) as caught:
        Event.model_validate_json('{"id": 3}')
    assert caught.value.where == "Event"
    problems = [(problem.path, problem.message) for problem in caught.value.problems]
    assert problems[0] == ("$.id", "found 3; expected a valid string")
    assert problems[1] == ("$.gloss", "found nothing; expected this required field")


def test_text_that_breaks_off_is_said_to_with_the_place():
    with pytest.raises(InvalidDataError) as caught:
        Event.model_validate_json('{"id": ')
    (problem,) = caught.value.problems
    assert problem.message.startswith("found text that breaks off or is malformed (EOF while parsing a value at line 1")


def test_an_infinite_end_is_null_in_json_and_in_plain_data_made_for_it():
    counted = event("e", "a", "b", EventType.SUPPORT, count=Quantity.more_than(2, "count"))
    assert counted.model_dump(mode="json")["count"]["upper"] is None
    assert '"upper":null' in counted.model_dump_json()


def test_the_schema_names_the_kinds_that_an_id_may_be_of():
    parts = mxus.schema()["$defs"]
    assert parts["Event"]["properties"]["initiators"]["items"]["x-refers-to"] == ["actor"]
    assert parts["Link"]["properties"]["target"]["x-refers-to"] == ["record"]


def test_a_record_is_seen_with_what_follows_from_its_codes():
    assert dict(fields_as_text(event("e", "a", "b", EventType.ASSAULT, mode=EventMode.DRONE))) == {
        "act": "statement",
        "type": "ASSAULT",
        "mode": "drone",
        "contexts": "diplomatic",
        "initiators": "a",
        "recipients": "b",
        "issue": "trade",
        "arena": "bilateral-agenda",
        "quad_class": "material conflict",
        "intensity": "-9.5",
    }


def test_constructors_take_everyday_python():
    assert Link(type="continues", target="x") == Link(type=LinkType.CONTINUES, target="x")
    assert actor("x", aliases=["X"]).aliases == ("X",)
    given = at()
    made = event("e", "a", "b", EventType.SUPPORT, period="2025-10", evidence=[given.model_dump()])
    assert made == event("e", "a", "b", EventType.SUPPORT, period=Period("2025-10"), evidence=(given,))


def test_nothing_that_would_have_to_be_converted_is_taken():
    refused(lambda: Link(type="continue", target="x"), "$.type", "expected one of", "(nearest: 'continues')")
    refused(lambda: Link(type="elephant", target="x"), "$.type", "found 'elephant'; expected one of 'in-exchange-for'")
    refused(lambda: Link(type=7, target="x"), "$.type", "found 7; expected one of")
    refused(lambda: actor("x", aliases={"X"}), "$.aliases", "expected a tuple or a list")
    refused(lambda: actor("x", aliases="X"), "$.aliases", "expected a tuple or a list")
    refused(lambda: actor("x", cow=True), "$.cow")
    refused(lambda: actor("x", cow="70"), "$.cow")
    refused(lambda: event("e", "a", "b", None, period="2025-13"), "$.period", "is not an EDTF date")
    refused(lambda: event("e", "a", "b", None, period=2025), "$.period", "expected a Period or EDTF text")
    refused(lambda: event("e", "a", "b", None, evidence=["a"]), "$.evidence[0]", "or a dictionary of its fields")
    with pytest.raises(InvalidValueError, match="expected keywords"):
        Link(LinkType.CONTINUES, "x")


def everyday_records():
    """Every record of the bundled coding, and one of each kind with every field filled."""
    return [*mxus.load().values(), *full_dataset().values()]


@pytest.mark.parametrize("mode", ["python", "json"])
def test_what_is_dumped_is_read_again(mode):
    for record in everyday_records():
        held = record.model_dump(mode=mode)
        assert type(record).model_validate(held) == record
        assert type(record).model_validate(held, strict=False) == record
        assert TypeAdapter(type(record)).validate_python(held) == record
        assert TypeAdapter(AnyRecord).validate_python(held) == record


def test_what_is_dumped_as_text_is_read_again():
    for record in everyday_records():
        held = record.model_dump_json()
        assert type(record).model_validate_json(held, strict=True) == record
        assert TypeAdapter(AnyRecord).validate_json(held) == record


def test_strict_python_data_is_read_or_refused_in_our_words():
    for record in everyday_records():
        for mode in ("python", "json"):
            with contextlib.suppress(InvalidDataError):
                assert type(record).model_validate(record.model_dump(mode=mode), strict=True) == record


def test_strings_are_read_or_refused_in_our_words():
    assert Link.model_validate_strings({"type": "continues", "target": "x"}).target == "x"
    refused(lambda: Link.model_validate_strings({"type": "continues"}), "$.target: found nothing")


def test_a_copy_with_changes_is_checked():
    mexico = actor("mexico")
    assert mexico.model_copy() == mexico == mexico.model_copy(deep=True)
    assert mexico.model_copy(update={"name": "Mexiko"}).name == "Mexiko"
    refused(lambda: mexico.model_copy(update={"name": ""}), "$.name")


def test_records_are_final():
    with pytest.raises(InvalidValueError, match="Actor cannot be subclassed"):
        type("Spy", (mxus.Actor,), {"__annotations__": {"cover": str}})


def test_every_record_is_short_in_a_list_and_a_card_in_print():
    for record in everyday_records():
        assert repr(record).startswith(f"{type(record).__name__}(id='{record.id}'")
        assert len(repr(record)) < 220
        assert str(record).startswith(record.id)
        assert max(map(len, str(record).splitlines())) <= 80
        for passage in record.evidence:
            assert f"¶{passage.locator.paragraph}" in str(record)


@pytest.mark.parametrize("kind", [*RECORD_TYPES.values(), Evidence, Office, Link, Paragraph, Document])
def test_signatures_can_be_read(kind):
    signature = inspect.signature(kind)
    assert len(str(signature)) < 600
    assert set(signature.parameters) == set(kind.model_fields) - {"kind"}
    assert all(each.kind is each.KEYWORD_ONLY for each in signature.parameters.values())


def test_options_of_pydantic_are_passed_on():
    found = SimpleNamespace(type=LinkType.CONTINUES, target="x")
    assert Link.model_validate(found, from_attributes=True) == Link(type=LinkType.CONTINUES, target="x")
    refused(lambda: Link.model_validate(found))
    assert Link.model_validate_json('{"type": "continues", "target": "x"}', strict=True).target == "x"
    refused(lambda: Link.model_validate_json('{"type": "continues", "target": "x", "more": 1}'), "$.more")


def test_records_are_frozen_and_changed_only_through_evolve():
    mexico = actor("mexico")
    with pytest.raises(InvalidValueError, match=r"Actor is immutable; use evolve\(name=...\)"):
        mexico.name = "Mexiko"
    with pytest.raises(InvalidValueError, match="cannot be deleted"):
        del mexico.name
    assert mexico.evolve(name="Mexiko").name == "Mexiko"
    refused(lambda: mexico.evolve(name=""), "$.name")
    refused(lambda: mexico.evolve(nome="Mexiko"), "$.nome")


def test_records_are_values():
    first = event("e", "a", "b", EventType.SUPPORT, count=Quantity.more_than(2, "count"), period=Period("2025"))
    assert first == event("e", "a", "b", EventType.SUPPORT, count=Quantity.more_than(2, "count"), period=Period("2025"))
    assert hash(first) == hash(first.evolve())
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 (made here)
    assert copy.deepcopy(first) == first
    assert Event.model_validate_json(first.model_dump_json()) == first


def test_errors_survive_pickling():
    error = refused(lambda: actor("x", cow=1))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301 (made here)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ((-1, 0, 1, "a" * 64), "found paragraph -1"),
        ((0, 1.0, 2, "a" * 64), "found start 1.0"),
        ((0, True, 2, "a" * 64), "found start True"),
        ((0, 0, -1, "a" * 64), "found end -1"),
        ((0, 3, 2, "a" * 64), "found start 3 and end 2; expected start below end"),
        ((0, 2, 2, "a" * 64), "found start 2 and end 2; expected start below end"),
        ((0, 0, 1, "A" * 64), "expected 64 lower-case hexadecimal digits"),
        ((0, 0, 1, "a" * 63), "expected 64 lower-case hexadecimal digits"),
    ],
)
def test_a_malformed_locator_is_refused(fields, words):
    with pytest.raises(ValueError, match=words):
        Locator(*fields)


@pytest.mark.parametrize(("start", "end"), [(0, 99), (3, 3), (-1, 2), (2, 6)])
def test_a_locator_of_no_passage_is_refused(start, end):
    with pytest.raises(ValueError, match="expected"):
        Locator.of("We cooperate.", paragraph=0, start=start, end=end)


def test_evidence_takes_its_defaults():
    assert (at().voice, at().status) == (Voice.AUTHOR, Status.ASSERTED)
    assert isinstance(at(), Evidence)


@pytest.mark.parametrize("code", ["ZZZ", "USX", "EUR", "AAA", "WLD"])
def test_a_code_that_is_no_country_of_iso_is_refused(code):
    error = refused(lambda: actor("x", iso3=code), "$.iso3")
    assert f"found {code!r}, which is no country of ISO 3166; expected an alpha-3 code such as" in str(error)


def test_the_code_of_a_country_is_told_by_its_name():
    assert "such as MEX (Mexico)" in str(refused(lambda: actor("x", name="México", iso3="MXC")))
    assert "such as USA" in str(refused(lambda: actor("x", iso3="Estados Unidos")))


@pytest.mark.parametrize("code", ["MEX", "SUN", "XKX", "TWN", "PSE", "HKG"])
def test_codes_of_iso_are_taken_those_of_countries_that_are_no_more_too(code):
    assert actor("x", iso3=code).iso3 == code


def test_a_number_that_is_no_state_of_the_correlates_of_war_is_refused():
    assert "found 999, which is no state of the Correlates of War" in str(refused(lambda: actor("x", cow=999), "$.cow"))
    assert actor("x", cow=300).cow == 300  # Austria-Hungary, for which ISO has no code


def test_codes_of_two_countries_are_refused():
    error = refused(lambda: actor("x", iso3="MEX", cow=2), "$.cow")
    assert "found 2, which is United States; expected the code of Mexico as in iso3" in str(error)
    assert actor("x", iso3="RUS", cow=365).cow == actor("x", iso3="SUN", cow=365).cow


def test_a_language_is_one_of_iso_639_and_its_country_one_of_iso_3166():
    assert "found 'mx', no language of ISO 639-1 (it is a country, Mexico)" in str(
        refused(lambda: source(language="mx"), "$.language")
    )
    refused(lambda: source(language="es-XX"), "$.language")
    refused(lambda: source(original_outlet="X", original_language="zz"), "$.original_language")
    for language in ("es-419", "zh-Hant-TW", "nah"):
        assert source(language=language).language == language


def test_a_language_may_name_its_country():
    assert source(language="es-MX").language == "es-MX"
    for language in ("spanish", "es_MX", "ES", "es-"):
        refused(lambda language=language: source(language=language), "language")


def test_a_sentence_has_a_character_and_a_space_before_the_next():
    assert Paragraph(length=3, digest="0" * 64, sentences=(1, 3)).sentence_spans() == ((0, 1), (2, 3))
    for length, sentences in ((2, (1, 2)), (2, (2, 2)), (1, (3, 1)), (3, (1, 4))):
        made = {"length": length, "digest": "0" * 64, "sentences": sentences}
        refused(lambda made=made: Paragraph(**made), "expected ascending offsets")


def test_what_is_near_no_field_is_refused_without_a_hint():
    """And the fields named are those of the record that the kind decides on."""
    adapter = TypeAdapter(AnyRecord)
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python({"kind": "claim", "zzzzzzzz": 1})
    messages = {problem.path: problem.message for problem in problems_of(caught.value, AnyRecord)}
    assert messages["$.claim.zzzzzzzz"].startswith("found unknown field 'zzzzzzzz'; expected only kind, id, gloss, ")
    assert messages["$.claim.zzzzzzzz"].endswith("holders, about, rivals, issue, arena, links, evidence")
    assert messages["$.claim.zzzzzzzz"].count("gloss") == 1  # once, so no other kind's are named


@pytest.mark.parametrize("measure", ["import-value", "export-value", "trade-value"])
@pytest.mark.parametrize(
    "quantity",
    [
        Quantity.exactly(-5, "usd"),
        Quantity.about(-5, "mxn"),
        Quantity.between(-5, 5, "usd"),
        Quantity.less_than(0, "usd"),
        Quantity.at_most(-1, "usd"),
        Quantity.more_than(-3, "usd"),
    ],
    ids=str,
)
def test_a_flow_below_zero_is_refused_as_a_balance(measure, quantity):
    error = refused(lambda: trade("t", "a", "b", quantity, measure=TradeMeasure(measure)), "$.quantity")
    assert "a deficit is a balance, exports less imports" in str(error)


def test_a_flow_may_be_stated_by_its_upper_end_alone():
    for quantity in (Quantity.less_than(5, "usd"), Quantity.exactly(0, "usd"), Quantity.at_most(0, "mxn")):
        assert trade("t", "a", "b", quantity, measure=TradeMeasure.IMPORT_VALUE).quantity == quantity
