"""Datasets as rows of the normalised tables (:mod:`mxus.exchange.table_layout`), in which nothing is lost, and back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS, SCHEMA_VERSION
from mxus.errors import InvalidDataError, Problem, shown
from mxus.exchange.json_document import collection_kind, loads
from mxus.exchange.table_layout import Column, Table, tables
from mxus.records.union import AnyRecord
from mxus.vocabulary._term import Term

__all__ = ["Row", "dataset_of", "rows_of"]

Cell = str | int | float | bool | None
Row = dict[str, Cell]

_NUMBERS: Final = re.compile("[0-9]{1,9}(?: [0-9]{1,9})*")


def rows_of(dataset: Dataset) -> dict[str, list[Row]]:
    """Return the rows of every table.

    Examples
    --------
    >>> import mxus
    >>> rows = rows_of(mxus.load())
    >>> rows["events_recipients"][0].keys() == {"record", "position", "value"}, len(rows["evidence"]) > 400
    (True, True)
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in tables()}
    by_name = {table.name: table for table in tables()}
    for collection in COLLECTIONS:
        records: tuple[AnyRecord, ...] = getattr(dataset.document, collection)
        for record in records:
            rows["records"].append({"id": record.id, "kind": record.kind})
            rows[collection].append({column.name: _cell(record, column.path) for column in by_name[collection].columns})
            for name in type(record).model_fields:
                table = by_name.get(name) or by_name.get(f"{collection}_{name}")
                if table is None or table.field != name:
                    continue
                for position, part in enumerate(getattr(record, name)):
                    rows[table.name].append({"record": record.id, "position": position, **_part_row(part, table)})
    for position, passage in enumerate(dataset.uncoded):
        rows["uncoded"].append({"position": position, **_part_row(passage, by_name["uncoded"])})
    return rows


def dataset_of(rows: Mapping[str, Sequence[Row]], about: Mapping[str, Any], *, where: str) -> Dataset:
    """Return the dataset of some rows, with the checks of any document; `where` names it in messages.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> about = {"id": ds.id, "title": ds.title, "description": ds.document.description, "coders": ["settled"]}
    >>> dataset_of(rows_of(ds), about, where="tables").events == ds.events
    True
    """
    content: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **about}
    by_name = {table.name: table for table in tables()}
    for collection in COLLECTIONS:
        content[collection] = [_document_row(row, by_name[collection].columns) for row in rows.get(collection, ())]
    records = {record.get("id"): record for collection in COLLECTIONS for record in content[collection]}
    problems = [*_orphans(rows, set(records)), *_repeated(rows), *_unlike(rows)]
    if problems:
        raise InvalidDataError(problems, where=where)
    for table in tables():
        if table.field is None or table.name == "uncoded":
            continue
        for row in sorted(rows.get(table.name, ()), key=lambda row: cast("int", row["position"])):
            record = records[row["record"]]
            part = _document_row(row, table.columns[2:])
            record.setdefault(table.field, []).append(part["value"] if table.columns[2].path == () else part)
    content["uncoded"] = [_document_row(row, by_name["uncoded"].columns[1:]) for row in rows.get("uncoded", ())]
    return loads(json.dumps(content), where=where)


def _orphans(rows: Mapping[str, Sequence[Row]], records: set[Any]) -> Iterator[Problem]:
    """Yield the rows that belong to a record there is not."""
    for table in tables():
        for index, row in enumerate(rows.get(table.name, ()) if table.key[0] == "record" else ()):
            if row["record"] not in records:
                found = f"found {shown(row['record'])}; expected the id of a record there is"
                yield Problem(f"{table.name}[{index}].record", found)


def _repeated(rows: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Yield the rows whose key an earlier one of the table has."""
    for table in tables():
        known: set[tuple[Cell, ...]] = set()
        for index, row in enumerate(rows.get(table.name, ())):
            key = tuple(row[name] for name in table.key)
            if key in known:
                found = f"found {', '.join(map(repr, key))} a second time; expected each {' and '.join(table.key)} once"
                yield Problem(f"{table.name}[{index}]", found)
            known.add(key)


def _unlike(rows: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Yield the records that the table of all and the tables of collections do not both have."""
    listed = {(row["id"], row["kind"]): index for index, row in enumerate(rows.get("records", ()))}
    held = {
        (row["id"], collection_kind(collection)): f"{collection}[{index}]"
        for collection in COLLECTIONS
        for index, row in enumerate(rows.get(collection, ()))
    }
    for (name, kind), index in listed.items():
        if (name, kind) not in held:
            yield Problem(f"records[{index}]", f"found {kind} {shown(name)}; expected only what its own table has too")
    for (name, kind), place in held.items():
        if (name, kind) not in listed:
            yield Problem(place, f"found {kind} {shown(name)}; expected only what the table 'records' has too")


def _part_row(part: Any, table: Table) -> Row:  # noqa: ANN401 (a part or a plain value)
    columns = [column for column in table.columns if column.name not in {"record", "position"}]
    return {column.name: _cell(part, column.path) for column in columns}


def _cell(value: Any, path: tuple[str, ...]) -> Cell:  # noqa: ANN401 (whatever a record holds)
    for step in path:
        value = None if value is None else getattr(value, step)
    if isinstance(value, Term):
        return value.value
    if isinstance(value, tuple):
        return " ".join(map(str, cast("tuple[object, ...]", value)))
    return None if isinstance(value, float) and math.isinf(value) else value


def _document_row(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    """Return a row as a document has it: values nested, what is null left out but for the ends of a quantity."""
    made: dict[str, Any] = {}
    for column in columns:
        cell = row.get(column.name)
        if column.path == ():
            made["value"] = cell
        elif column.name == "sentences" and isinstance(cell, str) and _NUMBERS.fullmatch(cell):
            made[column.name] = [int(end) for end in cell.split(" ")]
        elif len(column.path) == 2:
            inner = made.setdefault(column.path[0], {})
            if cell is not None or column.path[1] in {"lower", "upper"}:
                inner[column.path[1]] = cell
        elif cell is not None:
            made[column.name] = cell
    values = {column.path[0] for column in columns if len(column.path) == 2}
    empty = [name for name in values if all(part is None for part in made[name].values())]
    return {name: value for name, value in made.items() if name not in empty}
