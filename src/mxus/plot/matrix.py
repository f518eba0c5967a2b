"""The alignment of many actors: every two of them, as a square whose size is how far from 0 they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Rectangle

from mxus.analysis.alignment_matrix import AlignmentMatrix, alignment_matrix
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidValueError, UnknownIdError, require_kind, require_text, shown
from mxus.measures.arrays import MaskedArray
from mxus.measures.dyads import Dyads
from mxus.measures.indices import INDICES
from mxus.plot.drawing import (
    BLUE,
    GREY,
    INK,
    SIZE,
    VERMILLION,
    axes_or_new,
    bare,
    explained_axis,
    points,
    shortened,
    statement,
    width_of,
    words,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["alignment"]

_Pairs = Mapping[tuple[int, int], float]
"""Values of the pairs that have one, by the numbers of their rows, the lower half."""


def alignment(
    found: Dataset | AlignmentMatrix | Dyads,
    actors: Iterable[str] | None = None,
    *,
    index: str = "s_absolute",
    ax: Axes | None = None,
) -> Axes:
    """Draw the alignment of every two of many actors, as the lower half of a matrix.

    Parameters
    ----------
    found : Dataset, AlignmentMatrix or Dyads
        A dataset, the matrix of :func:`mxus.alignment_matrix`, or the pairs of :func:`mxus.measures.all_pairs`.
    actors : iterable of str, optional
        Ids or units, in the order of the rows. Where not given, all units, or of a dataset the states that share an
        object of their positions with another.
    index : str, default 's_absolute'
        Name of the index, as :func:`mxus.measures.specification_curve` has it; of a matrix, its own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide, where not given.

    Returns
    -------
    matplotlib.axes.Axes
        A square covers as much of its cell as the index is far from 0: filled above 0, hollow below. A cross is a pair
        without a value: no object in common, or none that the index can tell from chance.

    Raises
    ------
    UnknownIdError
        If an actor or index is not known.
    InvalidValueError
        If an actor is named twice, or acts for another.
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> ax = mxus.plot.alignment(mxus.load(), ["mexico", "united-states", "colombia"])
    >>> [text.get_text() for text in ax.texts]
    ['mexico', 'united-states', 'colombia', '+0.33', '+0.25', '-1']
    """
    kinds = "a Dataset, an AlignmentMatrix, or Dyads of mxus.measures.all_pairs"
    require_kind(found, (Dataset, AlignmentMatrix, Dyads), "found", kinds)
    require_text(index, "index")
    if index not in INDICES:
        raise UnknownIdError.among(index, INDICES, what="index")
    asked = None if actors is None else _different([*actors])
    if isinstance(found, Dyads):
        rows, values = _of_dyads(found, asked, index)
    else:
        matrix = alignment_matrix(found, asked, index=index) if isinstance(found, Dataset) else found
        index = matrix.index
        rows, values = _of_square(matrix.rows, matrix.value, asked if isinstance(found, AlignmentMatrix) else None)
    if len(rows) < 2:
        return statement(ax, f"alignment ({index}): " + (f"{rows[0]} alone" if rows else "no two share an object"))
    return _draw(rows, values, index, ax)


def _different(names: list[str]) -> list[str]:
    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError(f"found {shown(name)} twice; expected different actors")
    return names


def _of_dyads(dyads: Dyads, asked: Sequence[str] | None, index: str) -> tuple[Sequence[str], _Pairs]:
    if dyads.n.ndim > 1:
        message = f"found a stack of {' x '.join(map(str, dyads.n.shape[:-1]))} matrices; expected the pairs of one"
        raise InvalidValueError(message)
    return _of_square(dyads.units, dyads.square(index), asked)


def _of_square(units: Sequence[str], square: MaskedArray, asked: Sequence[str] | None) -> tuple[Sequence[str], _Pairs]:
    names = units if asked is None else asked
    for name in names:
        if name not in units:
            raise UnknownIdError.among(name, units, what="unit")
    held = [units.index(name) for name in names]
    values = square[held][:, held].filled(math.nan).tolist()
    return names, {
        (row, column): values[row][column]
        for column, row in combinations(range(len(held)), 2)
        if not math.isnan(values[row][column])
    }


_CELL: Final = 38.0
"""Side in points of a cell of a new figure, at most."""


def _draw(names: Sequence[str], values: _Pairs, index: str, ax: Axes | None) -> Axes:
    if ax is not None:
        _explain(ax, index)
    width, height = points(ax, height=len(names) * _CELL / 72)
    labels = [shortened(name, width / 2) for name in names]
    # A row's label begins where its cells end: in the empty half, above the cells of its column.
    cell = min(
        height / len(names),
        *((width - width_of(label)) / (row + 0.2) for row, label in enumerate(labels)),
        *([_CELL] if ax is None else []),
    )
    size = min(SIZE, 0.75 * cell)
    axes = axes_or_new(ax, height=(len(names) * cell + 7 * SIZE) / 72)
    _explain(axes, index)
    axes.set_xlim(0, width / cell)
    axes.set_ylim(len(names), 0)
    axes.set_aspect("equal", adjustable="box", anchor="NW")
    for row, label in enumerate(labels):
        words(axes, row + 0.1, row + 0.5, label, size=size, va="center")
        axes.plot((0, row), (row + 1, row + 1), color=GREY, linewidth=0.3, gid="grid", zorder=0)
    told = cell > 1.2 * width_of("+0.33", 0.8 * size)
    for first, second in ((i, j) for j, i in combinations(range(len(names)), 2)):
        value = values.get((first, second))
        middle = (second + 0.5, first + (0.4 if told else 0.5))
        if value is None:
            axes.plot(*([each] for each in middle), marker="x", color=GREY, markersize=cell / 6, gid="undefined")
            continue
        _square(axes, middle, value, side=0.66 if told else 0.86)
        if told:
            where: dict[str, Any] = {"ha": "center", "va": "center", "gid": "number"}
            words(axes, second + 0.5, first + 0.86, f"{value:+.2g}", size=0.8 * size, color=INK, **where)
    return axes


def _explain(ax: Axes, index: str) -> None:
    bare(ax, keep=())
    explained_axis(ax, f"alignment ({index})", ["filled: above 0; hollow: below; larger: further; cross: undefined"])
    # Squares make axes of few actors narrower than what stands below them.
    ax.set_xlabel(ax.get_xlabel(), loc="left")


def _square(ax: Axes, middle: tuple[float, float], value: float, *, side: float) -> None:
    """Draw a square whose area is how far the value is from 0."""
    long = side * math.sqrt(abs(value))
    x, y = (each - long / 2 for each in middle)
    color = BLUE if value > 0 else VERMILLION
    ax.add_patch(
        Rectangle((x, y), long, long, facecolor=color if value > 0 else "white", edgecolor=color, linewidth=1.0)
    )
