"""Rows: a label, and below it the marks of what it names, the first on top.

A label stands in the axes and not beside them, so that a long one takes a line more and no width from the marks. That
of a row without marks is grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from mxus.plot.drawing import GREY, INK, SIZE, axes_or_new, bare, explained_axis, points, require_axes, words, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Rows"]

_LINE: Final = 1.35
"""Height of a line of a label, as a multiple of the size of its letters."""

_MARK: Final = 1.5
"""Height of a row's marks with the room around them, in lines."""

_GAP: Final = 0.3
"""Height of the room below a label without marks, in lines."""

_SMALLEST: Final = 4.0
"""Size in points below which letters no longer decide where lines are broken."""

_BELOW: Final = 0.75
"""Inches below the rows for the axis and what it shows."""


@attrs.frozen
class Rows:
    """Axes divided into rows.

    Parameters
    ----------
    ax : Axes
        Their vertical axis counts lines of text, downwards.
    marks : tuple of float
        Where the marks of each row are.
    """

    ax: Axes
    marks: tuple[float, ...]

    @classmethod
    def on(
        cls,
        ax: Axes | None,
        labels: Sequence[str],
        measure: str,
        *,
        notes: Sequence[str] = (),
        marked: Sequence[bool] = (),
    ) -> Rows:
        """Divide axes, or those of a new figure high enough, into rows with these labels.

        Parameters
        ----------
        ax : Axes or None
            If they are low, letters are smaller than usual.
        labels : sequence of str
            At least one.
        measure : str
            What the horizontal axis shows.
        notes : sequence of str
            What stands below that.
        marked : sequence of bool, optional
            Whether each row has marks; all have where it is empty.
        """
        rooms = [_MARK if has else _GAP for has in marked or [True] * len(labels)]
        below = _BELOW + (len(notes) + 1) * SIZE * _LINE / 72
        if ax is not None:
            require_axes(ax)
        if ax is None:
            width, _ = points(None, height=1.0)
            high = (sum(len(wrapped(label, 0.98 * width)) for label in labels) + sum(rooms)) * SIZE * _LINE / 72
            drawn = axes_or_new(None, height=high + below)
        else:
            drawn = ax
        bare(drawn)
        explained_axis(drawn, measure, notes)
        width, tall = points(drawn, height=1.0)
        size = SIZE
        while True:  # the largest letters with which all lines have room
            lines = [wrapped(label, 0.98 * width, size) for label in labels]
            total = sum(map(len, lines)) + sum(rooms)
            if total * size * _LINE <= tall or size <= _SMALLEST:
                break
            size -= 0.25
        size = min(size, tall / total / _LINE)
        drawn.set_ylim(total, 0)
        # Labels take no part in the layout, which would make the axes narrower for them, and hide lines behind them.
        where: dict[str, Any] = {
            "va": "top",
            "transform": drawn.get_yaxis_transform(),
            "in_layout": False,
            "linespacing": 1.1,
        }
        behind = {"facecolor": drawn.get_facecolor(), "edgecolor": "none", "pad": 0.6}
        top, marks = 0.0, list[float]()
        for each, room in zip(lines, rooms, strict=True):
            color = INK if room == _MARK else GREY
            words(drawn, 0.0, top, "\n".join(each), size=size, color=color, bbox=behind, **where)
            marks.append(top + len(each) + 0.45 * room)
            top += len(each) + room
        return cls(drawn, tuple(marks))
