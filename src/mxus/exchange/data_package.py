"""Datasets as Frictionless data packages: CSV tables with keys, and a description that other tools check them by.

The package holds the normalised tables of :mod:`mxus.exchange.relational`, so nothing is lost, and it is read back as
the same dataset. Its ``datapackage.json`` follows the Data Package and Table Schema specifications, version 1: types,
required fields, closed vocabularies, definitions, primary and foreign keys. What we leave out: packages with tables
elsewhere than in their own folder, and packages of other makers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import SCHEMA_VERSION
from mxus.errors import InvalidDataError, InvalidValueError, Problem, shown
from mxus.exchange.csv_cells import csv_text, text_of
from mxus.exchange.files import read_text
from mxus.exchange.losses import Exported, LossReport
from mxus.exchange.relational import Column, Row, Table, dataset_of, rows_of, tables

__all__ = ["DESCRIPTOR", "csv_tables", "data_dictionary", "data_package", "descriptor", "read_data_package"]

DESCRIPTOR: Final = "datapackage.json"

csv.field_size_limit(1 << 20)  # a megabyte a cell, eight times what csv reads otherwise; a description has 4,000


def data_package(dataset: Dataset) -> Exported:
    """Return a dataset as a data package.

    Returns
    -------
    Exported
        ``datapackage.json`` and one CSV file a table that has rows; nothing is lost.

    Examples
    --------
    >>> import mxus
    >>> made = data_package(mxus.load())
    >>> "datapackage.json" in made.files, "events_recipients.csv" in made.files, made.report.lossless
    (True, True, True)
    """
    described = json.dumps(descriptor(dataset), ensure_ascii=False, indent=2) + "\n"
    files: dict[str, str | bytes] = {DESCRIPTOR: described, **csv_tables(dataset)}
    return Exported(files, LossReport("datapackage", ()))


def csv_tables(dataset: Dataset) -> dict[str, str]:
    """Return the normalised tables that have rows as CSV text, by file name.

    Examples
    --------
    >>> import mxus
    >>> csv_tables(mxus.load())["events_contexts.csv"].splitlines()[0]
    'record,position,value'
    """
    rows = rows_of(dataset)
    return {
        f"{table.name}.csv": csv_text(
            [column.name for column in table.columns],
            ([row[column.name] for column in table.columns] for row in rows[table.name]),
        )
        for table in _held(dataset)
    }


def data_dictionary(dataset: Dataset) -> str:
    r"""Return a table on the normalised tables: of each column its type, whether it is required, and what it means.

    Examples
    --------
    >>> import mxus
    >>> data_dictionary(mxus.load()).splitlines()[0]
    'table,column,type,required,refers_to,terms,meaning'
    """
    lines = [
        (table.name, column.name, column.type, column.required, column.refers, " ".join(column.terms), column.meaning)
        for table in _held(dataset)
        for column in table.columns
    ]
    return csv_text(["table", "column", "type", "required", "refers_to", "terms", "meaning"], lines)


def descriptor(dataset: Dataset) -> dict[str, Any]:
    """Return the description of a dataset's package, as in ``datapackage.json``.

    Examples
    --------
    >>> import mxus
    >>> descriptor(mxus.load())["name"]
    'rojas-2025'
    """
    held = _held(dataset)
    names = {table.name for table in held}
    document = dataset.document
    about: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": dataset.id,
        "title": dataset.title,
        "description": document.description,
        "mxus_schema_version": SCHEMA_VERSION,
        "contributors": [{"title": coder, "role": "contributor"} for coder in document.coders],
        "sources": [{"title": str(reference)} for reference in dataset.references()],
    }
    filled = {key: content for key, content in about.items() if content not in ("", [])}
    return {**filled, "resources": [_resource(table, names) for table in held]}


def _held(dataset: Dataset) -> list[Table]:
    """Return the tables that have rows."""
    rows = rows_of(dataset)
    return [table for table in tables() if rows[table.name] or table.name == "records"]


def _resource(table: Table, names: set[str]) -> dict[str, Any]:
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": "" if column.refers == table.name else column.refers, "fields": "id"},
        }
        for column in table.columns
        if column.refers in names
    ]
    primary: list[str] | str = list(table.key) if len(table.key) > 1 else "".join(table.key)
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "primaryKey": primary}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "foreignKeys": keys} if keys else schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.terms:
        constraints["enum"] = list(column.terms)
    made: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    return {**made, "constraints": constraints} if constraints else made


# Reading --------------------------------------------------------------------------------------------------------------


def read_data_package(path: str | Path) -> Dataset:
    """Read a dataset from a data package made by mxus.

    Parameters
    ----------
    path : str or Path
        The package's folder, or its ``datapackage.json``.

    Returns
    -------
    Dataset
        Complete and checked, or not at all.

    Raises
    ------
    UnreadableFileError
        If a file of the package cannot be read.
    InvalidDataError
        If the description or a table is not of the form that mxus writes, names a file outside the package's folder,
        or the records break the models or their references; every problem is listed.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = mxus.export_as(mxus.load(), "datapackage", folder)
    ...     mxus.read_data_package(folder) == mxus.load()
    True
    """
    path = Path(path)
    file = path / DESCRIPTOR if path.is_dir() else path
    problems: list[Problem] = []
    about, paths = _described(_parsed(read_text(file), str(file)), problems)
    rows: dict[str, list[Row]] = {}
    known = {table.name: table for table in tables()}
    for name, resource in paths.items():
        try:
            place = _inside(file.parent, resource)
        except InvalidValueError as error:
            problems.append(Problem(f"$.resources ({name})", str(error)))
            continue
        rows[name] = _read_rows(read_text(place), known[name], problems)
    if problems:
        raise InvalidDataError(problems, where=str(file))
    return dataset_of(rows, about, where=str(file))


def _parsed(content: str, where: str) -> dict[str, Any]:
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InvalidDataError([Problem("$", f"found what is not JSON ({error}); expected it")], where=where) from None
    if not isinstance(found, dict):
        raise InvalidDataError([Problem("$", f"found {shown(found)}; expected a package's description")], where=where)
    return cast("dict[str, Any]", found)


def _described(content: dict[str, Any], problems: list[Problem]) -> tuple[dict[str, Any], dict[str, object]]:
    """Return what the package says of the dataset, and the path of each table."""
    contributors: object = content.get("contributors", [])
    coders: object = contributors
    if isinstance(contributors, list):
        people = cast("list[object]", contributors)
        coders = [cast("dict[str, object]", each).get("title") for each in people if isinstance(each, dict)]
    about: dict[str, Any] = {
        "schema_version": content.get("mxus_schema_version"),
        "id": content.get("name"),
        "title": content.get("title"),
        "description": content.get("description", ""),
        "coders": coders,
    }
    known = [table.name for table in tables()]
    paths: dict[str, object] = {}
    resources: object = content.get("resources")
    for index, resource in enumerate(cast("list[object]", resources) if isinstance(resources, list) else ()):
        found = cast("dict[str, object]", resource) if isinstance(resource, dict) else {}
        name = found.get("name")
        if not isinstance(name, str) or name not in known or name in paths:
            expected = f"one of {', '.join(known)}, each once"
            problems.append(Problem(f"$.resources[{index}].name", f"found {shown(name)}; expected {expected}"))
        else:
            paths[name] = found.get("path")
    return about, paths


def _inside(folder: Path, path: object) -> Path:
    """Return the place of a table, which is a file in the package's own folder."""
    if not isinstance(path, str) or Path(path).name != path or path in {"", ".", ".."}:
        raise InvalidValueError(f"found the path {shown(path)}; expected the name of a file in the package's folder")
    try:
        place = (folder / path).resolve()
    except (OSError, ValueError) as error:
        raise InvalidValueError(f"found the path {shown(path)}; expected the name of a file") from error
    if place.parent != folder.resolve():
        raise InvalidValueError(
            f"found the path {shown(path)}, which leads out of the package's folder; expected a file in it"
        )
    return place


def _read_rows(content: str, table: Table, problems: list[Problem]) -> list[Row]:
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    expected = [column.name for column in table.columns]
    made: list[Row] = []
    try:
        for number, cells in enumerate(reader):
            if number == 0 and cells != expected:
                problems.append(
                    Problem(table.name, f"found the columns {shown(cells)}; expected {', '.join(expected)}")
                )
                return []
            if len(cells) != len(expected):
                problems.append(
                    Problem(f"{table.name}[{number - 1}]", f"found {len(cells)} cells; expected {len(expected)}")
                )
            elif number:
                made.append(_row(cells, table, f"{table.name}[{number - 1}]", problems))
    except csv.Error as error:
        problems.append(Problem(table.name, f"found what is not CSV ({error}); expected it"))
    return made


def _row(cells: Sequence[str], table: Table, place: str, problems: list[Problem]) -> Row:
    row: Row = {}
    for column, cell in zip(table.columns, cells, strict=True):
        row[column.name] = None
        if cell:
            try:
                row[column.name] = _READERS[column.type](cell)
            except (ValueError, KeyError):
                expected = f"{column.type} as mxus writes it"
                problems.append(Problem(f"{place}.{column.name}", f"found {shown(cell)}; expected {expected}"))
        elif column.required:
            problems.append(Problem(f"{place}.{column.name}", "found nothing; expected this required cell"))
    return row


_READERS: Final[dict[str, Any]] = {
    "string": text_of,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}
