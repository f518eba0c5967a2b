"""The records: what a coding of a text consists of.

Each file holds one concept and opens by saying what the concept is and what it leaves out. Read them in this order:
``source``, ``evidence``, ``actor``, ``policy``, ``trade_link``, ``event``, ``position``, ``claim``.
"""

from mxus.records.actor import Actor, Membership, Office
from mxus.records.base import Link
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.evidence import Evidence
from mxus.records.policy import Parameter, Policy
from mxus.records.position import Position
from mxus.records.source import Paragraph, Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import AnyRecord

__all__ = [
    "Actor",
    "AnyRecord",
    "Claim",
    "Event",
    "Evidence",
    "Link",
    "Membership",
    "Office",
    "Paragraph",
    "Parameter",
    "Policy",
    "Position",
    "Source",
    "TradeLink",
]
