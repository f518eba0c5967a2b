"""ICEWS coded events: one row an event, tab-separated with a header; countries by English name, CAMEO codes."""

from __future__ import annotations

from typing import Final

from mxus.measures.event_schemes import CAMEO
from mxus.tables.schemas.column import Column
from mxus.tables.schemas.comparison import same_score
from mxus.tables.schemas.schema import Schema

__all__ = ["ICEWS_EVENTS"]

ICEWS_EVENTS: Final = Schema(
    name="ICEWS events",
    columns=(
        Column(name="event_id", type="text", source="Event ID", required=True),
        Column(name="date", type="date", source="Event Date", required=True),
        Column(name="source", type="text", source="Source Country"),
        Column(name="target", type="text", source="Target Country"),
        Column(name="source_name", type="text", source="Source Name"),
        Column(name="target_name", type="text", source="Target Name"),
        Column(name="code", type="text", source="CAMEO Code", leading_zeros=True),
        Column(name="intensity", type="number", source="Intensity"),
    ),
    separator="\t",
    year_of="date",
    comparisons=(same_score(CAMEO, code="code", own="intensity"),),
)
"""ICEWS events: ``score="intensity"``, or ``code="code"`` with ``CAMEO``; ``codes="name"`` for ISO codes."""
