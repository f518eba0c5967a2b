"""Whatever a door is given, a file, a frame or a project, what comes of it is an answer or an error of ours."""

import json

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import yaml
from making import TEXT, full_dataset
from test_wrong_kinds import OF_DUCKDB, WRONG, columns_of_arrow, columns_of_pandas, columns_of_polars
from test_wrong_kinds_of_classes import tried, wrong_calls

import mxus
from mxus.exchange.csv_tables import exported_tables
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.json_document import dumps
from mxus.exchange.manifest import require_whole
from mxus.intercoder.adjudication import ledger_of, read_ledger
from mxus.measures import SignedDiGraph, SignedGraph

IN_YAML = (None, 5, 1.5, True, "text", "2020-13-45", [], [1], ["a", None], {}, {"a": 1}, {1: [2]}, [[[]]], -1, "")
"""What may stand in a file where something else is expected."""


def paths_in(content, path=()):
    """Yield the place of every value in a document, the whole included."""
    yield path
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from paths_in(inner, (*path, name))
    elif isinstance(content, list):
        for place, inner in enumerate(content):
            yield from paths_in(inner, (*path, place))


def with_other(content, path, value):
    """Return the document with another value at a place."""
    if not path:
        return value
    copy = json.loads(json.dumps(content))
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return copy


def first_of_each(content):
    """Return the document without what repeats a collection, so that every field is walked once."""
    return {name: held[-1:] if isinstance(held, list) else held for name, held in content.items()}


def every_other(content, walked=None):
    """Yield documents in which one value is of another kind, and where: each kind at every fourth place."""
    for number, path in enumerate(paths_in(first_of_each(content) if walked is None else walked)):
        for value in IN_YAML if len(path) < 2 else IN_YAML[number % 4 :: 4]:
            yield f"{path}: {value!r}", with_other(content, path, value)


def few(resource):
    """Return a resource of a package with the first of its fields."""
    return {**resource, "schema": {**resource["schema"], "fields": resource["schema"]["fields"][:2]}}


class WithoutAnchors(yaml.SafeDumper):
    """Writes out what occurs twice."""

    def ignore_aliases(self, data):  # noqa: ARG002 (yaml's)
        return True


def in_yaml(content):
    """Return data in YAML."""
    return yaml.dump(content, Dumper=WithoutAnchors)


def test_a_document_with_any_value_of_another_kind_is_read_or_refused(tmp_path):
    content = json.loads(dumps(full_dataset()))
    path = tmp_path / "own.json"
    for where, other in every_other(content):
        path.write_text(json.dumps(other), encoding="utf-8")
        tried(lambda: mxus.read(path), where)


def test_a_project_with_any_value_of_another_kind_is_locked_or_refused(tmp_path):
    text, project = tmp_path / "own.txt", tmp_path / "own.yaml"
    text.write_text("\n\n".join(TEXT), encoding="utf-8")
    mxus.start_project(text, project=project, title="Own", author="A Scribe")
    content = yaml.safe_load(project.read_text(encoding="utf-8"))
    author = content["sources"][0]["authors"][0]
    evidence = [{"quote": TEXT[0][:9], "paragraph": 0, "voice": "author", "status": "asserted"}]
    said = {"gloss": "About it.", "issue": "trade", "arena": "bilateral-agenda", "evidence": evidence}
    content["actors"] = [
        {"id": author, "gloss": "G.", "name": "S", "type": "person", "evidence": evidence},
        {"id": "ruritania", "gloss": "G.", "name": "R", "type": "state", "evidence": evidence},
    ]
    content["events"] = [
        {"id": "e", "act": "statement", "initiators": ["ruritania"], "period": {"edtf": "2020", "basis": "inferred"},
         "count": {"more-than": 3, "unit": "count"}, "links": [{"type": "continues", "target": "c"}], **said},
    ]  # fmt: skip
    content["claims"] = [{"id": "c", "type": "interpretation", "holders": [author], **said}]
    project.write_text(in_yaml(content), encoding="utf-8")
    assert len(mxus.lock(project)) == 5
    for where, other in every_other(content):
        project.write_text(in_yaml(other), encoding="utf-8")
        tried(lambda: mxus.lock(project), where)


def test_a_ledger_with_any_value_of_another_kind_is_read_or_refused(tmp_path):
    both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    entries = [{**each, "take": "first", "because": "x"} for each in yaml.safe_load(ledger_of(both))]
    path = tmp_path / "ledger.yaml"
    for where, other in every_other(entries, entries[:1]):
        path.write_text(in_yaml(other), encoding="utf-8")
        tried(lambda: mxus.merge(both, read_ledger(path, both)), where)
    for kind, wrong in WRONG.items():
        tried(lambda: mxus.merge(both, wrong), kind)  # noqa: B023 (called at once)
        tried(lambda: mxus.merge(both, {wrong: "first"}), kind) if kind in {"text", "None", "number"} else None  # noqa: B023


def test_a_description_of_a_package_with_any_value_of_another_kind_is_read_or_refused(tmp_path):
    mxus.export_as(full_dataset(), "datapackage", tmp_path)
    path = tmp_path / "datapackage.json"
    content = {**json.loads(path.read_text(encoding="utf-8")), "mxus_digest": "edited"}
    for where, other in every_other(
        content, {**content, "resources": [few(each) for each in content["resources"][:1]]}
    ):
        path.write_text(json.dumps(other), encoding="utf-8")
        tried(lambda: read_data_package(path), where)
        tried(lambda: require_whole(path), where)


@pytest.mark.parametrize("name", ["events.csv", "records.csv", "evidence.csv"])
def test_a_table_of_a_package_with_any_cell_of_another_kind_is_read_or_refused(tmp_path, name):
    mxus.export_as(full_dataset(), "datapackage", tmp_path)
    description = tmp_path / "datapackage.json"
    content = {**json.loads(description.read_text(encoding="utf-8")), "mxus_digest": "edited"}
    description.write_text(json.dumps(content), encoding="utf-8")
    path = tmp_path / name
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    for place in range(len(cells)):
        for value in ("", "x", "1e999", "9" * 400, '"', "\x00", "1,2"):
            changed = ",".join([*cells[:place], value, *cells[place + 1 :]])
            path.write_text("\n".join([lines[0], changed, *lines[2:], ""]), encoding="utf-8")
            tried(lambda: read_data_package(description), f"{lines[0].split(',')[place]}: {value!r}")


def test_text_functions_and_methods_of_a_text_are_walked(tmp_path, ds):
    text = "\n\n".join(TEXT)
    full = full_dataset()
    for function, more in (
        (mxus.SourceText.of, {"text": text, "source": "chronicle"}),
        (mxus.relocate, {"dataset": full, "text": text}),
        (mxus.coverage, {"dataset": full}),
        (mxus.compare, {"first": ds, "second": ds}),
        (exported_tables, {"dataset": full}),
        (require_whole, {"path": tmp_path}),
        (mxus.write, {"dataset": full, "path": tmp_path / "x.json"}),
        (mxus.export, {"dataset": full, "folder": tmp_path}),
        (mxus.export_as, {"dataset": full, "format": "prov", "folder": tmp_path}),
        (mxus.start_project, {"text": tmp_path / "none.txt"}),
    ):
        for where, call in wrong_calls(function, WRONG, **more):
            tried(call, f"{function.__name__}({where})")


@pytest.mark.parametrize("kind", [SignedGraph, SignedDiGraph])
@pytest.mark.parametrize("column", ["source", "target", "weight"])
def test_a_graph_of_a_column_of_any_type_is_made_or_refused(kind, column):
    data = {"source": list("abca"), "target": list("bcdd"), "weight": [1.0, -1.0, 1.0, -1.0]}
    table = pa.table(data)
    relation = duckdb.connect().from_arrow(table)
    made = [(f"pandas {name}", pd.DataFrame(data).assign(**{column: each.array})) for name, each in columns_of_pandas()]
    made += [
        (f"polars {name}", pl.DataFrame(data).with_columns(each.alias(column))) for name, each in columns_of_polars()
    ]
    made += [(f"polars lazy {name}", each.lazy()) for name, each in made if isinstance(each, pl.DataFrame)]
    made += [
        (f"pyarrow {name}", table.set_column(table.column_names.index(column), column, each))
        for name, each in columns_of_arrow()
    ]
    for sql in OF_DUCKDB:
        columns = ", ".join(f'{sql} AS "{name}"' if name == column else f'"{name}"' for name in data)
        made.append((f"duckdb {sql}", relation.project(columns)))
    for name, frame in made:
        tried(lambda: kind.from_frame(frame), f"from_frame, {column} of {name}")  # noqa: B023 (called at once)
        if not isinstance(frame, pl.LazyFrame | duckdb.DuckDBPyRelation):
            held = {each: frame[each] for each in data}
            tried(lambda: kind.from_edges(**held), f"from_edges, {column} of {name}")  # noqa: B023 (called at once)
            tried(lambda: kind.from_matrix(frame), f"from_matrix, {column} of {name}")  # noqa: B023 (called at once)
            numbers = {"nodes": "abcd", "source": [0, 1, 2, 0], "target": [1, 2, 3, 3], "weight": [1, -1, 1, -1]}
            numbers[column] = frame[column]
            tried(lambda: kind.from_arrays(**numbers), f"from_arrays, {column} of {name}")  # noqa: B023 (called at once)
