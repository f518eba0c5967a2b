"""An axis, and marks along it: small drawings as wide as there is room, whose text stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from mxus.report.html.markup import Content, Html, el
from mxus.report.html.numbers import signed
from mxus.values.interval import Interval

__all__ = ["STANCE", "Axis", "dot", "line", "track"]

_INSET = 4.0
"""Per cent of a track on either side of the axis, so that marks at its ends are whole."""


@attrs.frozen
class Axis:
    """From where to where, with ticks.

    Parameters
    ----------
    lower, upper : float
        Ends; upper above lower.
    ticks : tuple of (float, str)
        Values with what is written at them.
    zero : bool
        Whether 0 is a place of its own, to be seen.

    Examples
    --------
    >>> STANCE.at(0.0), STANCE.at(1.0)
    (50.0, 96.0)
    """

    lower: float
    upper: float
    ticks: tuple[tuple[float, str], ...]
    zero: bool = True

    def at(self, value: float) -> float:
        """Return where a value is, in per cent of a track's width; what lies beyond the ends is at the end."""
        part = (min(max(value, self.lower), self.upper) - self.lower) / (self.upper - self.lower)
        return _INSET + part * (100 - 2 * _INSET)

    def scale(self) -> Html:
        """Return the ticks with what is written at them."""
        return el(
            "span",
            (el("span", text, style=f"left:{self.at(value):.2f}%") for value, text in self.ticks if text),
            class_="scale",
            aria_hidden="true",
        )


STANCE = Axis(-1.0, 1.0, tuple((value, "0" if value == 0 else signed(value)[:2]) for value in (-1.0, 0.0, 1.0)))
"""From wholly against to wholly with."""


def track(axis: Axis, *content: Content, height: float = 22, label: str | None = None) -> Html:
    """Return a drawing along an axis, with a line at each tick; hidden from who hears it unless it has a label."""
    ticks = (
        line(axis.at(value), axis.at(value), 0, height, "tick zero" if value == 0 and axis.zero else "tick")
        for value, _ in axis.ticks
    )
    hearing = {"aria_hidden": "true"} if label is None else {"role": "group", "aria_label": label}
    return el("svg", ticks, *content, class_="track", width="100%", height=height, focusable="false", **hearing)


def line(start: float, end: float, top: float, bottom: float, kind: str) -> Html:
    """Return a line from one place along the axis to another, in per cent, and from one height to another."""
    return el("line", x1=f"{start:.2f}%", x2=f"{end:.2f}%", y1=top, y2=bottom, class_=kind)


def dot(
    axis: Axis, value: float | None, ends: Interval | None, outer: Interval | None = None, *, height: float = 22
) -> Html:
    """Return a value as a dot on what is left open (thick) and what draws leave (thin); bars alone without one."""
    middle = height / 2
    parts: list[Content] = []
    for interval, kind in ((outer, "drawn"), (ends, "open")):
        if interval is not None and interval.width > 0:
            start, end = axis.at(interval.lower), axis.at(interval.upper)
            parts.append(line(start, end, middle, middle, kind))
            parts += [line(place, place, middle - 4, middle + 4, f"{kind} end") for place in (start, end)]
    if value is not None:
        side = "above" if value > 0 else "below" if value < 0 else "none"
        parts.append(el("circle", cx=f"{axis.at(value):.2f}%", cy=middle, r=4.5, class_=f"dot {side}"))
    return el("g", parts)


def spread(values: Sequence[float], of: Callable[[float], float]) -> list[tuple[float, int]]:
    """Return where each value is, and how many before it are at the same place: dots are stacked."""
    counts: dict[float, int] = {}
    found: list[tuple[float, int]] = []
    for value in values:
        place = round(of(value), 1)
        counts[place] = counts.get(place, -1) + 1
        found.append((place, counts[place]))
    return found
