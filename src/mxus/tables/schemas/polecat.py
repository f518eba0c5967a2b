"""POLECAT events: one row an event, tab-separated with a header; ISO alpha-3 countries, PLOVER types and modes."""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.schema import Column, Schema

__all__ = ["POLECAT_EVENTS"]

POLECAT_EVENTS: Final = Schema(
    name="POLECAT events",
    columns=(
        Column(name="event_id", type="text", source="Event ID", required=True),
        Column(name="date", type="date", source="Event Date", required=True),
        Column(name="source", type="text", source="Actor COW", missing=("None",)),
        Column(name="target", type="text", source="Recipient COW", missing=("None",)),
        Column(name="source_name", type="text", source="Actor Name", missing=("None",)),
        Column(name="target_name", type="text", source="Recipient Name", missing=("None",)),
        Column(name="type", type="text", source="Event Type"),
        Column(name="code", type="text", source=("Event Type", "Event Mode")),
        Column(name="intensity", type="number", source="Intensity"),
    ),
    separator="\t",
    year_of="date",
)
"""POLECAT events: ``score="intensity"``, or ``code="code"`` (type and mode) or ``"type"`` with ``PLOVER``."""
