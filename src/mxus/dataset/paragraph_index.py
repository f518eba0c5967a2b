"""Which passages stand in which paragraph, sorted once for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from mxus.dataset.document import Uncoded
from mxus.records.union import AnyRecord

__all__ = ["ByParagraph", "Placed", "by_paragraph"]

Placed: TypeAlias = tuple[int, int, str]
"""First offset and one past the last, and the id of the record or the reason why nothing is coded."""

ByParagraph: TypeAlias = Mapping[tuple[str, int], Sequence[Placed]]
"""Passages by source and number of the paragraph, in the order of the records."""


def by_paragraph(records: Iterable[AnyRecord], uncoded: Iterable[Uncoded]) -> tuple[ByParagraph, ByParagraph]:
    """Return the passages of records with their ids, and the uncoded ones with their reasons."""
    coded: dict[tuple[str, int], list[Placed]] = {}
    excused: dict[tuple[str, int], list[Placed]] = {}
    for record in records:
        for evidence in record.evidence:
            at = evidence.locator
            coded.setdefault((evidence.source, at.paragraph), []).append((at.start, at.end, record.id))
    for passage in uncoded:
        at = passage.locator
        excused.setdefault((passage.source, at.paragraph), []).append((at.start, at.end, passage.reason))
    return coded, excused
