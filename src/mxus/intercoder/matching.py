"""Which records of two codings of one text stand for the same thing.

Records are matched by where they stand and what they say, kind by kind, in the order in which they refer to each other:
actors first, by codes and names, since all others name them; then policies, trade links and events; claims; positions
last, since they are taken on any of these. Each record has one partner at most, and the partners are those that are
most alike over all records together, not one record after the other. What we leave out: likeness of wording. A gloss
decides only between records that nothing else tells apart.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import count, groupby
from typing import Final, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from mxus.analysis.coding import FIELDS, LATER, Coding, coded
from mxus.dataset.dataset import AnyRecord
from mxus.intercoder.assignment import assigned
from mxus.records.actor import Actor
from mxus.records.position import Position
from mxus.records.trade_link import TradeLink
from mxus.values.progress import Progress

__all__ = ["KINDS_IN_ORDER", "TimeIsOutError", "matched", "watch"]

KINDS_IN_ORDER: Final = ("actor", "policy", "trade_link", "event", "claim", "position")
"""Kinds in the order in which they refer to each other."""

_FLOOR: Final = 0.5
"""Records no more alike than this are not the same; by how much they exceed it is what the matching maximises."""

_TIE: Final = 1e-6
"""What decides where likeness does not; small beside any difference in likeness."""

_Integers: TypeAlias = npt.NDArray[np.int64]

_Weights: TypeAlias = tuple[_Integers, _Integers, npt.NDArray[np.float64]]
"""Places of records of either coding, and by how much the two exceed the least likeness."""


class TimeIsOutError(Exception):
    """Time is out; it never leaves this package."""


def watch(until: float) -> Callable[[], None]:
    """Return a function that raises where time is out, by :func:`time.monotonic`."""

    def look() -> None:
        if time.monotonic() > until:
            raise TimeIsOutError

    return look


def matched(
    first: Coding,
    second: Coding,
    progress: Progress | None = None,
    *,
    until: float = math.inf,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the partner of each record that has one, and the kinds not compared because time was out.

    Parameters
    ----------
    first, second : Coding
        The codings.
    progress : callable, optional
        ``progress(done, total)`` is called after each record that is compared.
    until : float, optional
        When time is out, by :func:`time.monotonic`. Each kind is compared whole or not at all.

    Examples
    --------
    >>> import mxus
    >>> coding = Coding.of(mxus.load("rojas-2025-first"))
    >>> partners, late = matched(coding, coding)
    >>> len(partners) == len(coding.dataset) - 1, late
    (True, ())
    """
    partners: dict[str, str] = {}
    total = sum(record.kind in KINDS_IN_ORDER for record in first.dataset.values())
    done = count(1)

    look = watch(until)

    def compared() -> None:
        look()
        if progress is not None:
            progress(next(done), total)

    for place, kind in enumerate(KINDS_IN_ORDER):
        mine, theirs = first.in_order(kind), second.in_order(kind)
        try:
            weights = _Likeness(first, second, dict(partners), compared).of_pairs(mine, theirs)
            chosen = [*assigned(*weights, look)]
        except TimeIsOutError:
            return partners, KINDS_IN_ORDER[place:]
        partners |= {mine[row].id: theirs[column].id for row, column in chosen}
    return partners, ()


@attrs.frozen(eq=False)
class _Likeness:
    first: Coding
    second: Coding
    partners: dict[str, str]
    compared: Callable[[], None]

    def of_pairs(self, mine: Sequence[AnyRecord], theirs: Sequence[AnyRecord]) -> _Weights:
        """Return by how much two records exceed the least likeness, for those that do."""
        if not mine or not theirs:
            for _ in mine:
                self.compared()
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)
        said = _Table.of([self._said(one, self._symbol) for one in mine], [self._said(other, str) for other in theirs])
        ties = _Table.of(self._tied(self.first, mine), self._tied(self.second, theirs))
        same_ends = _Table.of(
            [[self.partners.get(name) for name in _ends(one)] for one in mine], [_ends(other) for other in theirs]
        )
        other_spans = _Places(self.second, theirs)
        named = _namesakes(theirs)
        rows: list[int] = []
        columns: list[int] = []
        weights: list[float] = []
        for row, one in enumerate(mine):
            near, overlap = other_spans.overlapping(self.first, one)
            alike = (said.second[near] == said.first[row]).sum(axis=1) / said.first.shape[1]
            likeness = (overlap + alike) / 2
            if isinstance(one, Actor):
                near, likeness = self._with_namesakes(one, theirs, named, near, overlap, likeness)
            excess = likeness - _FLOOR
            same = ties.second[near] == ties.first[row]
            # Which of several that say the same it is counts only for those.
            weight = excess + _TIE * (same[:, 0].astype(int) + same[:, 1] + (same[:, 1] & same[:, 2]))
            may_be = (excess > 0) & (same_ends.second[near] == same_ends.first[row]).all(axis=1)
            for place in np.flatnonzero(may_be).tolist():
                if self._may_be_one(one, theirs[int(near[place])]):
                    rows.append(row)
                    columns.append(int(near[place]))
                    weights.append(float(weight[place]))
            self.compared()
        return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(weights)

    def _said(self, record: AnyRecord, name_of: Callable[[str], Hashable]) -> list[Hashable]:
        """Return what is coded of a record: its likeness to another is the share that both have."""
        return [coded(getattr(record, field), name_of) for field in FIELDS[record.kind] if field not in LATER]

    @staticmethod
    def _tied(coding: Coding, records: Sequence[AnyRecord]) -> list[list[Hashable]]:
        """Return gloss, profile, and which of the records with its profile each record is."""
        order = _order_of_duplicates(coding, records)
        return [[record.gloss, coding.profiles[record.id], order[record.id]] for record in records]

    def _with_namesakes(  # noqa: PLR0913, PLR0917 (what is known of an actor)
        self,
        one: Actor,
        theirs: Sequence[AnyRecord],
        named: Mapping[Hashable, Sequence[int]],
        near: _Integers,
        overlap: npt.NDArray[np.float64],
        likeness: npt.NDArray[np.float64],
    ) -> tuple[_Integers, npt.NDArray[np.float64]]:
        """Return the candidates with those of a name or a code in common, who are more alike than any by passages."""
        found = dict(zip(near.tolist(), likeness.tolist(), strict=True))
        passages = dict(zip(near.tolist(), overlap.tolist(), strict=True))
        for place in dict.fromkeys(place for mark in _marks(one) for place in named.get(mark, ())):
            other = theirs[place]
            if isinstance(other, Actor):
                found[place] = 2.0 + _share(_names(one), _names(other)) + passages.get(place, 0.0)
        return np.array([*found], dtype=np.int64), np.array([*found.values()], dtype=np.float64)

    def _symbol(self, name: str) -> Hashable:
        """Return the partner of an id, or what is no id of the other coding; any other string as it is."""
        return self.partners.get(name, (name,) if name in self.first.dataset else name)

    def _may_be_one(self, one: AnyRecord, other: AnyRecord) -> bool:
        """Whether nothing else speaks against it: other codes of actors, another holder of positions."""
        if isinstance(one, Actor) and isinstance(other, Actor):
            return not _contradict(one, other)
        if isinstance(one, Position) and isinstance(other, Position):
            return self._act_alike(one, other)
        return True

    def _act_alike(self, one: Position, other: Position) -> bool:
        """Whether the holders are the same, or stand for the same: a state, its government and its president."""
        theirs = self.second.standing[other.id]
        return any(self.partners.get(name) in theirs for name in self.first.standing[one.id])


@attrs.frozen(eq=False)
class _Table:
    """What each record of two codings has in some fields, as numbers: equal ones for what is equal."""

    first: _Integers
    second: _Integers

    @classmethod
    def of(cls, first: Sequence[Sequence[Hashable]], second: Sequence[Sequence[Hashable]]) -> _Table:
        numbers: dict[Hashable, int] = {}
        return cls(
            *(
                np.array(
                    [[numbers.setdefault(value, len(numbers)) for value in row] for row in side], dtype=np.int64
                ).reshape(len(side), -1)
                for side in (first, second)
            )
        )


class _Places:
    """Where some records stand, looked up by paragraph."""

    def __init__(self, coding: Coding, records: Sequence[AnyRecord]) -> None:
        self._sizes: _Integers = np.array([coding.characters[record.id].size for record in records], dtype=np.int64)
        found: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
        for place, record in enumerate(records):
            for text, paragraph, start, end in coding.characters[record.id].spans:
                found.setdefault((text, paragraph), []).append((place, start, end))
        self._by_paragraph = {where: np.array(spans, dtype=np.int64).T for where, spans in found.items()}

    def overlapping(self, coding: Coding, record: AnyRecord) -> tuple[_Integers, npt.NDArray[np.float64]]:
        """Return the records that share characters with another coding's, and which part of all of either they are."""
        spans = coding.characters[record.id]
        places: list[_Integers] = []
        common: list[_Integers] = []
        for text, paragraph, start, end in spans.spans:
            held = self._by_paragraph.get((text, paragraph))
            if held is not None:
                shared = np.minimum(held[2], end) - np.maximum(held[1], start)
                places.append(held[0][shared > 0])
                common.append(shared[shared > 0])
        if not places:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64)
        near, which = np.unique(np.concatenate(places), return_inverse=True)
        shared = np.bincount(which, np.concatenate(common), near.size)
        return near, shared / (spans.size + self._sizes[near] - shared)


def _namesakes(records: Sequence[AnyRecord]) -> dict[Hashable, list[int]]:
    named: dict[Hashable, list[int]] = {}
    for place, record in enumerate(records):
        if isinstance(record, Actor):
            for mark in _marks(record):
                named.setdefault(mark, []).append(place)
    return named


def _ends(record: AnyRecord) -> list[str]:
    """Return the ids that must stand for the same in two records: the object of a position, the two that trade."""
    match record:
        case Position():
            return [record.target]
        case TradeLink():
            return [record.reporter, record.partner]
        case _:
            return []


def _marks(actor: Actor) -> set[Hashable]:
    return {*_names(actor), *_codes(actor)}


def _names(actor: Actor) -> set[str]:
    return {name.casefold() for name in (actor.name, *actor.aliases)}


def _codes(actor: Actor) -> set[str | int]:
    return {code for code in (actor.iso3, actor.cow) if code is not None}


def _contradict(one: Actor, other: Actor) -> bool:
    return any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in ((one.iso3, other.iso3), (one.cow, other.cow))
    )


def _share(mine: Collection[Hashable], theirs: Collection[Hashable]) -> float:
    return len({*mine} & {*theirs}) / len({*mine, *theirs})


def _order_of_duplicates(coding: Coding, records: Sequence[AnyRecord]) -> dict[str, int]:
    """Return which of the records with its profile each record is; there are several only where all says the same."""
    groups = groupby(records, key=lambda record: coding.profiles[record.id])
    return {record.id: place for _, group in groups for place, record in enumerate(group)}
