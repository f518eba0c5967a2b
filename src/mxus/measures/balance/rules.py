"""Names of the rules for ties that are doubtful: given twice, of a node to itself, of weight 0."""

from __future__ import annotations

from typing import Literal, TypedDict

__all__ = ["Duplicates", "Refused", "Rules"]

Duplicates = Literal["refuse", "sum", "ambivalent-dropped"]

Refused = Literal["refuse", "drop"]


class Rules(TypedDict, total=False):
    """What to do with what is doubtful among ties; ``SignedGraph.from_edges`` tells the choices."""

    duplicates: Duplicates
    self_loops: Refused
    zeros: Refused
