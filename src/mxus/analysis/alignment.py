"""How aligned two actors are: their positions on the objects on which both take one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from mxus.analysis._common import FIRM, citing, has_status, in_time, passages_of, period_of, require_pair, statuses_of
from mxus.analysis.grouping import By, groups_of
from mxus.analysis.shared_objects import OPEN, Shared, alike, bounds_of, sides
from mxus.analysis.unused import CONTESTED, ONE_SIDED, OTHER_STATUS, OTHER_TIME, by_reason, heard
from mxus.dataset.dataset import Dataset
from mxus.measures.alignment import s_score
from mxus.measures.specification import SpecificationCurve
from mxus.records.position import Position
from mxus.values.contribution import Contribution
from mxus.values.interval import Interval, Undefined
from mxus.values.period import Period
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed
from mxus.vocabulary.statements import STANCE_LEVELS, Status

__all__ = ["AlignmentResult", "alignment"]

_METHOD: Final = "absolute distance on five stance levels; objects weigh the same, pairs of positions within one too"


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class AlignmentResult(GroupedResult):
    """S of two actors, with the rest of the family.

    Parameters
    ----------
    family : SpecificationCurve
        Every index of the family on the same objects: S, kappa, pi, tau-b and A under each distance, and the share of
        equal positions. An object counts once, its pairs of positions in parts.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.alignment(mxus.load(), "mexico", "united-states")
    >>> round(result.family["s_absolute"].value - result.value, 12), round(result.family["kappa_absolute"].value, 2)
    (0.0, -0.01)
    """

    family: SpecificationCurve


def alignment(  # noqa: PLR0913 (a pair, and what to count, by keyword)
    dataset: Dataset,
    first: str,
    second: str,
    *,
    by: By | None = None,
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> AlignmentResult:
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
    by : {'arena', 'issue', 'expression', 'voice', 'year'}, optional
        Also answer for each arena or issue, for words and for deeds, for what the author says and what is reported, or
        for each year, with positions of both sides in it. A position counts in each year that it may be of; one without
        a period in none.
    period : Period or EDTF str, optional
        Only positions that may be of that time; one without a period may. All positions where it is not given.
    acting_for : bool, default True
        Whether positions of those who act for an actor, at the time, are the actor's: a foreign minister's the state's.
    statuses : iterable of Status, default asserted and reported
        A position counts if one of its passages has one of these. One that is only alleged is contested: it is in the
        interval, not in the value.

    Returns
    -------
    AlignmentResult
        ``value`` from -1 to 1; undefined where there is no shared object. ``interval`` holds S for every choice of one
        position a side and object, with contested ones in or out, so that it is wide where an actor says one thing and
        does another; it is sharp. ``bounds`` tell the causes apart, and go on to each stance being one level off. ``n``
        is the number of shared objects, ``n_missing`` of objects on which one side alone takes a position. ``left_out``
        lists the positions of either that are in no pair that counts, with the reason.
        Contributions are pairs of positions; their weights sum to the value.

    Raises
    ------
    UnknownIdError
        If an actor is not in the dataset.
    InvalidValueError
        If the two are one, or one acts for the other and that counts, or `by`, a status or
        the period is invalid.

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

    Positions of one year only:

    >>> mxus.alignment(mxus.load(), "mexico", "united-states", period="2010").n < result.n
    True
    """
    require_pair(dataset, first, second, acting_for=acting_for)
    accepted = statuses_of(statuses)
    when = period_of(period)
    asked = [position for position in dataset.positions.values() if in_time(position, when)]
    mine, theirs = sides(dataset, first, second, asked, accepted, acting_for=acting_for)
    groups: dict[str, Result] = {}
    if by is not None:
        for name, belongs in groups_of(by, (*mine, *theirs), when):
            ours, others = ([position for position in side if belongs(position)] for side in (mine, theirs))
            if any(has_status(position, accepted) for position in (*ours, *others)):
                groups[name] = _compare(dataset, Shared.of(ours, others, accepted))
    shared = Shared.of(mine, theirs, accepted)
    left = _left_out(dataset, (first, second), (*mine, *theirs), shared, accepted, acting_for, when)
    return AlignmentResult.over(
        attrs.evolve(_compare(dataset, shared), left_out=by_reason(left)),
        measure=f"alignment of {first} and {second} (Signorino-Ritter S)",
        by=by or "",
        groups=groups,
        family=_family(dataset, shared),
    )


def _left_out(  # noqa: PLR0913, PLR0917 (what was asked, and what was found)
    dataset: Dataset,
    actors: tuple[str, str],
    held: Sequence[Position],
    shared: Shared,
    accepted: Sequence[Status],
    acting_for: bool,  # noqa: FBT001 (handed on)
    period: Period | None,
) -> Iterator[tuple[str, str]]:
    """Yield the positions of either side that are in no pair that counts, each behind its reason."""
    used = {position.id for each in shared.certain for pair in each.pairs for position in pair}
    sided = {position.id for position in held}
    for position in dataset.positions.values():
        if position.id in used:
            continue
        if position.id in sided:
            yield (ONE_SIDED if has_status(position, accepted) else CONTESTED), position.id
            continue
        whole = dataset.stands_for(position.holder, position.period) if acting_for else ()
        of = [actor for actor in actors if actor == position.holder or actor in whole]
        if of and not in_time(position, period):
            yield OTHER_TIME, position.id
        elif of and not heard(position, accepted):
            yield OTHER_STATUS, position.id
        elif len(of) > 1:
            yield "its holder acts for both", position.id


def _weighted(shared: Shared) -> tuple[list[float], list[float], list[float]]:
    """Return the levels of the two sides, a pair each, and the part of its object that each pair is."""
    pairs = [(pair, 1 / len(each.pairs)) for each in shared.certain for pair in each.pairs]
    return (
        [float(a.stance.level) for (a, _), _ in pairs],
        [float(b.stance.level) for (_, b), _ in pairs],
        [part for _, part in pairs],
    )


def _family(dataset: Dataset, shared: Shared) -> SpecificationCurve:
    found = SpecificationCurve.of_parts(*_weighted(shared), levels=STANCE_LEVELS)
    return SpecificationCurve(
        results=tuple(
            (
                name,
                attrs.evolve(
                    result,
                    n=len(shared.certain),
                    n_missing=shared.one_sided,
                    references=citing(dataset, result.references),
                ),
            )
            for name, result in found.items()
        )
    )


def _compare(dataset: Dataset, shared: Shared) -> Result:
    """Compare two sides on the objects they share."""
    x, y, weights = _weighted(shared)
    measured = s_score(x, y, levels=STANCE_LEVELS, item_weights=weights)
    contributions: list[Contribution] = []
    for each in shared.certain:
        for a, b in each.pairs:
            weight = alike((a, b)) / len(each.pairs) / len(shared.certain)
            gloss = f"{a.stance.value} / {b.stance.value}: {dataset[a.target].gloss}"
            contributions.append(Contribution((a.id, b.id), weight, gloss, passages_of(a, b)))
    bounds = bounds_of(shared.certain, shared.possible)
    interval: Interval | None = None
    if bounds and not isinstance(measured.value, Undefined):
        # Rounding must not push the value out of bounds that are known to hold it.
        ends = bounds[OPEN].interval
        interval = Interval(min(measured.value, ends.lower), max(measured.value, ends.upper))
    return Result(
        measure="alignment (Signorino-Ritter S)",
        value=measured.value if shared.certain else Undefined("no object on which both take a position"),
        interval=interval,
        n=len(shared.certain),
        n_missing=shared.one_sided,
        method=_METHOD,
        references=citing(dataset, measured.references),
        contributions=tuple(contributions),
        bounds=bounds,
    )
