"""Where sentences end: a labelled set in English and Spanish, unfriendly texts, and time in proportion to the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled_sentences import LABELLED, sentences_of, text_of

from mxus.authoring.segmentation import paragraph_of, sentence_ends
from mxus.values.text import normalise

LEAST = 0.98
"""Part of the labelled sentences that must be found from their first character to their last."""


def split(text):
    ends = sentence_ends(text)
    return [text[start:end] for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]


def test_the_labelled_set_is_large_enough_in_both_languages():
    for language in ("en", "es"):
        held = [each for rule, texts in LABELLED.items() if rule.startswith(language) for each in texts]
        assert sum(len(sentences_of(each)) for each in held) >= 150


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_end_where_a_reader_ends_them(language):
    labelled = found = 0
    wrong = []
    for rule, texts in LABELLED.items():
        for text in texts if rule.startswith(language) else ():
            expected = [normalise(each) for each in sentences_of(text)]
            given = split(normalise(text_of(text)))
            labelled += len(expected)
            found += sum(each in given for each in expected)
            wrong += [] if given == expected else [(rule, given)]
    assert found >= LEAST * labelled, wrong


def test_abbreviations_of_a_visit_end_no_sentence():
    first = "viajó a EE. UU. el 3 de mayo."
    second = "La Dra. Sarabia y el Gral. Padilla lo recibieron, según el art. 4 del acuerdo núm. 12."
    assert split(f"{first} {second}") == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "." * 30_000 + " x",
        "." * 30_000 + " X",
        ". " * 15_000,
        '."' * 15_000 + " X",
        "A. " * 10_000 + "X",
        "(" * 30_000 + ". " + "(" * 30_000 + "X",
        "¿" * 30_000,
        "Dr. " * 7_500,
        "x" * 30_000 + ". Y",
        '"Why?" ' + "Hale " * 6_000,
        "1.1." * 7_500 + " X",
    ],
    ids=[
        "dots-x",
        "dots-X",
        "spaced-dots",
        "quotes",
        "initials",
        "brackets",
        "marks",
        "titles",
        "word",
        "names",
        "items",
    ],
)
def test_time_is_in_proportion_to_the_text(text):
    """A pattern that looks at a run from each of its characters takes half a minute for these."""
    begun = time.perf_counter()
    paragraph_of(text)
    assert time.perf_counter() - begun < 2


def test_many_fragments_that_are_unbroken_take_no_longer():
    text = "See x. Y here. " * 4_000
    begun = time.perf_counter()
    ends = sentence_ends(normalise(text), ["x. Y"] * 20)
    assert time.perf_counter() - begun < 5
    assert len(ends) == 4_000


@given(
    st.text(st.sampled_from(list("aB .!?…\"')]([¿¡1—")) | st.characters(categories=["L", "N", "P", "Zs"]), min_size=1)
)
def test_any_text_has_sentences_that_a_source_can_hold(text):
    if normalise(text):
        paragraph = paragraph_of(text)
        assert paragraph.sentences[-1] == paragraph.length
