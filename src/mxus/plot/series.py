"""Balance over time: two shares of a series of signed graphs, and the periods in which there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from mxus.errors import InvalidValueError, require_kind
from mxus.measures.arrays import ArrayResult
from mxus.plot.drawing import (
    BLUE,
    PLAIN,
    SIZE,
    VERMILLION,
    axes_or_new,
    bare,
    explained_axis,
    points,
    shortened,
    statement,
    width_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["balance_over_time"]

_LINES: Final = (
    ("score", "frustration score", BLUE, "o", "-"),
    ("triangle index", "triangle index", VERMILLION, "s", "--"),
)

_UNDEFINED: Final = -0.12
"""Height at which periods without a value are marked."""


def balance_over_time(series: ArrayResult, *, ax: Axes | None = None) -> Axes:
    """Draw how balanced each of a series of signed graphs is.

    Parameters
    ----------
    series : ArrayResult
        As :func:`mxus.measures.balance_series` returns it. Periods that are whole numbers stand as far apart as they
        are, others one after the other.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.

    Returns
    -------
    matplotlib.axes.Axes
        The frustration score and the triangle index, from 0 to 1 (balanced). A line is broken where its index is
        undefined, and a hollow mark on the line ``undefined`` says so. The walk balance is left out: it falls as graphs
        grow.

    Raises
    ------
    InvalidValueError
        If it is not a series of balance.
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> from mxus.measures import SignedGraph, balance_series
    >>> before = SignedGraph.from_edges(["DEU", "DEU", "AUH"], ["AUH", "ITA", "ITA"], [1, 1, 1])
    >>> after = SignedGraph.from_edges(["DEU", "DEU", "AUH"], ["AUH", "ITA", "ITA"], [1, 1, -1])
    >>> ax = mxus.plot.balance_over_time(balance_series({"1914": before, "1915": after}))
    >>> ax.lines[0].get_xydata().round(3).tolist()
    [[1914.0, 1.0], [1915.0, 0.333]]
    """
    require_kind(series, ArrayResult, "series", "an ArrayResult, as mxus.measures.balance_series returns it")
    missing = [column for column, *_ in _LINES if column not in series.columns]
    if missing:
        message = f"found no column {' and none '.join(map(repr, missing))}; expected a result of balance_series"
        raise InvalidValueError(message)
    if not series.rows:
        return statement(ax, f"{series.measure}: no periods")
    axes = axes_or_new(ax, height=2.4)
    places = _places(series.rows)
    gaps = False
    for column, name, color, shape, style in _LINES:
        held = series.value[:, series.columns.index(column)].filled(math.nan).tolist()
        look: dict[str, Any] = {"color": color, "marker": shape, "markersize": 3.0 if shape == "o" else 3.5}
        axes.plot(places, held, linestyle=style, linewidth=1.2, label=name, gid=column, **look)
        without = [place for place, value in zip(places, held, strict=True) if math.isnan(value)]
        gaps = gaps or bool(without)
        axes.plot(without, [_UNDEFINED] * len(without), linestyle="none", fillstyle="none", gid=f"no {column}", **look)
    bare(axes, keep=("bottom", "left"))
    heights = [0.0, 0.25, 0.5, 0.75, 1.0]
    axes.set_yticks([*([_UNDEFINED] if gaps else []), *heights])
    axes.set_yticklabels([*(["undefined"] if gaps else []), *(f"{height:g}" for height in heights)])
    axes.set_ylim(_UNDEFINED - 0.06 if gaps else -0.04, 1.05)
    axes.set_ylabel("1 is balanced", fontsize=SIZE)
    _name_periods(axes, series.rows, places)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, frameon=False, fontsize=SIZE)
    explained_axis(axes, "period", [f"undefined: {series.undefined}"] if gaps else [])
    return axes


def _places(rows: Sequence[str]) -> list[float]:
    """Return where the periods stand."""
    try:
        return [float(int(row)) for row in rows]
    except ValueError:
        return [float(number) for number in range(len(rows))]


def _name_periods(ax: Axes, rows: Sequence[str], places: Sequence[float]) -> None:
    """Name as many periods as have room: round numbers of years, or every so many of the others."""
    width, _ = points(ax, height=1.0)
    names = [shortened(row, width / 3) for row in rows]
    room = width / (max(map(width_of, names)) + SIZE)
    if [*places] == [float(number) for number in range(len(rows))] and not rows[0].isdigit():
        step = max(1, math.ceil(len(rows) / max(1.0, room)))
    elif len(rows) <= min(room, 6):
        step = 1
    else:
        ax.locator_params(axis="x", integer=True, nbins=max(2, min(8, int(room))))
        return
    ax.set_xticks(places[::step])
    ax.set_xticklabels(names[::step], **PLAIN)
