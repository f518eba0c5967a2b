"""Datasets as CSV: one table a collection, one row a record, with the columns of :meth:`mxus.Dataset.to_frame`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS, Collection
from mxus.dataset.frames import columns_of
from mxus.dataset.required import require_dataset
from mxus.exchange.csv_cells import csv_text
from mxus.exchange.json_document import dumps
from mxus.exchange.manifest import MANIFESTS, manifest
from mxus.exchange.sets import write_set

__all__ = ["csv_of", "export", "exported_tables"]


def csv_of(dataset: Dataset, collection: Collection) -> str:
    r"""Return a collection as CSV text with a header; what is not known is empty, truth values are true and false.

    A text that a spreadsheet would take for a formula has an apostrophe before it.

    Examples
    --------
    >>> import mxus
    >>> csv_of(mxus.load(), "trade_links").partition("\n")[0][:31]
    'kind,id,gloss,note,reporter,par'
    """
    columns = columns_of(collection)
    rows = ([_plain(column.content(record)) for column in columns] for record in getattr(dataset.document, collection))
    return csv_text([column.name for column in columns], rows)


def export(dataset: Dataset, folder: str | Path) -> tuple[Path, ...]:
    """Write a dataset as JSON and as one CSV table a collection, with a manifest, ``csv.manifest.json``.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    folder : str or Path
        Made where it does not exist; files of the same names are replaced, others left alone.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UnreadableFileError
        If the folder cannot be made or a file not be written there.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export(mxus.load(), folder)][:3]
    ['rojas-2025.json', 'sources.csv', 'actors.csv']
    """
    return write_set(folder, exported_tables(dataset))


def exported_tables(dataset: Dataset) -> dict[str, str | bytes]:
    """Return what :func:`export` writes, by file name.

    Examples
    --------
    >>> import mxus
    >>> list(exported_tables(mxus.load()))[:3]
    ['rojas-2025.json', 'sources.csv', 'actors.csv']
    """
    require_dataset(dataset)
    tables = {f"{collection}.csv": csv_of(dataset, collection) for collection in COLLECTIONS}
    files: dict[str, str | bytes] = {f"{dataset.id}.json": dumps(dataset), **tables}
    return {**files, MANIFESTS["csv"]: manifest(dataset.id, dataset.title, files)}


def _plain(value: str | float | date | None) -> str | float | None:
    return value.isoformat() if isinstance(value, date) else value
