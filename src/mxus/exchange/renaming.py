"""Other ids for the records of a dataset, wherever they are mentioned."""

from __future__ import annotations

from collections.abc import Mapping

from mxus.dataset.dataset import Dataset
from mxus.exchange.relational import dataset_of, rows_of
from mxus.exchange.table_layout import tables

__all__ = ["renamed"]


def renamed(dataset: Dataset, names: Mapping[str, str]) -> Dataset:
    """Return a dataset in which records have other ids, wherever they are mentioned.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    names : mapping of str to str
        New ids by old; ids that are not in it stay.

    Examples
    --------
    >>> import mxus
    >>> ds = renamed(mxus.load(), {"mexico": "estados-unidos-mexicanos"})
    >>> "mexico" in ds, ds.trade_links["trade-mexico-cuba"].reporter
    (False, 'estados-unidos-mexicanos')
    """
    rows = rows_of(dataset)
    for table in tables():
        mentioning = [column.name for column in table.columns if column.refers is not None or column.path == ("id",)]
        for row in rows[table.name]:
            row |= {name: names.get(str(row[name]), row[name]) for name in mentioning}
    document = dataset.document
    about = {"id": dataset.id, "title": dataset.title, "description": document.description}
    return dataset_of(rows, {**about, "coders": list(document.coders)}, where=f"dataset {dataset.id!r}")
