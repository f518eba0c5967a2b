"""The union of all kinds of record, told apart by their field ``kind``."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from mxus.records.actor import Actor
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink

__all__ = ["RECORD_TYPES", "AnyRecord"]

AnyRecord = Annotated[
    Source | Actor | Policy | TradeLink | Event | Position | Claim,
    Field(discriminator="kind"),
]
"""Any record; from JSON, the field ``kind`` decides which."""

RECORD_TYPES: Final[dict[str, type[Source | Actor | Policy | TradeLink | Event | Position | Claim]]] = {
    "source": Source,
    "actor": Actor,
    "policy": Policy,
    "trade_link": TradeLink,
    "event": Event,
    "position": Position,
    "claim": Claim,
}
"""The classes of record by kind, in the order in which datasets keep them."""
