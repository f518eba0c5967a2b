"""What the plots share: the axes, the styles, and text that stays text and keeps its room.

A plot draws on the axes it is given, and where there are none on a figure of its own, one column of a journal wide.
What differs in kind differs in shape or line, so that it is seen in greyscale and by those who see few colours; the
colours are Okabe and Ito's. No setting of matplotlib is changed. What we leave out: titles, which a caption has.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypedDict

from mxus.display.cards import visible
from mxus.errors import MissingExtraError, require_kind

try:
    from matplotlib.font_manager import FontProperties
    from matplotlib.lines import Line2D
    from matplotlib.textpath import text_to_path
except ImportError as _missing:
    raise MissingExtraError.needed("matplotlib", extra="plot") from _missing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = [
    "BLUE",
    "COLUMN",
    "GREY",
    "INK",
    "PLAIN",
    "SIZE",
    "VERMILLION",
    "axes_or_new",
    "bare",
    "explained_axis",
    "line",
    "one_line",
    "points",
    "require_axes",
    "shortened",
    "statement",
    "width_of",
    "words",
    "wrapped",
]

BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
INK: Final = "#000000"
GREY: Final = "#767676"
"""Grey of notes and of what is undefined: 4.5 to 1 against white."""

COLUMN: Final = 3.5
"""Width in inches of a figure that nobody gave: a column of a journal."""

SIZE: Final = 7.0
"""Size of labels in points, that of figures in print."""


class _Plain(TypedDict):
    parse_math: bool
    usetex: bool


PLAIN: Final[_Plain] = {"parse_math": False, "usetex": False}
"""A dollar sign or a backslash in a name is that sign, never a formula."""


def axes_or_new(ax: Axes | None, *, width: float = COLUMN, height: float) -> Axes:
    """Return the axes, or those of a new figure of pyplot, so that ``plt.show()`` shows it."""
    if ax is not None:
        require_axes(ax)
        return ax
    from matplotlib import pyplot as plt  # noqa: PLC0415 (chooses a backend: only for whoever wants a figure of it)

    _, made = plt.subplots(figsize=(width, height), layout="constrained")
    return made


def require_axes(ax: object) -> None:
    """Raise unless it is matplotlib's Axes."""
    from matplotlib.axes import Axes  # noqa: PLC0415 (there is one, so it is imported)

    require_kind(ax, Axes, "ax", "Axes of matplotlib")


def points(ax: Axes | None, *, height: float) -> tuple[float, float]:
    """Return the width and height in points that the axes have, or those of a new figure will have at least.

    Where the figure lays its axes out when it is drawn, it does so first.
    """
    if ax is not None:
        require_axes(ax)
    figure = None if ax is None else ax.get_figure(root=True)
    if ax is None or figure is None:
        return 0.92 * COLUMN * 72, height * 72
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
    box = ax.get_window_extent()
    return box.width * 72 / figure.dpi, box.height * 72 / figure.dpi


def one_line(text: str) -> str:
    r"""Return a text on one line, with what would turn or steer the text around it written out.

    Examples
    --------
    >>> one_line("two\nlines"), one_line("turned \u202e")
    ('two lines', 'turned \\u202e')
    """
    return " ".join(visible(text).split())


@lru_cache(maxsize=10_000)
def width_of(text: str, size: float = SIZE) -> float:
    """Return how wide a text is, in points.

    Examples
    --------
    >>> width_of("mexico") < width_of("united-states")
    True
    """
    if not text:
        return 0.0
    width, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(size=size), ismath=False)
    return float(width)


def line(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    **look: Any,  # noqa: ANN401 (as lines of matplotlib take them)
) -> None:
    """Draw a line between numbers: ``Axes.plot`` would look for units, which takes twice as long for thousands."""
    ax.add_line(Line2D(xs, ys, **look))


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """Return a text in lines of at most so many points: broken at spaces and behind hyphens, else where it must be.

    Examples
    --------
    >>> wrapped("caribbean-authoritarian-regimes", 60)
    ['caribbean-', 'authoritarian-', 'regimes']
    """
    lines: list[str] = []
    line = ""
    pieces = [piece for piece in re.split(r"(?<=[-_/,;:])(?=[^\W\d])|(?<=\s)", one_line(text)) if piece]
    while pieces:
        piece = pieces.pop(0)
        if width_of((line + piece).rstrip(), size) <= width:
            line += piece
        elif line:
            lines.append(line.rstrip())
            line = ""
            pieces.insert(0, piece)
        else:  # one word wider than the room
            fitting = max(1, _fitting(piece, width, size))
            lines.append(piece[:fitting])
            pieces[:0] = [piece[fitting:]] if piece[fitting:] else []
    return [*lines, line.rstrip()] if line or not lines else lines


def shortened(text: str, width: float, size: float = SIZE) -> str:
    """Return a text on one line, its end left out where it is wider than so many points.

    Examples
    --------
    >>> shortened("caribbean-authoritarian-regimes", 80)
    'caribbean-authoritar…'
    """
    line = one_line(text)
    if width_of(line, size) <= width:
        return line
    return f"{line[: _fitting(line, width - width_of('…', size), size)]}…"


def _fitting(text: str, width: float, size: float) -> int:
    """Return how many characters from the start fit the width."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda number: width_of(text[:number], size))


def words(  # noqa: PLR0913 (where, what and how)
    ax: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = SIZE,
    color: str = INK,
    **where: Any,  # noqa: ANN401 (as texts of matplotlib take them)
) -> Text:
    """Write a text, as it is, on the axes."""
    return ax.text(x, y, text, fontsize=size, color=color, **PLAIN, **where)


def explained_axis(ax: Axes, measure: str, notes: Iterable[str] = ()) -> None:
    """Name what the horizontal axis shows, with notes below it."""
    width, _ = points(ax, height=1.0)
    lines = wrapped(measure, width)
    for note in notes:
        lines += wrapped(note, width)
    ax.set_xlabel("\n".join(lines), fontsize=SIZE, color=INK, **PLAIN)
    ax.tick_params(labelsize=SIZE)


def bare(ax: Axes, *, keep: Sequence[str] = ("bottom",)) -> None:
    """Take away the frame, but for the sides that are kept, and the marks of the sides that are not."""
    for side in ("left", "right", "top", "bottom"):
        ax.spines[side].set_visible(side in keep)
    if "left" not in keep:
        ax.set_yticks([])
    if "bottom" not in keep:
        ax.set_xticks([])


def statement(ax: Axes | None, text: str) -> Axes:
    """Draw that there is nothing to draw, and why."""
    drawn = axes_or_new(ax, height=1.0)
    width, _ = points(ax, height=1.0)
    bare(drawn, keep=())
    lines = "\n".join(wrapped(text, 0.95 * width))
    words(drawn, 0.5, 0.5, lines, color=GREY, ha="center", va="center", transform=drawn.transAxes)
    return drawn
