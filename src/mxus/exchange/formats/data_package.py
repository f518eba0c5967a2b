"""Datasets as Frictionless data packages: CSV tables with keys, and a description that other tools check them by.

The package holds the normalised tables of :mod:`mxus.exchange.table_layout`, so nothing is lost, and it is read back
as the same dataset (:mod:`mxus.exchange.formats.data_package_reading`). Its ``datapackage.json`` follows the Data
Package and Table Schema specifications, version 1: types, required fields, closed vocabularies, definitions, primary
and foreign keys, size and digest of each table.
What we leave out: tables without rows, which the description does not name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import SCHEMA_VERSION
from mxus.exchange.csv_cells import csv_text
from mxus.exchange.losses import Exported, LossReport
from mxus.exchange.manifest import DESCRIPTOR, digests_of, stamped
from mxus.exchange.relational import rows_of
from mxus.exchange.table_layout import Column, Table, tables

__all__ = ["DESCRIPTOR", "csv_tables", "data_dictionary", "data_package", "descriptor"]


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
    files: dict[str, str | bytes] = {DESCRIPTOR: stamped(descriptor(dataset)), **csv_tables(dataset)}
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
    held, files = _held(dataset), csv_tables(dataset)
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
    return {**filled, "resources": [_resource(table, files) for table in held]}


def _held(dataset: Dataset) -> list[Table]:
    """Return the tables that have rows."""
    rows = rows_of(dataset)
    return [table for table in tables() if rows[table.name] or table.name == "records"]


def _resource(table: Table, files: Mapping[str, str]) -> dict[str, Any]:
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": "" if column.refers == table.name else column.refers, "fields": "id"},
        }
        for column in table.columns
        if f"{column.refers}.csv" in files
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
        **digests_of(files[f"{table.name}.csv"]),
        "schema": {**schema, "foreignKeys": keys} if keys else schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.terms:
        constraints["enum"] = list(column.terms)
    made: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    return {**made, "constraints": constraints} if constraints else made
