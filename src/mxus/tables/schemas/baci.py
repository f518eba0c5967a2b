"""BACI: bilateral trade by product, reconciled by CEPII; values in thousands of current US dollars."""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.schema import Schema

__all__ = ["BACI"]

BACI: Final = Schema(
    name="BACI",
    columns=(
        Column(name="year", type="whole number", source="t", required=True),
        Column(name="exporter", type="text", source="i", required=True),
        Column(name="importer", type="text", source="j", required=True),
        Column(name="product", type="text", source="k", required=True, leading_zeros=True),
        Column(name="value", type="number", source="v"),
        Column(name="quantity", type="number", source="q"),
    ),
    missing=MISSING,
)
"""Flows from exporter to importer; ``codes="comtrade"`` for ISO codes. Exports of a country: it is the reporter."""
