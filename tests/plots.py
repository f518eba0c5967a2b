"""What is seen of a plot: the texts that are drawn, and those that are over another or cut off."""

from itertools import combinations

from matplotlib.axis import Tick
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

_SLACK = 0.5
"""Pixels by which boxes of texts may meet: what antialiasing adds."""


def drawn_texts(figure):
    """Each text of a figure that is drawn, with its box in pixels; ticks beyond the axis are not."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    beyond = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            room = 1e-9 * (high - low)
            beyond |= {id(text) for tick in ticks if _outside(tick, low - room, high + room) for text in _labels(tick)}
    texts = (text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip())
    renderer = canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts if id(text) not in beyond]


def faults(figure):
    """Texts that are over one another, or not wholly on the figure."""
    texts = drawn_texts(figure)
    found = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if _over(one, other)]
    width, height = figure.bbox.x1, figure.bbox.y1
    return found + [
        (text, "cut off")
        for text, box in texts
        if min(box.x0, box.y0) < -_SLACK or box.x1 > width + _SLACK or box.y1 > height + _SLACK
    ]


def marks(ax, gid):
    """The points of each line of a kind, in the order they were drawn."""
    return [[tuple(point) for point in line.get_xydata()] for line in ax.lines if line.get_gid() == gid]


def _labels(tick: Tick):
    return tick.label1, tick.label2


def _outside(tick: Tick, low, high):
    return not low <= tick.get_loc() <= high


def _over(one, other):
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > _SLACK
        and min(one.y1, other.y1) - max(one.y0, other.y0) > _SLACK
    )
