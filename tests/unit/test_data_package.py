"""Data packages: read back as what they were, and refused where they are spoilt."""

import csv
import json

import pytest

import mxus
from mxus import InvalidDataError
from mxus.exchange.csv_cells import cell_of, csv_rows, text_of
from mxus.exchange.formats.data_package_reading import read_data_package


@pytest.mark.parametrize("which", ["full", "bundled"])
def test_a_data_package_is_read_back_as_the_same_dataset(which, full, ds, tmp_path):
    dataset = full if which == "full" else ds
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert read_data_package(tmp_path) == dataset
    assert read_data_package(tmp_path / "datapackage.json") == dataset


@pytest.mark.parametrize("gloss", ["=1+1", "@SUM(A1)", "+x", "-x", "'=1", "''", "'tis", 'a;b,c"d', "x\u00a0y", "-1"])
def test_a_cell_gives_back_its_text_and_is_no_formula(full, gloss, tmp_path):
    assert text_of(cell_of(gloss)) == gloss
    assert cell_of(gloss)[0] not in "=+-@\t\r"
    dataset = full.replace(full.actors["league"].evolve(gloss=gloss))
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert read_data_package(tmp_path) == dataset
    mxus.export(dataset, tmp_path / "plain")
    with (tmp_path / "plain" / "actors.csv").open(encoding="utf-8", newline="") as file:
        assert not any(cell[:1] in {"=", "+", "@"} for row in csv.reader(file) for cell in row)


@pytest.fixture
def package(full, tmp_path):
    """A data package in a folder, and a way to spoil its description."""
    mxus.export_as(full, "datapackage", tmp_path)
    path = tmp_path / "datapackage.json"

    def spoil(change):
        content = json.loads(path.read_text(encoding="utf-8"))
        content["mxus_digest"] = "edited"  # so that digests do not speak first
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        return tmp_path

    return spoil


@pytest.mark.parametrize(
    "path",
    [
        "../events.csv",
        "/etc/passwd",
        "sub/events.csv",
        "..",
        "",
        None,
        5,
        "http://example.org/e.csv",
        "a\0b",
        "..\\e.csv",
    ],
)
def test_a_table_elsewhere_than_in_the_folder_is_refused(package, path, tmp_path):
    folder = package(lambda content: content["resources"][1].update(path=path))
    with pytest.raises((InvalidDataError, mxus.UnreadableFileError)):
        read_data_package(folder)


def test_a_link_out_of_the_folder_is_refused(package, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "e.csv"
    outside.write_text("id\n", encoding="utf-8")
    folder = package(lambda content: content["resources"][1].update(path="link.csv"))
    (folder / "link.csv").symlink_to(outside)
    with pytest.raises(InvalidDataError, match="leads out of the package's folder"):
        read_data_package(folder)


def test_broken_tables_are_refused_with_every_problem(package):
    folder = package(dict.copy)
    events, parts = folder / "events.csv", folder / "events_recipients.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("military-strike", "strik"), encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"\$\.events\[0\]\.act: found 'strik'"):
        read_data_package(folder)
    parts.write_text("record,position,value\nnobody,0,sylvania\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"events_recipients\[0\]\.record: found 'nobody'"):
        read_data_package(folder)
    parts.write_text("record,position,value\nstrike,zero,sylvania\nstrike\n,1,x\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_data_package(folder)
    assert [problem.path for problem in caught.value.problems] == [
        "events_recipients[0].position", "events_recipients[1]", "events_recipients[2].record",
    ]  # fmt: skip
    parts.write_text("record,value\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="events_recipients: found the columns"):
        read_data_package(folder)


def test_tables_as_a_spreadsheet_writes_them_are_read(package, full):
    """Truth values in capitals, and blank lines at the end."""
    folder = package(dict.copy)
    capitals = 0
    for path in folder.glob("*.csv"):
        head, *lines = csv_rows(path.read_text(encoding="utf-8"))
        written = [[cell.upper() if cell in {"true", "false"} else cell for cell in line] for line in lines]
        capitals += written != lines
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *written])
            file.write("\r\n \r\n\n")
    assert capitals
    assert read_data_package(folder) == full


@pytest.mark.parametrize("line", ["\nstrike,1,minister", "\n,,"])
def test_a_blank_line_between_others_and_a_line_of_blank_cells_are_not_nothing(package, line):
    path = package(dict.copy) / "events_recipients.csv"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"events_recipients\[1\]: found 0 cells"):
        read_data_package(path.parent)


def test_a_table_that_is_not_there_is_told_with_every_other_problem(package):
    folder = package(lambda content: content["resources"].append({"name": "x"}))
    (folder / "events.csv").unlink()
    (folder / "claims.csv").write_bytes(b"\xff")
    (folder / "events_recipients.csv").write_text("record,position,value\nstrike\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_data_package(folder)
    told = {problem.path: problem.message for problem in caught.value.problems}
    assert "no such file" in told["$.resources (events)"]
    assert "not UTF-8" in told["$.resources (claims)"]
    assert len(told) == 4


def test_tables_that_do_not_go_together_are_refused(package):
    folder = package(dict.copy)
    records, recipients = folder / "records.csv", folder / "events_recipients.csv"
    records.write_text(records.read_text(encoding="utf-8").replace("league,actor", "leagues,actor"), encoding="utf-8")
    recipients.write_text(recipients.read_text(encoding="utf-8") + "strike,0,minister\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_data_package(folder)
    assert [str(problem) for problem in caught.value.problems] == [
        "events_recipients[1]: found 'strike', 0 a second time; expected each record and position once",
        "records[6]: found actor 'leagues'; expected only what its own table has too",
        "actors[5]: found actor 'league'; expected only what the table 'records' has too",
    ]


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("sources_paragraphs", "33 63 84", "33 x 63 84"),
        ("sources_paragraphs", "33 63 84", f"33 {'9' * 5000}"),
        ("trade_links", "0.7", "nan"),
        ("trade_links", "0.7", "1e999"),
        ("trade_links", "0.7", "0_7"),
        ("events_recipients", ",0,", ", 0,"),
        ("events_recipients", ",0,", ",٠,"),
        ("events_recipients", ",0,", f",{'9' * 4000},"),
    ],
)
def test_numbers_are_read_as_they_are_written_or_not_at_all(package, table, before, after):
    folder = package(dict.copy)
    path = folder / f"{table}.csv"
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_data_package(folder)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda content: content.pop("resources"), r"\$\.resources: found None; expected a list of tables"),
        (lambda content: content.update(resources=5), r"\$\.resources: found 5; expected a list of tables"),
        (lambda content: content["resources"].pop(0), "found no table 'records'"),
        (lambda content: content.update(contributors=[5]), r"\$\.coders\[0\]: found 5"),
        (lambda content: content.update(contributors=5), r"\$\.coders: found 5"),
    ],
)
def test_a_description_that_leaves_out_what_it_must_say_is_refused(package, change, word):
    with pytest.raises(InvalidDataError, match=word):
        read_data_package(package(change))


def test_a_key_given_twice_in_a_description_is_refused(package):
    path = package(dict.copy) / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"title"', '"title": "x", "title"', 1), encoding="utf-8")
    with pytest.raises(InvalidDataError, match="each key once"):
        read_data_package(path)


def test_a_long_cell_is_read_and_the_limit_of_other_readers_kept(full, tmp_path):
    """A paragraph of 30,000 sentences has more in a cell than csv reads otherwise."""
    before = csv.field_size_limit()
    text = "So. " * 30_000
    source = full.sources["chronicle"]
    long = mxus.SourceText.of(text, source="chronicle").source_paragraphs()
    dataset = full.replace(source.evolve(paragraphs=(*source.paragraphs, *long)))
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert read_data_package(tmp_path) == dataset
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "{}", '{"resources": 5}', '{"resources": [{"name": "x"}]}', "[" * 99_999]
)
def test_a_description_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidDataError):
        read_data_package(tmp_path)


def test_a_newer_package_is_refused(package):
    folder = package(lambda content: content.update(mxus_schema_version=2))
    with pytest.raises(InvalidDataError, match="a newer mxus reads it"):
        read_data_package(folder)
