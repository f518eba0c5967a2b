"""Sensitivity: which changes are tried, what they come to, and how it is told."""

import pytest
from making import actor, at, claim, dataset, event, policy, position, trade

import mxus
from mxus import InvalidValueError, Quantity, Undefined
from mxus.analysis.recodings import recodings
from mxus.analysis.sensitivity import sign_of_value
from mxus.vocabulary import Arena, EventType, Stance, Status, Voice

PAIR = ("ruritania", "sylvania")


def alignment(ds):
    return mxus.alignment(ds, *PAIR)


def cooperation(ds):
    return mxus.cooperation(ds, *PAIR)


def changes_of(found, record):
    return {change.change: change for change in found.changes if change.record == record}


def shared(*stances):
    """Return two policies and the positions of two states on each of them."""
    made = []
    for number, (mine, theirs) in enumerate(stances):
        made += [
            policy(f"policy-{number}", "scribe"),
            position(f"r{number}", "ruritania", f"policy-{number}", mine),
            position(f"s{number}", "sylvania", f"policy-{number}", theirs),
        ]
    return made


def test_one_stance_one_level_off_can_turn_the_sign():
    """S of one object is 1 - 2 d / 4: with stances 2 apart it is 0, with 1 or 3 apart 1/2 above or below."""
    found = mxus.sensitivity(dataset(*shared((Stance.SUPPORTS, Stance.OPPOSES))), alignment)
    assert (found.verdict, found.baseline.value) == ("0", 0)
    stances = {
        (change.record, change.change): (change.value, change.verdict)
        for change in found.changes
        if change.change.startswith("stance")
    }
    assert stances == {
        ("r0", "stance neutral instead of supports"): (0.5, "above 0"),
        ("r0", "stance supports-strongly instead of supports"): (-0.5, "below 0"),
        ("s0", "stance neutral instead of opposes"): (0.5, "above 0"),
        ("s0", "stance opposes-strongly instead of opposes"): (-0.5, "below 0"),
    }
    assert {change.change for change in found.decisive} == {name for _, name in stances} | {"left out", "only alleged"}


def test_a_value_that_goes_moves_farther_than_any_number():
    found = mxus.sensitivity(dataset(*shared((Stance.SUPPORTS, Stance.OPPOSES))), alignment)
    first = found.changes[:4]
    assert {(change.record, change.change) for change in first} == {
        (record, change) for record in ("r0", "s0") for change in ("left out", "only alleged")
    }
    assert {change.verdict for change in first} == {"undefined"}
    assert {change.moved for change in first} == {Undefined("no value after the change")}
    assert [abs(change.moved) for change in found.changes[4:]] == [0.5] * 4 + [0] * 6
    assert str(found.range) == "[-0.5, 0.5]"


def test_an_undefined_answer_can_become_one():
    ds = dataset(event("e", *PAIR, EventType.AID, evidence=(at(status=Status.ALLEGED),)))
    found = mxus.sensitivity(ds, lambda ds: mxus.cooperation(ds, *PAIR, statuses=("planned",)))
    assert (found.verdict, found.changes, found.range) == ("undefined", (), None)
    assert found.explain().endswith("verdict undefined; no record that could be coded otherwise made it")


def test_a_change_is_told_with_how_far_it_moves_the_value():
    found = mxus.sensitivity(
        dataset(event("e", *PAIR, EventType.AID), event("f", *PAIR, EventType.ASSAULT)), cooperation
    )
    told = {(change.record, change.change): str(change) for change in found.changes}
    assert told["f", "left out"].startswith("1 (+1.0000), above 0  f, left out: About f.")
    alone = mxus.sensitivity(dataset(event("e", *PAIR, EventType.AID)), cooperation)
    assert str(changes_of(alone, "e")["left out"]).startswith("undefined: no events  e, left out: About e.")


def test_ends_of_the_scale_have_one_neighbour():
    found = mxus.sensitivity(dataset(*shared((Stance.SUPPORTS_STRONGLY, Stance.OPPOSES_STRONGLY))), alignment)
    for record, neighbour in (("r0", "supports"), ("s0", "opposes")):
        stances = [change for change in changes_of(found, record) if change.startswith("stance")]
        assert stances == [f"stance {neighbour} instead of {neighbour}-strongly"]


def test_an_arena_is_another_for_positions_and_events():
    ds = dataset(*shared((Stance.SUPPORTS, Stance.SUPPORTS), (Stance.SUPPORTS, Stance.OPPOSES_STRONGLY)))
    moved = ds.replace(*(ds[name].evolve(arena=Arena.REGIONAL_DIPLOMACY) for name in ("r1", "s1")))

    def both(result):
        return tuple(sign_of_value(result.groups[arena]) for arena in ("bilateral-agenda", "regional-diplomacy"))

    found = mxus.sensitivity(moved, lambda ds: mxus.alignment(ds, *PAIR, by="arena"), verdict=lambda r: len(r.groups))
    assert found.verdict == 2
    assert both(found.baseline) == ("above 0", "below 0")
    other = changes_of(found, "r1")["arena bilateral-agenda instead of regional-diplomacy"]
    assert (other.value, other.moved) == (found.baseline.value, 0)  # the whole is of all arenas
    events = mxus.sensitivity(dataset(event("e", *PAIR, EventType.AID)), cooperation)
    assert set(changes_of(events, "e")) == {
        "left out",
        "only alleged",
        *(f"arena {arena} instead of bilateral-agenda" for arena in ("regional-diplomacy", "domestic", "global")),
    }


def test_all_that_is_asserted_of_a_record_is_alleged_at_once():
    """And what is planned stays so, so that the record is no longer counted."""
    passages = (at(), at(1, 0, 33, voice=Voice.REPORTED, speaker="scribe", status=Status.REPORTED))
    planned = at(2, 0, 34, status=Status.PLANNED)
    ds = dataset(event("e", *PAIR, EventType.AID, evidence=(*passages, planned)), event("f", *PAIR, EventType.ASSAULT))
    found = mxus.sensitivity(ds, cooperation)
    assert changes_of(found, "e")["only alleged"].value == -1
    assert found.baseline.value == 0


def test_what_was_never_asserted_is_not_alleged_instead():
    ds = dataset(event("e", *PAIR, EventType.AID, evidence=(at(status=Status.PLANNED),)))
    found = mxus.sensitivity(ds, lambda ds: mxus.cooperation(ds, *PAIR, statuses=("planned",)))
    assert "left out" in changes_of(found, "e")
    assert "only alleged" not in changes_of(found, "e")


def test_what_is_left_out_takes_positions_on_it_with_it_and_says_so():
    ds = dataset(
        event("e", *PAIR, EventType.AID),
        event("f", *PAIR, EventType.AID),
        position("p", "scribe", "e", Stance.SUPPORTS),
        position("q", "scribe", "e", Stance.OPPOSES),
        position("r", "scribe", "f", Stance.OPPOSES),
    )
    found = mxus.sensitivity(ds, cooperation)
    assert "left out with 2 positions on it" in changes_of(found, "e")
    assert "left out with 1 position on it" in changes_of(found, "f")


def test_records_that_only_a_group_is_made_of_are_tried_too():
    """Shares that exclude each other leave the whole without contributions, not the partner's."""
    ds = dataset(
        trade("one", *PAIR, Quantity.exactly(0.5, "share")), trade("other", *PAIR, Quantity.exactly(0.6, "share"))
    )
    found = mxus.sensitivity(ds, lambda ds: mxus.dependence(ds, "ruritania"))
    assert (found.verdict, found.baseline.contributions) == ("undefined", ())
    assert {(change.record, change.value) for change in found.decisive} == {("one", 0.6), ("other", 0.5)}
    assert {change.moved for change in found.decisive} == {Undefined("no value as coded")}
    assert found.changes[: len(found.decisive)] == found.decisive


def test_claims_are_left_out_or_alleged_and_whoever_holds_them_stays():
    ds = dataset(claim("reading", "ruritania"), position("s", "sylvania", "reading", Stance.OPPOSES))
    found = dict(recodings(ds, ds["reading"]))
    assert list(found) == ["left out with 1 position on it", "only alleged"]
    assert [passage.status for passage in found["only alleged"].claims["reading"].evidence] == [Status.ALLEGED]
    assert list(recodings(ds, ds["ruritania"])) == list(recodings(ds, ds["chronicle"])) == []


def test_what_a_question_raises_of_a_dataset_without_a_record_is_raised():
    def controversy(ds):
        return mxus.discourse(ds).controversy["reading"]

    ds = dataset(
        actor("third"),
        claim("reading", "ruritania"),
        position("s", "sylvania", "reading", Stance.OPPOSES),
        position("t", "third", "reading", Stance.SUPPORTS),
    )
    names = {name for each in controversy(ds).contributions for name in each.records}
    assert "reading" in names
    with pytest.raises(KeyError):
        mxus.sensitivity(ds, controversy)


def test_a_verdict_can_be_anything_that_compares():
    ds = dataset(event("e", *PAIR, EventType.AID), event("f", *PAIR, EventType.ASSAULT), event("g", *PAIR, None))
    found = mxus.sensitivity(ds, cooperation, verdict=lambda result: result.n)
    assert (found.verdict, len(found.decisive)) == (2, 4)
    assert {change.record for change in found.changes} == {"e", "f"}  # the one without a type made nothing


@pytest.mark.parametrize(
    ("events", "least", "told"),
    [
        ("e", 2, "none of 5 changes to one record changes that"),
        ("e", 1, "2 of 5 changes to one record change that"),
        ("ef", 2, "4 of 10 changes to one of 2 records change that"),
    ],
)
def test_how_many_changes_matter_is_told_in_words(events, least, told):
    ds = dataset(*(event(name, *PAIR, EventType.AID) for name in events))
    found = mxus.sensitivity(ds, cooperation, verdict=lambda result: result.n >= least)
    assert told in found.summary()
    assert float(found) == len(found.decisive)


def test_a_question_answers_with_a_result():
    with pytest.raises(InvalidValueError, match=r"found 4 from the question; expected a Result"):
        mxus.sensitivity(dataset(), len)


@pytest.mark.parametrize("value", [1e-12, -1e-12, 0.0])
def test_rounding_makes_no_sign(value):
    assert sign_of_value(mxus.Result.exactly("m", value, n=1, method="m")) == "0"


def test_it_is_told_in_eighty_columns(ds):
    found = mxus.sensitivity(ds, lambda ds: mxus.alignment(ds, "mexico", "united-states"), verdict=lambda r: r.n)
    told = found.explain().splitlines()
    assert max(map(len, told)) <= 80
    assert sum(change.record in line for change in found.decisive[:1] for line in told) == 2  # left out, and alleged
    assert "what else moves the value, the farthest of each record" in told
    first = found.decisive[0]
    assert first.gloss == ds[first.record].gloss
    assert {passage.locator for passage in first.passages} == {each.locator for each in ds[first.record].evidence}
    page = found.page()
    assert [table.title for table in page.tables] == [
        "changes of the verdict",
        "what else moves the value, the farthest of each record",
    ]
    assert "<table>" in page.html()


def test_the_articles_two_stages_rest_on_no_single_judgement(ds):
    def stages(result):
        return tuple(sign_of_value(result.groups[arena]) for arena in ("bilateral-agenda", "regional-diplomacy"))

    found = mxus.sensitivity(ds, lambda ds: mxus.alignment(ds, "mexico", "united-states", by="arena"), verdict=stages)
    assert (found.verdict, found.decisive) == (("above 0", "below 0"), ())
    assert len(found.changes) > 300


def test_progress_is_told_after_each_record():
    told = []
    found = mxus.sensitivity(
        dataset(*shared((Stance.SUPPORTS, Stance.OPPOSES))), alignment, progress=lambda *counts: told.append(counts)
    )
    assert told == [(1, 2), (2, 2)]
    assert {change.record for change in found.changes} == {"r0", "s0"}
