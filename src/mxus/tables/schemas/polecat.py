"""POLECAT events: one row an event, tab-separated with a header; PLOVER types and modes.

What is not known is written ``None``. Countries are there twice, as the file writes them: as countries and as codes
that go back to the Correlates of War.
"""

from __future__ import annotations

from typing import Final

from mxus.measures.event_schemes import PLOVER
from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.comparison import same_country, same_score
from mxus.tables.schemas.schema import Schema

__all__ = ["POLECAT_EVENTS"]

POLECAT_EVENTS: Final = Schema(
    name="POLECAT events",
    columns=(
        Column(name="event_id", type="text", source="Event ID", required=True),
        Column(name="date", type="date", source="Event Date", required=True),
        Column(name="source", type="text", source="Actor Country"),
        Column(name="target", type="text", source="Recipient Country"),
        Column(name="source_name", type="text", source="Actor Name"),
        Column(name="target_name", type="text", source="Recipient Name"),
        Column(name="source_cow", type="text", source="Actor COW"),
        Column(name="target_cow", type="text", source="Recipient COW"),
        Column(name="type", type="text", source="Event Type"),
        Column(name="code", type="text", source=("Event Type", "Event Mode")),
        Column(name="intensity", type="number", source="Intensity"),
    ),
    separator="\t",
    quoting="none",
    missing=MISSING,
    year_of="date",
    comparisons=(
        same_score(PLOVER, code="code", own="intensity"),
        same_country(given="source", own="source_cow"),
        same_country(given="target", own="target_cow"),
    ),
)
"""POLECAT events: ``score="intensity"``, or ``code="code"`` (type and mode) or ``"type"`` with ``PLOVER``."""
