"""Which records of two codings of one text stand for the same thing.

Coders of one text choose their own ids and cut passages where they see fit; what they share is the text. So records
are matched by where they stand and what they say, kind by kind, in the order in which they refer to each other: actors
first, by codes and names, since all others name them; then policies, trade links and events; claims; positions last,
since they are taken on any of these. Each record has one partner at most, and the partners are those that are most
alike over all records together, not one record after the other. What we leave out: likeness of wording. A gloss says
the same in each coder's own words; it decides only between records that nothing else tells apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import count, groupby
from typing import Any, Final, cast

import attrs
import numpy as np

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.errors import MissingExtraError
from mxus.records.actor import Actor, Membership, Office
from mxus.records.base import Link
from mxus.records.policy import Parameter
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.values.period import Period
from mxus.vocabulary._term import Term

__all__ = ["FIELDS", "NONE", "Character", "Coding", "coded", "text_of"]

Character = tuple[str, int, int]
"""A text, the number of a paragraph, and an offset in it."""

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "actor": ("type", "country", "iso3", "cow", "principal", "offices", "memberships"),
    "policy": ("type", "owners", "targets", "issue", "arena", "status", "parameters", "period", "part_of", "links"),
    "trade_link": ("reporter", "partner", "measure", "quantity", "period"),
    "event": (
        "act", "type", "mode", "contexts", "initiators", "recipients", "concerns", "issue", "arena", "period", "count",
        "casualties", "links",
    ),
    "position": ("holder", "target", "stance", "expression", "issue", "arena", "period", "links"),
    "claim": ("type", "holders", "about", "rivals", "issue", "arena", "links"),
}  # fmt: skip
"""What is coded of each kind of record, besides its passages: terms, numbers, dates and other records; no wording."""

_STAGES: Final = ("actor", "policy", "trade_link", "event", "claim", "position")
"""Kinds in the order in which they refer to each other."""

_LATER: Final = frozenset({"concerns", "about", "rivals", "part_of", "links", "offices", "memberships", "parameters"})
"""Fields that say nothing of likeness: they refer to records of any kind, matched or not, or are lists of parts."""

_FLOOR: Final = 0.5
"""Records no more alike than this are not the same; by how much they exceed it is what the matching maximises."""

_TIE: Final = 1e-6
"""What decides where likeness does not; small beside any difference in likeness."""

NONE: Final = "none"
"""That a coder gave nothing is a judgement, too."""


def text_of(source: Source) -> str:
    """Return what identifies the text of a source, whatever its id: a digest over the digests of its paragraphs."""
    return hashlib.sha256(" ".join(paragraph.digest for paragraph in source.paragraphs).encode()).hexdigest()


def coded(value: Any, name_of: Callable[[str], Hashable]) -> Hashable:  # noqa: ANN401 (the value of any field)
    """Return how a field is coded: ids by what they stand for, the order of several and all wording of no account.

    Examples
    --------
    >>> coded(("sylvania", "ruritania"), str.upper)
    ('RURITANIA', 'SYLVANIA')
    >>> coded(None, str.upper), coded(Period("2025-02"), str.upper)
    ('none', (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28)))
    """
    found: Hashable
    match value:
        case None:
            found = NONE
        case tuple():
            several = cast("tuple[object, ...]", value)
            found = tuple(sorted({coded(each, name_of) for each in several}, key=repr))
        case Period():
            found = (value.earliest, value.latest)
        case Link():
            found = (value.type.value, name_of(value.target))
        case Office():
            found = (name_of(value.acts_for), coded(value.period, name_of), value.shared)
        case Membership():
            found = (name_of(value.group), coded(value.period, name_of))
        case Parameter():
            found = (value.name, value.quantity)
        case Term():
            found = value.value
        case str():
            found = name_of(value)
        case _:
            found = value
    return found


@attrs.frozen(eq=False)
class Coding:
    """A coding as the matching sees it: where each record stands, and what tells it from others whatever its id.

    Parameters
    ----------
    dataset : Dataset
        The coding.
    texts : dict of str to str
        Text of each source.
    characters : dict of str to frozenset
        Characters of the passages of each record: text, paragraph and offset.
    standing : dict of str to frozenset
        By position: its holder and those for whom the holder acts at the time.
    profiles : dict of str to str
        Digest of all that a record says, its passages and gloss included; ids of what it refers to are replaced by
        what that says.
    """

    dataset: Dataset
    texts: dict[str, str]
    characters: dict[str, frozenset[Character]]
    standing: dict[str, frozenset[str]]
    profiles: dict[str, str]

    @classmethod
    def of(cls, dataset: Dataset) -> Coding:
        """Look at a dataset."""
        texts = {source.id: text_of(source) for source in dataset.sources.values()}
        characters = {
            record.id: frozenset(
                (texts[each.source], each.locator.paragraph, offset)
                for each in record.evidence
                for offset in range(each.locator.start, each.locator.end)
            )
            for record in dataset.values()
        }
        standing = {
            each.id: frozenset({each.holder, *dataset.stands_for(each.holder, each.period)})
            for each in dataset.positions.values()
        }
        bare = {record.id: _bare(record, texts) for record in dataset.values()}

        def name_of(name: str) -> Hashable:
            return bare.get(name, name)

        profiles = {
            record.id: hashlib.sha256(
                repr(
                    (
                        bare[record.id],
                        [coded(getattr(record, field), name_of) for field in FIELDS.get(record.kind, ())],
                        sorted(repr(name_of(each.speaker)) for each in record.evidence if each.speaker is not None),
                    )
                ).encode()
            ).hexdigest()
            for record in dataset.values()
        }
        return cls(dataset, texts, characters, standing, profiles)

    @property
    def key(self) -> tuple[str, ...]:
        """What the coding says as a whole, whatever its ids and the order of its records."""
        return tuple(sorted(self.profiles.values()))

    def in_order(self, kind: str) -> list[AnyRecord]:
        """Return the records of a kind in the order of their profiles."""
        found = [record for record in self.dataset.values() if record.kind == kind]
        return sorted(found, key=lambda record: self.profiles[record.id])

    def matched_with(self, other: Coding, progress: Callable[[int, int], object] | None = None) -> dict[str, str]:
        """Return the partner of each record that has one; tell how many records are compared, and how many there are.

        Raises
        ------
        MissingExtraError
            If scipy, which finds the assignment, is not installed (``mxus[reliability]``).
        """
        partners: dict[str, str] = {}
        total = sum(record.kind in _STAGES for record in self.dataset.values())
        done = count(1)

        def compared() -> None:
            if progress is not None:
                progress(next(done), total)

        for kind in _STAGES:
            mine, theirs = self.in_order(kind), other.in_order(kind)
            likeness = _Likeness(self, other, dict(partners), compared)
            partners |= _assigned(mine, theirs, likeness.of_candidates(mine, theirs))
        return partners


def _bare(record: AnyRecord, texts: Mapping[str, str]) -> Hashable:
    """Return what a record says by itself: kind, wording and passages."""
    passages = (
        (texts[each.source], each.locator.paragraph, each.locator.start, each.locator.end, each.status.value)
        for each in record.evidence
    )
    names = (record.name, *record.aliases) if isinstance(record, Actor) else ()
    return (record.kind, record.gloss, names, tuple(sorted(passages)))


@attrs.frozen(eq=False)
class _Likeness:
    first: Coding
    second: Coding
    partners: dict[str, str]
    compared: Callable[[], None]

    def of_candidates(self, mine: Sequence[AnyRecord], theirs: Sequence[AnyRecord]) -> dict[tuple[str, str], float]:
        """Return by how much two records exceed the least likeness, for those that do."""
        order = (_order_of_duplicates(self.first, mine), _order_of_duplicates(self.second, theirs))
        said = {one.id: _said(one, self._symbol) for one in mine}, {other.id: _said(other, str) for other in theirs}
        found: dict[tuple[str, str], float] = {}
        for one, other in self._candidates(mine, theirs):
            excess = self._likeness(one, other, said[0][one.id], said[1][other.id]) - _FLOOR
            if excess > 0:
                same = self.first.profiles[one.id] == self.second.profiles[other.id]
                ties = (one.gloss == other.gloss, same, same and order[0][one.id] == order[1][other.id])
                found[one.id, other.id] = excess + _TIE * sum(ties)
        return found

    def _candidates(
        self, mine: Sequence[AnyRecord], theirs: Sequence[AnyRecord]
    ) -> Iterable[tuple[AnyRecord, AnyRecord]]:
        """Yield the pairs that share a paragraph, a code or a name."""
        holders: dict[Hashable, dict[str, AnyRecord]] = {}
        for record in theirs:
            for mark in self._marks(self.second, record):
                holders.setdefault(mark, {})[record.id] = record
        for record in mine:
            near = {
                name: other for mark in self._marks(self.first, record) for name, other in holders.get(mark, {}).items()
            }
            for other in near.values():
                yield record, other
            self.compared()

    @staticmethod
    def _marks(coding: Coding, record: AnyRecord) -> set[Hashable]:
        marks: set[Hashable] = {(coding.texts[each.source], each.locator.paragraph) for each in record.evidence}
        return marks | (_names(record) | _codes(record) if isinstance(record, Actor) else set())

    def _likeness(
        self, one: AnyRecord, other: AnyRecord, mine: Sequence[Hashable], theirs: Sequence[Hashable]
    ) -> float:
        """Return how alike two records of a kind are: up to 1 by passages and fields, more by an actor's names."""
        if not self._may_be_one(one, other):
            return 0.0
        here, there = self.first.characters[one.id], self.second.characters[other.id]
        shared = len(here & there)
        overlap = shared / (len(here) + len(there) - shared)
        if isinstance(one, Actor) and isinstance(other, Actor):
            named = _share(_names(one), _names(other))
            if named or _codes(one) & _codes(other):
                return 2.0 + named + overlap  # more than any two pairs by passages could add
        if not shared:
            return 0.0
        return (overlap + sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)) / 2

    def _symbol(self, name: str) -> Hashable:
        """Return the partner of an id, or what is no id of the other coding; any other string as it is."""
        return self.partners.get(name, (name,) if name in self.first.dataset else name)

    def _may_be_one(self, one: AnyRecord, other: AnyRecord) -> bool:
        """Whether nothing speaks against it: other codes of actors, another object or holder, other traders."""
        if isinstance(one, Actor) and isinstance(other, Actor):
            return not _contradict(one, other)
        if isinstance(one, Position) and isinstance(other, Position):
            return self._same(one.target, other.target) and self._act_alike(one, other)
        if isinstance(one, TradeLink) and isinstance(other, TradeLink):
            return self._same(one.reporter, other.reporter) and self._same(one.partner, other.partner)
        return True

    def _same(self, mine: str, theirs: str) -> bool:
        return self.partners.get(mine) == theirs

    def _act_alike(self, one: Position, other: Position) -> bool:
        """Whether the holders are the same, or stand for the same: a state, its government and its president."""
        theirs = self.second.standing[other.id]
        return any(self.partners.get(name) in theirs for name in self.first.standing[one.id])


def _said(record: AnyRecord, name_of: Callable[[str], Hashable]) -> list[Hashable]:
    return [coded(getattr(record, field), name_of) for field in FIELDS[record.kind] if field not in _LATER]


def _names(actor: Actor) -> set[Hashable]:
    return {name.casefold() for name in (actor.name, *actor.aliases)}


def _codes(actor: Actor) -> set[Hashable]:
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


def _assigned(
    mine: Sequence[AnyRecord], theirs: Sequence[AnyRecord], weights: Mapping[tuple[str, str], float]
) -> dict[str, str]:
    """Return the one-to-one assignment with the greatest sum of weights; pairs without a weight are none."""
    if not weights:
        return {}
    optimize = MissingExtraError.importing("scipy.optimize", extra="reliability")
    row_of, column_of = ({record.id: place for place, record in enumerate(side)} for side in (mine, theirs))
    matrix = np.zeros((len(mine), len(theirs)))
    for (one, other), weight in weights.items():  # most pairs have none
        matrix[row_of[one], column_of[other]] = weight
    rows, columns = optimize.linear_sum_assignment(matrix, maximize=True)
    return {
        mine[row].id: theirs[column].id
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if matrix[row, column] > 0
    }
