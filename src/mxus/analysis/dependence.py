"""How much of an actor's trade goes to whom, within the bounds that the sources leave."""

from __future__ import annotations

import math
from collections.abc import Mapping

import attrs

from mxus.analysis._common import citing, in_time, passages_of, period_of, require_actor
from mxus.analysis.unused import OTHER_TIME, by_reason
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidValueError
from mxus.measures.concentration import herfindahl_bounds, largest_share
from mxus.measures.literature import MXUS
from mxus.records.trade_link import TradeLink
from mxus.values.contribution import Contribution
from mxus.values.interval import Interval, Undefined
from mxus.values.period import Period
from mxus.values.quantity import Quantity
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed
from mxus.vocabulary.quantities import TradeMeasure

__all__ = ["DependenceResult", "dependence"]


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class DependenceResult(GroupedResult):
    """The largest partner's share, each partner's, and how concentrated trade can be given these shares.

    Parameters
    ----------
    concentration : Result
        Herfindahl-Hirschman index within sharp bounds: any number of partners of whom nothing is told may have the
        rest. Contributions are what the least that each share can be adds: its square.

    Examples
    --------
    >>> import mxus
    >>> print(mxus.dependence(mxus.load(), "mexico").concentration.interval)
    [0.64, 0.68]
    """

    concentration: Result


def dependence(
    dataset: Dataset,
    actor: str,
    *,
    measure: TradeMeasure | str = TradeMeasure.SHARE_OF_TRADE,
    period: Period | str | None = None,
) -> DependenceResult:
    """Each partner's share of an actor's trade, and the largest of them.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    actor : str
        Id of the reporter.
    measure : TradeMeasure, default 'share-of-trade'
        Which share: of trade, of exports or of imports. Links with another measure are not used.
    period : Period or EDTF str, optional
        Only links that may be of that time; one without a period may. All links where it is not given.

    Returns
    -------
    DependenceResult
        The whole is the largest partner's share, with sharp bounds; one group a partner, in the dataset's order. A
        share known only by bounds has no value and an interval, whose ends are those of the quantity (the record says
        whether an end is itself possible). Undefined where no such share is known (the reason says which measures
        are), or where the shares given exclude each other: those of different years do, if no period is asked for.
        ``left_out`` lists the actor's links of another measure or another time.

    Raises
    ------
    UnknownIdError
        If the actor is not in the dataset.
    InvalidValueError
        If the measure is not a share, or the period is no Period and not EDTF.

    Notes
    -----
    Several links to a partner are read together: the share lies in all their bounds. Each contributes as much to it.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.dependence(mxus.load(), "mexico")
    >>> result.value
    0.8
    >>> brazil = result.groups["brazil"]
    >>> brazil.is_defined, str(brazil.interval)
    (False, '[0, 0.007]')
    >>> mxus.dependence(mxus.load(), "mexico", measure="share-of-imports").value.reason
    "no share of imports is known; what is known has measure 'share-of-trade'"
    """
    require_actor(dataset, actor)
    wanted = TradeMeasure.parse(measure)
    if not wanted.is_share:
        message = f"found measure {wanted.value!r}; expected a share"
        raise InvalidValueError(message)
    when = period_of(period)
    links = [
        link
        for link in dataset.trade_links.values()
        if link.reporter == actor and link.measure is wanted and in_time(link, when)
    ]
    partners = dict.fromkeys(link.partner for link in links)
    groups = {partner: _share(dataset, [link for link in links if link.partner == partner]) for partner in partners}
    whole = _largest(groups) if links else _unknown(_why_none(dataset, actor, wanted, when))
    largest = [name for name, group in groups.items() if whole.is_defined and group.value == whole.value]
    contributions = tuple(
        attrs.evolve(contribution, weight=float(whole) / len(groups[partner].contributions) / len(largest))
        for partner in largest
        for contribution in groups[partner].contributions
    )
    used = {link.id for link in links}
    left = [
        (OTHER_TIME if link.measure is wanted else f"another measure ({link.measure.value})", link.id)
        for link in dataset.trade_links.values()
        if link.reporter == actor and link.id not in used
    ]
    return DependenceResult.over(
        attrs.evolve(whole, left_out=by_reason(left)),
        measure=f"largest partner's share of the {_WHOLE[wanted]} of {dataset.actors[actor].name}",
        by="partner",
        groups=groups,
        n=len(links),
        references=citing(dataset, whole.references),
        contributions=contributions,
        concentration=_concentration(dataset, whole, groups),
    )


_WHOLE = {
    TradeMeasure.SHARE_OF_TRADE: "foreign trade",
    TradeMeasure.SHARE_OF_EXPORTS: "exports",
    TradeMeasure.SHARE_OF_IMPORTS: "imports",
}


def _why_none(dataset: Dataset, actor: str, wanted: TradeMeasure, when: Period | None) -> str:
    """Return why no share is known, and what is known of the actor's trade instead."""
    missing = f"no share of {_WHOLE[wanted]} is known"
    links = [link for link in dataset.trade_links.values() if link.reporter == actor]
    if any(link.measure is wanted for link in links):
        years = dict.fromkeys(link.period.edtf for link in links if link.measure is wanted and link.period is not None)
        return f"{missing} for {when}; those known are for {', '.join(years)}"
    if not links:
        return "no share is known"
    known = ", ".join(dict.fromkeys(repr(link.measure.value) for link in links))
    return f"{missing}; what is known has measure {known}"


def _unknown(reason: str) -> Result:
    return attrs.evolve(largest_share([]), value=Undefined(reason), interval=None)


def _largest(groups: Mapping[str, Result]) -> Result:
    """Return the largest share, or why it cannot be told."""
    bounds = [(group.interval.lower, group.interval.upper) for group in groups.values() if group.interval is not None]
    reason: str | None = None
    if len(bounds) < len(groups):
        reason = "shares given for one partner exclude each other; ask for a period"
    elif math.fsum(lower for lower, _ in bounds) > 1 + 1e-9:
        reason = "the shares given sum to more than 1; ask for a period"
    return largest_share(bounds) if reason is None else _unknown(reason)


def _concentration(dataset: Dataset, whole: Result, groups: Mapping[str, Result]) -> Result:
    """Return the Herfindahl-Hirschman index, known or within bounds; undefined for the reason that the whole is."""
    known = [(group.interval.lower, group.interval.upper) for group in groups.values() if group.interval is not None]
    if whole.interval is None:
        index = attrs.evolve(herfindahl_bounds([]), value=whole.value, interval=None, n=len(groups))
    else:
        index = herfindahl_bounds(known)
    return attrs.evolve(
        index,
        references=citing(dataset, index.references),
        contributions=tuple(
            attrs.evolve(each, weight=group.interval.lower**2 / len(group.contributions))
            for group in groups.values()
            if group.interval is not None
            for each in group.contributions
        ),
    )


def _share(dataset: Dataset, links: list[TradeLink]) -> Result:
    """Return what the links, all to one partner, say together."""
    value: float | Undefined
    try:
        together = _intersection([link.quantity for link in links])
    except InvalidValueError:
        value, interval = (
            Undefined(f"{', '.join(link.id for link in links)} exclude each other; ask for a period"),
            None,
        )
    else:
        interval = Interval(together.lower, together.upper)
        value = Undefined("known only within bounds") if together.value is None else together.value
    return Result(
        measure=f"share of {links[0].partner} in the {_WHOLE[links[0].measure]}",
        value=value,
        interval=interval,
        n=len(links),
        method="as stated, within all bounds given",
        references=citing(dataset, (MXUS,)),
        contributions=tuple(_stated(link, value, part=1 / len(links)) for link in links),
    )


def _intersection(quantities: list[Quantity]) -> Quantity:
    together = quantities[0]
    for quantity in quantities[1:]:
        together &= quantity
    return together


def _stated(link: TradeLink, together: float | Undefined, *, part: float) -> Contribution:
    """Return a link's part of the share that all links say together; without one, of what it says by itself."""
    # Bounds may meet in a single share, which none of them says alone.
    share = (link.quantity.value or 0.0) if isinstance(together, Undefined) else together
    return Contribution((link.id,), share * part, f"{link.quantity}: {link.gloss}", passages_of(link))
