"""What a value is made of: each contribution from where those before it left off, the weightiest first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from mxus.errors import InvalidValueError, require_kind, shown
from mxus.plot.bounds import said, scaled
from mxus.plot.drawing import BLUE, GREY, INK, VERMILLION, statement
from mxus.plot.rows import Rows
from mxus.values.contribution import Contribution
from mxus.values.explanation import ranked
from mxus.values.locator import places
from mxus.values.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["contributions"]


def contributions(result: Result, *, most: int = 10, ax: Axes | None = None) -> Axes:
    r"""Draw the contributions of a result as a waterfall that ends at their sum.

    Parameters
    ----------
    result : Result
        Any. Of a grouped one, those to the whole; ``result.groups[name]`` is a result, too.
    most : int, default 10
        How many contributions have a row of their own, from 1; the others are one row together.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.

    Returns
    -------
    matplotlib.axes.Axes
        Filled bars add to the value, hatched ones take from it. Each label names the records and their paragraphs.
        Where weights are what the value would lose without the records, all bars begin at 0: such weights have no sum.

    Raises
    ------
    InvalidValueError
        If `most` is not a whole number from 1.
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> ax = mxus.plot.contributions(mxus.cooperation(mxus.load(), "mexico", "united-states"))
    >>> print(ax.texts[0].get_text(), ax.texts[-1].get_text(), sep="\n")
    mexico-reaffirms-priorities (¶2): +0.125
    sum: +0.5
    """
    require_kind(result, Result, "result", "a Result, as an analysis or a measure returns it")
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise InvalidValueError(f"found most {shown(most)}; expected a whole number from 1")
    if not result.contributions:
        return statement(ax, f"{result.measure}: {said(result)}; no contributions")
    adding = result.decomposition == "sum"
    bars = list(_bars(result, most, adding=adding))
    notes = [result.weights_told()]
    drawn = Rows.on(ax, [bar.label for bar in bars], f"{result.measure}: {said(result)}", notes=notes)
    axes = drawn.ax
    for place, bar in zip(drawn.marks, bars, strict=True):
        gains = bar.end >= bar.start
        axes.barh(
            place,
            bar.end - bar.start,
            0.7,
            left=bar.start,
            color=(INK if bar.is_sum else BLUE) if gains or bar.is_sum else "white",
            edgecolor=INK if bar.is_sum else BLUE if gains else VERMILLION,
            hatch="" if gains or bar.is_sum else "//////",
            linewidth=0.8,
            gid="sum" if bar.is_sum else "bar",
        )
    if adding:
        for place, below, bar in zip(drawn.marks, drawn.marks[1:], bars, strict=False):
            axes.plot((bar.end, bar.end), (place, below), color=GREY, linewidth=0.6, zorder=0, gid="joint")
    axes.use_sticky_edges = False
    axes.margins(x=0.02)
    scaled(axes, [end for bar in bars for end in (bar.start, bar.end)])
    return axes


@attrs.frozen
class _Bar:
    label: str
    start: float
    end: float
    is_sum: bool = False


def _bars(result: Result, most: int, *, adding: bool) -> Iterator[_Bar]:
    order = ranked(result.contributions)
    rows = [(_named(each), each.weight) for each in order[:most]]
    rest = [each.weight for each in order[most:]]
    if rest and adding:
        rows.append((f"{len(rest)} more", math.fsum(rest)))
    for number, (name, weight) in enumerate(rows):
        start = math.fsum(before for _, before in rows[:number]) if adding else 0.0
        yield _Bar(f"{name}: {weight:+.4g}", start, math.fsum((start, weight)))
    if adding:
        total = math.fsum(weight for _, weight in rows)
        yield _Bar(f"sum: {total:+.4g}", 0.0, total, is_sum=True)
    elif rest:
        yield _Bar(f"{len(rest)} more of less or equal weight are left out", 0.0, 0.0)


def _named(each: Contribution) -> str:
    where = f" ({places(each.passages)})" if each.passages else ""
    return " × ".join(each.records) + where
