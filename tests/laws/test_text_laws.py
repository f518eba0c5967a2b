"""Laws of normalisation and locators: wrapping, quotes and Unicode form do not matter, all else does."""

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from mxus import Locator
from mxus.values.text import digest, normalise

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS, st.sampled_from(["NFC", "NFD"]))
def test_unicode_form_does_not_matter(text, form):
    assert digest(unicodedata.normalize(form, text)) == digest(text)


@given(st.lists(st.text("abc", min_size=1), min_size=1), st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "  \n "])))
def test_wrapping_does_not_matter(words, gaps):
    wrapped = "".join(word + gap for word, gap in zip(words, [*gaps, *[" "] * len(words)], strict=False))
    assert normalise(wrapped) == " ".join(words)


@given(st.text("ab'\" ", min_size=1))
def test_style_of_quotation_marks_does_not_matter(text):
    curly = text.replace("'", "\u2019").replace('"', "\u201c")
    assert digest(curly) == digest(text)


@given(TEXTS, TEXTS)
def test_different_texts_have_different_digests(first, second):
    assume(normalise(first) != normalise(second))
    assert digest(first) != digest(second)


@given(st.text("abc .", min_size=1), st.data())
def test_a_locator_matches_its_passage_and_no_other(text, data):
    whole = normalise(text)
    assume(whole)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    assume(whole[start:end] == whole[start:end].strip())
    locator = Locator.of(text, paragraph=0, start=start, end=end)
    assert locator.matches(whole[start:end])
    assert not locator.matches(whole[start:end] + "x")
    assert locator.text_position_selector(5)["start"] == start + 5


def test_half_a_pair_of_surrogates_has_a_digest_of_its_own():
    assert len({digest("\ud800"), digest("\udc00"), digest("?")}) == 3
