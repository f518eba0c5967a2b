"""ICEWS coded events: one row an event, tab-separated with a header; countries by English name, CAMEO codes.

Values are not quoted, but for the file of 2017 as published since 2020 (``Events.2017.20201006.tab``), which quotes
some values, writes dates as ``12/1/2017`` and in some editions lacks ``CAMEO Code`` (issues 57 and 73 to 75 of
https://github.com/andybega/icews). Both are read.
"""

from __future__ import annotations

from typing import Final

from mxus.measures.event_schemes import CAMEO
from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.comparison import same_score
from mxus.tables.schemas.schema import Schema

__all__ = ["ICEWS_EVENTS"]

ICEWS_EVENTS: Final = Schema(
    name="ICEWS events",
    columns=(
        Column(name="event_id", type="text", source="Event ID", required=True),
        Column(name="date", type="date", source="Event Date", required=True, format=("%Y-%m-%d", "%m/%d/%Y")),
        Column(name="source", type="text", source="Source Country"),
        Column(name="target", type="text", source="Target Country"),
        Column(name="source_name", type="text", source="Source Name"),
        Column(name="target_name", type="text", source="Target Name"),
        Column(name="code", type="text", source="CAMEO Code", leading_zeros=True, may_be_absent=True),
        Column(name="intensity", type="number", source="Intensity"),
    ),
    separator="\t",
    quoting="whole",
    missing=MISSING,
    year_of="date",
    comparisons=(same_score(CAMEO, code="code", own="intensity"),),
)
"""ICEWS events: ``score="intensity"``, or ``code="code"`` with ``CAMEO``; ``codes="name"`` for ISO codes."""
