"""The works that the measures cite."""

from __future__ import annotations

from typing import Final

from mxus.values.reference import Reference

__all__ = ["MXUS", "PLOVER", "SIGNORINO_RITTER_1999"]

MXUS: Final = Reference(
    key="mxus",
    entry="software",
    authors=("The mxus authors",),
    title="mxus: typed domain models for research on the Mexico-US relationship",
)

SIGNORINO_RITTER_1999: Final = Reference(
    key="signorino1999",
    authors=("Signorino, Curtis S.", "Ritter, Jeffrey M."),
    title="Tau-b or Not Tau-b: Measuring the Similarity of Foreign Policy Positions",
    year=1999,
    container="International Studies Quarterly",
    volume="43",
    number="1",
    pages="115-144",
)

PLOVER: Final = Reference(
    key="plover",
    entry="manual",
    authors=("Open Event Data Alliance",),
    title="PLOVER: Political Language Ontology for Verifiable Event Records, manual 0.8",
)
