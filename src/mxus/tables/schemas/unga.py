"""Roll-call votes of the UN General Assembly, as Erik Voeten's file of votes has them: one row a state and roll call.

1 is yes, 2 abstention, 3 no. 8 (absent) and 9 (no member) are no positions, and come out as null.
"""

from __future__ import annotations

from typing import Final

from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.schema import Schema

__all__ = ["UNGA_VOTES"]

UNGA_VOTES: Final = Schema(
    name="UN General Assembly votes",
    columns=(
        Column(name="rcid", type="whole number", source="rcid", required=True),
        Column(name="ccode", type="whole number", source="ccode", required=True),
        Column(name="vote", type="whole number", source="vote", missing=("8", "9")),
        Column(name="date", type="date", source="date", required=True),
    ),
    missing=MISSING,
    year_of="date",
)
"""Votes, with the codes of the Correlates of War: ``levels=(1, 2, 3)``, ``codes="cow"`` for ISO codes."""
