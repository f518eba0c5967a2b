"""Coding projects: quoted words become places, everything wrong is told with its line, nothing is written silently."""

import json
import os
import random
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

import mxus
from mxus import InvalidDataError, InvalidValueError, SourceText, UnreadableFileError
from mxus.authoring.accepting import accept_texts
from mxus.authoring.project_schema import project_schema
from mxus.authoring.segmentation import paragraphs_of, sentence_ends
from mxus.exchange.json_document import dumps
from mxus.exchange.plain_yaml import parse
from mxus.vocabulary import Status, Voice

ANNALS = """Coal for the neighbour

By the Scribe

Ruritania sent coal to Sylvania in 2019. Sylvania thanked its neighbour. The winter was mild.

In May “General” A. Brown refused a visit: Sylvania had asked for more than 26 carts. Ruritania protested.
"""

CODED = """
  - id: ruritania
    gloss: The giver.
    name: Ruritania
    type: state
    evidence: [{quote: Ruritania sent}]
  - id: sylvania
    gloss: The taker.
    name: Sylvania
    type: state
    evidence: [{quote: Sylvania, paragraph: 2, occurrence: 2}]

events:
  - id: coal-sent
    gloss: Coal as help.
    act: supply
    type: AID
    initiators: [ruritania]
    recipients: [sylvania]
    issue: energy
    arena: bilateral-agenda
    period: 2019
    count: {more-than: 26, unit: count}
    evidence:
      - quote: '"General" A. Brown refused'
      - quote: Ruritania sent coal to Sylvania in 2019.
        voice: reported
        speaker: the-scribe
        status: alleged
"""


@pytest.fixture
def project(tmp_path):
    """A project of two states and an event, in a file."""
    text = tmp_path / "annals.txt"
    text.write_text(ANNALS, encoding="utf-8")
    made = mxus.start_project(text, author="the Scribe", published="2020-01")[0]
    content = made.read_text(encoding="utf-8").replace("\npolicies: []", f"{CODED}\npolicies: []")
    content = re.sub("^#   .*\n", "", content.replace("\nevents: []\n", "\n"), flags=re.MULTILINE)
    made.write_text(content, encoding="utf-8")
    return made


def spoil(project, *pairs):
    """Replace parts of a project's file."""
    content = project.read_text(encoding="utf-8")
    for before, after in pairs:
        assert content.count(before) == 1, before
        content = content.replace(before, after)
    project.write_text(content, encoding="utf-8")


def refused(project, *words):
    """Assert that a project is refused with one error that names each of `words`."""
    with pytest.raises(InvalidDataError) as caught:
        mxus.lock(project)
    for word in words:
        assert word in str(caught.value)
    return caught.value


def test_a_locked_project_is_a_dataset_that_verifies_and_holds_no_text(project):
    ds = mxus.lock(project)
    assert mxus.verify(ds, project.with_name("annals.txt")).ok
    event = ds.events["coal-sent"]
    assert (event.period.edtf, str(event.count)) == ("2019", "more than 26 count")
    assert [(each.locator.paragraph, each.locator.start) for each in event.evidence] == [(3, 7), (2, 0)]
    assert (event.evidence[1].speaker, event.evidence[1].status) == ("the-scribe", Status.ALLEGED)
    assert ds.actors["sylvania"].evidence[0].locator.start == 41
    assert ds.sources["annals"].published.edtf == "2020-01"
    for sentence in ("sent coal", "thanked", "The winter", "refused", "protested"):
        assert sentence not in dumps(ds)


def test_a_new_project_is_sound_and_its_files_are_wired(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text(ANNALS, encoding="utf-8")
    project, schema, locked = mxus.start_project(text)
    assert project.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema.name}\n")
    Draft202012Validator.check_schema(json.loads(schema.read_text(encoding="utf-8")))
    ds = mxus.read(locked)
    assert ds == mxus.lock(project)
    assert "does not name its author" in ds.actors["the-author"].note
    assert len(ds.sources["text"].paragraphs) == 4


def test_a_project_is_not_begun_over_another(project):
    before = project.read_text(encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"coding\.yaml: is there already"):
        mxus.start_project(project.with_name("annals.txt"))
    assert project.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["coding.yaml", "coding.json", "coding.schema.json"])
def test_a_project_is_not_begun_through_a_link(tmp_path, name):
    text = tmp_path / "annals.txt"
    text.write_text(ANNALS, encoding="utf-8")
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableFileError, match="is there already"):
        mxus.start_project(text)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["coding.json", "coding", "a\nid: b.yaml", "\x1b.yaml"])
def test_an_odd_name_for_a_project_is_refused(tmp_path, name):
    text = tmp_path / "annals.txt"
    text.write_text(ANNALS, encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"expected a name on one line that ends in \.yaml"):
        mxus.start_project(text, project=tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["annals.txt"]


def test_a_project_that_would_not_be_sound_leaves_no_file(tmp_path):
    text = tmp_path / "annals.txt"
    text.write_text(ANNALS, encoding="utf-8")
    with pytest.raises(InvalidDataError, match="'spring' is not an EDTF date"):
        mxus.start_project(text, published="spring")
    assert [path.name for path in tmp_path.iterdir()] == ["annals.txt"]


@pytest.mark.parametrize("name", ["2019", "null", "true", "1e5", "010", "0"])
def test_a_project_is_begun_whatever_the_ids_look_like(tmp_path, name):
    text = tmp_path / f"{name}.txt"
    text.write_text(ANNALS, encoding="utf-8")
    ds = mxus.lock(mxus.start_project(text, author="Null")[0])
    assert (set(ds.sources), ds.sources[name].authors) == ({name}, ("null-author" if name == "null" else "null",))
    other = mxus.lock(mxus.start_project(text, author=name, project=tmp_path / "second.yaml")[0])
    assert set(other) == {name, f"{name}-author"}


@pytest.mark.parametrize("title", ["\x1b[31mred\u202e", '"quoted": {', "x" * 1000, "# no comment", "{{}}"])
def test_hostile_titles_stay_titles(tmp_path, title):
    text = tmp_path / "annals.txt"
    text.write_text(ANNALS, encoding="utf-8")
    ds = mxus.lock(mxus.start_project(text, title=title, author=title[:50], outlet="\x07bell", coder="a\nb: c")[0])
    assert not any(mark in ds.sources["annals"].title for mark in "\x1b\u202e")
    assert ds.document.coders == ("a b: c",)


def test_a_fragment_in_several_places_or_in_none_is_reported_with_candidates(project):
    spoil(
        project,
        ("quote: Ruritania sent}", "quote: Ruritania}"),
        ("'\"General\" A. Brown refused'", "General Brown refused a visit"),
    )
    refused(
        project,
        "2 problems",
        "$.actors[1].evidence[0].quote: found 'Ruritania' in 2 places (¶2 'Ruritania sent coal to Sylvania in 2019.'; "
        "¶3 'Ruritania protested.')",
        "$.events[0].evidence[0].quote: 'General Brown refused a visit' is not in the text; nearest: ¶3 'In May",
    )


def test_every_problem_is_told_with_its_line(project):
    spoil(
        project,
        ("act: supply", "act: suply"),
        ("recipients: [sylvania]", "recipients: [silvania]"),
        ("{more-than: 26, unit: count}", "{more-then: 26, unit: count}"),
        ("speaker: the-scribe", "paragraph: 0"),
    )
    error = refused(
        project,
        "$.events[0].count: found more-then, unit; expected unit and one of exactly, more-than",
        "$.events[0].act: found 'suply'",
        "is not in paragraph 0; it stands in ¶2",
    )
    lines = project.read_text(encoding="utf-8").splitlines()
    told = {problem.path: lines[problem.line - 1].strip() for problem in error.problems}
    assert told["$.events[0].act"] == "act: suply"
    assert told["$.events[0].count"].startswith("count:")
    assert told["$.events[0].evidence[1].quote"].endswith("in 2019.")
    assert [problem.line for problem in error.problems] == sorted(problem.line for problem in error.problems)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("quote: Ruritania sent}", "quote: Ruritania sent, locator: {}}", "found both quote and locator"),
        ("quote: Ruritania sent}", "quote: 5}", "found 5; expected words of the text"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, paragraph: two}", "found 'two'; expected a whole number"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, paragraph: true}", "found True; expected a whole number"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, occurrence: }", "found None; expected a whole number"),
        ("quote: Ruritania sent}", "quote: , paragraph: 2}", "found None; expected words of the text"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, paragraph: 9}", "found paragraph 9; expected 0 to 3"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, occurrence: 2}", "found occurrence 2"),
        ("quote: Ruritania sent}", "quote: uritania sent}", "is not in the text"),
        ("quote: Ruritania sent}", "quote: Ruritania sent, source: annal}", "found 'annal'"),
        ("quote: Ruritania sent}", "quot: Ruritania sent}", "found unknown field 'quot'"),
        ("evidence: [{quote: Ruritania sent}]", "evidence: 5", "$.actors[1].evidence"),
        ('text: "annals.txt"', "text: absent.txt", "no such file"),
        ('text: "annals.txt"', "text: [1]", "expected the name of a text file"),
        ('text: "annals.txt"', "text: /etc/hostname", "expected a file in the project's folder or below it"),
        ('text: "annals.txt"', "text: ../annals.txt", "expected a file in the project's folder or below it"),
        ('text: "annals.txt"', 'text: "annals.txt"\n    unbroken: 5', "found 5; expected a list of fragments"),
        (
            'text: "annals.txt"',
            'text: "annals.txt"\n    unbroken: [A. Brown, by air]',
            "[1]: found 'by air', which is not in",
        ),
        (
            'text: "annals.txt"',
            'text: "annals.txt"\n    unbroken: [" "]',
            "unbroken[0]: found ' ', which is not in the text",
        ),
        (
            'text: "annals.txt"',
            'text: "annals.txt"\n    paragraphs: []',
            "found both text and paragraphs; expected one of",
        ),
        ("period: 2019", "period: 20190", "'20190' is not an EDTF date"),
        ("{more-than: 26, unit: count}", "{between: 26, unit: count}", "expected two numbers, [lower, upper]"),
        ("{more-than: 26, unit: count}", "{exactly: many, unit: count}", "found 'many'; expected a number"),
        ("{more-than: 26, unit: count}", "{exactly: 2, unit: carts}", "found 'carts'; expected one of 'share'"),
        ("uncoded: []", "uncoded: {}", "$.uncoded"),
        ("schema_version: 1", "schema_version: 2", "$.schema_version: found 2, the form of a newer mxus"),
    ],
)
def test_bad_projects_are_refused(project, before, after, word):
    spoil(project, (before, after))
    error = refused(project, word)
    assert all(problem.line for problem in error.problems)


@pytest.mark.parametrize(
    ("count", "path"),
    [
        ("{more-than: 5, less-than: 6, unit: count}", "$.events[0].count"),
        ("{exactly: 2, unit: carts}", "$.events[0].count"),
        ("{exactly: many, unit: count}", "$.events[0].count.exactly"),
    ],
)
def test_a_quantity_that_is_none_is_one_problem(project, count, path):
    """What stands in for it has a unit that nobody wrote."""
    spoil(project, ("{more-than: 26, unit: count}", count))
    assert [problem.path for problem in refused(project).problems] == [path]


def test_a_quantity_of_the_wrong_unit_is_a_problem(project):
    spoil(project, ("{more-than: 26, unit: count}", "{exactly: 1, unit: share}"))
    refused(project, "$.events[0].count: found unit 'share'")


def test_a_text_and_its_paragraphs_together_are_refused_with_the_line_of_the_second(project):
    paragraph = mxus.lock(project).sources["annals"].paragraphs[0]
    held = f"{{length: {paragraph.length}, digest: {paragraph.digest}, sentences: {list(paragraph.sentences)}}}"
    spoil(project, ('text: "annals.txt"', f'text: "annals.txt"\n    paragraphs: [{held}]'))
    (problem,) = refused(project, "$.sources[0].paragraphs: found both text and paragraphs").problems
    assert project.read_text(encoding="utf-8").splitlines()[problem.line - 1].startswith("    paragraphs:")


def test_a_link_out_of_the_folder_is_refused(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("Secret.", encoding="utf-8")
    (project.parent / "link.txt").symlink_to(outside)
    spoil(project, ('text: "annals.txt"', "text: link.txt"))
    refused(project, "expected a file in the project's folder or below it")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x00\x01\x02binary", "control character"),
        ("He said \x93no\x94.".encode(), "in line 1; expected plain text"),
        (b"Fine.\n\x1b[2JNot.", "in line 2; expected plain text"),
        (ANNALS.encode("utf-16"), "not UTF-8"),
        ("Año".encode("latin-1"), "not UTF-8"),
        (b"", "without words"),
        (b" \n\n \t", "without words"),
    ],
)
def test_a_text_that_is_none_is_refused(project, content, word):
    text = project.with_name("annals.txt")
    text.write_bytes(content)
    refused(project, word)
    with pytest.raises(UnreadableFileError, match=word):
        mxus.start_project(text, project=project.with_name("other.yaml"))


def test_a_changed_text_is_refused_until_it_is_accepted(project):
    text = project.with_name("annals.txt")
    before = mxus.lock(project)
    text.write_text(
        ANNALS.replace("sent coal", "sent much coal").replace("Coal for", "More coal for"), encoding="utf-8"
    )
    refused(project, "$.sources[0].digest: the text is no longer the one that coding began with")
    with pytest.raises(InvalidDataError, match=r"'Ruritania sent coal to Sylvania in 2019.' is not in the text"):
        accept_texts(project)
    refused(project, "no longer the one")
    spoil(project, ("quote: Ruritania sent coal to Sylvania in 2019.", "quote: to Sylvania in 2019"))
    comments = project.read_text(encoding="utf-8").count("#")
    accept_texts(project)
    after = mxus.lock(project)
    assert after.sources["annals"] != before.sources["annals"]
    assert mxus.verify(after, text).ok
    assert project.read_text(encoding="utf-8").count("#") == comments


def test_a_locator_in_a_project_is_held_to_the_text(project):
    locator = mxus.lock(project).actors["ruritania"].evidence[0].locator
    written = f"{{paragraph: {locator.paragraph}, start: 0, end: {locator.end}, digest: {locator.digest}}}"
    spoil(project, ("quote: Ruritania sent}", f"locator: {written}}}"))
    assert mxus.lock(project).actors["ruritania"].evidence[0].locator == locator
    spoil(project, ("start: 0, end", "start: 1, end"))
    refused(project, "$.actors[1].evidence[0].locator: the text has other words there")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("a: &a [x]\nb: [*a, *a]", "line 1, $: found the anchor 'a'"),
        ("a: *b", "found the alias 'b'"),
        ("a: !!python/object/apply:os.system [echo]", "found the tag"),
        ("a: !!binary aGk=", "found the tag"),
        ("a: 1\nb: 2\na: 3", "line 3, $: found the key 'a' twice"),
        ("[" * 100_000, "line 1, $: found"),
        ("a: [" * 40, "more than 32 levels"),
        ("- " * 1_000_000, "more than 32 levels"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(2000)), "line 34, $: found more than 32 levels"),
        ("? " * 100_000, "found a key that is not plain text"),
        ("%YAML 9.9\n---\na: b", "found what is not YAML"),
        ("? [a, b]\n: c", "found a key that is not plain text"),
        ("a: b\n---\nc: d", "found a second document"),
        ("a: [1, 2", "found what is not YAML"),
        ("a: b: c", "found what is not YAML"),
        ("\tx: 1", "found what is not YAML"),
        ("a: \x07", "line 1, $: found the character"),
        ("just words", "expected the fields of a coding project"),
        ("", "expected the fields of a coding project"),
        ("- a", "expected the fields of a coding project"),
        ("<<: {a: 1}", "found unknown field '<<'"),
    ],
)
def test_yaml_that_does_more_than_hold_data_is_refused(tmp_path, content, word):
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    refused(path, word)


def test_a_bomb_is_refused_at_its_first_anchor():
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(InvalidDataError, match=r"line 1, .* anchor 'a0'"):
        parse("\n".join(layers))


def test_a_project_that_is_too_large_is_refused():
    with pytest.raises(InvalidDataError, match="found 9,000,000 characters; expected at most"):
        parse("#" * 9_000_000)


def test_half_a_pair_of_surrogates_is_refused_with_its_line():
    with pytest.raises(InvalidDataError, match=r"line 2, \$: found the character '\\ud800', which YAML does not have"):
        parse("a: b\nc: \ud800")


def test_scalars_mean_what_a_writer_means():
    content = "{no: no, on: on, day: 2019-05-01, time: 12:30, big: 1_000, hex: 0x1f, octal: 010, e: 1e3, huge: 1e999}"
    assert parse(content).content == {
        "no": "no", "on": "on", "day": "2019-05-01", "time": "12:30", "big": "1_000", "hex": "0x1f",
        "octal": "010", "e": 1000.0, "huge": "1e999",
    }  # fmt: skip
    assert parse("[true, null, ~, -1.5, '1', .inf, .nan]").content == [True, None, None, -1.5, "1", ".inf", ".nan"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_of_order_and_ends_of_lines_do_not_matter_and_stay(project, newline, mark):
    """Also where the digest in the project is written anew: the writer's ends of lines are kept."""
    before = mxus.lock(project)
    content = mark + project.read_text(encoding="utf-8").replace("\n", newline)
    project.write_bytes(content.encode())
    assert mxus.lock(project) == before
    text = project.with_name("annals.txt")
    text.write_bytes((mark + f"{ANNALS}\nA postscript.\n".replace("\n", newline)).encode())
    after = accept_texts(project).dataset
    assert len(after.sources["annals"].paragraphs) == 5
    written = project.read_bytes().decode()
    assert written.count(newline) == content.count(newline)
    assert mxus.lock(project) == after


def test_a_project_in_another_encoding_is_refused_with_the_place(project):
    project.write_bytes(project.read_text(encoding="utf-8").replace("The giver.", "El señor.").encode("latin-1"))
    with pytest.raises(UnreadableFileError, match=r"found byte 0x.. at offset .*, which is not UTF-8"):
        mxus.lock(project)


@pytest.mark.parametrize("quote", ['"Ruritania\\0"', '"Ruritania \\u202esent"', '"\\x1b[2J"', "''", '" "'])
def test_a_quote_that_no_text_can_have_is_refused_and_told_as_its_codes(project, quote):
    spoil(project, ("quote: Ruritania sent}", f"quote: {quote}}}"))
    error = refused(project, "$.actors[1].evidence[0].quote: ")
    assert str(error).replace("\n", "").isprintable()


def test_what_another_reader_of_yaml_reads_is_the_same(project):
    ours = parse(project.read_text(encoding="utf-8")).content
    theirs = yaml.safe_load(project.read_text(encoding="utf-8"))
    assert ours == theirs


def test_the_schema_for_editors_agrees_with_the_check(project):
    validator = Draft202012Validator(project_schema())
    content = project.read_text(encoding="utf-8")
    assert validator.is_valid(parse(content).content)
    mxus.lock(project)
    for before, after in [
        ("act: supply", "act: suply"),
        ("type: AID", "type: AIDS"),
        ("quote: Ruritania sent}", "quot: Ruritania sent}"),
        ("quote: Ruritania sent}", "quote: 5}"),
        ("quote: Ruritania sent}", "paragraph: 1}"),
        ("{more-than: 26, unit: count}", "{more-then: 26, unit: count}"),
        ("{more-than: 26, unit: count}", "{more-than: 26}"),
        ("{more-than: 26, unit: count}", "{more-than: many, unit: count}"),
        ('    text: "annals.txt"\n', ""),
        ("gloss: Coal as help.", "gloss: [coal]"),
        ("schema_version: 1", "schema_version: 3"),
        ("period: 2019", "period: [2019]"),
    ]:
        assert content.count(before) == 1
        project.write_text(content.replace(before, after), encoding="utf-8")
        assert not validator.is_valid(parse(content.replace(before, after)).content), after
        with pytest.raises(InvalidDataError):
            mxus.lock(project)


def test_of_two_sources_evidence_names_its_own(project):
    second = project.with_name("letters.txt")
    second.write_text("A letter on coal.", encoding="utf-8")
    entry = """
  - id: letters
    gloss: A letter.
    title: A letter
    authors: [the-scribe]
    outlet: none
    language: en
    text: letters.txt
    digest: DIGEST
"""
    spoil(project, ("\nactors:\n", f"{entry}\nactors:\n"))
    error = refused(project, "found no source; expected one of those there are (annals, letters)")
    (digest,) = [each.message[-64:] for each in error.problems if each.path == "$.sources[1].digest"]
    spoil(project, ("DIGEST", digest))
    content = project.read_text(encoding="utf-8")
    content = content.replace("{quote: ", "{source: annals, quote: ")
    content = re.sub("^      - quote:", "      - source: annals\n        quote:", content, flags=re.MULTILINE)
    project.write_text(content, encoding="utf-8")
    assert set(mxus.lock(project).sources) == {"annals", "letters"}


# Texts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ('He said "No." She left.', ['He said "No."', "She left."]),
        ("Dr. Brown of the U.S. Navy met Jorge A. Schiavon.", ["Dr. Brown of the U.S. Navy met Jorge A. Schiavon."]),
        ("It cost 3.5 million. ¿Why? ¡Hola!", ["It cost 3.5 million.", "¿Why?", "¡Hola!"]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("A fin de año. él vino. Él vino.", ["A fin de año. él vino.", "Él vino."]),
        ("x", ["x"]),
        (". . .", [". . ."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    ends = sentence_ends(text)
    assert [text[a:b] for a, b in zip([0, *(end + 1 for end in ends)], ends, strict=False)] == sentences


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_paragraphs_do_not_depend_on_how_lines_end(newline):
    assert paragraphs_of("A\nb\n\nC\n \n\nD\n".replace("\n", newline)) == ("A b", "C", "D")


def test_the_places_of_random_fragments_are_found():
    chance = random.Random(7)
    text = SourceText.of(ANNALS, source="annals")
    for _ in range(300):
        number = chance.randrange(len(text.paragraphs))
        words = text.paragraphs[number].split(" ")
        first = chance.randrange(len(words))
        last = chance.randrange(first, len(words))
        quote = " ".join(words[first : last + 1])
        start = len(" ".join(words[:first])) + bool(first)
        found = []
        while not found or found[-1].start < start:
            found.append(text.locate(quote, paragraph=number, occurrence=len(found) + 1))
        assert (found[-1].start, text.words(found[-1])) == (start, quote)


def test_the_builder_makes_evidence_and_checks_it():
    text = SourceText.of(ANNALS, source="annals")
    passage = text.evidence("Ruritania  protested", voice=Voice.REPORTED, speaker="x", note="So it says.")
    assert (passage.source, passage.voice, passage.speaker, passage.note) == (
        "annals",
        Voice.REPORTED,
        "x",
        "So it says.",
    )
    with pytest.raises(InvalidDataError, match="expected the actor whose words are reported"):
        text.evidence("Ruritania protested", voice=Voice.REPORTED)
    with pytest.raises(InvalidValueError, match="expected some words"):
        text.locate(" ")
    with pytest.raises(InvalidValueError, match="no sentence has words of it"):
        text.locate("xylophone")


def test_a_regular_expression_in_a_fragment_is_words(project):
    text = SourceText.of("Why (not)? A.B is [not] C*.", source="x")
    assert text.words(text.locate("(not)?")) == "(not)?"
    assert text.words(text.locate("[not] C*")) == "[not] C*"
    with pytest.raises(InvalidValueError):
        text.locate("A.* C")


ODD = SourceText.of(
    "Co\u00adoperation is dear. The “state” isn’t here.\n\nq\u0303uote and भारत देश. Then — a cafe\u0301.", source="x"
)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ('"state"', '"state"'),
        ("“state”", '"state"'),
        ("isn`t", "isn't"),
        ("a\n  café", "a café"),
        ("a cafe\u0301", "a café"),
        ("Co\u00adoperation", "Co\u00adoperation"),
        ("भारत", "भारत"),
    ],
)
def test_style_of_marks_and_accents_does_not_matter(quote, words):
    assert ODD.words(ODD.locate(quote)) == words


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("Cooperation", r"another dash or invisible characters: ¶0 'Co\xadoperation is dear.'"),
        ("Then - a", "another dash or invisible characters: ¶1 'Then — a"),
        ("is\u202e", "another dash or invisible characters: ¶0"),
        ("isn't here.\n\nq\u0303uote", "it goes over the end of a paragraph"),
        ("q", "it stands in longer words only"),
        ("भ", "it stands in longer words only"),
        ("देश. Then — a caf", "it stands in longer words only"),
        ("cafe", "no sentence has words of it"),
        ("\u0301", "no sentence has words of it"),
    ],
)
def test_what_is_not_found_is_told_apart(quote, hint):
    with pytest.raises(InvalidValueError) as caught:
        ODD.locate(quote)
    assert "is not in the text" in str(caught.value)
    assert hint in str(caught.value)


def test_a_project_is_written_in_one_step(project, monkeypatch):
    text = project.with_name("annals.txt")
    text.write_text(ANNALS + "\n\nA postscript.\n", encoding="utf-8")
    before = project.read_text(encoding="utf-8")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnreadableFileError, match="No space left"):
        accept_texts(project)
    assert project.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("quote", "options", "message"),
    [
        (5, {}, "found the quote 5; expected a text"),
        ("coal", {"paragraph": "0"}, "found paragraph '0'; expected a whole number"),
        ("coal", {"paragraph": True}, "found paragraph True; expected a whole number"),
        ("coal", {"occurrence": 1.0}, r"found occurrence 1\.0; expected a whole number"),
    ],
)
def test_what_no_place_of_a_quote_can_be_is_our_error(quote, options, message):
    with pytest.raises(mxus.InvalidValueError, match=message):
        mxus.SourceText.of("Much coal came.", source="annals").locate(quote, **options)
    with pytest.raises(mxus.InvalidValueError, match="found the text None; expected a text"):
        mxus.SourceText.of(None, source="annals")
    with pytest.raises(mxus.InvalidValueError, match=r"found unbroken 'No. 5'; expected several"):
        mxus.SourceText.of("Much coal came.", source="annals", unbroken="No. 5")


@pytest.mark.parametrize("keyword", ["title", "author", "outlet", "language", "published", "coder"])
def test_what_is_said_of_a_text_is_text(tmp_path, keyword):
    text = tmp_path / "annals.txt"
    text.write_text("Coal came.", encoding="utf-8")
    with pytest.raises(mxus.InvalidValueError, match=f"found {keyword} 5; expected a text"):
        mxus.start_project(text, **{keyword: 5})
    assert list(tmp_path.iterdir()) == [text]
