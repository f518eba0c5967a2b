"""How aligned two actors are: their positions on the objects on which both take one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal, get_args

from mxus.analysis._common import FIRM, acts_as, citing, has_status, passages_of, require_pair, statuses_of
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidValueError, shown
from mxus.measures.alignment import s_score, similarity
from mxus.records.position import Position
from mxus.values.result import Contribution, GroupedResult, Interval, Result, Undefined
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import STANCE_LEVELS, Status

__all__ = ["By", "alignment"]

By = Literal["arena", "issue"]

_VOCABULARY: Final[dict[By, type[Arena | Issue]]] = {"arena": Arena, "issue": Issue}

Pair = tuple[Position, Position]


def alignment(  # noqa: PLR0913 (a pair, and what to count, by keyword)
    dataset: Dataset,
    first: str,
    second: str,
    *,
    by: By | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> GroupedResult:
    """Signorino and Ritter's S of two actors' positions on the objects they share.

    An object is what positions are taken on: a policy, an event, a third actor, a claim. Where a side has several
    positions on an object (one in words, one in deeds), each is compared with each of the other side's, and the
    object counts once.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    first, second : str
        Ids of two different actors; the order does not matter.
    by : {'arena', 'issue'}, optional
        Also answer for each arena or issue, with positions of both sides in it.
    acting_for : bool, default True
        Whether positions of those who act for an actor, at the time, are the actor's: a foreign minister's the state's.
    statuses : iterable of Status, default asserted and reported
        A position counts if one of its passages has one of these.

    Returns
    -------
    GroupedResult
        ``value`` from -1 to 1; undefined where there is no shared object. ``interval`` holds S for every choice of
        one position a side and object, so that it is wide where an actor says one thing and does another. ``n`` is
        the number of shared objects, ``n_missing`` of objects on which one side alone takes a position. Contributions
        are pairs of positions; their weights sum to the value.

    Raises
    ------
    UnknownIdError
        If an actor is not in the dataset.
    InvalidValueError
        If the two are one, or one acts for the other and that counts, or `by` or a status is not a term.

    References
    ----------
    Signorino and Ritter (1999), International Studies Quarterly 43(1), 115-144.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.alignment(mxus.load(), "mexico", "united-states", by="arena")
    >>> bilateral, regional = result.groups["bilateral-agenda"], result.groups["regional-diplomacy"]
    >>> float(bilateral) > float(regional)
    True
    >>> result.contributions[0].paragraphs != ()
    True
    """
    require_pair(dataset, first, second, acting_for=acting_for)
    accepted = statuses_of(statuses)
    held = [position for position in dataset.positions.values() if has_status(position, accepted)]
    mine = acts_as(dataset, first, held, "holder", acting_for=acting_for)
    theirs = acts_as(dataset, second, held, "holder", acting_for=acting_for)
    both = {position.id for position in mine} & {position.id for position in theirs}
    mine = [position for position in mine if position.id not in both]  # someone who acts for both speaks for neither
    theirs = [position for position in theirs if position.id not in both]
    whole = _compare(dataset, mine, theirs)
    groups: dict[str, Result] = {}
    if by is not None:
        if by not in get_args(By):
            message = f"found by={shown(by)}; expected one of {', '.join(map(repr, get_args(By)))}"
            raise InvalidValueError(message)
        for term in _VOCABULARY[by]:
            sides = (_within(mine, by, term), _within(theirs, by, term))
            if any(sides):
                groups[term.value] = _compare(dataset, *sides)
    name = f"alignment of {first} and {second} (Signorino-Ritter S)"
    return GroupedResult.over(whole, measure=name, by=by or "", groups=groups)


def _within(positions: Sequence[Position], by: By, term: Arena | Issue) -> list[Position]:
    return [position for position in positions if getattr(position, by) is term]


def _compare(dataset: Dataset, mine: Sequence[Position], theirs: Sequence[Position]) -> Result:
    """Compare two sides on the objects they share."""
    targets = dict.fromkeys(position.target for position in (*mine, *theirs))
    shared: list[list[Pair]] = []
    for target in targets:
        pairs = [(a, b) for a in mine if a.target == target for b in theirs if b.target == target]
        if pairs:
            shared.append(pairs)
    x = [float(a.stance.level) for pairs in shared for a, _ in pairs]
    y = [float(b.stance.level) for pairs in shared for _, b in pairs]
    weights = [1 / len(pairs) for pairs in shared for _ in pairs]
    measured = s_score(x, y, levels=STANCE_LEVELS, item_weights=weights)
    contributions: list[Contribution] = []
    ends: list[tuple[float, float]] = []
    for pairs in shared:
        alike = [_alike(pair) for pair in pairs]
        ends.append((min(alike), max(alike)))
        for (a, b), part in zip(pairs, alike, strict=True):
            weight = part / len(pairs) / len(shared)
            gloss = f"{a.stance.value} / {b.stance.value}: {dataset[a.target].gloss}"
            contributions.append(Contribution((a.id, b.id), weight, gloss, passages_of(a, b)))
    interval: Interval | None = None
    if not isinstance(measured.value, Undefined):
        # Rounding must not push the value out of bounds that are known to hold it.
        lower = min(measured.value, math.fsum(low for low, _ in ends) / len(ends))
        interval = Interval(lower, max(measured.value, math.fsum(high for _, high in ends) / len(ends)))
    return Result(
        measure="alignment (Signorino-Ritter S)",
        value=measured.value if shared else Undefined("no object on which both take a position"),
        interval=interval,
        n=len(shared),
        n_missing=len(targets) - len(shared),
        method="absolute distance on five stance levels; objects weigh the same, pairs of positions within one too",
        references=citing(dataset, measured.references),
        contributions=tuple(contributions),
    )


def _alike(pair: Pair) -> float:
    return similarity(pair[0].stance.level, pair[1].stance.level, levels=STANCE_LEVELS, distance="absolute")
