"""Dyadic trade of the Correlates of War: imports of each side from the other, in millions of current US dollars."""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.schema import Schema

__all__ = ["COW_TRADE"]

COW_TRADE: Final = Schema(
    name="COW dyadic trade",
    columns=(
        Column(name="year", type="whole number", source="year", required=True),
        Column(name="ccode1", type="whole number", source="ccode1", required=True),
        Column(name="ccode2", type="whole number", source="ccode2", required=True),
        Column(name="flow1", type="number", source="flow1", missing=("-9",)),
        Column(name="flow2", type="number", source="flow2", missing=("-9",)),
    ),
    missing=MISSING,
)
"""``flow1`` are imports of the first from the second, ``flow2`` the other way round; -9 is not known."""
