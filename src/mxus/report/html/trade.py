"""Whom a state trades with: shares as the text gives them, with bounds where it gives bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mxus.analysis.dependence import DependenceResult
from mxus.records.trade_link import TradeLink
from mxus.report.findings import Findings
from mxus.report.html.axis import Axis
from mxus.report.html.context import Context
from mxus.report.html.dots import Row, dots
from mxus.report.html.marks import Mark, entries, figure
from mxus.report.html.markup import Content, Html, el, said
from mxus.report.wording import in_words
from mxus.values.interval import Interval, Undefined
from mxus.values.quantity import NEAR

__all__ = ["trade"]

_SHARES = Axis(0.0, 1.0, tuple((part / 4, f"{part * 25} %") for part in range(5)))


def trade(context: Context, findings: Findings) -> Html | None:
    """Return the section; None where no trade is told."""
    if not findings.trade:
        return None
    links = [*context.dataset.trade_links.values()]
    shares: list[Html] = []
    for reporter, measure, result in findings.trade:
        held = [link for link in links if (link.reporter, link.measure) == (reporter, measure)]
        shares += [_shares(context, result, held)] if held else []
    money = [
        _amounts(context, reporter, [link for link in links if link.reporter == reporter and not link.measure.is_share])
        for reporter in dict.fromkeys(link.reporter for link in links if not link.measure.is_share)
    ]
    return el("section", el("h2", "Trade"), shares, money, id="trade")


def _shares(context: Context, result: DependenceResult, links: Sequence[TradeLink]) -> Html:
    """Return the shares of one kind that partners have, a row for each that is stated."""
    reporter, whole = links[0].reporter, links[0].measure.value.removeprefix("share-of-")
    rows = [
        Row(
            key=_key(link),
            label=said(context.name(link.partner)),
            value=link.quantity.value,
            figure=_stated(link),
            open=Interval(link.quantity.lower, link.quantity.upper),
        )
        for link in links
    ]
    return figure(
        ["Partners of ", said(context.name(reporter)), f": shares of {whole}"],
        dots(f"Shares of {whole} by partner", _SHARES, rows, of="partner", value="as stated", n=None),
        entries(context, [_mark(context, link) for link in links], f"{len(links)} shares of {whole}"),
        note=list(_bounds(result)),
    )


def _amounts(context: Context, reporter: str, links: Sequence[TradeLink]) -> Html:
    """Return what is told of an economy's trade in money, in words."""
    return figure(
        ["Trade of ", said(context.name(reporter)), " in money"],
        entries(context, [_mark(context, link) for link in links], f"{len(links)} amounts"),
    )


def _mark(context: Context, link: TradeLink) -> Mark:
    return Mark(
        key=_key(link),
        title=[said(context.name(link.reporter)), " with ", said(context.name(link.partner))],
        told=f"{_stated(link)}: {link.measure.value.replace('-', ' ')}",
        records=(link.id,),
    )


def _key(link: TradeLink) -> str:
    return f"trade-of-{link.reporter}--{link.id}"


def _stated(link: TradeLink) -> str:
    """Return a quantity as the text puts it, with the time that it is of."""
    when = "" if link.period is None else f" ({link.period.edtf})"
    return f"{in_words(link.quantity)}{when}"


def _bounds(result: DependenceResult) -> Iterator[Content]:
    yield "A dot is a share that the text states; a bar without a dot is all that it says: a bound. "
    yield f'"About" and "nearly" are read as within {NEAR:.0%} of the number.'.replace("%", " %")
    if result.interval is not None:
        yield f" The largest partner has {_percent(result.interval)}."
    ends = result.concentration.interval
    if ends is not None:
        told = f"{ends.lower:.2f}" if ends.width == 0 else f"between {ends.lower:.2f} and {ends.upper:.2f}"
        yield f" Concentration (Herfindahl-Hirschman) is {told}: sharp bounds, whoever has the rest."
    if isinstance(result.value, Undefined):
        yield f" Undefined: {result.value.reason}."


def _percent(ends: Interval) -> str:
    lower, upper = (f"{end * 100:g}" for end in (ends.lower, ends.upper))
    return f"{lower} %" if lower == upper else f"{lower} to {upper} %"
