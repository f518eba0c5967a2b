"""When what a text tells of was: the days that each record may be of, and those that it certainly is of."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Unpack

import attrs

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.dataset.document import Collection
from mxus.dataset.required import require_dataset
from mxus.dataset.selection import Keywords, as_period
from mxus.errors import require_text
from mxus.plot.drawing import BLUE, line, statement
from mxus.plot.rows import Rows
from mxus.values.period import Period

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["timeline"]

_ANY_DAY: Final = date(2000, 1, 1)
"""Where the axis is when no row has a day: the same whenever it is drawn."""

_KEY: Final = (
    "thick: certain days; thin: possible ones; dotted: about then",
    "arrow: no bound, or beyond what is shown",
)


def timeline(
    dataset: Dataset,
    collection: Collection = "events",
    *,
    ax: Axes | None = None,
    **conditions: Unpack[Keywords],
) -> Axes:
    """Draw when the records of a dataset were, as imprecisely as the text dates them, the earliest on top.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    collection : str, default 'events'
        Which records.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.
    **conditions
        As for :meth:`Dataset.select`. A `period` is also what the axis shows.

    Returns
    -------
    matplotlib.axes.Axes
        A thin line is the days that a record may be of, a thick one those that it certainly is of, a diamond one day.
        Approximate dates are dotted; an arrow ends what has no bound. Records without a date are counted, not drawn.

    Raises
    ------
    UnknownIdError, InvalidValueError
        As for :meth:`Dataset.select`.
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> ax = mxus.plot.timeline(mxus.load(), period="2025", issue="asylum")
    >>> print(ax.texts[-1].get_text())
    asylum-to-betssy-chavez: recent [2025-09..2025-11, year inferred]
    """
    require_dataset(dataset)
    require_text(collection, "collection")
    records = dataset.select(collection, **conditions)
    rows = sorted(_dated(records), key=lambda row: (row.first or date.min, row.last or date.max))
    undated = len(records) - len(rows)
    left = f"{undated} without a date left out" if undated else ""
    if not rows:
        return statement(ax, f"{collection}: none has a date" + (f"; {left}" if left else ""))
    drawn = Rows.on(ax, [row.label for row in rows], collection + (f"; {left}" if left else ""), notes=_KEY)
    low, high = _limits(rows, conditions.get("period"))
    drawn.ax.set_xlim(low, high)
    for place, row in zip(drawn.marks, rows, strict=True):
        _mark(drawn.ax, place, row, low, high)
    _dates_along(drawn.ax)
    return drawn.ax


@attrs.frozen
class _Dated:
    label: str
    period: Period

    @property
    def first(self) -> date | None:
        return self.period.earliest

    @property
    def last(self) -> date | None:
        return self.period.latest


def _dated(records: Sequence[AnyRecord]) -> Iterator[_Dated]:
    for record in records:
        period = getattr(record, "period", None)  # actors and claims have none
        if isinstance(period, Period):
            yield _Dated(f"{record.id}: {period}", period)


def _limits(rows: Sequence[_Dated], period: Period | str | None) -> tuple[float, float]:
    """Return the days that the axis begins and ends with, with room for arrows."""
    when = as_period(period)
    known = [day for row in rows for day in (row.first, row.last) if day is not None]
    first = when.earliest if when is not None else None
    last = when.latest if when is not None else None
    low = _number(first or min(known, default=_ANY_DAY))
    high = _number(last or max(known, default=_ANY_DAY)) + 1
    low, high = min(low, high - 1), max(low + 1, high)
    room = max(1.0, 0.04 * (high - low))
    return max(low - room, _number(date.min)), min(high + room, _number(date.max) + 1)


def _mark(ax: Axes, y: float, row: _Dated, low: float, high: float) -> None:
    """Draw one record at a height; what lies beyond the axis is an arrow at its end."""
    start = low if row.first is None else _number(row.first)
    end = high if row.last is None else _number(row.last) + 1
    core = row.period.core
    if core is not None and core[0] == row.first and core[1] == row.last and core[0] == core[1]:
        line(ax, [start + 0.5], [y], color=BLUE, marker="D", markersize=4, linestyle="none", gid="day")
    else:
        style = ":" if row.period.is_qualified else "-"
        ends = (max(start, low), min(end, high))
        line(ax, ends, (y, y), color=BLUE, linewidth=1.2, linestyle=style, gid="possible")
        if core is not None:
            sure = (max(_number(core[0]), low), min(_number(core[1]) + 1, high))
            if sure[0] < sure[1]:
                line(ax, sure, (y, y), color=BLUE, linewidth=5, solid_capstyle="butt", gid="certain")
        held = [day for day, known in ((start, row.first), (end, row.last)) if known is not None and low < day < high]
        line(ax, held, [y] * len(held), color=BLUE, marker="|", markersize=7, linestyle="none", gid="bound")
    for edge, shape, beyond in (
        (low, "<", row.first is None or start < low),
        (high, ">", row.last is None or end > high),
    ):
        if beyond:
            line(ax, [edge], [y], color=BLUE, marker=shape, markersize=5, linestyle="none", clip_on=False, gid="open")


def _number(day: date) -> float:
    return float(_dates().date2num(day))


def _dates() -> Any:  # noqa: ANN401 (untyped, and a tenth of a second of import that other plots need not pay)
    return importlib.import_module("matplotlib.dates")


def _dates_along(ax: Axes) -> None:
    locator = _dates().AutoDateLocator(minticks=3, maxticks=6)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(_dates().ConciseDateFormatter(locator))
