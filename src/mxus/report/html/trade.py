"""Whom a state trades with: shares as the text gives them, with bounds where it gives bounds."""

from __future__ import annotations

from collections.abc import Iterator

from mxus.analysis.dependence import DependenceResult
from mxus.report.findings import Findings
from mxus.report.html.axis import Axis
from mxus.report.html.context import Context
from mxus.report.html.dots import Row, dots
from mxus.report.html.marks import Mark, entries, figure
from mxus.report.html.markup import Content, Html, el, said
from mxus.report.wording import in_words
from mxus.values.result import Interval, Undefined

__all__ = ["trade"]

_SHARES = Axis(0.0, 1.0, tuple((part / 4, f"{part * 25} %") for part in range(5)))


def trade(context: Context, findings: Findings) -> Html | None:
    """Return the section; None where no trade is told."""
    if not findings.trade:
        return None
    return el(
        "section",
        el("h2", "Trade"),
        (_reporter(context, reporter, result) for reporter, result in findings.trade),
        id="trade",
    )


def _reporter(context: Context, reporter: str, result: DependenceResult) -> Html:
    links = [link for link in context.dataset.trade_links.values() if link.reporter == reporter]
    rows: list[Row] = []
    marks: list[Mark] = []
    for partner in dict.fromkeys(link.partner for link in links):
        held = [link for link in links if link.partner == partner]
        share = result.groups.get(partner)
        stated = "; ".join(f"{in_words(link.quantity)} ({link.measure.value.replace('-', ' ')})" for link in held)
        key = f"trade-of-{reporter}--{partner}"
        value = None if share is None or isinstance(share.value, Undefined) else float(share.value)
        rows.append(
            Row(
                key=key,
                label=said(context.name(partner)),
                value=value,
                figure="; ".join(in_words(link.quantity) for link in held),
                open=None if share is None else share.interval,
            )
        )
        marks.append(
            Mark(
                key=key,
                title=[said(context.name(reporter)), " with ", said(context.name(partner))],
                told=stated,
                records=tuple(link.id for link in held),
            )
        )
    return figure(
        ["Partners of ", said(context.name(reporter))],
        dots("Shares of trade by partner", _SHARES, rows, of="partner", value="as stated", n=None),
        entries(context, marks, f"{len(marks)} partners"),
        note=list(_bounds(result)),
    )


def _bounds(result: DependenceResult) -> Iterator[Content]:
    yield "A dot is a share that the text states; a bar without a dot is all that it says: a bound."
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
