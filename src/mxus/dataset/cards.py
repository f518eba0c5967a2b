"""How a dataset and its collections are seen: how many records of each kind, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from mxus.display.cards import Page, Table
from mxus.records.base import Record
from mxus.values.locator import places
from mxus.values.reference import Reference

__all__ = ["collection_page", "dataset_page"]

_SHOWN: Final = 20
"""Records of a collection that are shown."""

_NAMED: Final = 3
"""Records of each collection that are named."""


def dataset_page(
    name: str, title: str, sources: Sequence[Reference], collections: Mapping[str, Sequence[Record]]
) -> Page:
    """Return what a notebook shows of a dataset."""
    rows: list[tuple[str, str, str]] = []
    for kind, held in collections.items():
        first = [record.id for record in held[:_NAMED]] + ["..."] * (len(held) > _NAMED)
        rows.append((kind, str(len(held)), ", ".join(first)))
    facts = (("id", name), *(("source", str(source)) for source in sources))
    return Page(title, facts, (Table("records", ("collection", "n", "ids"), tuple(rows)),))


def collection_page(records: Mapping[str, Any]) -> Page:
    """Return what a notebook shows of some records."""
    rows = tuple((name, *_told(record)) for name, record in list(records.items())[:_SHOWN])
    left = len(records) - len(rows)
    note = f"{left} more are left out" if left else ""
    return Page(
        f"{len(records)} record{'' if len(records) == 1 else 's'}",
        (),
        (Table("first records", ("id", "where", "what"), rows, note),),
    )


def _told(record: object) -> tuple[str, str]:
    if not isinstance(record, Record):
        return "", str(record)
    return places(each.passage for each in getattr(record, "evidence", ())), record.gloss
