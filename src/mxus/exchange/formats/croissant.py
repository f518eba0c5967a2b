"""Datasets described in Croissant 1.0, the JSON-LD by which collections of machine-learning data describe themselves.

The description says which CSV files there are, with their digests, which columns they have, what those mean and to
what they refer; the files are those of a data package, so nothing is lost. What we leave out: splits and tasks, which
a coding of a text does not have.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Final

from mxus.dataset.dataset import Dataset
from mxus.exchange.formats.data_package import csv_tables
from mxus.exchange.losses import Exported, LossReport
from mxus.exchange.manifest import MANIFESTS, manifest
from mxus.exchange.table_layout import Column, Table, tables
from mxus.values.reference import name_parts

__all__ = ["croissant"]

_TYPES: Final = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}
_CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(dataset: Dataset) -> Exported:
    """Return a dataset as CSV tables with their Croissant description.

    Returns
    -------
    Exported
        ``croissant.json``, one CSV file a table that has rows, and a manifest; nothing is lost.

    Examples
    --------
    >>> import json, mxus
    >>> described = json.loads(croissant(mxus.load()).files["croissant.json"])
    >>> described["conformsTo"], len(described["recordSet"]) == len(described["distribution"])
    ('http://mlcommons.org/croissant/1.0', True)
    """
    made = csv_tables(dataset)
    held = [table for table in tables() if f"{table.name}.csv" in made]
    names = {table.name for table in held}
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "@id": dataset.id,
        "name": dataset.id,
        "alternateName": dataset.title,
        "description": dataset.document.description or dataset.title,
        "creator": [_creator(coder) for coder in dataset.document.coders],
        "citeAs": "\n\n".join(reference.bibtex() for reference in dataset.references()),
        "distribution": [_file(name, content) for name, content in made.items()],
        "recordSet": [_record_set(table, names) for table in held],
    }
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    files: dict[str, str | bytes] = {"croissant.json": text, **made}
    files[MANIFESTS["croissant"]] = manifest(dataset.id, dataset.title, files)
    return Exported(files, LossReport("croissant", ()))


def _creator(coder: str) -> dict[str, str]:
    """Return a coder as a person where the name is written "Family, Given"; else as what may be several people."""
    family, given = name_parts(coder)
    if given is None:
        return {"@type": "sc:Organization", "name": family}
    return {"@type": "sc:Person", "name": f"{given} {family}", "familyName": family, "givenName": given}


def _file(name: str, content: str) -> dict[str, Any]:
    data = content.encode()
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{len(data)} B",
        "encodingFormat": "text/csv",
        "sha256": sha256(data).hexdigest(),
    }


def _record_set(table: Table, names: set[str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "key": [{"@id": f"{table.name}/{key}"} for key in table.key],
        "field": [_field(table, column, names) for column in table.columns],
    }


def _field(table: Table, column: Column, names: set[str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": column.name}},
    }
    if column.refers in names and column.refers != table.name:
        made["references"] = {"field": {"@id": f"{column.refers}/id"}}
    return made
