"""The objects on which two sides both take a position, and how alike they are on each.

An object is what positions are taken on: a policy, an event, a third actor, a claim. A side may have several positions
on one, in words and in deeds; what it *is* on the object is then their mean, and what it *can be taken to be* any one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import attrs

from mxus.analysis._common import acts_as, has_status
from mxus.dataset.dataset import Dataset
from mxus.errors import require_number, require_truth
from mxus.measures.alignment import similarity
from mxus.measures.mean_gap import mean_bounds
from mxus.records.position import Position
from mxus.values.interval import Bound
from mxus.values.typed import typed
from mxus.vocabulary.statements import STANCE_LEVELS, Status

__all__ = ["CAUSES", "OPEN", "Pair", "Shared", "SharedObject", "alike", "bounds_of", "sides"]

Pair = tuple[Position, Position]

_ENDS: Final = (min(STANCE_LEVELS), max(STANCE_LEVELS))


@attrs.frozen(field_transformer=typed)
class SharedObject:
    """An object with the pairs of positions on it, one of each side.

    Parameters
    ----------
    target : str
        Id of the object.
    pairs : tuple of (Position, Position)
        Pairs that count; none where all are contested.
    contested : tuple of (Position, Position)
        Pairs with a position that is only alleged.

    Examples
    --------
    >>> import mxus
    >>> codes = mxus.compensation(mxus.load(), "mexico", "united-states").codes
    >>> next(code.shared.value for code in codes if code.about == "us-embargo-on-cuba")
    -0.5
    """

    target: str
    pairs: tuple[Pair, ...]
    contested: tuple[Pair, ...]

    @property
    def value(self) -> float:
        """Mean likeness of the pairs that count, from -1 to 1."""
        return math.fsum(map(alike, self.pairs)) / len(self.pairs)

    def ends(self, *, contested: bool, off_by: int) -> tuple[float, float]:
        """Return the least and the greatest likeness of a pair, perhaps a contested one, stances so many levels off."""
        require_truth(contested, "contested")
        require_number(off_by, "off_by", whole=True)
        found = [
            end for pair in (*self.pairs, *(self.contested if contested else ())) for end in _likeness(pair, off_by)
        ]
        return min(found), max(found)


@attrs.frozen
class Shared:
    """The objects that two sides share.

    Parameters
    ----------
    certain : tuple of SharedObject
        Those with a pair that counts.
    possible : tuple of SharedObject
        Those with contested pairs alone.
    one_sided : int
        Number of objects on which one side alone takes a position that counts.
    """

    certain: tuple[SharedObject, ...]
    possible: tuple[SharedObject, ...]
    one_sided: int

    @classmethod
    def of(cls, mine: Sequence[Position], theirs: Sequence[Position], accepted: Collection[Status]) -> Shared:
        """Pair the positions of two sides, in the order in which their objects come."""
        firm = {position.id for position in (*mine, *theirs) if has_status(position, accepted)}
        by_target: dict[str, tuple[list[Position], list[Position]]] = {}
        for side, positions in enumerate((mine, theirs)):
            for position in positions:
                by_target.setdefault(position.target, ([], []))[side].append(position)
        certain: list[SharedObject] = []
        possible: list[SharedObject] = []
        one_sided = 0
        for target, (ours, others) in by_target.items():
            pairs = [((a, b), a.id in firm and b.id in firm) for a in ours for b in others]
            counted = tuple(pair for pair, counts in pairs if counts)
            doubtful = tuple(pair for pair, counts in pairs if not counts)
            if counted:
                certain.append(SharedObject(target, counted, doubtful))
            else:
                possible += [SharedObject(target, (), doubtful)] if doubtful else []
                one_sided += any(position.id in firm for position in (*ours, *others))
        return cls(tuple(certain), tuple(possible), one_sided)


def sides(  # noqa: PLR0913 (two actors, and what counts)
    dataset: Dataset,
    first: str,
    second: str,
    positions: Iterable[Position],
    accepted: Collection[Status],
    *,
    acting_for: bool,
) -> tuple[list[Position], list[Position]]:
    """Return the positions of each of two actors that count or are contested; who acts for both speaks for neither."""
    held = [position for position in positions if has_status(position, (*accepted, Status.ALLEGED))]
    mine, theirs = (acts_as(dataset, actor, held, "holder", acting_for=acting_for) for actor in (first, second))
    both = {position.id for position in mine} & {position.id for position in theirs}
    return (
        [position for position in mine if position.id not in both],
        [position for position in theirs if position.id not in both],
    )


def alike(pair: Pair) -> float:
    """Return how alike two positions are, from -1 to 1: a term of S with absolute distances."""
    return _similarity(pair[0].stance.level, pair[1].stance.level)


@cache
def _similarity(one: int, other: int) -> float:
    """Return the similarity of two levels, of which there are but 25 pairs."""
    return similarity(one, other, levels=STANCE_LEVELS, distance="absolute")


def _likeness(pair: Pair, off_by: int) -> Iterator[float]:
    """Yield the least and the greatest likeness of two positions each of which may be so many levels off."""
    low, high = sorted(position.stance.level for position in pair)
    span = _ENDS[1] - _ENDS[0]
    yield 1 - 2 * (min(_ENDS[1], high + off_by) - max(_ENDS[0], low - off_by)) / span
    yield 1 - 2 * max(0, high - low - 2 * off_by) / span


CAUSES: Final = (
    ("whichever of a side's positions is taken", False, 0),
    ("and alleged ones in or out", True, 0),
    ("and each stance one level off", True, 1),
)
"""What leaves a mean likeness open, each with those before it: voices of the text, doubts, the coder's judgement."""

OPEN: Final = 1
"""Which of them is what the text leaves open, and so the interval of a result."""


def bounds_of(certain: Sequence[SharedObject], possible: Sequence[SharedObject]) -> tuple[Bound, ...]:
    """Return the sharp bounds of the mean likeness of objects, for the growing causes; none if no object counts."""
    if not certain:
        return ()
    bounds: list[Bound] = []
    for cause, contested, off_by in CAUSES:
        found = mean_bounds(
            [each.ends(contested=contested, off_by=off_by) for each in certain],
            [each.ends(contested=True, off_by=off_by) for each in possible] if contested else (),
        ).interval
        if found is not None:
            bounds.append(Bound(cause, found))
    return tuple(bounds)
