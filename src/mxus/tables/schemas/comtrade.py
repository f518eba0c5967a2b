"""UN Comtrade, as its site and interface write CSV: one row a reporter, partner, flow, product and period.

Totals and their parts stand in the same file, by flow, level of products, second partner, customs procedure and mode of
transport: one of each is to be chosen before anything is added up, such as ``flow = 'X'``, ``product = 'TOTAL'``,
``partner2 = '0'``, ``customs = 'C00'`` and ``transport = '0'``. The partner ``0`` (``W00``) is the world.
"""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.schema import Schema

__all__ = ["COMTRADE"]

COMTRADE: Final = Schema(
    name="UN Comtrade",
    columns=(
        Column(name="year", type="whole number", source="refYear", required=True),
        Column(name="reporter", type="text", source="reporterCode", required=True),
        Column(name="partner", type="text", source="partnerCode", required=True),
        Column(name="flow", type="text", source="flowCode", required=True),
        Column(name="product", type="text", source="cmdCode", required=True, leading_zeros=True),
        Column(name="partner2", type="text", source="partner2Code"),
        Column(name="customs", type="text", source="customsCode"),
        Column(name="transport", type="text", source="motCode"),
        Column(name="value", type="number", source="primaryValue"),
    ),
    missing=MISSING,
)
"""Flows; ``codes="comtrade"`` for ISO codes. :func:`mxus.tables.dependence` leaves the world out, and counts it."""
