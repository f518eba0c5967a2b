"""Where the actors of a signed network stand on a page: camps apart, and no label over another.

Actors are boxes, as large as their labels. Shortest paths, a foe counting as farther than a friend, are made distances
on the page (stress majorization); boxes are then pushed apart, and moved one at a time to where fewer ties run behind
boxes or across each other. Nothing is drawn at random, so that the same network stands the same every time. What we
leave out: curved ties, and networks of so many actors that no page could show them. Places mean nothing beyond that: an
actor in the middle has many ties, not much power.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs
import numpy as np

from mxus.drawing.boxes import Boxes, Floats
from mxus.errors import InvalidValueError, shown

__all__ = ["NetworkLayout", "place_network"]

_FOE: Final = 1.6
"""How far foes are wanted from each other, friends being at 1."""

_ROUNDS: Final = 60
"""Of stress majorization: more change nothing that could be seen."""

_FREE: Final = 4.2
"""Area of the page for each of boxes, where the height is not forced."""

_MOST_MOVED: Final = 80
"""Actors up to which each is tried elsewhere, where they have at most two ties each: of more, some always cross."""


@attrs.frozen(kw_only=True)
class NetworkLayout:
    """Centres of boxes that do not overlap, and the page they stand on.

    Parameters
    ----------
    width, height : float
        Of the page, in the unit of the boxes. All boxes lie within it.
    places : Mapping of str to (float, float)
        By name, the centre of the box: from the left, and from above.

    Examples
    --------
    >>> place_network([("a", "b", 1)], {"a": (40, 20), "b": (40, 20)}, width=200).width
    200
    """

    width: float
    height: float
    places: Mapping[str, tuple[float, float]]


def place_network(
    ties: Iterable[tuple[str, str, float]], sizes: Mapping[str, tuple[float, float]], *, width: float, gap: float = 8
) -> NetworkLayout:
    """Place the boxes of a signed network on a page of a given width.

    Parameters
    ----------
    ties : iterable of (str, str, float)
        Two names and a sign: above 0 friends, below 0 foes, 0 neither.
    sizes : Mapping of str to (float, float)
        Width and height of the box of every name, in any unit; names without ties are placed, too.
    width : float
        Of the page, in the same unit. The height is what is needed.
    gap : float, default 8
        Least distance between boxes, and between a box and the edge of the page.

    Returns
    -------
    NetworkLayout
        No two boxes are nearer to each other than the gap, in any network.

    Raises
    ------
    InvalidValueError
        If a tie has a name without a size, or a box does not fit the width.

    References
    ----------
    Stress majorization: Gansner, Koren and North (2005), Graph Drawing 2004, LNCS 3383, 239-250.

    Examples
    --------
    >>> made = place_network([("a", "b", 1), ("b", "c", -1)], dict.fromkeys("abc", (40, 16)), width=300)
    >>> list(made.places), all(28 <= across <= 272 for across, _ in made.places.values())
    (['a', 'b', 'c'], True)
    >>> made == place_network([("a", "b", 1), ("b", "c", -1)], dict.fromkeys("abc", (40, 16)), width=300)
    True
    """
    names = list(sizes)
    index = {name: place for place, name in enumerate(names)}
    held = [(first, second, sign) for first, second, sign in ties]
    for name in (name for first, second, _ in held for name in (first, second)):
        if name not in index:
            raise InvalidValueError(f"found a tie of {shown(name)}; expected only names that have a size")
    for name, (wide, high) in sizes.items():
        if not (0 < wide <= width - 2 * gap and 0 < high < math.inf):
            found = f"found a box of {wide} by {high} for {shown(name)}"
            raise InvalidValueError(f"{found}; expected one that fits between two gaps on a page {width} wide")
    if not names:
        return NetworkLayout(width=width, height=2 * gap, places={})
    edges = [(index[first], index[second]) for first, second, _ in held if first != second]
    wanted = _distances(
        len(names), edges, [_FOE if sign < 0 else 1.0 for first, second, sign in held if first != second]
    )
    boxes = np.array([sizes[name] for name in names], dtype=np.float64)
    # A box with half the gap on each side: such boxes may touch.
    padded = boxes + gap
    height = max(_FREE * float((padded[:, 0] * padded[:, 1]).sum()) / width, float(padded[:, 1].max()))
    page = Boxes(padded, np.array(edges, dtype=np.intp).reshape(-1, 2), wanted, width - gap, gap)
    centres = page.apart(_fitted(_majorized(_start(len(names), edges), wanted), padded, width - gap, height))
    if edges and len(names) <= _MOST_MOVED and len(edges) <= 2 * len(names):
        centres = page.untangled(centres)
    top = float((centres[:, 1] - padded[:, 1] / 2).min())
    bottom = float((centres[:, 1] + padded[:, 1] / 2).max())
    places = {
        name: (round(float(x) + gap / 2, 3), round(float(y) - top + gap / 2, 3))
        for name, (x, y) in zip(names, centres, strict=True)
    }
    return NetworkLayout(width=width, height=math.ceil(bottom - top + gap), places=places)


def _distances(n: int, edges: Sequence[tuple[int, int]], lengths: Sequence[float]) -> Floats:
    """Return shortest paths between all; those in different parts of the network are a little farther than any."""
    far: Floats = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0.0)
    for (a, b), length in zip(edges, lengths, strict=True):
        far[a, b] = far[b, a] = min(far[a, b], length)
    for middle in range(n):
        np.minimum(far, far[:, middle, None] + far[None, middle, :], out=far)
    known = far[np.isfinite(far)]
    far[~np.isfinite(far)] = float(known.max()) / 2 + 1.5
    return far


def _start(n: int, edges: Sequence[tuple[int, int]]) -> Floats:
    """Return a tree around whoever has most ties, each branch with an angle as wide as it has leaves."""
    children, order = _tree(n, edges)
    leaves: dict[int, int] = {}
    for one in reversed(order):
        leaves[one] = max(1, sum(leaves[child] for child in children[one]))
    placed = np.zeros((n, 2))
    sector = {order[0]: (0.0, 2 * math.pi, 0)}
    for one in order:
        start, wide, depth = sector[one]
        if one >= 0:
            placed[one] = depth * math.cos(start + wide / 2), depth * math.sin(start + wide / 2)
        for child in children[one]:
            part = wide * leaves[child] / leaves[one]
            sector[child] = (start, part, depth + 1)
            start += part
    return placed


def _tree(n: int, edges: Sequence[tuple[int, int]]) -> tuple[dict[int, list[int]], list[int]]:
    """Return whom each is reached through first, and all from the root on; -1 is a root above several parts."""
    near: list[list[int]] = [[] for _ in range(n)]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    roots: list[int] = []
    children: dict[int, list[int]] = {}
    order: list[int] = []
    seen: set[int] = set()
    for root in sorted(range(n), key=lambda node: (-len(near[node]), node)):
        if root in seen:
            continue
        roots.append(root)
        seen.add(root)
        waiting = deque([root])
        while waiting:
            one = waiting.popleft()
            order.append(one)
            children[one] = [other for other in dict.fromkeys(near[one]) if other not in seen]
            seen.update(children[one])
            waiting += children[one]
    if len(roots) == 1:
        return children, order
    return {**children, -1: roots}, [-1, *order]


def _majorized(centres: Floats, wanted: Floats) -> Floats:
    """Return places whose distances are as near to those wanted as majorization brings them."""
    n = len(centres)
    if n < 3:
        return np.array([[0.0, 0.0], [float(wanted.max()), 0.3]])[:n]
    off = ~np.eye(n, dtype=bool)
    weights: Floats = np.where(off, 1 / np.where(off, wanted, 1.0) ** 2, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / n)
    for _ in range(_ROUNDS):
        apart = np.hypot(*np.moveaxis(centres[:, None] - centres[None], 2, 0))
        ratio: Floats = np.where(off, weights * wanted / np.where(apart > 1e-9, apart, 1.0), 0.0)
        centres = np.asarray(inverse @ (ratio.sum(axis=1)[:, None] * centres - ratio @ centres))
    return centres


def _fitted(centres: Floats, padded: Floats, width: float, height: float) -> Floats:
    """Return the places spread over the page, the direction in which they differ most along its longer side."""
    centred = centres - centres.mean(axis=0)
    spread = centred.T @ centred
    turn = math.atan2(2 * float(spread[0, 1]), float(spread[0, 0] - spread[1, 1])) / 2
    turn += 0.0 if width >= height else math.pi / 2
    cos, sin = math.cos(turn), math.sin(turn)
    centres = centred @ np.array([[cos, -sin], [sin, cos]])
    low, high = centres.min(axis=0), centres.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    room = np.array([width, height]) - padded
    placed = (centres - low) / span * np.maximum(room, 0) + padded / 2
    # Boxes at one place could not be pushed apart.
    apart: Floats = placed + np.arange(len(placed))[:, None] * np.array([1e-4, 1e-3])
    return apart
