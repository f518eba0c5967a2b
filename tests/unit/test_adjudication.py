"""Two codings merged: what is agreed is kept, what is not is decided with a reason, nothing is decided by default."""

import copy

import pytest
import yaml
from making import actor, at, dataset, event, position

import mxus
from mxus import InvalidDataError, Link
from mxus.dataset.document import Uncoded
from mxus.intercoder.adjudication import disputes, ledger_of, read_ledger
from mxus.vocabulary import EventType, LinkType, Stance

SAIL = {"evidence": (at(1, 34, 63),)}


@pytest.fixture
def both():
    """Two codings that agree on an event, differ on another, and have one position each of their own."""
    first = dataset(
        event("coal", "ruritania", "sylvania", EventType.AID),
        event("strike", "sylvania", "ruritania", EventType.ASSAULT, **SAIL),
        position("only-one", "ruritania", "strike", Stance.OPPOSES),
    )
    second = dataset(
        event("gift-of-coal", "ruritania", "sylvania", EventType.AID),
        event("sea-strike", "sylvania", "ruritania", EventType.THREATEN, **SAIL,
              links=(Link(type=LinkType.RESPONDS_TO, target="gift-of-coal"),)),
        actor("strike", evidence=(at(2, 0, 13),), name="The Strikers"),
        position("theirs", "strike", "gift-of-coal", Stance.SUPPORTS, evidence=(at(2, 0, 13),)),
    )  # fmt: skip
    return mxus.compare(first, second)


def take(both, **choices):
    """Decide every dispute, by the id it has in either coding."""
    return {each: choices[(each.first or each.second).replace("-", "_")] for each in disputes(both)}


def test_what_is_in_dispute_is_what_differs_or_stands_alone(both):
    assert sorted(str(each) for each in disputes(both)) == [
        "actor - | strike", "event strike | sea-strike", "position - | theirs", "position only-one | -",
    ]  # fmt: skip


def test_the_first_coding_is_taken_where_all_is_decided_for_it(both):
    merged = mxus.merge(both, {each: "first" if each.first else "neither" for each in disputes(both)})
    assert dict(merged) == dict(both.first)
    assert merged.document.coders == both.first.document.coders


def test_records_of_the_second_coding_take_the_ids_of_their_partners(both):
    decided = {each: "second" if each.second else "first" for each in disputes(both)}
    merged = mxus.merge(both, decided)
    assert set(merged) == {*both.first, "strike-2", "theirs"}
    assert merged.events["strike"].type is EventType.THREATEN
    assert merged.events["strike"].links[0].target == "coal"
    assert (merged.positions["theirs"].holder, merged.positions["theirs"].target) == ("strike-2", "coal")
    assert merged.positions["only-one"].target == "strike"


def test_what_does_not_fit_together_is_refused(both):
    decided = {each: "neither" if each.kind == "event" else "first" for each in disputes(both) if each.first}
    decided |= {each: "neither" for each in disputes(both) if not each.first}
    with pytest.raises(InvalidDataError, match="found 'strike'"):
        mxus.merge(both, decided)


def test_what_is_not_decided_is_refused(both):
    with pytest.raises(InvalidDataError, match="4 problems"):
        mxus.merge(both, {})


def test_decisions_that_are_none_are_refused_each_with_what_can_be_taken(both):
    named = {str(each): each for each in disputes(both)}
    decided = {
        named["event strike | sea-strike"]: "Second",
        named["actor - | strike"]: "first",
        named["position - | theirs"]: None,
        named["position only-one | -"]: ["both"],
    }
    with pytest.raises(InvalidDataError) as caught:
        mxus.merge(both, decided)
    assert {problem.path: problem.message for problem in caught.value.problems} == {
        "event strike | sea-strike": "found decision 'Second'; expected first, second or neither",
        "actor - | strike": "found decision 'first'; expected second or neither",
        "position - | theirs": "found decision None; expected second or neither",
        "position only-one | -": "found decision ['both']; expected first or neither",
    }


@pytest.fixture
def ledger(both, tmp_path):
    """A ledger, and a way to fill it in."""
    path = tmp_path / "ledger.yaml"

    def fill(change=len):
        entries = yaml.safe_load(ledger_of(both))
        for entry in entries:
            entry.update(take="second" if entry["second"] else "first", because="The text says so.")
        change(entries)
        path.write_text(yaml.safe_dump(entries), encoding="utf-8")
        return path

    return fill


def test_a_ledger_is_read_as_it_was_filled_in(both, ledger):
    decided = read_ledger(ledger(), both)
    assert decided == {each: "second" if each.second else "first" for each in disputes(both)}
    mxus.merge(both, decided)


@pytest.mark.parametrize("name", ["1e3", "1e5-x", "null", "true", "0x1f", "1-2", "12e03", "2019"])
def test_a_ledger_is_read_back_whatever_the_ids_look_like(name, tmp_path):
    alone = event(name, "ruritania", "sylvania", EventType.AID)
    both = mxus.compare(dataset(alone), dataset())
    path = tmp_path / "ledger.yaml"
    filled = ledger_of(both).replace("take: null", "take: first").replace("because: null", "because: x")
    path.write_text(filled, encoding="utf-8")
    assert name in mxus.merge(both, read_ledger(path, both)).events


def test_an_empty_ledger_is_refused_with_its_lines(both, tmp_path):
    path = tmp_path / "ledger.yaml"
    path.write_text(ledger_of(both), encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_ledger(path, both)
    assert len(caught.value.problems) == 8
    lines = path.read_text(encoding="utf-8").splitlines()
    assert {lines[problem.line - 1].strip() for problem in caught.value.problems} == {"take: null", "because: null"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda entries: entries.pop(), "found no entry on"),
        (lambda entries: entries.append(copy.deepcopy(entries[0])), "or a second one"),
        (lambda entries: entries[0].update(second="nobody"), "found an entry on nothing in dispute"),
        (lambda entries: entries[0].update(first=["a"]), "found an entry on nothing in dispute"),
        (lambda entries: entries[0].update(take="both"), "found 'both'"),
        (lambda entries: entries[0].update(because=" "), "expected a reason"),
        (lambda entries: entries[0].update(colour="red"), "found the fields .*colour.*; expected kind, first"),
        (lambda entries: entries[0].pop("differences"), "found the fields .*; expected kind, first"),
        (lambda entries: entries[0].update(differences=["x"]), "found other differences than there are now on actor"),
        (lambda entries: entries[0].update(differences=None), "expected a decision on none, since only one coding"),
        (lambda entries: entries.insert(0, "words"), "found an entry on nothing in dispute"),
        (lambda entries: entries.clear(), "4 problems"),
    ],
)
def test_bad_ledgers_are_refused(both, ledger, change, word):
    with pytest.raises(InvalidDataError, match=word):
        read_ledger(ledger(change), both)


def test_a_decision_on_what_has_changed_since_is_asked_for_again(both, ledger):
    """The second coder thought again: the ledger was filled in on another difference."""
    path = ledger()
    second = both.second.replace(both.second.events["sea-strike"].evolve(type=EventType.COERCE))
    with pytest.raises(InvalidDataError, match=r"expected a decision on .*type: ASSAULT \| COERCE") as caught:
        read_ledger(path, mxus.compare(both.first, second))
    (problem,) = caught.value.problems
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "THREATEN" in "".join(lines[problem.line - 1 : problem.line + 2])


def test_a_passage_excused_by_both_is_excused_once_with_the_reason_of_the_first():
    def excusing(*passages):
        uncoded = tuple(Uncoded(source="chronicle", locator=passage.locator, reason=why) for passage, why in passages)
        held = dataset()
        return mxus.Dataset(held.values(), **{**held.about(), "uncoded": uncoded})

    talk, protest = at(0, 0, 28), at(1, 64, 84)
    both = mxus.compare(excusing((protest, "No addressee.")), excusing((protest, "Who?"), (talk, "Greeting.")))
    assert [each.reason for each in mxus.merge(both, {}).uncoded] == ["Greeting.", "No addressee."]


def test_the_bundled_codings_merge_into_either(ds):
    both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    merged = mxus.merge(both, {each: "first" if each.first else "neither" for each in disputes(both)})
    assert dict(merged) == dict(both.first)
    taken = mxus.merge(both, {each: "second" if each.second else "neither" for each in disputes(both)})
    assert len(taken) == len(both.second)
    again = mxus.compare(taken, both.second)
    assert not disputes(again)
