"""The signed network of actors: friends and foes, and where two camps do not hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch

from mxus.analysis.balance import BalanceResult
from mxus.analysis.network import SignedNetwork
from mxus.drawing.network_layout import NetworkLayout, place_network
from mxus.errors import require_kind
from mxus.measures.balance.nodes import labels_of
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.plot.drawing import (
    BLUE,
    GREY,
    INK,
    SIZE,
    VERMILLION,
    axes_or_new,
    bare,
    line,
    points,
    statement,
    width_of,
    words,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["network"]

_Kind = Literal["friends", "foes", "neither prevails", "friends in different camps", "foes in one camp"]

_Style = Literal["-", "--", ":"]

_LOOKS: Final[Mapping[_Kind, tuple[str, _Style, float]]] = {
    "friends": (BLUE, "-", 1.0),
    "foes": (VERMILLION, "--", 1.0),
    "neither prevails": (GREY, ":", 1.0),
    "friends in different camps": (BLUE, "-", 2.4),
    "foes in one camp": (VERMILLION, "--", 2.4),
}
"""Colour, line and width of each kind of tie."""

_SIGNS: Final[Mapping[_Kind, int]] = {
    "friends": 1,
    "foes": -1,
    "neither prevails": 0,
    "friends in different camps": 1,
    "foes in one camp": -1,
}

_CAMPS: Final = (("one camp", "round,pad=0,rounding_size=4", "white"), ("the other", "square,pad=0", "#DDDDDD"))
"""Shape and shade of the actors of each camp."""

_LABEL: Final = 74.0
"""Width of a line of a label in points, at most."""

_LINE: Final = 1.25

_HIGHEST: Final = 6.5
"""Inches of a figure that nobody gave, at most: letters are smaller in one that would be higher."""

_TRIES: Final = 8
"""How often a network is placed on a wider page until it fits."""


@attrs.frozen
class _Drawn:
    """What is drawn of any of the things that have friends and foes."""

    actors: tuple[str, ...]
    ties: tuple[tuple[str, str, _Kind], ...]
    camps: tuple[frozenset[str], ...] = ()


def network(found: BalanceResult | SignedNetwork | SignedGraph, *, ax: Axes | None = None) -> Axes:
    """Draw who is friend and who is foe; of a balance, also the two camps and the ties that do not fit them.

    Parameters
    ----------
    found : BalanceResult, SignedNetwork or SignedGraph
        As :func:`mxus.balance` and :func:`mxus.signed_network` return them, or a graph of your own.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of pyplot, 3.5 inches wide and as high as needed, where not given. On axes that are
        small for the network, letters are.

    Returns
    -------
    matplotlib.axes.Axes
        Solid lines join friends and dashed ones foes; thick ones do not fit the camps, of which one has rounded boxes
        and the other shaded ones. Places mean nothing beyond that; the same network always stands the same.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed (``mxus[plot]``).

    Examples
    --------
    >>> import mxus
    >>> ax = mxus.plot.network(mxus.balance(mxus.load()))
    >>> [text.get_text() for text in ax.get_legend().get_texts()][:3]
    ['friends', 'foes', 'neither prevails']
    """
    require_kind(
        found, (BalanceResult, SignedNetwork, SignedGraph), "found", "a BalanceResult, SignedNetwork or SignedGraph"
    )
    drawn = _of(found)
    if not drawn.actors:
        return statement(ax, "no relation between actors")
    if ax is not None:
        bare(ax, keep=())
        _key(ax, drawn)
    width, height = points(ax, height=_HIGHEST)
    labels = {actor: wrapped(actor, min(_LABEL, 0.8 * width)) for actor in drawn.actors}
    sizes = {
        actor: (max(map(width_of, lines)) + SIZE, (len(lines) * _LINE + 0.7) * SIZE) for actor, lines in labels.items()
    }
    layout = _fitting(drawn, sizes, width, height)
    axes = axes_or_new(ax, height=(layout.height * width / layout.width + 5 * _LINE * SIZE) / 72)
    if ax is None:
        bare(axes, keep=())
        _key(axes, drawn)
    axes.set_xlim(0, layout.width)
    axes.set_ylim(layout.height, 0)
    axes.set_aspect("equal", adjustable="box", anchor="N")
    for first, second, kind in drawn.ties:
        color, style, thick = _LOOKS[kind]
        xs, ys = zip(layout.places[first], layout.places[second], strict=True)
        line(axes, xs, ys, color=color, linestyle=style, linewidth=thick, gid=kind, zorder=1)
    size = SIZE * min(1.0, width / layout.width, height / layout.height)
    for actor, (wide, high) in sizes.items():
        x, y = layout.places[actor]
        camp = next((number for number, members in enumerate(drawn.camps) if actor in members), None)
        shape, shade = ("square,pad=0", "white") if camp is None else _CAMPS[camp][1:]
        edge: dict[str, Any] = {
            "edgecolor": GREY if camp is None and drawn.camps else INK,
            "linewidth": 0.6,
            "facecolor": shade,
        }
        corner = (x - wide / 2, y - high / 2)
        axes.add_patch(FancyBboxPatch(corner, wide, high, boxstyle=shape, gid=actor, zorder=2, **edge))
        words(axes, x, y, "\n".join(labels[actor]), size=size, ha="center", va="center", zorder=3)
    return axes


def _of(found: BalanceResult | SignedNetwork | SignedGraph) -> _Drawn:
    if isinstance(found, SignedGraph):
        label = dict(zip(found.nodes, labels_of(found.nodes), strict=True))
        edges = found.edges.data("weight")
        return _Drawn((*label.values(),), tuple(_tie(label[a], label[b], weight) for a, b, weight in edges))
    held = found.network if isinstance(found, BalanceResult) else found
    actors = tuple(dict.fromkeys(actor for tie in held.ties for actor in tie.actors))
    if isinstance(found, SignedNetwork):
        return _Drawn(actors, tuple(_tie(*tie.actors, tie.weight) for tie in held.ties))
    turning = {tie.actors for tie in found.would_have_to_turn}
    ties = [_tie(*tie.actors, tie.weight, turns=tie.actors in turning) for tie in held.ties]
    tied = {actor for tie in held.ties if tie.sign for actor in tie.actors}
    # Who has neither friends nor foes is in a camp by chance.
    return _Drawn(actors, tuple(ties), tuple(frozenset(tied.intersection(camp)) for camp in found.camps))


def _tie(first: str, second: str, weight: float, *, turns: bool = False) -> tuple[str, str, _Kind]:
    if weight > 0:
        return first, second, "friends in different camps" if turns else "friends"
    if weight < 0:
        return first, second, "foes in one camp" if turns else "foes"
    return first, second, "neither prevails"


def _fitting(drawn: _Drawn, sizes: Mapping[str, tuple[float, float]], width: float, height: float) -> NetworkLayout:
    """Place the actors on a page as wide as the axes or, if it would be too high, wider, to be drawn smaller."""
    signs = [(first, second, _SIGNS[kind]) for first, second, kind in drawn.ties]
    page = width
    layout = place_network(signs, sizes, width=page)
    for _ in range(_TRIES):
        if layout.height * width <= height * page:
            break
        # The area that is needed is much the same on a page of another shape.
        page = max(1.05 * page, math.sqrt(layout.height * page * width / height))
        layout = place_network(signs, sizes, width=page)
    return layout


def _key(ax: Axes, drawn: _Drawn) -> None:
    """Say below the network what its lines and boxes are."""
    held = {kind for _, _, kind in drawn.ties}
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=color, linestyle=style, linewidth=thick, label=kind)
        for kind, (color, style, thick) in _LOOKS.items()
        if kind in held
    ]
    for members, (name, shape, shade) in zip(drawn.camps, _CAMPS, strict=False):
        if members:
            handles.append(FancyBboxPatch((0, 0), 1, 1, boxstyle=shape, facecolor=shade, edgecolor=INK, label=name))
    ax.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False, fontsize=SIZE,
        handlelength=3.2,
    )  # fmt: skip
