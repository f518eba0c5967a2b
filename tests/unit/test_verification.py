"""Verification and coverage: every change inside a passage is found, and nothing else is."""

import itertools
import random
import textwrap
import unicodedata

import pytest
from making import TEXT, actor, at, basis, dataset, paragraph, source

from mxus import Dataset, InvalidValueError, Locator, UnknownIdError, coverage
from mxus.dataset.document import Uncoded
from mxus.dataset.paragraphs import find_paragraphs
from mxus.dataset.verification import verify_text
from mxus.vocabulary import ActorType

WHOLE = "\n".join(TEXT)


@pytest.fixture
def coded():
    """A dataset with passages in each paragraph."""
    return dataset(
        actor("alpha", evidence=(at(1, 0, 9),)),
        actor("beta", evidence=(at(1, 34, 42), at(2, 0, 13))),
    )


def problems(ds, text):
    """Return record, paragraph and problem of each discrepancy."""
    return {(each.record, each.paragraph, each.problem) for each in verify_text(ds, text).discrepancies}


def test_an_exact_copy_verifies(coded):
    found = verify_text(coded, WHOLE)
    assert found.ok
    assert found.passages == 6


@pytest.mark.parametrize(
    "copy",
    [
        WHOLE.replace("\n", " "),
        textwrap.fill(WHOLE.replace("\n", " "), 20),
        "\n\n\n".join(TEXT),
        WHOLE.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", WHOLE),
        f"A header of the page\n\n{WHOLE}\n\nA footer",
        WHOLE.replace(" ", "\u00a0"),
    ],
)
def test_wrapping_form_and_surroundings_do_not_matter(coded, copy):
    assert verify_text(coded, copy).ok


def test_a_changed_passage_is_named_with_its_paragraph(coded):
    found = problems(coded, WHOLE.replace("Ruritania sends", "Ruritanja sends"))
    assert found == {("chronicle", 1, "changed"), ("alpha", 1, "changed")}


def test_a_change_outside_passages_concerns_the_source_alone(coded):
    assert problems(coded, WHOLE.replace("protests", "Protests")) == {("chronicle", 1, "changed")}


def test_an_insertion_moves_what_follows_in_its_paragraph_and_nothing_else(coded):
    found = problems(coded, WHOLE.replace("Ruritania sends", "Ruritania now sends"))
    assert found == {("chronicle", 1, "changed"), ("beta", 1, "moved")}


def test_a_missing_paragraph_misses_its_passages(coded):
    found = problems(coded, "\n".join([TEXT[0], TEXT[2]]))
    assert found == {("chronicle", 1, "missing"), ("alpha", 1, "missing"), ("beta", 1, "missing")}
    told = {each.detail for each in verify_text(coded, "\n".join([TEXT[0], TEXT[2]])).discrepancies}
    assert "nothing stands between its neighbours" in told


def test_a_moved_paragraph_moves_its_passages(coded):
    found = problems(coded, "\n".join([TEXT[0], TEXT[2], TEXT[1]]))
    # Which of the two has moved cannot be told; the other stays where it is.
    last_first = {("chronicle", 2, "moved"), ("beta", 2, "moved")}
    assert found in ({("chronicle", 1, "moved"), ("alpha", 1, "moved"), ("beta", 1, "moved")}, last_first)


def test_text_between_paragraphs_is_added_and_text_around_them_is_not(coded):
    assert problems(coded, "\n".join([TEXT[0], TEXT[1] + " This is false.", TEXT[2]])) == {("chronicle", 1, "added")}
    assert problems(coded, f"Header {WHOLE} Footer") == set()


def test_a_long_header_does_not_matter(coded):
    assert verify_text(coded, "Not of the text. " * 3000 + WHOLE).ok


def test_a_paragraph_that_stands_twice_is_told_from_its_twin():
    twice = ("The same.", "Something.", "The same.", "The end.")
    made = Dataset(
        [source(paragraphs=tuple(map(paragraph, twice))), *basis_without_passages()], id="twice", title="Twice"
    )
    assert verify_text(made, "\n".join(twice)).ok
    found = verify_text(made, "\n".join([*twice[:2], twice[3]])).discrepancies
    assert [(each.paragraph, each.problem) for each in found if each.record == "chronicle"] == [(2, "missing")]
    found = verify_text(made, "\n".join([*twice[:2], "Advertisement.", *twice[2:]])).discrepancies
    assert [(each.paragraph, each.problem) for each in found] == [(1, "added")]


def test_a_line_break_at_a_hyphen_may_stand_for_a_space():
    text = "The pre- and late war talks. They met."
    made = Dataset([source(paragraphs=(paragraph(text),)), *basis_without_passages()], id="dash", title="Dash")
    for width in range(8, 60):
        assert verify_text(made, textwrap.fill(text, width)).ok, width


def test_each_paragraph_is_read_in_the_way_that_finds_it():
    texts = ("The pre- and late war talks.", "Well-known words stand here.")
    made = Dataset(
        [source(paragraphs=tuple(map(paragraph, texts))), *basis_without_passages()], id="dashes", title="Dashes"
    )
    # The first break stands for a space, the second for nothing: neither way of reading finds both.
    copy = find_paragraphs(made.sources["chronicle"], "The pre-\nand late war talks.\nWell-\nknown words stand here.")
    assert [found.intact for found in copy.paragraphs] == [True, True]
    worse = find_paragraphs(made.sources["chronicle"], "The pre-\nand late war talks.\nWell-\nmeant words stand here.")
    assert [found.intact for found in worse.paragraphs] == [True, False]


def basis_without_passages():
    """The author alone, with a passage that every text here begins with."""
    return [
        actor(
            "scribe",
            ActorType.PERSON,
            evidence=(at(0, 0, 9).evolve(locator=Locator.of("The same.", paragraph=0, start=0, end=3)),),
        )
    ]


@pytest.mark.parametrize("text", ["", "   \n", "Quite another text. " * 500])
def test_another_text_verifies_nothing(coded, text):
    found = verify_text(coded, text)
    assert len(found.discrepancies) == 3 + len({"scribe", "ruritania", "sylvania"}) + 3


def test_which_source_must_be_clear():
    ds = dataset()
    with pytest.raises(UnknownIdError, match="no source has the id 'chronicles'; nearest: 'chronicle'"):
        verify_text(ds, WHOLE, source="chronicles")
    with pytest.raises(InvalidValueError, match="found 0 sources"):
        verify_text(Dataset([], id="x", title="X"), WHOLE)


def test_coverage_tells_coded_from_excused_from_open(coded):
    states = [sentence.state for sentence in coverage(coded).sentences]
    assert states == ["coded", "coded", "coded", "open", "coded"]
    excused = Dataset(
        coded.values(),
        id="x",
        title="X",
        uncoded=(Uncoded(source="chronicle", locator=at(1, 64, 84).locator, reason="Colour."),),
    )
    found = coverage(excused)
    assert found.sentences[3].reason == "Colour."
    assert found.ok
    assert (found.count("coded"), found.count("excused")) == (4, 1)


def test_coverage_measures_the_part_coded():
    (first, *_) = coverage(Dataset(basis(), id="x", title="X")).sentences
    assert first.coded == pytest.approx(9 / 28)


# The bundled article, where a copy is at hand


def test_the_article_verifies(ds, article):
    found = verify_text(ds, article)
    assert found.discrepancies == ()
    assert found.passages > 400


@pytest.mark.parametrize("width", [20, 79, 200])
def test_the_article_verifies_however_it_is_wrapped(ds, article, width):
    wrapped = textwrap.fill(" ".join(article.split()), width, break_long_words=False)
    assert verify_text(ds, wrapped).ok


def test_the_article_verifies_with_other_quotes_and_form(ds, article):
    plain = article.replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    assert verify_text(ds, unicodedata.normalize("NFD", plain)).ok


def test_one_changed_character_in_any_passage_names_its_record(ds, article):
    """Change one character in each passage in turn, in one of three ways, and look for the record."""
    chance = random.Random(20251123)
    from mxus.values.text import normalise

    lines = [normalise(line) for line in article.splitlines() if line.strip()]
    paragraphs = [" ".join(lines[:3]), *lines[3:]]
    passages = {(record.id, each.locator) for record in ds.values() for each in record.evidence}
    for name, locator in sorted(passages, key=lambda pair: (pair[0], pair[1].paragraph, pair[1].start)):
        text = paragraphs[locator.paragraph]
        place = chance.randrange(locator.start, locator.end)
        kind = chance.choice(["substitute", "insert", "delete"])
        if kind == "substitute":
            changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
        elif kind == "insert" and place > locator.start:
            changed = text[:place] + "x" + text[place:]
        else:
            kept = place if text[place] != " " or place + 1 == locator.end else place + 1
            changed = text[:kept] + text[kept + 1 :]
        copy = "\n".join([*paragraphs[: locator.paragraph], changed, *paragraphs[locator.paragraph + 1 :]])
        found = {(each.record, each.paragraph) for each in verify_text(ds, copy).discrepancies}
        assert (name, locator.paragraph) in found, (name, locator, kind)
        assert {paragraph for _, paragraph in found} == {locator.paragraph}


def test_of_a_paragraph_that_neither_reading_of_line_breaks_finds_the_one_with_hyphens_joined_is_told():
    words = ("Goods rose.", "A low-wage trade grew.", "Sales fell off - or ended.")
    source_ = source(paragraphs=tuple(map(paragraph, words)))
    copy = find_paragraphs(source_, "Goods rose.\nA low-\nwage business grew.\nSales fell off -\nor ended.")
    assert [found.intact for found in copy.paragraphs] == [True, False, True]
    assert copy.paragraphs[1].text.startswith("A low-wage business grew.")


def test_as_few_paragraphs_as_can_be_have_moved():
    words = ["One.", "Two.", "Three.", "Four.", "Five."]
    source_ = source(paragraphs=tuple(map(paragraph, words)))
    for order in itertools.permutations(range(5)):
        copy = find_paragraphs(source_, "\n".join(words[number] for number in order))
        assert all(found.intact for found in copy.paragraphs)
        stay = [number for number, found in enumerate(copy.paragraphs) if found.in_order]
        places = [order.index(number) for number in stay]
        assert places == sorted(places), order
        assert len(stay) == max(
            len(some)
            for size in range(6)
            for some in itertools.combinations(range(5), size)
            if sorted(map(order.index, some)) == list(map(order.index, some))
        ), order


def long_text(seed):
    """Return 1500 paragraphs of 60 words, from a vocabulary so large that no two are alike."""
    chance = random.Random(seed)
    return [" ".join(f"w{chance.randrange(3000)}" for _ in range(60)) + "." for _ in range(1500)]


def intact_in(texts, copy):
    """Return the numbers of the paragraphs that the copy has."""
    found = find_paragraphs(source(paragraphs=tuple(map(paragraph, texts))), "\n".join(copy))
    return {number for number, each in enumerate(found.paragraphs) if each.intact}


def test_of_a_long_text_only_what_differs_is_reported():
    texts = long_text(1)
    copy = [text.replace("w", "x", 1) if number % 10 == 9 else text for number, text in enumerate(texts)]
    assert intact_in(texts, copy) == {number for number in range(1500) if number % 10 != 9}
    copy[700] = f"{' '.join(long_text(2)[:100])} {copy[700]}"  # much further than is looked near the place before
    assert intact_in(texts, copy) == {number for number in range(1500) if number % 10 != 9}
    random.Random(3).shuffle(copy)
    assert intact_in(texts, copy) == {number for number in range(1500) if number % 10 != 9}


def test_what_stands_where_it_should_is_found_however_much_was_looked_for(monkeypatch):
    monkeypatch.setattr("mxus.dataset.paragraphs._MOST_HASHED", 0)
    texts = [*long_text(1)[:30], "Moved."]
    copy = ["Moved.", *(text.replace("w", "x", 1) if number % 2 else text for number, text in enumerate(texts[:30]))]
    assert intact_in(texts, copy) == set(range(0, 30, 2))


def test_a_paragraph_is_not_found_within_another():
    texts = ("They met. All agreed.", "All agreed.", "They left.")
    assert intact_in(texts, (texts[0], texts[2])) == {0, 2}


def test_a_long_paragraph_that_is_missing_hides_none_behind_it():
    texts = ["They met.", " ".join(long_text(1)[:100]), "They left."]
    assert intact_in(texts, (texts[0], texts[2])) == {0, 2}
