"""Datasets as Parquet: the normalised tables with typed columns, a data dictionary in CSV, and a manifest."""

from __future__ import annotations

import io
import json
from typing import Any, Final

from mxus.dataset.dataset import Dataset
from mxus.errors import MissingExtraError
from mxus.exchange.formats.data_package import data_dictionary
from mxus.exchange.losses import Exported, losses
from mxus.exchange.manifest import MANIFESTS, manifest
from mxus.exchange.relational import rows_of
from mxus.exchange.table_layout import tables

__all__ = ["parquet"]

_TYPES: Final = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}


def parquet(dataset: Dataset) -> Exported:
    """Return a dataset as Parquet files, one a table that has rows, with ``dictionary.csv`` and a manifest.

    Returns
    -------
    Exported
        Columns carry their definition in the field's metadata, and each file the dataset's id and title, as does the
        manifest. The description of the dataset and its coders are left behind.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.

    Examples
    --------
    >>> import mxus
    >>> made = parquet(mxus.load())
    >>> made.files["events.parquet"][:4], "dictionary.csv" in made.files
    (b'PAR1', True)
    """
    pa: Any = MissingExtraError.importing("pyarrow", extra="pyarrow")
    writer: Any = MissingExtraError.importing("pyarrow.parquet", extra="pyarrow")
    about = {"mxus": json.dumps({"id": dataset.id, "title": dataset.title})}
    files: dict[str, str | bytes] = {"dictionary.csv": data_dictionary(dataset)}
    held = rows_of(dataset)
    for table in tables():
        rows = held[table.name]
        if rows:
            fields = [
                pa.field(
                    column.name,
                    getattr(pa, _TYPES[column.type])(),
                    nullable=not column.required,
                    metadata={"description": column.meaning},
                )
                for column in table.columns
            ]
            made = pa.Table.from_pylist(rows, schema=pa.schema(fields, metadata=about))
            buffer = io.BytesIO()
            writer.write_table(made, buffer)
            files[f"{table.name}.parquet"] = buffer.getvalue()
    files[MANIFESTS["parquet"]] = manifest(dataset.id, dataset.title, files)
    return Exported(files, losses(dataset, "parquet", ["id", "title", "*"]))
