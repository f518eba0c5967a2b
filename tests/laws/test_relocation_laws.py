"""Passages in a text full of lookalikes, whose every sentence has an identity, after a known script of edits."""

import attrs
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import mxus
from mxus.dataset.verification import verify_text
from mxus.vocabulary import ActorType

SENTENCES = (
    "Alpha says trade grew by ten.",
    "Beta says trade grew by ten.",
    "Trade grew.",
    "Alpha says trade grew.",
    "Nobody says so.",
    "The ports were shut for a year and then opened again.",
)
NEW = ("A word of the editor.", "Gamma says trade grew by ten.", "Trade grew by ten.", "Delta says trade grew.")
"""Lookalikes, none of them a sentence of the old text: what was cut and put in again word for word nothing can tell."""
WORDS = ("trade grew", "grew", "says", "Alpha says", "")


def relocate_in(ds, text):
    return mxus.relocate(ds, mxus.SourceText.of(text, source=next(iter(ds.sources))))


@attrs.frozen
class Token:
    """A sentence and which one it is: what is put in is none of the old ones, a copy is the one copied."""

    words: str
    identity: int


@st.composite
def texts(draw):
    """Paragraphs of sentences, many of them the same."""
    shape = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=6))
    count = iter(range(1000))
    return [[Token(words, next(count)) for words in paragraph] for paragraph in shape]


@st.composite
def edited(draw, text):
    """The text after a few edits of paragraphs and of sentences in them."""
    text = [list(paragraph) for paragraph in text]
    for _ in range(draw(st.integers(1, 4))):
        items = draw(st.sampled_from([text, *text] if text else [text]))
        new = [Token(draw(st.sampled_from(NEW)), -1)]
        new = [new] if items is text else new
        kind = draw(st.sampled_from(["swap", "delete", "copy", "insert"])) if items else "insert"
        at, other = (draw(st.integers(0, max(0, len(items) - 1))) for _ in range(2))
        if kind == "swap" and says(items[at]) != says(items[other]):  # no text tells that equal ones changed places
            items[at], items[other] = items[other], items[at]
        elif kind == "delete":
            del items[at]
        elif kind == "copy":
            items.insert(other, list(items[at]) if items is text else items[at])
        elif kind == "insert":
            items[at:at] = new
        text = [paragraph for paragraph in text if paragraph]
    return text


def says(item):
    return item.words if isinstance(item, Token) else " ".join(token.words for token in item)


def whole(text):
    return "\n\n".join(map(says, text))


def spans(text, lengths):
    """Every sentence of a text with its paragraph, start and end, the paragraphs being of these lengths."""
    tokens = [token for paragraph in text for token in paragraph]
    for number, length in enumerate(lengths):
        start = 0
        while start < length:
            token = tokens.pop(0)
            yield token, number, start, start + len(token.words)
            start += len(token.words) + 1
    assert not tokens


def coded(text, data):
    """A dataset with passages in the text: sentences, words in them; which sentence each is of."""
    old = mxus.SourceText.of(whole(text), source="t")
    places = [*spans(text, map(len, old.paragraphs))]
    of, records = {}, []
    for number in range(data.draw(st.integers(1, 5))):
        token, paragraph, start, end = data.draw(st.sampled_from(places))
        words = data.draw(st.sampled_from([each for each in WORDS if each in token.words]))
        first = start + token.words.index(words)
        locator = mxus.Locator.of(
            old.paragraphs[paragraph], paragraph=paragraph, start=first, end=first + len(words) if words else end
        )
        passage = mxus.Evidence(source="t", locator=locator)
        of[f"a{number}"] = (token, first - start)
        records.append(mxus.Actor(id=f"a{number}", gloss="g", name="A", type=ActorType.PERSON, evidence=(passage,)))
    source = mxus.Source(
        id="t", gloss="g", title="T", authors=("a0",), outlet="O", language="en", paragraphs=old.source_paragraphs()
    )
    return mxus.Dataset([source, *records], id="d", title="D"), of


@given(text=texts(), data=st.data())
def test_what_is_called_proven_is_the_true_place(text, data):
    """A passage kept or moved stands in the very sentence it was taken from, or in a copy of that."""
    ds, of = coded(text, data)
    now = data.draw(edited(text))
    if not now:
        return
    found = relocate_in(ds, whole(now))
    lengths = [each.length for each in found.paragraphs]
    lost = {each.record for each in found.lost}
    event(f"lost: {bool(lost)}, moved: {bool(found.moved)}, kept: {bool(found.kept)}")
    assert found.kept + len(found.moved) + len(found.lost) == len(of)
    unchanged = verify_text(ds, whole(now)).ok  # also where something precedes or follows it, which is no part of it
    moved = {each.record: each.after for each in found.moved}
    for name, (token, offset) in of.items():
        if name in lost or unchanged:
            continue
        place = moved.get(name, ds.actors[name].evidence[0].locator)
        words = token.words[offset:][: place.end - place.start]
        if whole(text).count(words) == whole(now).count(words) == 1:  # put in where it was cut: nothing can tell
            continue
        there = [
            each
            for each, number, start, _ in spans(now, lengths)
            if (number, start + offset) == (place.paragraph, place.start)
        ]
        assert [each.identity for each in there] == [token.identity], (whole(text), whole(now), name, place)


@given(text=texts(), data=st.data())
def test_what_is_lost_has_its_true_place_among_the_candidates(text, data):
    """Where the sentence is still there once, its place is offered."""
    ds, of = coded(text, data)
    now = data.draw(edited(text))
    if not now:
        return
    found = relocate_in(ds, whole(now))
    lengths = [each.length for each in found.paragraphs]
    for each in found.lost:
        token, offset = of[each.record]
        true = [
            (number, start + offset)
            for other, number, start, _ in spans(now, lengths)
            if other.identity == token.identity
        ]
        offered = {(place.paragraph, place.start) for place in each.candidates}
        assert len(true) != 1 or true[0] in offered, (whole(text), whole(now), each)


@pytest.mark.parametrize("insertion", ["A foreword.", "A note of the editor."])
def test_a_paragraph_put_in_loses_nothing(insertion):
    """In a text without equal paragraphs."""
    paragraphs = [" ".join(SENTENCES[:end]) for end in range(1, 6)]
    text = mxus.SourceText.of("\n\n".join(paragraphs), source="t")
    ds = mxus.Dataset(
        [
            mxus.Source(
                id="t", gloss="g", title="T", authors=("a0",), outlet="O", language="en",
                paragraphs=text.source_paragraphs(),
            ),
            *(
                mxus.Actor(
                    id=f"a{number}", gloss="g", name="A", type=ActorType.PERSON,
                    evidence=(text.evidence("trade grew", paragraph=number, occurrence=1),),
                )
                for number in range(5)
            ),
        ],
        id="d",
        title="D",
    )  # fmt: skip
    for place in range(6):
        found = relocate_in(ds, "\n\n".join([*paragraphs[:place], insertion, *paragraphs[place:]]))
        assert found.ok
        assert found.kept + len(found.moved) == 5
