"""Data packages, spoilt somehow: read as what they say, from their folder alone, or refused with an error of ours."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import full_dataset

from mxus import Dataset, MxusError
from mxus.exchange.convert import FORMATS
from mxus.exchange.csv_cells import cell_of, csv_rows, text_of
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.json_document import dumps, loads
from mxus.exchange.relational import rows_of
from mxus.exchange.table_layout import tables

FULL = full_dataset()
FILES = dict(FORMATS["datapackage"](FULL).files)
FILES["datapackage.json"] = json.dumps(
    {**json.loads(FILES["datapackage.json"]), "mxus_digest": "edited"}, ensure_ascii=False
)  # what digests cannot tell is asked here
TABLES = {f"{table.name}.csv": table for table in tables() if f"{table.name}.csv" in FILES}
FOREIGN = "words that only a file outside the package has"

texts = st.text(max_size=20) | st.sampled_from(
    ["", "0", "-1", "1e999", "nan", "9" * 5000, "true", "ruritania", "strike", "nobody", "state", "\x00", "\u202e",
     "=1+1", "'=1", '"', "a\nb", "../x", "x" * 5000, "\ufeff", "٣", "1_0", " 1", "alleged", "2019"]
)  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
paths = st.sampled_from(
    ["../outside.csv", "outside.csv", "link.csv", "folder", "/etc/passwd", "..", ".", "", "./events.csv", "a/b.csv",
     "http://example.org/events.csv", "events.csv", "datapackage.json", "events.csv\x00", "..\\outside.csv",
     "absent.csv"]
)  # fmt: skip


@pytest.fixture(scope="module")
def read_with(tmp_path_factory):
    """Return a function that reads the package with some of its files otherwise, or (None) not there.

    Beside the package lies a file that it has no business with, and in it a link that leads there.
    """
    parent = tmp_path_factory.mktemp("parent")
    outside, folder = parent / "outside.csv", parent / "package"
    outside.write_text(f"id,gloss\nforeign,{FOREIGN}\n", encoding="utf-8")
    (folder / "folder").mkdir(parents=True)
    (folder / "link.csv").symlink_to(outside)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")

    def read(changed: dict[str, str | bytes | None]) -> Dataset | MxusError:
        for name, content in changed.items():
            (folder / name).unlink()
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        before = {path: path.lstat().st_mtime_ns for path in parent.rglob("*")}
        try:
            return read_data_package(folder)
        except MxusError as error:
            return error
        finally:
            assert {path: path.lstat().st_mtime_ns for path in parent.rglob("*")} == before
            for name in changed:
                (folder / name).write_text(FILES[name], encoding="utf-8", newline="")

    return read


def written(lines: list[list[str]]) -> str:
    """Return cells as CSV text, with no regard to what they are."""
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n" for line in lines)


def places(value, path=()):
    """Yield the path of every value in some JSON data."""
    yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, step))


DESCRIBED = json.loads(FILES["datapackage.json"])
PLACES = [path for path in places(DESCRIBED) if path and "schema" not in path]


@given(data=st.data())
def test_a_package_with_another_cell_says_what_the_cell_says_or_is_refused(read_with, data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    lines = csv_rows(FILES[name])
    row, column = data.draw(st.integers(1, len(lines) - 1)), data.draw(st.integers(0, len(lines[0]) - 1))
    cell = data.draw(texts | st.sampled_from([line[column] for line in lines[1:]]))
    lines[row][column] = cell_of(cell) if data.draw(st.booleans()) else cell
    if not lines[row][column].isprintable() or "\r" in cell:  # what CSV itself changes is not what is asked here
        lines[row][column] = "x"
    found = read_with({name: written(lines)})
    if isinstance(found, MxusError):
        return
    table, said = TABLES[name], lines[row][column]
    if said and table.columns[column].name != "position":
        held = rows_of(found)[table.name]
        kinds = {"string": text_of, "integer": int, "number": float, "boolean": "true".__eq__}
        assert kinds[table.columns[column].type](said) in [each[table.columns[column].name] for each in held]
    assert set(found) == {line[0] for line in csv_rows(FILES["records.csv"])[1:]} or name == "records.csv"


@given(data=st.data())
def test_a_package_with_rows_left_out_repeated_or_moved_is_whole_or_refused(read_with, data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    head, *lines = csv_rows(FILES[name])
    number = data.draw(st.integers(0, len(lines) - 1))
    match data.draw(st.sampled_from(["left out", "repeated", "of another table", "shortened", "head"])):
        case "left out":
            del lines[number]
        case "repeated":
            lines.append(lines[number])
            assert isinstance(read_with({name: written([head, *lines])}), MxusError)
        case "of another table":
            lines.append(data.draw(st.sampled_from(csv_rows(FILES[data.draw(st.sampled_from(sorted(TABLES)))]))))
        case "shortened":
            lines[number] = lines[number][:-1]
            assert isinstance(read_with({name: written([head, *lines])}), MxusError)
        case _:
            head = data.draw(st.permutations(head))
    found = read_with({name: written([head, *lines])})
    if not isinstance(found, MxusError):
        assert loads(dumps(found)) == found
        assert set(found) == set(FULL)


@given(data=st.data())
def test_a_package_with_another_description_is_read_from_its_folder_or_refused(read_with, data):
    described = json.loads(FILES["datapackage.json"])
    path = data.draw(st.sampled_from(PLACES))
    holder = described
    for step in path[:-1]:
        holder = holder[step]
    if data.draw(st.booleans()):
        holder[path[-1]] = data.draw(paths if path[-1] == "path" else anything)
    else:
        del holder[path[-1]]
    found = read_with({"datapackage.json": json.dumps(described)})
    assert FOREIGN not in (str(found) if isinstance(found, MxusError) else str(rows_of(found)))
    if not isinstance(found, MxusError):
        assert set(found) == set(FULL)


@given(name=st.sampled_from(sorted(FILES)), put=st.binary(max_size=8), share=st.floats(0, 1), cut=st.integers(0, 40))
def test_a_package_with_other_bytes_is_read_or_refused(read_with, name, put, share, cut):
    content = FILES[name].encode()
    place = int(share * len(content))
    found = read_with({name: content[:place] + put + content[place + cut :]})
    if not isinstance(found, MxusError):
        assert loads(dumps(found)) == found


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_package_without_a_file_that_it_names_is_refused(read_with, name):
    assert isinstance(read_with({name: None}), MxusError)


def test_a_package_as_it_was_written_is_read(read_with):
    assert read_with({}) == FULL
