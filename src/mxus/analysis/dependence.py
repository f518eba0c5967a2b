"""How much of an actor's trade goes to whom, within the bounds that the sources leave."""

from __future__ import annotations

import attrs

from mxus.analysis._common import citing, locators_of
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidDataError, InvalidValueError, Problem, UnknownIdError
from mxus.measures.concentration import largest_share
from mxus.measures.literature import MXUS
from mxus.records.trade_link import TradeLink
from mxus.values.quantity import Quantity
from mxus.values.result import Contribution, GroupedResult, Interval, Result, Undefined
from mxus.vocabulary.quantities import TradeMeasure

__all__ = ["dependence"]


def dependence(
    dataset: Dataset, actor: str, *, measure: TradeMeasure | str = TradeMeasure.SHARE_OF_TRADE
) -> GroupedResult:
    """Each partner's share of an actor's trade, and the largest of them.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    actor : str
        Id of the reporter.
    measure : TradeMeasure, default 'share-of-trade'
        Which share: of trade, of exports or of imports. Links with another measure are not used.

    Returns
    -------
    GroupedResult
        The whole is the largest partner's share, with sharp bounds; one group a partner, in the dataset's order. A
        share known only by bounds has no value and an interval, whose ends are those of the quantity (the record says
        whether an end is itself possible). Undefined where no share is known.

    Raises
    ------
    UnknownIdError
        If the actor is not in the dataset.
    InvalidValueError
        If the measure is not a share.
    InvalidDataError
        If two links give the same partner shares that exclude each other.

    Notes
    -----
    Several links to a partner are read together: the share lies in all their bounds.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.dependence(mxus.load(), "mexico")
    >>> result.value
    0.8
    >>> brazil = result.groups["brazil"]
    >>> brazil.is_defined, str(brazil.interval)
    (False, '[0, 0.007]')
    """
    if actor not in dataset.actors:
        raise UnknownIdError.among(actor, dataset.actors, what="actor")
    wanted = TradeMeasure.parse(measure)
    if not wanted.is_share:
        message = f"found measure {wanted.value!r}; expected a share"
        raise InvalidValueError(message)
    links = [link for link in dataset.trade_links.values() if link.reporter == actor and link.measure is wanted]
    partners = dict.fromkeys(link.partner for link in links)
    groups = {partner: _share(dataset, [link for link in links if link.partner == partner]) for partner in partners}
    bounds = [(group.interval.lower, group.interval.upper) for group in groups.values() if group.interval is not None]
    whole = largest_share(bounds)
    largest = [partner for partner, group in groups.items() if group.value == whole.value]
    contributions = tuple(
        attrs.evolve(contribution, weight=float(whole) / len(groups[partner].contributions) / len(largest))
        for partner in largest
        for contribution in groups[partner].contributions
    )
    return GroupedResult(
        measure=f"largest partner's share of the {_WHOLE[wanted]} of {dataset.actors[actor].name}",
        value=whole.value if links else Undefined("no share is known"),
        interval=whole.interval if links else None,
        n=len(links),
        method=whole.method,
        references=citing(dataset, whole.references),
        contributions=contributions if links else (),
        by="partner",
        groups=groups,
    )


_WHOLE = {
    TradeMeasure.SHARE_OF_TRADE: "foreign trade",
    TradeMeasure.SHARE_OF_EXPORTS: "exports",
    TradeMeasure.SHARE_OF_IMPORTS: "imports",
}


def _share(dataset: Dataset, links: list[TradeLink]) -> Result:
    """Return what the links, all to one partner, say together."""
    together = links[0].quantity
    for link in links[1:]:
        together = _intersection(together, link)
    value = together.value
    contributions = tuple(
        Contribution((link.id,), (value or 0.0) / len(links), f"{link.quantity}: {link.gloss}", locators_of(link))
        for link in links
    )
    return Result(
        measure=f"share of {links[0].partner}",
        value=Undefined("known only within bounds") if value is None else value,
        interval=Interval(together.lower, together.upper),
        n=len(links),
        method="as stated, within all bounds given",
        references=citing(dataset, (MXUS,)),
        contributions=contributions,
    )


def _intersection(known: Quantity, link: TradeLink) -> Quantity:
    try:
        return known & link.quantity
    except InvalidValueError as error:
        problem = Problem(f"$.trade_links[{link.id}].quantity", f"{error}; it shares no value with {known}")
        raise InvalidDataError([problem], where="trade links that exclude each other") from error
