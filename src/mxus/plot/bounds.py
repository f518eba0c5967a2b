"""A value in the interval that it is known to lie in, for the whole and for each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mxus.errors import require_kind
from mxus.plot.drawing import BLUE, GREY, INK, SIZE, points, width_of
from mxus.plot.rows import Rows
from mxus.values.interval import Interval, Undefined
from mxus.values.result import GroupedResult, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["bounds", "said", "scaled"]


def bounds(result: Result, *, ax: Axes | None = None) -> Axes:
    """Draw a value in its interval, and those of its groups or, where it has none, of each cause that leaves it open.

    Parameters
    ----------
    result : Result
        Any. A grouped one has a row for each group, another for each of its ``bounds``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.

    Returns
    -------
    matplotlib.axes.Axes
        A dot is a value, and the bar through it where it is known to lie; a bar without a dot is a value known by
        bounds alone. The square on top is the whole. What is undefined has a row that says why, and no mark.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> ax = mxus.plot.bounds(mxus.alignment(mxus.load(), "mexico", "united-states", by="arena"))
    >>> for text in ax.texts[:3]:
    ...     print(text.get_text())
    all: 0.3333 in [0.2381, 0.381] (n=21, n_missing=38)
    bilateral-agenda: 0.5962 in [0.5, 0.6154] (n=13, n_missing=14)
    regional-diplomacy: -0.375 in [-0.5, -0.25] (n=6, n_missing=17)
    """
    require_kind(result, Result, "result", "a Result, as an analysis or a measure returns it")
    rows = list(_rows(result))
    marked = [not isinstance(value, Undefined) or interval is not None for _, value, interval in rows]
    by = f", by {result.by}" if isinstance(result, GroupedResult) and result.groups else ""
    drawn = Rows.on(ax, [label for label, _, _ in rows], result.measure + by, marked=marked)
    for number, (place, (_, value, interval)) in enumerate(zip(drawn.marks, rows, strict=True)):
        _mark(drawn.ax, place, value, interval, whole=number == 0)
    scaled(drawn.ax, [end for _, _, held in rows if held is not None for end in (held.lower, held.upper)])
    return drawn.ax


def said(result: Result) -> str:
    """Return what a result says without its name: the value, the interval and n, or why there is no value."""
    return result.figures()


def scaled(ax: Axes, values: Iterable[float]) -> None:
    """Show where 0 is, if the values reach it, and as many numbers below the axis as have room side by side."""
    held = [*values]
    if held and min(held) <= 0 <= max(held):
        ax.axvline(0, color=GREY, linewidth=0.8, linestyle=":", zorder=0)
    width, _ = points(ax, height=1.0)
    low, high = ax.get_xlim()
    for intervals in range(9, 0, -1):
        ticks = [tick for tick in ax.get_xticks() if low <= tick <= high]
        needed = sum(width_of(label) + SIZE / 2 for label in ax.xaxis.get_major_formatter().format_ticks(ticks))
        if needed <= width:
            break
        ax.locator_params(axis="x", nbins=intervals)


def _rows(result: Result) -> Iterator[tuple[str, float | Undefined, Interval | None]]:
    groups: Mapping[str, Result] = result.groups if isinstance(result, GroupedResult) else {}
    yield f"{'all' if groups else 'as coded'}: {said(result)}", result.value, result.interval
    for name, group in groups.items():
        yield f"{name}: {said(group)}", group.value, group.interval
    for bound in () if groups else result.bounds:
        yield f"{bound.cause}: {bound.interval}", Undefined(bound.cause), bound.interval


def _mark(ax: Axes, y: float, value: float | Undefined, interval: Interval | None, *, whole: bool) -> None:
    color = INK if whole else BLUE
    if interval is not None and (interval.width > 0 or isinstance(value, Undefined)):
        ends = (interval.lower, interval.upper)
        ax.plot(ends, (y, y), color=color, linewidth=1.6, marker="|", markersize=7, gid="interval")
    if not isinstance(value, Undefined):
        ax.plot([value], [y], color=color, marker="s" if whole else "o", markersize=5, linestyle="none", gid="value")
