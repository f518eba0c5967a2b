"""UN Comtrade, as its site and interface write CSV: one row a reporter, partner, flow, product and period.

Trade of one flow code and one level of products is to be chosen before anything is added up: imports, exports, totals
and their parts stand in the same file. The partner ``0`` (``W00``) is the world.
"""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.schema import Column, Schema

__all__ = ["COMTRADE"]

COMTRADE: Final = Schema(
    name="UN Comtrade",
    columns=(
        Column(name="year", type="whole number", source="refYear", required=True),
        Column(name="reporter", type="text", source="reporterCode", required=True),
        Column(name="partner", type="text", source="partnerCode", required=True),
        Column(name="flow", type="text", source="flowCode", required=True),
        Column(name="product", type="text", source="cmdCode", required=True),
        Column(name="value", type="number", source="primaryValue"),
    ),
)
"""Flows; ``codes="comtrade"`` for ISO codes, ``aggregates=("0",)`` for :func:`mxus.tables.dependence`."""
