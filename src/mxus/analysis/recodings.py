"""What one coder might have done otherwise with one record.

A record might not have been coded at all; a stance might be one level off, the stage another, an assertion but alleged.
What we leave out: another type for an event and another figure for a trade link, since types have no neighbours on a
scale as stances have, and what is known of a figure within bounds is in the interval of every answer; words for deeds,
other actors, objects and passages, which would make it another record; and what is read and who acts (sources, actors),
without whom other records would not say what they say.
"""

from __future__ import annotations

from collections.abc import Iterator

from mxus.analysis._common import FIRM, has_status
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.records.actor import Actor
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.vocabulary.agenda import Arena
from mxus.vocabulary.statements import Stance, Status

__all__ = ["recodings"]


def recodings(dataset: Dataset, record: AnyRecord) -> Iterator[tuple[str, Dataset]]:
    """Yield each change that one judgement might make to a record, in words, with the dataset after it.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> for change, _ in recodings(ds, ds["mexico-opposes-embargo"]):
    ...     print(change)
    left out
    stance opposes-strongly instead of opposes
    stance neutral instead of opposes
    arena bilateral-agenda instead of regional-diplomacy
    arena domestic instead of regional-diplomacy
    arena global instead of regional-diplomacy
    only alleged
    """
    if isinstance(record, Source | Actor):
        return
    without = dataset.without(record.id)
    more = len(dataset) - len(without) - 1
    yield "left out" + (f" with {more} position{'s' * (more > 1)} on it" if more else ""), without
    if isinstance(record, Position):
        scale = list(Stance)
        place = scale.index(record.stance)
        for other in scale[max(0, place - 1) : place + 2]:
            if other is not record.stance:
                change = f"stance {other.value} instead of {record.stance.value}"
                yield change, dataset.replace(record.evolve(stance=other))
    if isinstance(record, Event | Position):
        for arena in Arena:
            if arena is not record.arena:
                change = f"arena {arena.value} instead of {record.arena.value}"
                yield change, dataset.replace(record.evolve(arena=arena))
    if has_status(record, FIRM):
        evidence = tuple(
            passage.evolve(status=Status.ALLEGED) if passage.status in FIRM else passage for passage in record.evidence
        )
        yield "only alleged", dataset.replace(record.evolve(evidence=evidence))
