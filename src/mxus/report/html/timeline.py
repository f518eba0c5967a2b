"""The timeline: what a text dates, as precisely as it does. Imprecise dates are spans, and open ends stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.trade_link import TradeLink
from mxus.report.html.axis import Axis, track
from mxus.report.html.context import Context
from mxus.report.html.marks import figure
from mxus.report.html.markup import Content, Html, el, said
from mxus.values.period import Period

__all__ = ["timeline"]

_MOST: Final = 300
"""Rows at most; the records below have every period."""

_LABELS: Final = 9
"""Years written on the axis at most."""


def timeline(context: Context) -> Html | None:
    """Return the section; None where no record has a period."""
    dataset = context.dataset
    held: list[Event | Policy | Position | TradeLink] = [
        *dataset.events.values(),
        *dataset.policies.values(),
        *dataset.positions.values(),
        *dataset.trade_links.values(),
    ]
    dated = sorted(
        ((record, record.period) for record in held if record.period is not None), key=lambda item: _order(item[1])
    )
    bounds = [day for _, period in dated for day in (period.earliest, period.latest) if day is not None]
    if not bounds:
        return None
    axis = _Time.of(bounds)
    rows = (_row(record, period, axis) for record, period in dated[:_MOST])
    undated = len(held) - len(dated)
    left = len(dated) - _MOST
    return el(
        "section",
        el("h2", "When"),
        figure(
            "Timeline of what the text dates",
            _legend(),
            el(
                "table",
                el("caption", "Records with a period, those that end first before others", class_="unseen"),
                el(
                    "thead",
                    el(
                        "tr",
                        el("th", "what", scope="col"),
                        el(
                            "th", el("span", "drawn", class_="unseen"), axis.axis.scale(), scope="col", class_="drawing"
                        ),
                        el("th", "when, in the words of the text", scope="col"),
                    ),
                ),
                el("tbody", rows),
                class_="dots times",
            ),
            note=[
                "Years are drawn the broader, the more dates fall into them.",
                f" {undated} of {len(held)} events, policies, positions and trade links have no date in the text.",
                f" The first {_MOST} are drawn; {left} more are among the records." if left > 0 else "",
            ],
        ),
        id="timeline",
    )


@attrs.frozen
class _Time:
    """An axis of time on which each year is as broad as it needs to be."""

    axis: Axis
    starts: dict[int, float]
    widths: dict[int, float]

    @classmethod
    def of(cls, bounds: Sequence[date]) -> _Time:
        years = range(min(bounds).year, max(bounds).year + 1)
        counts = Counter(day.year for day in bounds)
        most = max(counts.values())
        widths = {year: 1 + 5 * (counts[year] / most) ** 0.5 for year in years}
        starts: dict[int, float] = {}
        at = 0.0
        for year in years:
            starts[year] = at
            at += widths[year]
        # A year is written where there is room for it.
        ticks: list[tuple[float, str]] = []
        written = -at
        for year in (*years, years[-1] + 1):
            place = starts.get(year, at)
            room = place - written >= at / _LABELS
            ticks.append((place, str(year) if room else ""))
            written = place if room else written
        return cls(Axis(0.0, at, tuple(ticks), zero=False), starts, widths)

    def at(self, day: date, *, end: bool = False) -> float:
        """Return where a day starts, or ends, in per cent."""
        length = 366 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 365
        part = (day.timetuple().tm_yday - (0 if end else 1)) / length
        return self.axis.at(self.starts[day.year] + part * self.widths[day.year])


def _order(period: Period) -> tuple[date, date]:
    return period.latest or date.max, period.earliest or date.min


def _row(record: Event | Policy | Position | TradeLink, period: Period, axis: _Time) -> Html:
    when, _, edtf = str(period).partition(" [")
    inferred = ", year inferred" if period.basis == "inferred" else ""
    return el(
        "tr",
        el("th", el("a", said(record.gloss), href=f"#r-{record.id}", class_="mark"), scope="row"),
        el("td", track(axis.axis, _span(period, axis)), class_="drawing"),
        el("td", said(when) if edtf else None, " ", el("small", period.edtf, inferred, class_="edtf"), class_="when"),
        class_=record.kind,
    )


def _span(period: Period, axis: _Time) -> list[Content]:
    """Return the days a period may include as an outline, those it does include as a bar, and arrows at open ends."""
    start = 0.0 if period.earliest is None else axis.at(period.earliest)
    end = 100.0 if period.latest is None else axis.at(period.latest, end=True)
    parts: list[Content] = []
    kind = "maybe about" if period.is_qualified else "maybe"
    parts.append(el("rect", x=f"{start:.2f}%", width=f"{max(end - start, 0.8):.2f}%", y=6, height=10, class_=kind))
    if period.core is not None:
        first, last = period.core
        left = 0.0 if first.year < min(axis.starts) else axis.at(first)
        right = 100.0 if last.year > max(axis.starts) else axis.at(last, end=True)
        parts.append(
            el("rect", x=f"{left:.2f}%", width=f"{max(right - left, 0.8):.2f}%", y=6, height=10, class_="surely")
        )
    if period.earliest is None:
        parts.append(_arrow("0%", -1))
    if period.latest is None:
        parts.append(_arrow("100%", 1))
    return parts


def _arrow(place: str, way: int) -> Html:
    """Return the head of an arrow at an end of the track."""
    head = el("polygon", points=f"0,2 {9 * way},11 0,20", class_="open-end")
    return el("svg", head, x=place, overflow="visible", class_="nested")


def _legend() -> Html:
    samples = {
        "throughout": (_bar("surely"),),
        "at some time within": (_bar("maybe"),),
        "about then": (_bar("maybe about"),),
        "no bound on that side": (_bar("maybe"), _arrow("44", 1)),
    }
    return el(
        "ul",
        (
            el("li", el("svg", drawn, width=56, height=22, aria_hidden="true", focusable="false"), f" {told}")
            for told, drawn in samples.items()
        ),
        class_="legend",
    )


def _bar(kind: str) -> Html:
    return el("rect", x=2, y=6, width=42, height=10, class_=kind)
