"""One pair by every index of the family: whether the choice of index matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mxus.errors import require_kind
from mxus.measures.specification import SpecificationCurve, index_of
from mxus.plot.bounds import scaled
from mxus.plot.drawing import BLUE, statement
from mxus.plot.rows import Rows
from mxus.values.interval import Undefined
from mxus.values.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["specification_curve"]


def specification_curve(family: SpecificationCurve, *, ax: Axes | None = None) -> Axes:
    """Draw the value of every index of the family, the highest on top.

    Parameters
    ----------
    family : SpecificationCurve
        As :func:`mxus.measures.specification_curve` returns it, or ``result.family`` of :func:`mxus.alignment`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.

    Returns
    -------
    matplotlib.axes.Axes
        A dot is an index from -1 to 1. The share of equal positions, from 0 to 1, is a hollow square, for it is not
        comparable. Those that are undefined come last, with the reason and no mark.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> family = mxus.alignment(mxus.load(), "mexico", "united-states").family
    >>> print(mxus.plot.specification_curve(family).texts[0].get_text())
    s_squared: 0.5893, Signorino and Ritter 1999
    """
    require_kind(family, SpecificationCurve, "family", "a SpecificationCurve")
    rows = sorted(family.items(), key=_order)
    if not rows:
        return statement(ax, "alignment by every index: none was computed")
    marked = [result.is_defined for _, result in rows]
    span = family.range
    notes = [] if span is None else [f"those from -1 to 1 lie in {span}"]
    labels = [_label(name, result) for name, result in rows]
    drawn = Rows.on(ax, labels, "alignment by every index", marked=marked, notes=notes)
    for place, (name, result) in zip(drawn.marks, rows, strict=True):
        if not isinstance(result.value, Undefined):
            look: dict[str, Any] = (
                {"marker": "s", "fillstyle": "none"} if index_of(name).lowest == 0 else {"marker": "o"}
            )
            drawn.ax.plot([result.value], [place], color=BLUE, markersize=5, linestyle="none", gid="value", **look)
    drawn.ax.set_xlim(-1.05, 1.05)
    scaled(drawn.ax, (-1.0, 1.0))
    return drawn.ax


def _order(item: tuple[str, Result]) -> float:
    value = item[1].value
    return 2.0 if isinstance(value, Undefined) else -value


def _label(name: str, result: Result) -> str:
    if isinstance(result.value, Undefined):
        return f"{name}: {result.value}"
    return f"{name}: {result.value:.4g}" + f", {index_of(name).convention}"
