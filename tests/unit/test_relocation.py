"""A changed text: what is proven to stand elsewhere is moved, what is not is listed, nothing is guessed."""

import random

import pytest
from making import TEXT, actor, at, dataset, event

import mxus
from mxus import InvalidDataError, InvalidValueError, SourceText
from mxus.dataset.document import Uncoded
from mxus.dataset.verification import verify_text
from mxus.vocabulary import ActorType, EventType

WHOLE = "\n\n".join(TEXT)


def relocate(ds, text, *, source=None):
    """Relocate in words at hand; of several sources the first is meant, for what does not come to it."""
    return mxus.relocate(ds, SourceText.of(text, source=source or next(iter(ds.sources))), source=source)


@pytest.fixture
def coded():
    """A dataset with passages in each paragraph, some inside others, and an excused sentence."""
    held = dataset(
        actor("alpha", evidence=(at(1, 0, 9),)),
        actor("beta", evidence=(at(1, 34, 42), at(2, 0, 13))),
        event("strike", "ruritania", "sylvania", EventType.ASSAULT, evidence=(at(1, 34, 63),)),
    )
    passage = at(1, 64, 84)
    uncoded = (Uncoded(source="chronicle", locator=passage.locator, reason="No addressee."),)
    return mxus.Dataset(held.values(), **{**held.about(), "uncoded": uncoded})


def test_an_unchanged_text_changes_nothing(coded):
    found = relocate(coded, WHOLE)
    assert (found.ok, found.moved, found.made) == (True, (), coded)


def test_a_typo_outside_passages_moves_what_follows(coded):
    text = WHOLE.replace("Ruritania sends coal to", "Ruritania now sends coal to")
    found = relocate(coded, text)
    assert found.ok
    assert {move.record for move in found.moved} == {"beta", "strike", "uncoded"}
    assert verify_text(found.made, text).ok
    assert found.made.events["strike"].evidence[0].locator.start == 38


def test_a_short_passage_moves_with_the_longer_one_around_it(coded):
    """'Sylvania' stands three times; which one is meant follows from the sentence that is found again."""
    found = relocate(coded, WHOLE.replace("Ruritania sends coal to", "Ruritania now sends coal to"))
    assert found.made.actors["beta"].evidence[0].locator.start == 38


def test_new_paragraphs_and_another_order_move_passages(coded):
    text = f"A new opening.\n\n{TEXT[2]}\n\n{TEXT[1]}\n\n{TEXT[0]}"
    found = relocate(coded, text)
    assert found.ok
    assert verify_text(found.made, text).ok
    assert found.made.events["strike"].evidence[0].locator.paragraph == 2
    assert len(found.made.sources["chronicle"].paragraphs) == 4


def test_changed_words_are_lost_and_no_dataset_is_made(coded):
    found = relocate(coded, WHOLE.replace("strikes back", "struck back"))
    assert not found.ok
    assert found.dataset is None
    assert [str(lost) for lost in found.lost] == [
        # The name may have stood twice in the sentence that changed; those in other sentences are where they were.
        "beta: ¶1 34 to 42 stands in 2 places now: ¶1 24 to 32, ¶1 34 to 42",
        "strike: ¶1 34 to 63 is not in the text any more",
    ]
    with pytest.raises(InvalidDataError, match="strike: ¶1 34 to 63 not found again"):
        _ = found.made


def test_a_passage_that_stands_twice_now_is_lost(coded):
    found = relocate(
        coded, "Sylvania, then. " + WHOLE.replace("Sylvania strikes back at sea.", "Ah, Sylvania, Sylvania.")
    )
    places = "¶0 0 to 8, ¶0 30 to 38, ¶1 24 to 32, ¶1 38 to 46, ¶1 48 to 56"
    assert f"beta: ¶1 34 to 42 stands in 5 places now: {places}" in {str(lost) for lost in found.ambiguous}


ALPHA, BETA = "Alpha says trade grew by ten.", "Beta says trade grew by ten."


def said_by_alpha(text=f"{ALPHA}\n\n{BETA}", words="trade grew by ten", **where):
    """A dataset with one passage, by default in the first of two paragraphs that say the same."""
    text = mxus.SourceText.of(text, source="t")
    source = mxus.Source(
        id="t", gloss="g", title="T", authors=("a",), outlet="O", language="en", paragraphs=text.source_paragraphs()
    )
    where = where or {"paragraph": 0}
    person = mxus.Actor(id="a", gloss="g", name="A", type=ActorType.PERSON, evidence=(text.evidence(words, **where),))
    return mxus.Dataset([source, person], id="d", title="D")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (BETA, None),  # the paragraph of the passage is gone, the same words are in another
        (f"{BETA}\n\nNothing more.", None),
        (f"Gamma says trade grew by ten.\n\n{BETA}", None),  # "Alpha" may have been cut, and a sentence like it put in
        (ALPHA, (0, 11)),
        (f"{BETA}\n\n{ALPHA}", (1, 11)),
        (f"A word before.\n\n{ALPHA}\n\nA word between.\n\n{BETA}", (1, 11)),
        (f"Alpha says that trade grew by ten.\n\n{BETA}", (0, 16)),
        (f"Alpha say trade grew by ten.\n\n{BETA}", (0, 10)),
        (f"Aplha says trade grew by ten.\n\n{BETA}", (0, 11)),
        (f"{ALPHA} {ALPHA}\n\n{BETA}", None),  # either may be the one that was there
        (f"{ALPHA}\n\n{BETA}\n\n{ALPHA}", (0, 11)),  # what follows a text is no part of it
        (f"{ALPHA}\n\nX.\n\n{BETA}\n\n{ALPHA}", None),
    ],
)
def test_a_lookalike_is_no_proof(text, place):
    """The words of the passage stand in every one of these texts."""
    found = relocate(said_by_alpha(), text)
    assert found.ok == (place is not None)
    if place is None:
        assert (found.kept, found.moved, len(found.lost)) == (0, (), 1)
        assert found.lost == found.ambiguous
        assert str(found).endswith("1 lost (1 of them ambiguous)")
    else:
        locator = found.made.actors["a"].evidence[0].locator
        assert (locator.paragraph, locator.start) == place


def test_a_lookalike_in_the_same_paragraph_is_no_proof():
    """One of two equal sentences went; which, the digests do not tell."""
    ds = said_by_alpha("It rained. They talked. It rained. They left.", "It rained", paragraph=0, occurrence=1)
    found = relocate(ds, "They talked. It rained. They left.")
    assert [str(lost) for lost in found.lost] == [
        "a: ¶0 0 to 9 may be ¶0 13 to 22 now, which is not proven: it may have stood twice"
    ]


def test_equal_paragraphs_are_told_apart_by_their_neighbours():
    whole = "It rained.\n\nThey talked.\n\nIt rained.\n\nThey left."
    ds = said_by_alpha(whole, "It rained", paragraph=2)
    assert relocate(ds, whole.replace("They left", "They soon left")).kept == 1
    assert len(relocate(ds, whole.replace("They talked", "A word.\n\nThey talked")).moved) == 1
    assert not relocate(ds, "It rained.\n\nThey talked.\n\nThey left.").ok


def test_a_passage_given_up_for_ambiguous_leads_to_no_dataset():
    with pytest.raises(InvalidDataError, match="a: ¶0 11 to 28 not found again"):
        _ = relocate(said_by_alpha(), BETA).made


def test_words_inside_other_words_are_not_the_passage(coded):
    assert not relocate(coded, WHOLE.replace("Ruritania", "Ruritanians")).ok


def test_sentences_of_unchanged_paragraphs_stay_as_they_were(coded):
    source = coded.sources["chronicle"]
    whole = source.evolve(paragraphs=tuple(each.evolve(sentences=(each.length,)) for each in source.paragraphs))
    found = relocate(coded.replace(whole), WHOLE.replace("Sixty", "Some sixty. Sixty"))
    sentences = [each.sentences for each in found.made.sources["chronicle"].paragraphs]
    assert [len(each) for each in sentences] == [1, 1, 2]


def test_other_sources_stay_as_they_are(coded, tmp_path):
    from making import source

    two = coded.replace(source(id="letters"))
    path = tmp_path / "copy.txt"
    path.write_text(WHOLE, encoding="utf-8")
    with pytest.raises(InvalidValueError, match="expected source= to name one"):
        mxus.relocate(two, path)
    with pytest.raises(InvalidValueError, match="found the text of source 'chronicle'; expected that of 'letters'"):
        mxus.relocate(two, SourceText.of(WHOLE, source="chronicle"), source="letters")
    found = relocate(two, WHOLE.replace(TEXT[1], f"New.\n\n{TEXT[1]}"), source="chronicle")
    assert found.made.sources["letters"] == two.sources["letters"]
    assert len(found.made.sources["chronicle"].paragraphs) == 4


def test_an_empty_text_is_refused(coded):
    with pytest.raises(InvalidValueError, match="without words"):
        relocate(coded, " \n ")


def test_what_is_moved_has_the_words_it_had_whatever_happens_to_the_text(coded):
    """Random insertions, deletions and swaps: a passage moved verifies, and one whose words are gone is lost."""
    chance = random.Random(11)
    for _ in range(150):
        text = WHOLE
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(text))
            cut = chance.choice([0, 0, 1, 5])
            text = text[:place] + chance.choice(["", "x", " and ", ". New", "\n\n"]) + text[place + cut :]
        found = relocate(coded, text)
        if found.ok:
            assert verify_text(found.made, text).ok
        else:
            assert found.dataset is None


def test_a_copy_with_a_header_changes_nothing(coded):
    assert relocate(coded, f"The Daily Page\n\n{WHOLE}\n\nAll rights reserved").made == coded


def test_the_article_is_found_again_after_changes(ds, article):
    assert relocate(ds, article).made == ds
    text = article.replace("Washington in its regional", "Washington once more in its regional", 1)
    assert text != article
    found = relocate(ds, text)
    total = relocate(ds, article).kept
    assert found.kept > 0.9 * total
    assert len(found.lost) < 5
    text = f"{article[:3000]}\n\nA note of the editor.\n\n{article[3000:]}"
    found = relocate(ds, text)
    assert found.kept + len(found.moved) + len(found.lost) == total
    assert found.moved
