"""Files in and out: nothing lost, nothing half-written, every bad input one clear error."""

import csv
import io
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from making import actor, dataset, event

import mxus
from mxus import InvalidDataError, InvalidValueError, UnknownIdError, UnreadableFileError
from mxus.dataset.document import COLLECTIONS
from mxus.dataset.verification import verify_text
from mxus.exchange.csv_cells import csv_rows
from mxus.exchange.csv_tables import csv_of
from mxus.exchange.files import LARGEST_FILE, write_text
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.json_document import collection_kind, dumps, loads
from mxus.vocabulary import ActorType, EventType


@pytest.fixture
def content():
    """A sound document, as JSON data to be spoilt."""
    return json.loads(dumps(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT))))


def refused(content, *words):
    """Assert that a document is refused with one error naming each of `words`."""
    text = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(InvalidDataError) as caught:
        loads(text, where="coding.json")
    for word in words:
        assert word in str(caught.value)
    return caught.value


def test_writing_and_reading_keeps_everything(ds, tmp_path):
    path = tmp_path / "coding.json"
    mxus.write(ds, path)
    assert mxus.read(path) == ds
    assert dumps(mxus.read(path)) == path.read_text(encoding="utf-8")


def test_a_written_value_leaves_its_defaults_out(content):
    content["events"][0]["period"] = {"edtf": "2025", "basis": "stated", "phrase": None}
    written = json.loads(dumps(loads(json.dumps(content))))
    assert written["events"][0]["period"] == {"edtf": "2025"}


def test_a_written_record_says_its_kind(ds):
    content = json.loads(dumps(ds))
    for collection in COLLECTIONS:
        assert {record["kind"] for record in content[collection]} == {collection_kind(collection)}


def test_unknown_field_is_named_with_its_path(content):
    content["events"][0]["colour"] = "red"
    content["events"][0]["evidence"][0]["locator"]["page"] = 3
    error = refused(
        content,
        "$.events[0].colour: found unknown field 'colour'; expected only kind, id,",
        "$.events[0].evidence[0].locator.page: found unknown field 'page'; expected only paragraph, start, end, digest",
    )
    assert len(error.problems) == 2


def test_wrong_types_are_all_named(content):
    content["events"][0]["gloss"] = 5
    content["events"][0]["recipients"] = "sylvania"
    content["actors"][0]["cow"] = "70"
    content["sources"][0]["paragraphs"][0]["length"] = "28"
    refused(
        content, "$.events[0].gloss", "$.events[0].recipients", "$.actors[0].cow", "$.sources[0].paragraphs[0].length"
    )


def test_unknown_terms_are_named_with_those_that_are_known(content):
    content["events"][0]["arena"] = "bilateral"
    refused(content, "$.events[0].arena: found 'bilateral'; expected one of 'bilateral-agenda', 'regional-diplomacy'")


def test_dangling_references_and_duplicate_ids_are_named(content):
    content["events"].append(dict(content["events"][0]))
    content["events"][0]["recipients"] = ["sylvannia"]
    refused(
        content,
        "coding.json: 2 problems",
        "$.events[1].id: found 'e', the id of another event",
        "$.events[0].recipients[0]: found 'sylvannia'",
        "nearest: 'sylvania'",
    )


def test_problems_within_and_between_records_are_named_together(content):
    content["actors"][0]["type"] = "writer"
    content["actors"].append({"id": "ruritania"})
    content["events"][0]["recipients"] = ["nobody"]
    content["uncoded"] = [
        {"source": "chronicles", "locator": content["events"][0]["evidence"][0]["locator"], "reason": "x"}
    ]
    error = refused(
        content,
        "$.actors[0].type: found 'writer'",
        "$.actors[3].gloss: found nothing",
        "$.actors[3].id: found 'ruritania', the id of another actor",
        "$.events[0].recipients[0]: found 'nobody'",
        "$.uncoded[0].source: found 'chronicles'",
    )
    assert not any("scribe" in problem.message for problem in error.problems)


def test_numbers_that_are_none_are_refused(content):
    text = json.dumps(content).replace('"length": 28', '"length": NaN')
    refused(text, "$")
    content["events"][0]["count"] = {"lower": 1, "upper": 1, "unit": "count", "qualifier": "exactly"}
    refused(json.dumps(content).replace('"lower": 1,', '"lower": Infinity,'), "$.events[0].count")
    content["events"][0]["count"] |= {"upper": None, "qualifier": "at-least"}
    endless = json.dumps(content).replace('"upper": null', '"upper": Infinity')  # which is no JSON: null says it
    refused(endless, "$.events[0].count.upper: found inf; expected a finite number")


def test_an_end_before_its_start_is_named(content):
    content["events"][0]["period"] = {"edtf": "2025/2024"}
    refused(content, "$.events[0].period: found '2025/2024', which ends before it starts")


@pytest.mark.parametrize("digits", [400, 4000, 5000])
@pytest.mark.parametrize("name", ["paragraph", "start", "end"])
def test_a_number_of_thousands_of_digits_is_refused_in_a_few_words(content, name, digits):
    content["events"][0]["evidence"][0]["locator"][name] = "HUGE"
    error = refused(json.dumps(content).replace('"HUGE"', "9" * digits), "found")
    assert len(str(error)) < 600


def test_a_key_given_twice_is_refused(content):
    text = json.dumps(content).replace('"id": "e",', '"id": "e", "id": "f",')
    refused(text, "$", 'Detected duplicate key "id"')


@pytest.mark.parametrize("text", ["", "{", '{"id": "x", "title"', "[]", "null", "42", '"x"', "{]", "\x00", "{'id': 1}"])
def test_what_is_no_document_is_refused(text):
    refused(text, "coding.json: ")


def test_a_truncated_file_is_refused_wherever_it_ends(content):
    text = json.dumps(content)
    for end in range(0, len(text), 97):
        refused(text[:end])


def test_deep_nesting_is_refused():
    refused("[" * 100_000, "$")
    refused('{"id":' * 100_000, "$")


@pytest.mark.parametrize("text", ["\x1b[31mred", "two\nlines", "\u202egnp.exe", "\x00", "\x85", "\ufffe", "\uffff"])
def test_control_characters_are_refused(content, text):
    content["actors"][0]["name"] = text
    content["events"][0]["gloss"] = text
    refused(content, "$.actors[0].name", "$.events[0].gloss", "expected text without control characters")


def test_an_odd_key_is_quoted_in_its_path(content):
    content["events"][0]["\x1b[2J\nfoo"] = 1
    refused(content, r"$.events[0]['\x1b[2J\nfoo']: found unknown field")


def test_an_id_given_twice_in_a_list_is_refused(content):
    content["events"][0]["recipients"] = ["sylvania", "sylvania"]
    refused(content, "$.events[0].recipients[1]: found 'sylvania' again; expected each once")


def test_nearest_ids_are_looked_for_in_the_first_cases_only(content, monkeypatch):
    """Each takes a comparison with every id: for thousands of unknown ids that would be hours."""
    from mxus.dataset import integrity

    asked = []
    monkeypatch.setattr(integrity, "nearest_names", lambda key, _: asked.append(key) or [])
    first = content["events"][0]
    content["events"] = [{**first, "id": f"event-{n}", "recipients": [f"aktor-{n}"]} for n in range(500)]
    error = refused(content, "$.events[0].recipients[0]: found 'aktor-0'")
    assert len(error.problems) == 500
    assert len(asked) <= 25


def test_an_unknown_newer_version_is_refused(content):
    refused({**content, "schema_version": 2}, "$.schema_version: found 2, the form of a newer mxus; expected at most 1")


def test_text_that_is_not_utf8_is_refused_with_its_place(tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes('{"id": "México"}'.encode("latin-1"))
    with pytest.raises(UnreadableFileError, match="found byte 0xe9 at offset 9, which is not UTF-8"):
        mxus.read(path)


def test_a_byte_order_mark_does_not_matter(tmp_path, ds):
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + dumps(ds).encode())
    assert mxus.read(path) == ds


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableFileError, match=f"found 209,715,200 bytes; expected at most {LARGEST_FILE:,}"):
        mxus.read(path)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="found a directory or device"):
        mxus.read(tmp_path)
    with pytest.raises(UnreadableFileError, match="no such file"):
        mxus.read(tmp_path / "absent.json")
    with pytest.raises(UnreadableFileError):
        mxus.read("bad\0name")
    with pytest.raises(OSError, match="no such file"):
        mxus.read(tmp_path / "absent.json")


def test_a_failed_write_leaves_what_was_there(tmp_path, ds, monkeypatch):
    path = tmp_path / "coding.json"
    path.write_text("before", encoding="utf-8")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnreadableFileError, match="cannot be written \\(No space left on device\\)"):
        mxus.write(ds, path)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_keeps_its_permissions_and_links_are_followed(tmp_path, ds):
    path, link = tmp_path / "coding.json", tmp_path / "link.json"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o600)
    link.symlink_to(path)
    mxus.write(ds, link)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert mxus.read(path) == ds


def test_an_export_that_fails_writes_nothing(tmp_path, ds):
    (tmp_path / "events.csv").mkdir()
    with pytest.raises(UnreadableFileError, match="it is a folder"):
        mxus.export(ds, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_a_name_that_cannot_be_a_file_is_our_error(ds):
    with pytest.raises(UnreadableFileError, match="null"):
        mxus.start_project("a\0b")
    with pytest.raises(UnreadableFileError):
        mxus.write(ds, "a\0b")
    with pytest.raises(UnreadableFileError):
        mxus.export(ds, "a\0b")


def test_writing_into_nowhere_is_our_error(tmp_path, ds):
    with pytest.raises(UnreadableFileError, match="cannot be written"):
        mxus.write(ds, tmp_path / "absent" / "coding.json")


def test_export_writes_json_and_a_table_for_each_collection(tmp_path, ds):
    written = mxus.export(ds, tmp_path / "out")
    assert [path.name for path in written] == [
        "rojas-2025.json", *(f"{name}.csv" for name in COLLECTIONS), "csv.manifest.json",
    ]  # fmt: skip
    assert mxus.read(written[0]) == ds
    for collection in COLLECTIONS:
        with (tmp_path / "out" / f"{collection}.csv").open(encoding="utf-8", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file)] == list(getattr(ds, collection))


def test_export_into_a_file_is_our_error(tmp_path, ds):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="cannot be made a folder"):
        mxus.export(ds, tmp_path / "file")


@pytest.mark.parametrize("write", [mxus.export, lambda ds, folder: mxus.export_as(ds, "citation", folder)])
def test_an_export_writes_nothing_outside_its_folder(tmp_path, ds, write):
    """A link in the folder, to a file elsewhere or to one that is not there yet, is not written through."""
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.write_text("kept", encoding="utf-8")
    folder.mkdir()
    for target in (outside, tmp_path / "absent"):
        for name in ("actors.csv", "CITATION.cff"):
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)
        with pytest.raises(UnreadableFileError, match="it leads out of the folder"):
            write(ds, folder)
    assert outside.read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "outside"]
    assert sorted(path.name for path in folder.iterdir()) == ["CITATION.cff", "actors.csv"]


def test_links_that_lead_in_a_circle_are_our_errors(tmp_path, ds):
    loop, text = tmp_path / "loop", tmp_path / "annals.txt"
    loop.symlink_to(loop)
    text.write_text("By the Scribe.", encoding="utf-8")
    (tmp_path / "events.csv").symlink_to("events.csv")
    for fail in (
        lambda: mxus.write(ds, loop),
        lambda: mxus.export(ds, loop),
        lambda: mxus.export(ds, tmp_path),
        lambda: mxus.read(loop),
        lambda: read_data_package(loop),
        lambda: mxus.lock(loop),
        lambda: mxus.start_project(loop),
    ):
        with pytest.raises(UnreadableFileError):
            fail()
    with pytest.raises(mxus.InvalidValueError, match="expected it in the project's folder"):
        mxus.start_project(text, project=loop / "coding.yaml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annals.txt", "events.csv", "loop"]


def test_a_folder_that_is_a_link_is_the_folder(tmp_path, ds):
    (tmp_path / "link").symlink_to(tmp_path / "folder", target_is_directory=True)
    (tmp_path / "folder").mkdir()
    mxus.export(ds, tmp_path / "link")
    assert (tmp_path / "folder" / "actors.csv").is_file()


def test_a_reader_never_sees_a_part_whoever_writes_at_once(tmp_path):
    """Several write the same file again and again; whoever reads it meanwhile sees one of the whole contents."""
    path = tmp_path / "shared.txt"
    contents = [letter * 200_000 for letter in "abcd"]
    write_text(path, contents[0])
    seen, done = set(), threading.Event()

    def look():
        while not done.is_set():
            seen.add(path.read_text(encoding="utf-8"))

    reader = threading.Thread(target=look)
    reader.start()
    with ThreadPoolExecutor(len(contents)) as pool:
        list(pool.map(lambda content: [write_text(path, content) for _ in range(25)], contents))
    done.set()
    reader.join()
    assert seen <= set(contents)
    assert len(seen) > 1
    assert [path.name for path in tmp_path.iterdir()] == ["shared.txt"]


def test_a_folder_that_may_not_be_written_into_is_our_error(tmp_path, ds, monkeypatch):
    """Root may write everywhere, so that the system's refusal is made up here."""

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableFileError, match=r"coding\.json: cannot be written \(Permission denied\)"):
        mxus.write(ds, tmp_path / "coding.json")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_no_litter(tmp_path, ds, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        mxus.write(ds, tmp_path / "coding.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, 5, b"coding.json", ["coding.json"]])
def test_a_path_that_is_none_is_our_error(ds, path):
    ways = (
        mxus.read,
        mxus.lock,
        mxus.start_project,
        read_data_package,
        lambda given: mxus.write(ds, given),
        lambda given: mxus.verify(ds, given),
        lambda given: mxus.export_as(ds, "prov", given),
    )
    for way in ways:
        with pytest.raises(InvalidValueError, match=r"expected a path, as text or pathlib\.Path"):
            way(path)


@pytest.mark.parametrize("given", [None, "coding.json"])
def test_what_is_no_dataset_is_not_written_or_verified(tmp_path, given):
    path = tmp_path / "out.json"
    for way in (
        lambda: mxus.write(given, path),
        lambda: mxus.verify(given, path),
        lambda: mxus.relocate(given, path),
        lambda: mxus.coverage(given),
        lambda: mxus.exported(given, "prov"),
    ):
        path.write_text("A copy.", encoding="utf-8")
        with pytest.raises(InvalidValueError, match="expected a Dataset"):
            way()


def test_a_format_that_is_no_name_is_our_error(ds):
    with pytest.raises(InvalidValueError, match=r"found format \['dna'\]; expected one of annotations"):
        mxus.exported(ds, ["dna"])


def test_a_kind_that_is_no_name_is_our_error():
    with pytest.raises(UnknownIdError, match=r"no kind of record has the id \['event'\]"):
        mxus.schema(["event"])


def test_bytes_are_no_text(ds):
    for way in (lambda: verify_text(ds, b"x"), lambda: loads(b"{}")):
        with pytest.raises(InvalidValueError, match=r"found .* b'.*'; expected a text"):
            way()
    with pytest.raises(InvalidValueError, match=r"found b'x'; expected a path"):
        mxus.relocate(ds, b"x")


def test_csv_is_read_in_threads_and_the_limit_of_other_readers_kept():
    before, often = csv.field_size_limit(), sys.getswitchinterval()
    content = "text\n" + f"{'x' * (before + 1)}\n" * 3
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = [pool.submit(csv_rows, content) for _ in range(400)]
            assert all(len(each.result()) == 4 for each in found)
    finally:
        sys.setswitchinterval(often)
    assert csv.field_size_limit() == before


def test_csv_holds_any_text():
    awkward = dataset(actor("x", ActorType.PARTY, name='A "party", of many'))
    rows = list(csv.DictReader(io.StringIO(csv_of(awkward, "actors"))))
    assert rows[3]["name"] == 'A "party", of many'


@pytest.mark.parametrize(
    "kind", [None, "record", "source", "actor", "policy", "trade_link", "event", "position", "claim"]
)
def test_the_bundled_data_answers_to_the_schema_of_another_validator(ds, kind):
    from jsonschema import Draft202012Validator

    schema = mxus.schema(kind)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    content = json.loads(dumps(ds))
    if kind is None:
        validator.validate(content)
        content["events"][0]["arena"] = "elsewhere"
        assert not validator.is_valid(content)
        return
    for collection in COLLECTIONS:
        fits = kind in {"record", collection_kind(collection)}
        assert all(validator.is_valid(record) == fits for record in content[collection][:5])


def test_every_property_and_term_of_the_schema_is_described():
    schema = mxus.schema()
    for name, definition in {**schema["$defs"], "document": schema}.items():
        for field, content in definition.get("properties", {}).items():
            assert content.get("description"), f"{name}.{field}"
        for term in definition.get("oneOf", ()):
            assert term["description"], name


def test_the_schema_of_an_unknown_kind_is_refused():
    with pytest.raises(mxus.UnknownIdError, match="no kind of record has the id 'evnt'; nearest: 'event'"):
        mxus.schema("evnt")
